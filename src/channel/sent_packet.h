// SPDX-License-Identifier: Apache-2.0
// A packet object: what a sender needs to send again and again. It brings the memory for a payload of the
// channel's maximum, so that a send cannot fail for lack of it (V-TX-1). Its routine is called once for each
// send, when the packet is in the ring or when it is answered (V-TX-2).
//
// Threads: its holder's while it is idle; the channel's while it is in use.
// Memory: the channel's, or, placed, the caller's.
// Errors: none.
#pragma once

#include <cstring>
#include <vector>

#include "channel/outgoing.h"
#include "packet/custody.h"

namespace penstock::channel {

class Endpoint;
class RestoreContext;
class SaveContext;

enum class Outcome : std::uint8_t { done, cancelled };

class SentPacket final : public packet::Lent, public Outgoing {
 public:
  // The payload is the answer's, and lives until the routine returns. The packet is idle again.
  using Routine = void (*)(SentPacket& packet, Outcome outcome, MutableBytes answer, void* context);

  Endpoint& endpoint() const { return *endpoint_; }
  // nullptr: the default, which frees the packet; a placed one has no default (V-TX-4).
  void set_routine(Routine routine, void* context) {
    routine_ = routine;
    routine_context_ = context;
  }
  void* routine_context() const { return routine_context_; }
  void set_pointer(void* pointer) { pointer_ = pointer; }
  void* pointer() const { return pointer_; }
  bool in_use() const { return in_use_; }
  bool placed() const { return placed_; }
  bool answer_wanted() const { return (flags_ & kCompletionRequested) != 0; }
  std::uint64_t transaction() const { return transaction_; }

  PacketHead head() const override {
    return {.type = static_cast<std::uint16_t>(type_), .flags = flags_, .transaction = transaction_};
  }
  Bytes descriptor() const override { return descriptor_; }
  Bytes kept_payload() const override { return {storage(), payload_bytes_}; }
  void keep_payload(Bytes payload) override {
    payload_bytes_ = static_cast<std::uint32_t>(payload.size());
    if (!payload.empty()) std::memcpy(storage(), payload.data(), payload.size());
  }
  void run() override;
  void describe(base::Row& row) const override;

 private:
  friend class Endpoint;
  friend class FlightTable;
  friend class RestoreContext;
  friend class SaveContext;
  SentPacket(Endpoint& endpoint, std::uint32_t capacity, bool placed)
      : Outgoing(Kind::packet), endpoint_(&endpoint), capacity_(capacity), placed_(placed) {}
  ~SentPacket() override = default;
  static void operator delete(void* memory) { ::operator delete(memory); }

  // The payload's bytes follow the object.
  std::byte* storage() { return reinterpret_cast<std::byte*>(this + 1); }
  const std::byte* storage() const { return reinterpret_cast<const std::byte*>(this + 1); }

  Endpoint* endpoint_;
  Routine routine_ = nullptr;
  void* routine_context_ = nullptr;
  void* pointer_ = nullptr;
  std::uint64_t transaction_ = 0;
  packet::LoanId loan_ = 0;
  std::vector<std::byte> descriptor_;
  std::uint32_t capacity_;
  std::uint32_t payload_bytes_ = 0;
  WireType type_ = WireType::in_band;
  std::uint16_t flags_ = 0;
  bool placed_;
  bool in_use_ = false;
  bool free_ = false;             // with the channel again
  bool own_transaction_ = false;  // the sender chose the number
  SentPacket* next_free_ = nullptr;
  // In flight: the bucket's chain, and all in the order they were sent.
  SentPacket* next_in_bucket_ = nullptr;
  SentPacket* flight_before_ = nullptr;
  SentPacket* flight_after_ = nullptr;
};

}  // namespace penstock::channel
