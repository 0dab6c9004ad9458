// SPDX-License-Identifier: Apache-2.0
#include "wire/parse.h"

#include <algorithm>
#include <cstring>

#include "base/byte_order.h"
#include "wire/extension_chain.h"

namespace penstock::wire {
namespace {

using base::load_big16;
using base::load_big32;
using Bytes = std::span<const std::uint8_t>;

constexpr std::uint32_t kLengthFieldMax = 0xffff;

// How the packet's length relates to the span.
enum class Extent : std::uint8_t {
  exact,   // IP's length is in the span
  super,   // the same, but 0 means the span's
  quoted,  // the packet may go on beyond the span
};

// Sets total_bytes from what IP says and what is there.
Result<void> settle_length(Bytes bytes, std::uint32_t said, std::uint32_t header, Extent extent,
                           Parsed& parsed) noexcept {
  const auto there = static_cast<std::uint32_t>(std::min<std::size_t>(bytes.size(), UINT32_MAX));
  if (said < header) return Fault::bad_total_length;
  if (said > there && extent != Extent::quoted) return Fault::bad_total_length;
  parsed.total_bytes = std::min(said, there);
  parsed.trailing_bytes = there - parsed.total_bytes;
  return {};
}

// In place, into an address that is still zero (see parse_extent).
template <std::uint8_t version>
void read_address(const std::uint8_t* bytes, Address& address) noexcept {
  address.version = version;
  std::memcpy(address.octets.data(), bytes, version == 4 ? 4 : 16);
}

constexpr std::uint8_t kOptionEnd = 0;
constexpr std::uint8_t kOptionNop = 1;
constexpr std::uint8_t kOptionLooseRoute = 131;
constexpr std::uint8_t kOptionStrictRoute = 137;

Result<void> read_ipv4_options(Bytes options, Parsed& parsed) noexcept {
  while (!options.empty() && options[0] != kOptionEnd) {
    if (options[0] == kOptionNop) {
      options = options.subspan(1);
      continue;
    }
    if (options.size() < 2 || options[1] < 2 || options[1] > options.size()) return Fault::bad_options;
    const bool route = options[0] == kOptionLooseRoute || options[0] == kOptionStrictRoute;
    if (route && options[1] < 3) return Fault::bad_options;
    // The pointer counts from 1 and is beyond the option once every hop was visited.
    if (route && options[2] <= options[1]) parsed.source_routed = true;
    options = options.subspan(options[1]);
  }
  return {};
}

void read_ipv4_fragment(const std::uint8_t* header, FragmentInfo& fragment) noexcept {
  const std::uint16_t field = load_big16(header + 6);
  fragment.identification = load_big16(header + 4);
  fragment.offset_bytes = (field & 0x1fffu) * 8;
  fragment.first = fragment.offset_bytes == 0;
  fragment.last = (field & 0x2000) == 0;
  fragment.fragment = !fragment.first || !fragment.last;
}

Result<void> read_ipv4(Bytes bytes, Extent extent, Parsed& parsed) noexcept {
  if (bytes.size() < kIpv4HeaderBytes) return Fault::too_short;
  const std::uint8_t* header = bytes.data();
  const std::uint32_t header_bytes = (header[0] & 0xfu) * 4;
  if (header_bytes < kIpv4HeaderBytes) return Fault::bad_header_length;
  if (header_bytes > bytes.size()) return Fault::too_short;
  std::uint32_t total = load_big16(header + 2);
  if (total == 0 && extent == Extent::super) {
    if (bytes.size() > kLengthFieldMax) return Fault::too_long;
    total = static_cast<std::uint32_t>(bytes.size());
  }
  if (auto length = settle_length(bytes, total, header_bytes, extent, parsed); !length) return length;
  parsed.network_header_bytes = static_cast<std::uint16_t>(header_bytes);
  parsed.traffic_class = header[1];
  parsed.hop_limit = header[8];
  parsed.protocol = header[9];
  read_address<4>(header + 12, parsed.source);
  read_address<4>(header + 16, parsed.destination);
  read_ipv4_fragment(header, parsed.fragment);
  if (header_bytes == kIpv4HeaderBytes) return {};
  return read_ipv4_options(bytes.subspan(kIpv4HeaderBytes, header_bytes - kIpv4HeaderBytes), parsed);
}

Result<void> read_ipv6(Bytes bytes, Extent extent, Parsed& parsed) noexcept {
  if (bytes.size() < kIpv6HeaderBytes) return Fault::too_short;
  const std::uint8_t* header = bytes.data();
  std::uint32_t total = kIpv6HeaderBytes + load_big16(header + 4);
  if (total == kIpv6HeaderBytes && extent == Extent::super) {
    if (bytes.size() > kIpv6HeaderBytes + kLengthFieldMax) return Fault::too_long;
    total = static_cast<std::uint32_t>(bytes.size());
  }
  if (auto length = settle_length(bytes, total, kIpv6HeaderBytes, extent, parsed); !length) return length;
  parsed.network_header_bytes = kIpv6HeaderBytes;
  parsed.traffic_class = static_cast<std::uint8_t>(load_big16(header) >> 4);
  parsed.protocol = header[6];
  parsed.hop_limit = header[7];
  read_address<6>(header + 8, parsed.source);
  read_address<6>(header + 24, parsed.destination);
  return walk_extension_chain(bytes.first(parsed.total_bytes), parsed);
}

// The header without options that a protocol of ours begins with; 0 for the others.
std::uint32_t fixed_header_bytes(const Parsed& parsed) noexcept {
  if (parsed.protocol == kProtocolTcp) return kTcpHeaderBytes;
  if (parsed.protocol == kProtocolUdp) return kUdpHeaderBytes;
  // Each version has its own ICMP; the other's number is just some protocol.
  return parsed.protocol == (parsed.version == 4 ? kProtocolIcmp : kProtocolIcmpV6) ? kIcmpHeaderBytes : 0;
}

Result<void> check_fragment(const Parsed& parsed, Extent extent) noexcept {
  const FragmentInfo& fragment = parsed.fragment;
  if (!fragment.first && fragment.offset_bytes < fixed_header_bytes(parsed)) {
    return Fault::fragment_overlaps_header;
  }
  if (extent == Extent::quoted) return {};  // its length is the quotation's
  const std::uint32_t body = parsed.total_bytes - parsed.network_header_bytes;
  if (!fragment.last && body % 8 != 0) return Fault::bad_fragment_length;
  const std::uint32_t header = parsed.version == 4 ? parsed.network_header_bytes : 0;
  if (header + fragment.offset_bytes + body > kLengthFieldMax) return Fault::fragment_too_far;
  return {};
}

Result<void> read_tcp(Bytes upper, Extent extent, Parsed& parsed) noexcept {
  const std::uint8_t* header = upper.data();
  parsed.source_port = load_big16(header);
  parsed.destination_port = load_big16(header + 2);
  if (upper.size() < kTcpHeaderBytes) {  // quoted: the ports are all that is sure to be there
    parsed.transport_header_bytes = static_cast<std::uint16_t>(upper.size());
    return {};
  }
  const std::uint32_t size = (header[12] >> 4) * 4u;
  if (size < kTcpHeaderBytes) return Fault::bad_tcp_offset;
  if (size > upper.size() && extent != Extent::quoted) {
    return parsed.fragment.fragment ? Fault::fragment_too_small : Fault::bad_tcp_offset;
  }
  parsed.transport_header_bytes = static_cast<std::uint16_t>(std::min<std::size_t>(size, upper.size()));
  parsed.tcp_flags = header[13];
  return {};
}

Result<void> read_udp(Bytes upper, Extent extent, Parsed& parsed) noexcept {
  const std::uint8_t* header = upper.data();
  parsed.source_port = load_big16(header);
  parsed.destination_port = load_big16(header + 2);
  parsed.transport_header_bytes = kUdpHeaderBytes;
  const std::uint32_t said = load_big16(header + 4);
  if (said == 0 && extent == Extent::super) return {};
  if (said < kUdpHeaderBytes) return Fault::bad_udp_length;
  // The first fragment's length is that of the datagram.
  if (said > upper.size()) {
    return parsed.fragment.fragment || extent == Extent::quoted ? Result<void>{} : Fault::bad_udp_length;
  }
  parsed.payload_bytes = said - kUdpHeaderBytes;
  return {};
}

Result<void> read_icmp(Bytes upper, Parsed& parsed) noexcept {
  const std::uint8_t* header = upper.data();
  parsed.icmp_type = header[0];
  parsed.icmp_code = header[1];
  parsed.icmp_id = load_big16(header + 4);
  parsed.icmp_sequence = load_big16(header + 6);
  parsed.transport_header_bytes = kIcmpHeaderBytes;
  return {};
}

Result<void> read_transport(Bytes bytes, Extent extent, Parsed& parsed) noexcept {
  const Bytes upper =
      bytes.subspan(parsed.network_header_bytes, parsed.total_bytes - parsed.network_header_bytes);
  parsed.payload_bytes = static_cast<std::uint32_t>(upper.size());
  parsed.payload_offset = parsed.network_header_bytes;
  std::uint32_t needed = fixed_header_bytes(parsed);
  if (needed == 0 || !parsed.fragment.first) return {};
  // Routers quote at least 8 bytes (RFC 792), which hold the ports.
  if (extent == Extent::quoted) needed = std::min<std::uint32_t>(needed, 8);
  if (upper.size() < needed) return parsed.fragment.fragment ? Fault::fragment_too_small : Fault::too_short;
  parsed.payload_bytes = UINT32_MAX;
  Result<void> read = parsed.protocol == kProtocolTcp   ? read_tcp(upper, extent, parsed)
                      : parsed.protocol == kProtocolUdp ? read_udp(upper, extent, parsed)
                                                        : read_icmp(upper, parsed);
  if (!read) return read;
  parsed.payload_offset += parsed.transport_header_bytes;
  parsed.payload_bytes = std::min(parsed.payload_bytes, parsed.total_bytes - parsed.payload_offset);
  return {};
}

Result<void> read_packet(Bytes bytes, Extent extent, Parsed& parsed) noexcept {
  if (bytes.empty()) return Fault::too_short;
  parsed.version = bytes[0] >> 4;
  if (parsed.version != 4 && parsed.version != 6) return Fault::bad_version;
  Result<void> network =
      parsed.version == 4 ? read_ipv4(bytes, extent, parsed) : read_ipv6(bytes, extent, parsed);
  if (!network) return network;
  if (parsed.fragment.fragment) {
    if (auto sound = check_fragment(parsed, extent); !sound) return sound;
  }
  return read_transport(bytes, extent, parsed);
}

// One variable to return, filled in place: copying a Parsed just written would wait for its small stores.
Result<Parsed> parse_extent(Bytes bytes, Extent extent) noexcept {
  Result<Parsed> result{Parsed{}};
  if (auto read = read_packet(bytes, extent, *result); !read) result = read.fault();
  return result;
}

}  // namespace

bool Parsed::is_icmp_echo() const noexcept {
  if (!is_icmp()) return false;
  return version == 4 ? icmp_type == kIcmpEchoReply || icmp_type == kIcmpEchoRequest
                      : icmp_type == kIcmpV6EchoReply || icmp_type == kIcmpV6EchoRequest;
}

bool Parsed::is_icmp_error() const noexcept {
  if (!is_icmp()) return false;
  if (version == 6) return icmp_type < 128;
  switch (icmp_type) {
    case 3:   // destination unreachable
    case 4:   // source quench
    case 5:   // redirect
    case 11:  // time exceeded
    case 12:  // parameter problem
      return true;
    default:
      return false;
  }
}

Result<Parsed> parse(Bytes bytes, ParseOptions options) noexcept {
  return parse_extent(bytes, options.allow_super ? Extent::super : Extent::exact);
}

Result<Parsed> parse_quoted(const Parsed& error, Bytes bytes) noexcept {
  if (!error.is_icmp_error()) return Fault::no_quoted_packet;
  if (bytes.size() < error.total_bytes) return Fault::too_short;
  const Bytes quoted = bytes.first(error.total_bytes).subspan(error.payload_offset);
  return parse_extent(quoted, Extent::quoted);
}

}  // namespace penstock::wire
