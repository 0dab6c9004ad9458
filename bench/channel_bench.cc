// SPDX-License-Identifier: Apache-2.0
// Messages through a ring of the bus's format, and the save of a channel with many packets in use. Where DPDK's
// VMBus library is there, its ring functions run on memory of the same size, in turns with ours: the ratio is
// what counts, on a machine where the clock of a core moves by half.
#include <sys/mman.h>
#include <sys/uio.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <thread>
#include <vector>

#include "channel/client_endpoint.h"
#include "channel/memory_bus.h"
#include "channel/own_memory.h"
#include "channel/ring_reader.h"
#include "channel/ring_writer.h"
#include "channel/server_endpoint.h"
#include "exec/runtime.h"

#ifdef PENSTOCK_DPDK_RING
extern "C" {
struct vmbus_br {
  void* ring;
  std::uint32_t data_bytes, write_index;
};
void vmbus_br_setup(vmbus_br*, void*, unsigned);
int vmbus_txbr_write(vmbus_br*, const iovec[], int, bool*);
int vmbus_rxbr_read(vmbus_br*, void*, std::size_t, std::size_t);
}
#endif

namespace penstock::channel {
namespace {

constexpr std::uint32_t kRingBytes = 512 << 10;
constexpr int kTurns = 15;

double now_ns() { return static_cast<double>(exec::runtime().now_ns()); }

std::byte* ring_memory() {
  return static_cast<std::byte*>(::mmap(nullptr, kRingBytes + kPageBytes, PROT_READ | PROT_WRITE,
                                        MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0));
}

// Both copy a payload in and out.
struct Ours {
  Ours() {
    std::byte* at = ring_memory();
    const RingSpan span{at, at + kPageBytes, kRingBytes};
    writer.attach(span);
    reader.attach(span);
  }
  std::uint32_t push(const std::byte* payload, std::uint32_t bytes, std::uint32_t count) {
    std::uint32_t done = 0;
    for (; done < count; ++done) {
      if (writer.put({.type = 6, .transaction = done}, {}, {payload, bytes}) != Put::written) break;
    }
    signals += writer.publish() ? 1 : 0;
    return done;
  }
  std::uint32_t pop(std::byte* into, std::uint32_t count) {
    std::uint32_t done = 0;
    PacketHead head;
    for (; done < count && reader.next(head) == Next::packet; ++done) {
      reader.copy(head.data_offset8 * 8u, into, head.payload_bytes());
      reader.advance();
    }
    signals += reader.release() ? 1 : 0;
    return done;
  }
  RingWriter writer;
  alignas(128) RingReader reader;
  std::uint64_t signals = 0;
};

#ifdef PENSTOCK_DPDK_RING
struct Dpdk {
  Dpdk() {
    std::byte* at = ring_memory();
    vmbus_br_setup(&out, at, kRingBytes + kPageBytes);
    vmbus_br_setup(&in, at, kRingBytes + kPageBytes);
  }
  std::uint32_t push(const std::byte* payload, std::uint32_t bytes, std::uint32_t count) {
    packet_bytes = kHeadBytes + round_up8(bytes);
    PacketHead head{.type = 6, .length8 = static_cast<std::uint16_t>(packet_bytes / 8)};
    std::uint64_t padding = 0;
    bool signal = false;
    std::uint32_t done = 0;
    for (; done < count; ++done) {
      const iovec parts[] = {{&head, kHeadBytes},
                             {const_cast<std::byte*>(payload), bytes},
                             {&padding, packet_bytes - kHeadBytes - bytes}};
      if (vmbus_txbr_write(&out, parts, 3, &signal) != 0) break;
    }
    return done;
  }
  std::uint32_t pop(std::byte* into, std::uint32_t count) {
    std::uint32_t done = 0;
    for (; done < count; ++done) {
      if (vmbus_rxbr_read(&in, whole, packet_bytes, 0) != 0) break;
      std::memcpy(into, whole + kHeadBytes, packet_bytes - kHeadBytes);
    }
    return done;
  }
  vmbus_br out, in;
  std::uint32_t packet_bytes = 0;
  std::byte whole[4096];
};
#endif

template <class Ring>
double same_core(Ring& ring, std::uint32_t bytes, std::uint32_t batch, std::uint32_t messages) {
  std::vector<std::byte> payload(bytes), into(bytes + 8);
  const double begin = now_ns();
  for (std::uint32_t done = 0; done < messages; done += batch) {
    ring.push(payload.data(), bytes, batch);
    ring.pop(into.data(), batch);
  }
  return (now_ns() - begin) / messages;
}

template <class Ring>
double two_cores(Ring& ring, std::uint32_t bytes, std::uint32_t batch, std::uint32_t messages) {
  std::vector<std::byte> payload(bytes), into(bytes + 8);
  ring.push(payload.data(), bytes, 1);
  ring.pop(into.data(), 1);
  const double begin = now_ns();
  std::thread consumer([&] {
    for (std::uint32_t got = 0; got < messages;) got += ring.pop(into.data(), batch);
  });
  for (std::uint32_t sent = 0; sent < messages;) {
    sent += ring.push(payload.data(), bytes, std::min(batch, messages - sent));
  }
  consumer.join();
  return (now_ns() - begin) / messages;
}

double median(std::vector<double> samples) {
  std::sort(samples.begin(), samples.end());
  return samples[samples.size() / 2];
}

using Measure = std::function<double()>;

// In turns, so that a slow minute is everybody's.
std::vector<double> in_turns(const std::vector<Measure>& rows) {
  std::vector<std::vector<double>> samples(rows.size());
  for (int turn = 0; turn < kTurns; ++turn) {
    for (std::size_t i = 0; i < rows.size(); ++i) samples[i].push_back(rows[i]());
  }
  std::vector<double> medians;
  for (auto& one : samples) medians.push_back(median(one));
  return medians;
}

template <class F>
void rings(const char* where, std::uint32_t bytes, std::uint32_t messages, F measure) {
  Ours ours;
  std::vector<Measure> rows = {[&] { return measure(ours, bytes, 1u, messages); },
                               [&] { return measure(ours, bytes, 32u, messages); }};
#ifdef PENSTOCK_DPDK_RING
  Dpdk dpdk;
  rows.push_back([&] { return measure(dpdk, bytes, 1u, messages); });
  rows.push_back([&] { return measure(dpdk, bytes, 32u, messages); });
  const std::vector<double> ns = in_turns(rows);
  const double peer = std::min(ns[2], ns[3]);
  std::printf("%-10s %5u B   one by one %7.1f ns   by 32 %7.1f ns   DPDK %7.1f ns   rate: %5.2f x, %5.2f x\n",
              where, bytes, ns[0], ns[1], peer, ns[2] / ns[0], peer / ns[1]);
#else
  const std::vector<double> ns = in_turns(rows);
  std::printf("%-10s %5u B   one by one %7.1f ns   by 32 %7.1f ns\n", where, bytes, ns[0], ns[1]);
#endif
}

class Silent final : public ChannelEvents {
 public:
  explicit Silent(std::uint32_t state_bytes) : state_bytes_(state_bytes) {}
  void process(ReceivedPacket&, MutableBytes, Delivery) override {}
  bool saves_packets() const override { return true; }
  std::uint32_t save_packet(SentPacket&, MutableBytes buffer, std::uint32_t& needed) override {
    needed = state_bytes_;
    if (buffer.size() < needed) return 1;
    std::memset(buffer.data(), 7, needed);
    return 0;
  }
  std::uint32_t restore_packet(Bytes library, Bytes) override {
    SentPacket* packet = heir->allocate_packet();
    return heir->restore_packet(*packet, library).ok() ? 0 : 1;
  }
  ServerEndpoint* heir = nullptr;

