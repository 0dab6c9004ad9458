// SPDX-License-Identifier: Apache-2.0
#include <mutex>

#include "base/assert.h"
#include "channel/bus_socket.h"

namespace penstock::channel {

BusConnection::~BusConnection() { close(); }

void BusConnection::take(link::Descriptor socket) {
  close();
  socket_ = std::move(socket);
  PENSTOCK_ASSERT(poller_.watch(socket_.get(), *this).ok());
  wants_write_ = false;
}

void BusConnection::close() {
  if (!socket_) return;
  poller_.unwatch(socket_.get());
  socket_ = link::Descriptor();
}

void BusConnection::post(Frame frame) {
  {
    std::lock_guard hold(lock_);
    waiting_.push_back(std::move(frame));
  }
  poller_.wake();
}

void BusConnection::forget() {
  std::lock_guard hold(lock_);
  waiting_.clear();
}

// What could not be sent stays first, and goes to the next connection if this one is gone.
void BusConnection::flush() {
  if (!socket_) return;
  bool blocked = false;
  for (;;) {
    std::lock_guard hold(lock_);
    if (waiting_.empty()) break;
    const Transfer sent = send_frame(socket_.get(), waiting_.front());
    if (sent == Transfer::done) {
      waiting_.pop_front();
      continue;
    }
    blocked = sent == Transfer::not_now;
    break;
  }
  if (blocked != wants_write_) {
    wants_write_ = blocked;
    poller_.set_want_write(socket_.get(), *this, blocked);
  }
}

void BusConnection::readable() {
  for (;;) {
    if (!socket_) return;
    Frame frame;
    const Transfer got = receive_frame(socket_.get(), frame);
    if (got == Transfer::not_now) return;
    if (got != Transfer::done) return close();
    receive_(frame);
  }
}

}  // namespace penstock::channel
