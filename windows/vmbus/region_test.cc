// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <vector>

#include "testing/rule.h"
#include "vmbus/channel_face.h"
#include "vmbus/rim_fixture.h"

namespace penstock::vmbus {
namespace {

std::size_t bytes_of(const MDL* chain) {
  std::size_t bytes = 0;
  for (; chain != nullptr; chain = chain->Next) bytes += MmGetMdlByteCount(chain);
  return bytes;
}

TEST_F(RimTest, ASharedBufferIsMappedByOneAtATime) {
  RULE("V-GPADL-1");
  up();
  std::vector<std::uint8_t> shared(10000, 7);
  UINT32 gpadl = 0;
  ASSERT_EQ(VmbChannelCreateGpadlFromBuffer(client, 0, shared.data(), 10000, &gpadl), STATUS_SUCCESS);
  PMDL mdl = nullptr;
  ASSERT_EQ(VmbChannelMapGpadl(server, 0, gpadl, &mdl), STATUS_SUCCESS);
  ASSERT_NE(mdl, nullptr);
  EXPECT_EQ(bytes_of(mdl), 10000u);
  EXPECT_EQ(mdl->MappedSystemVa, nullptr) << "nobody has mapped it yet";
  auto* seen = static_cast<std::uint8_t*>(MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority));
  EXPECT_EQ(seen[0], 7);
  seen[9999] = 9;
  EXPECT_EQ(shared[9999], 9);
  PMDL again = nullptr;
  EXPECT_EQ(VmbChannelMapGpadl(server, 0, gpadl, &again), STATUS_INVALID_DEVICE_STATE);
  EXPECT_EQ(again, nullptr);
  VmbChannelUnmapGpadl(server, gpadl);
  EXPECT_EQ(VmbChannelMapGpadl(server, VMBUS_CHANNEL_GPADL_FLAG_READ_ONLY, gpadl, &again), STATUS_SUCCESS);
  VmbChannelUnmapGpadl(server, gpadl);
  VmbChannelUnmapGpadl(server, gpadl);
  EXPECT_EQ(findings("F-VMB-6"), 1u);
  VmbChannelDeleteGpadl(client, gpadl);
  EXPECT_EQ(VmbChannelMapGpadl(server, 0, gpadl, &again), STATUS_INVALID_PARAMETER_3) << "taken back";
}

TEST_F(RimTest, TakingASharedBufferBackWaitsForItsMapping) {
  RULE("V-GPADL-3");
  up();
  static std::vector<std::uint8_t> shared;
  shared.assign(4096, 1);
  UINT32 gpadl = 0;
  ASSERT_EQ(VmbChannelCreateGpadlFromBuffer(client, 0, shared.data(), 4096, &gpadl), STATUS_SUCCESS);
  PMDL mdl = nullptr;
  ASSERT_EQ(VmbChannelMapGpadl(server, 0, gpadl, &mdl), STATUS_SUCCESS);
  std::atomic<bool> gone{false};
  const exec::ThreadId deleter = exec::runtime().spawn("deleter", [&] {
    VmbChannelDeleteGpadl(client, gpadl);
    gone = true;
  });
  exec::runtime().sleep_until(exec::runtime().now_ns() + 5'000'000);
  EXPECT_FALSE(gone.load());
  VmbChannelUnmapGpadl(server, gpadl);
  exec::runtime().join(deleter);
  EXPECT_TRUE(gone.load());
}

TEST_F(RimTest, AChainMayBeSharedFromTheMiddle) {
  up();
  std::vector<std::uint8_t> first(3000, 1), second(3000, 2);
  PMDL chain = IoAllocateMdl(first.data(), 3000, FALSE, FALSE, nullptr);
  PMDL rest = IoAllocateMdl(second.data(), 3000, FALSE, FALSE, nullptr);
  MmBuildMdlForNonPagedPool(chain);
  MmBuildMdlForNonPagedPool(rest);
  chain->Next = rest;
  UINT32 gpadl = 0;
  EXPECT_FALSE(NT_SUCCESS(VmbChannelCreateGpadlFromMdl(client, 0, chain, 1000, 9000, &gpadl)))
      << "longer than it is";
  EXPECT_EQ(VmbChannelCreateGpadlFromMdl(client, 2, chain, 0, 0, &gpadl), STATUS_INVALID_PARAMETER_2);
  ASSERT_EQ(VmbChannelCreateGpadlFromMdl(client, 0, chain, 1000, 0, &gpadl), STATUS_SUCCESS);
  PMDL mdl = nullptr;
  ASSERT_EQ(VmbChannelMapGpadl(server, 0, gpadl, &mdl), STATUS_SUCCESS);
  EXPECT_EQ(bytes_of(mdl), 5000u);
  EXPECT_EQ(static_cast<std::uint8_t*>(MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority))[0], 1);
  VmbChannelUnmapGpadl(server, gpadl);
  VmbChannelDeleteGpadl(client, gpadl);
  IoFreeMdl(rest);
  IoFreeMdl(chain);
}

TEST_F(RimTest, WhatIsStillMappedWhenTheChannelClosesIsReportedAndTaken) {
  RULE("V-LIFE-11");
  up();
  std::vector<std::uint8_t> shared(4096, 1);
  UINT32 gpadl = 0;
  ASSERT_EQ(VmbChannelCreateGpadlFromBuffer(client, 0, shared.data(), 4096, &gpadl), STATUS_SUCCESS);
  PMDL mdl = nullptr;
  ASSERT_EQ(VmbChannelMapGpadl(server, 0, gpadl, &mdl), STATUS_SUCCESS);
  VmbChannelDisable(client);
  ASSERT_TRUE(eventually([] { return story->has("closed"); }));
  EXPECT_TRUE(eventually([] { return findings("F-VMB-6") == 1; }));
}