 private:
  std::uint32_t state_bytes_;
};

void save(std::uint32_t packets, std::uint32_t state_bytes) {
  OwnMemory memory;
  packet::Ledger ledger;
  MemoryBus bus(memory);
  Silent events(state_bytes);
  ServerEndpoint server(bus.server(), events, ledger, "server");
  const Guid guid{{1}};
  (void)server.set_target(guid, guid);
  (void)server.set_maximum_packet(256);
  (void)server.enable();
  std::vector<std::byte> payload(64);
  for (std::uint32_t i = 0; i < packets; ++i) (void)server.send(*server.allocate_packet(), payload, {});
  std::vector<std::byte> buffer(64 << 20), image;
  image.reserve(packets * (state_bytes + 300ull) + (1 << 20));
  std::vector<double> save_ns, gather_ns;
  std::vector<std::vector<std::byte>> scattered(packets, std::vector<std::byte>(state_bytes + 64));
  for (int turn = 0; turn < 5; ++turn) {
    double begin = now_ns();
    image.clear();
    (void)server.save_begin();
    SaveStep step;
    do {
      step = server.save_continue(buffer);
      image.insert(image.end(), buffer.begin(), buffer.begin() + step.bytes_filled);
    } while (step.outcome == SaveStep::Outcome::more);
    server.save_end();
    save_ns.push_back(now_ns() - begin);
    begin = now_ns();
    std::size_t at = 0;
    for (const auto& one : scattered) {
      std::memcpy(buffer.data() + at % (32 << 20), one.data(), one.size());
      at += one.size();
    }
    gather_ns.push_back(now_ns() - begin);
  }
  server.abandon();
  ServerEndpoint heir(bus.server(), events, ledger, "heir");
  events.heir = &heir;
  (void)heir.set_target(guid, guid);
  (void)heir.set_maximum_packet(256);
  (void)heir.enable();
  const double begin = now_ns();
  const bool restored = heir.restore(image).outcome == RestoreStep::Outcome::complete;
  const double restore_ns = now_ns() - begin;
  std::printf(
      "save of %u packets with %u B of state: %.1f MB, %.2f GB/s (%.0f ns a packet; a bare gather %.2f x); "
      "restore %s %.2f GB/s\n",
      packets, state_bytes, static_cast<double>(image.size()) / 1e6,
      static_cast<double>(image.size()) / median(save_ns), median(save_ns) / packets,
      median(gather_ns) / median(save_ns), restored ? "done," : "FAILED,",
      static_cast<double>(image.size()) / restore_ns);
}

}  // namespace
}  // namespace penstock::channel

int main() {
  using namespace penstock::channel;
  const auto one = [](auto& ring, std::uint32_t bytes, std::uint32_t batch, std::uint32_t messages) {
    return same_core(ring, bytes, batch, messages);
  };
  const auto two = [](auto& ring, std::uint32_t bytes, std::uint32_t batch, std::uint32_t messages) {
    return two_cores(ring, bytes, batch, messages);
  };
  rings("one core", 64, 200'000, one);
  rings("one core", 1514, 40'000, one);
  save(10'000, 1500);
  save(100'000, 1500);
  rings("two cores", 64, 64'000, two);
  rings("two cores", 1514, 16'000, two);
  return 0;
}
