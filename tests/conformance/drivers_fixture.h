// SPDX-License-Identifier: Apache-2.0
// Drivers on a bench, each with its device to ask; at the end of a test all are unloaded, and nothing may be left.
//
// Threads: the test's own.
// Memory: drivers live until the test ends or unload_last().
// Errors: a driver that does not load, stay or leave well fails the test.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "drivers/doorman/doorman.h"
#include "hold_client.h"
#include "nt/guest.h"

namespace penstock::conformance {

class Drivers : public ::testing::TestWithParam<int> {
 protected:
  Drivers() : bench(static_cast<std::uint64_t>(GetParam())) {}
  void TearDown() override {
    for (host::LoadedDriver* driver : loaded) EXPECT_TRUE(bench.unload(*driver));
    EXPECT_EQ(errors(), 0u) << findings_text();
    EXPECT_EQ(nt::ledger().count(), 0u);
  }
  // Values stay in the registry from one load to the next, so all of them are said.
  void load(const std::string& name, host::RegistryParameters parameters = {}) {
    for (const char* value : {"RefusedPort", "RefusedPort2", "Scrutiny", "DefaultVerdict", "TimeoutMs"})
      parameters.emplace(value, std::uint32_t{0});
    host::LoadedDriver* driver = bench.load(name, parameters);
    ASSERT_NE(driver, nullptr);
    loaded.push_back(driver);
  }
  void unload_last() {
    EXPECT_TRUE(bench.unload(*loaded.back()));
    loaded.pop_back();
  }
  template <class T>
  T ask(const std::string& device, std::uint32_t code) {
    nt::DeviceClient client = bench.open(device);
    const nt::Answer answer = client.control_and_wait(code, {}, sizeof(T));
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(answer.output.size(), sizeof(T));
    return answer_as<T>(answer);
  }
  template <class T>
  std::int32_t tell(const std::string& device, std::uint32_t code, const T& value) {
    nt::DeviceClient client = bench.open(device);
    return client.control_and_wait(code, bytes_of(value), 0).status;
  }
  DOORMAN_COUNTS doorman() { return ask<DOORMAN_COUNTS>("Doorman", IOCTL_DOORMAN_COUNTS); }
  // A whole TCP handshake from this port, expected to pass.
  void connect(const std::string& port) {
    bench.local_sends("tcp 10.0.0.1:" + port + " > 10.0.0.2:80 syn");
    EXPECT_TRUE(bench.arrives(Side::remote, "tcp 10.0.0.1:" + port + " > 10.0.0.2:80 syn"));
    bench.remote_sends("tcp 10.0.0.2:80 > 10.0.0.1:" + port + " syn ack");
    EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:80 > 10.0.0.1:" + port + " syn ack"));
    bench.local_sends("tcp 10.0.0.1:" + port + " > 10.0.0.2:80 ack");
    EXPECT_TRUE(bench.arrives(Side::remote, "tcp 10.0.0.1:" + port + " > 10.0.0.2:80 ack"));
  }

  DriverBench bench;
  std::vector<host::LoadedDriver*> loaded;
};

}  // namespace penstock::conformance
