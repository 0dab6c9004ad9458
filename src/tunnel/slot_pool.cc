// SPDX-License-Identifier: Apache-2.0
#include "tunnel/slot_pool.h"

#include <sanitizer/asan_interface.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <new>
#include <utility>

#include "base/assert.h"
#include "base/finding.h"
#include "exec/runtime.h"
#include "tunnel/plug_in.h"
#include "tunnel/slot_list.h"

namespace penstock::tunnel {
namespace {

constexpr std::size_t kLineBytes = 64;
constexpr std::uint32_t kRowMax = 128;
constexpr std::uint32_t kExtrasBlock = 32;
constexpr std::uint32_t kExtra = ~std::uint32_t{0};

std::size_t handle_stride(std::uint32_t face_bytes) {
  return (sizeof(SlotHandle) + face_bytes + kLineBytes - 1) / kLineBytes * kLineBytes;
}

// What is buried and not whole yet.
class Graveyard {
 public:
  void bury(std::unique_ptr<SlotPool> pool) {
    std::vector<std::unique_ptr<SlotPool>> gone;  // ended outside the lock
    hold_.lock();
    if (pool != nullptr) pools_.push_back(std::move(pool));
    for (std::size_t index = 0; index < pools_.size();) {
      if (!pools_[index]->whole()) {
        ++index;
        continue;
      }
      gone.push_back(std::move(pools_[index]));
      pools_[index] = std::move(pools_.back());
      pools_.pop_back();
    }
    hold_.unlock();
  }

