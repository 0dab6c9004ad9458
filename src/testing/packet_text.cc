// SPDX-License-Identifier: Apache-2.0
#include "testing/packet_text.h"

#include <charconv>

#include "wire/parse.h"
#include "wire/protocol.h"

namespace penstock::testing {
namespace {

constexpr std::pair<std::string_view, std::uint8_t> kTcpFlagNames[] = {
    {"fin", wire::kTcpFin}, {"syn", wire::kTcpSyn}, {"rst", wire::kTcpRst},
    {"psh", wire::kTcpPsh}, {"ack", wire::kTcpAck},
};

std::uint8_t read_protocol(const std::string& word) {
  if (word == "tcp") return wire::kProtocolTcp;
  if (word == "udp") return wire::kProtocolUdp;
  if (word == "icmp") return wire::kProtocolIcmp;
  if (word == "icmp6") return wire::kProtocolIcmpV6;
  if (word.starts_with("protocol="))
    return static_cast<std::uint8_t>(read_number(word.substr(9), "a protocol"));
  throw TextError("a packet begins with tcp, udp, icmp, icmp6, protocol=N or bytes, not with '" + word + "'");
}

Bytes read_hexadecimal(const std::string& word) {
  Bytes bytes;
  for (std::size_t at = 0; at + 1 < word.size(); at += 2) {
    bytes.push_back(static_cast<std::uint8_t>(read_number("0x" + word.substr(at, 2), "a pair of digits")));
  }
  return bytes;
}

bool read_tcp_flag(PacketText& text, Words& words) {
  for (const auto& [name, flag] : kTcpFlagNames) {
    if (!words.accept(name)) continue;
    text.tcp_flags = static_cast<std::uint8_t>(text.tcp_flags.value_or(0) | flag);
    return true;
  }
  return false;
}

bool read_attribute(PacketText& text, Words& words) {
  using Icmp = PacketText::Icmp;
  if (read_tcp_flag(text, words)) return true;
  if (words.accept("seq")) {
    text.sequence = static_cast<std::uint32_t>(words.number("a sequence number"));
  } else if (words.accept("payload")) {
    text.payload = words.next("the payload");
  } else if (words.accept("length")) {
    text.payload_bytes = static_cast<std::uint32_t>(words.number("a length"));
  } else if (words.accept("echo")) {
    text.icmp = Icmp::echo;
  } else if (words.accept("reply")) {
    text.icmp = Icmp::reply;
  } else if (words.accept("unreachable")) {
    text.icmp = Icmp::unreachable;
  } else if (words.accept("id")) {
    text.icmp_id = static_cast<std::uint16_t>(words.number("an identifier"));
  } else if (words.accept("about")) {
    text.about = std::make_shared<PacketText>(read_packet_text(words));
  } else if (words.accept("segments")) {
    text.segment_bytes = static_cast<std::uint16_t>(words.number("a segment size"));
  } else if (words.accept("fragment")) {
    TextFragment fragment;
    fragment.identification = static_cast<std::uint16_t>(words.number("an identification"));
    fragment.offset_bytes = static_cast<std::uint16_t>(words.number("an offset"));
    fragment.more = words.accept("more");
    if (!fragment.more && !words.accept("last")) throw TextError("a fragment ends with 'more' or 'last'");
    text.fragment = fragment;
  } else {
    return false;
  }
  return true;
}

}  // namespace

TextEndpoint read_endpoint(const std::string& word) {
  std::string address = word;
  TextEndpoint endpoint;
  const bool bracketed = word.starts_with('[');
  const std::size_t colon = bracketed ? word.find("]:") : word.find(':');
  if (bracketed) {
    const std::size_t close = word.find(']');
    if (close == std::string::npos) throw TextError("'" + word + "' has no ]");
    address = word.substr(1, close - 1);
    if (colon != std::string::npos) {
      endpoint.port = static_cast<std::uint16_t>(read_number(word.substr(colon + 2), "a port"));
    }
  } else if (colon != std::string::npos) {
    address = word.substr(0, colon);
    endpoint.port = static_cast<std::uint16_t>(read_number(word.substr(colon + 1), "a port"));
  }
  const auto parsed = wire::parse_address(address);
  if (!parsed) throw TextError("'" + address + "' is no address; write 10.0.0.1:80 or [fd00::1]:80");
  endpoint.address = *parsed;
  return endpoint;
}

PacketText read_packet_text(Words& words) {
  PacketText text;
  if (words.accept("bytes")) {
    text.raw = read_hexadecimal(words.next("hexadecimal digits"));
    return text;
  }
  text.protocol = read_protocol(words.next("a protocol"));
  const std::string& ahead = words.peek();
  const bool ends_given = ahead.find('.') != std::string::npos || ahead.starts_with('[');
  if (ends_given) {
    text.from = read_endpoint(words.next("where it is from"));
    if (!words.accept(">")) throw TextError("'>' should stand between the two ends");
    text.to = read_endpoint(words.next("where it goes"));
  }
  while (read_attribute(text, words)) {
  }
  return text;
}

wire::FlowKey key_of(const PacketText& text) {
  if (!text.from || !text.to) throw TextError("both ends are needed: 10.0.0.1:80 > 10.0.0.2:90");
  return {.a = text.from->address,
          .b = text.to->address,
          .a_port = text.from->port,
          .b_port = text.to->port,
          .protocol = text.protocol};
}

std::string describe_packet(std::span<const std::uint8_t> packet) {
  const auto parsed = wire::parse(packet, {.allow_super = true});
  if (!parsed) return "malformed, " + std::to_string(packet.size()) + " bytes";
  std::string text = parsed->protocol == wire::kProtocolTcp   ? "tcp"
                     : parsed->protocol == wire::kProtocolUdp ? "udp"
                     : parsed->protocol == wire::kProtocolIcmp
                         ? "icmp"
                         : "protocol=" + std::to_string(parsed->protocol);
  text += " " + wire::to_string(parsed->source) + ":" + std::to_string(parsed->source_port) + " > " +
          wire::to_string(parsed->destination) + ":" + std::to_string(parsed->destination_port);
  for (const auto& [name, flag] : kTcpFlagNames) {
    if (parsed->protocol == wire::kProtocolTcp && (parsed->tcp_flags & flag) != 0)
      text += " " + std::string(name);
  }
  if (parsed->fragment.fragment) {
    text += " fragment " + std::to_string(parsed->fragment.identification) + " " +
            std::to_string(parsed->fragment.offset_bytes) + (parsed->fragment.last ? " last" : " more");
  }
  return text + " length " + std::to_string(parsed->payload_bytes);
}

}  // namespace penstock::testing
