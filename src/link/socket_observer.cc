// SPDX-License-Identifier: Apache-2.0
#include "link/socket_observer.h"

#include <dirent.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "link/network_namespace.h"

namespace penstock::link {
namespace {

constexpr std::size_t kMessageBytesMax = 8192;

struct CloseMnl {
  void operator()(mnl_socket* socket) const { mnl_socket_close(socket); }
};
using MnlSocket = std::unique_ptr<mnl_socket, CloseMnl>;

MnlSocket open_socket(unsigned groups, int flags) {
  MnlSocket socket(mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC | flags));
  if (socket == nullptr || mnl_socket_bind(socket.get(), groups, MNL_SOCKET_AUTOPID) != 0) return nullptr;
  return socket;
}

constexpr unsigned group_bit(int group) { return 1u << (group - 1); }

// A v4 connection of a v6 socket shows as ::ffff:a.b.c.d.
wire::Address address_of(std::uint8_t family, const __be32 (&words)[4]) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(words);
  static constexpr std::uint8_t kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (family == AF_INET) return wire::Address::from_bytes(4, bytes);
  if (std::memcmp(bytes, kMapped, sizeof kMapped) == 0) return wire::Address::from_bytes(4, bytes + 12);
  return wire::Address::from_bytes(6, bytes);
}

wire::FlowKey key_of(const inet_diag_msg& message, std::uint8_t protocol) {
  return {.a = address_of(message.idiag_family, message.id.idiag_src),
          .b = address_of(message.idiag_family, message.id.idiag_dst),
          .a_port = ntohs(message.id.idiag_sport),
          .b_port = ntohs(message.id.idiag_dport),
          .protocol = protocol};
}

std::uint8_t protocol_of(const nlmsghdr& header) {
  const auto* end = static_cast<const char*>(mnl_nlmsg_get_payload_tail(&header));
  const auto* attribute =
      static_cast<const nlattr*>(mnl_nlmsg_get_payload_offset(&header, sizeof(inet_diag_msg)));
  for (; mnl_attr_ok(attribute, static_cast<int>(end - reinterpret_cast<const char*>(attribute)));
       attribute = mnl_attr_next(attribute)) {
    if (mnl_attr_get_type(attribute) == INET_DIAG_PROTOCOL && mnl_attr_get_payload_len(attribute) >= 1) {
      return mnl_attr_get_u8(attribute);
    }
  }
  return 0;
}

void put_end(const wire::Address& address, std::uint16_t port, __be32 (&words)[4], __be16& be_port) {
  std::memcpy(words, address.bytes().data(), address.bytes().size());
  be_port = htons(port);
}

std::vector<int> processes_newest_first() {
  std::vector<int> processes;
  DIR* folder = ::opendir("/proc");
  if (folder == nullptr) return processes;
  while (const dirent* entry = ::readdir(folder)) {
    if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') processes.push_back(std::atoi(entry->d_name));
  }
  ::closedir(folder);
  std::sort(processes.rbegin(), processes.rend());
  return processes;
}

std::string link_target(const std::string& path) {
  char target[4096];
  const ssize_t size = ::readlink(path.c_str(), target, sizeof target);
  return size <= 0 ? std::string() : std::string(target, static_cast<std::size_t>(size));
}

bool has_open(int process, const std::string& wanted) {
  const std::string folder_path = "/proc/" + std::to_string(process) + "/fd";
  DIR* folder = ::opendir(folder_path.c_str());
  if (folder == nullptr) return false;
  bool found = false;
  while (const dirent* entry = ::readdir(folder)) {
    if (entry->d_name[0] == '.') continue;
    if (link_target(folder_path + "/" + entry->d_name) == wanted) {
      found = true;
      break;
    }
  }
  ::closedir(folder);
  return found;
}

SocketOwner owner_of_inode(std::uint32_t inode) {
  const std::string wanted = "socket:[" + std::to_string(inode) + "]";
  for (const int process : processes_newest_first()) {  // it has just begun something
    if (!has_open(process, wanted)) continue;
    return {.process_id = static_cast<std::uint64_t>(process),
            .image_path = link_target("/proc/" + std::to_string(process) + "/exe")};
  }
  return {};
}

}  // namespace

struct SocketObserver::State {
  std::uint32_t inode_of(const wire::FlowKey& key);

  MnlSocket requests;
  MnlSocket deaths;
  std::uint64_t lost = 0;
  std::uint32_t sequence = 0;
};

