// SPDX-License-Identifier: Apache-2.0
// A finite pool of slots (N-BUF-1 to N-BUF-24). Its table of slots is its custody entry by entry: who holds
// which, since when, from which call; the ledger asks it through LoanBook and nothing is written there per
// packet (docs/decisions/0015). The free slots are one stack without a lock, so exhaustion is exact: a slot
// given back on any thread is had by the next request on any other.
//
// Threads: any, but open(), close() and bury(), which its channel calls one at a time.
// Memory: all at construction; handles that are still held when their slot goes back are replaced from spare
//   ones, of which there are as many as slots; who hoards more than that costs allocations. A pool that is buried stays until its last slot and handle are
//   back: bytes stay valid for whoever holds on to a handle (N-BUF-22).
// Errors: an empty pool gives nullptr.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "exec/mutex.h"
#include "packet/custody.h"
#include "packet/mapped_region.h"
#include "packet/pool.h"
#include "packet/reentry_queue.h"
#include "tunnel/counts.h"
#include "tunnel/free_stack.h"
#include "tunnel/slot.h"

namespace penstock::tunnel {

enum class Fidelity : std::uint8_t { lenient, strict };

// How a foreign interface keeps its object in a handle or a list.
struct FaceKind {
  std::uint32_t bytes = 0;
  void (*retire)(std::byte* face) = nullptr;  // ends the object; called on any thread
};

struct SlotPoolOptions {
  std::string name = "vpn0 send";
  const void* owner = nullptr;  // the channel: other channels refuse its slots
  std::string holder_name = "plug-in";
  std::uint32_t slots = 2048;
  std::uint32_t capacity_bytes = 1500;
  std::uint32_t headroom_bytes = 128;
  bool wire = false;  // goes back when its last handle dies, and no one is told
  Fidelity fidelity = Fidelity::lenient;
  FaceKind face;
};

// A leased slot, for `penstock pools holders`.
struct HeldSlot {
  std::uint32_t index = 0;
  SlotState state = SlotState::free;
  packet::BorrowerId holder = 0;
  base::CallSite lent_at;
  std::int64_t lent_ns = 0;
  bool dropped = false;
};

class SlotChain;
struct BurstUnit;

class SlotPool final : public packet::LoanBook {
 public:
  explicit SlotPool(SlotPoolOptions options);
  ~SlotPool() override;
  // The end of a pool of which something may still be out: it is kept, and goes when it is whole and another
  // is buried.
  static void bury(std::unique_ptr<SlotPool> pool);

  // Leases stamped from now on belong to this opening; those of an earlier one are foreign (N-BUF-21).
  void open() {
    opening_.fetch_add(1, std::memory_order_relaxed);
    open_.store(true, std::memory_order_seq_cst);
  }
  bool is_open() const { return open_.load(std::memory_order_relaxed); }
  // Gives back what was lost and is not held any more.
  void close();
  // Nothing is out: no slot, no handle.
  bool whole() const;

  // One slot for foreign code, with one reference; nullptr when there is none.
  SlotHandle* lease(packet::BorrowerId holder, base::CallSite from, std::int64_t now_ns);
  // For the platform: up to `count` slots; returns how many.
  std::uint32_t take(SlotHandle** handles, std::uint32_t count);
  void recycle(SlotHandle& handle);         // from platform
  static void recycle_row(SlotChain& row);  // likewise, of any pools
  bool empty() const { return free_count() == 0; }
  // Wakes once, when the next slot comes back. False: one is there already and nothing was left.
  bool want_slot(packet::Waker* waker) { return free_slots_.want(waker); }
  std::uint32_t free_count() const { return free_slots_.count(); }

  // Moves of a slot; each false when it is not in the state it comes from.
  bool list(SlotHandle& handle) { return handle.move(SlotState::leased, SlotState::listed); }
  bool queue(SlotHandle& handle) { return handle.move(SlotState::leased, SlotState::queued); }
  void show(SlotHandle& handle);  // platform to listed, to be looked at
  // Platform or listed to leased, with a reference for the taker.
  void hand_out(SlotHandle& handle, packet::BorrowerId holder, base::CallSite from, std::int64_t now_ns);
  void take_back(SlotHandle& handle);  // listed or queued to platform

