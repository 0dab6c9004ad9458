// SPDX-License-Identifier: Apache-2.0
// Messages through a ring of the bus's format, copied in and out, one by one and by 32, with and without an answer
// to each. Beside it, in turns: DPDK's VMBus ring functions on memory of the same size, and its plain ring between
// one producer and one consumer, whose elements are the whole messages, so that it makes the same copies.
#include <sys/mman.h>
#include <sys/uio.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <thread>

#include "base/assert.h"
#include "channel/ring_reader.h"
#include "channel/ring_writer.h"
#include "channel_bench.h"

#ifdef PENSTOCK_DPDK_RING
#include <rte_ring.h>
#include <rte_ring_elem.h>
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
constexpr std::uint32_t kBatch = 32;
constexpr int kTurns = 21;

struct Shape {
  std::uint32_t bytes;
  std::uint32_t messages;
  std::size_t slot() const { return (bytes + 63) / 64 * 64; }
};

// Where messages come from, and where they go: as many of each as a batch has.
struct Buffers {
  explicit Buffers(const Shape& shape) : slot(shape.slot()), from(kBatch * slot), into(kBatch * slot + 8) {}
  std::byte* at(std::vector<std::byte>& all, std::uint32_t index) { return all.data() + index * slot; }
  std::size_t slot;
  std::vector<std::byte> from, into;
};

std::byte* ring_memory() {
  return static_cast<std::byte*>(::mmap(nullptr, kRingBytes + kPageBytes, PROT_READ | PROT_WRITE,
                                        MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0));
}

// How many went through.
struct Ours {
  explicit Ours(const Shape& shape) : bytes(shape.bytes) {
    std::byte* at = ring_memory();
    const RingSpan span{at, at + kPageBytes, kRingBytes};
    writer.attach(span);
    reader.attach(span);
  }
  std::uint32_t push(Buffers& buffers, std::uint32_t count, PacketHead head = {.type = 6}) {
    std::uint32_t done = 0;
    for (; done < count; ++done) {
      head.transaction = transaction + 1;
      if (writer.put(head, {}, {buffers.at(buffers.from, done), bytes}) != Put::written) break;
      ++transaction;
    }
    signals += writer.publish() ? 1 : 0;
    return done;
  }
  std::uint32_t pop(Buffers& buffers, std::uint32_t count) {
    std::uint32_t done = 0;
    PacketHead head;
    for (; done < count && reader.next(head) == Next::packet; ++done) {
      reader.copy(head.data_offset8 * 8u, buffers.at(buffers.into, done), head.payload_bytes());
      reader.advance();
    }
    signals += reader.release() ? 1 : 0;
    return done;
  }
  std::uint32_t bytes;
  std::uint64_t transaction = 0;
  RingWriter writer;
  alignas(128) RingReader reader;
  alignas(128) std::uint64_t signals = 0;
};

// Every message is answered on a second ring; what counts is the answers that came back.
struct OursAnswered {
  explicit OursAnswered(const Shape& shape) : there(shape), back(shape) { back.bytes = 0; }
  std::uint32_t push(Buffers& buffers, std::uint32_t count) {
    return there.push(buffers, count, {.type = 6, .flags = kCompletionRequested});
  }
  // The peer: takes and answers.
  std::uint32_t answer(Buffers& buffers, std::uint32_t count) {
    std::uint32_t done = 0;
    PacketHead head;
    for (; done < count && there.reader.next(head) == Next::packet; ++done) {
      if (back.writer.put({.type = 11, .transaction = head.transaction}, {}, {}) != Put::written) break;
      there.reader.copy(head.data_offset8 * 8u, buffers.at(buffers.into, done), head.payload_bytes());
      there.reader.advance();
    }
    signals += there.reader.release() ? 1 : 0;
    signals += back.writer.publish() ? 1 : 0;
    return done;
  }
  std::uint32_t collect(std::uint32_t count) {
    std::uint32_t done = 0;
    PacketHead head;
    for (; done < count && back.reader.next(head) == Next::packet; ++done) {
      PENSTOCK_ASSERT(head.transaction == ++answered);
      back.reader.advance();
    }
    if (back.reader.release()) ++signals;
    return done;
  }
  Ours there, back;
  std::uint64_t answered = 0;
  alignas(128) std::uint64_t signals = 0;
};

