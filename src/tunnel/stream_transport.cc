// SPDX-License-Identifier: Apache-2.0
#include "tunnel/stream_transport.h"

#include <mutex>
#include <utility>

namespace penstock::tunnel {

void StreamTransport::carry(std::shared_ptr<link::ByteStream> stream) {
  std::lock_guard hold(lock_);
  stream_ = std::move(stream);
  state_.store(TransportState::connected, std::memory_order_release);
}

void StreamTransport::put_back(std::span<const std::uint8_t> bytes) {
  std::lock_guard hold(lock_);
  unread_.insert(unread_.end(), bytes.begin(), bytes.end());
}

void StreamTransport::lose() {
  TransportState expected = TransportState::connected;
  state_.compare_exchange_strong(expected, TransportState::lost, std::memory_order_acq_rel);
}

// What the stream says itself is loss too; a channel that closed it keeps that.
void StreamTransport::look_at_state() {
  if (stream_->state() != link::StreamState::open) lose();
}

SendOutcome StreamTransport::send(std::span<const Frame> frames) {
  std::lock_guard hold(lock_);
  if (state() != TransportState::connected) return {};
  const SendOutcome outcome{.done = stream_->send(frames)};
  if (stream_->state() == link::StreamState::failed) lose();
  return outcome;
}

bool StreamTransport::flush() {
  std::lock_guard hold(lock_);
  if (state() != TransportState::connected) return true;
  const bool empty = stream_->flush();
  if (stream_->state() == link::StreamState::failed) lose();
  return empty;
}

std::uint32_t StreamTransport::receive(std::vector<Unit>& units, std::uint32_t units_max) {
  std::lock_guard hold(lock_);
  if (units_max == 0 || state() != TransportState::connected) return 0;
  if (!unread_.empty()) {
    read_ = std::exchange(unread_, {});
    units.emplace_back(read_);
    return 1;
  }
  read_.resize(kReadBytes);
  const std::uint32_t bytes = stream_->receive(read_);
  if (bytes == 0) {
    look_at_state();
    return 0;
  }
  units.push_back(std::span(read_).first(bytes));
  return 1;
}

void StreamTransport::close() {
  std::lock_guard hold(lock_);
  if (state_.exchange(TransportState::closed, std::memory_order_acq_rel) == TransportState::closed) return;
  if (stream_ != nullptr) stream_->finish();
}

int StreamTransport::descriptor() const {
  std::lock_guard hold(lock_);
  return stream_ != nullptr ? stream_->descriptor() : -1;
}

}  // namespace penstock::tunnel