 private:
  exec::Mutex hold_;
  std::vector<std::unique_ptr<SlotPool>> pools_;
};

Graveyard& graveyard() {
  static Graveyard* const graves = new Graveyard;  // outlives every static that may hold a handle
  return *graves;
}

}  // namespace

SlotPool::SlotPool(SlotPoolOptions options)
    : options_(std::move(options)),
      packets_({.name = options_.name,
                .packets_max = options_.slots,
                .clones_max = 1,
                // Behind the capacity as much again as in front, so that the front can be pulled and pushed.
                .buffer_bytes = options_.capacity_bytes + 2 * options_.headroom_bytes,
                .headroom_bytes = options_.headroom_bytes,
                .face_bytes = sizeof(void*),
                .keep = &SlotPool::keep_packet}),
      handle_stride_bytes_(handle_stride(options_.face.bytes)),
      handles_(2 * handle_stride_bytes_ * options_.slots),
      slots_(std::make_unique<Slot[]>(options_.slots)),
      spares_(2 * options_.slots),
      free_slots_(options_.slots) {
  // From the last to the first, so that the first is had first and a pool hardly used stays small.
  for (std::uint32_t left = options_.slots; left > 0; --left) {
    Slot& slot = slots_[left - 1];
    slot.packet = packets_.allocate().release();
    PENSTOCK_ASSERT(slot.packet != nullptr);
    SlotHandle* const handle = make_handle(handles_, left - 1);
    handle->index_ = handle->number_ = left - 1;
    slot.handle.store(handle, std::memory_order_relaxed);
    bind(slot, *handle);
    ASAN_POISON_MEMORY_REGION(slot.packet->storage(), slot.packet->storage_bytes());
    free_slots_.push(left - 1);
  }
  for (std::uint32_t number = 2 * options_.slots; number > options_.slots; --number) {
    make_handle(handles_, number - 1)->number_ = number - 1;
    spares_.push(number - 1);
  }
}

SlotHandle* SlotPool::make_handle(const packet::MappedRegion& region, std::uint32_t number) {
  auto* handle = new (region.data() + number * handle_stride_bytes_) SlotHandle;
  handle->pool_ = this;
  return handle;
}

SlotPool::~SlotPool() {
  PENSTOCK_ASSERT(whole());
  const auto retire = [this](SlotHandle& handle) {
    if (handle.context_ != nullptr) handle.context_->release();
    if (handle.face_built && options_.face.retire != nullptr) options_.face.retire(handle.face());
  };
  for (std::uint32_t number = 0; number < 2 * options_.slots; ++number) retire(*handle_at(number));
  for (SlotHandle* extra = extras_; extra != nullptr; extra = extra->next_) retire(*extra);
  for (std::uint32_t index = 0; index < options_.slots; ++index) {
    SlotHandle& handle = *slots_[index].handle.load(std::memory_order_relaxed);
    if (handle.number_ == kExtra) retire(handle);
    slots_[index].packet->face_built = false;
    slots_[index].packet->release();
  }
  packets_.flush_this_thread();
}

void SlotPool::bury(std::unique_ptr<SlotPool> pool) { graveyard().bury(std::move(pool)); }

bool SlotPool::whole() const {
  return free_slots_.count() == options_.slots && stale_.load(std::memory_order_acquire) == 0;
}

void SlotPool::bind(Slot& slot, SlotHandle& handle) {
  handle.packet_ = slot.packet;
  handle.capacity_bytes_ = options_.capacity_bytes;
  *reinterpret_cast<SlotHandle**>(slot.packet->face()) = &handle;
  slot.packet->face_built = true;
}

// A packet of ours came back from wherever it was injected: it is ours again, with one reference.
void SlotPool::keep_packet(packet::Packet& packet) {
  SlotHandle& handle = **reinterpret_cast<SlotHandle**>(packet.face());
  handle.pool_->recycle(handle);
}

// As fresh: nothing of the last lease is left but bytes (N-BUF-8).
void SlotPool::make_new(SlotHandle& handle) {
  handle.data_ = handle.packet_->storage() + options_.headroom_bytes;
  handle.length_bytes_ = 0;
  handle.affinity_ = 0;
  handle.application_ = nullptr;
  handle.status_.store(BufferStatus::ok, std::memory_order_relaxed);
  handle.opening_ = opening_.load(std::memory_order_relaxed);
  handle.generation_ = ++slots_[handle.index_].generation;
  ASAN_UNPOISON_MEMORY_REGION(handle.packet_->storage(), handle.packet_->storage_bytes());
}

void SlotPool::write_lease(SlotHandle& handle, packet::BorrowerId holder, base::CallSite from,
                           std::int64_t now_ns) {
  handle.holder_.store(holder, std::memory_order_relaxed);
  handle.lent_at_.store(from.address, std::memory_order_relaxed);
  handle.lent_ns_.store(now_ns, std::memory_order_relaxed);
}

SlotHandle* SlotPool::lease(packet::BorrowerId holder, base::CallSite from, std::int64_t now_ns) {
  const std::uint32_t index = free_slots_.pop();
  if (index == FreeStack::kNone) return nullptr;
  SlotHandle& handle = *slots_[index].handle.load(std::memory_order_relaxed);
  make_new(handle);
  write_lease(handle, holder, from, now_ns);
  handle.word_.store(SlotHandle::word_of(SlotState::leased, 1), std::memory_order_release);
  // Whoever has the slot writes alone.
  std::atomic<std::uint32_t>& leases = slots_[index].leases;
  leases.store(leases.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  return &handle;
}

std::uint32_t SlotPool::take(SlotHandle** handles, std::uint32_t count) {
  std::array<std::uint32_t, kRowMax> row;
  const std::uint32_t taken = free_slots_.pop_row(row.data(), std::min(count, kRowMax));
  for (std::uint32_t place = 0; place < taken; ++place) {
    SlotHandle& handle = *slots_[row[place]].handle.load(std::memory_order_relaxed);
    make_new(handle);
    handle.word_.store(SlotHandle::word_of(SlotState::platform), std::memory_order_release);
    handles[place] = &handle;
  }
  return taken;
}

void SlotPool::show(SlotHandle& handle) {
  const bool moved = handle.move(SlotState::platform, SlotState::listed, 0, SlotHandle::kShown);
  PENSTOCK_ASSERT(moved);
}

void SlotPool::hand_out(SlotHandle& handle, packet::BorrowerId holder, base::CallSite from,
                        std::int64_t now_ns) {
  write_lease(handle, holder, from, now_ns);
  const bool moved = handle.move(SlotState::listed, SlotState::leased, 1) ||
                     handle.move(SlotState::platform, SlotState::leased, 1);
  PENSTOCK_ASSERT(moved);
}

void SlotPool::take_back(SlotHandle& handle) {
  const bool moved = handle.move(SlotState::listed, SlotState::platform) ||
                     handle.move(SlotState::queued, SlotState::platform);
  PENSTOCK_ASSERT(moved);
}

BurstUnit SlotPool::unit_of(const SlotHandle& handle) const {
  return {.data = handle.data_,
          .length_bytes = handle.length_bytes_,
          .headroom_bytes = static_cast<std::uint32_t>(handle.data_ - handle.packet_->storage()),
          .growth_bytes = handle.capacity_bytes_ - handle.length_bytes_,
          .affinity = handle.affinity_};
}

bool SlotPool::become(SlotHandle& handle, const BurstUnit& unit) const {
  const std::span<const std::uint8_t> room{handle.packet_->storage(), handle.packet_->storage_bytes()};
  if (unit.length_bytes > handle.capacity_bytes_ || !unit.lies_in(room)) return false;
  handle.data_ = unit.data;
  handle.length_bytes_ = unit.length_bytes;
  handle.affinity_ = unit.affinity;
  return true;
}

// False: somebody still holds the handle.
bool SlotPool::make_free(SlotHandle& handle) {
  if (handle.context_ != nullptr) [[unlikely]]
    std::exchange(handle.context_, nullptr)->release();
  ASAN_POISON_MEMORY_REGION(handle.packet_->storage(), handle.packet_->storage_bytes());
  const std::uint64_t word = handle.word_.load(std::memory_order_acquire);
  PENSTOCK_ASSERT(SlotHandle::state_of(word) == SlotState::platform);
  if ((word & SlotHandle::kReferences) != 0) return false;
  // Nobody can add a reference to what nobody holds.
  handle.word_.store(SlotHandle::word_of(SlotState::free), std::memory_order_release);
  return true;
}

// A handle that somebody still holds stays theirs and is closed; the slot goes on with another one.
void SlotPool::recycle(SlotHandle& handle) {
  const std::uint32_t index = handle.index_;
  // Once it is pushed nothing of the pool is touched: it may be whole, and go.
  if (make_free(handle)) return free_slots_.push(index);
  SlotHandle* fresh = spare_handle();
  fresh->index_ = index;
  slots_[index].handle.store(fresh, std::memory_order_release);
  bind(slots_[index], *fresh);
  stale_.fetch_add(1, std::memory_order_relaxed);
  // The reference of ours keeps it from being retired twice.
  handle.word_.fetch_add(1, std::memory_order_relaxed);
  const bool closed = handle.move(SlotState::platform, SlotState::closed);
  PENSTOCK_ASSERT(closed);
  free_slots_.push(index);
  handle.release();
}

// Neighbours of one pool go back with one exchange.
void SlotPool::recycle_row(SlotChain& row) {
  SlotPool* pool = nullptr;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t count = 0;
  const auto push = [&] {
    if (count != 0) pool->free_slots_.push_row(first, last, std::exchange(count, 0));
  };
  while (SlotHandle* one = row.pop_front()) {
    if (one->pool_ != pool) {
      push();
      pool = one->pool_;
    }
    const std::uint32_t index = one->index_;
    if (!pool->make_free(*one)) {
      pool->recycle(*one);
      continue;
    }
    if (count++ == 0) {
      last = index;
    } else {
      pool->free_slots_.link(index, first);
    }
    first = index;
  }
  push();
}

SlotHandle* SlotPool::spare_handle() {
  const std::uint32_t number = spares_.pop();
  SlotHandle* spare = number != FreeStack::kNone ? handle_at(number) : extra_handle();
  spare->next_ = nullptr;
  spare->word_.store(SlotHandle::word_of(SlotState::free), std::memory_order_relaxed);
  return spare;
}

// For who hoards more stale handles than there are slots.
SlotHandle* SlotPool::extra_handle() {
  std::lock_guard hold(extras_lock_);
  if (extras_ == nullptr) {
    extra_handles_.push_back(std::make_unique<packet::MappedRegion>(kExtrasBlock * handle_stride_bytes_));
    for (std::uint32_t number = kExtrasBlock; number > 0; --number) {
      SlotHandle* made = make_handle(*extra_handles_.back(), number - 1);
      made->number_ = kExtra;
      made->next_ = std::exchange(extras_, made);
    }
  }
  return std::exchange(extras_, extras_->next_);
}

void SlotPool::last_released(SlotHandle& handle, SlotState state) {
  switch (state) {
    case SlotState::leased:
      return drop_lease(handle);
    case SlotState::closed:
      return retire_stale(handle);
    default:
      return;  // in a list, a queue or on its way, where nobody needs the handle
  }
}

void SlotPool::retire_stale(SlotHandle& handle) {
  if (handle.number_ != kExtra) {
    spares_.push(handle.number_);
  } else {
    std::lock_guard hold(extras_lock_);
    handle.next_ = std::exchange(extras_, &handle);
  }
  stale_.fetch_sub(1, std::memory_order_release);
}

// N-BUF-12.
void SlotPool::drop_lease(SlotHandle& handle) {
  const bool lost = !options_.wire && options_.fidelity == Fidelity::strict && current(handle) &&
                    open_.load(std::memory_order_seq_cst);
  if (!options_.wire) {
    leaked_.fetch_add(1, std::memory_order_relaxed);
    report_leak(handle, lost);
  }
  if (lost) {
    handle.dropped_.store(true, std::memory_order_relaxed);
    // close() may have looked for lost slots just before.
    if (open_.load(std::memory_order_seq_cst)) return;
  }
  reclaim(handle);
}

// Only one of those who find a slot that is leased to nobody gets it.
void SlotPool::reclaim(SlotHandle& handle) {
  std::uint64_t unheld = SlotHandle::word_of(SlotState::leased);
  if (!handle.word_.compare_exchange_strong(unheld, SlotHandle::word_of(SlotState::platform),
                                            std::memory_order_acq_rel)) {
    return;
  }
  if (!options_.wire) reclaimed_.fetch_add(1, std::memory_order_relaxed);
  handle.dropped_.store(false, std::memory_order_relaxed);
  recycle(handle);
}

void SlotPool::report_leak(const SlotHandle& handle, bool lost) const {
  const std::int64_t now_ns = exec::runtime().now_ns();
  base::finding_log().report(
      {.code = "F-SLOT-1",
       .rule = "N-BUF-12",
       .severity = base::Severity::warning,
       .who = options_.holder_name,
       .message = options_.name + ": slot " + std::to_string(handle.index_) + " was dropped after " +
                  std::to_string((now_ns - handle.lent_ns_.load(std::memory_order_relaxed)) / 1000) +
                  " us; it is " + (lost ? "lost until the channel stops" : "reclaimed") +
                  "; give a buffer back through a list or append it",
       .first = {handle.lent_at_.load(std::memory_order_relaxed)},
       .at_ns = now_ns});
}

void SlotPool::close() {
  open_.store(false, std::memory_order_seq_cst);
  for (std::uint32_t index = 0; index < options_.slots; ++index)
    reclaim(*slots_[index].handle.load(std::memory_order_acquire));
}

// A packet of ours lies with its front where a new one has it and with no length.
packet::PacketPtr SlotPool::as_packet(SlotHandle& handle) {
  packet::Packet& packet = *handle.packet_;
  const std::uint8_t* const usual = packet.data();
  const bool placed = handle.data_ <= usual
                          ? packet.push_front(static_cast<std::uint32_t>(usual - handle.data_))
                          : packet.set_size(static_cast<std::uint32_t>(handle.data_ - usual)) &&
                                packet.pull_front(packet.size_bytes());
  PENSTOCK_ASSERT(placed && packet.set_size(handle.length_bytes_));
  return packet::PacketPtr(&packet);
}

PoolCounts SlotPool::counts() const {
  PoolCounts counts;
  counts.size = options_.slots;
  for (std::uint32_t index = 0; index < options_.slots; ++index) {
    switch (slots_[index].handle.load(std::memory_order_acquire)->state()) {
      case SlotState::free:
      case SlotState::closed:  // between two handles
        ++counts.free;
        break;
      case SlotState::leased:
        ++counts.leased;
        break;
      case SlotState::listed:
        ++counts.listed;
        break;
      case SlotState::queued:
        ++counts.queued;
        break;
      case SlotState::platform:
        ++counts.in_flight;
        break;
    }
  }
  for (std::uint32_t index = 0; index < options_.slots; ++index) {
    counts.requests_ok += slots_[index].leases.load(std::memory_order_relaxed);
  }
  counts.requests_denied = requests_denied.load(std::memory_order_relaxed);
  counts.requests_oom = requests_oom.load(std::memory_order_relaxed);
  counts.leaked_reclaimed = reclaimed_.load(std::memory_order_relaxed);
  counts.oversize_dropped = oversize_dropped.load(std::memory_order_relaxed);
  counts.zero_len = zero_len.load(std::memory_order_relaxed);
  return counts;
}

bool SlotPool::read_slot(std::uint32_t index, HeldSlot& held) const {
  const SlotHandle& handle = *slots_[index].handle.load(std::memory_order_acquire);
  held = {.index = index,
          .state = handle.state(),
          .holder = handle.holder_.load(std::memory_order_relaxed),
          .lent_at = {handle.lent_at_.load(std::memory_order_relaxed)},
          .lent_ns = handle.lent_ns_.load(std::memory_order_relaxed),
          .dropped = handle.dropped_.load(std::memory_order_relaxed)};
  return held.state == SlotState::leased;
}

std::vector<HeldSlot> SlotPool::held() const {
  std::vector<HeldSlot> found;
  HeldSlot slot;
  for (std::uint32_t index = 0; index < options_.slots; ++index) {
    if (read_slot(index, slot)) found.push_back(slot);
  }
  return found;
}

bool SlotPool::oldest_lease(HeldSlot& oldest) const {
  bool any = false;
  HeldSlot slot;
  for (std::uint32_t index = 0; index < options_.slots; ++index) {
    if (!read_slot(index, slot) || (any && slot.lent_ns >= oldest.lent_ns)) continue;
    oldest = slot;
    any = true;
  }
  return any;
}

void SlotPool::list_loans(packet::BorrowerId borrower, std::vector<packet::LoanRecord>& records) const {
  for (const HeldSlot& slot : held()) {
    if (borrower != 0 && slot.holder != borrower) continue;
    packet::LoanRecord record;
    record.id = slot.index + 1;
    record.borrower = slot.holder;
    record.terms = packet::SnapshotTerms::drain;
    record.what = options_.wire ? "wire buffer" : "slot";
    record.lent_at = slot.lent_at;
    record.lent_ns = slot.lent_ns;
    records.push_back(std::move(record));
  }
}

std::uint64_t SlotPool::count_loans(packet::BorrowerId borrower) const {
  std::uint64_t count = 0;
  for (const HeldSlot& slot : held()) count += borrower == 0 || slot.holder == borrower;
  return count;
}

}  // namespace penstock::tunnel
