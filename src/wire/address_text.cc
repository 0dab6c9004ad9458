// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>

#include <charconv>

#include "wire/address.h"

namespace penstock::wire {

std::string to_string(const Address& address) {
  char text[INET6_ADDRSTRLEN];
  const int family = address.version == 6 ? AF_INET6 : AF_INET;
  if (address.version == 0 || inet_ntop(family, address.octets.data(), text, sizeof text) == nullptr) {
    return "-";
  }
  return text;
}

std::string to_string(const Prefix& prefix) {
  return to_string(prefix.address) + "/" + std::to_string(prefix.length);
}

Result<Address> parse_address(std::string_view text) noexcept {
  char terminated[INET6_ADDRSTRLEN];
  // A zero byte inside would hide what follows it from inet_pton.
  if (text.size() >= sizeof terminated || text.find('\0') != text.npos) return Fault::bad_text;
  terminated[text.copy(terminated, text.size())] = '\0';
  const bool colon = text.find(':') != text.npos;
  Address address{.version = static_cast<std::uint8_t>(colon ? 6 : 4)};
  if (inet_pton(colon ? AF_INET6 : AF_INET, terminated, address.octets.data()) != 1) return Fault::bad_text;
  return address;
}

Result<Prefix> parse_prefix(std::string_view text) noexcept {
  const std::size_t slash = text.find('/');
  Result<Address> address = parse_address(text.substr(0, slash));
  if (!address) return address.fault();
  std::uint8_t length = address->bits();
  if (slash != text.npos) {
    const char* begin = text.data() + slash + 1;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(begin, end, length);
    if (error != std::errc{} || stop != end || length > address->bits()) return Fault::bad_text;
  }
  const Prefix prefix = Prefix::of(*address, length);
  if (prefix.address != *address) return Fault::bad_text;
  return prefix;
}

}  // namespace penstock::wire
