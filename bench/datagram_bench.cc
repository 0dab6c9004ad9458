// SPDX-License-Identifier: Apache-2.0
// Datagrams over loopback, 64 at a time, by one thread: with segmentation on the way out and joining on the way
// in, and without, in turns. The counter that matters is `ratio`: the time of the plain way over ours.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <vector>

#include "exec/runtime.h"
#include "link/datagram_socket.h"

namespace penstock::link {
namespace {

constexpr std::uint32_t kFrames = 64;

// A sender and a receiver of one kind.
struct Way {
  explicit Way(bool joined)
      : sender(open(joined)),
        receiver(open(joined)),
        pool({.packets_max = 32, .clones_max = 1, .buffer_bytes = 66'000}),
        burst(pool) {
    destination = receiver.local();
  }
  static DatagramSocket open(bool joined) {
    DatagramSocket opened = DatagramSocket::open({.segment = joined, .coalesce = joined}).value();
    (void)opened.bind(*parse_endpoint("127.0.0.1:0"));
    return opened;
  }
  // Nanoseconds until all of them have come.
  std::int64_t carry(const std::vector<Frame>& frames) {
    const std::int64_t begun_ns = exec::runtime().now_ns();
    sender.send(frames, &destination);
    std::uint32_t received = 0;
    while (received < frames.size()) received += receiver.receive(burst);
    return exec::runtime().now_ns() - begun_ns;
  }

  DatagramSocket sender;
  DatagramSocket receiver;
  packet::PacketPool pool;
  DatagramBurst burst;
  Endpoint destination;
};

void SegmentedAgainstPlain(benchmark::State& state) {
  const std::vector<std::uint8_t> bytes(static_cast<std::size_t>(state.range(0)) * kFrames);
  std::vector<Frame> frames;
  for (std::uint32_t i = 0; i < kFrames; ++i) {
    frames.push_back(Frame(bytes).subspan(i * static_cast<std::size_t>(state.range(0)),
                                          static_cast<std::size_t>(state.range(0))));
  }
  frames.resize(std::min<std::size_t>(kFrames, 65'507 / static_cast<std::size_t>(state.range(0))));
  Way plain(false);
  Way joined(true);
  std::vector<std::int64_t> plain_ns;
  std::vector<std::int64_t> joined_ns;
  for (auto _ : state) {
    plain_ns.push_back(plain.carry(frames));
    joined_ns.push_back(joined.carry(frames));
  }
  const auto median_per_frame = [&](std::vector<std::int64_t>& times) {
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2),
                     times.end());
    return static_cast<double>(times[times.size() / 2]) / static_cast<double>(frames.size());
  };
  const double plain_each = median_per_frame(plain_ns);
  const double joined_each = median_per_frame(joined_ns);
  state.counters["plain_ns"] = plain_each;
  state.counters["joined_ns"] = joined_each;
  state.counters["ratio"] = plain_each / joined_each;
}
BENCHMARK(SegmentedAgainstPlain)->Arg(64)->Arg(512)->Arg(1420);

}  // namespace
}  // namespace penstock::link

BENCHMARK_MAIN();
