// SPDX-License-Identifier: Apache-2.0
#include "winrt/datagram_transport.h"

#include <sys/socket.h>

#include <cerrno>
#include <mutex>

#include "winrt/socket_error.h"
#include "winrt/task_pool.h"

namespace penstock::projection {

using tunnel::TransportState;

namespace {

packet::PoolOptions datagram_room() {
  return {.name = "datagrams", .packets_max = 40, .clones_max = 1, .buffer_bytes = 66'000};
}

}  // namespace

DatagramTransport::DatagramTransport() : packets_(datagram_room()), burst_(packets_) {}

link::DatagramSocket& DatagramTransport::open(int ip_version) {
  if (socket_) return *socket_;
  auto opened =
      link::DatagramSocket::open({.ip_version = ip_version, .mark = mark_, .dont_fragment = dont_fragment_});
  if (!opened.ok()) throw_link_fault(opened.fault());
  socket_.emplace(std::move(opened.value()));
  return *socket_;
}

void DatagramTransport::bind(const link::Endpoint& local) {
  std::lock_guard guard(lock_);
  if (state_ != TransportState::unconnected) throw winrt::hresult_illegal_method_call();
  auto& socket = open(local.address.version);
  if (auto const shared = shares_port_ ? socket.share_port() : link::Result<void>(); !shared.ok())
    throw_link_fault(shared.fault());
  if (auto const bound = socket.bind(local); !bound.ok()) throw_link_fault(bound.fault());
  start_reading();
}

void DatagramTransport::share_port() {
  std::lock_guard guard(lock_);
  shares_port_ = true;
  if (!socket_) return;
  if (auto const shared = socket_->share_port(); !shared.ok()) throw_link_fault(shared.fault());
}

void DatagramTransport::connect(const link::Endpoint& peer) {
  std::lock_guard guard(lock_);
  if (state_ != TransportState::unconnected)
    throw winrt::hresult_illegal_method_call(L"the socket is connected already");
  auto const connected = open(peer.address.version).connect(peer);
  if (!connected.ok()) throw_link_fault(connected.fault());
  state_ = TransportState::connected;
  start_reading();
}

void DatagramTransport::send_to(std::span<const std::uint8_t> bytes, const link::Endpoint* destination) {
  std::lock_guard guard(lock_);
  if (state_ == TransportState::closed || state_ == TransportState::lost)
    throw winrt::hresult_error(winrt::impl::error_closed);
  auto& socket = destination ? open(destination->address.version) : open(4);
  if (!destination && !socket.connected())
    throw winrt::hresult_illegal_method_call(L"the socket is not connected");
  if (bytes.size() > 65507) throw winrt::hresult_error(hresult_of_errno(EMSGSIZE));
  link::Frame const frame = bytes;
  // A full socket drops, as UDP does.
  if (socket.send({&frame, 1}, destination) == 0) socket.drop_unsent(1);
  if (destination) start_reading();
}

// The one that is there may be running: it is never replaced.
void DatagramTransport::read_for(OnMessage on_message) {
  std::lock_guard guard(lock_);
  if (!on_message_) on_message_ = std::move(on_message);
  start_reading();
}

// With the lock held: as soon as there is a socket and somebody to show it to.
void DatagramTransport::start_reading() {
  if (!socket_ || !on_message_ || reading_ || reading_wait_.given_up()) return;
  reading_ = true;
  submit_task([weak = weak_from_this()] {
    if (auto const self = weak.lock()) self->read();
  });
}

// Into packets of its own: the channel may receive while the last of these are being shown.
void DatagramTransport::read() {
  packet::PacketPool packets(datagram_room());
  link::DatagramBurst burst(packets);
  while (reading_wait_.until_ready(descriptor(), false)) {
    if (!receive_for_plug_in(burst)) continue;
    // What has been read is shown, also when the channel takes over meanwhile.
    for (auto const& datagram : burst.datagrams()) on_message_(datagram.bytes, *datagram.source);
  }
}

bool DatagramTransport::receive_for_plug_in(link::DatagramBurst& burst) {
  std::lock_guard guard(lock_);
  burst.clear();
  return !reading_wait_.given_up() && socket_->receive(burst) != 0;
}

// With the lock, because a receive that has begun is over then; a handler that runs is not waited for.
void DatagramTransport::take_over() {
  std::lock_guard guard(lock_);
  end_reading();
}

// A socket that is bound already gets the mark now; one without the right to it is routed like any other.
void DatagramTransport::pin(std::uint32_t mark) {
  std::lock_guard guard(lock_);
  mark_ = mark;
  if (socket_) setsockopt(socket_->descriptor(), SOL_SOCKET, SO_MARK, &mark, sizeof mark);
}

void DatagramTransport::close_by_plug_in() {
  auto expected = state_.load();
  if (expected == TransportState::closed) return;
  state_ = TransportState::lost;
  reading_wait_.give_up();
}

void DatagramTransport::close() {
  state_ = TransportState::closed;
  reading_wait_.give_up();
}

tunnel::SendOutcome DatagramTransport::send(std::span<const link::Frame> frames) {
  std::lock_guard guard(lock_);
  if (!socket_ || state_ != TransportState::connected) return {};
  auto const before = socket_->counts();
  auto const done = socket_->send(frames);
  auto const after = socket_->counts();
  return {.done = done, .refused = done - static_cast<std::uint32_t>(after.sent_frames - before.sent_frames)};
}

std::uint32_t DatagramTransport::receive(std::vector<tunnel::Unit>& units, std::uint32_t units_max) {
  if (!socket_ || state_ != TransportState::connected) return 0;
  if (shown_ >= burst_.datagrams().size()) {
    burst_.clear();
    shown_ = 0;
    socket_->receive(burst_);
  }
  std::uint32_t count = 0;
  for (; count != units_max && shown_ != burst_.datagrams().size(); ++count)
    units.push_back(burst_.datagrams()[shown_++].bytes);
  return count;
}

int DatagramTransport::descriptor() const { return socket_ ? socket_->descriptor() : -1; }

link::Endpoint DatagramTransport::local() const {
  std::lock_guard guard(lock_);
  return socket_ ? socket_->local() : link::Endpoint{};
}
link::Endpoint DatagramTransport::peer() const {
  std::lock_guard guard(lock_);
  return socket_ ? socket_->peer() : link::Endpoint{};
}

std::string DatagramTransport::describe() const {
  auto const to = peer();
  return "udp " + (to ? link::to_string(to) : std::string("unconnected"));
}

}  // namespace penstock::projection
