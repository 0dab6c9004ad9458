// SPDX-License-Identifier: Apache-2.0
#include "link/stream_socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "link/network_namespace.h"
#include "link/socket_address.h"
#include "link/socket_option.h"

namespace penstock::link {
namespace {

constexpr std::size_t kFramesAtOnceMax = 64;
constexpr int kBacklog = 64;
const char* const kSubject = "TCP socket";

Result<Descriptor> open_socket(int family, const StreamOptions& options) {
  auto inside = NetworkNamespace::enter(options.namespace_descriptor);
  if (!inside.ok()) return inside.fault();
  Descriptor socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return system_fault(kSubject, "open", errno);
  SocketOption option{socket.get(), kSubject};
  if (options.mark != 0) option.must(SOL_SOCKET, SO_MARK, static_cast<int>(options.mark), "set the mark");
  if (options.no_delay) option.must(IPPROTO_TCP, TCP_NODELAY, 1, "send at once");
  if (option.fault) return *option.fault;
  if (options.buffer_bytes != 0) option.set_buffers(options.buffer_bytes);
  return socket;
}

int family_of(int descriptor) {
  int family = AF_INET;
  socklen_t size = sizeof family;
  ::getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &family, &size);
  return family;
}

Result<void> bind_to(int descriptor, const Endpoint& local) {
  sockaddr_storage address;
  const socklen_t size = write_socket_address(local, family_of(descriptor), address);
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), size) == 0) return {};
  return system_fault(kSubject, "bind to " + to_string(local), errno);
}

}  // namespace

Result<std::unique_ptr<StreamSocket>> StreamSocket::open(const StreamOptions& options) {
  auto socket = open_socket(options.ip_version == 6 ? AF_INET6 : AF_INET, options);
  if (!socket.ok()) return socket.fault();
  return std::unique_ptr<StreamSocket>(new StreamSocket(std::move(socket).value(), ConnectProgress::idle));
}

Result<void> StreamSocket::bind(const Endpoint& local) { return bind_to(socket_.get(), local); }

Result<void> StreamSocket::connect(const Endpoint& peer) {
  sockaddr_storage address;
  const socklen_t size = write_socket_address(peer, family_of(socket_.get()), address);
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0) {
    progress_ = ConnectProgress::connected;
    return {};
  }
  if (errno == EINPROGRESS || errno == EINTR) {
    progress_ = ConnectProgress::connecting;
    return {};
  }
  const int error_number = errno;
  fail(error_number);
  return system_fault(kSubject, "connect to " + to_string(peer), error_number);
}

ConnectProgress StreamSocket::advance() {
  if (progress_ != ConnectProgress::connecting) return progress_;
  int error_number = 0;
  socklen_t size = sizeof error_number;
  if (::getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error_number, &size) != 0) error_number = errno;
  if (error_number != 0) {
    fail(error_number);
  } else if (peer()) {
    progress_ = ConnectProgress::connected;
  }
  return progress_;
}

Endpoint StreamSocket::local() const { return local_endpoint_of(socket_.get()); }
Endpoint StreamSocket::peer() const { return peer_endpoint_of(socket_.get()); }

std::uint32_t StreamSocket::send(std::span<const Frame> frames) {
  if (progress_ != ConnectProgress::connected || finishing_ || !flush()) return 0;
  std::uint32_t taken = 0;
  while (taken < frames.size()) {
    const auto offered = frames.subspan(taken, std::min(frames.size() - taken, kFramesAtOnceMax));
    const std::uint32_t now = write_some(offered);
    taken += now;
    if (now < offered.size() || has_kept()) break;
  }
  counts_.sent_frames += taken;
  return taken;
}

