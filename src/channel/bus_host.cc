// SPDX-License-Identifier: Apache-2.0
#include "channel/bus_host.h"

#include <sys/socket.h>
#include <unistd.h>

#include <mutex>

#include "base/assert.h"

namespace penstock::channel {
namespace {

constexpr std::size_t kFramesWaitingMax = 8 * kRelidsMax;
constexpr std::int64_t kLeavingPauseNs = 2'000'000;  // how often channels of a client that is gone are asked

std::uint64_t new_number() {
  std::uint64_t number = 0;
  while (number == 0) number = exec::runtime().random();
  return number;
}

}  // namespace

const char* to_string(BusClientState state) {
  switch (state) {
    case BusClientState::none:
      return "none";
    case BusClientState::held:
      return "restoring";
    case BusClientState::here:
      return "here";
    case BusClientState::leaving:
      return "leaving";
  }
  return "?";
}

// Nobody's between clients. Changed only while no channel is open and no region is mapped.
class BusHost::ClientMemory final : public GuestMemory {
 public:
  void set(std::unique_ptr<SharedMemory> memory) {
    now_.store(memory.get(), std::memory_order_release);
    owned_ = std::move(memory);
  }
  std::byte* view(std::uint64_t address, std::uint64_t bytes, Right right) override {
    SharedMemory* memory = now();
    return memory == nullptr ? nullptr : memory->view(address, bytes, right);
  }
  Result<std::unique_ptr<ShownPages>> show(std::span<const std::uint64_t> pages) override {
    SharedMemory* memory = now();
    if (memory == nullptr) return Fault::unbacked;
    return memory->show(pages);
  }
  bool read(std::uint64_t address, MutableBytes into) override {
    SharedMemory* memory = now();
    return memory != nullptr && memory->read(address, into);
  }
  bool write(std::uint64_t address, Bytes from) override {
    SharedMemory* memory = now();
    return memory != nullptr && memory->write(address, from);
  }

 private:
  SharedMemory* now() const { return now_.load(std::memory_order_acquire); }

  std::unique_ptr<SharedMemory> owned_;
  std::atomic<SharedMemory*> now_{nullptr};
};

// Toward the client; a restored channel has it before the client has passed its descriptors again.
class BusHost::Bellrope final : public Signal {
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
class BusHost::Ring final : public exec::Watched {
 public:
  Ring(BusHost& host, std::uint32_t relid, link::Descriptor from_client)
      : host_(host), relid_(relid), from_client_(std::move(from_client)) {}
  ~Ring() override { host_.poller_.unwatch(from_client_.get()); }
  bool watch() { return host_.poller_.watch(from_client_.get(), *this).ok(); }
  void readable() override {
    EventSignal::take(from_client_.get());
    host_.server_.signalled(relid_);
  }

 private:
  BusHost& host_;
  std::uint32_t relid_;
  link::Descriptor from_client_;
};

// A client that has not said hello yet. The next one takes its place: silence must not keep others out.
class BusHost::Greeting final : public exec::Watched {
 public:
  explicit Greeting(BusHost& host) : host_(host) {}
  ~Greeting() override { close(); }
  void take(link::Descriptor socket) {
    close();
    socket_ = std::move(socket);
    if (!host_.poller_.watch(socket_.get(), *this).ok()) socket_ = link::Descriptor();
  }
  void readable() override {
    Frame hello;
    const Transfer got = receive_frame(socket_.get(), hello);
    if (got == Transfer::not_now) return;
    host_.poller_.unwatch(socket_.get());
    link::Descriptor socket = std::move(socket_);
    if (got == Transfer::done && hello.kind == FrameKind::hello && hello.number == kSocketProtocol)
      host_.greeted(std::move(socket), hello);
  }

