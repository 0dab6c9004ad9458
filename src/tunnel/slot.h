// SPDX-License-Identifier: Apache-2.0
// A slot of a finite pool as foreign code holds it. The bytes are a packet of the pool; what is passed
// around is a SlotHandle: the one record of a lease, counted by reference, with room behind it for a foreign
// face. State and references are one atomic word, so that an append on one thread and the last release on
// another agree on who the slot belongs to. When a slot goes back while somebody still holds its handle, the
// handle is detached and stays closed: a stale handle never reaches the next lease.
//
//   free ──lease──► leased ──append──► listed/queued ──callback returns, flush──► platform ──► free
//                     ▲  └──── last handle dropped (lenient) ────► free   │
//                     └────────────── taken from a list ◄────────────────┘
//
// Threads: references and state from any thread. Bytes, length and the marks belong to whoever leased it.
// Memory: the pool's; a handle stays valid while a reference is held, whatever becomes of pool and channel.
// Errors: Fault::closed once the slot has left its holder.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>

#include "base/call_site.h"
#include "packet/custody.h"
#include "packet/packet.h"
#include "tunnel/fault.h"

namespace penstock::tunnel {

class SlotPool;
class SlotList;

// The numbers are the contract's.
enum class Lane : std::uint8_t { send = 0, receive = 1 };
enum class BufferStatus : std::uint8_t { ok = 0, invalid_size = 1 };

enum class SlotState : std::uint8_t { free, leased, listed, queued, platform, closed };
const char* to_string(SlotState state);

// Somebody else's object, kept by reference and compared by identity: a transport's tag.
class ForeignObject {
 public:
  virtual void add_reference() = 0;
  virtual void release() = 0;
  // Equal for two objects that stand for the same thing.
  virtual const void* identity() const = 0;

 protected:
  ~ForeignObject() = default;
};
using ForeignRef = packet::Ref<ForeignObject>;

class SlotHandle {
 public:
  SlotHandle(const SlotHandle&) = delete;
  SlotHandle& operator=(const SlotHandle&) = delete;

  void add_reference() { word_.fetch_add(1, std::memory_order_relaxed); }
  // The last one of a leased slot drops the lease (N-BUF-12), unless the slot is a wire buffer: those go back
  // that way (N-BUF-20).
  void release();

  SlotState state() const { return state_of(word_.load(std::memory_order_acquire)); }
  // Whether the caller may look at and change it: it is leased, or a list shows it (N-LIST-6).
  bool held() const {
    const std::uint64_t word = word_.load(std::memory_order_acquire);
    return state_of(word) == SlotState::leased || (word & kShown) != 0;
  }

  Result<std::uint8_t*> data() const;  // the first byte; capacity_bytes() may be written
  Result<std::uint32_t> length_bytes() const;
  std::uint32_t capacity_bytes() const { return capacity_bytes_; }
  Result<void> set_length(std::uint32_t length_bytes);  // invalid_argument above the capacity (N-BUF-16)
  // Ours, not the contract's: moves the front by so many bytes into the headroom, so that a header is put
  // before the packet without moving it. Capacity stays; length grows. invalid_argument without room.
  Result<void> push_front(std::uint32_t count_bytes);
  Result<void> pull_front(std::uint32_t count_bytes);

  // Status and affinity may be read from a buffer that is gone: what became of it (N-ENC-6).
  BufferStatus status() const { return status_.load(std::memory_order_relaxed); }
  Result<void> set_status(BufferStatus status);
  std::uint32_t affinity() const { return affinity_; }
  Result<void> set_affinity(std::uint32_t index);
  Result<ForeignRef> context() const;  // empty: none
  Result<void> set_context(ForeignRef context);

  // The program whose flow this packet begins, where that is told (N-TF-2); nullptr otherwise.
  Result<const std::string*> application() const;

  // Bytes for a foreign interface's own object, as many as the pool's options say. Who builds it says so in
  // face_built; it stays over the leases of this handle and is retired with it.
  std::byte* face() { return reinterpret_cast<std::byte*>(this + 1); }
  bool face_built = false;

  std::uint32_t index() const { return index_; }
  std::uint32_t generation() const { return generation_; }  // of this lease
  SlotPool& pool() const { return *pool_; }

 private:
  friend class SlotPool;
  friend class SlotList;
  friend class SlotChain;
  SlotHandle() = default;
  ~SlotHandle() = default;

  static constexpr std::uint64_t kReferences = 0xffff'ffff;
  static constexpr int kStateShift = 32;
  static constexpr std::uint64_t kShown = std::uint64_t{1} << 40;  // listed by the platform, not yet taken
  static SlotState state_of(std::uint64_t word) { return static_cast<SlotState>(word >> kStateShift & 0xff); }
  static std::uint64_t word_of(SlotState state, std::uint64_t references = 0) {
    return static_cast<std::uint64_t>(state) << kStateShift | references;
  }
  // Moves to `to` when it is in `from`, keeping the references and adding `more` to them.
  bool move(SlotState from, SlotState to, std::uint64_t more = 0, std::uint64_t flags = 0);

  std::atomic<std::uint64_t> word_{0};
  std::uint8_t* data_ = nullptr;
  std::uint32_t length_bytes_ = 0;
  std::uint32_t capacity_bytes_ = 0;
  SlotHandle* next_ = nullptr;  // in a list, a chain or a queue
  SlotHandle* previous_ = nullptr;
  packet::Packet* packet_ = nullptr;  // whose bytes these are
  SlotPool* pool_ = nullptr;

  // A second cache line: the custody entry, and what is rarely asked.
  std::uint32_t index_ = 0;
  std::uint32_t number_ = 0;  // among the handles of the pool
  std::uint32_t generation_ = 0;
  std::uint32_t opening_ = 0;  // of the pool
  std::uint32_t affinity_ = 0;
  std::atomic<BufferStatus> status_{BufferStatus::ok};
  ForeignObject* context_ = nullptr;
  const std::string* application_ = nullptr;
  // Written by who leases, read by who asks who holds what.
  std::atomic<bool> dropped_{false};  // lost in strict mode
  std::atomic<packet::BorrowerId> holder_{0};
  std::atomic<const void*> lent_at_{nullptr};
  std::atomic<std::int64_t> lent_ns_{0};
};

inline bool SlotHandle::move(SlotState from, SlotState to, std::uint64_t more, std::uint64_t flags) {
  std::uint64_t word = word_.load(std::memory_order_relaxed);
  while (state_of(word) == from) {
    const std::uint64_t next = word_of(to, (word & kReferences) + more) | flags;
    // With no handle out only who moves it can change the word: a list under its lock, or the platform.
    if ((word & kReferences) == 0 && from != SlotState::leased) {
      word_.store(next, std::memory_order_release);
      return true;
    }
    if (word_.compare_exchange_weak(word, next, std::memory_order_acq_rel, std::memory_order_relaxed)) {
      return true;
    }
  }
  return false;
}

using SlotRef = packet::Ref<SlotHandle>;

}  // namespace penstock::tunnel
