// SPDX-License-Identifier: Apache-2.0
// A bench to try service providers on: a bus with both of its sides in this process, the host of drivers, and the
// rim of channels, on the machine as it is (seed 0) or under the scheduler with a seed. The peer is a driver too
// (providers/caller), or the core's own client endpoint.
//
// Threads: the test's own makes, uses and ends it; drivers and channels run on theirs.
// Memory: everything ends with the bench: drivers are unloaded, what they left is in the finding log.
// Errors: what does not happen in time is a false for the test to judge.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/function_ref.h"
#include "channel/memory_bus.h"
#include "channel/own_memory.h"
#include "exec/free_runtime.h"
#include "exec/seeded_runtime.h"
#include "host/loader.h"
#include "nt/device_client.h"
#include "nt/guest.h"
#include "nt/services.h"

namespace penstock::conformance {

class ProviderBench {
 public:
  explicit ProviderBench(std::uint64_t seed);
  ~ProviderBench();
  ProviderBench(const ProviderBench&) = delete;
  ProviderBench& operator=(const ProviderBench&) = delete;

  // The driver of that name; nullptr and a test failure when it does not load.
  host::LoadedDriver* load(const std::string& name);
  void unload(const std::string& name);
  nt::Guest* guest(const std::string& name);
  nt::DeviceClient open(const std::string& device);
  channel::MemoryBus& bus() { return *bus_; }
  channel::OwnMemory& memory() { return memory_; }
  // What a guest is given as the handle of the bus.
  std::uint64_t bus_handle() const { return reinterpret_cast<std::uint64_t>(bus_handle_); }

  bool eventually(base::FunctionRef<bool()> condition);
  void pass_ms(std::int64_t milliseconds);

 private:
  std::unique_ptr<exec::Runtime> runtime_;
  exec::RuntimeScope scope_;
  std::unique_ptr<nt::Services> services_;
  channel::OwnMemory memory_;
  std::unique_ptr<channel::MemoryBus> bus_;
  void* bus_handle_ = nullptr;
  std::unique_ptr<host::Host> host_;
};

// The structure behind a device's answer, zeros where it is shorter.
template <class Value>
Value as(const nt::Answer& answer) {
  Value value{};
  std::copy_n(answer.output.begin(), std::min(answer.output.size(), sizeof value),
              reinterpret_cast<std::uint8_t*>(&value));
  return value;
}

template <class Value>
std::vector<std::uint8_t> bytes_of(const Value& value) {
  const auto* begin = reinterpret_cast<const std::uint8_t*>(&value);
  return {begin, begin + sizeof value};
}

std::string provider_findings();
std::uint64_t provider_errors();

}  // namespace penstock::conformance
