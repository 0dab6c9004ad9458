// SPDX-License-Identifier: Apache-2.0
#include "winrt/stream_transport.h"

#include <cerrno>
#include <mutex>

#include "winrt/socket_error.h"

namespace penstock::projection {

using tunnel::TransportState;

namespace {

constexpr std::uint32_t kReadBytesMax = 256 * 1024;

[[noreturn]] void throw_broken(const link::ByteStream& stream) {
  throw winrt::hresult_error(hresult_of_errno(ECONNRESET), winrt::to_hstring(stream.failure()));
}

}  // namespace

StreamTransport::StreamTransport(std::unique_ptr<link::StreamSocket> accepted)
    : local_(accepted->local()), peer_(accepted->peer()) {
  stream_ = std::move(accepted);
  state_ = TransportState::connected;
}

// One address after the other, until one answers; the last one's failure is the failure.
void StreamTransport::connect(const link::Endpoints& candidates, const link::Endpoint& local, Begun begun) {
  if (state_ != TransportState::unconnected)
    throw winrt::hresult_illegal_method_call(L"the socket is connected already");
  for (std::size_t i = 0; i != candidates.size(); ++i) {
    try {
      connect_one(candidates[i], local, begun);
      return;
    } catch (winrt::hresult_canceled const&) {
      throw;
    } catch (winrt::hresult_error const&) {
      if (i + 1 == candidates.size()) throw;
    }
  }
}

void StreamTransport::connect_one(const link::Endpoint& peer, const link::Endpoint& local, Begun begun) {
  auto opened =
      link::StreamSocket::open({.ip_version = peer.address.version, .mark = mark_, .no_delay = no_delay_});
  if (!opened.ok()) throw_link_fault(opened.fault());
  auto socket = std::move(opened.value());
  if (local) {
    auto const bound = socket->bind(local);
    if (!bound.ok()) throw_link_fault(bound.fault());
  }
  auto const sent = socket->connect(peer);
  if (!sent.ok()) throw_link_fault(sent.fault());
  while (socket->advance() == link::ConnectProgress::connecting)
    await(write_wait_, socket->descriptor(), true, begun);
  if (socket->progress() != link::ConnectProgress::connected)
    throw winrt::hresult_error(hresult_of_errno(socket->failure_code()),
                               winrt::to_hstring(socket->failure()));
  std::lock_guard guard(lock_);
  local_ = socket->local();
  peer_ = socket->peer();
  stream_ = std::move(socket);
  state_ = TransportState::connected;
}

void StreamTransport::upgrade(const std::string& server_name, bool trusting, Begun begun) {
  need_plug_in_owner();
  auto made = link::TlsStream::client(
      std::move(stream_),
      {.server_name = server_name,
       .verification = trusting ? link::TlsVerification::accepted : link::TlsVerification::system});
  if (!made.ok()) throw_link_fault(made.fault());
  auto tls = std::move(made.value());
  while (tls->advance() == link::TlsProgress::negotiating)
    await(write_wait_, tls->descriptor(), tls->wants_write(), begun);
  if (tls->progress() != link::TlsProgress::ready) {
    state_ = TransportState::lost;
    // CERT_E_UNTRUSTEDROOT where the certificate was refused.
    auto const code = tls->verification_fault() ? winrt::hresult(0x800B0109u) : hresult_of_errno(ECONNRESET);
    throw winrt::hresult_error(code, winrt::to_hstring(tls->failure()));
  }
  stream_ = std::move(tls);
  encrypted_ = true;
}

void StreamTransport::need_plug_in_owner() const {
  if (taken_over_) throw winrt::hresult_illegal_method_call(L"the channel reads and writes this stream now");
  if (state_ == TransportState::closed || state_ == TransportState::lost)
    throw winrt::hresult_error(winrt::impl::error_closed);
  if (!stream_) throw winrt::hresult_illegal_method_call(L"the socket is not connected");
}

// True when there is no more to come.
bool StreamTransport::read_once(std::vector<std::uint8_t>& into, std::uint32_t bytes_max) {
  auto const before = into.size();
  into.resize(before + bytes_max);
  std::lock_guard guard(lock_);
  auto const count = stream_->receive({into.data() + before, bytes_max});
  into.resize(before + count);
  if (count == 0 && stream_->state() == link::StreamState::failed) throw_broken(*stream_);
  return count == 0 && stream_->state() == link::StreamState::ended;
}

std::vector<std::uint8_t> StreamTransport::read(std::uint32_t bytes_max, bool all, Begun begun) {
  need_plug_in_owner();
  std::vector<std::uint8_t> bytes;
  while (bytes.size() < bytes_max) {
    auto const had = bytes.size();
    if (read_once(bytes, bytes_max - static_cast<std::uint32_t>(bytes.size()))) break;
    if (!bytes.empty() && !all) break;
    if (bytes.size() != had || bytes.size() == bytes_max) continue;
    await(read_wait_, descriptor(), false, begun);
    need_plug_in_owner();
  }
  return bytes;
}

void StreamTransport::write(std::span<const std::uint8_t> bytes, Begun begun) {
  need_plug_in_owner();
  link::Frame const frame = bytes;
  bool done = false;
  {
    std::lock_guard guard(lock_);
    done = stream_->send({&frame, 1}) == 1;
  }
  for (;;) {
    {
      std::lock_guard guard(lock_);
      if (stream_->state() == link::StreamState::failed) throw_broken(*stream_);
      if (stream_->flush()) {
        if (done) return;
        done = stream_->send({&frame, 1}) == 1;
        if (done && stream_->flush()) return;
      }
    }
    await(write_wait_, descriptor(), true, begun);
  }
}

void StreamTransport::finish() {
  std::lock_guard guard(lock_);
  if (stream_) stream_->finish();
}

void StreamTransport::await(DescriptorWait& wait, int descriptor, bool want_write, Begun begun) {
  if (!wait.until_ready(descriptor, want_write,
                        [&] { return cancels_.load(std::memory_order_acquire) != begun; }))
    throw winrt::hresult_canceled();
}

void StreamTransport::cancel_io() {
  cancels_.fetch_add(1, std::memory_order_acq_rel);
  read_wait_.look_again();
  write_wait_.look_again();
}

void StreamTransport::cancel_waits() {
  read_wait_.give_up();
  write_wait_.give_up();
}

void StreamTransport::close_by_plug_in() {
  if (state_ == TransportState::closed) return;
  state_ = TransportState::lost;
  cancel_waits();
  finish();
}

void StreamTransport::take_over() { taken_over_ = true; }

void StreamTransport::note_state() {
  if (state_ == TransportState::connected && stream_->state() != link::StreamState::open)
    state_ = TransportState::lost;
}

tunnel::SendOutcome StreamTransport::send(std::span<const link::Frame> frames) {
  std::lock_guard guard(lock_);
  if (!stream_ || state_ != TransportState::connected) return {};
  auto const done = stream_->send(frames);
  note_state();
  return {.done = done};
}

bool StreamTransport::flush() {
  std::lock_guard guard(lock_);
  if (!stream_ || state_ != TransportState::connected) return true;
  auto const empty = stream_->flush();
  note_state();
  return empty;
}

std::uint32_t StreamTransport::receive(std::vector<tunnel::Unit>& units, std::uint32_t units_max) {
  std::lock_guard guard(lock_);
  if (!stream_ || units_max == 0 || state_ != TransportState::connected) return 0;
  shown_.resize(kReadBytesMax);
  auto const count = stream_->receive(shown_);
  if (count == 0) {
    note_state();
    return 0;
  }
  units.emplace_back(shown_.data(), count);
  return 1;
}

void StreamTransport::close() {
  state_ = TransportState::closed;
  cancel_waits();
  finish();
}

int StreamTransport::descriptor() const {
  std::lock_guard guard(lock_);
  return stream_ ? stream_->descriptor() : -1;
}

std::string StreamTransport::describe() const {
  return (encrypted_ ? "tls " : "tcp ") + (peer_ ? link::to_string(peer_) : std::string("unconnected"));
}

}  // namespace penstock::projection
