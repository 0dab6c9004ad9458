// SPDX-License-Identifier: Apache-2.0
// What the protocol costs a packet, beside the bare cipher of the same run: seal and open in bursts, the whole
// of a device's lane, the trie, the window.
#include <benchmark/benchmark.h>

#include <random>

#include "device_end.h"

namespace wireguard {
namespace {

constexpr std::size_t kBurst = 64;

SecretKey some_key() {
  SecretKey key;
  fill_random(key.writable());
  return key;
}

struct Buffers {
  Buffers(std::size_t bytes, std::size_t count) : memory(count, std::vector<std::uint8_t>(bytes + 64)) {
    for (std::size_t i = 0; i < count; ++i)
      messages.push_back({memory[i].data() + 16, static_cast<std::uint32_t>(bytes), false, i});
  }
  std::vector<std::vector<std::uint8_t>> memory;
  std::vector<AeadMessage> messages;
};

void count(benchmark::State& state, std::size_t bytes, std::size_t burst = kBurst) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * burst));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * burst * bytes));
}

// Bytes of a message, messages of a burst.
void bursts(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"bytes", "burst"});
  for (const int bytes : {64, 256, 1420})
    for (const int burst : {1, 4, 8, 16, 64, 128}) benchmark->Args({bytes, burst});
}

template <typename Work>
void run(benchmark::State& state, AeadKey::Way way, Work work) {
  const auto bytes = static_cast<std::size_t>(state.range(0));
  const auto burst = static_cast<std::size_t>(state.range(1));
  Buffers buffers(bytes, burst);
  AeadKey key(some_key(), way);
  for (auto _ : state) work(key, buffers.messages);
  count(state, bytes, burst);
}

// The measure: OpenSSL, one context, one call a message.
void SealAlone(benchmark::State& state) {
  run(state, AeadKey::Way::seal, [](AeadKey& key, std::span<AeadMessage> messages) {
    for (AeadMessage& message : messages) key.seal_one(message.counter, message.data, message.plain_bytes);
  });
}
BENCHMARK(SealAlone)->Apply(bursts);

void SealBurst(benchmark::State& state) {
  run(state, AeadKey::Way::seal, [](AeadKey& key, std::span<AeadMessage> messages) { key.seal(messages); });
}
BENCHMARK(SealBurst)->Apply(bursts);

void OpenBurst(benchmark::State& state) {
  run(state, AeadKey::Way::open, [](AeadKey& key, std::span<AeadMessage> messages) { key.open(messages); });
}
BENCHMARK(OpenBurst)->Apply(bursts);

struct Pair {
  Pair() {
    one.send(packet_between(1, 2, 100), now);
    for (int i = 0; i < 3; ++i) {
      End& from = i % 2 ? two : one;
      End& to = i % 2 ? one : two;
      for (const Sent& sent : from.sent) to.receive(sent.bytes, from.here(), now);
      from.sent.clear();
    }
  }
  Device::Settings settings(int own) const {
    Device::Settings result;
    result.private_key = keys[own];
    Device::PeerSettings peer;
    peer.public_key = public_key_of(keys[1 - own]);
    peer.endpoint = endpoint_at(static_cast<std::uint8_t>(2 - own));
    peer.allowed_ips = {{inner_at(static_cast<std::uint8_t>(2 - own)), 32}};
    result.peers.push_back(peer);
    return result;
  }
  const SecretKey keys[2] = {make_private_key(), make_private_key()};
  const Moment now{1000 * kSecond, 1'700'000'000 * kSecond};
  End one{1, settings(0)};
  End two{2, settings(1)};
};

// Both ends of a tunnel without a wire: seal a burst, open it.
void ThroughTwoDevices(benchmark::State& state) {
  const auto bytes = static_cast<std::size_t>(state.range(0));
  Pair pair;
  const Packet packet = packet_between(1, 2, bytes);
  std::vector<std::vector<std::uint8_t>> memory(kBurst, std::vector<std::uint8_t>(bytes + 64));
  std::array<OutboundPacket, kBurst> out;
  std::array<InboundDatagram, kBurst> in;
  ControlFrames frames;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kBurst; ++i) {
      std::memcpy(memory[i].data() + 16, packet.data(), packet.size());
      out[i] = {memory[i].data() + 16, static_cast<std::uint32_t>(bytes), 48};
    }
    pair.one.device.outbound(out, pair.now, frames);
    for (std::size_t i = 0; i < kBurst; ++i) in[i] = {memory[i].data(), out[i].frame_bytes, pair.one.here()};
    pair.two.device.inbound(in, pair.now, frames);
    if (in[kBurst - 1].packet_bytes != bytes) return state.SkipWithError("a packet did not arrive");
  }
  count(state, bytes);
}
BENCHMARK(ThroughTwoDevices)->Arg(64)->Arg(1420);

// What a flood of initiations costs a message: with a wrong mac1, and under load with a right one (a cookie is made).
void FloodedInitiation(benchmark::State& state) {
  Pair pair;
  Device::Settings strange = pair.settings(0);
  strange.private_key = make_private_key();
  End stranger(3, strange);
  stranger.greet(pair.now);
  Datagram message = stranger.sent.back().bytes;
  if (state.range(0) == 0) message[initiation::kMac1] ^= 1;
  ControlFrames frames;
  for (int i = 0; i < 200; ++i) pair.two.receive(message, endpoint_at(66), pair.now);
  for (auto _ : state) {
    InboundDatagram item{message.data(), static_cast<std::uint32_t>(message.size()), endpoint_at(66)};
    pair.two.device.inbound({&item, 1}, pair.now, frames);
    frames.clear();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(FloodedInitiation)->ArgName("right_mac1")->Arg(0)->Arg(1);

void WholeHandshake(benchmark::State& state) {
  for (auto _ : state) Pair pair;
}
BENCHMARK(WholeHandshake);

void TrieLookup(benchmark::State& state) {
  std::mt19937 random(1);
  PrefixTrie<Key4> trie;
  for (std::int64_t i = 0; i < state.range(0); ++i) trie.insert(random(), 8 + random() % 25, random() % 100);
  std::array<Key4, 1024> keys;
  for (Key4& key : keys) key = random();
  std::size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(trie.find(keys[next++ % keys.size()]));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(TrieLookup)->Arg(4)->Arg(100)->Arg(10000);

void ReplayWindowInOrder(benchmark::State& state) {
  ReplayWindow window;
  std::uint64_t counter = 0;
  for (auto _ : state) benchmark::DoNotOptimize(window.accept(counter++));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(ReplayWindowInOrder);

}  // namespace
}  // namespace wireguard

BENCHMARK_MAIN();
