// SPDX-License-Identifier: Apache-2.0
#include "link/port_link.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "exec/quiescence.h"
#include "link/packet_copy.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using packet::ChecksumState;
using packet::PacketBatch;
using packet::PacketChain;
using packet::PacketPool;
using packet::PacketPtr;
using packet::Segmentation;
using Bytes = std::vector<std::uint8_t>;

class FarSide final : public PortFarSide {
 public:
  void take(PacketBatch& batch) override {
    for (std::uint32_t i = 0; i < batch.count(); ++i) {
      taken.emplace_back(batch[i].bytes().begin(), batch[i].bytes().end());
    }
    ++batches;
    batch.clear();
  }
  std::vector<Bytes> taken;
  std::uint32_t batches = 0;
};

class CountWakes final : public packet::Waker {
 public:
  void wake() override { ++wakes; }
  std::uint32_t wakes = 0;
};

struct Port {
  PacketPool pool{{.packets_max = 256, .buffer_bytes = 70'000}};
  PortLink link{{.queue_packets_max = 16}, pool};
  FarSide far_side;

  Port() { EXPECT_TRUE(link.attach(far_side)); }
  ~Port() { EXPECT_TRUE(link.detach(far_side)); }
  std::uint32_t deliver(const Bytes& bytes, packet::Offload offload = {}, std::uint32_t times = 1) {
    PacketChain chain;
    for (std::uint32_t i = 0; i < times; ++i) {
      PacketPtr packet = packet_with_bytes(bytes, pool);
      packet->offload = offload;
      chain.push_back(std::move(packet));
    }
    return link.deliver(chain);
  }
  void send(const Bytes& bytes, packet::Offload offload = {}) {
    PacketBatch batch;
    batch.push_back(packet_with_bytes(bytes, pool));
    batch[0].offload = offload;
    link.send(batch);
    EXPECT_TRUE(batch.empty());
  }
};

Bytes bytes_of(packet::Packet& packet) { return {packet.bytes().begin(), packet.bytes().end()}; }

TEST(PortLink, GivesThePathWhatTheFarSideDeliversInOrder) {
  Port port;
  CountWakes waker;
  port.link.set_waker(&waker);
  for (std::size_t size = 10; size < 20; ++size)
    EXPECT_EQ(port.deliver(sample::udp_packet(4, 1, 2, size)), 1u);
  EXPECT_EQ(waker.wakes, 1u) << "only when the queue was empty";
  PacketBatch batch;
  EXPECT_EQ(port.link.receive(batch), 10u);
  for (std::uint32_t i = 0; i < 10; ++i) EXPECT_EQ(bytes_of(batch[i]), sample::udp_packet(4, 1, 2, 10 + i));
  port.deliver(sample::udp_packet(4, 1, 2, 10));
  EXPECT_EQ(waker.wakes, 2u);
  port.link.set_waker(nullptr);
}

TEST(PortLink, TakesNoMoreThanItsQueueHolds) {
  Port port;
  EXPECT_EQ(port.deliver(sample::udp_packet(4, 1, 2, 10), {}, 20), 16u);
  EXPECT_EQ(port.link.counts().dropped_refused, 4u);
  EXPECT_EQ(port.link.waiting_packets(), 16u);
}

TEST(PortLink, HandsTheFarSideWholeBatches) {
  Port port;
  PacketBatch batch;
  for (int i = 0; i < 5; ++i) batch.push_back(packet_with_bytes(sample::udp_packet(6, 1, 2, 30), port.pool));
  port.link.send(batch);
  EXPECT_EQ(port.far_side.batches, 1u);
  ASSERT_EQ(port.far_side.taken.size(), 5u);
  EXPECT_EQ(port.far_side.taken[4], sample::udp_packet(6, 1, 2, 30));
  EXPECT_EQ(port.link.counts().sent_packets, 5u);
}

TEST(PortLink, KeepsWhatIsSentWhileItIsHeldAndHandsItOverFirst) {
  Port port;
  CountWakes waker;
  port.link.set_waker(&waker);
  port.link.hold();
  for (std::size_t size = 10; size < 20; ++size) port.send(sample::udp_packet(4, 1, 2, size));
  EXPECT_EQ(port.far_side.taken.size(), 0u);
  EXPECT_EQ(port.link.held_packets(), 10u);
  EXPECT_EQ(port.link.counts().sent_packets, 0u);
  port.link.let_go();
  EXPECT_EQ(waker.wakes, 1u) << "or an idle path would keep them";
  port.send(sample::udp_packet(4, 1, 2, 20));
  ASSERT_EQ(port.far_side.taken.size(), 11u);
  for (std::size_t i = 0; i <= 10; ++i)
    EXPECT_EQ(port.far_side.taken[i], sample::udp_packet(4, 1, 2, 10 + i));
  EXPECT_EQ(port.link.held_packets(), 0u);
  port.link.set_waker(nullptr);
}

TEST(PortLink, HandsOverWhatWasHeldWhenThePathOnlyReceives) {
  Port port;
  port.link.hold();
  port.send(sample::udp_packet(6, 1, 2, 30));
  PacketBatch batch;
  EXPECT_EQ(port.link.receive(batch), 0u);
  EXPECT_EQ(port.far_side.taken.size(), 0u);
  port.link.let_go();
  EXPECT_EQ(port.link.receive(batch), 0u);
  EXPECT_EQ(port.far_side.taken.size(), 1u);
}

TEST(PortLink, HoldsNoMoreThanItsQueueAndCarriesItOver) {
  Port port;
  port.link.hold();
  for (std::size_t size = 10; size < 30; ++size) port.send(sample::udp_packet(4, 1, 2, size));
  EXPECT_EQ(port.link.held_packets(), 16u);
  EXPECT_EQ(port.link.counts().dropped_refused, 4u);
  const std::vector<Bytes> held = port.link.held_bytes();
  Port next;
  next.link.hold();
  next.send(sample::udp_packet(4, 1, 2, 99));
  EXPECT_EQ(next.link.put_held(held), 16u);
  next.link.let_go();
  PacketBatch batch;
  EXPECT_EQ(next.link.receive(batch), 0u);
  ASSERT_EQ(next.far_side.taken.size(), 17u);
  EXPECT_EQ(next.far_side.taken[0], sample::udp_packet(4, 1, 2, 10));
  EXPECT_EQ(next.far_side.taken[16], sample::udp_packet(4, 1, 2, 99));
}

// The path sends on a thread of its own: nothing is handed over after hold() has returned, and nothing gets lost.
TEST(PortLink, HandsNothingOverOnceItIsHeld) {
  Port port;
  std::atomic<bool> stop{false};
  std::atomic<std::uint32_t> sent{0};
  std::thread path([&] {
    while (!stop) {
      PacketBatch batch;
      batch.push_back(packet_with_bytes(sample::udp_packet(4, 1, 2, 10), port.pool));
      if (port.link.held_packets() < 16) {
        port.link.send(batch);
        ++sent;
      }
      (void)port.link.receive(batch);
    }
  });
  for (int round = 0; round < 200; ++round) {
    port.link.hold();
    const std::size_t taken = port.far_side.taken.size();
    const std::uint32_t batches = port.far_side.batches;
    while (port.link.held_packets() < 16) std::this_thread::yield();
    EXPECT_EQ(port.far_side.taken.size(), taken);
    EXPECT_EQ(port.far_side.batches, batches);
    port.link.let_go();
  }
  stop = true;
  path.join();
  PacketBatch batch;
  (void)port.link.receive(batch);
  EXPECT_EQ(port.far_side.taken.size(), sent.load());
}

TEST(PortLink, RefusesWhatIsSentWhileNobodyIsAttached) {
  Port port;
  FarSide second;
  EXPECT_FALSE(port.link.attach(second));
  EXPECT_TRUE(port.link.detach(port.far_side));
  port.send(sample::udp_packet(4, 1, 2, 10));
  EXPECT_EQ(port.link.counts().dropped_refused, 1u);
  EXPECT_TRUE(port.far_side.taken.empty());
  EXPECT_TRUE(port.link.attach(second));
  EXPECT_TRUE(port.link.detach(second));
}

TEST(PortLink, DoesNotWaitForTheThreadThatLetsGo) {
  Port port;
  const exec::Quiescence::Section on_a_path;
  EXPECT_FALSE(port.link.detach(port.far_side));
}

TEST(PortLink, CutsWhatIsLargerThanTheFarSideTakes) {
  Port port;
  port.send(sample::tcp_packet(4, {.source_port = 1, .destination_port = 2}, 4000),
            {.checksum = ChecksumState::partial,
             .segmentation = Segmentation::tcp4,
             .segment_payload_bytes = 1400});
  EXPECT_EQ(port.far_side.taken.size(), 3u);
  port.send(sample::udp_packet(4, 1, 2, 2000));
  EXPECT_EQ(port.link.counts().dropped_too_long, 1u);
}

TEST(PortLink, CompletesTheLengthsThatALargeSendLeavesOpen) {
  for (const int version : {4, 6}) {
    Port port;
    const Bytes whole = sample::tcp_packet(version, {.source_port = 1, .destination_port = 2}, 4000);
    Bytes open = whole;
    open[version == 4 ? 2 : 4] = open[version == 4 ? 3 : 5] = 0;
    if (version == 4) open[10] = open[11] = 0;
    port.deliver(open, {.segmentation = version == 4 ? Segmentation::tcp4 : Segmentation::tcp6,
                        .segment_payload_bytes = 1400});
    PacketBatch batch;
    ASSERT_EQ(port.link.receive(batch), 1u);
    EXPECT_EQ(batch[0].offload.checksum, ChecksumState::partial);
    const std::uint32_t header = version == 4 ? 20 : 40;
    const Bytes received = bytes_of(batch[0]);
    EXPECT_TRUE(std::equal(whole.begin(), whole.begin() + header, received.begin()));
    EXPECT_EQ(batch[0].offload.checksum_start_bytes, header);
    EXPECT_EQ(batch[0].offload.checksum_offset_bytes, 16u);
  }
}

TEST(PortLink, PutsThePseudoHeadersSumWhereTheFarSideLeftAnything) {
  Port port;
  const Bytes whole = sample::udp_packet(4, 1, 2, 100);
  Bytes open = whole;
  open[26] = open[27] = 0xAB;
  port.deliver(open, {.checksum = ChecksumState::partial});
  PacketBatch batch;
  ASSERT_EQ(port.link.receive(batch), 1u);
  ASSERT_TRUE(wire::complete_partial_checksum(
      batch[0].bytes(), {batch[0].offload.checksum_start_bytes, batch[0].offload.checksum_offset_bytes}));
  EXPECT_EQ(bytes_of(batch[0]), whole);
}

TEST(PortLink, DropsWhatIsNotWhatItsOffloadSays) {
  Port port;
  Bytes bad = sample::udp_packet(4, 1, 2, 100);
  bad[0] = 0x25;
  port.deliver(bad, {.checksum = ChecksumState::partial});
  PacketBatch batch;
  EXPECT_EQ(port.link.receive(batch), 0u);
  EXPECT_EQ(port.link.counts().dropped_malformed, 1u);
}

TEST(PortLink, LosesNothingBetweenThreads) {
  Port port;
  constexpr std::uint32_t kPackets = 2000;
  std::thread deliverer([&] {
    for (std::uint32_t sent = 0; sent < kPackets;) {
      sent += port.deliver(sample::udp_packet(4, 1, 2, 10));
      if (port.link.waiting_packets() != 0) std::this_thread::yield();
    }
  });
  std::uint32_t received = 0;
  while (received < kPackets) {
    PacketBatch batch;
    received += port.link.receive(batch);
    if (batch.empty()) std::this_thread::yield();
  }
  deliverer.join();
  EXPECT_EQ(received, kPackets);
  EXPECT_EQ(port.link.counts().received_packets, kPackets);
}

}  // namespace
}  // namespace penstock::link
