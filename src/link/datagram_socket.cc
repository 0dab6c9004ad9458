// SPDX-License-Identifier: Apache-2.0
#include "link/datagram_socket.h"

#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "link/datagram_message.h"
#include "link/network_namespace.h"
#include "link/socket_address.h"
#include "link/socket_option.h"

namespace penstock::link {
namespace {

// Segments shorter than this gain nothing: a path that refuses them gets none at all.
constexpr std::uint32_t kSegmentBytesMin = 128;
// An error that an earlier frame left behind is reported once; more in a row are this frame's own.
constexpr int kLeftBehindMax = 2;

struct alignas(cmsghdr) ReceiveControl {
  std::array<std::uint8_t, CMSG_SPACE(sizeof(int))> bytes;
};

// What the messages of one call to receive are read with.
struct ReceiveCall {
  std::array<mmsghdr, DatagramBurst::kMessagesMax> headers;
  std::array<iovec, DatagramBurst::kMessagesMax> parts;
  std::array<sockaddr_storage, DatagramBurst::kMessagesMax> sources;
  std::array<ReceiveControl, DatagramBurst::kMessagesMax> controls;
};

struct Counters {
  // Of the sender.
  Counter sent_frames, sent_bytes, sent_messages, too_long, unreachable, refused, full, send_refusals;
  // Of the receiver.
  Counter received_datagrams, received_bytes, received_messages, truncated, no_room, receive_refusals;
};

std::uint32_t segment_bytes_of(msghdr& header) {
  for (cmsghdr* control = CMSG_FIRSTHDR(&header); control != nullptr;
       control = CMSG_NXTHDR(&header, control)) {
    if (control->cmsg_level != SOL_UDP || control->cmsg_type != UDP_GRO) continue;
    int segment_bytes = 0;
    std::memcpy(&segment_bytes, CMSG_DATA(control), sizeof segment_bytes);
    return segment_bytes > 0 ? static_cast<std::uint32_t>(segment_bytes) : 0;
  }
  return 0;
}

bool is_unreachable(int error_number) {
  return error_number == ENETUNREACH || error_number == EHOSTUNREACH || error_number == ENETDOWN ||
         error_number == EHOSTDOWN || error_number == EDESTADDRREQ || error_number == ENOTCONN ||
         error_number == EADDRNOTAVAIL;
}

}  // namespace

int DatagramCalls::send_many(int descriptor, mmsghdr* messages, unsigned count) {
  return ::sendmmsg(descriptor, messages, count, MSG_DONTWAIT);
}
int DatagramCalls::receive_many(int descriptor, mmsghdr* messages, unsigned count) {
  return ::recvmmsg(descriptor, messages, count, MSG_DONTWAIT, nullptr);
}
int DatagramCalls::send_one(int descriptor, mmsghdr& message) {
  return ::sendmsg(descriptor, &message.msg_hdr, MSG_DONTWAIT) < 0 ? -1 : 1;
}
int DatagramCalls::receive_one(int descriptor, mmsghdr& message) {
  const ssize_t count = ::recvmsg(descriptor, &message.msg_hdr, MSG_DONTWAIT);
  if (count < 0) return -1;
  message.msg_len = static_cast<unsigned>(count);
  return 1;
}

DatagramCalls& kernel_datagram_calls() {
  static DatagramCalls calls;
  return calls;
}

struct DatagramSocket::State {
  State(Descriptor opened, int opened_family, const DatagramOptions& options)
      : socket(std::move(opened)),
        family(opened_family),
        calls(options.calls != nullptr ? *options.calls : kernel_datagram_calls()),
        segment_bytes_max(options.segment ? DatagramMessages::kMessageBytesMax : 0) {}

  std::uint32_t send(std::span<const Frame> frames, const Endpoint* destination);
  // What the kernel's refusal of the first planned message means: its frames are dropped, or it is planned
  // anew, or nothing goes now.
  enum class Verdict : std::uint8_t { again, dropped, full };
  Verdict judge(int error_number);
  bool leave_out_segments(int error_number);
  Verdict drop_first(Counter& reason);
  void note_refusal(Counter& counter);
  int receive_messages(DatagramBurst& burst, std::uint32_t ready);
  void name_buffers(DatagramBurst& burst, std::uint32_t ready);

