// SPDX-License-Identifier: Apache-2.0
#include "tunnel/network_plan.h"

#include <algorithm>

namespace penstock::tunnel {
namespace {

using Texts = std::vector<std::string>;

constexpr std::uint32_t kMtuMax = 65535;
constexpr std::uint32_t kFrameMax = 65536;
constexpr std::uint32_t kMtuAdvised = 1400;
constexpr std::uint32_t kFrameAdvised = 1500;
constexpr std::uint32_t kIpv6MtuMin = 1280;

// Collects what it finds and remembers why it cannot go on.
class Planner {
 public:
  Planner(const NetworkRequest& request, Texts& notes) : request_(request), notes_(notes) {}

  Result<NetworkPlan> plan() {
    const bool good = sizes() && addresses() && interface_id() && routes() && names();
    if (!good) return Fault::invalid_argument;
    plan_.proxy_configuration = request_.proxy_configuration;
    plan_.exclude_local_subnets = request_.exclude_local_subnets;
    return std::move(plan_);
  }

 private:
  bool refuse(std::string why) {
    notes_.push_back(std::move(why));
    return false;
  }

  // N-LIFE-8.
  bool sizes() {
    const std::uint32_t mtu = request_.mtu_bytes;
    const std::uint32_t frame = request_.frame_bytes_max;
    if (mtu == 0 || mtu > kMtuMax)
      return refuse("start: MTU " + std::to_string(mtu) + " is not in 1 to 65535");
    if (frame <= mtu || frame > kFrameMax) {
      return refuse("start: frame size " + std::to_string(frame) + " must be above the MTU " +
                    std::to_string(mtu) + " and at most 65536");
    }
    if (mtu < kIpv6MtuMin && !request_.ipv6_addresses.empty()) {
      return refuse("start: MTU " + std::to_string(mtu) + " is below 1280, which IPv6 needs");
    }
    if (mtu > kMtuAdvised || frame > kFrameAdvised) {
      notes_.push_back("start: MTU " + std::to_string(mtu) + ", frame " + std::to_string(frame) +
                       ": above the documented 1400 and 1500; it works here");
    }
    plan_.mtu_bytes = mtu;
    plan_.frame_bytes_max = frame;
    return true;
  }

  // N-LIFE-9.
  bool addresses() {
    if (request_.ipv4_addresses.empty() && request_.ipv6_addresses.empty()) {
      return refuse("start: no address in either family; there is no DHCP on a tunnel");
    }
    return addresses_of(request_.ipv4_addresses, 4) && addresses_of(request_.ipv6_addresses, 6);
  }

  bool addresses_of(const Texts& texts, std::uint8_t version) {
    for (const std::string& text : texts) {
      const auto address = wire::parse_address(text);
      if (!address.ok() || address->version != version) {
        return refuse("start: '" + text + "' is no literal IPv" + std::to_string(version) + " address");
      }
      plan_.addresses.push_back(*address);
    }
    return true;
  }

  bool interface_id() {
    const std::vector<std::uint8_t>& bytes = request_.interface_id;
    if (bytes.empty()) return true;
    if (bytes.size() != 8 && bytes.size() != 16) {
      return refuse("start: an interface id of " + std::to_string(bytes.size()) + " bytes; give 8 or 16");
    }
    plan_.interface_id.emplace();
    std::copy(bytes.end() - 8, bytes.end(), plan_.interface_id->begin());
    return true;
  }

  bool routes() {
    if (!request_.ipv4_inclusions.empty() && request_.ipv4_addresses.empty()) {
      return refuse("start: IPv4 routes without an IPv4 address");
    }
    if (!request_.ipv6_inclusions.empty() && request_.ipv6_addresses.empty()) {
      return refuse("start: IPv6 routes without an IPv6 address");
    }
    return routes_of(request_.ipv4_inclusions, 4, plan_.inclusions) &&
           routes_of(request_.ipv6_inclusions, 6, plan_.inclusions) &&
           routes_of(request_.ipv4_exclusions, 4, plan_.exclusions) &&
           routes_of(request_.ipv6_exclusions, 6, plan_.exclusions);
  }

  // N-RT-4.
  bool routes_of(const std::vector<RouteText>& texts, std::uint8_t version, std::vector<wire::Prefix>& out) {
    for (const RouteText& text : texts) {
      const std::string shown = text.address + "/" + std::to_string(text.prefix_bits);
      const auto address = wire::parse_address(text.address);
      if (!address.ok() || address->version != version) {
        return refuse("start: route " + shown + " is not an IPv" + std::to_string(version) + " one");
      }
      if (text.prefix_bits > address->bits()) {
        return refuse("start: route " + shown + " has more bits than its address");
      }
      const auto prefix = wire::Prefix::of(*address, static_cast<std::uint8_t>(text.prefix_bits));
      if (prefix.address != *address) {
        notes_.push_back("start: route " + shown + " has host bits; taken as " + wire::to_string(prefix));
      }
      if (std::find(out.begin(), out.end(), prefix) == out.end()) out.push_back(prefix);
    }
    return true;
  }

  bool names() {
    for (const NameText& text : request_.names) {
      NameRule rule;
      rule.kind = text.fully_qualified ? NameKind::fully_qualified : NameKind::suffix;
      rule.name = text.name;
      if (text.name == ".") {
        rule.kind = NameKind::everything;
        rule.name.clear();
      } else {
        if (!rule.name.empty() && rule.name.back() == '.') rule.name.pop_back();
        if (rule.name.empty() || rule.name.front() == '.') {
          return refuse("start: name '" + text.name + "' begins with a dot or is empty; write it bare");
        }
      }
      for (const std::string& server : text.servers) {
        const auto address = wire::parse_address(server);
        if (!address.ok()) return refuse("start: name server '" + server + "' is no literal address");
        rule.servers.push_back(*address);
      }
      plan_.names.push_back(std::move(rule));
    }
    return true;
  }

  const NetworkRequest& request_;
  Texts& notes_;
  NetworkPlan plan_;
};

bool any_contains(const std::vector<wire::Prefix>& prefixes, const wire::Address& address) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const wire::Prefix& prefix) { return prefix.contains(address); });
}

}  // namespace

bool NetworkPlan::routes(const wire::Address& address) const {
  return any_contains(inclusions, address) && !any_contains(exclusions, address);
}

Result<NetworkPlan> plan_network(const NetworkRequest& request, std::vector<std::string>& notes) {
  return Planner(request, notes).plan();
}

}  // namespace penstock::tunnel
