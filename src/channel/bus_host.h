// SPDX-License-Identifier: Apache-2.0
// The server's half of a bus between two processes: it listens at a path and lets in one client at a time. The bus is
// there before its clients and between them, so a provider offers once; a client's memory is let go of when every
// channel on it has closed, and only then the next one is let in. A bus that was saved waits for the client that was
// on it, and hears nothing of it before go_on(): meanwhile its channels are restored.
//
// Threads: one of its own, on which the bus is called; the rest from any.
// Memory: the client's file, and what waits to be sent.
// Errors: a client that says what makes no sense, or does not read what it is told, is disconnected; one that comes
//   while there is another is turned away and counted. It will ask again.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>

#include "channel/bus_server.h"
#include "channel/bus_socket.h"

namespace penstock::channel {

struct BusHostOptions {
  std::string path;
  std::uint32_t mode = 0600;
  std::uint64_t memory_bytes_max = std::uint64_t{4} << 30;  // that a client may lend
  std::uint32_t version_max = kBusVersionMax;
};

enum class BusClientState : std::uint8_t {
  none,
  held,  // let in, and not heard before go_on()
  here,
  leaving,  // gone; channels still have to let go of its memory
};
const char* to_string(BusClientState state);

class BusHost final : private BusPipe, private exec::Watched {
 public:
  // Fault::in_use: somebody answers at the path.
  static Result<std::unique_ptr<BusHost>> open(BusHostOptions options);
  ~BusHost() override;  // sends what is waiting
  BusHost(const BusHost&) = delete;
  BusHost& operator=(const BusHost&) = delete;

  BusServer& server() { return server_; }
  // While nothing is offered and no client is here.
  Result<void> restore(Bytes saved, BusIdentity identity);
  void run();
  // Silent from here on: as if the process had been killed.
  void cut();

  // Of a restored bus.
  enum class Arrival : std::uint8_t {
    here,
    went_on,  // it has been welcomed by this bus in a later state than the saved one
    ended,    // by cut() or destruction
  };
  Arrival wait_for_client();
  void go_on();  // and waits until it is let in

  BusClientState client() const { return client_.load(std::memory_order_acquire); }
  // Of the client that is here, and the epoch of the last save. A new client is on another bus.
  BusIdentity identity() const;
  // For one more save.
  BusIdentity next_epoch();
  // Before a save that a kill may follow: what the bus has said, and the client has not taken yet, is in no image.
  bool wait_until_told(std::int64_t deadline_ns) { return connection_.wait_until_sent(deadline_ns); }
  std::uint64_t turned_away() const { return turned_away_.load(std::memory_order_relaxed); }

 private:
  class Ring;
  class Bellrope;
  class Greeting;
  class ClientMemory;
  BusHost(BusHostOptions options, link::Descriptor listening);
  void post(Bytes message) override;
  std::shared_ptr<Signal> signal_to(std::uint32_t relid) override;
  void readable() override;
  void greeted(link::Descriptor socket, Frame& hello);
  bool expects(const BusIdentity& known);
  void let_in(link::Descriptor socket);
  void let_go();
  void receive(Frame& frame);
  std::shared_ptr<Bellrope> rope_of(std::uint32_t relid);
  void loop();
  void set_client(BusClientState state);
  void end_thread();

  const BusHostOptions options_;
  const link::Descriptor listening_;
  exec::Poller poller_;
  std::unique_ptr<ClientMemory> memory_;
  BusConnection connection_;
  BusServer server_;
  std::unique_ptr<Greeting> greeting_;
  link::Descriptor held_;     // the socket of a client that waits for go_on()
  mutable exec::Mutex lock_;  // of the next four
  BusIdentity identity_;
  bool restored_ = false;  // and its client has not come yet
  bool taken_ = false;     // a client is let in, or was and has left something behind
  std::map<std::uint32_t, std::shared_ptr<Bellrope>> ropes_;  // by channel
  std::map<std::uint32_t, std::unique_ptr<Ring>> rings_;      // the poller thread's
  std::atomic<BusClientState> client_{BusClientState::none};
  std::atomic<bool> went_on_{false};
  std::atomic<bool> go_on_{false};
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint64_t> turned_away_{0};
  exec::ThreadId thread_ = 0;
};

}  // namespace penstock::channel
