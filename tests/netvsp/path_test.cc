// SPDX-License-Identifier: Apache-2.0
// The provider's port as one end of a path that runs on a thread of its own, a wire in memory at its other end.
#include "path/path.h"

#include <gtest/gtest.h>

#include "exec/runtime.h"
#include "link/memory_pair.h"
#include "link/packet_copy.h"
#include "nt/thread_state.h"
#include "path/idle.h"
#include "wire/sample_packets.h"

#include "network_bench.h"

namespace penstock::network {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes datagram(std::uint16_t number) { return wire::sample::udp_packet(4, number, 9, 100); }

class ProviderOnAPath : public testing::Test {
 protected:
  ProviderOnAPath() {
    bench.open();
    bench.client().bring_up();
    bench.link().set_waker(&idle_);
    wire_.left().set_waker(&idle_);
    thread_ = exec::runtime().spawn("path", [this] {
      nt::thread_state().is_path = true;
      path_.run();
    });
  }
  ~ProviderOnAPath() override {
    path_.request_stop();
    exec::runtime().join(thread_);
    bench.link().set_waker(nullptr);
    wire_.left().set_waker(nullptr);
    reentry_.close();
  }
  Bytes next_at_far_end() {
    packet::PacketBatch batch;
    while (far_end_.empty()) {
      if (wire_.right().receive(batch) == 0) exec::runtime().point(exec::Point::yield);
      for (std::uint32_t i = 0; i < batch.count(); ++i)
        far_end_.emplace_back(batch[i].bytes().begin(), batch[i].bytes().end());
      batch.clear();
    }
    Bytes next = far_end_.front();
    far_end_.pop_front();
    return next;
  }
  void far_end_sends(const Bytes& bytes) {
    packet::PacketBatch batch;
    batch.push_back(link::packet_with_bytes(bytes, bench.packets()));
    wire_.right().send(batch);
  }

  NetworkBench bench;
  path::ParkIdle idle_;
  packet::ReentryQueue reentry_{&idle_};
  link::MemoryPair wire_{{}, bench.packets()};
  path::Path path_{{}, bench.link(), wire_.left(), reentry_, idle_};
  exec::ThreadId thread_ = 0;
  std::deque<Bytes> far_end_;
};

TEST_F(ProviderOnAPath, SendsAndReceivesThroughIt) {
  for (std::uint16_t number = 0; number < 500; ++number) {
    bench.client().send({frame_of(datagram(number))});
    ASSERT_EQ(next_at_far_end(), datagram(number));
    far_end_sends(datagram(number));
    bench.client().wait_for_frames(number + 1u);
  }
  const auto frames = bench.client().frames();
  for (std::uint16_t number = 0; number < 500; ++number)
    ASSERT_EQ(packet_in(frames[number]), datagram(number));
}

TEST_F(ProviderOnAPath, CanGoWhileItSends) {
  far_end_sends(datagram(0));
  bench.client().wait_for_frames(1);
  std::atomic<bool> stop{false};
  const exec::ThreadId sender = exec::runtime().spawn("sender", [&] {
    while (!stop.load()) {
      far_end_sends(datagram(1));
      exec::runtime().point(exec::Point::yield);
    }
  });
  EXPECT_EQ(bench.ask(IOCTL_NETVSP_DETACH), 0);
  while (bench.link().counts().dropped_refused == 0) exec::runtime().point(exec::Point::yield);
  stop.store(true);
  exec::runtime().join(sender);
  EXPECT_EQ(findings_text(), "");
}

}  // namespace
}  // namespace penstock::network
