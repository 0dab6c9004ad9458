// SPDX-License-Identifier: Apache-2.0
// Something on its way into a ring: a packet of ours, or the answer to one of the peer's. It is written at
// once where that is possible; else its bytes are kept and it waits its turn in the channel's queue (V-TX-5).
//
// Threads: whoever holds the channel's send baton.
// Memory: intrusive: queueing allocates nothing.
// Errors: none.
#pragma once

#include "channel/ring_layout.h"
#include "exec/baton.h"

namespace penstock::channel {

class Outgoing : public exec::BatonTask {
 public:
  enum class Kind : std::uint8_t { packet, answer };

  explicit Outgoing(Kind of) : kind(of) {}
  Outgoing* next_outgoing = nullptr;
  const Kind kind;

  virtual PacketHead head() const = 0;
  virtual Bytes descriptor() const = 0;
  virtual Bytes kept_payload() const = 0;
  virtual void keep_payload(Bytes payload) = 0;
};

class OutgoingQueue {
 public:
  bool empty() const { return first_ == nullptr; }
  Outgoing* front() const { return first_; }
  std::uint64_t size() const { return size_; }
  void push(Outgoing& item) {
    item.next_outgoing = nullptr;
    (last_ == nullptr ? first_ : last_->next_outgoing) = &item;
    last_ = &item;
    ++size_;
  }
  Outgoing* pop() {
    Outgoing* item = first_;
    if (item == nullptr) return nullptr;
    first_ = item->next_outgoing;
    if (first_ == nullptr) last_ = nullptr;
    --size_;
    return item;
  }
  bool remove(const Outgoing& item) {
    Outgoing* before = nullptr;
    for (Outgoing* at = first_; at != nullptr; before = at, at = at->next_outgoing) {
      if (at != &item) continue;
      (before == nullptr ? first_ : before->next_outgoing) = at->next_outgoing;
      if (last_ == at) last_ = before;
      --size_;
      return true;
    }
    return false;
  }

 private:
  Outgoing* first_ = nullptr;
  Outgoing* last_ = nullptr;
  std::uint64_t size_ = 0;
};

}  // namespace penstock::channel
