// SPDX-License-Identifier: Apache-2.0
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <mutex>

#include "channel/bus_socket.h"

namespace penstock::channel {
namespace {

bool wait_readable(int descriptor, std::int64_t deadline_ns) {
  pollfd waiting{.fd = descriptor, .events = POLLIN};
  for (;;) {
    int timeout_ms = -1;
    if (deadline_ns != exec::kForever) {
      const std::int64_t left_ns = deadline_ns - exec::runtime().now_ns();
      timeout_ms = static_cast<int>(std::clamp<std::int64_t>(left_ns / 1'000'000 + 1, 0, 1'000'000));
    }
    const int ready = ::poll(&waiting, 1, timeout_ms);
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

}  // namespace

// Toward the client; a restored channel has it before the client has passed its descriptors again.
class BusPeer::Bellrope final : public Signal {
 public:
  void notify() override {
    std::lock_guard hold(lock_);
    if (to_ == nullptr) {
      missed_ = true;
    } else {
      to_->notify();
    }
  }
  void tie(link::Descriptor event) {
    std::lock_guard hold(lock_);
    to_ = std::make_unique<EventSignal>(std::move(event));
    if (std::exchange(missed_, false)) to_->notify();
  }

 private:
  exec::Mutex lock_;
  std::unique_ptr<EventSignal> to_;
  bool missed_ = false;
};

// What the client rings.
class BusPeer::Ring final : public exec::Watched {
 public:
  Ring(BusPeer& peer, std::uint32_t relid, link::Descriptor from_client)
      : peer_(peer), relid_(relid), from_client_(std::move(from_client)) {}
  ~Ring() override { peer_.poller_.unwatch(from_client_.get()); }
  bool watch() { return peer_.poller_.watch(from_client_.get(), *this).ok(); }
  void readable() override {
    EventSignal::take(from_client_.get());
    peer_.server_.signalled(relid_);
  }

 private:
  BusPeer& peer_;
  std::uint32_t relid_;
  link::Descriptor from_client_;
};

Result<std::unique_ptr<BusPeer>> BusPeer::accept(int listening, std::int64_t deadline_ns,
                                                 std::uint32_t version_max) {
  if (!wait_readable(listening, deadline_ns)) return Fault::not_connected;
  link::Descriptor socket(::accept4(listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!socket) return Fault::not_connected;
  Frame hello;
  if (!wait_readable(socket.get(), deadline_ns)) return Fault::not_connected;
  if (receive_frame(socket.get(), hello) != Transfer::done) return Fault::refused;
  if (hello.kind != FrameKind::hello || hello.number != kSocketProtocol) return Fault::refused;
  auto memory = SharedMemory::adopt(std::move(hello.passed[0]));
  if (!memory) return memory.fault();
  return std::unique_ptr<BusPeer>(new BusPeer(std::move(*memory), std::move(socket), version_max));
}

BusPeer::BusPeer(std::unique_ptr<SharedMemory> memory, link::Descriptor socket, std::uint32_t version_max)
    : memory_(std::move(memory)),
      connection_(poller_, [this](Frame& frame) { receive(frame); }),
      socket_(std::move(socket)),
      server_(*memory_, *this, version_max) {}

BusPeer::~BusPeer() {
  stopping_.store(true, std::memory_order_release);
  poller_.wake();
  if (thread_ != 0) exec::runtime().join(thread_);
  connection_.flush();  // the last words
  connection_.close();
  rings_.clear();
}

void BusPeer::run() {
  connection_.take(std::move(socket_));
  thread_ = exec::runtime().spawn("bus server", [this] { loop(); });
}

void BusPeer::loop() {
  connection_.readable();
  while (!stopping_.load(std::memory_order_acquire)) {
    connection_.flush();
    if (!connection_.open() && connected_.exchange(false)) server_.peer_gone();
    poller_.wait(exec::kForever);
  }
}

void BusPeer::post(Bytes message) { connection_.post({.bytes = {message.begin(), message.end()}}); }

std::shared_ptr<Signal> BusPeer::signal_to(std::uint32_t relid) { return rope_of(relid); }

std::shared_ptr<BusPeer::Bellrope> BusPeer::rope_of(std::uint32_t relid) {
  std::lock_guard hold(lock_);
  std::shared_ptr<Bellrope>& rope = ropes_[relid];
  if (rope == nullptr) rope = std::make_shared<Bellrope>();
  return rope;
}

void BusPeer::receive(Frame& frame) {
  if (frame.kind == FrameKind::message) return server_.receive(frame.bytes);
  if (frame.kind != FrameKind::signals || frame.number == 0 || frame.number >= kRelidsMax)
    return connection_.close();
  auto ring = std::make_unique<Ring>(*this, frame.number, std::move(frame.passed[0]));
  if (!ring->watch()) return connection_.close();  // not a descriptor that can be waited on
  rings_[frame.number] = std::move(ring);
  rope_of(frame.number)->tie(std::move(frame.passed[1]));
  server_.signalled(frame.number);
}

}  // namespace penstock::channel
