// SPDX-License-Identifier: Apache-2.0
// IPv4, IPv6 and Ethernet addresses to and from text. One implementation over a cursor; the wide and narrow
// functions differ in their characters only.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <string>

#include <ip2string.h>
#include <ntifs.h>

namespace {

template <class Char>
struct Cursor {
  const Char* at;

  bool take(char c) {
    if (*at != static_cast<Char>(c)) return false;
    ++at;
    return true;
  }
  int digit(int base) const {
    const int c = static_cast<int>(*at);
    const int value = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : 99;
    return value < base ? value : -1;
  }
  // False when no digit is there or the value is too large.
  bool number(int base, std::uint64_t max, std::uint64_t& value, int digits_max = 20) {
    int digits = 0;
    value = 0;
    for (; digit(base) >= 0; ++at, ++digits) {
      value = value * static_cast<unsigned>(base) + static_cast<unsigned>(digit(base));
      if (value > max || digits == digits_max) return false;
    }
    return digits > 0;
  }
  // Decimal, 0 octal, 0x hexadecimal.
  bool any_number(std::uint64_t max, std::uint64_t& value) {
    if (*at != '0') return number(10, max, value);
    ++at;
    if (take('x') || take('X')) return number(16, max, value);
    if (digit(8) < 0) {
      value = 0;
      return true;
    }
    return number(8, max, value);
  }
};

// One to four parts: the last fills all bytes that are left. Strict: four parts, decimal.
template <class Char>
bool parse_ipv4(Cursor<Char>& cursor, bool strict, std::uint8_t* octets) {
  std::array<std::uint64_t, 4> parts{};
  std::size_t count = 0;
  do {
    if (count == 4) break;
    std::uint64_t& part = parts[count];
    if (!(strict ? cursor.number(10, 255, part, 3) : cursor.any_number(0xFFFFFFFF, part))) return false;
    ++count;
    if (count == 4 || *cursor.at != '.') break;
  } while (cursor.take('.'));
  if (strict && count != 4) return false;
  const std::uint64_t last_max = 0xFFFFFFFFull >> (8 * (count - 1));
  if (parts[count - 1] > last_max) return false;
  std::uint32_t value = static_cast<std::uint32_t>(parts[count - 1]);
  for (std::size_t i = 0; i + 1 < count; ++i) {
    if (parts[i] > 255) return false;
    value |= static_cast<std::uint32_t>(parts[i]) << (24 - 8 * i);
  }
  for (int i = 0; i < 4; ++i) octets[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
  return true;
}

template <class Char>
bool ends_in_ipv4(const Cursor<Char>& cursor) {
  const Char* at = cursor.at;
  while (*at >= '0' && *at <= '9') ++at;
  return at != cursor.at && *at == '.';
}

// Groups before and after the "::", if there is one.
struct Groups {
  std::array<std::uint16_t, 8> value{};
  int count = 0;
  int gap = -1;

  bool add(std::uint64_t group) {
    if (count == 8) return false;
    value[static_cast<std::size_t>(count++)] = static_cast<std::uint16_t>(group);
    return true;
  }
  bool complete() const { return gap >= 0 ? count < 8 : count == 8; }
  void write(std::uint8_t* octets) const {
    std::memset(octets, 0, 16);
    const int moved = gap >= 0 ? 8 - count : 0;
    for (int i = 0; i < count; ++i) {
      const int to = i < gap || gap < 0 ? i : i + moved;
      octets[2 * to] = static_cast<std::uint8_t>(value[static_cast<std::size_t>(i)] >> 8);
      octets[2 * to + 1] = static_cast<std::uint8_t>(value[static_cast<std::size_t>(i)]);
    }
  }
};

template <class Char>
bool parse_group(Cursor<Char>& cursor, Groups& groups) {
  if (ends_in_ipv4(cursor)) {
    std::uint8_t octets[4];
    if (!parse_ipv4(cursor, true, octets)) return false;
    return groups.add(octets[0] << 8 | octets[1]) && groups.add(octets[2] << 8 | octets[3]);
  }
  std::uint64_t group;
  return cursor.number(16, 0xFFFF, group, 4) && groups.add(group);
}

template <class Char>
bool parse_ipv6(Cursor<Char>& cursor, std::uint8_t* octets) {
  Groups groups;
  if (*cursor.at == ':' && cursor.at[1] != ':') return false;
  if (cursor.at[0] == ':') {
    cursor.at += 2;
    groups.gap = 0;
  }
  while (cursor.digit(16) >= 0) {
    if (groups.count == 8 || !parse_group(cursor, groups)) return false;
    if (cursor.at[0] == ':' && cursor.at[1] == ':') {
      if (groups.gap >= 0) return false;
      groups.gap = groups.count;
      cursor.at += 2;
    } else if (cursor.at[0] == ':' && Cursor<Char>{cursor.at + 1}.digit(16) >= 0 && groups.count < 8) {
      ++cursor.at;
    } else {
      break;
    }
  }
  if (!groups.complete()) return false;
  groups.write(octets);
  return true;
}

std::string ipv4_text(const std::uint8_t* octets) {
  char text[16];
  std::snprintf(text, sizeof text, "%u.%u.%u.%u", octets[0], octets[1], octets[2], octets[3]);
  return text;
}

// Mapped, compatible and translated addresses end in an IPv4 address.
bool has_ipv4_tail(const std::uint8_t* octets) {
  for (int i = 0; i < 8; ++i) {
    if (octets[i] != 0) return false;
  }
  const unsigned fifth = unsigned{octets[8]} << 8 | octets[9], sixth = unsigned{octets[10]} << 8 | octets[11];
  const bool mapped = fifth == 0 && sixth == 0xFFFF, translated = fifth == 0xFFFF && sixth == 0;
  const bool compatible = fifth == 0 && sixth == 0 && (octets[12] != 0 || octets[13] != 0);
  return mapped || translated || compatible;
}

std::string ipv6_text(const std::uint8_t* octets) {
  const int groups = has_ipv4_tail(octets) ? 6 : 8;
  const auto group = [&](int i) { return unsigned{octets[2 * i]} << 8 | octets[2 * i + 1]; };
  int gap = -1, gap_length = 1;  // the first longest run of at least two zero groups
  for (int i = 0; i < groups; ++i) {
    int end = i;
    while (end < groups && group(end) == 0) ++end;
    if (end - i > gap_length) {
      gap = i;
      gap_length = end - i;
    }
    if (end > i) i = end - 1;
  }
  std::string text;
  for (int i = 0; i < groups; ++i) {
    if (i == gap) {
      text += "::";
      i += gap_length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    char part[8];
    std::snprintf(part, sizeof part, "%x", group(i));
    text += part;
  }
  if (groups == 8) return text;
  if (text.back() != ':') text += ':';
  return text + ipv4_text(octets + 12);
}

template <class Char>
Char* write(const std::string& text, Char* to) {
  to = std::copy(text.begin(), text.end(), to);
  *to = 0;
  return to;
}

// The length counts the terminator, given and needed.
template <class Char>
NTSTATUS write_bounded(const std::string& text, Char* to, PULONG length) {
  const bool fits = to != nullptr && *length > text.size();
  *length = static_cast<ULONG>(text.size() + 1);
  if (!fits) return STATUS_INVALID_PARAMETER;
  write(text, to);
  return STATUS_SUCCESS;
}

std::string with_port(const std::string& address, USHORT port) {
  return port == 0 ? address : address + ":" + std::to_string(__builtin_bswap16(port));
}

std::string with_scope_and_port(const std::string& address, ULONG scope, USHORT port) {
  const std::string scoped = scope == 0 ? address : address + "%" + std::to_string(scope);
  return port == 0 ? scoped : with_port("[" + scoped + "]", port);
}

template <class Char>
NTSTATUS to_ipv4(const Char* text, bool strict, const Char** terminator, IN_ADDR* address) {
  Cursor<Char> cursor{text};
  const bool parsed = parse_ipv4(cursor, strict, reinterpret_cast<std::uint8_t*>(address));
  if (terminator != nullptr) *terminator = cursor.at;
  return parsed ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

template <class Char>
NTSTATUS to_ipv6(const Char* text, const Char** terminator, IN6_ADDR* address) {
  Cursor<Char> cursor{text};
  const bool parsed = parse_ipv6(cursor, reinterpret_cast<std::uint8_t*>(address));
  if (terminator != nullptr) *terminator = cursor.at;
  return parsed ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

// The port in network order; none is 0.
template <class Char>
bool parse_port(Cursor<Char>& cursor, PUSHORT port) {
  std::uint64_t value = 0;
  if (cursor.take(':') && !cursor.any_number(0xFFFF, value)) return false;
  *port = __builtin_bswap16(static_cast<std::uint16_t>(value));
  return *cursor.at == 0;
}

template <class Char>
NTSTATUS to_ipv4_port(const Char* text, bool strict, IN_ADDR* address, PUSHORT port) {
  Cursor<Char> cursor{text};
  const bool parsed =
      parse_ipv4(cursor, strict, reinterpret_cast<std::uint8_t*>(address)) && parse_port(cursor, port);
  return parsed ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

template <class Char>
NTSTATUS to_ipv6_port(const Char* text, IN6_ADDR* address, PULONG scope, PUSHORT port) {
  Cursor<Char> cursor{text};
  const bool bracket = cursor.take('[');
  std::uint64_t scope_value = 0;
  if (!parse_ipv6(cursor, reinterpret_cast<std::uint8_t*>(address))) return STATUS_INVALID_PARAMETER;
  if (cursor.take('%') && !cursor.number(10, 0xFFFFFFFF, scope_value)) return STATUS_INVALID_PARAMETER;
  *scope = static_cast<ULONG>(scope_value);
  *port = 0;
  if (bracket && !cursor.take(']')) return STATUS_INVALID_PARAMETER;
  const bool ended = bracket ? parse_port(cursor, port) : *cursor.at == 0;
  return ended ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

std::string ethernet_text(const DL_EUI48* address) {
  const auto* octets = reinterpret_cast<const std::uint8_t*>(address);
  char text[18];
  std::snprintf(text, sizeof text, "%02X-%02X-%02X-%02X-%02X-%02X", octets[0], octets[1], octets[2],
                octets[3], octets[4], octets[5]);
  return text;
}

template <class Char>
NTSTATUS to_ethernet(const Char* text, const Char** terminator, DL_EUI48* address) {
  Cursor<Char> cursor{text};
  bool parsed = true;
  for (int i = 0; i < 6 && parsed; ++i) {
    std::uint64_t octet = 0;
    parsed = (i == 0 || cursor.take('-')) && cursor.number(16, 0xFF, octet, 2);
    reinterpret_cast<std::uint8_t*>(address)[i] = static_cast<std::uint8_t>(octet);
  }
  if (terminator != nullptr) *terminator = cursor.at;
  return parsed ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

const std::uint8_t* octets_of(const void* address) { return static_cast<const std::uint8_t*>(address); }

}  // namespace

extern "C" {

PSTR RtlIpv4AddressToStringA(const IN_ADDR* address, PSTR to) {
  return write(ipv4_text(octets_of(address)), to);
}
PWSTR RtlIpv4AddressToStringW(const IN_ADDR* address, PWSTR to) {
  return write(ipv4_text(octets_of(address)), to);
}
PSTR RtlIpv6AddressToStringA(const IN6_ADDR* address, PSTR to) {
  return write(ipv6_text(octets_of(address)), to);
}
PWSTR RtlIpv6AddressToStringW(const IN6_ADDR* address, PWSTR to) {
  return write(ipv6_text(octets_of(address)), to);
}

NTSTATUS RtlIpv4AddressToStringExA(const IN_ADDR* address, USHORT port, PSTR to, PULONG length) {
  return write_bounded(with_port(ipv4_text(octets_of(address)), port), to, length);
}
NTSTATUS RtlIpv4AddressToStringExW(const IN_ADDR* address, USHORT port, PWSTR to, PULONG length) {
  return write_bounded(with_port(ipv4_text(octets_of(address)), port), to, length);
}
NTSTATUS RtlIpv6AddressToStringExA(const IN6_ADDR* address, ULONG scope, USHORT port, PSTR to,
                                   PULONG length) {
  return write_bounded(with_scope_and_port(ipv6_text(octets_of(address)), scope, port), to, length);
}
NTSTATUS RtlIpv6AddressToStringExW(const IN6_ADDR* address, ULONG scope, USHORT port, PWSTR to,
                                   PULONG length) {
  return write_bounded(with_scope_and_port(ipv6_text(octets_of(address)), scope, port), to, length);
}

NTSTATUS RtlIpv4StringToAddressA(PCSTR text, BOOLEAN strict, PCSTR* terminator, IN_ADDR* address) {
  return to_ipv4(text, strict, terminator, address);
}
NTSTATUS RtlIpv4StringToAddressW(PCWSTR text, BOOLEAN strict, PCWSTR* terminator, IN_ADDR* address) {
  return to_ipv4(text, strict, terminator, address);
}
NTSTATUS RtlIpv6StringToAddressA(PCSTR text, PCSTR* terminator, IN6_ADDR* address) {
  return to_ipv6(text, terminator, address);
}
NTSTATUS RtlIpv6StringToAddressW(PCWSTR text, PCWSTR* terminator, IN6_ADDR* address) {
  return to_ipv6(text, terminator, address);
}
NTSTATUS RtlIpv4StringToAddressExA(PCSTR text, BOOLEAN strict, IN_ADDR* address, PUSHORT port) {
  return to_ipv4_port(text, strict, address, port);
}
NTSTATUS RtlIpv4StringToAddressExW(PCWSTR text, BOOLEAN strict, IN_ADDR* address, PUSHORT port) {
  return to_ipv4_port(text, strict, address, port);
}
NTSTATUS RtlIpv6StringToAddressExA(PCSTR text, IN6_ADDR* address, PULONG scope, PUSHORT port) {
  return to_ipv6_port(text, address, scope, port);
}
NTSTATUS RtlIpv6StringToAddressExW(PCWSTR text, IN6_ADDR* address, PULONG scope, PUSHORT port) {
  return to_ipv6_port(text, address, scope, port);
}

PSTR RtlEthernetAddressToStringA(const DL_EUI48* address, PSTR to) {
  return write(ethernet_text(address), to);
}
PWSTR RtlEthernetAddressToStringW(const DL_EUI48* address, PWSTR to) {
  return write(ethernet_text(address), to);
}
NTSTATUS RtlEthernetStringToAddressA(PCSTR text, PCSTR* terminator, DL_EUI48* address) {
  return to_ethernet(text, terminator, address);
}
NTSTATUS RtlEthernetStringToAddressW(PCWSTR text, PCWSTR* terminator, DL_EUI48* address) {
  return to_ethernet(text, terminator, address);
}

}  // extern "C"
