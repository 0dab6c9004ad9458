// SPDX-License-Identifier: Apache-2.0
// One queue of a TUN device. A read gathers into a small packet and, behind it, into a big one: an ordinary
// packet stays where it is and costs a small buffer; of a super-packet only its beginning is copied to the
// front of the big one. A write passes super-packets and partial checksums on where the device takes them,
// and cuts and completes them here where it does not; neighbours of one flow leave as one super-packet.
//
// Threads: one at a time for each queue; different queues at once.
// Memory: received packets come from the two pools (which may be one); segments cut here from the small one.
// Errors: EAGAIN and every other refusal of a write count dropped_refused; a device that went away makes the
//   state `failed`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "link/coalescer.h"
#include "link/descriptor.h"
#include "link/link.h"
#include "link/link_counters.h"
#include "link/packet_pools.h"
#include "link/segmenter.h"
#include "link/virtio_header.h"

struct iovec;

namespace penstock::link {

// What the device and we agreed on. Without the header there is nothing else.
struct TunFeatures {
  bool virtio_header = true;
  bool checksum = true;      // the kernel may leave checksums to us
  bool tcp_segments = true;  // and large TCP sends
  bool udp_segments = true;  // and large UDP sends; since Linux 6.2
  bool coalesce = true;      // of ours: packets that were large sends are written as such again
  friend bool operator==(const TunFeatures&, const TunFeatures&) = default;
};

class TunLink final : public Link {
 public:
  // `queue` is non-blocking and attached. Made by TunDevice.
  TunLink(std::string name, Descriptor queue, TunFeatures features, std::uint32_t mtu_bytes,
          PacketPools pools);

  const std::string& name() const override { return name_; }
  std::uint32_t mtu_bytes() const override { return mtu_bytes_; }
  bool takes_super_packets() const override { return features_.virtio_header && features_.tcp_segments; }
  bool takes_datagram_super_packets() const override {
    return features_.virtio_header && features_.udp_segments;
  }
  std::uint32_t receive(packet::PacketBatch& batch) override;
  void send(packet::PacketBatch& batch) override;
  int descriptor() const override { return queue_.get(); }
  LinkState state() const override { return state_; }
  LinkCounts counts() const override { return counters_.read(); }

 private:
  struct ReadBuffers;
  enum class ReadResult : std::uint8_t { packet, dropped, nothing };

  ReadResult read_one(ReadBuffers& buffers, packet::PacketPtr& packet);
  std::size_t read_queue(const ReadBuffers& buffers, VirtioHeader& header);
  packet::PacketPtr packet_of(ReadBuffers& buffers, std::uint32_t packet_bytes);
  bool device_takes(const packet::Packet& packet) const;
  void send_one(packet::PacketPtr packet);
  void write_runs(packet::PacketBatch& batch);
  void write_run(const Coalescer::Run& run);
  void cut_and_write(packet::PacketPtr packet);
  void write_with_offload(const packet::Packet& packet);
  void write(const VirtioHeader& header, const iovec* parts, int part_count, std::uint32_t packet_bytes,
             std::uint32_t packets = 1);
  void count_drop(CutFault fault);

  const std::string name_;
  const Descriptor queue_;
  const TunFeatures features_;
  const std::uint32_t mtu_bytes_;
  PacketPools pools_;
  std::uint32_t reads_max_ = packet::kBatchPacketsMax;  // of the next receive()
  std::vector<std::uint8_t> spill_;  // takes what no packet has room for, so that it is read and dropped
  LinkState state_ = LinkState::open;
  Coalescer coalescer_;
  LinkCounters counters_;
};

}  // namespace penstock::link
