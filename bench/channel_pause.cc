// SPDX-License-Identifier: Apache-2.0
// How long a pause takes while the other end sends as fast as it can: what is being delivered is let go, what is
// with the provider comes home.
#include <atomic>
#include <cstdio>
#include <thread>

#include "base/assert.h"
#include "channel/client_endpoint.h"
#include "channel/memory_bus.h"
#include "channel/own_memory.h"
#include "channel/server_endpoint.h"
#include "channel_bench.h"

namespace penstock::channel {
namespace {

constexpr Guid kType{{2}};
constexpr int kPauses = 201;
constexpr std::size_t kInFlightMax = 4096;

class Echo final : public ChannelEvents {
 public:
  void process(ReceivedPacket& packet, MutableBytes payload, Delivery) override {
    (void)Endpoint::complete(packet.endpoint().ledger(), packet.loan(), payload, {});
  }
};

}  // namespace

void pause_figures() {
  OwnMemory memory;
  packet::Ledger ledger;
  MemoryBus bus(memory);
  Echo echo, idle;
  ServerEndpoint server(bus.server(), echo, ledger, "server");
  ClientEndpoint client(bus.client(), idle, ledger, "client");
  PENSTOCK_ASSERT(server.set_target(kType, kType).ok() && client.set_target(kType, std::nullopt).ok());
  PENSTOCK_ASSERT(server.enable().ok() && server.start().ok());
  PENSTOCK_ASSERT(bus.client().connect(bus_version(5, 3)).ok() && client.enable().ok());
  bus.settle();
  while (!client.active() || !server.active()) exec::runtime().point(exec::Point::yield);

  std::atomic<bool> over{false};
  std::thread sender([&] {
    const std::vector<std::byte> payload(64);
    while (!over.load(std::memory_order_relaxed)) {
      if (client.in_flight() + client.queued_now() > kInFlightMax) {
        std::this_thread::yield();
        continue;
      }
      PENSTOCK_ASSERT(client.send(*client.allocate_packet(), payload, {.answer_wanted = true}).ok());
    }
  });
  Samples pauses;
  std::uint64_t before = 0;
  for (int i = 0; i < kPauses; ++i) {
    // Traffic first: a few thousand packets since the last pause.
    while (server.counts().received < before + 5000) std::this_thread::yield();
    const double begin = now_ns();
    PENSTOCK_ASSERT(server.pause().ok());
    pauses.push_back(now_ns() - begin);
    before = server.counts().received;
    PENSTOCK_ASSERT(server.start().ok());
  }
  over = true;
  sender.join();
  const ChannelCounts counts = server.counts();
  const double middle = median(pauses);
  std::sort(pauses.begin(), pauses.end());
  std::printf("pause under full traffic: median %.0f us, 90th percentile %.0f us, longest %.0f us, of %d; ",
              middle / 1e3, pauses[pauses.size() * 9 / 10] / 1e3, pauses.back() / 1e3, kPauses);
  std::printf(
      "%llu packets in %llu batches, %llu signals\n", static_cast<unsigned long long>(counts.received),
      static_cast<unsigned long long>(counts.batches), static_cast<unsigned long long>(counts.signals));
  PENSTOCK_ASSERT(client.disable().ok() && server.disable().ok());
}

}  // namespace penstock::channel
