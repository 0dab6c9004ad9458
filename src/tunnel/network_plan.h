// SPDX-License-Identifier: Apache-2.0
// What a start asks of the host's network, as the plug-in wrote it and as data that can be applied: addresses,
// routes, exclusions, names. Planning is pure; the program applies a plan through InterfaceHost, in one piece
// or not at all.
//
// Threads: plain values; InterfaceHost is called by whoever starts or stops the channel, one call at a time.
// Memory: owns its text.
// Errors: a plan that cannot be made says which value was wrong in `note` and gives invalid_argument.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tunnel/fault.h"
#include "wire/address.h"

namespace penstock::tunnel {

// Host names are literal addresses here, as text.
struct RouteText {
  std::string address;
  std::uint32_t prefix_bits = 0;
};

struct NameText {
  std::string name;  // "." is everything
  bool fully_qualified = false;
  std::vector<std::string> servers;
  std::vector<std::string> proxies;
};

struct NetworkRequest {
  std::vector<std::string> ipv4_addresses;
  std::vector<std::string> ipv6_addresses;
  std::vector<std::uint8_t> interface_id;  // 0, 8 or 16 bytes
  std::vector<RouteText> ipv4_inclusions;
  std::vector<RouteText> ipv6_inclusions;
  std::vector<RouteText> ipv4_exclusions;
  std::vector<RouteText> ipv6_exclusions;
  bool exclude_local_subnets = false;
  std::vector<NameText> names;
  std::string proxy_configuration;  // a URI
  std::uint32_t mtu_bytes = 0;
  std::uint32_t frame_bytes_max = 0;
};

enum class NameKind : std::uint8_t {
  everything,       // the servers answer for all names
  suffix,           // for names under it, and it is searched
  fully_qualified,  // for this name alone
};

struct NameRule {
  NameKind kind = NameKind::suffix;
  std::string name;                    // without dots at its ends; empty for everything
  std::vector<wire::Address> servers;  // none: exempt from a broader rule
  friend bool operator==(const NameRule&, const NameRule&) = default;
};

struct NetworkPlan {
  std::vector<wire::Address> addresses;
  std::optional<std::array<std::uint8_t, 8>> interface_id;
  std::vector<wire::Prefix> inclusions;
  std::vector<wire::Prefix> exclusions;  // win over every inclusion that contains them (N-RT-2)
  bool exclude_local_subnets = false;
  std::vector<NameRule> names;
  std::string proxy_configuration;
  std::uint32_t mtu_bytes = 0;
  std::uint32_t frame_bytes_max = 0;
  friend bool operator==(const NetworkPlan&, const NetworkPlan&) = default;

  // Whether the address is to be reached through the tunnel, by routes alone.
  bool routes(const wire::Address& address) const;
};

// `notes` gets a line for whatever was mended or refused.
Result<NetworkPlan> plan_network(const NetworkRequest& request, std::vector<std::string>& notes);

class InterfaceHost {
 public:
  virtual ~InterfaceHost() = default;
  // Brings the interface up with everything in the plan. A fault leaves nothing behind (N-LIFE-10).
  virtual Result<void> raise(const NetworkPlan& plan) = 0;
  // From the plan that is up to another one, without taking the interface down (N-LIFE-11).
  virtual Result<void> change(const NetworkPlan& plan) = 0;
  // Everything as before raise().
  virtual void lower() = 0;
};

}  // namespace penstock::tunnel
