// SPDX-License-Identifier: Apache-2.0
// The driver for network devices that DPDK ships, in a process of its own and unmodified, on guests/netvsp in this one:
// the test plays the kernel between them and the path behind the port.
#include <gtest/gtest.h>

#include "base/function_ref.h"
#include "dpdk_guest.h"
#include "exec/runtime.h"

#include "network_bench.h"

namespace penstock::network {
namespace {

constexpr std::uint32_t kFrames = 20'000;

struct Dpdk : testing::Test {
  Dpdk() {
    bench.attach();
    EXPECT_EQ(bench.ask(IOCTL_NETVSP_START), 0);
    guest.open();
  }
  // Until the program ends. The path sends everything back, and `between` is called with how many packets it has sent
  // back.
  void run(base::FunctionRef<void(std::uint64_t)> between) {
    guest.begin(kFrames, {"64", "1400"});
    std::uint64_t sent_back = 0;
    while (!guest.ended()) {
      guest.ring();
      packet::PacketBatch batch;
      sent_back += bench.link().receive(batch);
      if (!batch.empty()) bench.link().send(batch);
      exec::runtime().point(exec::Point::yield);
      between(sent_back);
    }
    EXPECT_EQ(guest.status(), 0) << guest.said();
    std::printf("%s", guest.said().c_str());
  }

  std::unique_ptr<channel::SharedMemory> memory = channel::SharedMemory::create(kDpdkMemoryBytes).value();
  NetworkBench bench{memory.get()};
  DpdkGuest guest{bench.bus->client(), *memory};
};

TEST_F(Dpdk, SendsAndReceivesFramesOfTwoSizesInOrderAndLosesNone) {
  run([](std::uint64_t) {});
  const NETVSP_COUNTS counts = bench.counts();
  EXPECT_EQ(counts.GuestDelivered, 2u * kFrames);
  EXPECT_EQ(counts.PathDelivered, 2u * kFrames);
  EXPECT_EQ(counts.GuestMalformed, 0u);
}

// Under traffic, with frames of both ways on their way: the provider is paused, saved and gone, and another goes on from
// what was saved. The path in the test's place does not run meanwhile, so that what is between it and the provider, which
// is the path's to save, is not in question.
TEST_F(Dpdk, NeverNoticesThatItsProviderWasSavedKilledAndRestored) {
  std::uint32_t cuts = 0;
  run([&](std::uint64_t sent_back) {
    if (sent_back < 1500u * (cuts + 1) || cuts == 20) return;
    EXPECT_EQ(bench.ask(IOCTL_NETVSP_PAUSE), 0);
    const std::vector<std::uint8_t> saved = bench.save(1u << 16);
    bench.kill();
    bench.attach();
    EXPECT_EQ(bench.restore(saved), 0);
    EXPECT_EQ(bench.ask(IOCTL_NETVSP_START), 0);
    ++cuts;
  });
  EXPECT_EQ(cuts, 20u);
}

}  // namespace
}  // namespace penstock::network
