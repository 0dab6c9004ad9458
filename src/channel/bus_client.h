// SPDX-License-Identifier: Apache-2.0
// The opening side of a bus: agrees on a version, learns what is offered, lends memory, opens and closes. What
// the other side must confirm is a call that waits; the answer arrives on the carrier's thread.
//
// Threads: any; calls documented as waiting must not be made on the carrier's thread.
// Memory: what is offered, and a word on the stack of each waiter.
// Errors: not_connected when the carrier is gone, refused when the other side said no.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "channel/bus.h"
#include "channel/descriptor.h"
#include "channel/fault.h"
#include "channel/guest_memory.h"
#include "exec/mutex.h"

namespace penstock::channel {

class BusClient {
 public:
  BusClient(LendingMemory& memory, BusPipe& pipe) : memory_(memory), pipe_(pipe) {}
  BusClient(const BusClient&) = delete;
  BusClient& operator=(const BusClient&) = delete;

  // What the carrier brings.
  void receive(Bytes message);
  void signalled(std::uint32_t relid);
  void carrier_gone();

  // Waits: the highest version that both speak, then what is offered.
  Result<std::uint32_t> connect(std::uint32_t version_max);
  Result<void> unload();
  // Tells of an offer of this type (and instance) that nobody has claimed, now or when it comes; once.
  void claim(const Guid& interface_type, const std::optional<Guid>& instance,
             std::shared_ptr<OpenableChannel> channel);
  // No more of it. An offer that it had becomes free again.
  void disclaim(const OpenableChannel& channel);

  // Wait for the answer.
  Result<std::uint32_t> lend(std::uint32_t relid, std::span<const PageRange> ranges, bool read_only);
  Result<void> take_back(std::uint32_t relid, std::uint32_t region);
  // The other side's status, 0 when it is open.
  Result<std::uint32_t> open(const OpenChannel& request);

  void close(std::uint32_t relid);
  void release(std::uint32_t relid);
  std::shared_ptr<Signal> signal_to_peer(std::uint32_t relid) { return pipe_.signal_to(relid); }
  LendingMemory& memory() { return memory_; }
  std::vector<OfferChannel> offers() const;
  std::uint64_t refused_messages() const;

 private:
  // What a waiter waits for: the type of the answer and the number in it.
  using Awaited = std::pair<MessageType, std::uint32_t>;
  struct Waiting;
  struct Offer {
    OfferChannel message;
    std::shared_ptr<OpenableChannel> owner;
    bool rescinded = false;
  };
  struct Claim {
    Guid interface_type;
    std::optional<Guid> instance;
    std::shared_ptr<OpenableChannel> channel;
  };

  Result<std::uint32_t> ask(const BusMessage& message, Awaited answer) {
    return ask(std::span<const BusMessage>(&message, 1), answer);
  }
  Result<std::uint32_t> ask(std::span<const BusMessage> messages, Awaited answer);
  void answer(Awaited answer, std::uint32_t status);
  void take_offer(const OfferChannel& offer);
  void take_rescind(std::uint32_t relid);
  std::uint32_t next_number();

  LendingMemory& memory_;
  BusPipe& pipe_;
  mutable exec::Mutex lock_;
  std::map<std::uint32_t, Offer> offers_;  // by relid
  std::vector<Claim> claims_;
  std::map<Awaited, Waiting*> waiting_;
  std::uint32_t last_number_ = 0x1000;
  std::uint64_t refused_messages_ = 0;
  bool gone_ = false;
};

}  // namespace penstock::channel