TEST_F(RimTest, EachSideHasItsOwnFunctionsForSharedBuffers) {
  up();
  UINT32 gpadl = 0;
  PMDL mdl = nullptr;
  std::uint64_t word = 0;
  EXPECT_EQ(VmbChannelCreateGpadlFromBuffer(server, 0, &word, 8, &gpadl), STATUS_INVALID_PARAMETER_1);
  EXPECT_EQ(VmbChannelMapGpadl(client, 0, 1, &mdl), STATUS_INVALID_PARAMETER_1);
  EXPECT_EQ(VmbChannelMapGpadl(server, 0, 0x12345, &mdl), STATUS_INVALID_PARAMETER_3);
  VmbChannelDeleteGpadl(client, 0x12345);
  EXPECT_EQ(findings("F-VMB-6"), 1u);
}

// --- memory with a packet ---

std::atomic<int> looked{0};
NTSTATUS first_status, second_status;
PMDL first_chain, second_chain;
std::size_t first_bytes;

void look_twice(VMBCHANNEL, VMBPACKETCOMPLETION packet, PVOID, UINT32, UINT32 flags) {
  EXPECT_EQ(flags, UINT32{VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA});
  first_status = VmbChannelPacketGetExternalData(packet, 0, &first_chain);
  second_status = VmbChannelPacketGetExternalData(packet, 0, &second_chain);
  first_bytes = bytes_of(first_chain);
  VmbChannelPacketComplete(packet, nullptr, 0);
  ++looked;
}

TEST_F(RimTest, TheFirstMdlAloneMayBeSentToTheEndOfItsPage) {
  RULE("V-EXT-9");
  up();
  looked = 0;
  on_packet = &look_twice;
  alignas(4096) static std::uint8_t page[8192];
  PMDL chain = IoAllocateMdl(page + 100, 1000, FALSE, FALSE, nullptr);
  PMDL rest = IoAllocateMdl(page + 4096, 100, FALSE, FALSE, nullptr);
  MmBuildMdlForNonPagedPool(chain);
  MmBuildMdlForNonPagedPool(rest);
  chain->Next = rest;
  std::uint64_t word = 1;
  const UINT32 flags =
      VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION | VMBUS_CHANNEL_FORMAT_FLAG_FORCE_MDL_LENGTH;
  ASSERT_EQ(VmbPacketSend(VmbPacketAllocate(client), &word, sizeof word, chain, flags), STATUS_SUCCESS);
  ASSERT_TRUE(eventually([] { return looked.load() == 1; }));
  EXPECT_EQ(first_status, STATUS_SUCCESS);
  EXPECT_EQ(first_chain, second_chain);
  EXPECT_EQ(first_bytes, 4096u - 100);
  ASSERT_EQ(VmbPacketSendWithExternalMdl(VmbPacketAllocate(client), &word, sizeof word, chain, 10, 0, flags),
            STATUS_SUCCESS);
  ASSERT_TRUE(eventually([] { return looked.load() == 2; }));
  EXPECT_EQ(first_bytes, 4096u - 110);
  ASSERT_EQ(
      VmbChannelSendSynchronousRequest(client, &word, sizeof word, chain, flags, nullptr, nullptr, nullptr),
      STATUS_SUCCESS);
  EXPECT_EQ(first_bytes, 4096u - 100);
  VMBPACKET packet = VmbPacketAllocate(client);
  EXPECT_EQ(VmbPacketSend(packet, &word, sizeof word, chain, 0), STATUS_INVALID_PARAMETER_5)
      << "memory wants an answer";
  EXPECT_EQ(VmbPacketSendWithExternalMdl(packet, &word, sizeof word, chain, 3997, 0, flags),
            STATUS_INVALID_PARAMETER_4)
      << "behind the page";
  VmbPacketFree(packet);
  IoFreeMdl(rest);
  IoFreeMdl(chain);
}

TEST_F(RimTest, MemoryThatWasRefusedIsNotLeftWithTheOtherSide) {
  up();
  alignas(4096) static std::uint8_t page[4096];
  PMDL mdl = IoAllocateMdl(page, sizeof page, FALSE, FALSE, nullptr);
  MmBuildMdlForNonPagedPool(mdl);
  std::uint64_t word = 1;
  VMBPACKET packet = VmbPacketAllocate(server);
  EXPECT_EQ(VmbPacketSend(packet, &word, sizeof word, mdl, 1), STATUS_NOT_SUPPORTED);
  EXPECT_EQ(memory_.view(reinterpret_cast<std::uint64_t>(page), sizeof page, channel::Right::read), nullptr);
  VmbPacketFree(packet);
  IoFreeMdl(mdl);
}

TEST_F(RimTest, MemoryThatIsNotThereIsRefusedAndThePacketStillOwed) {
  RULE("V-EXT-10");
  up();
  looked = 0;
  on_packet = &look_twice;
  std::uint64_t word = 1;
  const std::uint64_t nowhere = 0x123456;
  const channel::PageRange range{.bytes = 100, .offset = 0, .pages = {&nowhere, 1}};
  auto* sent = reinterpret_cast<channel::SentPacket*>(VmbPacketAllocate(client));
  ASSERT_TRUE(sent->endpoint()
                  .send(*sent, {reinterpret_cast<std::byte*>(&word), sizeof word},
                        {.answer_wanted = true, .external = {&range, 1}})
                  .ok());
  ASSERT_TRUE(eventually([] { return looked.load() == 1; }));
  EXPECT_EQ(first_status, STATUS_UNSUCCESSFUL);
  EXPECT_EQ(first_chain, nullptr);
}

}  // namespace
}  // namespace penstock::vmbus