 private:
  void close() {
    if (!socket_) return;
    host_.poller_.unwatch(socket_.get());
    socket_ = link::Descriptor();
  }
  BusHost& host_;
  link::Descriptor socket_;
};

Result<std::unique_ptr<BusHost>> BusHost::open(BusHostOptions options) {
  auto listening = listen_on(options.path, options.mode);
  if (!listening) return listening.fault();
  return std::unique_ptr<BusHost>(new BusHost(std::move(options), std::move(*listening)));
}

BusHost::BusHost(BusHostOptions options, link::Descriptor listening)
    : options_(std::move(options)),
      listening_(std::move(listening)),
      memory_(std::make_unique<ClientMemory>()),
      connection_(
          poller_, [this](Frame& frame) { receive(frame); }, kFramesWaitingMax),
      server_(*memory_, *this, options_.version_max),
      greeting_(std::make_unique<Greeting>(*this)) {}

BusHost::~BusHost() {
  const bool was_cut = stopping_.load(std::memory_order_acquire);
  end_thread();
  if (!was_cut) {
    connection_.flush();  // the last words
    ::unlink(options_.path.c_str());
  }
  connection_.close();
  greeting_.reset();
  rings_.clear();
}

void BusHost::cut() {
  end_thread();
  connection_.close();
  held_ = link::Descriptor();
}

void BusHost::end_thread() {
  stopping_.store(true, std::memory_order_release);
  exec::runtime().unpark_all(&client_);
  poller_.wake();
  if (thread_ != 0) exec::runtime().join(std::exchange(thread_, 0));
}

Result<void> BusHost::restore(Bytes saved, BusIdentity identity) {
  std::lock_guard hold(lock_);
  if (taken_ || restored_) return Fault::in_use;
  if (auto restored = server_.restore(saved); !restored) return restored;
  restored_ = true;
  identity_ = identity;
  return {};
}

void BusHost::run() {
  PENSTOCK_ASSERT(poller_.watch(listening_.get(), *this).ok());
  thread_ = exec::runtime().spawn("bus server", [this] { loop(); });
}

void BusHost::loop() {
  while (!stopping_.load(std::memory_order_acquire)) {
    if (go_on_.exchange(false, std::memory_order_acq_rel) && held_) let_in(std::move(held_));
    if (client() == BusClientState::here) {
      connection_.flush();
      if (!connection_.open()) {
        set_client(BusClientState::leaving);
        server_.peer_gone();
      }
    }
    std::int64_t deadline_ns = exec::kForever;
    if (client() == BusClientState::leaving) {
      if (server_.all_closed()) {
        let_go();
      } else {
        deadline_ns = exec::runtime().now_ns() + kLeavingPauseNs;
      }
    }
    poller_.wait(deadline_ns);
  }
}

void BusHost::set_client(BusClientState state) {
  client_.store(state, std::memory_order_release);
  exec::runtime().unpark_all(&client_);
}

// Somebody connects.
void BusHost::readable() {
  for (;;) {
    link::Descriptor socket(::accept4(listening_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket) return;
    if (client() != BusClientState::none) {
      turned_away_.fetch_add(1, std::memory_order_relaxed);
      continue;
    }
    greeting_->take(std::move(socket));
  }
}

// Whether this client may come in now. With the lock held.
bool BusHost::expects(const BusIdentity& known) {
  if (taken_) return false;
  if (!restored_) {
    identity_ = {.bus = new_number(), .epoch = 1};
    return true;
  }
  if (known.bus != identity_.bus) return false;
  if (known.epoch >= identity_.epoch) went_on_.store(true, std::memory_order_release);
  return known.epoch < identity_.epoch;
}

void BusHost::greeted(link::Descriptor socket, Frame& hello) {
  auto memory = SharedMemory::adopt(std::move(hello.passed[0]));
  bool welcome = memory.ok() && (*memory)->bytes() <= options_.memory_bytes_max;
  bool is_held = false;
  if (welcome) {
    std::lock_guard hold(lock_);
    welcome = expects(identity_in(hello.bytes));
    taken_ = taken_ || welcome;
    is_held = restored_;
  }
  if (!welcome) {
    turned_away_.fetch_add(1, std::memory_order_relaxed);
    exec::runtime().unpark_all(&client_);
    return;
  }
  memory_->set(std::move(*memory));
  if (!is_held) return let_in(std::move(socket));
  held_ = std::move(socket);
  set_client(BusClientState::held);
}

void BusHost::let_in(link::Descriptor socket) {
  {
    std::lock_guard hold(lock_);
    restored_ = false;
  }
  const Frame welcome{.kind = FrameKind::welcome, .number = kSocketProtocol, .bytes = encode(identity())};
  (void)send_frame(socket.get(), welcome);  // one that cannot be told is found gone at once
  connection_.take(std::move(socket));
  set_client(BusClientState::here);
  connection_.readable();
}

// Nothing of it is in use any more.
void BusHost::let_go() {
  rings_.clear();
  connection_.forget();
  memory_->set(nullptr);
  set_client(BusClientState::none);
  std::lock_guard hold(lock_);
  ropes_.clear();
  taken_ = false;
}

BusHost::Arrival BusHost::wait_for_client() {
  const auto waits = [this] {
    return !stopping_.load(std::memory_order_acquire) && !went_on_.load(std::memory_order_acquire) &&
           client() == BusClientState::none;
  };
  while (waits()) exec::runtime().park(&client_, waits, exec::kForever);
  if (stopping_.load(std::memory_order_acquire)) return Arrival::ended;
  return client() == BusClientState::none ? Arrival::went_on : Arrival::here;
}

void BusHost::go_on() {
  go_on_.store(true, std::memory_order_release);
  poller_.wake();
  const auto waits = [this] {
    return !stopping_.load(std::memory_order_acquire) && client() == BusClientState::held;
  };
  while (waits()) exec::runtime().park(&client_, waits, exec::kForever);
}

BusIdentity BusHost::identity() const {
  std::lock_guard hold(lock_);
  return identity_;
}

BusIdentity BusHost::next_epoch() {
  std::lock_guard hold(lock_);
  ++identity_.epoch;
  return identity_;
}

void BusHost::post(Bytes message) { connection_.post({.bytes = {message.begin(), message.end()}}); }

std::shared_ptr<Signal> BusHost::signal_to(std::uint32_t relid) { return rope_of(relid); }

std::shared_ptr<BusHost::Bellrope> BusHost::rope_of(std::uint32_t relid) {
  std::lock_guard hold(lock_);
  std::shared_ptr<Bellrope>& rope = ropes_[relid];
  if (rope == nullptr) rope = std::make_shared<Bellrope>();
  return rope;
}

void BusHost::receive(Frame& frame) {
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
