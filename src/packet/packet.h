// SPDX-License-Identifier: Apache-2.0
// One packet: a descriptor, and bytes with room in front. The bytes are the packet's own, or a parent's
// when it is a clone: a clone describes the same bytes and keeps its parent alive. A super-packet is one
// packet with a segment size; it is cut as late as possible. A few bytes of every descriptor are set aside
// for one foreign face (sized when the pool is made), which is built when somebody foreign first looks.
//
// Threads: a packet belongs to one holder at a time; references and release() from any thread.
// Memory: from a PacketPool, to which the last release() returns it. Nothing is allocated on the way.
// Errors: moving the front beyond the room that is there is refused.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace penstock::packet {

class PacketPool;

// What is still to be done to, or is known of, a packet's checksums and segments (as virtio_net_hdr tells).
enum class ChecksumState : std::uint8_t {
  unknown,   // as read: not looked at
  verified,  // somebody below vouches for it
  partial,   // to be summed from checksum_start and stored at checksum_start + checksum_offset
};
enum class Segmentation : std::uint8_t { none, tcp4, tcp6, udp };

struct Offload {
  ChecksumState checksum = ChecksumState::unknown;
  Segmentation segmentation = Segmentation::none;
  bool coalesced = false;  // many small packets were merged into this one on arrival (not one large send)
  std::uint16_t segment_payload_bytes = 0;
  std::uint16_t checksum_start_bytes = 0;   // from the first byte of the packet
  std::uint16_t checksum_offset_bytes = 0;  // from checksum_start
};

// Where the headers end, as the last reader parsed them. Counted from the first header's first byte.
struct HeaderMarks {
  std::uint8_t ip_version = 0;  // 4, 6; 0 before anybody parsed
  std::uint8_t protocol = 0;    // the upper protocol
  bool fragment = false;
  bool first_fragment = false;
  std::uint16_t network_bytes = 0;    // IP header, options and extension headers
  std::uint16_t transport_bytes = 0;  // 0 where there is none
};

// Something reference-counted that travels with a packet and with its clones: its history.
class Attachment {
 public:
  void add_reference() { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

 protected:
  virtual ~Attachment() = default;

 private:
  std::atomic<std::uint32_t> references_{1};
};

class Packet {
 public:
  std::uint8_t* data() { return data_; }
  const std::uint8_t* data() const { return data_; }
  std::uint32_t size_bytes() const { return size_bytes_; }
  std::span<std::uint8_t> bytes() { return {data_, size_bytes_}; }
  std::span<const std::uint8_t> bytes() const { return {data_, size_bytes_}; }
  std::uint8_t* storage() { return storage_; }
  std::uint32_t storage_bytes() const { return storage_bytes_; }
  std::uint32_t headroom_bytes() const { return static_cast<std::uint32_t>(data_ - storage_); }
  std::uint32_t tailroom_bytes() const { return storage_bytes_ - headroom_bytes() - size_bytes_; }

  // Each is refused (false) when the room is not there.
  bool push_front(std::uint32_t count_bytes);
  bool pull_front(std::uint32_t count_bytes);
  bool set_size(std::uint32_t size_bytes);

  // A clone shares its parent's bytes; a packet with clones or references is shared too.
  Packet* parent() const { return parent_; }
  bool shared() const { return parent_ != nullptr || references_.load(std::memory_order_acquire) > 1; }

  void add_reference() { references_.fetch_add(1, std::memory_order_relaxed); }
  void release();
  std::uint32_t references() const { return references_.load(std::memory_order_relaxed); }

  // Takes a reference; nullptr takes it off.
  void set_attachment(Attachment* attachment);
  Attachment* attachment() const { return attachment_; }

  // The foreign face: face_built tells whether its owner has been here since the packet was allocated.
  // The owner of the face is told when the packet goes back (PoolOptions::retire_face).
  std::byte* face() { return reinterpret_cast<std::byte*>(this) + kFaceOffset; }
  PacketPool& pool() const { return *pool_; }

  Packet* next = nullptr;  // for whoever holds it: chains, queues
  Offload offload;
  HeaderMarks marks;
  std::uint8_t link = 0;  // the port of the path it arrived at
  std::uint16_t reserved = 0;
  std::uint32_t flow_hash = 0;  // symmetric; 0 before anybody computed it
  std::uint64_t id = 0;         // number within the run: names it in traces and captures
  std::int64_t arrived_ns = 0;

  static constexpr std::size_t kFaceOffset = 128;

 private:
  friend class PacketPool;
  Packet() = default;
  ~Packet() = default;

  std::uint8_t* data_ = nullptr;
  // From here on, with face_built, a second cache line: what release() reads. The thread that gives a
  // packet back does not fetch the first.
  std::uint8_t* storage_ = nullptr;
  std::uint32_t size_bytes_ = 0;
  std::uint32_t storage_bytes_ = 0;
  PacketPool* pool_ = nullptr;
  Packet* parent_ = nullptr;
  Attachment* attachment_ = nullptr;
  std::atomic<std::uint32_t> references_{0};

 public:
  bool face_built = false;
};
static_assert(sizeof(Packet) <= Packet::kFaceOffset);

struct ReleasePacket {
  void operator()(Packet* packet) const { packet->release(); }
};
// An owner's hold on a packet (one reference).
using PacketPtr = std::unique_ptr<Packet, ReleasePacket>;

}  // namespace penstock::packet
