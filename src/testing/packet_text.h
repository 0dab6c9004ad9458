// SPDX-License-Identifier: Apache-2.0
// Packets as a line of text: `tcp 10.0.0.1:4000 > 10.0.0.2:80 syn`, `udp [fd00::1]:53 > [fd00::2]:900
// payload hello`, `icmp 10.0.0.1 > 10.0.0.2 unreachable about udp 10.0.0.2:9 > 10.0.0.1:8`. The same text
// builds a packet (everything it needs must be there) and describes one that is expected (what it does not
// say may be anything).
//
// Threads: plain values and pure functions.
// Memory: a built packet is a vector of exactly its size.
// Errors: TextError says which word was not understood or is missing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "testing/words.h"
#include "wire/address.h"
#include "wire/flow_key.h"

namespace penstock::testing {

using Bytes = std::vector<std::uint8_t>;

struct TextEndpoint {
  wire::Address address;
  std::uint16_t port = 0;
};

struct TextFragment {
  std::uint16_t identification = 0;
  std::uint16_t offset_bytes = 0;
  bool more = false;
};

struct PacketText {
  std::uint8_t protocol = 0;
  std::optional<TextEndpoint> from;
  std::optional<TextEndpoint> to;
  std::optional<std::uint8_t> tcp_flags;
  std::optional<std::uint32_t> sequence;
  std::optional<std::string> payload;
  std::optional<std::uint32_t> payload_bytes;  // counting bytes where there is no text
  enum class Icmp : std::uint8_t { echo, reply, unreachable };
  std::optional<Icmp> icmp;
  std::uint16_t icmp_id = 0;
  std::shared_ptr<PacketText> about;  // what an ICMP error quotes
  std::optional<TextFragment> fragment;
  std::optional<Bytes> raw;         // `bytes 4500...`: as it stands
  std::uint16_t segment_bytes = 0;  // a super-packet
};

// Takes the words of a packet, up to one that does not belong to it.
PacketText read_packet_text(Words& words);
TextEndpoint read_endpoint(const std::string& word);

Bytes build(const PacketText& text);
// Empty when the packet is as described, else what is different.
std::string difference(const PacketText& expected, std::span<const std::uint8_t> packet);
// One line that says what a packet is.
std::string describe_packet(std::span<const std::uint8_t> packet);
wire::FlowKey key_of(const PacketText& text);

}  // namespace penstock::testing
