// SPDX-License-Identifier: Apache-2.0
#include "path/tunnel_station.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>

#include "exec/runtime.h"
#include "exec/seeded_runtime.h"
#include "path/tunnel_path_fixture.h"
#include "testing/rule.h"

namespace penstock::path {
namespace {

using Numbers = std::vector<std::uint16_t>;

Numbers counting(std::uint16_t from, std::size_t count) {
  Numbers numbers(count);
  std::iota(numbers.begin(), numbers.end(), from);
  return numbers;
}

// A station that notes what it sees.
class Witness final : public Station {
 public:
  const char* name() const override { return "witness"; }
  void process(packet::PacketBatch& batch, Direction direction, Onward& onward) override {
    for (std::uint32_t i = 0; i < batch.count(); ++i) {
      packet::PacketPtr packet = batch.take(i);
      seen[static_cast<std::size_t>(direction)].push_back(
          TunnelPath::number_of(Bytes(packet->bytes().begin(), packet->bytes().end())));
      (direction == Direction::outbound ? onward.to_remote : onward.to_local).push_back(std::move(packet));
    }
    batch.reset();
  }
  void take_ready(Onward&) override {}
  void expire(std::int64_t) override {}
  Numbers seen[2];
};

TEST(TunnelInThePath, TakesWhatItsRoutesCoverAndPassesTheRest) {
  TunnelPath host;
  host.path.add_station(*host.station);
  host.send(1);
  host.turn_until_quiet();
  EXPECT_EQ(TunnelPath::received_at(host.world.right()), Numbers{1}) << "nothing is covered before the start";

  host.up();
  host.send(2);
  host.send(3, "198.51.100.1");
  host.turn_until_quiet();
  EXPECT_EQ(host.framed(), Numbers{2});
  EXPECT_EQ(TunnelPath::received_at(host.world.right()), Numbers{3});

  host.channel->disconnect();
  host.send(4);
  host.turn_until_quiet();
  EXPECT_EQ(TunnelPath::received_at(host.world.right()), Numbers{4});
  EXPECT_EQ(host.station->counts().offered, 1u);
}

TEST(TunnelInThePath, InjectsThroughTheStationsBeforeIt) {
  TunnelPath host;
  Witness before;
  Witness beyond;
  host.path.add_station(before);
  host.path.add_station(*host.station);
  host.path.add_station(beyond);
  host.up();
  host.send(1);
  host.answer(2);
  host.turn_until_quiet();
  EXPECT_EQ(before.seen[0], Numbers{1});
  EXPECT_EQ(before.seen[1], Numbers{2});
  EXPECT_TRUE(beyond.seen[0].empty());
  EXPECT_TRUE(beyond.seen[1].empty());
  EXPECT_EQ(TunnelPath::received_at(host.local.right()), Numbers{2});
}

// Keeps what comes in, as a callout may.
class Keeper final : public Station {
 public:
  const char* name() const override { return "keeper"; }
  void process(packet::PacketBatch& batch, Direction, Onward&) override {
    for (std::uint32_t i = 0; i < batch.count(); ++i) kept.push_back(batch.take(i));
    batch.reset();
  }
  void take_ready(Onward&) override {}
  void expire(std::int64_t) override {}
  std::vector<packet::PacketPtr> kept;
};

// What comes out lies in the interface's packets and not in the plug-in's slots.
class OfTheInterface : public ::testing::Test {
 protected:
  explicit OfTheInterface(bool takes_udp_segments = true) {
    host.station.reset();
    const tunnel::InterfacePackets interface {
      .pools = {small, big}, .takes_tcp_segments = true, .takes_udp_segments = takes_udp_segments
    };
    host.station =
        std::make_unique<TunnelStation>(host.channel, host.routes.covered(), host.idle, nullptr, &interface);
    host.path.add_station(before);
    host.path.add_station(*host.station);
    host.up();
  }
  void arrive_in_a_row(int datagrams) {
    Bytes frame = wire::sample::udp_packet(6, 7, 53, 100);
    frame.insert(frame.begin(), kFrameMark);
    for (int i = 0; i < datagrams; ++i) host.transport->arrive(frame);
    host.turn_until_quiet();
  }
  void no_slot_is_out() {
    for (const tunnel::Lane lane : {tunnel::Lane::send, tunnel::Lane::receive})
      EXPECT_EQ(host.channel->counts(lane).free, host.channel->counts(lane).size);
  }