  // The platform's view of a slot that is in its hands.
  std::span<std::uint8_t> bytes_of(const SlotHandle& handle) const {
    return {handle.data_, handle.length_bytes_};
  }
  std::uint32_t length_of(const SlotHandle& handle) const { return handle.length_bytes_; }
  std::uint8_t* room_of(SlotHandle& handle) const { return handle.data_; }
  void set_length(SlotHandle& handle, std::uint32_t bytes) const { handle.length_bytes_ = bytes; }
  std::pair<std::uint32_t, const ForeignObject*> target_of(const SlotHandle& handle) const {
    return {handle.affinity_, handle.context_};
  }
  void set_target(SlotHandle& handle, std::uint32_t affinity, const ForeignRef& context) const {
    handle.affinity_ = affinity;
    handle.context_ = ForeignRef(context).detach();
  }
  void set_application(SlotHandle& handle, const std::string* program) const {
    handle.application_ = program;
  }
  BurstUnit unit_of(const SlotHandle& handle) const;
  // What it became; false, and nothing has changed, when that is not inside what was shown.
  bool become(SlotHandle& handle, const BurstUnit& unit) const;
  void mark_invalid(SlotHandle& handle) const {
    handle.status_.store(BufferStatus::invalid_size, std::memory_order_relaxed);
  }

  // The packet of a slot in `platform`, with its length: released, the slot goes back by itself.
  packet::PacketPtr as_packet(SlotHandle& handle);

  // Leased since the last open().
  bool current(const SlotHandle& handle) const {
    return is_open() && handle.opening_ == opening_.load(std::memory_order_relaxed);
  }
  const SlotPoolOptions& options() const { return options_; }
  std::uint32_t size() const { return options_.slots; }
  PoolCounts counts() const;
  std::vector<HeldSlot> held() const;
  // The leased slot that is out longest; false when none is.
  bool oldest_lease(HeldSlot& oldest) const;
  std::uint64_t leaks() const { return leaked_.load(std::memory_order_relaxed); }

  std::atomic<std::uint64_t> requests_denied{0};
  std::atomic<std::uint64_t> requests_oom{0};
  std::atomic<std::uint64_t> oversize_dropped{0};
  std::atomic<std::uint64_t> zero_len{0};

  void list_loans(packet::BorrowerId borrower, std::vector<packet::LoanRecord>& records) const override;
  std::uint64_t count_loans(packet::BorrowerId borrower) const override;

 private:
  friend class SlotHandle;
  struct Slot {
    packet::Packet* packet = nullptr;
    std::atomic<SlotHandle*> handle{nullptr};
    std::uint32_t generation = 0;
    std::atomic<std::uint32_t> leases{0};
  };

  static void keep_packet(packet::Packet& packet);
  SlotHandle* make_handle(const packet::MappedRegion& region, std::uint32_t number);
  SlotHandle* extra_handle();
  SlotHandle* spare_handle();
  void bind(Slot& slot, SlotHandle& handle);
  void make_new(SlotHandle& handle);
  void write_lease(SlotHandle& handle, packet::BorrowerId holder, base::CallSite from, std::int64_t now_ns);
  // `state` is what it was in when the last reference went.
  void last_released(SlotHandle& handle, SlotState state);
  void drop_lease(SlotHandle& handle);
  void reclaim(SlotHandle& handle);
  void report_leak(const SlotHandle& handle, bool lost) const;
  void retire_stale(SlotHandle& handle);
  bool make_free(SlotHandle& handle);
  SlotHandle* handle_at(std::uint32_t number) const {
    return reinterpret_cast<SlotHandle*>(handles_.data() + number * handle_stride_bytes_);
  }
  bool read_slot(std::uint32_t index, HeldSlot& held) const;  // true when it is leased

  const SlotPoolOptions options_;
  packet::PacketPool packets_;
  const std::size_t handle_stride_bytes_;
  packet::MappedRegion handles_;
  std::unique_ptr<Slot[]> slots_;
  FreeStack spares_;                 // as many handles as slots
  mutable exec::Mutex extras_lock_;  // guards the two that follow
  std::vector<std::unique_ptr<packet::MappedRegion>> extra_handles_;
  SlotHandle* extras_ = nullptr;
  std::atomic<std::uint32_t> stale_{0};  // detached handles that somebody holds
  std::atomic<std::uint32_t> opening_{0};
  std::atomic<bool> open_{false};
  FreeStack free_slots_;
  std::atomic<std::uint64_t> reclaimed_{0};
  std::atomic<std::uint64_t> leaked_{0};
};

}  // namespace penstock::tunnel
