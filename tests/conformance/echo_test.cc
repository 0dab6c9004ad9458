// SPDX-License-Identifier: Apache-2.0
// echo_service and its client, each as its author wrote it, over one bus.
#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "exec/runtime.h"

#include "testing/rule.h"
#include "vmbus/channel_face.h"

#include "echo_devices.h"

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
  EXPECT_EQ(caller->post(message, 3, false), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return echo->counts().Answered == 4; }));
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == 3; }))
      << "in the ring is all that was asked for";
  EXPECT_EQ(bench.bus().client().refused_messages(), 0u);
}

TEST_P(Echo, NothingIsToldOfAStartThatDidNotHappen) {
  RULE("V-LIFE-6");
  RULE("V-LIFE-9");
  EXPECT_EQ(echo->attach(), STATUS_SUCCESS);
  EXPECT_EQ(caller->connect(), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Started == 1; }))
      << "a client is active by itself";
  ECHO_COUNTS counts = echo->counts();
  EXPECT_EQ(counts.Opened, 1u);
  EXPECT_EQ(counts.Started, 0u);
  EXPECT_EQ(caller->post(echo_message(EchoNow, 1), 1), STATUS_SUCCESS);
  EXPECT_EQ(echo->counts().Requests, 0u);
  EXPECT_EQ(echo->start(), STATUS_SUCCESS);
  counts = echo->counts();
  EXPECT_EQ(counts.Started, 1u);
  EXPECT_EQ(counts.PostStarted, 1u);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == 1; }));
}

TEST_P(Echo, AnswersMayComeLaterAndInAnotherOrder) {
  RULE("V-RX-3");
  RULE("V-RX-5");
  up();
  EXPECT_EQ(caller->post(echo_message(EchoLater, 1, 3'600'000, "an hour"), 1, true, 1), STATUS_SUCCESS);
  EXPECT_EQ(caller->post(echo_message(EchoLater, 2, 1, "fast"), 1, true, 2), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == 1; })) << provider_findings();
  EXPECT_EQ(echo->pause(), STATUS_SUCCESS) << "which waits for no clock";
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == 2; })) << provider_findings();
  EXPECT_EQ(caller->counts().OutOfOrder, 1u);
  EXPECT_EQ(echo->counts().Deferred, 0u);
}

TEST_P(Echo, APauseWaitsForWhatTheProviderHoldsAndSuspendsItOnce) {
  RULE("V-LIFE-12");
  RULE("V-LIFE-13");
  RULE("V-LIFE-18");
  up();
  EXPECT_EQ(caller->post(echo_message(EchoLater, 1, 3'600'000, "an hour"), 20), STATUS_SUCCESS);
  ASSERT_TRUE(bench.eventually([&] { return echo->counts().Deferred == 20; }));
  EXPECT_EQ(echo->pause(), STATUS_SUCCESS);
  EXPECT_EQ(echo->counts().Deferred, 0u);
  EXPECT_EQ(echo->counts().Suspended, 1u);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == 20; }));
  EXPECT_EQ(caller->post(echo_message(EchoNow, 1), 5, true, 21), STATUS_SUCCESS);
  EXPECT_EQ(echo->counts().Requests, 20u) << "nothing comes while paused";
  EXPECT_EQ(echo->pause(), STATUS_SUCCESS);
  EXPECT_EQ(echo->counts().Suspended, 1u);
  EXPECT_EQ(echo->start(), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == 25; }));
  EXPECT_EQ(echo->counts().Started, 2u);
}

TEST_P(Echo, TheChannelMayBeOpenedAgainAfterThePeerClosedIt) {
  RULE("V-LIFE-14");
  up();
  EXPECT_EQ(caller->post(echo_message(EchoLater, 1, 3'600'000), 3), STATUS_SUCCESS);
  ASSERT_TRUE(bench.eventually([&] { return echo->counts().Deferred == 3; }));
  EXPECT_EQ(caller->disconnect(), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return echo->counts().Closed == 1; }));
  EXPECT_EQ(echo->counts().Suspended, 1u);
  EXPECT_EQ(echo->counts().Deferred, 0u);
  EXPECT_EQ(caller->connect(), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return echo->counts().PostStarted == 2; })) << "still started";
  EXPECT_EQ(caller->ask(echo_message(EchoNow, 9)).status, STATUS_SUCCESS);
}

