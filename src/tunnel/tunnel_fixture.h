// SPDX-License-Identifier: Apache-2.0
// What tests of a channel stand on: a plug-in of closures, a transport in memory, a host that writes down
// what it is asked, and a connection made of these in one line.
//
// Threads: as the test's; the memory transport has a lock of its own.
// Memory: the fixture outlives its channel.
// Errors: none.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "exec/mutex.h"
#include "packet/pool.h"
#include "testing/rule.h"
#include "tunnel/channel.h"
#include "wire/sample_packets.h"

namespace penstock::tunnel {

using Bytes = std::vector<std::uint8_t>;

inline constexpr Answer kGood{};
inline constexpr Answer kBad{.code = -7};

// Each function does what the test says, or nothing.
class ScriptedPlugIn final : public PlugIn, public ReconnectTransport {
 public:
  std::function<Answer(Channel&)> on_connect;
  std::function<Answer(Channel&)> on_disconnect;
  std::function<Answer(Channel&, SlotRef&)> on_keep_alive;
  std::function<Answer(Channel&, SlotList&, SlotList&)> on_encapsulate;
  std::function<Answer(Channel&, SlotHandle&, SlotList&, SlotList&)> on_decapsulate;
  std::function<Answer(Channel&, ForeignObject*)> on_reconnect;
  BurstCallbacks* burst = nullptr;

  Answer connect(Channel& channel) override { return on_connect ? on_connect(channel) : kGood; }
  Answer disconnect(Channel& channel) override {
    if (on_disconnect) return on_disconnect(channel);
    EXPECT_TRUE(channel.stop().ok());
    return kGood;
  }
  Answer keep_alive_payload(Channel& channel, SlotRef& payload) override {
    return on_keep_alive ? on_keep_alive(channel, payload) : kGood;
  }
  Answer encapsulate(Channel& channel, SlotList& packets, SlotList& encapsulated) override {
    return on_encapsulate ? on_encapsulate(channel, packets, encapsulated) : kGood;
  }
  Answer decapsulate(Channel& channel, SlotHandle& unit, SlotList& packets, SlotList& control) override {
    return on_decapsulate ? on_decapsulate(channel, unit, packets, control) : kGood;
  }
  Answer reconnect_transport(Channel& channel, ForeignObject* context) override {
    return on_reconnect(channel, context);
  }
  BurstCallbacks* burst_callbacks() override { return burst; }
  ReconnectTransport* reconnect_transport() override { return on_reconnect ? this : nullptr; }
};

class ScriptedBursts final : public BurstCallbacks {
 public:
  std::function<Answer(std::span<BurstUnit>, SlotList&)> on_encapsulate;
  std::function<Answer(std::span<BurstUnit>, SlotList&, SlotList&)> on_decapsulate;

  Answer encapsulate_burst(Channel&, std::span<BurstUnit> packets, SlotList& encapsulated) override {
    return on_encapsulate(packets, encapsulated);
  }
  Answer decapsulate_burst(Channel&, std::span<BurstUnit> units, SlotList& decapsulated,
                           SlotList& control) override {
    return on_decapsulate(units, decapsulated, control);
  }
};

class MemoryTransport final : public Transport {
 public:
  explicit MemoryTransport(TransportKind kind = TransportKind::datagram) : kind_(kind) {}

  TransportKind kind() const override { return kind_; }
  TransportState state() const override { return state_.load(); }
  SendOutcome send(std::span<const Frame> frames) override {
    std::lock_guard hold(lock_);
    SendOutcome outcome;
    ++send_calls;
    for (const Frame frame : frames) {
      if (room == 0 || state_ != TransportState::connected) return outcome;
      ++outcome.done;
      if (frame.size() > datagram_max) {
        ++outcome.refused;
        continue;
      }
      --room;
      sent.emplace_back(frame.begin(), frame.end());
    }
    return outcome;
  }
  bool flush() override {
    std::lock_guard hold(lock_);
    return room != 0;
  }
  std::uint32_t receive(std::vector<Unit>& units, std::uint32_t units_max) override {
    std::lock_guard hold(lock_);
    shown_.clear();
    while (!inbox.empty() && shown_.size() < units_max) {
      shown_.push_back(std::move(inbox.front()));
      inbox.pop_front();
    }
    for (Bytes& one : shown_) units.emplace_back(one);
    return static_cast<std::uint32_t>(shown_.size());
  }
  void take_over() override { ++taken_over; }
  void close() override {
    state_ = TransportState::closed;
    ++closed;
  }
  std::string describe() const override { return "memory"; }

  void set_state(TransportState state) { state_ = state; }
  void arrive(Bytes unit) {
    std::lock_guard hold(lock_);
    inbox.push_back(std::move(unit));
  }
  void set_room(std::uint32_t frames) {
    std::lock_guard hold(lock_);
    room = frames;
  }
  std::vector<Bytes> sent_frames() const {
    std::lock_guard hold(lock_);
    return sent;
  }
  Bytes sent_bytes() const {
    Bytes all;
    for (const Bytes& frame : sent_frames()) all.insert(all.end(), frame.begin(), frame.end());
    return all;
  }

  std::size_t datagram_max = 65507;
  std::atomic<int> taken_over{0};
  std::atomic<int> closed{0};
  int send_calls = 0;

