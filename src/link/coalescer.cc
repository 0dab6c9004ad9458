// SPDX-License-Identifier: Apache-2.0
#include "link/coalescer.h"

#include <algorithm>
#include <cstring>

#include "base/assert.h"
#include "base/byte_order.h"
#include "wire/checksum.h"
#include "wire/packet_checksum.h"
#include "wire/parse.h"

namespace penstock::link {
namespace {

using packet::ChecksumState;
using packet::Segmentation;
using wire::kIpv4HeaderBytes;
using wire::kIpv6HeaderBytes;

constexpr std::uint32_t kIpv4LengthAt = 2;
constexpr std::uint32_t kIpv4IdentificationAt = 4;
constexpr std::uint32_t kIpv4FragmentAt = 6;
constexpr std::uint32_t kIpv4ChecksumAt = 10;
constexpr std::uint32_t kIpv4AddressesAt = 12;
constexpr std::uint32_t kIpv6LengthAt = 4;
constexpr std::uint32_t kIpv6AddressesAt = 8;
constexpr std::uint8_t kDontFragment = 0x40;

constexpr std::uint32_t kTcpSequenceAt = 4;
constexpr std::uint32_t kTcpAckAt = 8;
constexpr std::uint32_t kTcpFlagsAt = 13;
constexpr std::uint32_t kTcpWindowAt = 14;
constexpr std::uint32_t kTcpChecksumAt = 16;
constexpr std::uint32_t kTcpUrgentAt = 18;
constexpr std::uint32_t kUdpLengthAt = 4;
constexpr std::uint32_t kUdpChecksumAt = 6;

bool same(const std::uint8_t* one, const std::uint8_t* other, std::uint32_t from, std::uint32_t until) {
  return std::memcmp(one + from, other + from, until - from) == 0;
}

bool same_network_header(const std::uint8_t* one, const std::uint8_t* other, std::uint8_t version) {
  if (version == 6) {
    return same(one, other, 0, kIpv6LengthAt) && same(one, other, kIpv6LengthAt + 2, kIpv6HeaderBytes);
  }
  return same(one, other, 0, kIpv4LengthAt) && same(one, other, kIpv4FragmentAt, kIpv4ChecksumAt) &&
         same(one, other, kIpv4AddressesAt, kIpv4HeaderBytes);
}

bool same_tcp_header(const std::uint8_t* one, const std::uint8_t* other, std::uint32_t header_bytes) {
  return same(one, other, 0, kTcpSequenceAt) && same(one, other, kTcpAckAt, kTcpFlagsAt) &&
         ((one[kTcpFlagsAt] ^ other[kTcpFlagsAt]) & ~wire::kTcpPsh) == 0 &&
         same(one, other, kTcpWindowAt, kTcpChecksumAt) && same(one, other, kTcpUrgentAt, header_bytes);
}

// Every part of a flow's name, mixed so that few flows of a batch share a value. Flows that differ in
// nothing but the protocol never do.
std::uint32_t flow_of(std::span<const std::uint8_t> addresses, std::uint32_t ports, std::uint8_t protocol) {
  std::uint32_t mixed = ports;
  for (std::size_t at = 0; at < addresses.size(); at += 4) {
    mixed = (mixed ^ base::load_big32(addresses.data() + at)) * 0x9e3779b1u;
  }
  return mixed ^ protocol;
}

bool is_right(const PacketView& packet, const wire::Parsed& parsed) {
  if (packet.offload.checksum != ChecksumState::unknown) return true;  // somebody vouches, or has yet to sum
  const auto network = wire::verify_network_checksum(packet.bytes(), parsed);
  return network != wire::ChecksumVerdict::wrong &&
         wire::verify_transport_checksum(packet.bytes(), parsed) == wire::ChecksumVerdict::correct;
}

bool is_right(const PacketView& packet) {
  const auto parsed = wire::parse(packet.bytes());
  return parsed.ok() && is_right(packet, *parsed);
}

}  // namespace

// A packet as seen by the runs: what it belongs to, and whether it may stand in one.
struct Coalescer::Candidate {
  const std::uint8_t* bytes = nullptr;
  const PacketView* packet = nullptr;
  bool has_flow = false;  // TCP or UDP
  bool opaque = false;    // its flow cannot be told: it may be any
  bool joinable = false;
  bool pushes = false;  // a run ends with it
  std::uint8_t version = 0;
  std::uint8_t protocol = 0;
  std::uint16_t network_bytes = 0;
  std::uint16_t header_bytes = 0;
  std::uint16_t payload_bytes = 0;
  std::uint16_t identification = 0;
  bool identification_counts = false;
  std::uint32_t flow = 0;
  std::uint32_t sequence = 0;
  wire::Parsed parsed;  // where it has a flow

  static Candidate of(const PacketView& packet, const CoalesceOptions& options);

