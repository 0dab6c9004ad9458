// SPDX-License-Identifier: Apache-2.0
#include "wire/address.h"

#include <algorithm>

namespace penstock::wire {
namespace {

constexpr std::uint32_t kLimitedBroadcast = 0xffffffff;

// Whether all bits from `first_bit` to the address' end equal `bit`.
bool host_bits_are(const Address& address, std::uint8_t first_bit, bool bit) noexcept {
  const std::span<const std::uint8_t> bytes = address.bytes();
  const std::uint8_t whole = bit ? 0xff : 0x00;
  std::size_t index = first_bit / 8;
  if (first_bit % 8 != 0 && index < bytes.size()) {
    const auto mask = static_cast<std::uint8_t>(0xff >> (first_bit % 8));
    if ((bytes[index] & mask) != (whole & mask)) return false;
    ++index;
  }
  for (; index < bytes.size(); ++index) {
    if (bytes[index] != whole) return false;
  }
  return true;
}

}  // namespace

const char* to_string(AddressKind kind) noexcept {
  switch (kind) {
    case AddressKind::unicast:
      return "unicast";
    case AddressKind::multicast:
      return "multicast";
    case AddressKind::broadcast:
      return "broadcast";
    case AddressKind::anycast:
      return "anycast";
  }
  return "?";
}

bool Address::is_unspecified() const noexcept { return version != 0 && host_bits_are(*this, 0, false); }

bool Address::is_loopback() const noexcept {
  if (version == 4) return octets[0] == 127;
  return version == 6 && octets[15] == 1 &&
         std::all_of(octets.begin(), octets.end() - 1, [](auto octet) { return octet == 0; });
}

bool Address::is_link_local() const noexcept {
  if (version == 4) return octets[0] == 169 && octets[1] == 254;
  return version == 6 && octets[0] == 0xfe && (octets[1] & 0xc0) == 0x80;
}

bool Address::is_multicast() const noexcept {
  if (version == 4) return (octets[0] & 0xf0) == 0xe0;
  return version == 6 && octets[0] == 0xff;
}

AddressKind Address::kind() const noexcept {
  if (is_multicast()) return AddressKind::multicast;
  if (version == 4 && v4() == kLimitedBroadcast) return AddressKind::broadcast;
  return AddressKind::unicast;
}

Prefix Prefix::of(const Address& address, std::uint8_t length) noexcept {
  Prefix prefix{.address = address, .length = std::min(length, address.bits())};
  const std::size_t whole = prefix.length / 8u;
  if (prefix.length % 8 != 0) {
    prefix.address.octets[whole] &= static_cast<std::uint8_t>(0xff00 >> (prefix.length % 8));
  }
  const std::size_t first_clear = whole + (prefix.length % 8 != 0 ? 1 : 0);
  std::fill(prefix.address.octets.begin() + static_cast<std::ptrdiff_t>(first_clear),
            prefix.address.octets.end(), std::uint8_t{0});
  return prefix;
}

bool Prefix::contains(const Address& candidate) const noexcept {
  return candidate.version == address.version && of(candidate, length).address == address;
}

AddressKind kind_on(const Address& address, const Prefix& link) noexcept {
  const AddressKind alone = address.kind();
  if (alone != AddressKind::unicast || !link.contains(address)) return alone;
  // The last two lengths have no room for these (RFC 3021, RFC 6164).
  if (address.version == 4 && link.length <= 30 && host_bits_are(address, link.length, true)) {
    return AddressKind::broadcast;
  }
  if (address.version == 6 && link.length <= 126 && host_bits_are(address, link.length, false)) {
    return AddressKind::anycast;
  }
  return alone;
}

}  // namespace penstock::wire
