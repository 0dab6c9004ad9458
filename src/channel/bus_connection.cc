// SPDX-License-Identifier: Apache-2.0
#include <mutex>

#include "base/assert.h"
#include "channel/bus_socket.h"

namespace penstock::channel {
namespace {

constexpr int kFramesAtOnce = 256;  // then it is the others' turn, and what was asked for is answered

}  // namespace

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
    if (!too_many()) waiting_.push_back(std::move(frame));
    unsent_.store(waiting_.size(), std::memory_order_release);
  }
  poller_.wake();
}

void BusConnection::forget() {
  std::lock_guard hold(lock_);
  waiting_.clear();
  unsent_.store(0, std::memory_order_release);
}

// What could not be sent stays first, and goes to the next connection if this one is gone.
void BusConnection::flush() {
  if (!socket_) return;
  bool blocked = false, gone = false;
  for (;;) {
    std::lock_guard hold(lock_);
    gone = too_many();
    if (waiting_.empty() || gone) break;
    const Transfer sent = send_frame(socket_.get(), waiting_.front());
    if (sent == Transfer::done) {
      waiting_.pop_front();
      unsent_.store(waiting_.size(), std::memory_order_release);
      continue;
    }
    blocked = sent == Transfer::not_now;
    break;
  }
  if (gone) return close();
  if (!blocked) exec::runtime().unpark_all(&unsent_);
  if (blocked != wants_write_) {
    wants_write_ = blocked;
    poller_.set_want_write(socket_.get(), *this, blocked);
  }
}

bool BusConnection::wait_until_sent(std::int64_t deadline_ns) {
  const auto some_wait = [this] { return unsent_.load(std::memory_order_acquire) != 0; };
  while (some_wait()) {
    if (exec::runtime().now_ns() >= deadline_ns) return false;
    exec::runtime().park(&unsent_, some_wait, deadline_ns);
  }
  return true;
}

void BusConnection::readable() {
  for (int frames = 0; frames < kFramesAtOnce; ++frames) {
    if (!socket_) return;
    Frame frame;
    const Transfer got = receive_frame(socket_.get(), frame);
    if (got == Transfer::not_now) return;
    if (got != Transfer::done) return close();
    receive_(frame);
  }
}

}  // namespace penstock::channel
