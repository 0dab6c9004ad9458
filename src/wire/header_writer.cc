// SPDX-License-Identifier: Apache-2.0
#include "wire/header_writer.h"

#include <algorithm>
#include <cstring>

#include "base/byte_order.h"
#include "wire/checksum.h"

namespace penstock::wire {
namespace {

using base::store_big16;
using base::store_big32;

constexpr std::uint32_t kLengthFieldMax = 0xffff;
constexpr std::size_t kOptionBytesMax = 40;

std::size_t padded(std::size_t option_bytes) noexcept { return (option_bytes + 3) / 4 * 4; }

// Padding is 0, which ends the options of both IPv4 and TCP.
void write_options(std::uint8_t* at, std::span<const std::uint8_t> options) noexcept {
  if (options.empty()) return;
  std::memset(at, 0, padded(options.size()));
  std::memcpy(at, options.data(), options.size());
}

std::uint16_t fragment_field(const Ipv4Fields& fields) noexcept {
  return static_cast<std::uint16_t>((fields.dont_fragment ? 0x4000 : 0) |
                                    (fields.more_fragments ? 0x2000 : 0) | fields.fragment_offset_bytes / 8);
}

}  // namespace

Result<std::size_t> write_ipv4_header(std::span<std::uint8_t> out, const Ipv4Fields& fields) noexcept {
  if (fields.options.size() > kOptionBytesMax) return Fault::bad_field;
  const std::size_t header_bytes = kIpv4HeaderBytes + padded(fields.options.size());
  if (fields.payload_bytes > kLengthFieldMax - header_bytes) return Fault::bad_field;
  if (fields.fragment_offset_bytes % 8 != 0) return Fault::bad_field;
  if (fields.source.version != 4 || fields.destination.version != 4) return Fault::bad_field;
  if (out.size() < header_bytes) return Fault::no_room;
  std::uint8_t* header = out.data();
  header[0] = static_cast<std::uint8_t>(0x40 | header_bytes / 4);
  header[1] = fields.traffic_class;
  store_big16(header + 2, static_cast<std::uint16_t>(header_bytes + fields.payload_bytes));
  store_big16(header + 4, fields.identification);
  store_big16(header + 6, fragment_field(fields));
  header[8] = fields.time_to_live;
  header[9] = fields.protocol;
  store_big16(header + 10, 0);
  std::memcpy(header + 12, fields.source.octets.data(), 4);
  std::memcpy(header + 16, fields.destination.octets.data(), 4);
  write_options(header + kIpv4HeaderBytes, fields.options);
  store_big16(header + 10, internet_checksum(out.first(header_bytes)));
  return header_bytes;
}

Result<std::size_t> write_ipv6_header(std::span<std::uint8_t> out, const Ipv6Fields& fields) noexcept {
  if (fields.payload_bytes > kLengthFieldMax || fields.flow_label > 0xfffff) return Fault::bad_field;
  if (fields.source.version != 6 || fields.destination.version != 6) return Fault::bad_field;
  if (out.size() < kIpv6HeaderBytes) return Fault::no_room;
  std::uint8_t* header = out.data();
  store_big32(header, 0x60000000u | std::uint32_t{fields.traffic_class} << 20 | fields.flow_label);
  store_big16(header + 4, static_cast<std::uint16_t>(fields.payload_bytes));
  header[6] = fields.next_header;
  header[7] = fields.hop_limit;
  std::memcpy(header + 8, fields.source.octets.data(), 16);
  std::memcpy(header + 24, fields.destination.octets.data(), 16);
  return std::size_t{kIpv6HeaderBytes};
}

Result<std::size_t> write_udp_header(std::span<std::uint8_t> out, const UdpFields& fields) noexcept {
  if (fields.payload_bytes > kLengthFieldMax - kUdpHeaderBytes) return Fault::bad_field;
  if (out.size() < kUdpHeaderBytes) return Fault::no_room;
  std::uint8_t* header = out.data();
  store_big16(header, fields.source_port);
  store_big16(header + 2, fields.destination_port);
  store_big16(header + 4, static_cast<std::uint16_t>(kUdpHeaderBytes + fields.payload_bytes));
  store_big16(header + 6, 0);
  return std::size_t{kUdpHeaderBytes};
}

Result<std::size_t> write_tcp_header(std::span<std::uint8_t> out, const TcpFields& fields) noexcept {
  if (fields.options.size() > kOptionBytesMax) return Fault::bad_field;
  const std::size_t header_bytes = kTcpHeaderBytes + padded(fields.options.size());
  if (out.size() < header_bytes) return Fault::no_room;
  std::uint8_t* header = out.data();
  store_big16(header, fields.source_port);
  store_big16(header + 2, fields.destination_port);
  store_big32(header + 4, fields.sequence);
  store_big32(header + 8, fields.acknowledgment);
  header[12] = static_cast<std::uint8_t>(header_bytes / 4 << 4);
  header[13] = fields.flags;
  store_big16(header + 14, fields.window);
  store_big16(header + 16, 0);
  store_big16(header + 18, fields.urgent);
  write_options(header + kTcpHeaderBytes, fields.options);
  return header_bytes;
}

}  // namespace penstock::wire
