// SPDX-License-Identifier: Apache-2.0
// A peer in another process lends pages of a file: what is shown for reading alone cannot be written.
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "channel/client_endpoint.h"
#include "channel/shared_memory.h"
#include "testing/rule.h"
#include "vmbus/rim_fixture.h"

namespace penstock::vmbus {
namespace {

// The kernel is asked to write there: it says no where we would fault.
bool can_be_written(void* address) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const char byte = 7;
  EXPECT_EQ(::write(ends[1], &byte, 1), 1);
  const bool written = ::read(ends[0], address, 1) == 1;
  EXPECT_TRUE(written || errno == EFAULT);
  ::close(ends[0]);
  ::close(ends[1]);
  return written;
}

class Peer final : public channel::ChannelEvents {
 public:
  void process(channel::ReceivedPacket& packet, channel::MutableBytes, channel::Delivery) override {
    (void)channel::Endpoint::complete(nt::ledger(), packet.loan(), {}, {});
  }
};

std::atomic<int> looked{0};
std::atomic<bool> writable{false};
UINT32 flags_wanted;

void look(VMBCHANNEL, VMBPACKETCOMPLETION packet, PVOID, UINT32, UINT32) {
  PMDL mdl = nullptr;
  EXPECT_EQ(VmbChannelPacketGetExternalData(packet, flags_wanted, &mdl), STATUS_SUCCESS);
  writable = can_be_written(MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority));
  VmbChannelPacketComplete(packet, nullptr, 0);
  ++looked;
}

TEST_F(RimTest, WhatIsAskedForReadingAloneCannotBeWritten) {
  RULE("V-EXT-6");
  auto memory = channel::SharedMemory::create(1 << 20);
  ASSERT_TRUE(memory.ok());
  channel::MemoryBus bus(**memory);
  ASSERT_TRUE(bus.client().connect(channel::bus_version(5, 3)).ok());
  void* handle = open_bus(bus.server());
  make_server();
  ASSERT_EQ(VmbServerChannelInitSetVmbusHandle(server, handle), STATUS_SUCCESS);
  on_packet = &look;
  ASSERT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
  VmbChannelStart(server);
  {
    Peer events;
    channel::ClientEndpoint peer(bus.client(), events, nt::ledger(), "peer");
    channel::Guid type;
    std::memcpy(type.bytes.data(), &kType, sizeof kType);
    ASSERT_TRUE(peer.set_target(type, std::nullopt).ok());
    ASSERT_TRUE(peer.enable().ok());
    ASSERT_TRUE(eventually([] { return story->has("post started"); }));
    const auto pages = (*memory)->allocate(1);
    ASSERT_TRUE(pages.ok());
    const std::uint64_t page = *pages / channel::kPageBytes;
    const channel::PageRange range{.bytes = 100, .offset = 0, .pages = {&page, 1}};
    looked = 0;
    for (const UINT32 flags : {UINT32{VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAG_READ_ONLY}, UINT32{0}}) {
      flags_wanted = flags;
      const std::uint64_t word = 1;
      ASSERT_TRUE(peer.send(*peer.allocate_packet(), {reinterpret_cast<const std::byte*>(&word), sizeof word},
                            {.answer_wanted = true, .external = {&range, 1}})
                      .ok());
      const int before = flags == 0 ? 2 : 1;
      ASSERT_TRUE(eventually([&] { return looked.load() == before; }));
      EXPECT_EQ(writable.load(), flags == 0);
    }
  }
  take_away(server);
  close_bus(handle);
}

}  // namespace
}  // namespace penstock::vmbus
