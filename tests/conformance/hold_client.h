// SPDX-License-Identifier: Apache-2.0
// A client of hold's device: parks requests, collects the questions they come back with, answers.
//
// Threads: the test's; completions arrive on others and only store what they brought.
// Memory: the handle closes with the client.
// Errors: what the driver answers, as NTSTATUS.
#pragma once

#include <cstring>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "driver_bench.h"
#include "exec/mutex.h"
#include "hold/verdict.h"

namespace penstock::conformance {

template <class T>
std::span<const std::uint8_t> bytes_of(const T& value) {
  return {reinterpret_cast<const std::uint8_t*>(&value), sizeof value};
}

template <class T>
T answer_as(const nt::Answer& answer) {
  T value{};
  std::memcpy(&value, answer.output.data(), std::min(sizeof value, answer.output.size()));
  return value;
}

class HoldClient {
 public:
  explicit HoldClient(DriverBench& bench) : bench_(bench), device_(bench.open("PenstockHold")) {}
  ~HoldClient() { device_.close(); }

  void park(int requests) {
    for (int i = 0; i < requests; ++i)
      device_.control(IOCTL_HOLD_NEXT, {}, sizeof(HOLD_QUESTION),
                      [this](auto, const nt::Answer& answer) { keep(answer); });
  }
  // The next question, by the order of arrival; waits for it.
  std::optional<HOLD_QUESTION> next_question() {
    if (!bench_.eventually([this] { return has_question(); })) return std::nullopt;
    const std::lock_guard locked(lock_);
    return questions_[taken_++];
  }
  std::int32_t answer(std::uint64_t id, std::uint32_t verdict) {
    const HOLD_ANSWER given{.Id = id, .Verdict = verdict};
    return device_.control_and_wait(IOCTL_HOLD_ANSWER, bytes_of(given), 0).status;
  }
  HOLD_LIST list() {
    return answer_as<HOLD_LIST>(device_.control_and_wait(IOCTL_HOLD_LIST, {}, sizeof(HOLD_LIST)));
  }

  bool has_question() const {
    const std::lock_guard locked(lock_);
    return questions_.size() > taken_;
  }
  std::size_t questions() const {
    const std::lock_guard locked(lock_);
    return questions_.size();
  }
  std::size_t cancelled() const {
    const std::lock_guard locked(lock_);
    return cancelled_;
  }
  void close() { device_.close(); }
  nt::DeviceClient& device() { return device_; }

 private:
  void keep(const nt::Answer& answer) {
    const std::lock_guard locked(lock_);
    if (answer.status == 0) {
      questions_.push_back(answer_as<HOLD_QUESTION>(answer));
    } else {
      ++cancelled_;
    }
  }

  DriverBench& bench_;
  mutable exec::Mutex lock_;
  std::vector<HOLD_QUESTION> questions_;
  std::size_t cancelled_ = 0;
  std::size_t taken_ = 0;
  nt::DeviceClient device_;
};

}  // namespace penstock::conformance
