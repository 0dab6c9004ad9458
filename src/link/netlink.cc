// SPDX-License-Identifier: Apache-2.0
#include "link/netlink.h"

#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "link/netlink_exchange.h"
#include "link/network_namespace.h"

namespace penstock::link {
namespace {

Result<MnlSocket> open_socket() {
  MnlSocket socket(mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC));
  if (socket == nullptr) return system_fault("netlink", "open", errno);
  if (mnl_socket_bind(socket.get(), 0, MNL_SOCKET_AUTOPID) < 0) return system_fault("netlink", "bind", errno);
  return socket;
}

}  // namespace

NetlinkSocket::NetlinkSocket(std::unique_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
NetlinkSocket::NetlinkSocket(NetlinkSocket&&) noexcept = default;
NetlinkSocket& NetlinkSocket::operator=(NetlinkSocket&&) noexcept = default;
NetlinkSocket::~NetlinkSocket() = default;

Result<NetlinkSocket> NetlinkSocket::open(int namespace_descriptor) {
  auto inside = NetworkNamespace::enter(namespace_descriptor);
  if (!inside.ok()) return inside.fault();
  auto requests = open_socket();
  if (!requests.ok()) return requests.fault();
  auto events = open_socket();
  if (!events.ok()) return events.fault();
  return NetlinkSocket(std::make_unique<Exchange>(std::move(requests).value(), std::move(events).value()));
}

Result<std::uint32_t> NetlinkSocket::index_of(const std::string& name) {
  const std::string subject = "interface " + name;
  if (name.empty() || name.size() >= IFNAMSIZ) {
    return Fault{Reason::bad_option, subject,
                 "a name has 1 to " + std::to_string(IFNAMSIZ - 1) + " characters, got " +
                     std::to_string(name.size())};
  }
  nlmsghdr* header = exchange_->begin(RTM_GETLINK, 0);
  auto* link = static_cast<ifinfomsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ifinfomsg)));
  link->ifi_family = AF_UNSPEC;
  mnl_attr_put_strz(header, IFLA_IFNAME, name.c_str());
  std::uint32_t index = 0;
  const int error_number = exchange_->ask(header, [&index](const nlmsghdr& answer) {
    if (answer.nlmsg_type != RTM_NEWLINK) return;
    index =
        static_cast<std::uint32_t>(static_cast<const ifinfomsg*>(mnl_nlmsg_get_payload(&answer))->ifi_index);
  });
  if (error_number != 0) return system_fault(subject, "look up", error_number);
  if (index == 0) return Fault{Reason::not_found, subject, "look up: the kernel did not answer"};
  return index;
}

Result<void> NetlinkSocket::set_link_up(std::uint32_t interface_index) {
  return set_link_state(interface_index, true);
}

Result<void> NetlinkSocket::set_link_down(std::uint32_t interface_index) {
  return set_link_state(interface_index, false);
}

Result<void> NetlinkSocket::set_link_state(std::uint32_t interface_index, bool up) {
  nlmsghdr* header = exchange_->begin(RTM_NEWLINK, 0);
  auto* link = static_cast<ifinfomsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ifinfomsg)));
  link->ifi_family = AF_UNSPEC;
  link->ifi_index = static_cast<int>(interface_index);
  link->ifi_flags = up ? IFF_UP : 0;
  link->ifi_change = IFF_UP;
  return exchange_->order(header, interface_text(interface_index), up ? "set up" : "set down");
}

Result<void> NetlinkSocket::set_mtu(std::uint32_t interface_index, std::uint32_t mtu_bytes) {
  nlmsghdr* header = exchange_->begin(RTM_NEWLINK, 0);
  auto* link = static_cast<ifinfomsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ifinfomsg)));
  link->ifi_family = AF_UNSPEC;
  link->ifi_index = static_cast<int>(interface_index);
  mnl_attr_put_u32(header, IFLA_MTU, mtu_bytes);
  return exchange_->order(header, interface_text(interface_index), "set MTU to " + std::to_string(mtu_bytes));
}

Result<void> NetlinkSocket::add_address(std::uint32_t interface_index, const wire::Address& address,
                                        std::uint8_t prefix_length) {
  nlmsghdr* header = exchange_->begin(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
  auto* added = static_cast<ifaddrmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ifaddrmsg)));
  added->ifa_family = family_of(address);
  added->ifa_prefixlen = prefix_length;
  added->ifa_flags = address.version == 6 ? IFA_F_NODAD : 0;
  added->ifa_scope = RT_SCOPE_UNIVERSE;
  added->ifa_index = interface_index;
  mnl_attr_put(header, IFA_LOCAL, address.bytes().size(), address.bytes().data());
  mnl_attr_put(header, IFA_ADDRESS, address.bytes().size(), address.bytes().data());
  return exchange_->order(header, interface_text(interface_index),
                          "add address " + to_string(address) + "/" + std::to_string(prefix_length));
}

Result<void> NetlinkSocket::remove_address(const InterfaceAddress& removed) {
  nlmsghdr* header = exchange_->begin(RTM_DELADDR, 0);
  auto* address = static_cast<ifaddrmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ifaddrmsg)));
  address->ifa_family = family_of(removed.address);
  address->ifa_prefixlen = removed.prefix_length;
  address->ifa_index = removed.interface_index;
  mnl_attr_put(header, IFA_LOCAL, removed.address.bytes().size(), removed.address.bytes().data());
  return exchange_->order(header, interface_text(removed.interface_index), "remove " + to_string(removed));
}

Result<void> NetlinkSocket::add_route(const wire::Prefix& destination, std::uint32_t interface_index) {
  return add_route(Route{.destination = destination, .interface_index = interface_index});
}

bool NetlinkSocket::is_local(const wire::Address& address) {
  nlmsghdr* header = exchange_->begin(RTM_GETROUTE, 0);
  auto* route = static_cast<rtmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(rtmsg)));
  route->rtm_family = family_of(address);
  route->rtm_dst_len = address.bits();
  mnl_attr_put(header, RTA_DST, address.bytes().size(), address.bytes().data());
  bool local = false;
  const int error_number = exchange_->ask(header, [&local](const nlmsghdr& answer) {
    if (answer.nlmsg_type != RTM_NEWROUTE) return;
    local = static_cast<const rtmsg*>(mnl_nlmsg_get_payload(&answer))->rtm_type == RTN_LOCAL;
  });
  return error_number == 0 && local;
}

Result<void> NetlinkSocket::await_local(const wire::Address& address, int wait_ms_max) {
  const int group = address.version == 6 ? RTNLGRP_IPV6_ROUTE : RTNLGRP_IPV4_ROUTE;
  // Listening begins before the question, so that the event cannot fall between it and the wait.
  exchange_->listen(group, true);
  bool local = is_local(address);
  while (!local && exchange_->await_event(wait_ms_max)) local = is_local(address);
  exchange_->listen(group, false);
  if (local) return {};
  return Fault{Reason::not_found, "address " + to_string(address),
               "not local after " + std::to_string(wait_ms_max) + " ms: is its interface up?"};
}

}  // namespace penstock::link
