// SPDX-License-Identifier: Apache-2.0
// The bytes of a packet that is described by a text, and the comparison of bytes with a text.
#include "testing/packet_text.h"
#include "wire/header_writer.h"
#include "wire/packet_checksum.h"
#include "wire/parse.h"

namespace penstock::testing {
namespace {

Bytes payload_of(const PacketText& text) {
  if (text.payload) return Bytes(text.payload->begin(), text.payload->end());
  Bytes bytes(text.payload_bytes.value_or(0));
  for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<std::uint8_t>(at * 7 + 3);
  return bytes;
}

template <class Written>
void finish_header(Bytes& header, const Written& written) {
  if (!written) throw TextError("a field of the packet has no place in its header");
  header.resize(*written);
}

Bytes icmp_body(const PacketText& text, bool six, const Bytes& payload) {
  using Icmp = PacketText::Icmp;
  const Icmp kind = text.icmp.value_or(Icmp::echo);
  const std::uint8_t type = kind == Icmp::echo    ? (six ? wire::kIcmpV6EchoRequest : wire::kIcmpEchoRequest)
                            : kind == Icmp::reply ? (six ? wire::kIcmpV6EchoReply : wire::kIcmpEchoReply)
                                                  : (six ? 1 : 3);
  const std::uint8_t code = kind != Icmp::unreachable ? 0 : six ? 4 : 3;
  Bytes body = {
      type, code, 0, 0, static_cast<std::uint8_t>(text.icmp_id >> 8), static_cast<std::uint8_t>(text.icmp_id),
      0,    1};
  const Bytes inside = text.about ? build(*text.about) : payload;
  body.insert(body.end(), inside.begin(), inside.end());
  return body;
}

Bytes transport_of(const PacketText& text, bool six) {
  const Bytes payload = payload_of(text);
  if (text.fragment && text.fragment->offset_bytes != 0) return payload;
  if (text.protocol == wire::kProtocolIcmp || text.protocol == wire::kProtocolIcmpV6) {
    return icmp_body(text, six, payload);
  }
  Bytes header(60);
  if (text.protocol == wire::kProtocolTcp) {
    finish_header(header, wire::write_tcp_header(header, {.source_port = text.from->port,
                                                          .destination_port = text.to->port,
                                                          .sequence = text.sequence.value_or(0),
                                                          .flags = text.tcp_flags.value_or(wire::kTcpAck),
                                                          .window = 0xfaf0}));
  } else if (text.protocol == wire::kProtocolUdp) {
    finish_header(header, wire::write_udp_header(
                              header, {.source_port = text.from->port,
                                       .destination_port = text.to->port,
                                       .payload_bytes = static_cast<std::uint32_t>(payload.size())}));
  } else {
    header.clear();
  }
  header.insert(header.end(), payload.begin(), payload.end());
  return header;
}

Bytes with_fragment_header(const PacketText& text, const Bytes& body) {
  const TextFragment& fragment = *text.fragment;
  const auto place = static_cast<std::uint16_t>(fragment.offset_bytes | (fragment.more ? 1 : 0));
  Bytes framed = {text.protocol,
                  0,
                  static_cast<std::uint8_t>(place >> 8),
                  static_cast<std::uint8_t>(place),
                  0,
                  0,
                  static_cast<std::uint8_t>(fragment.identification >> 8),
                  static_cast<std::uint8_t>(fragment.identification)};
  framed.insert(framed.end(), body.begin(), body.end());
  return framed;
}

}  // namespace

Bytes build(const PacketText& text) {
  if (text.raw) return *text.raw;
  if (!text.from || !text.to) throw TextError("a packet to send needs both ends: 10.0.0.1:80 > 10.0.0.2:90");
  const bool six = text.from->address.version == 6;
  Bytes body = transport_of(text, six);
  if (six && text.fragment) body = with_fragment_header(text, body);
  const auto body_bytes = static_cast<std::uint32_t>(body.size());
  const TextFragment fragment = text.fragment.value_or(TextFragment{.identification = 0x1234});
  Bytes packet(wire::kIpv6HeaderBytes);
  if (six) {
    const std::uint8_t next = text.fragment ? wire::kProtocolFragment : text.protocol;
    finish_header(packet, wire::write_ipv6_header(packet, {.source = text.from->address,
                                                           .destination = text.to->address,
                                                           .next_header = next,
                                                           .payload_bytes = body_bytes}));
  } else {
    finish_header(packet, wire::write_ipv4_header(packet, {.source = text.from->address,
                                                           .destination = text.to->address,
                                                           .protocol = text.protocol,
                                                           .identification = fragment.identification,
                                                           .more_fragments = fragment.more,
                                                           .fragment_offset_bytes = fragment.offset_bytes,
                                                           .payload_bytes = body_bytes}));
  }
  packet.insert(packet.end(), body.begin(), body.end());
  if (text.fragment) return packet;  // its checksum covers bytes that are elsewhere
  const auto parsed = wire::parse(packet);
  if (!parsed) throw TextError(std::string("the packet cannot be built: ") + wire::to_string(parsed.fault()));
  if (!wire::fill_checksums(packet, *parsed)) throw TextError("the packet's checksums cannot be filled in");
  return packet;
}

std::string difference(const PacketText& expected, std::span<const std::uint8_t> packet) {
  if (expected.raw) {
    return std::equal(packet.begin(), packet.end(), expected.raw->begin(), expected.raw->end()) ? ""
                                                                                                : "bytes";
  }
  const auto parsed = wire::parse(packet, {.allow_super = true});
  if (!parsed) return "malformed";
  if (parsed->protocol != expected.protocol) return "protocol";
  const bool ports = parsed->has_ports();
  if (expected.from &&
      (expected.from->address != parsed->source || (ports && expected.from->port != parsed->source_port))) {
    return "source";
  }
  if (expected.to && (expected.to->address != parsed->destination ||
                      (ports && expected.to->port != parsed->destination_port))) {
    return "destination";
  }
  if (expected.tcp_flags && *expected.tcp_flags != parsed->tcp_flags) return "tcp flags";
  if (expected.fragment &&
      (!parsed->fragment.fragment || expected.fragment->offset_bytes != parsed->fragment.offset_bytes)) {
    return "fragment";
  }
  const auto payload = packet.subspan(parsed->payload_offset, parsed->payload_bytes);
  if (expected.payload_bytes && *expected.payload_bytes != payload.size()) return "length";
  if (expected.payload &&
      !std::equal(payload.begin(), payload.end(), expected.payload->begin(), expected.payload->end())) {
    return "payload";
  }
  if (!parsed->fragment.fragment &&
      wire::verify_transport_checksum(packet, *parsed) == wire::ChecksumVerdict::wrong) {
    return "checksum";
  }
  return "";
}

}  // namespace penstock::testing
