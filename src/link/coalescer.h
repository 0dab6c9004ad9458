// SPDX-License-Identifier: Apache-2.0
// The segmenter's twin: packets of a batch that one large send could have been become one again, so that the
// receiving host's stack is walked once for all of them. A run is such a row: TCP segments of one flow that
// follow each other and differ in nothing but what the cutting of a super-packet writes, or UDP datagrams of
// one size. Cutting a run again gives the packets it was made of, byte for byte. (Where fragmentation is
// forbidden the identification of an IPv4 packet means nothing and is not looked at: RFC 6864.) Runs come in
// the order of their first packets, and a packet never joins a run that a packet of its flow has ended, so
// the order within every flow stays.
//
// Threads: one.
// Memory: in place, for one batch, which is only looked at and stays until the runs are no longer needed. Payloads stay
//   where they are: the writer gathers them.
// Errors: none; what cannot be joined is a run of its own. A packet with a wrong checksum never joins, since the
//   joined one would have a right one.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "packet/chain.h"
#include "packet/packet.h"

namespace penstock::link {

// A packet's bytes, wherever they lie, and what is known of them.
struct PacketView {
  const std::uint8_t* data = nullptr;
  std::uint32_t size_bytes = 0;
  packet::Offload offload;

  static PacketView of(const packet::Packet& packet) {
    return {packet.data(), packet.size_bytes(), packet.offload};
  }
  std::span<const std::uint8_t> bytes() const { return {data, size_bytes}; }
};

struct CoalesceOptions {
  bool tcp = true;
  bool udp = true;
  std::uint32_t mtu_bytes = 65535;  // longer packets are left alone
};

class Coalescer {
 public:
  static constexpr std::uint32_t kHeaderBytesMax = 40 + 60;  // IPv6 and TCP with options
  static constexpr std::uint32_t kSuperPacketBytesMax = 65535;
  static constexpr std::uint32_t kDatagramsMax = 64;  // what a kernel joins itself

  struct Run {
    std::uint16_t first = 0;  // numbers of packets in the batch
    std::uint16_t last = 0;
    std::uint16_t packets = 0;
    std::uint16_t segment_payload_bytes = 0;
    std::uint32_t payload_bytes = 0;  // of all
  };

  // At most kBatchPacketsMax.
  void arrange(std::span<const PacketView> packets, const CoalesceOptions& options);

  std::uint32_t run_count() const { return run_count_; }
  const Run& run(std::uint32_t index) const { return runs_[index]; }
  // The packet behind this one in its run; meaningful for all but the last.
  std::uint32_t next(std::uint32_t packet) const { return links_[packet].next; }
  // `visit` gets the number of each packet of the run, in order.
  template <class Visit>
  void for_each(const Run& run, Visit visit) const {
    for (std::uint32_t packet = run.first;; packet = next(packet)) {
      visit(packet);
      if (packet == run.last) return;
    }
  }
  std::span<const std::uint8_t> payload_of(std::uint32_t packet) const;

  // The headers of the super-packet that a run of several is, and what is left to do to it.
  struct Header {
    std::array<std::uint8_t, kHeaderBytesMax> bytes;
    std::uint32_t size_bytes = 0;
    packet::Offload offload;
  };
  void write_header(const Run& run, Header& header) const;

 private:
  // How much is looked through for a packet's run; the oldest makes room.
  static constexpr std::uint32_t kOpenRunsMax = 8;

  struct Link {
    std::uint16_t next = 0;
    std::uint16_t header_bytes = 0;
    std::uint16_t payload_bytes = 0;
  };
  // What a run wants of the next packet.
  struct OpenRun {
    std::uint32_t run = 0;
    std::uint32_t flow = 0;
    std::uint32_t sequence = 0;        // TCP
    std::uint16_t identification = 0;  // IPv4
    bool verified = false;             // its first packet's checksums are right
  };
  struct Candidate;

  void place(std::uint32_t packet, const CoalesceOptions& options);
  void begin_run(std::uint32_t packet, const Candidate& candidate);
  OpenRun* find(const Candidate& candidate);
  bool joins(OpenRun& open, const Candidate& candidate) const;
  bool checksums_are_right(OpenRun& open, const Candidate& candidate) const;
  void append(OpenRun& open, std::uint32_t packet, const Candidate& candidate);
  void close(OpenRun& open);

  std::span<const PacketView> packets_;
  std::array<Run, packet::kBatchPacketsMax> runs_;
  std::array<Link, packet::kBatchPacketsMax> links_;
  std::array<OpenRun, kOpenRunsMax> open_;
  std::uint32_t run_count_ = 0;
  std::uint32_t open_count_ = 0;
};

}  // namespace penstock::link
