// SPDX-License-Identifier: Apache-2.0
// What the kernel's routing is asked to hold: a route in a table, and a rule that says which packets look
// there. Written as words so that an operator can read them and a journal can be undone from them.
//
// Threads: plain values.
// Memory: in place.
// Errors: text that is none gives nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wire/address.h"

namespace penstock::link {

inline constexpr std::uint32_t kMainTable = 254;

struct Route {
  wire::Prefix destination;
  std::uint32_t table = kMainTable;
  std::uint32_t interface_index = 0;  // 0: the lookup goes on as if this table had nothing ("throw")
  wire::Address gateway;              // none: directly
  friend bool operator==(const Route&, const Route&) = default;

  bool throws() const { return interface_index == 0; }
};

struct RoutingRule {
  std::uint8_t ip_version = 4;
  std::uint32_t priority = 0;  // lower is asked first
  std::uint32_t table = kMainTable;
  std::uint32_t unless_mark = 0;  // packets that carry this mark pass by; 0: all look there
  bool without_default = false;   // a default route of the table does not count
  friend bool operator==(const RoutingRule&, const RoutingRule&) = default;
};

struct InterfaceAddress {
  std::uint32_t interface_index = 0;
  wire::Address address;
  std::uint8_t prefix_length = 0;
  friend bool operator==(const InterfaceAddress&, const InterfaceAddress&) = default;
};

// "route 10.0.0.0/8 table 51000 interface 7 gateway 10.9.0.1", "rule 4 priority 20000 table 51000 unless-mark 77",
// "address 10.9.0.1/32 interface 7"
std::string to_string(const Route& route);
std::string to_string(const RoutingRule& rule);
std::string to_string(const InterfaceAddress& address);
std::optional<Route> parse_route(std::string_view text);
std::optional<RoutingRule> parse_rule(std::string_view text);

}  // namespace penstock::link
