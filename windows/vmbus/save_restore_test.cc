// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <vector>

#include "testing/rule.h"
#include "vmbus/channel_face.h"
#include "vmbus/rim_fixture.h"

namespace penstock::vmbus {
namespace {

// How the guest's save callback behaves.
struct Saver {
  NTSTATUS first = STATUS_BUFFER_TOO_SMALL;
  UINT32 first_needed = 8;
  NTSTATUS second = STATUS_SUCCESS;
  UINT32 second_needed = 8;
  bool second_writes_needed = true;
  int calls = 0;
  UINT32 first_buffer_bytes = 99;
  PVOID first_buffer = nullptr;
  std::vector<UINT32> restored_sizes;
  NTSTATUS restore_status = STATUS_SUCCESS;
  bool restores_packet = true;
  std::vector<NTSTATUS> packet_restore;
} saver;

std::atomic<int> answered{0}, cancelled{0};

void count_routine(VMBPACKET packet, NTSTATUS status, PVOID, UINT32) {
  ++(NT_SUCCESS(status) ? answered : cancelled);
  VmbPacketFree(packet);
}

NTSTATUS save_packet(VMBCHANNEL, VMBPACKET, PVOID buffer, UINT32 bytes, PUINT32 needed) {
  ++saver.calls;
  if (saver.calls % 2 == 1) {
    EXPECT_EQ(*needed, 0u) << "preset";
    saver.first_buffer = buffer;
    saver.first_buffer_bytes = bytes;
    *needed = saver.first_needed;
    return saver.first;
  }
  if (saver.second_writes_needed) *needed = saver.second_needed;
  if (NT_SUCCESS(saver.second)) std::fill_n(static_cast<std::uint8_t*>(buffer), std::min(bytes, 8u), 0x5A);
  return saver.second;
}

NTSTATUS restore_packet(VMBCHANNEL channel, PVOID library, UINT32 library_bytes, PVOID own,
                        UINT32 own_bytes) {
  saver.restored_sizes.push_back(own_bytes);
  EXPECT_EQ(own == nullptr, own_bytes == 0);
  if (own_bytes != 0) {
    EXPECT_EQ(static_cast<std::uint8_t*>(own)[0], 0x5A);
  }
  if (!NT_SUCCESS(saver.restore_status) || !saver.restores_packet) return saver.restore_status;
  VMBPACKET packet = VmbPacketAllocate(channel);
  VmbPacketSetCompletionRoutine(packet, &count_routine);
  saver.packet_restore.push_back(VmbPacketRestore(packet, library, library_bytes));
  saver.packet_restore.push_back(VmbPacketRestore(packet, library, library_bytes));
  return STATUS_SUCCESS;
}

class SavedChannel : public RimTest {
 protected:
  SavedChannel() {
    saver = {};
    answered = cancelled = 0;
  }
  ~SavedChannel() override { client_answers(); }
  void make_saving_server() {
    make_server();
    ASSERT_EQ(VmbServerChannelInitSetSaveRestorePacketCallbacks(server, &save_packet, &restore_packet),
              STATUS_SUCCESS);
  }
  // A packet of the server's that the client has and has not answered; the channel paused.
  void pause_with_a_packet_out(int packets = 1) {
    make_saving_server();
    ASSERT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
    VmbChannelStart(server);
    make_client();
    ASSERT_EQ(VmbChannelInitSetProcessPacketCallbacks(
                  client, [](VMBCHANNEL, VMBPACKETCOMPLETION packet, PVOID, UINT32, UINT32) { keep(packet); },
                  nullptr),
              STATUS_SUCCESS);
    ASSERT_EQ(VmbChannelEnable(client), STATUS_SUCCESS);
    ASSERT_TRUE(eventually([] { return story->has("post started"); }));
    for (int i = 0; i < packets; ++i) send();
    ASSERT_TRUE(eventually([&] { return kept_count() == static_cast<std::size_t>(packets); }));
    VmbChannelPause(server);
  }
  void send() {
    VMBPACKET packet = VmbPacketAllocate(server);
    VmbPacketSetCompletionRoutine(packet, &count_routine);
    std::uint64_t word = 9;
    ASSERT_EQ(
        VmbPacketSend(packet, &word, sizeof word, nullptr, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION),
        STATUS_SUCCESS);
  }
  // In one piece, whatever it takes.
  NTSTATUS save(std::vector<std::uint8_t>& into) {
    const NTSTATUS begun = VmbChannelSaveBegin(server);
    if (!NT_SUCCESS(begun)) return begun;
    into.resize(65536);
    ULONG filled = 1, required = 1;
    const NTSTATUS status = VmbChannelSaveContinue(server, into.data(), 65536, &filled, &required);
    VmbChannelSaveEnd(server);
    into.resize(filled);
    return status;
  }
  // The process ends without a word, and a new one stands in for it.
  void replace_server() {
    reinterpret_cast<ChannelFace*>(server)->server()->abandon();
    VmbChannelCleanup(server);
    server = nullptr;
    answered = cancelled = 0;
    make_saving_server();
    ASSERT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
  }