TEST_P(Echo, TakingTheOfferBackCancelsWhatTheClientWaitsFor) {
  RULE("V-LIFE-16");
  RULE("V-TX-7");
  up();
  EXPECT_EQ(echo->pause(), STATUS_SUCCESS);
  EXPECT_EQ(caller->post(echo_message(EchoNow, 1), 10), STATUS_SUCCESS);
  EXPECT_EQ(echo->detach(), STATUS_SUCCESS);
  const ECHO_COUNTS after = echo->counts();
  EXPECT_EQ(after.Closed, 1u);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Closed == 1; }));
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Cancelled == 10; }));
  EXPECT_EQ(echo->counts().Requests, after.Requests) << "no callback after the disable returned";
}

TEST_P(Echo, CallsGoOutInOrderThroughARingThatIsTooSmall) {
  RULE("V-TX-5");
  up(false, 1);
  EXPECT_EQ(echo->call(300, 1, 16, 200), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return echo->counts().CallsAnswered == 300; })) << provider_findings();
  EXPECT_EQ(caller->counts().ReceivedOutOfOrder, 0u);
  EXPECT_EQ(caller->counts().Received, 300u);
}

TEST_P(Echo, CallsBeforeTheChannelIsOpenAreHeldUntilItIs) {
  RULE("V-TX-6");
  EXPECT_EQ(echo->attach(), STATUS_SUCCESS);
  EXPECT_EQ(echo->start(), STATUS_SUCCESS);
  EXPECT_EQ(echo->call(5), STATUS_SUCCESS);
  EXPECT_EQ(echo->counts().CallsAnswered, 0u);
  EXPECT_EQ(caller->connect(), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return echo->counts().CallsAnswered == 5; })) << provider_findings();
}

// --- external data ---

ECHO_SUM sum_of(const CallerDevice::Answered& answer) {
  ECHO_SUM sum{};
  std::copy_n(answer.bytes.begin(), std::min(answer.bytes.size(), sizeof sum),
              reinterpret_cast<std::uint8_t*>(&sum));
  return sum;
}

TEST_P(Echo, AChainOfMdlsIsSeenAsOneChainOnTheOtherSide) {
  RULE("V-EXT-1");
  RULE("V-EXT-2");
  RULE("V-EXT-3");
  up();
  const auto answer =
      caller->request(echo_message(EchoSum, 1),
                      {.External = CALLER_EXTERNAL_MDL, .ExternalBytes = 10000, .AnswerBytes = 256});
  ASSERT_EQ(answer.status, STATUS_SUCCESS) << provider_findings();
  EXPECT_EQ(sum_of(answer).Bytes, 9800u) << "without a hundred at either end";
  EXPECT_EQ(sum_of(answer).Sum, 3u * 9800);
}

TEST_P(Echo, PagesByNumberAndAPlainMdlDoToo) {
  up();
  auto answer =
      caller->request(echo_message(EchoSum, 1),
                      {.External = CALLER_EXTERNAL_PFNS, .ExternalBytes = 8192, .AnswerBytes = 256});
  ASSERT_EQ(answer.status, STATUS_SUCCESS);
  EXPECT_EQ(sum_of(answer).Bytes % 4096, 0u) << "whole pages";
  EXPECT_GE(sum_of(answer).Bytes, 8192u);
  answer = caller->request(echo_message(EchoSum, 1),
                           {.External = CALLER_EXTERNAL_SIMPLE, .ExternalBytes = 5000, .AnswerBytes = 256});
  ASSERT_EQ(answer.status, STATUS_SUCCESS);
  EXPECT_EQ(sum_of(answer).Bytes, 2500u) << "the first of the two was sent";
}

TEST_P(Echo, MoreMemoryThanTheChannelTakesIsRefusedAndStillAnswered) {
  RULE("V-EXT-5");
  up();
  const auto answer = caller->request(
      echo_message(EchoSum, 1),
      {.External = CALLER_EXTERNAL_MDL, .ExternalBytes = 2 * ECHO_MAXIMUM_EXTERNAL, .AnswerBytes = 256});
  ASSERT_EQ(answer.status, STATUS_SUCCESS);
  EXPECT_EQ(sum_of(answer).Header.Length, 0u);
  EXPECT_EQ(echo->counts().Malformed, 1u);
}

