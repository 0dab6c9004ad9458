// SPDX-License-Identifier: Apache-2.0
#include "link/memory_pair.h"

#include <mutex>
#include <utility>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "link/link_counters.h"
#include "link/packet_copy.h"
#include "link/segmenter.h"

namespace penstock::link {

// One direction. The lock is never held across the waker.
class MemoryPair::Wire {
 public:
  Wire(std::uint32_t packets_max, packet::PacketPool& pool) : packets_max_(packets_max), pool_(pool) {}

  packet::PacketPool& pool() { return pool_; }

  bool put(packet::PacketPtr packet) {
    packet::Waker* to_wake = nullptr;
    {
      std::lock_guard guard(lock_);
      if (waiting_.count() >= packets_max_) return false;
      if (waiting_.empty()) to_wake = waker_;
      waiting_.push_back(std::move(packet));
    }
    if (to_wake != nullptr) to_wake->wake();
    return true;
  }

  packet::PacketPtr take() {
    std::lock_guard guard(lock_);
    return waiting_.pop_front();
  }

  std::uint32_t count() const {
    std::lock_guard guard(lock_);
    return waiting_.count();
  }

  void set_waker(packet::Waker* waker) {
    std::lock_guard guard(lock_);
    waker_ = waker;
  }

 private:
  const std::uint32_t packets_max_;
  packet::PacketPool& pool_;
  mutable exec::Mutex lock_;
  packet::PacketChain waiting_;
  packet::Waker* waker_ = nullptr;
};

class MemoryPair::End final : public MemoryEnd {
 public:
  End(std::string name, const MemoryPairOptions& options, Wire& in, Wire& out)
      : name_(std::move(name)), options_(options), in_(in), out_(out) {}

  const std::string& name() const override { return name_; }
  std::uint32_t mtu_bytes() const override { return options_.mtu_bytes; }
  bool takes_super_packets() const override { return options_.super_packets; }

  std::uint32_t receive(packet::PacketBatch& batch) override {
    const std::int64_t now_ns = exec::runtime().now_ns();
    std::uint32_t added = 0;
    while (!batch.full()) {
      packet::PacketPtr packet = in_.take();
      if (packet == nullptr) break;
      packet->arrived_ns = now_ns;
      counters_.received(packet->size_bytes());
      batch.push_back(std::move(packet));
      ++added;
    }
    return added;
  }

  void send(packet::PacketBatch& batch) override {
    for (std::uint32_t i = 0; i < batch.count(); ++i) send_one(batch.take(i));
    batch.reset();
  }

  void set_waker(packet::Waker* waker) override { in_.set_waker(waker); }
  std::uint32_t waiting_packets() const override { return in_.count(); }
  LinkCounts counts() const override { return counters_.read(); }

 private:
  void send_one(packet::PacketPtr packet) {
    const bool super = packet->offload.segmentation != packet::Segmentation::none;
    if (options_.super_packets && super) return cross(*packet);
    if (packet->size_bytes() > options_.mtu_bytes && !super) return counters_.too_long.add(1);
    if (options_.super_packets) return cross(*packet);
    auto plain = cut(std::move(packet), options_.mtu_bytes, out_.pool());
    if (!plain.ok()) return count_drop(plain.fault());
    while (packet::PacketPtr piece = plain->pop_front()) cross(*piece);
  }

  void count_drop(CutFault fault) {
    if (fault == CutFault::no_buffer) return counters_.no_buffer.add(1);
    if (fault == CutFault::too_long) return counters_.too_long.add(1);
    counters_.malformed.add(1);
  }

  void cross(const packet::Packet& packet) {
    packet::PacketPtr there = packet_with_bytes(packet.bytes(), out_.pool());
    if (there == nullptr) return counters_.no_buffer.add(1);
    if (options_.super_packets) there->offload = packet.offload;
    if (!out_.put(std::move(there))) return counters_.refused.add(1);
    counters_.sent(packet.size_bytes());
  }

  const std::string name_;
  const MemoryPairOptions& options_;
  Wire& in_;
  Wire& out_;
  LinkCounters counters_;
};

MemoryPair::MemoryPair(MemoryPairOptions options, packet::PacketPool& left_pool,
                       packet::PacketPool& right_pool)
    : options_(std::move(options)),
      to_left_(std::make_unique<Wire>(options_.queue_packets_max, left_pool)),
      to_right_(std::make_unique<Wire>(options_.queue_packets_max, right_pool)),
      left_(std::make_unique<End>(options_.left_name, options_, *to_left_, *to_right_)),
      right_(std::make_unique<End>(options_.right_name, options_, *to_right_, *to_left_)) {}

MemoryPair::~MemoryPair() = default;

MemoryEnd& MemoryPair::left() { return *left_; }
MemoryEnd& MemoryPair::right() { return *right_; }

}  // namespace penstock::link