  packet::PacketPool small{{.name = "small", .packets_max = 2, .face_bytes = 128}};
  packet::PacketPool big{{.name = "big", .packets_max = 1, .buffer_bytes = 70'000, .face_bytes = 128}};
  TunnelPath host;
  Keeper before;
};

TEST_F(OfTheInterface, PacketsAreKeptWithoutASlot) {
  host.answer(1);
  host.turn_until_quiet();
  host.answer(2);
  host.turn_until_quiet();
  ASSERT_EQ(before.kept.size(), 2u);
  EXPECT_EQ(&before.kept[0]->pool(), &small);
  const auto bytes = before.kept[1]->bytes();
  EXPECT_EQ(TunnelPath::number_of(Bytes(bytes.begin(), bytes.end())), 2);
  no_slot_is_out();
}

TEST_F(OfTheInterface, NeighboursOfAFlowAreOneSuperPacket) {
  arrive_in_a_row(3);
  ASSERT_EQ(before.kept.size(), 1u);
  EXPECT_EQ(&before.kept[0]->pool(), &big);
  EXPECT_EQ(before.kept[0]->offload.segmentation, packet::Segmentation::udp);
  EXPECT_EQ(host.channel->counts().inbound.injected_packets, 3u);
  no_slot_is_out();
}

class OfAnInterfaceOfStreams : public OfTheInterface {
 protected:
  OfAnInterfaceOfStreams() : OfTheInterface(false) {}
};

TEST_F(OfAnInterfaceOfStreams, DatagramsStayWhatTheyAre) {
  arrive_in_a_row(2);
  ASSERT_EQ(before.kept.size(), 2u);
  EXPECT_EQ(before.kept[0]->offload.segmentation, packet::Segmentation::none);
}

TEST_F(OfTheInterface, PacketsThatFindNoBufferAreCounted) {
  const packet::PacketPtr all = big.allocate();
  for (std::uint16_t number = 1; number <= 3; ++number) host.answer(number);
  host.turn_until_quiet();
  EXPECT_EQ(before.kept.size(), 2u);
  const tunnel::InboundCounts counts = host.channel->counts().inbound;
  EXPECT_EQ(counts.dropped_no_buffer, 1u);
  EXPECT_EQ(counts.injected_packets, 2u);
  EXPECT_EQ(counts.packets_handed_over, 3u);
  no_slot_is_out();
}

TEST(TunnelInThePath, KeepsOrderAndLosesNothingEitherWay) {
  RULE("N-THR-6");
  TunnelPath host({.send_slots = 16, .wire_slots = 4, .backlog_packets_max = 8});
  host.path.add_station(*host.station);
  host.up();
  std::uint16_t next = 1;
  Numbers out;
  Numbers in;
  for (std::uint32_t round = 0; round < 100; ++round) {
    for (std::uint32_t i = 0; i < 1 + round % 37; ++i) {
      out.push_back(next);
      in.push_back(next);
      host.send(next);
      host.answer(next++);
    }
    if (round % 3 == 0) host.turn_until_quiet();
  }
  host.turn_until_quiet();
  EXPECT_EQ(host.framed(), out);
  EXPECT_EQ(TunnelPath::received_at(host.local.right()), in);
  const tunnel::ChannelCounts counts = host.channel->counts();
  EXPECT_EQ(counts.outbound.offered_packets, out.size());
  EXPECT_EQ(counts.outbound.frames_sent, out.size());
  EXPECT_EQ(counts.inbound.units_received, in.size());
  EXPECT_EQ(counts.inbound.injected_packets, in.size());
}

TEST(TunnelInThePath, LeavesPacketsWhereTheyWereReadWhileItIsFull) {
  TunnelPath host({.send_slots = 4, .backlog_packets_max = 8}, tunnel::TransportKind::stream);
  host.path.add_station(*host.station);
  host.up();
  host.transport->set_room(0);
  for (std::uint16_t number = 1; number <= 500; ++number) host.send(number);
  host.turn_until_quiet();
  EXPECT_TRUE(host.framed().empty());
  EXPECT_FALSE(host.station->takes(Direction::outbound));
  EXPECT_TRUE(host.station->takes(Direction::inbound));
  EXPECT_GE(host.local.left().waiting_packets(), 500u - 2 * packet::kBatchPacketsMax)
      << "they wait on the wire";
  EXPECT_EQ(host.station->counts().dropped, 0u);

  host.answer(7);
  host.turn_until_quiet();
  EXPECT_EQ(TunnelPath::received_at(host.local.right()), Numbers{7}) << "the other direction goes on";

  host.transport->set_room(1'000'000);
  host.turn_until_quiet();
  EXPECT_EQ(host.framed(), counting(1, 500));
}

TEST(TunnelInThePath, DropsAndCountsWhatWaitedWhenTheConnectionEnded) {
  RULE("N-THR-6");
  TunnelPath host({.send_slots = 4, .backlog_packets_max = 8}, tunnel::TransportKind::stream);
  host.path.add_station(*host.station);
  host.up();
  host.transport->set_room(0);
  for (std::uint16_t number = 1; number <= 100; ++number) host.send(number);
  host.turn_until_quiet();
  host.channel->disconnect();
  host.turn_until_quiet();
  EXPECT_TRUE(host.station->takes(Direction::outbound));
  const TunnelStationCounts counts = host.station->counts();
  const tunnel::OutboundCounts outbound = host.channel->counts().outbound;
  EXPECT_EQ(counts.offered + counts.dropped, 100u);
  EXPECT_EQ(counts.offered, outbound.frames_sent + outbound.dropped_disconnected + outbound.frames_abandoned +
                                outbound.returned_unsent);
}

// The path runs on a thread of its own, with a spare one.
class RunningPath {
 public:
  explicit RunningPath(TunnelPath& host) : host_(host) {
    host.local.left().set_waker(&host.idle);
    main_ = exec::runtime().spawn("path", [&] { host.path.run(); });
    spare_ = exec::runtime().spawn("spare", [&] { host.path.run_spare(); });
  }
  ~RunningPath() {
    host_.path.request_stop();
    exec::runtime().join(main_);
    exec::runtime().join(spare_);
    host_.local.left().set_waker(nullptr);
  }

 private:
  TunnelPath& host_;
  exec::ThreadId main_ = 0;
  exec::ThreadId spare_ = 0;
};

// The plug-in that waits in Encapsulate for what only a Decapsulate can bring.
// Steps of the runtime in ten quiet seconds, and how many packets came in while an Encapsulate blocked after them.
struct AfterARest {
  std::uint64_t quiet_steps = 0;
  Numbers came_in;
};

AfterARest block_after_a_rest(std::uint64_t seed) {
  exec::SeededRuntime runtime({.seed = seed});
  exec::RuntimeScope scope(runtime);
  AfterARest seen;
  TunnelPath host({.keep_alive_idle_ns = 0});
  host.path.add_station(*host.station);
  bool blocked = true;
  const auto encapsulate = host.plug_in->on_encapsulate;
  host.plug_in->on_encapsulate = [&](tunnel::Channel& channel, tunnel::SlotList& packets,
                                     tunnel::SlotList& frames) {
    runtime.park(
        &blocked, [&] { return blocked; }, exec::kForever);
    return encapsulate(channel, packets, frames);
  };
  host.up();
  RunningPath running(host);
  runtime.sleep_until(runtime.now_ns() + 1'000'000'000);
  const std::uint64_t steps = runtime.steps();
  runtime.sleep_until(runtime.now_ns() + 10'000'000'000);
  seen.quiet_steps = runtime.steps() - steps;
  host.send(1);
  host.answer(2);
  host.idle.wake();
  runtime.sleep_until(runtime.now_ns() + 100'000'000);
  seen.came_in = TunnelPath::received_at(host.local.right());
  blocked = false;
  runtime.unpark_all(&blocked);
  runtime.sleep_until(runtime.now_ns() + 100'000'000);
  return seen;
}

// A look every five milliseconds would be two thousand.
TEST(TunnelInThePath, TheSpareThreadRestsWhileNothingMovesAndIsThereWhenACallbackBlocks) {
  RULE("N-THR-3");
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const AfterARest seen = block_after_a_rest(seed);
    EXPECT_LT(seen.quiet_steps, 200u) << "seed " << seed;
    EXPECT_EQ(seen.came_in, Numbers{2}) << "seed " << seed;
  }
}

TEST(TunnelInThePath, ABlockingEncapsulateDoesNotStopTheOtherDirection) {
  RULE("N-THR-3");
  TunnelPath host;
  host.path.add_station(*host.station);
  std::atomic<bool> answered{false};
  const auto encapsulate = host.plug_in->on_encapsulate;
  const auto decapsulate = host.plug_in->on_decapsulate;
  host.plug_in->on_encapsulate = [&](tunnel::Channel& channel, tunnel::SlotList& packets,
                                     tunnel::SlotList& frames) {
    while (!answered.load()) {
      exec::runtime().park(
          &answered, [&] { return !answered.load(); }, exec::kForever);
    }
    return encapsulate(channel, packets, frames);
  };
  host.plug_in->on_decapsulate = [&](tunnel::Channel& channel, tunnel::SlotHandle& unit,
                                     tunnel::SlotList& packets, tunnel::SlotList& control) {
    answered.store(true);
    exec::runtime().unpark_all(&answered);
    return decapsulate(channel, unit, packets, control);
  };
  host.up();
  std::atomic<bool> arrived{false};
  class Arrival final : public packet::Waker {
   public:
    explicit Arrival(std::atomic<bool>& told) : told_(told) {}
    void wake() override {
      told_.store(true);
      exec::runtime().unpark_all(&told_);
    }

   private:
    std::atomic<bool>& told_;
  } arrival(arrived);
  host.local.right().set_waker(&arrival);
  host.answer(2);
  {
    RunningPath running(host);
    host.send(1);
    while (!arrived.load() || host.transport->sent_frames().empty()) {
      exec::runtime().sleep_until(exec::runtime().now_ns() + 1'000'000);
    }
  }
  host.local.right().set_waker(nullptr);
  EXPECT_EQ(host.framed(), Numbers{1});
  EXPECT_EQ(TunnelPath::received_at(host.local.right()), Numbers{2});
}

}  // namespace
}  // namespace penstock::path