TEST_P(Echo, WithoutMemoryThereIsNothingToSum) {
  RULE("V-EXT-7");
  up();
  const auto answer = caller->ask(echo_message(EchoSum, 1), 256);
  EXPECT_EQ(sum_of(answer).Bytes, 0u);
}

// --- synchronous requests ---

TEST_P(Echo, AnswersOfARequestMustBeAskedForInMultiplesOfEight) {
  RULE("V-TX-11");
  up();
  EXPECT_EQ(caller->ask(echo_message(EchoNow, 1), 15).status, STATUS_INVALID_PARAMETER);
  EXPECT_EQ(caller->ask(echo_message(EchoNow, 1), 16).bytes.size(), 16u);
  EXPECT_EQ(caller->ask(echo_message(EchoNow, 1, 0, "longer than that"), 16).bytes.size(), 16u)
      << "no more than fits";
}

TEST_P(Echo, ARequestThatIsNotAnsweredInTimeIsCancelledAndItsAnswerIsNobodys) {
  RULE("V-TX-12");
  up();
  const auto answer = caller->request(echo_message(EchoLater, 1, 50),
                                      {.TimeoutMs = 5, .WaitForCompletion = 1, .AnswerBytes = 64});
  EXPECT_EQ(answer.status, STATUS_CANCELLED);
  EXPECT_TRUE(bench.eventually([&] { return echo->counts().Answered == 1; }));
  EXPECT_EQ(caller->ask(echo_message(EchoNow, 2)).status, STATUS_SUCCESS) << "the late one harmed nothing";
}

TEST_P(Echo, ARequestWaitingWhenTheOfferGoesIsToldSo) {
  up();
  EXPECT_EQ(echo->pause(), STATUS_SUCCESS);
  std::int32_t status = 0;
  std::atomic<bool> asking{false}, done{false};
  const exec::ThreadId asker = exec::runtime().spawn("asker", [&] {
    asking = true;
    status = caller->ask(echo_message(EchoNow, 1)).status;
    done = true;
  });
  bench.eventually([&] { return asking.load(); });
  bench.pass_ms(2);
  EXPECT_EQ(echo->detach(), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return done.load(); }));
  exec::runtime().join(asker);
  EXPECT_EQ(status, STATUS_DEVICE_REMOVED);
}

TEST_P(Echo, WhatMustNotQueueIsRefusedWhenTheRingIsFull) {
  up(false, 1);
  EXPECT_EQ(echo->pause(), STATUS_SUCCESS);
  const auto message = echo_message(EchoNow, 1, 0, std::string(1000, 'x'));
  const CALLER_REQUEST now{.TimeoutMs = 0, .WaitForCompletion = 0, .AnswerBytes = 0};
  std::uint32_t taken = 0;
  while (caller->request(message, now).status == STATUS_SUCCESS) ++taken;
  EXPECT_EQ(caller->request(message, now).status, STATUS_BUFFER_OVERFLOW);
  EXPECT_GE(taken, 3u);
  EXPECT_EQ(echo->start(), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return echo->counts().Requests == taken; }));
}

// --- packets in the caller's memory ---

TEST_P(Echo, PacketsMayLieInTheSendersOwnMemory) {
  RULE("V-TX-4");
  up();
  EXPECT_EQ(caller->post(echo_message(EchoNow, 1), 50, true, 1, true), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == 50; })) << provider_findings();
  EXPECT_EQ(caller->counts().OutOfOrder, 0u);
}

TEST_P(Echo, TheRoutineRunsAlsoWhereNothingIsToBeAnswered) {
  RULE("V-TX-2");
  up();
  EXPECT_EQ(caller->post(echo_message(EchoNow, 1), 50, false, 1, true), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == 50; }));
  EXPECT_TRUE(bench.eventually([&] { return echo->counts().Requests == 50; }));
}

TEST_P(Echo, BatchesAreCountedAndNeverEmpty) {
  RULE("V-RX-8");
  up();
  EXPECT_EQ(echo->call(100), STATUS_SUCCESS);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().InBatches == 100; }));
  EXPECT_LE(caller->counts().Batches, 100u);
}

// --- save, kill, restore ---

