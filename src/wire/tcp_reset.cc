// SPDX-License-Identifier: Apache-2.0
#include "wire/tcp_reset.h"

#include "base/byte_order.h"
#include "wire/header_writer.h"
#include "wire/packet_checksum.h"
#include "wire/parse.h"

namespace penstock::wire {
namespace {

bool answerable(const Parsed& parsed) noexcept {
  if (parsed.protocol != kProtocolTcp || parsed.transport_header_bytes == 0) return false;
  // The length of a fragmented segment is not known, and of a source-routed one neither end is.
  if (parsed.fragment.fragment || parsed.source_routed) return false;
  if ((parsed.tcp_flags & kTcpRst) != 0) return false;
  const auto single_host = [](const Address& address) {
    return address.kind() == AddressKind::unicast && !address.is_unspecified();
  };
  return single_host(parsed.source) && single_host(parsed.destination);
}

// RFC 9293, 3.10.7.1.
TcpFields reset_fields(const Parsed& parsed, const std::uint8_t* tcp) noexcept {
  TcpFields reset{.source_port = parsed.destination_port, .destination_port = parsed.source_port};
  if ((parsed.tcp_flags & kTcpAck) != 0) {
    reset.sequence = base::load_big32(tcp + 8);
    reset.flags = kTcpRst;
    return reset;
  }
  std::uint32_t length = parsed.payload_bytes;
  length += (parsed.tcp_flags & kTcpSyn) != 0;
  length += (parsed.tcp_flags & kTcpFin) != 0;
  reset.acknowledgment = base::load_big32(tcp + 4) + length;
  reset.flags = kTcpRst | kTcpAck;
  return reset;
}

Result<std::size_t> write_network_header(std::span<std::uint8_t> out, const Parsed& parsed) noexcept {
  if (parsed.version == 4) {
    return write_ipv4_header(out, {.source = parsed.destination,
                                   .destination = parsed.source,
                                   .protocol = kProtocolTcp,
                                   .dont_fragment = true,  // and so needs no identification (RFC 6864)
                                   .payload_bytes = kTcpHeaderBytes});
  }
  return write_ipv6_header(out, {.source = parsed.destination,
                                 .destination = parsed.source,
                                 .next_header = kProtocolTcp,
                                 .payload_bytes = kTcpHeaderBytes});
}

}  // namespace

Result<std::size_t> make_tcp_reset(std::span<const std::uint8_t> packet,
                                   std::span<std::uint8_t> out) noexcept {
  const Result<Parsed> parsed = parse(packet, {.allow_super = true});
  if (!parsed) return parsed.fault();
  if (!answerable(*parsed)) return Fault::no_answer;
  const std::size_t network_bytes = parsed->version == 4 ? kIpv4HeaderBytes : kIpv6HeaderBytes;
  const std::size_t total_bytes = network_bytes + kTcpHeaderBytes;
  if (out.size() < total_bytes) return Fault::no_room;
  if (auto written = write_network_header(out, *parsed); !written) return written.fault();
  const TcpFields fields = reset_fields(*parsed, packet.data() + parsed->network_header_bytes);
  if (auto written = write_tcp_header(out.subspan(network_bytes), fields); !written) return written.fault();
  const std::span<std::uint8_t> reset = out.first(total_bytes);
  const Result<Parsed> answer = parse(reset);
  if (!answer) return answer.fault();
  if (auto filled = fill_transport_checksum(reset, *answer); !filled) return filled.fault();
  return total_bytes;
}

}  // namespace penstock::wire
