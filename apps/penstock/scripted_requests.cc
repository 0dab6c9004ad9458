// SPDX-License-Identifier: Apache-2.0
#include "scripted_requests.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace penstock::app {
namespace {

std::vector<control::RequestSetting> by_time(std::vector<control::RequestSetting> requests) {
  std::stable_sort(requests.begin(), requests.end(),
                   [](const auto& earlier, const auto& later) { return earlier.at_ms < later.at_ms; });
  return requests;
}

std::string hexadecimal(const std::vector<std::uint8_t>& bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace

ScriptedRequests::ScriptedRequests(std::vector<control::RequestSetting> requests, bool json)
    : requests_(by_time(std::move(requests))), json_(json), started_ns_(exec::runtime().now_ns()) {
  thread_ = exec::runtime().spawn("script", [this] { run(); });
}

ScriptedRequests::~ScriptedRequests() {
  stopping_.store(true, std::memory_order_release);
  exec::runtime().unpark_all(this);
  exec::runtime().join(thread_);
  for (auto& [name, device] : devices_) device.close();
}

void ScriptedRequests::run() {
  for (const control::RequestSetting& request : requests_) {
    const std::int64_t due_ns = started_ns_ + std::int64_t{request.at_ms} * 1'000'000;
    while (!stopping_.load(std::memory_order_acquire) && exec::runtime().now_ns() < due_ns) {
      exec::runtime().park(
          this, [this] { return !stopping_.load(std::memory_order_acquire); }, due_ns);
    }
    if (stopping_.load(std::memory_order_acquire)) return;
    submit(request);
  }
}

void ScriptedRequests::submit(const control::RequestSetting& request) {
  auto known = devices_.find(request.device);
  if (known == devices_.end()) {
    auto opened = nt::DeviceClient::open(std::string_view(request.device));
    if (!opened.ok()) {
      tell(request, {.status = opened.fault().status});
      return;
    }
    known = devices_.emplace(request.device, std::move(opened).value()).first;
  }
  known->second.control(
      request.control_code, request.input, request.output_bytes,
      [this, &request](nt::DeviceClient::RequestId, nt::Answer answer) { tell(request, answer); });
}

void ScriptedRequests::tell(const control::RequestSetting& request, const nt::Answer& answer) const {
  const std::string status = fmt::format("{:#010x}", static_cast<std::uint32_t>(answer.status));
  if (json_) {
    const nlohmann::ordered_json line = {{"request", request.device},
                                         {"control", request.control_code},
                                         {"status", status},
                                         {"output", hexadecimal(answer.output)}};
    fmt::print("{}\n", line.dump());
    return;
  }
  fmt::print("request {} {:#x}: {} {}\n", request.device, request.control_code, status,
             hexadecimal(answer.output));
}

}  // namespace penstock::app