#ifdef PENSTOCK_DPDK_RING
struct DpdkBus {
  explicit DpdkBus(const Shape& shape)
      : bytes(shape.bytes), packet_bytes(kHeadBytes + round_up8(shape.bytes)) {
    std::byte* at = ring_memory();
    vmbus_br_setup(&out, at, kRingBytes + kPageBytes);
    vmbus_br_setup(&in, at, kRingBytes + kPageBytes);
  }
  std::uint32_t push(Buffers& buffers, std::uint32_t count) {
    PacketHead head{.type = 6, .length8 = static_cast<std::uint16_t>(packet_bytes / 8)};
    std::uint64_t padding = 0;
    bool signal = false;
    std::uint32_t done = 0;
    for (; done < count; ++done) {
      const iovec parts[] = {{&head, kHeadBytes},
                             {buffers.at(buffers.from, done), bytes},
                             {&padding, packet_bytes - kHeadBytes - bytes}};
      if (vmbus_txbr_write(&out, parts, 3, &signal) != 0) break;
    }
    return done;
  }
  std::uint32_t pop(Buffers& buffers, std::uint32_t count) {
    std::uint32_t done = 0;
    for (; done < count; ++done) {
      if (vmbus_rxbr_read(&in, whole, packet_bytes, 0) != 0) break;
      std::memcpy(buffers.at(buffers.into, done), whole + kHeadBytes, packet_bytes - kHeadBytes);
    }
    return done;
  }
  std::uint32_t bytes, packet_bytes;
  vmbus_br out;
  alignas(128) vmbus_br in;
  std::byte whole[4096];
};

struct DpdkPlain {
  explicit DpdkPlain(const Shape& shape) : element(static_cast<unsigned>(shape.slot())) {
    unsigned count = 1;
    while (2 * count * element <= kRingBytes) count *= 2;
    const ssize_t bytes = rte_ring_get_memsize_elem(element, count);
    PENSTOCK_ASSERT(bytes > 0);
    ring =
        static_cast<rte_ring*>(std::aligned_alloc(128, (static_cast<std::size_t>(bytes) + 127) / 128 * 128));
    PENSTOCK_ASSERT(rte_ring_init(ring, "bench", count, RING_F_SP_ENQ | RING_F_SC_DEQ) == 0);
  }
  ~DpdkPlain() { std::free(ring); }
  std::uint32_t push(Buffers& buffers, std::uint32_t count) {
    return rte_ring_sp_enqueue_burst_elem(ring, buffers.from.data(), element, count, nullptr);
  }
  std::uint32_t pop(Buffers& buffers, std::uint32_t count) {
    return rte_ring_sc_dequeue_burst_elem(ring, buffers.into.data(), element, count, nullptr);
  }
  unsigned element;
  rte_ring* ring = nullptr;
};
#endif

// 32 in, 32 out, however many at a time; time of this core alone.
template <class Ring>
double one_core(Ring& ring, const Shape& shape, std::uint32_t batch) {
  Buffers buffers(shape);
  const double begin = cpu_ns();
  for (std::uint32_t done = 0; done < shape.messages; done += kBatch) {
    for (std::uint32_t i = 0; i < kBatch; i += batch) PENSTOCK_ASSERT(ring.push(buffers, batch) == batch);
    for (std::uint32_t i = 0; i < kBatch; i += batch) {
      if constexpr (requires { ring.answer(buffers, batch); }) {
        PENSTOCK_ASSERT(ring.answer(buffers, batch) == batch && ring.collect(batch) == batch);
      } else {
        PENSTOCK_ASSERT(ring.pop(buffers, batch) == batch);
      }
    }
  }
  return (cpu_ns() - begin) / shape.messages;
}