 private:
  void look_at_network();
  bool may_join(const CoalesceOptions& options) const;
};

Coalescer::Candidate Coalescer::Candidate::of(const PacketView& packet, const CoalesceOptions& options) {
  Candidate seen;
  seen.packet = &packet;
  seen.bytes = packet.data;
  const bool super = packet.offload.segmentation != Segmentation::none;
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = super});
  if (!parsed.ok() || parsed->fragment.fragment) {
    seen.opaque = true;
    return seen;
  }
  if (!parsed->has_ports()) return seen;
  seen.has_flow = true;
  seen.version = parsed->version;
  seen.protocol = parsed->protocol;
  seen.network_bytes = parsed->network_header_bytes;
  seen.header_bytes =
      static_cast<std::uint16_t>(parsed->network_header_bytes + parsed->transport_header_bytes);
  seen.parsed = *parsed;
  seen.look_at_network();
  seen.joinable = seen.may_join(options);
  if (!seen.joinable) return seen;
  seen.payload_bytes = static_cast<std::uint16_t>(parsed->payload_bytes);
  if (seen.protocol == wire::kProtocolTcp) {
    seen.pushes = (parsed->tcp_flags & wire::kTcpPsh) != 0;
    seen.sequence = base::load_big32(seen.bytes + seen.network_bytes + kTcpSequenceAt);
  }
  return seen;
}

void Coalescer::Candidate::look_at_network() {
  // The addresses lie in the fixed header whatever stands behind it.
  const bool four = parsed.version == 4;
  const std::span<const std::uint8_t> addresses =
      four ? std::span(bytes + kIpv4AddressesAt, 8) : std::span(bytes + kIpv6AddressesAt, 32);
  flow = flow_of(addresses, base::load_big32(bytes + network_bytes), protocol);
  if (!four) return;
  identification = base::load_big16(bytes + kIpv4IdentificationAt);
  identification_counts = (bytes[kIpv4FragmentAt] & kDontFragment) == 0;
}

bool Coalescer::Candidate::may_join(const CoalesceOptions& options) const {
  const std::uint32_t plain_bytes = parsed.version == 4 ? kIpv4HeaderBytes : kIpv6HeaderBytes;
  if (parsed.network_header_bytes != plain_bytes || parsed.trailing_bytes != 0) return false;
  if (packet->offload.segmentation != Segmentation::none || packet->size_bytes > options.mtu_bytes)
    return false;
  if (parsed.payload_bytes == 0 || header_bytes + parsed.payload_bytes != packet->size_bytes) return false;
  if (protocol == wire::kProtocolTcp) {
    return options.tcp && (parsed.tcp_flags & ~wire::kTcpPsh) == wire::kTcpAck;
  }
  // Without a checksum of its own a datagram would get one.
  return options.udp && base::load_big16(bytes + network_bytes + kUdpChecksumAt) != 0;
}

void Coalescer::arrange(std::span<const PacketView> packets, const CoalesceOptions& options) {
  PENSTOCK_ASSERT(packets.size() <= packet::kBatchPacketsMax);
  packets_ = packets;
  run_count_ = 0;
  open_count_ = 0;
  for (std::uint32_t packet = 0; packet < packets.size(); ++packet) place(packet, options);
}

void Coalescer::place(std::uint32_t packet, const CoalesceOptions& options) {
  const Candidate candidate = Candidate::of(packets_[packet], options);
  if (candidate.opaque) open_count_ = 0;
  if (candidate.has_flow) {
    if (OpenRun* open = find(candidate)) {
      if (joins(*open, candidate)) return append(*open, packet, candidate);
      close(*open);
    }
  }
  begin_run(packet, candidate);
}

void Coalescer::begin_run(std::uint32_t packet, const Candidate& candidate) {
  links_[packet] = {0, candidate.header_bytes, candidate.payload_bytes};
  const auto number = static_cast<std::uint16_t>(packet);
  runs_[run_count_] = {number, number, 1, candidate.payload_bytes, candidate.payload_bytes};
  const std::uint32_t run = run_count_++;
  if (!candidate.joinable || candidate.pushes) return;
  if (open_count_ == kOpenRunsMax) close(open_[0]);
  open_[open_count_++] = {run, candidate.flow, candidate.sequence + candidate.payload_bytes,
                          static_cast<std::uint16_t>(candidate.identification + 1), false};
}

// The latest flow is the likeliest one.
Coalescer::OpenRun* Coalescer::find(const Candidate& candidate) {
  const std::uint32_t addresses_at = candidate.version == 4 ? kIpv4AddressesAt : kIpv6AddressesAt;
  const std::uint32_t addresses_end = candidate.version == 4 ? kIpv4HeaderBytes : kIpv6HeaderBytes;
  for (std::uint32_t i = open_count_; i-- > 0;) {
    if (open_[i].flow != candidate.flow) continue;
    const std::uint8_t* first = packets_[runs_[open_[i].run].first].data;
    const bool version = (first[0] >> 4) == candidate.version;
    // The protocol is part of `flow`; an open run has no extension headers.
    if (version && same(first, candidate.bytes, addresses_at, addresses_end) &&
        std::memcmp(first + addresses_end, candidate.bytes + candidate.network_bytes, 4) == 0) {
      return &open_[i];
    }
  }
  return nullptr;
}

