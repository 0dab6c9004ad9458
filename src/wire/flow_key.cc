// SPDX-License-Identifier: Apache-2.0
#include "wire/flow_key.h"

#include <utility>

namespace penstock::wire {
namespace {

// Odd numbers without structure; any would do.
constexpr std::uint64_t kSalts[] = {0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9, 0x94d049bb133111eb,
                                    0xd6e8feb86659fd93, 0xa0761d6478bd642f};

// Both halves of a 128-bit product: each input bit reaches each output bit.
std::uint64_t mix(std::uint64_t x, std::uint64_t y) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(x) * y;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t mix_end(const Address& address, std::uint16_t port, std::uint64_t seed) noexcept {
  std::uint64_t low, high;
  std::memcpy(&low, address.octets.data(), 8);
  std::memcpy(&high, address.octets.data() + 8, 8);
  // Two rounds: in one, an IPv4 address (its high half is 0) would leave the port next to a constant.
  return mix(mix(low ^ seed ^ kSalts[0], high ^ kSalts[1]) ^ port, seed ^ kSalts[2]);
}

void name_fragment(const Parsed& parsed, FlowKey& key) noexcept {
  key.protocol = kProtocolFragment;
  // IPv6 collects by addresses and identification alone (RFC 8200, 4.5).
  key.detail = parsed.version == 4 ? parsed.protocol : 0;
  key.a_port = static_cast<std::uint16_t>(parsed.fragment.identification >> 16);
  key.b_port = static_cast<std::uint16_t>(parsed.fragment.identification);
}

void name_icmp(const Parsed& parsed, FlowKey& key) noexcept {
  if (parsed.is_icmp_echo()) {
    key.a_port = key.b_port = parsed.icmp_id;
    key.detail = parsed.version == 4 ? kIcmpEchoRequest : kIcmpV6EchoRequest;
  } else {
    key.a_port = key.b_port = parsed.icmp_code;
    key.detail = parsed.icmp_type;
  }
}

// One variable to return, so that it is built where the caller wants it.
FlowKey key_of(const Parsed& parsed, bool by_identification) noexcept {
  FlowKey key{.a = parsed.source,
              .b = parsed.destination,
              .a_port = parsed.source_port,
              .b_port = parsed.destination_port,
              .protocol = parsed.protocol};
  if (by_identification) [[unlikely]] {
    name_fragment(parsed, key);
  } else if (parsed.is_icmp()) {
    name_icmp(parsed, key);
  }
  return key;
}

}  // namespace

std::uint64_t FlowKey::hash(std::uint64_t seed) const noexcept {
  std::uint64_t words[5];
  std::memcpy(words, this, sizeof words);
  const std::uint64_t first = mix(words[0] ^ kSalts[0] ^ seed, words[1] ^ kSalts[1]);
  const std::uint64_t second = mix(words[2] ^ kSalts[2] ^ seed, words[3] ^ kSalts[3]);
  return mix(first ^ words[4] ^ kSalts[4], second ^ (seed + kSalts[1]));
}

std::uint64_t FlowKey::symmetric_hash(std::uint64_t seed) const noexcept {
  const std::uint64_t ends = mix_end(a, a_port, seed) + mix_end(b, b_port, seed);
  const std::uint64_t kind = static_cast<std::uint64_t>(protocol) << 8 | detail;
  return mix(ends ^ kSalts[3], (kind << 1) ^ seed ^ kSalts[4]);
}

FlowKey flow_key(const Parsed& parsed) noexcept { return key_of(parsed, parsed.fragment.fragment); }

FlowKey transport_key(const Parsed& parsed) noexcept { return key_of(parsed, !parsed.fragment.first); }

Result<FlowKey> embedded_flow(const Parsed& parsed, std::span<const std::uint8_t> bytes) noexcept {
  Result<Parsed> quoted = parse_quoted(parsed, bytes);
  if (!quoted) return quoted.fault();
  return transport_key(*quoted);
}

std::uint64_t owner_hash(const Parsed& parsed, std::span<const std::uint8_t> bytes) noexcept {
  if (parsed.destination.kind() != AddressKind::unicast) return 0;
  if (!parsed.fragment.fragment && parsed.is_icmp_error()) {
    if (Result<FlowKey> about = embedded_flow(parsed, bytes)) return about->symmetric_hash();
  }
  return flow_key(parsed).symmetric_hash();
}

}  // namespace penstock::wire
