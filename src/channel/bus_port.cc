// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <mutex>

#include "channel/bus_socket.h"

namespace penstock::channel {

class BusPort::Ring final : public exec::Watched {
 public:
  Ring(BusPort& port, std::uint32_t relid)
      : port_(port), relid_(relid), to_server_(EventSignal::make()), from_server_(EventSignal::make()) {
    signal_ = std::make_shared<EventSignal>(link::Descriptor(::dup(to_server_.get())));
  }
  ~Ring() override { port_.poller_.unwatch(from_server_.get()); }
  void watch() { [[maybe_unused]] const auto watched = port_.poller_.watch(from_server_.get(), *this); }
  Frame frame() const {
    return {
        .kind = FrameKind::signals, .number = relid_, .descriptors = {to_server_.get(), from_server_.get()}};
  }
  std::shared_ptr<Signal> signal() const { return signal_; }
  void readable() override {
    EventSignal::take(from_server_.get());
    port_.client_.signalled(relid_);
  }

 private:
  BusPort& port_;
  std::uint32_t relid_;
  link::Descriptor to_server_;
  link::Descriptor from_server_;
  std::shared_ptr<Signal> signal_;
};

Result<std::unique_ptr<BusPort>> BusPort::open(const std::string& path, BusPortOptions options) {
  auto memory = SharedMemory::create(options.memory_bytes);
  if (!memory) return memory.fault();
  std::unique_ptr<BusPort> port(new BusPort(path, options, std::move(*memory)));
  if (!port->connect()) return Fault::not_connected;
  port->thread_ = exec::runtime().spawn("bus client", [raw = port.get()] { raw->loop(); });
  return port;
}

BusPort::BusPort(std::string path, BusPortOptions options, std::unique_ptr<SharedMemory> memory)
    : path_(std::move(path)),
      options_(options),
      memory_(std::move(memory)),
      connection_(poller_, [this](Frame& frame) { receive(frame); }),
      client_(*memory_, *this) {}

BusPort::~BusPort() {
  stopping_.store(true, std::memory_order_release);
  poller_.wake();
  if (thread_ != 0) exec::runtime().join(thread_);
  connection_.flush();  // the last words
  connection_.close();
  rings_.clear();
}

// Hello, and what the server must know of each channel that has signals already. False: nobody listens.
bool BusPort::connect() {
  auto socket = connect_to(path_);
  if (!socket) return false;
  const Frame hello{.kind = FrameKind::hello,
                    .number = kSocketProtocol,
                    .bytes = encode(known_),
                    .descriptors = {memory_->descriptor()}};
  if (send_frame(socket->get(), hello) != Transfer::done) return true;  // turned away: asked again
  {
    std::lock_guard hold(lock_);
    for (const auto& [relid, ring] : rings_) {
      if (send_frame(socket->get(), ring->frame()) != Transfer::done) return true;
    }
  }
  welcome_ = false;
  connection_.take(std::move(*socket));
  return true;
}

void BusPort::give_up() {
  gone_ = true;
  connection_.close();
  client_.carrier_gone();
}

// A server that turns this client away, or is not there yet, is asked again, not at once.
void BusPort::loop() {
  std::int64_t next_try_ns = 0;
  while (!stopping_.load(std::memory_order_acquire)) {
    std::int64_t deadline_ns = exec::kForever;
    if (!connection_.open() && !gone_) {
      const std::int64_t now_ns = exec::runtime().now_ns();
      if (!options_.reconnect) {
        give_up();
      } else if (now_ns < next_try_ns) {
        deadline_ns = next_try_ns;
      } else {
        next_try_ns = now_ns + options_.reconnect_pause_ns;
        (void)connect();
        if (!connection_.open()) deadline_ns = next_try_ns;
      }
    }
    {
      std::lock_guard hold(lock_);
      for (; !to_watch_.empty(); to_watch_.pop_front()) rings_.at(to_watch_.front())->watch();
    }
    if (welcome_) connection_.flush();
    poller_.wait(deadline_ns);
  }
}

void BusPort::post(Bytes message) { connection_.post({.bytes = {message.begin(), message.end()}}); }

// Made once for a channel's number, and passed before the message that opens it: the socket keeps order.
std::shared_ptr<Signal> BusPort::signal_to(std::uint32_t relid) {
  std::shared_ptr<Signal> signal;
  Frame frame;
  {
    std::lock_guard hold(lock_);
    auto& ring = rings_[relid];
    if (ring != nullptr) return ring->signal();
    ring = std::make_unique<Ring>(*this, relid);
    to_watch_.push_back(relid);
    signal = ring->signal();
    frame = ring->frame();
  }
  connection_.post(std::move(frame));
  return signal;
}

void BusPort::receive(Frame& frame) {
  if (frame.kind == FrameKind::welcome && !welcome_) return welcomed(frame);
  if (frame.kind != FrameKind::message || !welcome_) return connection_.close();
  client_.receive(frame.bytes);
}

void BusPort::welcomed(const Frame& frame) {
  const BusIdentity bus = identity_in(frame.bytes);
  if (frame.number != kSocketProtocol || bus.bus == 0) return connection_.close();
  if (known_.bus != 0) {
    // Not the bus that was, or one that was restored from a state which has been gone on from since.
    if (bus.bus != known_.bus || bus.epoch <= known_.epoch) return give_up();
    reconnects_.fetch_add(1, std::memory_order_release);
  }
  known_ = bus;
  welcome_ = true;
}

}  // namespace penstock::channel
