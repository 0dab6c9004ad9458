// SPDX-License-Identifier: Apache-2.0
// A link whose far side is code of this process instead of a device. What the far side delivers is queued, and the path
// receives it; what the path sends is handed to the far side at once, on the path's thread, cut and with complete
// checksums. The far side may come and go while the link stands in a path: without one, what is sent is refused.
//
// A far side may leave work undone as an offload says it: lengths of zero in the header of a large send, checksums that
// hold anything. Both are put in order here, so that a packet in a path is what its offload claims.
//
// A far side that must not be handed anything for a while, a provider that is paused, is held: what the path sends
// waits here, in order, and can be carried over the end of the process.
//
// Threads: receive() and send() as any link; deliver(), hold() and what goes with it from any; attach() and detach() by whoever owns the far side.
// Memory: delivered packets are the link's until received; those handed over are the far side's.
// Errors: a full queue, of either kind, and a missing far side count dropped_refused; delivered bytes that are no IP packet, or are not
//   what their offload says, dropped_malformed.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "exec/mutex.h"
#include "link/link.h"
#include "link/link_counters.h"
#include "link/segmenter.h"
#include "packet/pool.h"
#include "packet/reentry_queue.h"

namespace penstock::link {

class PortFarSide {
 public:
  virtual ~PortFarSide() = default;
  // Takes everything and leaves the batch empty. Within a quiescence section, so that detach() can wait for it.
  virtual void take(packet::PacketBatch& batch) = 0;
};

struct PortOptions {
  std::string name = "port";
  std::uint32_t mtu_bytes = 1500;
  std::uint32_t queue_packets_max = 4096;  // delivered and not yet received; as many again are held
};

class PortLink final : public Link {
 public:
  // The pool gives the pieces of what is cut.
  PortLink(PortOptions options, packet::PacketPool& pool);
  ~PortLink() override;  // nobody is attached any more

  const std::string& name() const override { return options_.name; }
  std::uint32_t mtu_bytes() const override { return options_.mtu_bytes; }
  std::uint32_t receive(packet::PacketBatch& batch) override;
  void send(packet::PacketBatch& batch) override;
  LinkCounts counts() const override;
  // Told when the queue turns from empty to not, on the delivering thread. nullptr takes it off.
  void set_waker(packet::Waker* waker);

  // How many of them, from the first on, were taken; the rest stay in the chain, and are counted as refused.
  std::uint32_t deliver(packet::PacketChain& packets);
  std::uint32_t waiting_packets() const;

  // When it returns, take() does not run and will not before let_go(). Outside the path's thread.
  void hold();
  // The path's thread hands over what waited before anything else.
  void let_go();
  bool holds() const { return holding_.load(std::memory_order_acquire); }
  std::uint32_t held_packets() const;
  std::vector<std::vector<std::uint8_t>> held_bytes() const;
  // As if the path had sent them before everything that is held now. How many there was memory for.
  std::uint32_t put_held(std::span<const std::vector<std::uint8_t>> packets);

  // False: somebody is.
  [[nodiscard]] bool attach(PortFarSide& far_side);
  // When it returns, take() does not run and will not. False, and take() may still be running, where waiting for it
  // would be waiting for the caller.
  [[nodiscard]] bool detach(PortFarSide& far_side);

 private:
  void collect(packet::PacketPtr packet, packet::PacketBatch& out);
  void hand_over(packet::PacketBatch& out);
  void give(packet::PacketBatch& out);
  void keep(packet::PacketBatch& out);
  void give_held();
  void count_drop(CutFault fault);

  const PortOptions options_;
  packet::PacketPool& pool_;
  std::atomic<PortFarSide*> far_side_{nullptr};
  std::atomic<bool> holding_{false};
  std::atomic<bool> has_held_{false};
  mutable exec::Mutex lock_;  // guards the next three; never held across the waker
  packet::PacketChain held_;
  packet::PacketChain waiting_;
  packet::Waker* waker_ = nullptr;
  LinkCounters counters_;                          // of the path's thread
  std::atomic<std::uint64_t> refused_at_door_{0};  // of delivering ones
};

}  // namespace penstock::link
