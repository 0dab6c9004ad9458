// SPDX-License-Identifier: Apache-2.0
#include <atomic>

#include "testing/rule.h"
#include "vmbus/channel_face.h"
#include "vmbus/rim_fixture.h"

namespace penstock::vmbus {
namespace {

std::atomic<VMBPACKETCOMPLETION> kept{nullptr};

void keep(VMBCHANNEL, VMBPACKETCOMPLETION packet, PVOID, UINT32, UINT32) { kept.store(packet); }

VMBPACKETCOMPLETION take_kept() { return kept.exchange(nullptr); }

TEST_F(RimTest, PacketsComeAtDispatchOrWhereAskedForAtPassive) {
  RULE("V-RX-9");
  up();
  client_sends();
  ASSERT_TRUE(eventually([] { return story->has("packet at 2"); }));
  VmbChannelSetIncomingProcessingAtPassive(server, TRUE);
  client_sends();
  EXPECT_TRUE(eventually([] { return story->has("packet at 0"); }));
}

TEST_F(RimTest, ADeferredPacketComesAgainAtPassiveUnderTheSameHandle) {
  RULE("V-RX-10");
  static VMBPACKETCOMPLETION first;
  up();
  on_packet = [](VMBCHANNEL, VMBPACKETCOMPLETION packet, PVOID buffer, UINT32 bytes, UINT32) {
    if (nt::thread_state().irql != nt::kPassive) {
      first = packet;
      return VmbChannelPacketDeferToPassive(packet);
    }
    story->add(packet == first ? "the same" : "another");
    VmbChannelPacketComplete(packet, buffer, bytes);
  };
  client_sends();
  client_sends();
  EXPECT_TRUE(eventually([] { return story->count("the same") == 2; }));
  EXPECT_EQ(story->told()[3], "packet at 2");
  EXPECT_EQ(story->told()[4], "packet at 0") << "later ones wait behind it";
}

TEST_F(RimTest, DeferringOutsideTheCallbackIsReported) {
  up();
  on_packet = &keep;
  client_sends();
  ASSERT_TRUE(eventually([] { return kept.load() != nullptr; }));
  VMBPACKETCOMPLETION packet = take_kept();
  VmbChannelPacketDeferToPassive(packet);
  EXPECT_EQ(findings("F-VMB-2"), 1u);
  VmbChannelPacketComplete(packet, nullptr, 0);
}

TEST_F(RimTest, APacketUsedAfterItsCompletionIsFoundByItsHandle) {
  RULE("V-RX-13");
  RULE("V-RX-2");
  up();
  on_packet = &keep;
  client_sends();
  ASSERT_TRUE(eventually([] { return kept.load() != nullptr; }));
  VMBPACKETCOMPLETION packet = take_kept();
  VmbChannelPacketComplete(packet, nullptr, 0);
  on_packet = &keep;
  client_sends();
  ASSERT_TRUE(eventually([] { return kept.load() != nullptr; }));
  VmbChannelPacketComplete(packet, nullptr, 0);
  PMDL mdl = nullptr;
  EXPECT_FALSE(NT_SUCCESS(VmbChannelPacketGetExternalData(packet, 0, &mdl)));
  EXPECT_EQ(findings("F-VMB-2"), 2u);
  VmbChannelPacketComplete(take_kept(), nullptr, 0);
  EXPECT_EQ(findings("F-VMB-2"), 2u) << "the new one in its place was not touched";
}

TEST_F(RimTest, AFailedPacketStopsTheWayInAndNotTheWayOut) {
  RULE("V-RX-12");
  up();
  on_packet = [](VMBCHANNEL, VMBPACKETCOMPLETION packet, PVOID, UINT32, UINT32) {
    VmbChannelPacketFail(packet);
    story->add("failed");
  };
  client_sends();
  ASSERT_TRUE(eventually([] { return story->has("failed"); }));
  client_sends();
  static std::atomic<bool> answered;
  answered = false;
  VMBPACKET packet = VmbPacketAllocate(server);
  VmbPacketSetCompletionRoutine(packet, [](VMBPACKET sent, NTSTATUS, PVOID, UINT32) {
    VmbPacketFree(sent);
    answered = true;
  });
  std::uint64_t word = 1;
  EXPECT_EQ(VmbPacketSend(packet, &word, sizeof word, nullptr, 0), STATUS_SUCCESS);
  EXPECT_TRUE(eventually([] { return answered.load(); }));
  EXPECT_EQ(story->count("failed"), 1u);
  EXPECT_FALSE(story->has("suspended"));
}

TEST_F(RimTest, NoMoreThanTheQuotaIsOut) {
  RULE("V-RX-11");
  up();
  VmbChannelSetTransactionQuota(server, 1);
  VmbChannelSetTransactionQuota(server, 0);
  EXPECT_EQ(findings("F-VMB-4"), 1u);
  on_packet = &keep;
  client_sends();
  client_sends();
  ASSERT_TRUE(eventually([] { return kept.load() != nullptr; }));
  VMBPACKETCOMPLETION packet = take_kept();
  exec::runtime().sleep_until(exec::runtime().now_ns() + 3'000'000);
  EXPECT_EQ(story->count("packet at 2"), 1u);
  VmbChannelPacketComplete(packet, nullptr, 0);
  EXPECT_TRUE(eventually([] { return kept.load() != nullptr; })) << "a completion goes on";
  VmbChannelPacketComplete(take_kept(), nullptr, 0);
}

TEST_F(RimTest, APacketWithoutBytesStillHasABuffer) {
  RULE("V-RX-6");
  up();
  static std::atomic<PVOID> seen;
  static std::atomic<UINT32> length;
  seen = nullptr;
  on_packet = [](VMBCHANNEL, VMBPACKETCOMPLETION packet, PVOID buffer, UINT32 bytes, UINT32) {
    length = bytes;
    seen = buffer;
    VmbChannelPacketComplete(packet, nullptr, 0);
  };
  client_sends(0);
  ASSERT_TRUE(eventually([] { return seen.load() != nullptr; }));
  EXPECT_EQ(length.load(), 0u);
  seen = nullptr;
  client_sends(13);
  ASSERT_TRUE(eventually([] { return seen.load() != nullptr; }));
  EXPECT_EQ(length.load(), 16u) << "padded to eight";
}

TEST_F(RimTest, AllocatedPacketsFreeThemselvesAndPlacedOnesNeedARoutine) {
  RULE("V-TX-1");
  make_server();
  std::uint64_t word = 1;
  VMBPACKET packet = VmbPacketAllocate(server);
  ASSERT_NE(packet, nullptr);
  EXPECT_EQ(VmbPacketGetChannel(packet), server);
  VmbPacketSetPointer(packet, &word);
  EXPECT_EQ(VmbPacketGetPointer(packet), &word);
  const UINT32 size = VmbChannelSizeofPacket(server);
  alignas(16) static std::byte memory[16384];
  ASSERT_LE(size, sizeof memory);
  auto* placed = reinterpret_cast<VMBPACKET>(memory);
  EXPECT_EQ(VmbPacketInitialize(server, placed, size - 1), STATUS_INVALID_PARAMETER_3);
  ASSERT_EQ(VmbPacketInitialize(server, placed, size), STATUS_SUCCESS);
  EXPECT_EQ(VmbPacketSend(placed, &word, sizeof word, nullptr, 0), STATUS_INVALID_DEVICE_STATE);
  VmbPacketFree(placed);
  EXPECT_EQ(findings("F-VMB-5"), 1u) << "it was not allocated";
  EXPECT_EQ(VmbPacketSend(packet, &word, sizeof word, nullptr, 0), STATUS_SUCCESS)
      << "held until the channel is open";
  VmbPacketFree(packet);
  EXPECT_EQ(findings("F-VMB-5"), 2u) << "it is on its way";
}

TEST_F(RimTest, APacketIsFreedOnceAndNotSentAfterwards) {
  make_server();
  std::uint64_t word = 1;
  VMBPACKET packet = VmbPacketAllocate(server);
  VmbPacketFree(packet);
  VmbPacketFree(packet);
  VmbPacketFree(nullptr);
  EXPECT_EQ(findings("F-VMB-5"), 2u);
  EXPECT_EQ(VmbPacketSend(packet, &word, sizeof word, nullptr, 0), STATUS_INVALID_DEVICE_STATE);
  VMBPACKET first = VmbPacketAllocate(server);
  VMBPACKET second = VmbPacketAllocate(server);
  EXPECT_NE(first, second) << "one packet for one holder";
  VmbPacketFree(first);
  VmbPacketFree(second);
}

TEST_F(RimTest, NothingIsSentFromNowhere) {
  make_server();
  VMBPACKET packet = VmbPacketAllocate(server);
  std::uint64_t word = 1;
  EXPECT_EQ(VmbPacketSend(nullptr, &word, sizeof word, nullptr, 0), STATUS_INVALID_PARAMETER_1);
  EXPECT_EQ(VmbPacketSend(packet, nullptr, sizeof word, nullptr, 0), STATUS_INVALID_PARAMETER_2);
  EXPECT_EQ(VmbPacketSendWithExternalMdl(packet, &word, sizeof word, nullptr, 0, 0, 1),
            STATUS_INVALID_PARAMETER_4);
  EXPECT_EQ(VmbPacketSendWithExternalPfns(packet, &word, sizeof word, nullptr, 1, 1),
            STATUS_INVALID_PARAMETER_4);
  LARGE_INTEGER now = {};
  EXPECT_EQ(
      VmbChannelSendSynchronousRequest(server, nullptr, sizeof word, nullptr, 0, nullptr, nullptr, &now),
      STATUS_INVALID_PARAMETER_2);
  VmbPacketFree(packet);
}

TEST_F(RimTest, AServerSendsNoMemoryAndNobodyUnknownFlags) {
  RULE("V-EXT-8");
  up();
  std::uint64_t word = 1;
  PMDL mdl = IoAllocateMdl(&word, sizeof word, FALSE, FALSE, nullptr);
  MmBuildMdlForNonPagedPool(mdl);
  VMBPACKET packet = VmbPacketAllocate(server);
  EXPECT_EQ(VmbPacketSend(packet, &word, sizeof word, mdl, 1), STATUS_NOT_SUPPORTED);
  EXPECT_EQ(VmbPacketSendWithExternalMdl(packet, &word, sizeof word, mdl, 0, 0, 1), STATUS_NOT_SUPPORTED);
  EXPECT_FALSE(NT_SUCCESS(VmbPacketSendWithExternalMdl(packet, &word, sizeof word, mdl, 0, 0, 0)))
      << "memory wants an answer";
  EXPECT_FALSE(NT_SUCCESS(VmbPacketSend(packet, &word, sizeof word, nullptr, 8)));
  VmbPacketFree(packet);
  IoFreeMdl(mdl);
}

TEST_F(RimTest, ThePayloadIsBoundByTheChannelAndTheRing) {
  RULE("V-TX-9");
  up();
  std::vector<std::byte> payload(5000);
  VMBPACKET packet = VmbPacketAllocate(client);
  EXPECT_EQ(VmbPacketSend(packet, payload.data(), 5000, nullptr, 0), STATUS_INVALID_PARAMETER_3);
  EXPECT_EQ(VmbPacketSend(packet, payload.data(), 4096, nullptr, 0), STATUS_SUCCESS);
}

TEST_F(RimTest, TheCallersBytesAreHisAgainWhenTheSendReturns) {
  RULE("V-TX-10");
  up();
  VmbChannelPause(server);
  static std::atomic<std::uint64_t> got;
  got = 0;
  on_packet = [](VMBCHANNEL, VMBPACKETCOMPLETION packet, PVOID buffer, UINT32, UINT32) {
    got = *static_cast<std::uint64_t*>(buffer);
    VmbChannelPacketComplete(packet, nullptr, 0);
  };
  std::uint64_t word = 77;
  EXPECT_EQ(VmbPacketSend(VmbPacketAllocate(client), &word, sizeof word, nullptr,
                          VMBUS_CHANNEL_FORMAT_FLAG_PAGED_BUFFER),
            STATUS_SUCCESS);
  word = 0;
  VmbChannelStart(server);
  EXPECT_TRUE(eventually([] { return got.load() == 77; }));
}

TEST_F(RimTest, ARoutineGetsNullForNoAnswerAndMaySendItsPacketAgain) {
  RULE("V-TX-3");
  up();
  client_sends();  // one with an answer first: nothing of it is to be seen later
  const channel::Endpoint& endpoint = reinterpret_cast<ChannelFace*>(client)->endpoint();
  ASSERT_TRUE(eventually([&] { return endpoint.counts().answers == 1 && endpoint.in_flight() == 0; }));
  on_packet = [](VMBCHANNEL, VMBPACKETCOMPLETION packet, PVOID, UINT32, UINT32) {
    VmbChannelPacketComplete(packet, nullptr, 0);
  };
  static std::atomic<int> rounds;
  rounds = 0;
  VMBPACKET packet = VmbPacketAllocate(client);
  VmbPacketSetCompletionRoutine(packet, [](VMBPACKET sent, NTSTATUS status, PVOID buffer, UINT32 bytes) {
    EXPECT_EQ(status, STATUS_SUCCESS);
    EXPECT_EQ(buffer, nullptr);
    EXPECT_EQ(bytes, 0u);
    std::uint64_t word = 2;
    if (++rounds < 5) {
      EXPECT_EQ(
          VmbPacketSend(sent, &word, sizeof word, nullptr, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION),
          STATUS_SUCCESS);
    } else {
      VmbPacketFree(sent);
    }
  });
  std::uint64_t word = 1;
  EXPECT_EQ(VmbPacketSend(packet, &word, sizeof word, nullptr, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION),
            STATUS_SUCCESS);
  EXPECT_TRUE(eventually([] { return rounds.load() == 5; }));
}

TEST_F(RimTest, TransferPagesGoWithANumberOfTheSendersOwn) {
  up();
  std::uint64_t word = 5;
  const PENSTOCK_TRANSFER_RANGE range{100, 200};
  VMBPACKET first = VmbPacketAllocate(server), second = VmbPacketAllocate(server);
  EXPECT_EQ(PenstockPacketSendTransferPages(first, 1u << 20, 0xCAFE, 1, &range, &word, sizeof word),
            STATUS_INVALID_PARAMETER_2);
  EXPECT_EQ(PenstockPacketSendTransferPages(first, 3, 0xCAFE, 0, &range, &word, sizeof word),
            STATUS_INVALID_PARAMETER_4);
  VmbChannelPause(server);
  EXPECT_EQ(PenstockPacketSendTransferPages(first, 3, 0xCAFE, 1, &range, &word, sizeof word), STATUS_SUCCESS);
  VmbPacketFree(second);
}

}  // namespace
}  // namespace penstock::vmbus
