// SPDX-License-Identifier: Apache-2.0
#include "wg_quick_values.h"

#include <arpa/inet.h>
#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace wireguard {
namespace {

constexpr std::size_t kKeyText = 44;
constexpr std::size_t kShownMax = 80;

// A value as it may stand in a message: short, and nothing but what can be printed.
std::string shown(std::string_view value) {
  std::string text(value.substr(0, kShownMax));
  for (char& c : text)
    if (!std::isprint(static_cast<unsigned char>(c))) c = '?';
  return "'" + text + (value.size() > kShownMax ? "…'" : "'");
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  list = trimmed(list);
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    parts.push_back(trimmed(list.substr(0, comma)));
    if (comma == list.size()) break;
    list.remove_prefix(comma + 1);
    if (list.empty()) parts.emplace_back();
  }
  return parts;
}

bool same_word(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

// libsodium decodes without branches or tables that depend on the text.
Complaint read_key(std::string_view value, std::span<std::uint8_t, kKeyBytes> result) {
  if (value.size() != kKeyText)
    return "a key has 44 characters of base64 (32 bytes), got " + std::to_string(value.size()) +
           " characters";
  std::size_t size = 0;
  if (sodium_base642bin(result.data(), result.size(), value.data(), value.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      size != kKeyBytes)
    return "a key has 44 characters of base64 (32 bytes), got 44 characters that are not";
  return {};
}

Complaint read_number(std::string_view value, std::uint64_t least, std::uint64_t most,
                      std::uint64_t& result) {
  const bool hexadecimal = value.size() > 2 && value[0] == '0' && (value[1] == 'x' || value[1] == 'X');
  const std::string_view digits = hexadecimal ? value.substr(2) : value;
  const auto [end, fault] =
      std::from_chars(digits.data(), digits.data() + digits.size(), result, hexadecimal ? 16 : 10);
  if (fault == std::errc() && end == digits.data() + digits.size() && result >= least && result <= most)
    return {};
  return "needs a number from " + std::to_string(least) + " to " + std::to_string(most) + ", got " +
         shown(value);
}

bool read_address(std::string_view value, Address& result) {
  const std::string text(value);
  Address address;
  if (inet_pton(AF_INET, text.c_str(), address.bytes.data()) == 1) {
    address.family = Family::ipv4;
  } else if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) {
    address.family = Family::ipv6;
  } else {
    return false;
  }
  if (text.find('\0') != std::string::npos) return false;
  result = address;
  return true;
}

Complaint read_range(std::string_view value, AddressRange& result) {
  const std::size_t slash = value.find('/');
  if (!read_address(value.substr(0, slash), result.address))
    return "needs an IPv4 or IPv6 address, optionally with a prefix, got " + shown(value);
  const unsigned most = result.address.family == Family::ipv4 ? 32 : 128;
  result.bits = most;
  if (slash == std::string_view::npos) return {};
  std::uint64_t bits = 0;
  if (!read_number(value.substr(slash + 1), 0, most, bits).empty())
    return "needs a prefix from 0 to " + std::to_string(most) + " bits, got " + shown(value);
  result.bits = static_cast<unsigned>(bits);
  return {};
}

Complaint read_endpoint(std::string_view value, std::string& host, std::uint16_t& port) {
  const std::string wanted = "needs host:port or [address]:port, got ";
  const std::size_t colon = value.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wanted + shown(value);
  std::string_view name = value.substr(0, colon);
  if (name.front() == '[') {
    Address address;
    if (name.back() != ']' || name.size() < 3) return wanted + shown(value);
    name = name.substr(1, name.size() - 2);
    const std::string_view literal = name.substr(0, name.find('%'));
    if (!read_address(literal, address) || address.family != Family::ipv6) return wanted + shown(value);
  } else if (name.find(':') != std::string_view::npos) {
    return "an IPv6 address stands in brackets, as [2001:db8::1]:51820, got " + shown(value);
  }
  if (name.size() > 253) return "a host name has at most 253 characters, got " + std::to_string(name.size());
  const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isgraph(c); });
  if (!plain) return wanted + shown(value);
  std::uint64_t number = 0;
  if (Complaint complaint = read_number(value.substr(colon + 1), 1, 65535, number); !complaint.empty())
    return "port " + complaint;
  host = std::string(name);
  port = static_cast<std::uint16_t>(number);
  return {};
}

}  // namespace wireguard