// The clock runs from where both are there. Neither sleeps.
template <class Ring>
double two_cores(Ring& ring, const Shape& shape, std::uint32_t batch) {
  std::atomic<int> there{0};
  double end = 0;
  std::thread consumer([&] {
    Buffers buffers(shape);
    ++there;
    while (there < 2) __builtin_ia32_pause();
    for (std::uint32_t got = 0; got < shape.messages;) {
      std::uint32_t now;
      if constexpr (requires { ring.answer(buffers, batch); }) {
        now = ring.answer(buffers, batch);
      } else {
        now = ring.pop(buffers, batch);
      }
      got += now;
      if (now == 0) __builtin_ia32_pause();
    }
    end = now_ns();
  });
  Buffers buffers(shape);
  ++there;
  while (there < 2) __builtin_ia32_pause();
  const double begin = now_ns();
  constexpr bool kAnswered = requires { ring.collect(batch); };
  std::uint32_t answers = 0;
  for (std::uint32_t sent = 0; sent < shape.messages || (kAnswered && answers < shape.messages);) {
    const std::uint32_t now = ring.push(buffers, std::min(batch, shape.messages - sent));
    sent += now;
    std::uint32_t back = 0;
    if constexpr (kAnswered) answers += back = ring.collect(batch);
    if (now + back == 0) __builtin_ia32_pause();
  }
  consumer.join();
  return ((kAnswered ? now_ns() : end) - begin) / shape.messages;
}

template <class F>
void figures(const char* where, const Shape& shape, F measure) {
  Ours ours(shape);
  OursAnswered answered(shape);
  std::vector<Measure> rows = {[&] { return measure(ours, shape, 1u); },
                               [&] { return measure(ours, shape, kBatch); },
                               [&] { return measure(answered, shape, kBatch); }};
#ifdef PENSTOCK_DPDK_RING
  DpdkBus bus(shape);
  DpdkPlain plain(shape);
  rows.push_back([&] { return measure(bus, shape, 1u); });
  rows.push_back([&] { return measure(bus, shape, kBatch); });
  rows.push_back([&] { return measure(plain, shape, 1u); });
  rows.push_back([&] { return measure(plain, shape, kBatch); });
#endif
  const std::vector<Samples> ns = in_turns(kTurns, rows);
  const auto row = [&](const char* what, std::size_t of) {
    std::printf("%-9s %4u B  %-26s %7.1f ns", where, shape.bytes, what, median(ns[of]));
    if (ns.size() > 3 && of < 3) {
      const std::size_t bus_peer = of == 0 ? 3 : 4, plain_peer = of == 0 ? 5 : 6;
      std::printf("   %5.2f x DPDK's VMBus ring   %5.2f x rte_ring", ratio(ns[bus_peer], ns[of]),
                  ratio(ns[plain_peer], ns[of]));
    }
    if (of == 2) std::printf("   %5.2f x without answers", ratio(ns[1], ns[2]));
    std::printf("\n");
  };
  row("one by one", 0);
  row("by 32", 1);
  row("by 32, each answered", 2);
  if (ns.size() == 3) return;
  row("DPDK VMBus ring, 1", 3);
  row("DPDK VMBus ring, 32", 4);
  row("rte_ring SPSC, 1", 5);
  row("rte_ring SPSC, 32", 6);
}

}  // namespace

void ring_figures() {
  const auto one = [](auto& ring, const Shape& shape, std::uint32_t batch) {
    return one_core(ring, shape, batch);
  };
  const auto two = [](auto& ring, const Shape& shape, std::uint32_t batch) {
    return two_cores(ring, shape, batch);
  };
  figures("one core", {.bytes = 64, .messages = 128'000}, one);
  figures("one core", {.bytes = 1514, .messages = 32'000}, one);
  figures("two cores", {.bytes = 64, .messages = 64'000}, two);
  figures("two cores", {.bytes = 1514, .messages = 16'000}, two);
}

}  // namespace penstock::channel