// At most kFramesAtOnceMax frames. The rest of one that was begun is kept, and it counts as taken.
std::uint32_t StreamSocket::write_some(std::span<const Frame> frames) {
  std::array<iovec, kFramesAtOnceMax> parts;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    parts[i] = {const_cast<std::uint8_t*>(frames[i].data()), frames[i].size()};
  }
  msghdr header{};
  header.msg_iov = parts.data();
  header.msg_iovlen = frames.size();
  ssize_t written;
  do {
    written = ::sendmsg(socket_.get(), &header, MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (written < 0 && errno == EINTR);
  if (written < 0) {
    if (errno != EAGAIN && errno != EWOULDBLOCK) fail(errno);
    return 0;
  }
  counts_.sent_bytes += static_cast<std::uint64_t>(written);
  return frames_covered(frames, static_cast<std::size_t>(written));
}

std::uint32_t StreamSocket::frames_covered(std::span<const Frame> frames, std::size_t written) {
  std::uint32_t covered = 0;
  for (const Frame& frame : frames) {
    if (written < frame.size()) {
      if (written == 0) break;
      kept_.assign(frame.begin() + static_cast<std::ptrdiff_t>(written), frame.end());
      kept_from_ = 0;
      ++counts_.partial_writes;
      return covered + 1;
    }
    written -= frame.size();
    ++covered;
  }
  return covered;
}

bool StreamSocket::flush() {
  if (state_ == StreamState::failed) return false;
  while (has_kept()) {
    const ssize_t written = ::send(socket_.get(), kept_.data() + kept_from_, kept_.size() - kept_from_,
                                   MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      if (errno != EAGAIN && errno != EWOULDBLOCK) fail(errno);
      return false;
    }
    kept_from_ += static_cast<std::size_t>(written);
    counts_.sent_bytes += static_cast<std::uint64_t>(written);
  }
  if (finishing_) shut_down_writing();
  return true;
}

std::uint32_t StreamSocket::receive(std::span<std::uint8_t> into) {
  if (progress_ != ConnectProgress::connected || state_ != StreamState::open || into.empty()) return 0;
  ssize_t count;
  do {
    count = ::recv(socket_.get(), into.data(), into.size(), MSG_DONTWAIT);
  } while (count < 0 && errno == EINTR);
  if (count > 0) {
    counts_.received_bytes += static_cast<std::uint64_t>(count);
    return static_cast<std::uint32_t>(count);
  }
  if (count == 0) {
    state_ = StreamState::ended;
  } else if (errno != EAGAIN && errno != EWOULDBLOCK) {
    fail(errno);
  }
  return 0;
}

void StreamSocket::finish() {
  if (finishing_ || progress_ != ConnectProgress::connected) return;
  finishing_ = true;
  flush();
}

void StreamSocket::shut_down_writing() { ::shutdown(socket_.get(), SHUT_WR); }

void StreamSocket::fail(int error_number) {
  if (progress_ != ConnectProgress::connected) progress_ = ConnectProgress::failed;
  state_ = StreamState::failed;
  error_number_ = error_number;
  kept_.clear();
  kept_from_ = 0;
}

std::string StreamSocket::failure() const {
  return error_number_ == 0 ? "" : to_string(system_fault(kSubject, "connection", error_number_));
}

Result<StreamListener> StreamListener::open(const Endpoint& local, const StreamOptions& options) {
  auto socket = open_socket(local.address.version == 6 ? AF_INET6 : AF_INET, options);
  if (!socket.ok()) return socket.fault();
  SocketOption option{socket->get(), kSubject};
  option.must(SOL_SOCKET, SO_REUSEADDR, 1, "use an address again");
  if (option.fault) return *option.fault;
  auto bound = bind_to(socket->get(), local);
  if (!bound.ok()) return bound.fault();
  if (::listen(socket->get(), kBacklog) != 0) return system_fault(kSubject, "listen", errno);
  return StreamListener(std::move(socket).value(), options.no_delay);
}

std::unique_ptr<StreamSocket> StreamListener::accept() {
  Descriptor accepted(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!accepted) return nullptr;
  const SocketOption option{accepted.get(), kSubject};
  if (no_delay_) option.try_to(IPPROTO_TCP, TCP_NODELAY, 1);
  return std::unique_ptr<StreamSocket>(new StreamSocket(std::move(accepted), ConnectProgress::connected));
}

Endpoint StreamListener::local() const { return local_endpoint_of(socket_.get()); }

}  // namespace penstock::link
