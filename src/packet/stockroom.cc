// SPDX-License-Identifier: Apache-2.0
#include "packet/stockroom.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "base/assert.h"

namespace penstock::packet {
namespace {

// Which room has which slot. Taken when rooms are made and end, and when threads end: never on the way of
// a packet. A room cannot end while a thread gives back to it, because both hold this lock.
std::mutex directory_lock;
std::array<Stockroom*, Stockroom::kSlotsMax> directory;
std::uint64_t last_number = 0;

thread_local bool thread_ended = false;

// What comes from the depot was last written by whichever thread released it, and is written next by this
// one: all of a magazine's descriptors are fetched at once instead of one after the other.
void fetch_early(Packet* const* packets, std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const char* descriptor = reinterpret_cast<const char*>(packets[i]);
    __builtin_prefetch(descriptor, 1);
    __builtin_prefetch(descriptor + 64, 1);
  }
}

}  // namespace

// Destroyed with its thread. What the thread releases after that goes straight to the depots.
struct ThreadEnd {
  ~ThreadEnd() {
    thread_ended = true;
    std::lock_guard hold(directory_lock);
    for (std::uint32_t slot = 0; slot < Stockroom::kSlotsMax; ++slot) {
      Stockroom::Entry entry = std::exchange(Stockroom::entries_[slot], {});
      Stockroom* room = directory[slot];
      if (room != nullptr && room->number_ == entry.room) room->leave(*entry.stock);
    }
  }
  void begin() {}
};

constinit thread_local std::array<Stockroom::Entry, Stockroom::kSlotsMax + 1> Stockroom::entries_{};

Stockroom::Stockroom(std::uint32_t packets_max)
    : packets_max_(packets_max),
      magazine_packets_(std::clamp(packets_max / 8, 1u, kMagazinePacketsMax)),
      depot_(std::make_unique<Packet*[]>(packets_max)) {
  std::lock_guard hold(directory_lock);
  number_ = ++last_number;
  for (std::uint32_t slot = 0; slot < kSlotsMax && slot_ == kNoSlot; ++slot) {
    if (directory[slot] == nullptr) slot_ = slot;
  }
  if (slot_ != kNoSlot) directory[slot_] = this;
}

Stockroom::~Stockroom() {
  {
    std::lock_guard hold(directory_lock);
    if (slot_ != kNoSlot) directory[slot_] = nullptr;
  }
  while (stocks_ != nullptr) delete std::exchange(stocks_, stocks_->next);
}

ThreadStock* Stockroom::enter() {
  if (slot_ == kNoSlot || thread_ended) return nullptr;
  static thread_local ThreadEnd thread_end;
  thread_end.begin();
  ThreadStock* stock = reuse_stock();
  if (stock == nullptr) {
    stock = new ThreadStock;
    std::lock_guard hold(lock_);
    stock->next = std::exchange(stocks_, stock);
  }
  entries_[slot_] = {number_, stock};
  return stock;
}

ThreadStock* Stockroom::reuse_stock() {
  std::lock_guard hold(lock_);
  for (ThreadStock* stock = stocks_; stock != nullptr; stock = stock->next) {
    if (!stock->in_use) {
      stock->in_use = true;
      return stock;
    }
  }
  return nullptr;
}

void Stockroom::leave(ThreadStock& stock) {
  put_in_depot(stock.packets.data(), stock.count.load(std::memory_order_relaxed));
  std::lock_guard hold(lock_);
  stock.count.store(0, std::memory_order_relaxed);
  stock.in_use = false;
}

void Stockroom::flush_this_thread() {
  const Entry entry = entries_[slot_];
  if (entry.room != number_) return;
  put_in_depot(entry.stock->packets.data(), entry.stock->count.load(std::memory_order_relaxed));
  entry.stock->count.store(0, std::memory_order_relaxed);
}

std::uint32_t Stockroom::take_bulk(Packet** packets, std::uint32_t count) {
  ThreadStock* stock = stock_of_this_thread();
  if (stock == nullptr) return copy_from_depot(packets, count);
  const std::uint32_t stocked = stock->count.load(std::memory_order_relaxed);
  const std::uint32_t taken = std::min(stocked, count);
  std::copy_n(stock->packets.data() + (stocked - taken), taken, packets);
  stock->count.store(stocked - taken, std::memory_order_relaxed);
  if (taken == count) return taken;
  const std::uint32_t more = copy_from_depot(packets + taken, count - taken);
  fetch_early(packets + taken, more);
  return taken + more;
}

std::uint32_t Stockroom::refill(ThreadStock& stock) {
  const std::uint32_t count = copy_from_depot(stock.packets.data(), magazine_packets_);
  fetch_early(stock.packets.data(), count);
  return count;
}

// The older magazine goes: the newer one's packets are still warm in this thread's cache.
std::uint32_t Stockroom::spill(ThreadStock& stock) {
  put_in_depot(stock.packets.data(), magazine_packets_);
  std::copy_n(stock.packets.data() + magazine_packets_, magazine_packets_, stock.packets.data());
  return magazine_packets_;
}

Packet* Stockroom::take_from_afar() {
  Packet* packet = nullptr;
  ThreadStock* stock = stock_of_this_thread();
  if (stock == nullptr) {
    copy_from_depot(&packet, 1);
    return packet;
  }
  std::uint32_t count = stock->count.load(std::memory_order_relaxed);
  if (count == 0) count = refill(*stock);
  if (count == 0) return nullptr;
  stock->count.store(count - 1, std::memory_order_relaxed);
  return stock->packets[count - 1];
}

void Stockroom::give_far(Packet* packet) {
  ThreadStock* stock = stock_of_this_thread();
  if (stock == nullptr) return put_in_depot(&packet, 1);
  std::uint32_t count = stock->count.load(std::memory_order_relaxed);
  if (count == 2 * magazine_packets_) count = spill(*stock);
  stock->packets[count] = packet;
  stock->count.store(count + 1, std::memory_order_relaxed);
}

std::uint32_t Stockroom::copy_from_depot(Packet** packets, std::uint32_t count) {
  std::lock_guard hold(lock_);
  const std::uint32_t taken = std::min(count, depot_count_);
  depot_count_ -= taken;
  std::copy_n(depot_.get() + depot_count_, taken, packets);
  return taken;
}

void Stockroom::put_in_depot(Packet* const* packets, std::uint32_t count) {
  std::lock_guard hold(lock_);
  PENSTOCK_ASSERT(depot_count_ + count <= packets_max_);
  std::copy_n(packets, count, depot_.get() + depot_count_);
  depot_count_ += count;
}

std::uint32_t Stockroom::count() const {
  std::lock_guard hold(lock_);
  std::uint32_t total = depot_count_;
  for (const ThreadStock* stock = stocks_; stock != nullptr; stock = stock->next) {
    total += stock->count.load(std::memory_order_relaxed);
  }
  return std::min(total, packets_max_);
}

}  // namespace penstock::packet
