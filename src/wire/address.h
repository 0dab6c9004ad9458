// SPDX-License-Identifier: Apache-2.0
// An IPv4 or IPv6 address as one value of 17 bytes, so that nothing above asks twice which kind it has. An
// IPv4 address lies in the first four bytes in network order and the rest is zero, so equality and hashing
// look at bytes alone. Version 0 is no address. A prefix is an address and a number of leading bits.
//
// Threads: plain values.
// Memory: in place. Only to_string allocates, and is not for the data path.
// Errors: text that is no address gives Fault::bad_text.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "base/byte_order.h"
#include "wire/fault.h"

namespace penstock::wire {

// Broadcast is the limited one unless the prefix of the link is known; anycast likewise cannot be seen in an
// address alone and is answered only by kind_on().
enum class AddressKind : std::uint8_t { unicast, multicast, broadcast, anycast };
const char* to_string(AddressKind kind) noexcept;

struct Address {
  std::uint8_t version = 0;  // 4, 6, or 0 for none
  std::array<std::uint8_t, 16> octets{};

  static Address from_v4(std::uint32_t host_order) noexcept {
    Address address{.version = 4};
    base::store_big32(address.octets.data(), host_order);
    return address;
  }
  // `network_order` has 4 bytes for version 4 and 16 for version 6.
  static Address from_bytes(std::uint8_t version, const std::uint8_t* network_order) noexcept {
    Address address{.version = version};
    if (version == 6) {
      std::memcpy(address.octets.data(), network_order, 16);
    } else {
      std::memcpy(address.octets.data(), network_order, 4);
    }
    return address;
  }

  explicit operator bool() const noexcept { return version != 0; }
  // In host order; meaningful for version 4.
  std::uint32_t v4() const noexcept { return base::load_big32(octets.data()); }
  // In network order: 4, 16 or no bytes.
  std::span<const std::uint8_t> bytes() const noexcept {
    return {octets.data(), version == 4 ? 4u : version == 6 ? 16u : 0u};
  }
  std::uint8_t bits() const noexcept { return version == 4 ? 32 : version == 6 ? 128 : 0; }

  bool is_unspecified() const noexcept;  // 0.0.0.0 and ::
  bool is_loopback() const noexcept;     // 127.0.0.0/8 and ::1
  bool is_link_local() const noexcept;   // 169.254.0.0/16 and fe80::/10
  bool is_multicast() const noexcept;
  AddressKind kind() const noexcept;

  friend bool operator==(const Address&, const Address&) = default;
  friend auto operator<=>(const Address&, const Address&) = default;
};
static_assert(sizeof(Address) == 17);

struct Prefix {
  Address address;          // bits beyond the length are zero
  std::uint8_t length = 0;  // 0..32 or 0..128

  // Clears the bits beyond `length`; a length beyond the address' bits is cut to them.
  static Prefix of(const Address& address, std::uint8_t length) noexcept;
  bool contains(const Address& candidate) const noexcept;
  friend bool operator==(const Prefix&, const Prefix&) = default;
};

// What an address is on a link with this prefix: all host bits set is broadcast (IPv4, length <= 30), none
// set is the subnet-router anycast address (IPv6, length <= 126).
AddressKind kind_on(const Address& address, const Prefix& link) noexcept;

std::string to_string(const Address& address);
std::string to_string(const Prefix& prefix);
Result<Address> parse_address(std::string_view text) noexcept;
// "10.0.0.0/8", "fd00::/8", or an address alone for all its bits. Host bits that are set are refused: the
// writer meant something else.
Result<Prefix> parse_prefix(std::string_view text) noexcept;

}  // namespace penstock::wire
