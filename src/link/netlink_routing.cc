// SPDX-License-Identifier: Apache-2.0
// The half of NetlinkSocket that is about routes and rules.
#include <libmnl/libmnl.h>
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "link/netlink.h"
#include "link/netlink_exchange.h"

namespace penstock::link {
namespace {

constexpr std::uint32_t kTableInHeaderMax = 255;

std::uint8_t table_in_header(std::uint32_t table) {
  return static_cast<std::uint8_t>(table <= kTableInHeaderMax ? table : std::uint32_t{RT_TABLE_UNSPEC});
}

void write_route(nlmsghdr* header, const Route& route) {
  auto* message = static_cast<rtmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(rtmsg)));
  const wire::Address& address = route.destination.address;
  message->rtm_family = family_of(address);
  message->rtm_dst_len = route.destination.length;
  message->rtm_table = table_in_header(route.table);
  message->rtm_protocol = RTPROT_STATIC;
  message->rtm_type = route.throws() ? RTN_THROW : RTN_UNICAST;
  const bool direct = !route.throws() && !route.gateway && address.version == 4;
  message->rtm_scope = direct ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
  if (route.destination.length != 0)
    mnl_attr_put(header, RTA_DST, address.bytes().size(), address.bytes().data());
  mnl_attr_put_u32(header, RTA_TABLE, route.table);
  if (!route.throws()) mnl_attr_put_u32(header, RTA_OIF, route.interface_index);
  if (route.gateway) {
    mnl_attr_put(header, RTA_GATEWAY, route.gateway.bytes().size(), route.gateway.bytes().data());
  }
}

void write_rule(nlmsghdr* header, const RoutingRule& rule) {
  auto* message = static_cast<fib_rule_hdr*>(mnl_nlmsg_put_extra_header(header, sizeof(fib_rule_hdr)));
  message->family = rule.ip_version == 6 ? AF_INET6 : AF_INET;
  message->table = table_in_header(rule.table);
  message->action = FR_ACT_TO_TBL;
  mnl_attr_put_u32(header, FRA_TABLE, rule.table);
  mnl_attr_put_u32(header, FRA_PRIORITY, rule.priority);
  if (rule.unless_mark != 0) {
    message->flags = FIB_RULE_INVERT;
    mnl_attr_put_u32(header, FRA_FWMARK, rule.unless_mark);
    mnl_attr_put_u32(header, FRA_FWMASK, 0xffffffff);
  }
  if (rule.without_default) mnl_attr_put_u32(header, FRA_SUPPRESS_PREFIXLEN, 0);
}

// What of a route the kernel told is of use here.
int read_attribute(const nlattr* attribute, void* to) {
  Route& route = *static_cast<Route*>(to);
  const std::uint8_t version = route.destination.address.version;
  const std::size_t address_bytes = version == 6 ? 16 : 4;
  const std::uint16_t size = mnl_attr_get_payload_len(attribute);
  const auto* bytes = static_cast<const std::uint8_t*>(mnl_attr_get_payload(attribute));
  switch (mnl_attr_get_type(attribute)) {
    case RTA_DST:
      if (size == address_bytes) route.destination.address = wire::Address::from_bytes(version, bytes);
      break;
    case RTA_GATEWAY:
      if (size == address_bytes) route.gateway = wire::Address::from_bytes(version, bytes);
      break;
    case RTA_TABLE:
      if (size == sizeof(std::uint32_t)) route.table = mnl_attr_get_u32(attribute);
      break;
    case RTA_OIF:
      if (size == sizeof(std::uint32_t)) route.interface_index = mnl_attr_get_u32(attribute);
      break;
    default:
      break;
  }
  return MNL_CB_OK;
}

Route read_route(const nlmsghdr& answer) {
  const auto* message = static_cast<const rtmsg*>(mnl_nlmsg_get_payload(&answer));
  const auto version = static_cast<std::uint8_t>(message->rtm_family == AF_INET6 ? 6 : 4);
  Route route{.destination = {{.version = version}, message->rtm_dst_len}, .table = message->rtm_table};
  mnl_attr_parse(&answer, sizeof(rtmsg), read_attribute, &route);
  return route;
}

bool is_connected_subnet(const nlmsghdr& answer, const Route& route) {
  const auto* message = static_cast<const rtmsg*>(mnl_nlmsg_get_payload(&answer));
  return message->rtm_type == RTN_UNICAST && message->rtm_protocol == RTPROT_KERNEL && !route.gateway &&
         route.table == kMainTable && route.destination.length != 0 &&
         !route.destination.address.is_multicast();
}

}  // namespace

Result<void> NetlinkSocket::add_route(const Route& route) {
  nlmsghdr* header = exchange_->begin(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL);
  write_route(header, route);
  return exchange_->order(header, "routing", "add " + to_string(route));
}

Result<void> NetlinkSocket::remove_route(const Route& route) {
  nlmsghdr* header = exchange_->begin(RTM_DELROUTE, 0);
  write_route(header, route);
  return exchange_->order(header, "routing", "remove " + to_string(route));
}

Result<void> NetlinkSocket::add_rule(const RoutingRule& rule) {
  nlmsghdr* header = exchange_->begin(RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL);
  write_rule(header, rule);
  return exchange_->order(header, "routing", "add " + to_string(rule));
}

Result<void> NetlinkSocket::remove_rule(const RoutingRule& rule) {
  nlmsghdr* header = exchange_->begin(RTM_DELRULE, 0);
  write_rule(header, rule);
  return exchange_->order(header, "routing", "remove " + to_string(rule));
}

Result<Route> NetlinkSocket::next_hop(const wire::Address& address) {
  nlmsghdr* header = exchange_->begin(RTM_GETROUTE, 0);
  auto* message = static_cast<rtmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(rtmsg)));
  message->rtm_family = family_of(address);
  message->rtm_dst_len = address.bits();
  mnl_attr_put(header, RTA_DST, address.bytes().size(), address.bytes().data());
  Route found;
  const int error_number = exchange_->ask(header, [&found](const nlmsghdr& answer) {
    if (answer.nlmsg_type == RTM_NEWROUTE) found = read_route(answer);
  });
  const std::string subject = "address " + wire::to_string(address);
  if (error_number != 0) return system_fault(subject, "look up its route", error_number);
  if (found.throws()) return Fault{Reason::not_found, subject, "look up its route: there is none"};
  return Route{.destination = {address, address.bits()},
               .interface_index = found.interface_index,
               .gateway = found.gateway};
}

Result<std::vector<wire::Prefix>> NetlinkSocket::connected_subnets(std::uint32_t interface_index_except) {
  std::vector<wire::Prefix> subnets;
  for (const std::uint8_t family : {AF_INET, AF_INET6}) {
    nlmsghdr* header = exchange_->begin(RTM_GETROUTE, NLM_F_DUMP);
    static_cast<rtmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(rtmsg)))->rtm_family = family;
    const int error_number = exchange_->ask(header, [&](const nlmsghdr& answer) {
      if (answer.nlmsg_type != RTM_NEWROUTE) return;
      const Route route = read_route(answer);
      if (route.interface_index == interface_index_except || !is_connected_subnet(answer, route)) return;
      subnets.push_back(route.destination);
    });
    if (error_number != 0 && error_number != EAFNOSUPPORT) {
      return system_fault("routing", "list the routes", error_number);
    }
  }
  return subnets;
}

}  // namespace penstock::link
