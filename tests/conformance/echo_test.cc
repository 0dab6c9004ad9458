// SPDX-License-Identifier: Apache-2.0
// echo_service and its client, each as its author wrote it, over one bus.
#include <gtest/gtest.h>

#include "echo_devices.h"
#include "testing/rule.h"

namespace penstock::conformance {
namespace {

// Seed 0 is the machine as it is.
class Echo : public ::testing::TestWithParam<int> {
 protected:
  Echo() : bench(static_cast<std::uint64_t>(GetParam())) {
    bench.load("echo_service");
    bench.load("caller");
    echo.emplace(bench);
    caller.emplace(bench);
  }
  ~Echo() override {
    caller->close();
    echo->close();
    bench.unload("caller");
    bench.unload("echo_service");
    EXPECT_EQ(provider_errors(), expected_errors) << provider_findings();
  }
  // Offered, started, connected, both sides active.
  void up(bool hold_answers = false, std::uint32_t ring_pages = 4) {
    EXPECT_EQ(echo->attach(), STATUS_SUCCESS);
    EXPECT_EQ(echo->start(), STATUS_SUCCESS);
    EXPECT_EQ(caller->connect(kEchoType, kEchoInstance, hold_answers, ring_pages), STATUS_SUCCESS);
    EXPECT_TRUE(bench.eventually([&] {
      return caller->counts().Started == 1 && echo->counts().PostStarted == 1;
    })) << provider_findings();
  }

  ProviderBench bench;
  std::optional<EchoDevice> echo;
  std::optional<CallerDevice> caller;
  std::uint64_t expected_errors = 0;
};

INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Echo, ::testing::Values(0, 1, 2, 3, 4, 5));

TEST_P(Echo, ARequestComesBackWithItsAnswer) {
  RULE("V-RX-4");
  up();
  const auto message = echo_message(EchoNow, 7, 0, "hello channel!!!");
  const auto answer = caller->ask(message);
  EXPECT_EQ(answer.status, STATUS_SUCCESS);
  EXPECT_EQ(answer.bytes, message);
}

}  // namespace
}  // namespace penstock::conformance
