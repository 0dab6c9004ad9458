// SPDX-License-Identifier: Apache-2.0
// How one side of a channel wakes the other. Spurious signals are harmless by contract (V-SIG-8), so a
// signal carries nothing and may be merged with the one before.
//
// Threads: notify() from any.
// Memory: a signal is its owner's.
// Errors: a signal to nobody is lost; whoever comes back looks at its ring first.
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <utility>

#include "link/descriptor.h"

namespace penstock::channel {

class Signal {
 public:
  virtual ~Signal() = default;
  virtual void notify() = 0;
};

// In one process: a call.
class CallSignal final : public Signal {
 public:
  explicit CallSignal(std::function<void()> call) : call_(std::move(call)) {}
  void notify() override { call_(); }

 private:
  std::function<void()> call_;
};

// Between processes: an event descriptor that the other side polls.
class EventSignal final : public Signal {
 public:
  explicit EventSignal(link::Descriptor event) : event_(std::move(event)) {}
  static link::Descriptor make() { return link::Descriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)); }
  // Forgets the signals so far; false: there were none.
  static bool take(int event) {
    std::uint64_t count = 0;
    return ::read(event, &count, sizeof count) == static_cast<ssize_t>(sizeof count);
  }
  void notify() override {
    const std::uint64_t one = 1;
    // A counter at its limit is a signal that nobody took yet: as good as ours.
    [[maybe_unused]] const ssize_t written = ::write(event_.get(), &one, sizeof one);
  }

 private:
  link::Descriptor event_;
};

// A bit in a word that the other side looks at now and then, as on the monitor page: no system call.
class MonitorSignal final : public Signal {
 public:
  MonitorSignal(std::atomic<std::uint32_t>& word, std::uint32_t bit) : word_(word), mask_(1u << bit) {}
  void notify() override { word_.fetch_or(mask_, std::memory_order_release); }
  static std::uint32_t take(std::atomic<std::uint32_t>& word) {
    return word.exchange(0, std::memory_order_acquire);
  }

 private:
  std::atomic<std::uint32_t>& word_;
  std::uint32_t mask_;
};

}  // namespace penstock::channel