  Descriptor socket;
  int family;
  DatagramCalls& calls;
  std::atomic<std::uint32_t> segment_bytes_max;
  std::atomic<bool> refused{false};
  std::atomic<bool> connected{false};
  bool many_at_once_sent = true;
  bool many_at_once_received = true;
  int left_behind = 0;
  DatagramMessages messages;
  ReceiveCall call;
  Counters counters;
};

DatagramSocket::DatagramSocket(std::unique_ptr<State> state) : state_(std::move(state)) {}
DatagramSocket::DatagramSocket(DatagramSocket&&) noexcept = default;
DatagramSocket& DatagramSocket::operator=(DatagramSocket&&) noexcept = default;
DatagramSocket::~DatagramSocket() = default;

Result<DatagramSocket> DatagramSocket::open(const DatagramOptions& options) {
  const std::string subject = "UDP socket";
  auto inside = NetworkNamespace::enter(options.namespace_descriptor);
  if (!inside.ok()) return inside.fault();
  const int family = options.dual_stack || options.ip_version == 6 ? AF_INET6 : AF_INET;
  Descriptor socket(::socket(family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return system_fault(subject, "open", errno);

  SocketOption option{socket.get(), subject};
  if (family == AF_INET6) option.must(IPPROTO_IPV6, IPV6_V6ONLY, options.dual_stack ? 0 : 1, "set IPv6 only");
  if (options.mark != 0) option.must(SOL_SOCKET, SO_MARK, static_cast<int>(options.mark), "set the mark");
  if (options.dont_fragment && (family == AF_INET || options.dual_stack)) {
    option.must(IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO, "forbid fragments");
  }
  if (options.dont_fragment && family == AF_INET6) {
    option.must(IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPV6_PMTUDISC_DO, "forbid fragments");
  }
  if (option.fault) return *option.fault;
  option.set_buffers(options.buffer_bytes);
  if (options.coalesce) option.try_to(IPPROTO_UDP, UDP_GRO, 1);  // a kernel without it gives single datagrams
  return DatagramSocket(std::make_unique<State>(std::move(socket), family, options));
}

Result<void> DatagramSocket::bind(const Endpoint& local) {
  sockaddr_storage address;
  const socklen_t size = write_socket_address(local, state_->family, address);
  if (::bind(state_->socket.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0) return {};
  return system_fault("UDP socket", "bind to " + to_string(local), errno);
}

Result<void> DatagramSocket::connect(const Endpoint& peer) {
  sockaddr_storage address;
  const socklen_t size = write_socket_address(peer, state_->family, address);
  if (::connect(state_->socket.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0) {
    state_->connected.store(true, std::memory_order_release);
    return {};
  }
  return system_fault("UDP socket", "connect to " + to_string(peer), errno);
}

Result<void> DatagramSocket::share_port() {
  SocketOption option{state_->socket.get(), "UDP socket"};
  option.must(SOL_SOCKET, SO_REUSEPORT, 1, "share the port");
  if (option.fault) return *option.fault;
  return {};
}

Result<void> DatagramSocket::set_mark(std::uint32_t mark) {
  SocketOption option{state_->socket.get(), "UDP socket"};
  option.must(SOL_SOCKET, SO_MARK, static_cast<int>(mark), "set the mark");
  if (option.fault) return *option.fault;
  return {};
}

// Asked for every burst, so not of the kernel.
bool DatagramSocket::connected() const { return state_->connected.load(std::memory_order_acquire); }
Endpoint DatagramSocket::local() const { return local_endpoint_of(state_->socket.get()); }
Endpoint DatagramSocket::peer() const { return peer_endpoint_of(state_->socket.get()); }
int DatagramSocket::descriptor() const { return state_->socket.get(); }
std::uint32_t DatagramSocket::segment_bytes_max() const { return state_->segment_bytes_max.load(); }
bool DatagramSocket::take_refusal() { return state_->refused.exchange(false); }

std::uint32_t DatagramSocket::send(std::span<const Frame> frames, const Endpoint* destination) {
  return state_->send(frames, destination);
}

void DatagramSocket::drop_unsent(std::uint32_t frames) { state_->counters.full.add(frames); }

std::uint32_t DatagramSocket::State::send(std::span<const Frame> frames, const Endpoint* destination) {
  std::size_t done = 0;
  left_behind = 0;
  while (done < frames.size()) {
    const std::uint32_t messages_max = many_at_once_sent ? DatagramMessages::kMessagesMax : 1;
    const std::uint32_t planned =
        messages.plan(frames.subspan(done), messages_max, segment_bytes_max.load(), destination, family);
    const int sent = many_at_once_sent ? calls.send_many(socket.get(), messages.headers(), planned)
                                       : calls.send_one(socket.get(), messages.headers()[0]);
    for (int i = 0; i < sent; ++i) {
      const auto message = static_cast<std::uint32_t>(i);
      counters.sent_frames.add(messages.frames_in(message));
      counters.sent_bytes.add(messages.bytes_in(message));
      done += messages.frames_in(message);
    }
    if (sent > 0) {
      counters.sent_messages.add(static_cast<std::uint64_t>(sent));
      left_behind = 0;
      continue;
    }
    const Verdict verdict = judge(errno);
    if (verdict == Verdict::full) break;
    if (verdict == Verdict::dropped) done += messages.frames_in(0);
  }
  return static_cast<std::uint32_t>(done);
}

DatagramSocket::State::Verdict DatagramSocket::State::judge(int error_number) {
  if (error_number == EAGAIN || error_number == EWOULDBLOCK || error_number == ENOBUFS) return Verdict::full;
  if (error_number == EINTR) return Verdict::again;
  if (error_number == ENOSYS && many_at_once_sent) {
    many_at_once_sent = false;
    return Verdict::again;
  }
  if (error_number == ECONNREFUSED) {
    note_refusal(counters.send_refusals);
    return ++left_behind <= kLeftBehindMax ? Verdict::again : drop_first(counters.unreachable);
  }
  if (messages.frames_in(0) > 1 && leave_out_segments(error_number)) return Verdict::again;
  if (error_number == EMSGSIZE) return drop_first(counters.too_long);
  return drop_first(is_unreachable(error_number) ? counters.unreachable : counters.refused);
}

// EIO: the device cannot finish checksums, so nothing is cut on this socket. A size that does not fit the path
// is EINVAL or EMSGSIZE by the kernel's age: such frames go alone, where IP may fragment them.
bool DatagramSocket::State::leave_out_segments(int error_number) {
  if (error_number == EIO || error_number == EOPNOTSUPP) {
    segment_bytes_max.store(0);
    return true;
  }
  if (error_number != EINVAL && error_number != EMSGSIZE) return false;
  const std::uint32_t refused_bytes = messages.segment_bytes_of(0);
  segment_bytes_max.store(refused_bytes <= kSegmentBytesMin ? 0 : refused_bytes - 1);
  return true;
}

DatagramSocket::State::Verdict DatagramSocket::State::drop_first(Counter& reason) {
  reason.add(messages.frames_in(0));
  left_behind = 0;
  return Verdict::dropped;
}

void DatagramSocket::State::note_refusal(Counter& counter) {
  counter.add(1);
  refused.store(true);
}

std::uint32_t DatagramSocket::receive(DatagramBurst& burst) {
  const std::uint32_t ready = burst.make_ready();
  if (ready == 0) return 0;
  const int received = state_->receive_messages(burst, ready);
  for (int i = 0; i < received; ++i) {
    const auto message = static_cast<std::uint32_t>(i);
    mmsghdr& header = state_->call.headers[message];
    if ((header.msg_hdr.msg_flags & MSG_TRUNC) != 0) {
      state_->counters.truncated.add(1);
      continue;
    }
    burst.messages_[message].source = read_socket_address(state_->call.sources[message]);
    const std::uint32_t left_out = burst.show(message, header.msg_len, segment_bytes_of(header.msg_hdr));
    state_->counters.no_room.add(left_out);
    state_->counters.received_bytes.add(header.msg_len);
    state_->counters.received_messages.add(1);
  }
  const auto shown = static_cast<std::uint32_t>(burst.datagrams().size());
  state_->counters.received_datagrams.add(shown);
  return shown;
}

int DatagramSocket::State::receive_messages(DatagramBurst& burst, std::uint32_t ready) {
  for (int errors = 0; errors <= kLeftBehindMax; ++errors) {
    name_buffers(burst, ready);
    const int received = many_at_once_received ? calls.receive_many(socket.get(), call.headers.data(), ready)
                                               : calls.receive_one(socket.get(), call.headers[0]);
    if (received >= 0) return received;
    if (errno == ENOSYS && many_at_once_received) {
      many_at_once_received = false;
    } else if (errno == ECONNREFUSED) {
      note_refusal(counters.receive_refusals);
    } else if (errno != EINTR) {
      return 0;
    }
  }
  return 0;
}

void DatagramSocket::State::name_buffers(DatagramBurst& burst, std::uint32_t ready) {
  for (std::uint32_t i = 0; i < ready; ++i) {
    packet::Packet& packet = *burst.messages_[i].packet;
    call.parts[i] = {packet.data(), std::min(packet.tailroom_bytes(), DatagramBurst::kMessageBytesMax)};
    msghdr& header = call.headers[i].msg_hdr;
    header = {};
    header.msg_name = &call.sources[i];
    header.msg_namelen = sizeof(sockaddr_storage);
    header.msg_iov = &call.parts[i];
    header.msg_iovlen = 1;
    header.msg_control = call.controls[i].bytes.data();
    header.msg_controllen = call.controls[i].bytes.size();
  }
}

DatagramCounts DatagramSocket::counts() const {
  const Counters& from = state_->counters;
  return {.sent_frames = from.sent_frames.read(),
          .sent_bytes = from.sent_bytes.read(),
          .sent_messages = from.sent_messages.read(),
          .received_datagrams = from.received_datagrams.read(),
          .received_bytes = from.received_bytes.read(),
          .received_messages = from.received_messages.read(),
          .dropped_too_long = from.too_long.read(),
          .dropped_unreachable = from.unreachable.read(),
          .dropped_refused = from.refused.read(),
          .dropped_full = from.full.read(),
          .dropped_truncated = from.truncated.read(),
          .dropped_no_room = from.no_room.read(),
          .peer_refusals = from.send_refusals.read() + from.receive_refusals.read()};
}

}  // namespace penstock::link
