// SPDX-License-Identifier: Apache-2.0
#include "packet_text.h"

#include <fmt/format.h>

#include "filter/layer.h"
#include "wire/protocol.h"

namespace penstock::app {
namespace {

std::string tcp_flags_text(std::uint8_t flags) {
  struct Name {
    std::uint8_t flag;
    const char* text;
  };
  static constexpr Name kNames[] = {{wire::kTcpSyn, "SYN"}, {wire::kTcpFin, "FIN"}, {wire::kTcpRst, "RST"},
                                    {wire::kTcpPsh, "PSH"}, {wire::kTcpAck, "ACK"}, {wire::kTcpUrg, "URG"}};
  std::string text;
  for (const Name& name : kNames) {
    if ((flags & name.flag) == 0) continue;
    text += text.empty() ? " " : ",";
    text += name.text;
  }
  return text;
}

}  // namespace

std::string protocol_name(std::uint8_t protocol, std::uint8_t ip_version) {
  switch (protocol) {
    case wire::kProtocolTcp:
      return "TCP";
    case wire::kProtocolUdp:
      return "UDP";
    case wire::kProtocolIcmp:
      return "ICMP";
    case wire::kProtocolIcmpV6:
      return "ICMPv6";
    default:
      return fmt::format("IPv{} protocol {}", ip_version, protocol);
  }
}

std::string end_text(const wire::Address& address, std::uint16_t port) {
  const std::string text = wire::to_string(address);
  return address.version == 6 ? fmt::format("[{}]:{}", text, port) : fmt::format("{}:{}", text, port);
}

std::string packet_text(std::span<const std::uint8_t> bytes) {
  const auto parsed = wire::parse(bytes, {.allow_super = true});
  if (!parsed) return fmt::format("malformed: {}", wire::to_string(parsed.fault()));
  const std::string protocol = protocol_name(parsed->protocol, parsed->version);
  const std::string source = wire::to_string(parsed->source);
  const std::string destination = wire::to_string(parsed->destination);
  if (parsed->fragment.fragment && !parsed->fragment.first) {
    return fmt::format("{} {} > {} fragment {} at {}", protocol, source, destination,
                       parsed->fragment.identification, parsed->fragment.offset_bytes);
  }
  if (parsed->has_ports()) {
    const bool tcp = parsed->protocol == wire::kProtocolTcp;
    return fmt::format("{} {} > {}{}", protocol, end_text(parsed->source, parsed->source_port),
                       end_text(parsed->destination, parsed->destination_port),
                       tcp ? tcp_flags_text(parsed->tcp_flags) : "");
  }
  if (parsed->is_icmp()) {
    return fmt::format("{} {} > {} type {} code {}", protocol, source, destination, parsed->icmp_type,
                       parsed->icmp_code);
  }
  return fmt::format("{} {} > {}", protocol, source, destination);
}

std::string_view layer_text(std::uint16_t layer) {
  const filter::LayerInfo* info = filter::find_layer(static_cast<filter::Layer>(layer));
  return info == nullptr ? "unknown layer" : info->name;
}

std::string duration_text(std::int64_t duration_ns) {
  return fmt::format("{:.3f} ms", static_cast<double>(duration_ns) / 1e6);
}

}  // namespace penstock::app
