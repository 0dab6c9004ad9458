// SPDX-License-Identifier: Apache-2.0
#include "link/netlink_exchange.h"

#include <poll.h>

#include <cerrno>
#include <utility>

namespace penstock::link {

nlmsghdr* NetlinkSocket::Exchange::begin(std::uint16_t type, std::uint16_t flags) {
  nlmsghdr* header = mnl_nlmsg_put_header(request_.data());
  header->nlmsg_type = type;
  header->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | NLM_F_ACK | flags);
  header->nlmsg_seq = ++sequence_;
  return header;
}

int NetlinkSocket::Exchange::ask(const nlmsghdr* header, OnAnswer on_answer) {
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

Result<void> NetlinkSocket::Exchange::order(const nlmsghdr* header, std::string subject,
                                            const std::string& action) {
  const int error_number = ask(header, [](const nlmsghdr&) {});
  if (error_number == 0) return {};
  return system_fault(std::move(subject), action, error_number);
}

void NetlinkSocket::Exchange::listen(int group, bool on) {
  mnl_socket_setsockopt(events_.get(), on ? NETLINK_ADD_MEMBERSHIP : NETLINK_DROP_MEMBERSHIP, &group,
                        sizeof group);
}

bool NetlinkSocket::Exchange::await_event(int wait_ms) {
  pollfd waiting{mnl_socket_get_fd(events_.get()), POLLIN, 0};
  if (::poll(&waiting, 1, wait_ms) != 1) return false;
  mnl_socket_recvfrom(events_.get(), answer_.data(), answer_.size());
  return true;
}

}  // namespace penstock::link
