// SPDX-License-Identifier: Apache-2.0
// Numbers of the protocols this room reads and writes, as IANA assigned them.
//
// Threads: constants.
// Memory: none.
// Errors: none.
#pragma once

#include <cstdint>

namespace penstock::wire {

inline constexpr std::uint8_t kProtocolHopByHop = 0;
inline constexpr std::uint8_t kProtocolIcmp = 1;
inline constexpr std::uint8_t kProtocolTcp = 6;
inline constexpr std::uint8_t kProtocolUdp = 17;
inline constexpr std::uint8_t kProtocolRouting = 43;
inline constexpr std::uint8_t kProtocolFragment = 44;
inline constexpr std::uint8_t kProtocolEsp = 50;
inline constexpr std::uint8_t kProtocolAuthentication = 51;
inline constexpr std::uint8_t kProtocolIcmpV6 = 58;
inline constexpr std::uint8_t kProtocolNoNext = 59;
inline constexpr std::uint8_t kProtocolDestinationOptions = 60;

inline constexpr std::uint8_t kTcpFin = 0x01;
inline constexpr std::uint8_t kTcpSyn = 0x02;
inline constexpr std::uint8_t kTcpRst = 0x04;
inline constexpr std::uint8_t kTcpPsh = 0x08;
inline constexpr std::uint8_t kTcpAck = 0x10;
inline constexpr std::uint8_t kTcpUrg = 0x20;
inline constexpr std::uint8_t kTcpEce = 0x40;
inline constexpr std::uint8_t kTcpCwr = 0x80;

inline constexpr std::uint8_t kIcmpEchoReply = 0;
inline constexpr std::uint8_t kIcmpEchoRequest = 8;
inline constexpr std::uint8_t kIcmpV6EchoRequest = 128;
inline constexpr std::uint8_t kIcmpV6EchoReply = 129;

// Sizes of headers without options.
inline constexpr std::uint16_t kIpv4HeaderBytes = 20;
inline constexpr std::uint16_t kIpv6HeaderBytes = 40;
inline constexpr std::uint16_t kTcpHeaderBytes = 20;
inline constexpr std::uint16_t kUdpHeaderBytes = 8;
inline constexpr std::uint16_t kIcmpHeaderBytes = 8;

}  // namespace penstock::wire
