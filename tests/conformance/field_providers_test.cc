// SPDX-License-Identifier: Apache-2.0
// What is special about providers of other hands; their whole life is in whole_life_test.cc.
#include <gtest/gtest.h>

#include <string>

#include "exec/runtime.h"
#include "testing/rule.h"

#include "field_bench.h"

namespace penstock::conformance {
namespace {

// --- pump: nothing waits for answers ---

class Pump : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Pump, ::testing::Values(0, 1, 2, 3));

TEST_P(Pump, EverySendEndsOnceThroughPausesAndASmallRing) {
  FieldBench field(kPump, GetParam());
  field.up();
  EXPECT_EQ(field.number(IOCTL_FIELD_CALL, 2000), STATUS_SUCCESS);
  for (int i = 0; i < 5; ++i) {
    field.bench.pass_ms(1);
    EXPECT_EQ(field.control(IOCTL_FIELD_PAUSE), STATUS_SUCCESS);
    EXPECT_EQ(field.control(IOCTL_FIELD_START), STATUS_SUCCESS);
  }
  EXPECT_TRUE(field.bench.eventually([&] { return field.counts().CallsDone >= 2000; }))
      << provider_findings();
  EXPECT_EQ(field.control(IOCTL_FIELD_PAUSE), STATUS_SUCCESS);
  Pieces pieces;
  ASSERT_EQ(field.save(1 << 20, pieces), STATUS_SUCCESS);
  const FIELD_COUNTS before = field.counts();
  const std::uint64_t queued = before.CallsMade - before.CallsDone;
  EXPECT_EQ(before.Wrong, 0u);
  field.kill_and_replace();
  ASSERT_EQ(field.restore(pieces), STATUS_SUCCESS) << provider_findings();
  EXPECT_EQ(field.counts().CallsRestored, queued);
  EXPECT_EQ(field.control(IOCTL_FIELD_START), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.counts().CallsDone == queued; }));
  EXPECT_TRUE(field.bench.eventually([&] { return field.caller->counts().Received == before.CallsMade; }));
  EXPECT_EQ(field.control(IOCTL_FIELD_REVOKE), STATUS_SUCCESS);
  EXPECT_EQ(field.counts().Wrong, 0u);
}

// --- lodger: everything begins in EvtDriverDeviceAdd, and the library is asked for ---

class Lodger : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Lodger, ::testing::Values(0, 1, 2, 3));

TEST_P(Lodger, ServesFromADeviceThatWasAdded) {
  FieldBench field(kLodger, GetParam());
  EXPECT_EQ(field.offer(), STATUS_SUCCESS);
  EXPECT_EQ(field.control(IOCTL_FIELD_START), STATUS_SUCCESS);
  EXPECT_EQ(field.caller->connect(field.type(), kEchoInstance, false, 1), STATUS_SUCCESS);
  EXPECT_EQ(field.caller->post(Bytes(40), 100), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.caller->counts().Completed == 100; }));
  EXPECT_EQ(field.counts().Packets, 100u);
  EXPECT_EQ(field.counts().Wrong, 0u);
  EXPECT_EQ(field.control(IOCTL_FIELD_REVOKE), STATUS_SUCCESS);
}

// --- mirror: a driver that talks to itself ---

class Mirror : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Mirror, ::testing::Values(0, 1, 2, 3));

TEST_P(Mirror, SeesWhatItExpects) {
  ProviderBench bench(static_cast<std::uint64_t>(GetParam()));
  bench.load("mirror");
  nt::DeviceClient mirror = bench.open("Mirror");
  const Bytes offer = bytes_of(FIELD_OFFER{bench.bus_handle(), kEchoInstance});
  EXPECT_EQ(mirror.control_and_wait(IOCTL_FIELD_OFFER, offer, 0).status, STATUS_SUCCESS);
  EXPECT_EQ(mirror.control_and_wait(IOCTL_FIELD_START, {}, 0).status, STATUS_SUCCESS);
  using Lines = std::array<std::int32_t, 16>;
  EXPECT_EQ(as<Lines>(mirror.control_and_wait(IOCTL_FIELD_COUNTS, {}, sizeof(Lines))), Lines{})
      << "lines of mirror.c";
  EXPECT_EQ(mirror.control_and_wait(IOCTL_FIELD_REVOKE, {}, 0).status, STATUS_SUCCESS);
  mirror.close();
  bench.unload("mirror");
  EXPECT_EQ(provider_errors(), 1u) << "it asks about a channel that is none\n" << provider_findings();
}

// --- vault: every way of saving ---

enum VaultMode : std::uint32_t {
  kHonest,
  kAsksForMore,
  kFailsSecond,
  kFailsFirst,
  kTakesLong,
  kLies,
  kKeepsNothing,
  kSavesLess,
  kForgets,
  kRefusesSecond,
  kAlters,
  kRestoresTwice,
  kOverflowStatus,
};