  // What the client has received and not answered.
  static void keep(VMBPACKETCOMPLETION packet) {
    std::lock_guard hold(kept_lock);
    kept.push_back(packet);
  }
  static std::size_t kept_count() {
    std::lock_guard hold(kept_lock);
    return kept.size();
  }
  static void client_answers() {
    std::vector<VMBPACKETCOMPLETION> all;
    {
      std::lock_guard hold(kept_lock);
      all.swap(kept);
    }
    for (VMBPACKETCOMPLETION packet : all) VmbChannelPacketComplete(packet, nullptr, 0);
  }
  static inline exec::Mutex kept_lock;
  static inline std::vector<VMBPACKETCOMPLETION> kept;
};

TEST_F(SavedChannel, APacketOutSurvivesAndIsAnsweredOnceByItsNewRoutine) {
  RULE("V-REST-3");
  RULE("V-SAVE-1");
  pause_with_a_packet_out();
  std::vector<std::uint8_t> saved;
  ASSERT_EQ(save(saved), STATUS_SUCCESS);
  EXPECT_EQ(saver.calls, 2);
  replace_server();
  ASSERT_EQ(VmbChannelRestoreFromBuffer(server, saved.data(), static_cast<ULONG>(saved.size())),
            STATUS_SUCCESS);
  EXPECT_EQ(saver.restored_sizes, (std::vector<UINT32>{8}));
  EXPECT_EQ(saver.packet_restore, (std::vector<NTSTATUS>{STATUS_SUCCESS, STATUS_INVALID_DEVICE_STATE}))
      << "once for each packet";
  VmbChannelStart(server);
  client_answers();
  EXPECT_TRUE(eventually([] { return answered.load() == 1; }));
  EXPECT_EQ(cancelled.load(), 0);
}

TEST_F(SavedChannel, TheFirstCallHasNoBufferAndSaysHowMuchItNeeds) {
  RULE("V-SAVE-9");
  RULE("V-SAVE-11");
  pause_with_a_packet_out();
  std::vector<std::uint8_t> saved;
  EXPECT_EQ(save(saved), STATUS_SUCCESS);
  EXPECT_EQ(saver.first_buffer, nullptr);
  EXPECT_EQ(saver.first_buffer_bytes, 0u);
  client_answers();
}

TEST_F(SavedChannel, WhoSucceedsAtOnceHasNothingToSave) {
  RULE("V-SAVE-10");
  pause_with_a_packet_out();
  saver.first = STATUS_SUCCESS;
  std::vector<std::uint8_t> saved;
  ASSERT_EQ(save(saved), STATUS_SUCCESS);
  EXPECT_EQ(saver.calls, 1);
  replace_server();
  ASSERT_EQ(VmbChannelRestoreFromBuffer(server, saved.data(), static_cast<ULONG>(saved.size())),
            STATUS_SUCCESS);
  EXPECT_EQ(saver.restored_sizes, (std::vector<UINT32>{0}));
  client_answers();
}

TEST_F(SavedChannel, TheCodeOfTheFirstFailureDoesNotMatterUnlessNothingIsNeeded) {
  RULE("V-SAVE-12");
  pause_with_a_packet_out();
  std::vector<std::uint8_t> saved;
  saver.first = STATUS_UNSUCCESSFUL;
  EXPECT_EQ(save(saved), STATUS_SUCCESS);
  saver.calls = 0;
  saver.first_needed = 0;
  saver.first = STATUS_DATA_ERROR;
  EXPECT_EQ(save(saved), STATUS_DATA_ERROR);
  client_answers();
}

TEST_F(SavedChannel, TheSecondCallMayUseLessAndNotMore) {
  RULE("V-SAVE-13");
  pause_with_a_packet_out();
  std::vector<std::uint8_t> saved;
  saver.first_needed = 100;
  saver.second_needed = 24;
  ASSERT_EQ(save(saved), STATUS_SUCCESS);
  saver.second_needed = 101;
  std::vector<std::uint8_t> lied;
  EXPECT_EQ(save(lied), STATUS_INVALID_BUFFER_SIZE);
  replace_server();
  ASSERT_EQ(VmbChannelRestoreFromBuffer(server, saved.data(), static_cast<ULONG>(saved.size())),
            STATUS_SUCCESS);
  EXPECT_EQ(saver.restored_sizes, (std::vector<UINT32>{24}));
  client_answers();
}

TEST_F(SavedChannel, ASecondFailureEndsTheSave) {
  RULE("V-SAVE-14");
  pause_with_a_packet_out();
  saver.second = STATUS_INSUFFICIENT_RESOURCES;
  std::vector<std::uint8_t> saved;
  EXPECT_EQ(save(saved), STATUS_INSUFFICIENT_RESOURCES);
  EXPECT_EQ(saver.calls, 2);
  VmbChannelStart(server);
  client_answers();
  EXPECT_TRUE(eventually([] { return answered.load() == 1; })) << "the channel goes on";
}

TEST_F(SavedChannel, SavingHasItsOrderAndItsPreconditions) {
  RULE("V-SAVE-18");
  RULE("V-SAVE-24");
  pause_with_a_packet_out();
  std::uint8_t buffer[64];
  ULONG filled = 1, required = 1;
  EXPECT_EQ(VmbChannelSaveContinue(server, buffer, 64, &filled, &required), STATUS_INVALID_DEVICE_STATE);
  EXPECT_EQ(filled + required, 0u);
  VmbChannelSaveEnd(server);
  EXPECT_EQ(VmbChannelSaveBegin(client), STATUS_NOT_SUPPORTED);
  VmbChannelStart(server);
  EXPECT_EQ(VmbChannelSaveBegin(server), STATUS_INVALID_DEVICE_STATE) << "active";
  VmbChannelPause(server);
  EXPECT_EQ(VmbChannelSaveBegin(server), STATUS_SUCCESS);
  EXPECT_EQ(VmbChannelSaveBegin(server), STATUS_INVALID_DEVICE_STATE) << "twice";
  VmbChannelSaveEnd(server);
  client_answers();
}

TEST_F(SavedChannel, PiecesAreWholeAndSayWhatTheNextOneTakes) {
  RULE("V-SAVE-19");
  RULE("V-SAVE-21");
  RULE("V-SAVE-22");
  RULE("V-REST-1");
  pause_with_a_packet_out(3);
  ASSERT_EQ(VmbChannelSaveBegin(server), STATUS_SUCCESS);
  std::vector<std::vector<std::uint8_t>> pieces;
  ULONG filled = 1, required = 0, room = 0;
  NTSTATUS status = VmbChannelSaveContinue(server, nullptr, 0, &filled, &required);
  EXPECT_EQ(status, STATUS_BUFFER_TOO_SMALL) << "a query";
  EXPECT_EQ(filled, 0u);
  while (status != STATUS_SUCCESS) {
    ASSERT_TRUE(status == STATUS_BUFFER_TOO_SMALL || status == STATUS_BUFFER_OVERFLOW);
    room = required;
    std::vector<std::uint8_t> piece(room);
    status = VmbChannelSaveContinue(server, piece.data(), room, &filled, &required);
    EXPECT_NE(status, STATUS_BUFFER_TOO_SMALL) << "it said this would do";
    piece.resize(filled);
    pieces.push_back(piece);
  }
  EXPECT_EQ(VmbChannelSaveContinue(server, nullptr, 0, &filled, &required), STATUS_SUCCESS) << "nothing more";
  EXPECT_EQ(filled, 0u);
  VmbChannelSaveEnd(server);
  ASSERT_GT(pieces.size(), 3u);
  EXPECT_EQ(saver.calls, 6) << "two for each packet, however small the pieces";
  replace_server();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const NTSTATUS restored =
        VmbChannelRestoreFromBuffer(server, pieces[i].data(), static_cast<ULONG>(pieces[i].size()));
    EXPECT_EQ(restored, i + 1 == pieces.size() ? STATUS_SUCCESS : STATUS_MORE_PROCESSING_REQUIRED) << i;
  }
}

TEST_F(SavedChannel, DamageIsToldByItsKind) {
  RULE("V-REST-9");
  pause_with_a_packet_out();
  std::vector<std::uint8_t> saved;
  ASSERT_EQ(save(saved), STATUS_SUCCESS);
  replace_server();
  const auto restore = [&](std::vector<std::uint8_t> bytes) {
    return VmbChannelRestoreFromBuffer(server, bytes.data(), static_cast<ULONG>(bytes.size()));
  };
  std::vector<std::uint8_t> damaged = saved;
  damaged[40] ^= 1;
  EXPECT_EQ(restore(damaged), STATUS_DATA_ERROR);
  EXPECT_EQ(restore({saved.begin(), saved.begin() + 20}), STATUS_INVALID_BUFFER_SIZE);
}

TEST_F(SavedChannel, AProviderThatCannotRestoreAPacketEndsTheRestore) {
  RULE("V-REST-7");
  pause_with_a_packet_out();
  std::vector<std::uint8_t> saved;
  ASSERT_EQ(save(saved), STATUS_SUCCESS);
  replace_server();
  saver.restore_status = STATUS_DEVICE_BUSY;
  EXPECT_EQ(VmbChannelRestoreFromBuffer(server, saved.data(), static_cast<ULONG>(saved.size())),
            STATUS_DEVICE_BUSY);
}

TEST_F(SavedChannel, AnOpenedThatFailsEndsTheRestoreWithItsStatus) {
  RULE("V-REST-2");
  pause_with_a_packet_out();
  std::vector<std::uint8_t> saved;
  ASSERT_EQ(save(saved), STATUS_SUCCESS);
  replace_server();
  opened_status = STATUS_DEVICE_NOT_READY;
  const std::size_t closed_before = story_.count("closed");
  EXPECT_EQ(VmbChannelRestoreFromBuffer(server, saved.data(), static_cast<ULONG>(saved.size())),
            STATUS_DEVICE_NOT_READY);
  EXPECT_TRUE(saver.restored_sizes.empty()) << "no packet of a channel that is not open";
  EXPECT_EQ(story_.count("closed"), closed_before);
}

TEST_F(SavedChannel, WithoutARestoreCallbackTheLibraryRestoresByItself) {
  RULE("V-SAVE-17");
  pause_with_a_packet_out();
  std::vector<std::uint8_t> saved;
  ASSERT_EQ(save(saved), STATUS_SUCCESS);
  reinterpret_cast<ChannelFace*>(server)->server()->abandon();
  VmbChannelCleanup(server);
  make_server();
  ASSERT_EQ(VmbServerChannelInitSetSaveRestorePacketCallbacks(server, &save_packet, nullptr), STATUS_SUCCESS);
  ASSERT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
  ASSERT_EQ(VmbChannelRestoreFromBuffer(server, saved.data(), static_cast<ULONG>(saved.size())),
            STATUS_SUCCESS);
  channel::ServerEndpoint& endpoint = *reinterpret_cast<ChannelFace*>(server)->server();
  EXPECT_EQ(endpoint.in_flight(), 1u);
  VmbChannelStart(server);
  client_answers();
  EXPECT_TRUE(eventually([&] { return endpoint.in_flight() == 0; }));
}

TEST_F(SavedChannel, WhatWouldChangeAChannelThatIsBeingSavedIsRefusedAndReported) {
  RULE("V-SAVE-25");
  pause_with_a_packet_out();
  ASSERT_EQ(VmbChannelSaveBegin(server), STATUS_SUCCESS);
  VmbChannelStart(server);
  VmbChannelDisable(server);
  EXPECT_EQ(findings("F-VMB-7"), 2u);
  EXPECT_EQ(story_.count("started"), 1u);
  VMBPACKET packet = VmbPacketAllocate(server);
  std::uint64_t word = 9;
  EXPECT_EQ(VmbPacketSend(packet, &word, sizeof word, nullptr, 0), STATUS_INVALID_DEVICE_STATE);
  VmbPacketFree(packet);
  VmbChannelSaveEnd(server);
  VmbChannelStart(server);
  EXPECT_EQ(story_.count("started"), 2u);
  client_answers();
}

TEST_F(SavedChannel, APacketIsRestoredInsideItsCallbackOnly) {
  RULE("V-REST-4");
  make_saving_server();
  VMBPACKET packet = VmbPacketAllocate(server);
  std::uint64_t word = 0;
  EXPECT_EQ(VmbPacketRestore(packet, &word, sizeof word), STATUS_INVALID_DEVICE_STATE);
  EXPECT_EQ(VmbPacketRestore(nullptr, &word, sizeof word), STATUS_INVALID_PARAMETER_1);
  VmbPacketFree(packet);
}

}  // namespace
}  // namespace penstock::vmbus
