// SPDX-License-Identifier: Apache-2.0
#include "splitter.h"

#include <algorithm>

#include "exec/runtime.h"
#include "wire/parse.h"

namespace penstock::app {
namespace {

using filter::Direction;

Direction opposite(Direction direction) {
  return direction == Direction::outbound ? Direction::inbound : Direction::outbound;
}

}  // namespace

class Splitter::End final : public link::Link {
 public:
  End(Splitter& splitter, Direction side, std::string name)
      : splitter_(splitter), side_(side), name_(std::move(name)) {}

  const std::string& name() const override { return name_; }
  std::uint32_t mtu_bytes() const override { return splitter_.capture_.mtu_bytes(); }
  bool takes_super_packets() const override { return true; }
  // One at a time: what is said without naming a packet is then about this one.
  std::uint32_t receive(packet::PacketBatch& batch) override {
    packet::PacketPtr packet = splitter_.take(side_);
    if (packet == nullptr) return 0;
    ++counts_.received_packets;
    counts_.received_bytes += packet->size_bytes();
    batch.push_back(std::move(packet));
    return 1;
  }
  void send(packet::PacketBatch& batch) override {
    for (std::uint32_t i = 0; i < batch.count(); ++i) counts_.sent_bytes += batch[i].size_bytes();
    counts_.sent_packets += batch.count();
    batch.clear();
  }
  link::LinkState state() const override {
    return splitter_.waiting_.empty() ? splitter_.capture_.state() : link::LinkState::open;
  }
  std::int64_t next_arrival_ns() const override {
    return splitter_.waiting_.empty() ? splitter_.capture_.next_arrival_ns() : 0;
  }
  link::LinkCounts counts() const override { return counts_; }

 private:
  Splitter& splitter_;
  const Direction side_;
  const std::string name_;
  link::LinkCounts counts_;
};

Splitter::Splitter(link::Link& capture, std::vector<wire::Prefix> local)
    : capture_(capture),
      local_(std::move(local)),
      ends_{std::make_unique<End>(*this, Direction::outbound, "local"),
            std::make_unique<End>(*this, Direction::inbound, "remote")} {}

Splitter::~Splitter() = default;

link::Link& Splitter::end(Direction of_what_it_gives) {
  return *ends_[static_cast<std::size_t>(of_what_it_gives)];
}

bool Splitter::look_ahead() {
  if (waiting_.empty()) {
    packet::PacketBatch batch;
    const std::uint32_t count = capture_.receive(batch);
    for (std::uint32_t i = 0; i < count; ++i) waiting_.push_back(batch.take(i));
    batch.reset();
    if (count == 0) return false;
  }
  if (!side_known_) {
    next_side_ = side_of(*waiting_.first());
    side_known_ = true;
  }
  return true;
}

packet::PacketPtr Splitter::take(Direction wanted) {
  if (!look_ahead() || next_side_ != wanted) return nullptr;
  side_known_ = false;
  packet::PacketPtr packet = waiting_.pop_front();
  packet->id = ++packets_;
  return packet;
}

bool Splitter::is_local(const wire::Address& address) const {
  return std::any_of(local_.begin(), local_.end(),
                     [&](const wire::Prefix& prefix) { return prefix.contains(address); });
}

Direction Splitter::side_of(const packet::Packet& packet) {
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = true});
  if (!parsed) return Direction::outbound;
  if (!local_.empty()) return is_local(parsed->source) ? Direction::outbound : Direction::inbound;
  if (parsed->is_icmp_error()) {
    const auto about = wire::embedded_flow(*parsed, packet.bytes());
    if (about.ok()) {  // it goes to where the packet it quotes came from
      const auto known = flows_.find(*about);
      if (known != flows_.end()) return opposite(known->second);
    }
  }
  if (parsed->fragment.fragment) {
    const wire::FlowKey datagram = wire::flow_key(*parsed);
    const auto known = flows_.find(datagram);
    if (known != flows_.end()) return known->second;
    const Direction side =
        parsed->fragment.first ? side_of_flow(wire::transport_key(*parsed)) : Direction::outbound;
    flows_.emplace(datagram, side);
    return side;
  }
  return side_of_flow(wire::flow_key(*parsed));
}

Direction Splitter::side_of_flow(const wire::FlowKey& key) {
  const auto [entry, first] = flows_.emplace(key, Direction::outbound);
  if (first) flows_.emplace(key.reversed(), Direction::inbound);
  return entry->second;
}

}  // namespace penstock::app
