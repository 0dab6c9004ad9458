// SPDX-License-Identifier: Apache-2.0
#include "link/netlink.h"

#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

#include "base/function_ref.h"
#include "link/network_namespace.h"

namespace penstock::link {
namespace {

// A dump of one interface with all its statistics is the largest answer.
constexpr std::size_t kAnswerBytesMax = 32 * 1024;
constexpr std::size_t kRequestBytesMax = 512;

std::string subject_of(std::uint32_t interface_index) {
  return "interface " + std::to_string(interface_index);
}

std::uint8_t family_of(const wire::Address& address) { return address.version == 6 ? AF_INET6 : AF_INET; }

struct CloseMnl {
  void operator()(mnl_socket* socket) const { mnl_socket_close(socket); }
};
using MnlSocket = std::unique_ptr<mnl_socket, CloseMnl>;

Result<MnlSocket> open_socket() {
  MnlSocket socket(mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC));
  if (socket == nullptr) return system_fault("netlink", "open", errno);
  if (mnl_socket_bind(socket.get(), 0, MNL_SOCKET_AUTOPID) < 0) return system_fault("netlink", "bind", errno);
  return socket;
}

}  // namespace

// A socket for requests with the sequence numbers that tie an answer to its request, and one for events,
// which would come between the answers.
class NetlinkSocket::Exchange {
 public:
  using OnAnswer = base::FunctionRef<void(const nlmsghdr&)>;

  Exchange(MnlSocket requests, MnlSocket events) : socket_(std::move(requests)), events_(std::move(events)) {}

  nlmsghdr* begin(std::uint16_t type, std::uint16_t flags) {
    nlmsghdr* header = mnl_nlmsg_put_header(request_.data());
    header->nlmsg_type = type;
    header->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | NLM_F_ACK | flags);
    header->nlmsg_seq = ++sequence_;
    return header;
  }

  // 0, or the errno of the kernel's answer.
  int ask(const nlmsghdr* header, OnAnswer on_answer) {
    if (mnl_socket_sendto(socket_.get(), header, header->nlmsg_len) < 0) return errno;
    const unsigned int port = mnl_socket_get_portid(socket_.get());
    int outcome = MNL_CB_OK;
    while (outcome > MNL_CB_STOP) {
      const ssize_t count = mnl_socket_recvfrom(socket_.get(), answer_.data(), answer_.size());
      if (count < 0) return errno;
      outcome = mnl_cb_run(
          answer_.data(), static_cast<std::size_t>(count), sequence_, port,
          [](const nlmsghdr* answer, void* to) {
            (*static_cast<OnAnswer*>(to))(*answer);
            return MNL_CB_OK;
          },
          &on_answer);
    }
    return outcome < 0 ? errno : 0;
  }

  Result<void> order(const nlmsghdr* header, std::string subject, const std::string& action) {
    const int error_number = ask(header, [](const nlmsghdr&) {});
    if (error_number == 0) return {};
    return system_fault(std::move(subject), action, error_number);
  }

  void listen(int group, bool on) {
    mnl_socket_setsockopt(events_.get(), on ? NETLINK_ADD_MEMBERSHIP : NETLINK_DROP_MEMBERSHIP, &group,
                          sizeof group);
  }
  // Takes one event, whatever it says; false when none came.
  bool await_event(int wait_ms) {
    pollfd waiting{mnl_socket_get_fd(events_.get()), POLLIN, 0};
    if (::poll(&waiting, 1, wait_ms) != 1) return false;
    mnl_socket_recvfrom(events_.get(), answer_.data(), answer_.size());
    return true;
  }

 private:
  MnlSocket socket_;
  MnlSocket events_;
  std::uint32_t sequence_ = 0;
  alignas(nlmsghdr) std::array<char, kRequestBytesMax> request_{};
  alignas(nlmsghdr) std::array<char, kAnswerBytesMax> answer_{};
};

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
  nlmsghdr* header = exchange_->begin(RTM_NEWLINK, 0);
  auto* link = static_cast<ifinfomsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ifinfomsg)));
  link->ifi_family = AF_UNSPEC;
  link->ifi_index = static_cast<int>(interface_index);
  link->ifi_flags = IFF_UP;
  link->ifi_change = IFF_UP;
  return exchange_->order(header, subject_of(interface_index), "set up");
}

Result<void> NetlinkSocket::set_mtu(std::uint32_t interface_index, std::uint32_t mtu_bytes) {
  nlmsghdr* header = exchange_->begin(RTM_NEWLINK, 0);
  auto* link = static_cast<ifinfomsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ifinfomsg)));
  link->ifi_family = AF_UNSPEC;
  link->ifi_index = static_cast<int>(interface_index);
  mnl_attr_put_u32(header, IFLA_MTU, mtu_bytes);
  return exchange_->order(header, subject_of(interface_index), "set MTU to " + std::to_string(mtu_bytes));
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
  return exchange_->order(header, subject_of(interface_index),
                          "add address " + to_string(address) + "/" + std::to_string(prefix_length));
}

Result<void> NetlinkSocket::add_route(const wire::Prefix& destination, std::uint32_t interface_index) {
  nlmsghdr* header = exchange_->begin(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL);
  auto* route = static_cast<rtmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(rtmsg)));
  route->rtm_family = family_of(destination.address);
  route->rtm_dst_len = destination.length;
  route->rtm_table = RT_TABLE_MAIN;
  route->rtm_protocol = RTPROT_STATIC;
  route->rtm_scope = destination.address.version == 6 ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK;
  route->rtm_type = RTN_UNICAST;
  const auto bytes = destination.address.bytes();
  if (destination.length != 0) mnl_attr_put(header, RTA_DST, bytes.size(), bytes.data());
  mnl_attr_put_u32(header, RTA_OIF, interface_index);
  return exchange_->order(header, subject_of(interface_index), "add route " + to_string(destination));
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
