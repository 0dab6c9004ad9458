// SPDX-License-Identifier: Apache-2.0
// A bus between two processes: messages over a Unix socket, rings in a file that both map, signals by event
// descriptors that the client makes and passes. The server's half is bus_host.h. The client's half keeps its memory
// and descriptors when the server is gone, connects again, and passes them again: a server that was killed and
// restored finds everything where it was. Which server answers is told by the identity in its welcome: the same bus
// at a later epoch was restored, and nothing was lost; any other is another bus, and the client's end is over.
//
// Threads: a thread for each half; the state machines behind it are called from it alone.
// Memory: the client's file; what waits to be sent.
// Errors: a peer that says what makes no sense is disconnected.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <string>

#include "channel/bus_client.h"
#include "channel/bus_frame.h"
#include "channel/shared_memory.h"
#include "exec/poller.h"
#include "exec/runtime.h"

namespace penstock::channel {

// Frames out and in on one connection, on one poller's thread.
class BusConnection : public exec::Watched {
 public:
  using Receive = std::function<void(Frame&)>;
  static constexpr std::size_t kNoLimit = ~std::size_t{0};
  // A peer that lets more frames wait is disconnected.
  BusConnection(exec::Poller& poller, Receive receive, std::size_t waiting_max = kNoLimit)
      : poller_(poller), receive_(std::move(receive)), waiting_max_(waiting_max) {}
  ~BusConnection() override;

  void take(link::Descriptor socket);
  void post(Frame frame);  // any thread
  void forget();           // what waits to be sent
  void flush();            // the poller's
  // Whether nothing waits to be sent any more: the peer has it, or finds it in its socket.
  bool wait_until_sent(std::int64_t deadline_ns);
  bool open() const { return static_cast<bool>(socket_); }
  void close();
  void readable() override;
  void writable() override { flush(); }

 private:
  bool too_many() const { return waiting_.size() > waiting_max_; }  // with the lock held

  exec::Poller& poller_;
  Receive receive_;
  const std::size_t waiting_max_;
  link::Descriptor socket_;
  exec::Mutex lock_;
  std::deque<Frame> waiting_;           // one above the limit says that there were more
  std::atomic<std::size_t> unsent_{0};  // how many of them, for who waits
  bool wants_write_ = false;
};

struct BusPortOptions {
  std::uint64_t memory_bytes = 64 << 20;
  bool reconnect = true;
  std::int64_t reconnect_pause_ns = 5'000'000;
};

// The client's half.
class BusPort final : private BusPipe {
 public:
  static Result<std::unique_ptr<BusPort>> open(const std::string& path, BusPortOptions options = {});
  ~BusPort() override;

  BusClient& client() { return client_; }
  SharedMemory& memory() { return *memory_; }
  // How often a restored server has welcomed this client again.
  std::uint64_t reconnects() const { return reconnects_.load(std::memory_order_acquire); }

 private:
  class Ring;
  BusPort(std::string path, BusPortOptions options, std::unique_ptr<SharedMemory> memory);
  void post(Bytes message) override;
  std::shared_ptr<Signal> signal_to(std::uint32_t relid) override;
  void receive(Frame& frame);
  void welcomed(const Frame& frame);
  void give_up();
  void loop();
  bool connect();

  const std::string path_;
  const BusPortOptions options_;
  std::unique_ptr<SharedMemory> memory_;
  exec::Poller poller_;
  BusConnection connection_;
  BusClient client_;
  exec::Mutex lock_;
  std::map<std::uint32_t, std::unique_ptr<Ring>> rings_;
  std::deque<std::uint32_t> to_watch_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint64_t> reconnects_{0};
  BusIdentity known_;     // of the bus that this client is on
  bool welcome_ = false;  // on this connection; nothing is sent before
  bool gone_ = false;     // for good
  exec::ThreadId thread_ = 0;
};

}  // namespace penstock::channel