bool Coalescer::joins(OpenRun& open, const Candidate& candidate) const {
  const Run& run = runs_[open.run];
  const std::uint8_t* first = packets_[run.first].data;
  const std::uint32_t header_bytes = links_[run.first].header_bytes;
  if (!candidate.joinable || candidate.header_bytes != header_bytes) return false;
  if (candidate.payload_bytes > run.segment_payload_bytes) return false;
  if (header_bytes + run.payload_bytes + candidate.payload_bytes > kSuperPacketBytesMax) return false;
  if (!same_network_header(first, candidate.bytes, candidate.version)) return false;
  if (candidate.identification_counts && candidate.identification != open.identification) return false;
  if (candidate.protocol == wire::kProtocolUdp) {
    if (run.packets == kDatagramsMax) return false;
  } else if (candidate.sequence != open.sequence ||
             !same_tcp_header(first + candidate.network_bytes, candidate.bytes + candidate.network_bytes,
                              header_bytes - candidate.network_bytes)) {
    return false;
  }
  return checksums_are_right(open, candidate);
}

bool Coalescer::checksums_are_right(OpenRun& open, const Candidate& candidate) const {
  if (!open.verified) open.verified = is_right(packets_[runs_[open.run].first]);
  return open.verified && is_right(*candidate.packet, candidate.parsed);
}

void Coalescer::append(OpenRun& open, std::uint32_t packet, const Candidate& candidate) {
  Run& run = runs_[open.run];
  links_[packet] = {0, candidate.header_bytes, candidate.payload_bytes};
  links_[run.last].next = static_cast<std::uint16_t>(packet);
  run.last = static_cast<std::uint16_t>(packet);
  ++run.packets;
  run.payload_bytes += candidate.payload_bytes;
  open.sequence += candidate.payload_bytes;
  ++open.identification;
  // A shorter one can only be the last, and so can one that says push: cutting puts that on the last.
  if (candidate.pushes || candidate.payload_bytes < run.segment_payload_bytes) close(open);
}

void Coalescer::close(OpenRun& open) {
  std::copy(&open + 1, open_.data() + open_count_, &open);
  --open_count_;
}

std::span<const std::uint8_t> Coalescer::payload_of(std::uint32_t packet) const {
  return {packets_[packet].data + links_[packet].header_bytes, links_[packet].payload_bytes};
}

void Coalescer::write_header(const Run& run, Header& header) const {
  const std::uint32_t header_bytes = links_[run.first].header_bytes;
  std::uint8_t* bytes = header.bytes.data();
  std::memcpy(bytes, packets_[run.first].data, header_bytes);
  const bool four = (bytes[0] >> 4) == 4;
  const std::uint32_t network_bytes = four ? kIpv4HeaderBytes : kIpv6HeaderBytes;
  const std::uint32_t upper_bytes = header_bytes - network_bytes + run.payload_bytes;
  const bool udp = header_bytes - network_bytes == wire::kUdpHeaderBytes;  // TCP's header is longer
  std::uint8_t* transport = bytes + network_bytes;
  if (four) {
    base::store_big16(bytes + kIpv4LengthAt, static_cast<std::uint16_t>(network_bytes + upper_bytes));
    base::store_big16(bytes + kIpv4ChecksumAt, 0);
    base::store_big16(bytes + kIpv4ChecksumAt, wire::internet_checksum({bytes, kIpv4HeaderBytes}));
  } else {
    base::store_big16(bytes + kIpv6LengthAt, static_cast<std::uint16_t>(upper_bytes));
  }
  if (udp) {
    base::store_big16(transport + kUdpLengthAt, static_cast<std::uint16_t>(upper_bytes));
  } else {
    transport[kTcpFlagsAt] |= packets_[run.last].data[network_bytes + kTcpFlagsAt] & wire::kTcpPsh;
  }
  const std::uint32_t checksum_at = udp ? kUdpChecksumAt : kTcpChecksumAt;
  const auto address = [&](std::uint32_t index) {
    const std::uint32_t address_bytes = four ? 4 : 16;
    return wire::Address::from_bytes(
        four ? 4 : 6, bytes + (four ? kIpv4AddressesAt : kIpv6AddressesAt) + index * address_bytes);
  };
  wire::PartialSum sum;
  sum.add_pseudo_header(address(0), address(1), udp ? wire::kProtocolUdp : wire::kProtocolTcp, upper_bytes);
  base::store_big16(transport + checksum_at, sum.sum());
  header.size_bytes = header_bytes;
  header.offload = {.checksum = ChecksumState::partial,
                    .segmentation = udp    ? Segmentation::udp
                                    : four ? Segmentation::tcp4
                                           : Segmentation::tcp6,
                    .segment_payload_bytes = run.segment_payload_bytes,
                    .checksum_start_bytes = static_cast<std::uint16_t>(network_bytes),
                    .checksum_offset_bytes = static_cast<std::uint16_t>(checksum_at)};
}

}  // namespace penstock::link
