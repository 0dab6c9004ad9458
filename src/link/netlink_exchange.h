// SPDX-License-Identifier: Apache-2.0
// A netlink socket for requests, with the sequence numbers that tie an answer to its request, and one for
// events, which would come between the answers. This room's own.
//
// Threads: one at a time.
// Memory: both sockets, a request and an answer.
// Errors: what the kernel said.
#pragma once

#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "base/function_ref.h"
#include "link/fault.h"
#include "link/netlink.h"

namespace penstock::link {

struct CloseMnl {
  void operator()(mnl_socket* socket) const { mnl_socket_close(socket); }
};
using MnlSocket = std::unique_ptr<mnl_socket, CloseMnl>;

class NetlinkSocket::Exchange {
 public:
  using OnAnswer = base::FunctionRef<void(const nlmsghdr&)>;

  Exchange(MnlSocket requests, MnlSocket events) : socket_(std::move(requests)), events_(std::move(events)) {}

  nlmsghdr* begin(std::uint16_t type, std::uint16_t flags);
  // 0, or the errno of the kernel's answer.
  int ask(const nlmsghdr* header, OnAnswer on_answer);
  Result<void> order(const nlmsghdr* header, std::string subject, const std::string& action);

  void listen(int group, bool on);
  // Takes one event, whatever it says; false when none came.
  bool await_event(int wait_ms);

 private:
  // A dump of one interface with all its statistics is the largest answer.
  static constexpr std::size_t kAnswerBytesMax = 32 * 1024;
  static constexpr std::size_t kRequestBytesMax = 512;

  MnlSocket socket_;
  MnlSocket events_;
  std::uint32_t sequence_ = 0;
  alignas(nlmsghdr) std::array<char, kRequestBytesMax> request_{};
  alignas(nlmsghdr) std::array<char, kAnswerBytesMax> answer_{};
};

inline std::string interface_text(std::uint32_t interface_index) {
  return "interface " + std::to_string(interface_index);
}
inline std::uint8_t family_of(const wire::Address& address) {
  return address.version == 6 ? AF_INET6 : AF_INET;
}

}  // namespace penstock::link