SocketObserver::SocketObserver(std::unique_ptr<State> state) : state_(std::move(state)) {}
SocketObserver::~SocketObserver() = default;

int SocketObserver::descriptor() const { return mnl_socket_get_fd(state_->deaths.get()); }
std::uint64_t SocketObserver::deaths_lost() const { return state_->lost; }

Result<std::unique_ptr<SocketObserver>> SocketObserver::open(int namespace_descriptor) {
  const auto inside = NetworkNamespace::enter(namespace_descriptor);
  if (!inside.ok()) return inside.fault();
  auto state = std::make_unique<State>();
  state->requests = open_socket(0, 0);
  state->deaths = open_socket(group_bit(SKNLGRP_INET_TCP_DESTROY) | group_bit(SKNLGRP_INET_UDP_DESTROY) |
                                  group_bit(SKNLGRP_INET6_TCP_DESTROY) | group_bit(SKNLGRP_INET6_UDP_DESTROY),
                              SOCK_NONBLOCK);
  if (state->requests == nullptr || state->deaths == nullptr) {
    return system_fault("sock_diag", "listen for sockets that are destroyed", errno);
  }
  return std::unique_ptr<SocketObserver>(new SocketObserver(std::move(state)));
}

void SocketObserver::take_deaths(base::FunctionRef<void(const wire::FlowKey&)> died) {
  alignas(nlmsghdr) std::array<char, kMessageBytesMax> buffer;
  while (true) {
    const ssize_t count = mnl_socket_recvfrom(state_->deaths.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == ENOBUFS) {
      ++state_->lost;
      continue;
    }
    if (count <= 0) return;
    int left = static_cast<int>(count);
    for (auto* header = reinterpret_cast<nlmsghdr*>(buffer.data()); mnl_nlmsg_ok(header, left);
         header = mnl_nlmsg_next(header, &left)) {
      if (mnl_nlmsg_get_payload_len(header) < sizeof(inet_diag_msg)) continue;
      const auto& message = *static_cast<const inet_diag_msg*>(mnl_nlmsg_get_payload(header));
      const std::uint8_t protocol = protocol_of(*header);
      if (protocol != 0) died(key_of(message, protocol));
    }
  }
}

std::uint32_t SocketObserver::State::inode_of(const wire::FlowKey& key) {
  alignas(nlmsghdr) std::array<char, kMessageBytesMax> buffer{};
  nlmsghdr* header = mnl_nlmsg_put_header(buffer.data());
  header->nlmsg_type = SOCK_DIAG_BY_FAMILY;
  header->nlmsg_flags = NLM_F_REQUEST;
  header->nlmsg_seq = ++sequence;
  auto* request =
      static_cast<inet_diag_req_v2*>(mnl_nlmsg_put_extra_header(header, sizeof(inet_diag_req_v2)));
  request->sdiag_family = key.a.version == 6 ? AF_INET6 : AF_INET;
  request->sdiag_protocol = key.protocol;
  request->idiag_states = ~0u;
  request->id.idiag_cookie[0] = request->id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  // The kernel looks UDP sockets up as a packet to them would be: the other end is the source.
  const wire::FlowKey asked = key.protocol == IPPROTO_UDP ? key.reversed() : key;
  put_end(asked.a, asked.a_port, request->id.idiag_src, request->id.idiag_sport);
  put_end(asked.b, asked.b_port, request->id.idiag_dst, request->id.idiag_dport);
  if (mnl_socket_sendto(requests.get(), header, header->nlmsg_len) < 0) return 0;
  while (true) {
    const ssize_t count = mnl_socket_recvfrom(requests.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    int left = static_cast<int>(count);
    const auto* answer = reinterpret_cast<const nlmsghdr*>(buffer.data());
    if (count <= 0 || !mnl_nlmsg_ok(answer, left)) return 0;
    if (answer->nlmsg_seq != sequence) continue;  // of a question before
    if (answer->nlmsg_type == NLMSG_ERROR || mnl_nlmsg_get_payload_len(answer) < sizeof(inet_diag_msg))
      return 0;
    return static_cast<const inet_diag_msg*>(mnl_nlmsg_get_payload(answer))->idiag_inode;
  }
}

SocketOwner SocketObserver::owner_of(const wire::FlowKey& local_first) {
  if (local_first.protocol != IPPROTO_TCP && local_first.protocol != IPPROTO_UDP) return {};
  const std::uint32_t inode = state_->inode_of(local_first);
  return inode == 0 ? SocketOwner{} : owner_of_inode(inode);
}

}  // namespace penstock::link
