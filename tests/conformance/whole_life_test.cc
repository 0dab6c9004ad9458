// SPDX-License-Identifier: Apache-2.0
// Every provider of other hands through a whole life: open, traffic, save, kill, restore, close.
#include <gtest/gtest.h>

#include "field_bench.h"

namespace penstock::conformance {
namespace {

constexpr FieldProvider kProviders[] = {kTurnstile, kFerry, kVault,    kOrchard, kPostmaster, kGranary,
                                        kParlor,    kTower, kCrucible, kTicker,  kWarden};

class WholeLife : public ::testing::TestWithParam<std::tuple<FieldProvider, int, std::size_t>> {};

std::string name_of(const ::testing::TestParamInfo<WholeLife::ParamType>& info) {
  return std::string(std::get<0>(info.param).name) + "_seed" + std::to_string(std::get<1>(info.param)) +
         "_pieces" + std::to_string(std::get<2>(info.param));
}

INSTANTIATE_TEST_SUITE_P(Providers, WholeLife,
                         ::testing::Combine(::testing::ValuesIn(kProviders), ::testing::Values(0, 1, 2, 3),
                                            ::testing::Values(std::size_t{1} << 20, std::size_t{200})),
                         name_of);

TEST_P(WholeLife, OpenTrafficSaveKillRestoreClose) {
  constexpr std::uint32_t kPosts = 300, kCalls = 120;
  const auto& [provider, seed, piece_bytes] = GetParam();
  FieldBench field(provider, seed);
  field.up(true);
  EXPECT_EQ(field.caller->ask(Bytes(40), 64).status, STATUS_SUCCESS);
  EXPECT_EQ(field.caller->post(Bytes(40), kPosts), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.caller->counts().Completed == kPosts; }));
  EXPECT_EQ(field.counts().Packets, kPosts + 1);
  EXPECT_EQ(field.number(IOCTL_FIELD_CALL, kCalls), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually(
      [&] { return field.caller->counts().Received > 10 && field.counts().CallsMade == kCalls; }));
  EXPECT_EQ(field.control(IOCTL_FIELD_PAUSE), STATUS_SUCCESS);
  EXPECT_EQ(field.counts().CallsDone, 0u);

  Pieces pieces;
  ASSERT_EQ(field.save(piece_bytes, pieces), STATUS_SUCCESS) << provider_findings();
  EXPECT_EQ(field.counts().Wrong, 0u);
  field.kill_and_replace();
  ASSERT_EQ(field.restore(pieces), STATUS_SUCCESS) << provider_findings();
  EXPECT_EQ(field.counts().Opened, 1u);
  EXPECT_EQ(field.counts().Started, 0u);
  EXPECT_EQ(field.counts().CallsRestored, kCalls) << "what the guest has, and what was queued behind it";
  EXPECT_EQ(field.control(IOCTL_FIELD_START), STATUS_SUCCESS);
  EXPECT_EQ(field.caller->answer_held(), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.counts().CallsDone == kCalls; }))
      << provider_findings();
  EXPECT_EQ(field.caller->counts().Received, kCalls);
  EXPECT_EQ(field.caller->counts().ReceivedOutOfOrder, 0u);
  EXPECT_EQ(field.caller->counts().Closed, 0u);
  EXPECT_EQ(field.caller->post(Bytes(40), kPosts, true, kPosts + 1), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.caller->counts().Completed == 2 * kPosts; }));

  EXPECT_EQ(field.caller->disconnect(), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.counts().Closed == 1; }));
  const FIELD_COUNTS last = field.counts();
  EXPECT_EQ(last.Wrong, 0u);
  EXPECT_EQ(last.Suspended, 1u);
  EXPECT_EQ(last.CallsCancelled, 0u);
  EXPECT_EQ(field.control(IOCTL_FIELD_REVOKE), STATUS_SUCCESS);
}

}  // namespace
}  // namespace penstock::conformance
