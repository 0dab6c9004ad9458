// SPDX-License-Identifier: Apache-2.0
#include "channel/bus_frame.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "channel/bus_message.h"
#include "snapshot/byte_reader.h"
#include "snapshot/byte_writer.h"

namespace penstock::channel {
namespace {

constexpr std::size_t kDescriptorsMax = 2;
constexpr std::size_t kIdentityBytes = 16;

struct FrameHead {
  std::uint32_t kind;
  std::uint32_t number;
};

bool sound(const Frame& frame) {
  switch (frame.kind) {
    case FrameKind::hello:
      return frame.passed.size() == 1 && frame.bytes.size() == kIdentityBytes;
    case FrameKind::welcome:
      return frame.passed.empty() && frame.bytes.size() == kIdentityBytes;
    case FrameKind::signals:
      return frame.passed.size() == 2 && frame.bytes.empty();
    case FrameKind::message:
      return frame.passed.empty();
  }
  return false;
}

void take_descriptors(msghdr& message, Frame& frame) {
  for (cmsghdr* control = CMSG_FIRSTHDR(&message); control != nullptr;
       control = CMSG_NXTHDR(&message, control)) {
    if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(control) + i * sizeof(int), sizeof number);
      frame.passed.emplace_back(number);
    }
  }
}

Result<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return Fault::bad_length;
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

link::Descriptor make_socket() {
  return link::Descriptor(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

}  // namespace

Transfer send_frame(int socket, const Frame& frame) {
  FrameHead head{static_cast<std::uint32_t>(frame.kind), frame.number};
  iovec parts[] = {{&head, sizeof head}, {const_cast<std::byte*>(frame.bytes.data()), frame.bytes.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  alignas(cmsghdr) char control[CMSG_SPACE(kDescriptorsMax * sizeof(int))] = {};
  if (!frame.descriptors.empty()) {
    const std::size_t bytes = frame.descriptors.size() * sizeof(int);
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(bytes);
    cmsghdr* rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(bytes);
    std::memcpy(CMSG_DATA(rights), frame.descriptors.data(), bytes);
  }
  if (::sendmsg(socket, &message, MSG_NOSIGNAL) >= 0) return Transfer::done;
  return errno == EAGAIN || errno == EINTR || errno == ENOBUFS ? Transfer::not_now : Transfer::closed;
}

Transfer receive_frame(int socket, Frame& frame) {
  FrameHead head{};
  std::byte bytes[kMessageBytesMax];
  iovec parts[] = {{&head, sizeof head}, {bytes, sizeof bytes}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  alignas(cmsghdr) char control[CMSG_SPACE(kDescriptorsMax * sizeof(int))];
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const ssize_t got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  if (got < 0) return errno == EAGAIN || errno == EINTR ? Transfer::not_now : Transfer::closed;
  if (got == 0) return Transfer::closed;
  frame = {};
  take_descriptors(message, frame);
  if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 || got < static_cast<ssize_t>(sizeof head)) {
    return Transfer::refused;
  }
  frame.kind = static_cast<FrameKind>(head.kind);
  frame.number = head.number;
  frame.bytes.assign(bytes, bytes + (static_cast<std::size_t>(got) - sizeof head));
  return sound(frame) ? Transfer::done : Transfer::refused;
}

std::vector<std::byte> encode(const BusIdentity& identity) {
  snapshot::ByteWriter writer;
  writer.put(identity.bus);
  writer.put(identity.epoch);
  return writer.take();
}

BusIdentity identity_in(Bytes bytes) {
  snapshot::ByteReader reader(bytes);
  const auto bus = reader.get<std::uint64_t>();
  return {.bus = bus, .epoch = reader.get<std::uint64_t>()};
}

Result<link::Descriptor> listen_on(const std::string& path, std::uint32_t mode) {
  const auto address = address_of(path);
  if (!address) return address.fault();
  if (const auto probe = connect_to(path); probe.ok() || probe.fault() == Fault::in_use) return Fault::in_use;
  struct stat there {};
  if (::lstat(path.c_str(), &there) == 0) {
    if (!S_ISSOCK(there.st_mode)) return Fault::refused;
    ::unlink(path.c_str());  // of a process that was killed
  }
  link::Descriptor socket = make_socket();
  if (!socket) return Fault::no_memory;
  // The file is made with what the socket has, less the mask; nobody gets in meanwhile who must not.
  ::fchmod(socket.get(), mode);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0)
    return Fault::refused;
  if (::chmod(path.c_str(), mode) != 0 || ::listen(socket.get(), 8) != 0) return Fault::refused;
  return socket;
}

Result<link::Descriptor> connect_to(const std::string& path) {
  const auto address = address_of(path);
  if (!address) return address.fault();
  link::Descriptor socket = make_socket();
  if (!socket) return Fault::no_memory;
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
    return errno == EAGAIN ? Fault::in_use : Fault::not_connected;  // a queue that is full
  }
  return socket;
}

}  // namespace penstock::channel
