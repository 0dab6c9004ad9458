// SPDX-License-Identifier: Apache-2.0
#include "packet/pool.h"

#include <sanitizer/asan_interface.h>

#include <cstring>
#include <new>
#include <utility>

#include "base/assert.h"
#include "packet/mapped_region.h"
#include "packet/stockroom.h"

namespace penstock::packet {
namespace {

constexpr std::size_t kLineBytes = 64;

constexpr std::size_t whole_lines(std::size_t size_bytes) {
  return (size_bytes + kLineBytes - 1) / kLineBytes * kLineBytes;
}

// An odd number of cache lines: with 2048 bytes from one buffer to the next, the headers of all packets
// would share two sets of the first-level cache. The line over is never anybody's: a red zone under ASan.
constexpr std::size_t buffer_stride(std::size_t buffer_bytes) {
  return (whole_lines(buffer_bytes) / kLineBytes | 1) * kLineBytes;
}

}  // namespace

struct PacketPool::State {
  explicit State(const PoolOptions& options)
      : buffer_stride_bytes(buffer_stride(options.buffer_bytes)),
        descriptor_stride_bytes(whole_lines(Packet::kFaceOffset + options.face_bytes)),
        buffers(buffer_stride_bytes * options.packets_max),
        descriptors(descriptor_stride_bytes * (std::size_t{options.packets_max} + options.clones_max)),
        packets(options.packets_max),
        clones(options.clones_max) {}

  Packet* make_descriptor(std::size_t index) {
    return new (descriptors.data() + index * descriptor_stride_bytes) Packet;
  }

  const std::size_t buffer_stride_bytes;
  const std::size_t descriptor_stride_bytes;
  MappedRegion buffers;
  MappedRegion descriptors;
  Stockroom packets;
  Stockroom clones;
  std::atomic<std::uint64_t> exhausted{0};
};

PacketPool::PacketPool(PoolOptions options) : options_(std::move(options)) {
  PENSTOCK_ASSERT(options_.headroom_bytes <= options_.buffer_bytes);
  state_ = std::make_unique<State>(options_);
  // From the last to the first, so that the first is taken first and a pool hardly used stays small.
  for (std::uint32_t left = options_.clones_max; left > 0; --left) {
    Packet* clone = state_->make_descriptor(std::size_t{options_.packets_max} + left - 1);
    clone->pool_ = this;
    state_->clones.give(clone);
  }
  for (std::uint32_t left = options_.packets_max; left > 0; --left) {
    Packet* packet = state_->make_descriptor(left - 1);
    packet->pool_ = this;
    packet->storage_ =
        reinterpret_cast<std::uint8_t*>(state_->buffers.data() + (left - 1) * state_->buffer_stride_bytes);
    packet->storage_bytes_ = options_.buffer_bytes;
    state_->packets.give(packet);
  }
  flush_this_thread();
  ASAN_POISON_MEMORY_REGION(state_->buffers.data(), state_->buffers.size_bytes());
}

PacketPool::~PacketPool() {
  const PoolCounts left = counts();
  PENSTOCK_ASSERT(left.out == 0 && left.clones_out == 0);
  ASAN_UNPOISON_MEMORY_REGION(state_->buffers.data(), state_->buffers.size_bytes());
}

// Everything before data_ starts as zero: three wide stores instead of a dozen narrow ones.
inline void PacketPool::make_new(Packet& packet) const {
  static_assert(ChecksumState{} == ChecksumState::unknown && Segmentation{} == Segmentation::none);
  const auto zeroed_bytes =
      reinterpret_cast<std::byte*>(&packet.data_) - reinterpret_cast<std::byte*>(&packet);
  std::memset(static_cast<void*>(&packet), 0, static_cast<std::size_t>(zeroed_bytes));
  packet.data_ = packet.storage_ + options_.headroom_bytes;
  packet.size_bytes_ = 0;
  packet.references_.store(1, std::memory_order_relaxed);
  ASAN_UNPOISON_MEMORY_REGION(packet.storage_, packet.storage_bytes_);
}

PacketPtr PacketPool::allocate() {
  Packet* packet = state_->packets.take();
  if (packet == nullptr) [[unlikely]] {
    state_->exhausted.fetch_add(1, std::memory_order_relaxed);
    return nullptr;
  }
  make_new(*packet);
  return PacketPtr(packet);
}

std::uint32_t PacketPool::allocate_bulk(Packet** packets, std::uint32_t count) {
  const std::uint32_t taken = state_->packets.take_bulk(packets, count);
  if (taken < count) state_->exhausted.fetch_add(1, std::memory_order_relaxed);
  for (std::uint32_t i = 0; i < taken; ++i) make_new(*packets[i]);
  return taken;
}

PacketPtr PacketPool::clone(Packet& original) {
  PENSTOCK_ASSERT(original.pool_ == this);
  Packet* copy = state_->clones.take();
  if (copy == nullptr) [[unlikely]] {
    state_->exhausted.fetch_add(1, std::memory_order_relaxed);
    return nullptr;
  }
  // The owner of the bytes, so that a chain of clones never grows deep and releasing never recurses far.
  copy->parent_ = original.parent_ != nullptr ? original.parent_ : &original;
  copy->parent_->add_reference();
  copy->next = nullptr;
  copy->offload = original.offload;
  copy->marks = original.marks;
  copy->link = original.link;
  copy->reserved = 0;
  copy->flow_hash = original.flow_hash;
  copy->id = original.id;
  copy->arrived_ns = original.arrived_ns;
  copy->data_ = original.data_;
  copy->size_bytes_ = original.size_bytes_;
  copy->storage_ = original.storage_;
  copy->storage_bytes_ = original.storage_bytes_;
  copy->references_.store(1, std::memory_order_relaxed);
  copy->set_attachment(original.attachment_);
  return PacketPtr(copy);
}

void PacketPool::take_back(Packet& packet) {
  if (packet.face_built || packet.attachment_ != nullptr || packet.parent_ != nullptr) [[unlikely]] {
    return undress_and_take_back(packet);
  }
  packet.references_.store(0, std::memory_order_relaxed);
  ASAN_POISON_MEMORY_REGION(packet.storage_, packet.storage_bytes_);
  state_->packets.give(&packet);
}

void PacketPool::undress_and_take_back(Packet& packet) {
  if (packet.face_built && options_.keep != nullptr && packet.parent_ == nullptr) {
    packet.set_attachment(nullptr);
    make_new(packet);
    return options_.keep(packet);
  }
  if (packet.face_built && options_.retire_face != nullptr) options_.retire_face(packet);
  packet.face_built = false;
  packet.set_attachment(nullptr);
  Packet* parent = std::exchange(packet.parent_, nullptr);
  if (parent == nullptr) return take_back(packet);
  packet.references_.store(0, std::memory_order_relaxed);
  state_->clones.give(&packet);
  parent->release();
}

PoolCounts PacketPool::counts() const {
  PoolCounts counts;
  counts.out = options_.packets_max - state_->packets.count();
  counts.clones_out = options_.clones_max - state_->clones.count();
  counts.exhausted = state_->exhausted.load(std::memory_order_relaxed);
  return counts;
}

void PacketPool::flush_this_thread() {
  state_->packets.flush_this_thread();
  state_->clones.flush_this_thread();
}

}  // namespace penstock::packet