class Vault : public ::testing::TestWithParam<int> {
 protected:
  static constexpr std::uint32_t kCalls = 40;
  Vault() : field(kVault, GetParam()) {}
  void mode(VaultMode value) { EXPECT_EQ(field.number(IOCTL_FIELD_MODE, value), STATUS_SUCCESS); }
  void pause_with_calls_out() {
    field.up(true);
    EXPECT_EQ(field.number(IOCTL_FIELD_CALL, kCalls), STATUS_SUCCESS);
    EXPECT_TRUE(field.bench.eventually(
        [&] { return field.caller->counts().Held + field.caller->counts().Received != 0; }));
    EXPECT_EQ(field.control(IOCTL_FIELD_PAUSE), STATUS_SUCCESS);
  }
  std::int32_t save_as(VaultMode value, std::size_t piece_bytes = 1 << 20) {
    mode(value);
    saved.clear();
    return field.save(piece_bytes, saved);
  }
  void all_answered_once() {
    EXPECT_EQ(field.control(IOCTL_FIELD_START), STATUS_SUCCESS);
    EXPECT_EQ(field.caller->answer_held(), STATUS_SUCCESS);
    EXPECT_TRUE(field.bench.eventually([&] { return field.counts().CallsDone == kCalls; }))
        << provider_findings();
    EXPECT_EQ(field.caller->counts().Received, kCalls);
    EXPECT_EQ(field.caller->counts().ReceivedOutOfOrder, 0u);
    EXPECT_EQ(field.counts().Wrong, 0u);
    EXPECT_EQ(field.counts().CallsCancelled, 0u);
  }

  FieldBench field;
  Pieces saved;
};

INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Vault, ::testing::Values(0, 1, 2));

TEST_P(Vault, AFailedSaveSpoilsNothing) {
  pause_with_calls_out();
  EXPECT_EQ(save_as(kAsksForMore), STATUS_BUFFER_TOO_SMALL);
  EXPECT_EQ(field.counts().Batched, 2u) << "there is no third call";
  EXPECT_EQ(save_as(kFailsSecond), STATUS_DEVICE_DATA_ERROR);
  EXPECT_EQ(save_as(kFailsFirst), STATUS_ACCESS_DENIED);
  EXPECT_EQ(field.counts().Batched, 1u);
  EXPECT_EQ(save_as(kLies), STATUS_INVALID_BUFFER_SIZE);
  EXPECT_EQ(save_as(kHonest, 64), STATUS_SUCCESS);
  EXPECT_EQ(field.counts().Batched, 2 * kCalls) << "two calls each, however small the pieces";
  field.kill_and_replace();
  EXPECT_EQ(field.restore(saved), STATUS_SUCCESS);
  all_answered_once();
}

TEST_P(Vault, WhoGoesOnAfterABadSaveLosesNothing) {
  pause_with_calls_out();
  EXPECT_EQ(save_as(kFailsSecond), STATUS_DEVICE_DATA_ERROR);
  all_answered_once();
}

class VaultSaves : public Vault {};
INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, VaultSaves, ::testing::Values(0, 1));

TEST_P(VaultSaves, SlowlySparinglyOrWithAStatusOfItsOwn) {
  pause_with_calls_out();
  for (const VaultMode how : {kTakesLong, kSavesLess, kOverflowStatus}) {
    ASSERT_EQ(save_as(how), STATUS_SUCCESS) << how;
    EXPECT_EQ(field.counts().Batched, 2 * kCalls) << how;
    field.kill_and_replace();
    ASSERT_EQ(field.restore(saved), STATUS_SUCCESS) << how << provider_findings();
    EXPECT_EQ(field.counts().CallsRestored, kCalls) << how;
  }
  all_answered_once();
}

TEST_P(VaultSaves, NothingOfItsOwn) {
  pause_with_calls_out();
  ASSERT_EQ(save_as(kKeepsNothing), STATUS_SUCCESS);
  EXPECT_EQ(field.counts().Batched, kCalls) << "one call each";
  field.kill_and_replace();
  ASSERT_EQ(field.restore(saved), STATUS_SUCCESS);
  all_answered_once();
}

TEST_P(VaultSaves, AndRestoresOnePacketTwice) {
  pause_with_calls_out();
  ASSERT_EQ(save_as(kHonest), STATUS_SUCCESS);
  field.kill_and_replace();
  mode(kRestoresTwice);
  ASSERT_EQ(field.restore(saved), STATUS_SUCCESS);
  all_answered_once();
}

TEST_P(VaultSaves, AndForgetsWhatItShouldRestore) {
  pause_with_calls_out();
  ASSERT_EQ(save_as(kHonest), STATUS_SUCCESS);
  field.kill_and_replace();
  mode(kForgets);
  EXPECT_EQ(field.restore(saved), STATUS_SUCCESS);
  EXPECT_EQ(field.counts().CallsRestored, 0u);
  EXPECT_EQ(field.control(IOCTL_FIELD_START), STATUS_SUCCESS);
  EXPECT_EQ(field.caller->answer_held(), STATUS_SUCCESS);
  EXPECT_EQ(field.caller->post(Bytes(40), 10), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.caller->counts().Completed == 10; }))
      << "late answers harm nobody";
  EXPECT_EQ(field.counts().CallsDone, 0u);
}

TEST_P(VaultSaves, ButWhatCannotBeRestoredIsCancelledAndMayBeTriedAgain) {
  pause_with_calls_out();
  ASSERT_EQ(save_as(kHonest), STATUS_SUCCESS);
  field.kill_and_replace();
  mode(kRefusesSecond);
  EXPECT_EQ(field.restore(saved), STATUS_ACCESS_DENIED);
  EXPECT_EQ(field.counts().CallsCancelled, 1u) << "the one that was restored before";
  mode(kAlters);
  EXPECT_EQ(field.restore(saved), STATUS_DATA_ERROR);
  EXPECT_EQ(field.counts().Wrong, 0u);
}

}  // namespace
}  // namespace penstock::conformance
