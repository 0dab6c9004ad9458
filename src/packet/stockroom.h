// SPDX-License-Identifier: Apache-2.0
// The free packets of one kind: a depot that all threads share, and a stock of up to two magazines in each
// thread. A thread takes from and gives to its own stock; only when that is empty or full does it lock the
// depot and move one whole magazine. Two magazines, because with one a thread at the edge would go to the
// depot each time.
//
// Threads: any. A thread that ends puts its stock back.
// Memory: the depot at construction; a stock when a thread first comes here, reused after the thread.
//   A thread finds its stock in a table of its own by the room's slot. Slots are reused, so an entry names
//   the room by a number that is not.
// Errors: with every slot taken (kSlotsMax rooms alive) a room works from its depot alone, more slowly.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "packet/packet.h"
#include "packet/spin_lock.h"

namespace penstock::packet {

inline constexpr std::uint32_t kMagazinePacketsMax = 32;

// One thread's. Only its thread writes; `count` is atomic for those who sum.
struct alignas(64) ThreadStock {
  std::atomic<std::uint32_t> count{0};
  bool in_use = true;  // by a thread; under the room's lock
  ThreadStock* next = nullptr;
  std::array<Packet*, 2 * kMagazinePacketsMax> packets;
};

class Stockroom {
 public:
  static constexpr std::uint32_t kSlotsMax = 512;

  explicit Stockroom(std::uint32_t packets_max);
  ~Stockroom();
  Stockroom(const Stockroom&) = delete;
  Stockroom& operator=(const Stockroom&) = delete;

  // nullptr when neither the calling thread's stock nor the depot has one.
  Packet* take() {
    const Entry& entry = entries_[slot_];
    if (entry.room == number_) [[likely]] {
      ThreadStock& stock = *entry.stock;
      if (const std::uint32_t count = stock.count.load(std::memory_order_relaxed)) [[likely]] {
        stock.count.store(count - 1, std::memory_order_relaxed);
        return stock.packets[count - 1];
      }
    }
    return take_from_afar();
  }
  std::uint32_t take_bulk(Packet** packets, std::uint32_t count);

  void give(Packet* packet) {
    const Entry& entry = entries_[slot_];
    if (entry.room == number_) [[likely]] {
      ThreadStock& stock = *entry.stock;
      const std::uint32_t count = stock.count.load(std::memory_order_relaxed);
      if (count != 2 * magazine_packets_) [[likely]] {
        stock.packets[count] = packet;
        stock.count.store(count + 1, std::memory_order_relaxed);
        return;
      }
    }
    give_far(packet);
  }

  void flush_this_thread();
  // Exact when nobody takes or gives meanwhile.
  std::uint32_t count() const;

 private:
  friend struct ThreadEnd;
  struct Entry {
    std::uint64_t room = 0;
    ThreadStock* stock = nullptr;
  };
  static constexpr std::uint32_t kNoSlot = kSlotsMax;

  ThreadStock* stock_of_this_thread() {
    const Entry& entry = entries_[slot_];
    return entry.room == number_ ? entry.stock : enter();
  }
  // The ways that a thread goes once in a magazine, apart to keep the others short.
  Packet* take_from_afar();
  void give_far(Packet* packet);
  ThreadStock* enter();
  void leave(ThreadStock& stock);
  ThreadStock* reuse_stock();
  std::uint32_t refill(ThreadStock& stock);
  std::uint32_t spill(ThreadStock& stock);
  std::uint32_t copy_from_depot(Packet** packets, std::uint32_t count);
  void put_in_depot(Packet* const* packets, std::uint32_t count);

  // One entry more than slots, which stays empty: the one that rooms without a slot look into.
  // initial-exec: the address is an addition and not a call, which would cost each release() a frame. The
  // cores are linked into the program and not loaded later, so there is room for it.
  [[gnu::tls_model("initial-exec")]] static constinit thread_local std::array<Entry, kSlotsMax + 1> entries_;

  const std::uint32_t packets_max_;
  const std::uint32_t magazine_packets_;
  std::uint32_t slot_ = kNoSlot;
  std::uint64_t number_ = 0;

  alignas(64) mutable SpinLock lock_;  // guards what follows
  std::uint32_t depot_count_ = 0;
  std::unique_ptr<Packet*[]> depot_;
  ThreadStock* stocks_ = nullptr;
};

}  // namespace penstock::packet
