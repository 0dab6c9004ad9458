// SPDX-License-Identifier: Apache-2.0
// Both sides of a bus in one process: messages cross through two queues, each with a thread of its own, and a
// signal is a call. What crosses is bytes, as between processes.
//
// Threads: any.
// Memory: messages that wait.
// Errors: none.
#pragma once

#include "channel/bus_client.h"
#include "channel/bus_server.h"
#include "exec/work_queue.h"

namespace penstock::channel {

class MemoryBus {
 public:
  // The memory is the client's; the server looks at it through the same object.
  explicit MemoryBus(LendingMemory& memory, std::uint32_t server_version_max = bus_version(5, 3));
  ~MemoryBus();
  MemoryBus(const MemoryBus&) = delete;
  MemoryBus& operator=(const MemoryBus&) = delete;

  BusServer& server() { return server_; }
  BusClient& client() { return client_; }
  // Returns when no message is on its way.
  void settle();

 private:
  class Pipe;

  std::unique_ptr<Pipe> to_client_;
  std::unique_ptr<Pipe> to_server_;
  BusServer server_;
  BusClient client_;
};

}  // namespace penstock::channel