 private:
  const TransportKind kind_;
  std::atomic<TransportState> state_{TransportState::unconnected};
  mutable exec::Mutex lock_;
  std::uint32_t room = 1'000'000;
  std::vector<Bytes> sent;
  std::deque<Bytes> inbox;
  std::vector<Bytes> shown_;
};

class RecordingHost final : public InterfaceHost {
 public:
  Result<void> raise(const NetworkPlan& plan) override {
    if (refuse) return Fault::refused_by_host;
    ++raised;
    up = plan;
    return {};
  }
  Result<void> change(const NetworkPlan& plan) override {
    ++changed;
    up = plan;
    return {};
  }
  void lower() override {
    ++lowered;
    up.reset();
  }
  bool refuse = false;
  int raised = 0;
  int changed = 0;
  int lowered = 0;
  std::optional<NetworkPlan> up;
};

// A tag that somebody else made.
class Tag final : public ForeignObject {
 public:
  void add_reference() override { ++references; }
  void release() override { --references; }
  const void* identity() const override { return this; }
  std::atomic<int> references{0};
};

inline StartRequest simple_start(std::uint32_t mtu_bytes = 1400, std::uint32_t frame_bytes_max = 1500) {
  StartRequest request;
  request.network.ipv4_addresses = {"10.1.2.3"};
  request.network.mtu_bytes = mtu_bytes;
  request.network.frame_bytes_max = frame_bytes_max;
  return request;
}

inline Bytes ip_packet_of(std::size_t size_bytes, std::uint8_t fill = 0) {
  wire::sample::Packet body(size_bytes - wire::kIpv4HeaderBytes, fill);
  return wire::sample::ip_packet(4, 99, body);
}

class Tunnel {
 public:
  explicit Tunnel(ChannelOptions options = {}) {
    options.ledger = &ledger;
    options.host = &host;
    options.send_slots = options.send_slots == 2048 ? 8 : options.send_slots;
    options.receive_slots = options.receive_slots == 2048 ? 8 : options.receive_slots;
    options.wire_slots = 4;
    channel = Channel::make(options);
    plug_in->on_connect = [this](Channel&) {
      EXPECT_TRUE(channel->associate(transport).ok());
      transport->set_state(TransportState::connected);
      EXPECT_TRUE(channel->start(start).ok());
      return kGood;
    };
  }
  ~Tunnel() { channel->disconnect(); }

  DialResult connect() { return channel->connect(plug_in); }
  void up() { ASSERT_TRUE(connect().connected); }

  void offer(const Bytes& bytes) {
    packet::PacketBatch batch;
    batch.push_back(packet_of(bytes));
    channel->offer(batch);
    EXPECT_TRUE(batch.empty());
  }
  packet::PacketPtr packet_of(const Bytes& bytes) {
    packet::PacketPtr packet = packets.allocate();
    EXPECT_TRUE(packet != nullptr && packet->set_size(static_cast<std::uint32_t>(bytes.size())));
    std::copy(bytes.begin(), bytes.end(), packet->data());
    return packet;
  }
  void send(const Bytes& bytes) {
    offer(bytes);
    channel->run_outbound();
  }
  void arrive(Bytes bytes) {
    transport->arrive(std::move(bytes));
    channel->run_inbound();
  }
  std::vector<Bytes> injected() {
    std::vector<Bytes> all;
    packet::PacketBatch batch;
    while (channel->take_injected(batch) != 0) {
      for (std::uint32_t index = 0; index < batch.count(); ++index) {
        all.emplace_back(batch[index].bytes().begin(), batch[index].bytes().end());
      }
      batch.clear();
    }
    return all;
  }
  SlotRef request(Lane lane = Lane::send) {
    auto slot = channel->request(lane, PENSTOCK_CALLER);
    EXPECT_TRUE(slot.ok());
    return slot.ok() ? std::move(slot).value() : SlotRef();
  }
  PoolCounts send_counts() const { return channel->counts(Lane::send); }
  PoolCounts receive_counts() const { return channel->counts(Lane::receive); }

  packet::PacketPool packets{{.packets_max = 700, .clones_max = 8, .buffer_bytes = 70000}};
  packet::Ledger ledger;
  RecordingHost host;
  StartRequest start = simple_start();
  std::shared_ptr<ScriptedPlugIn> plug_in = std::make_shared<ScriptedPlugIn>();
  std::shared_ptr<MemoryTransport> transport = std::make_shared<MemoryTransport>();
  std::shared_ptr<Channel> channel;
};

inline std::uint64_t sum_of(const PoolCounts& counts) {
  return counts.free + counts.leased + counts.listed + counts.queued + counts.in_flight;
}

// Fills a leased slot.
inline void fill(SlotHandle& slot, const Bytes& bytes) {
  ASSERT_TRUE(slot.set_length(static_cast<std::uint32_t>(bytes.size())).ok());
  std::copy(bytes.begin(), bytes.end(), *slot.data());
}

inline Bytes bytes_of(const SlotHandle& slot) {
  if (!slot.data().ok()) return {};
  return {*slot.data(), *slot.data() + *slot.length_bytes()};
}

}  // namespace penstock::tunnel