class EchoSaved : public Echo {
 protected:
  // Calls that the peer has and does not answer, in its hands and queued behind a full ring; then the pause.
  void pause_with_calls_out(std::uint32_t count, std::uint32_t note_bytes) {
    up(true, 1);
    EXPECT_EQ(echo->call(count, 1, note_bytes, 200), STATUS_SUCCESS);
    EXPECT_TRUE(bench.eventually([&] { return caller->counts().Held != 0; }));
    EXPECT_EQ(echo->pause(), STATUS_SUCCESS);
    EXPECT_EQ(echo->counts().CallsAnswered, 0u);
  }
  // The provider's process ends without a word, and a fresh one offers the same again.
  void kill_and_replace() {
    for (vmbus::ChannelFace* face : vmbus::faces_of(*bench.guest("echo_service"))) face->server()->abandon();
    EXPECT_EQ(echo->detach(), STATUS_SUCCESS);
    echo->close();
    bench.unload("echo_service");
    bench.load("echo_service");
    echo.emplace(bench);
    EXPECT_EQ(echo->attach(), STATUS_SUCCESS);
  }
  void everything_arrives_once(std::uint32_t count) {
    EXPECT_EQ(echo->start(), STATUS_SUCCESS);
    EXPECT_EQ(caller->answer_held(), STATUS_SUCCESS);
    EXPECT_TRUE(bench.eventually([&] { return echo->counts().CallsAnswered == count; }))
        << provider_findings();
    const ECHO_COUNTS counts = echo->counts();
    EXPECT_EQ(counts.CallsOutOfOrder, 0u);
    EXPECT_EQ(counts.CallsCancelled, 0u);
    EXPECT_EQ(counts.NotesDamaged, 0u);
    EXPECT_EQ(caller->counts().Received, count);
    EXPECT_EQ(caller->counts().ReceivedOutOfOrder, 0u);
    EXPECT_EQ(caller->counts().Closed, 0u) << "the peer never noticed";
  }
};

INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, EchoSaved, ::testing::Values(0, 1, 2, 3));

TEST_P(EchoSaved, CallsOfAllKindsAreAnsweredOnceByTheirSuccessor) {
  RULE("V-REST-15");
  RULE("V-SAVE-7");
  pause_with_calls_out(200, 300);
  std::int32_t status = 0;
  const auto pieces = echo->save(1 << 20, &status);
  ASSERT_EQ(status, STATUS_SUCCESS);
  kill_and_replace();
  for (const auto& piece : pieces) EXPECT_EQ(echo->restore(piece), STATUS_SUCCESS);
  EXPECT_EQ(echo->counts().CallsRestored, 200u);
  everything_arrives_once(200);
}

TEST_P(EchoSaved, PiecesOfAnySizeRestoreTheSame) {
  RULE("V-SAVE-20");
  pause_with_calls_out(50, 40);
  std::int32_t status = 0;
  const auto pieces = echo->save(100, &status);
  ASSERT_EQ(status, STATUS_SUCCESS);
  ASSERT_GT(pieces.size(), 10u);
  kill_and_replace();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::int32_t restored = echo->restore(pieces[i]);
    EXPECT_EQ(restored, i + 1 == pieces.size() ? STATUS_SUCCESS : STATUS_MORE_PROCESSING_REQUIRED) << i;
  }
  everything_arrives_once(50);
}

TEST_P(EchoSaved, ASaveChangesNothingForWhoGoesOn) {
  RULE("V-SAVE-23");
  RULE("V-SAVE-26");
  pause_with_calls_out(60, 16);
  std::int32_t status = 0;
  const auto first = echo->save(1 << 20, &status);
  const auto second = echo->save(1 << 20, &status);
  EXPECT_EQ(status, STATUS_SUCCESS);
  EXPECT_EQ(first, second) << "the same state is the same bytes";
  everything_arrives_once(60);
}

// --- a driver that leaves ---

TEST_P(Echo, AProviderThatGoesWithEverythingOnItTakesItsOfferBack) {
  RULE("V-LIFE-20");
  up();
  EXPECT_EQ(caller->post(echo_message(EchoLater, 1, 3'600'000), 4), STATUS_SUCCESS);
  ASSERT_TRUE(bench.eventually([&] { return echo->counts().Deferred == 4; }));
  echo->close();
  bench.unload("echo_service");
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Closed == 1; }));
  EXPECT_EQ(caller->counts().Completed + caller->counts().Cancelled, 4u);
  bench.load("echo_service");
  echo.emplace(bench);
}

}  // namespace
}  // namespace penstock::conformance
