// SPDX-License-Identifier: Apache-2.0
// Where all frames leave: what callbacks listed, what was flushed, keep-alives. Hand-over order is order on
// the wire, per transport (N-TRN-2), and the frames of one hand-over are contiguous (N-APP-4). Sending needs
// the baton: free, who hands over sends; taken, the holder sends before letting go.
//
// Threads: any hands over; flush_blocked() and the counters from any.
// Memory: owns the slots it was handed until they are sent, in the state `platform`.
// Errors: what cannot be sent is recycled and counted by reason.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "exec/standing_task.h"
#include "packet/chain.h"
#include "packet/spin_lock.h"
#include "tunnel/counts.h"
#include "tunnel/slot_list.h"
#include "tunnel/transport_table.h"

namespace penstock::tunnel {

// What the channel has to know of.
class TransmitWatch {
 public:
  virtual void transport_lost(const std::shared_ptr<Transport>& transport) = 0;
  // Strict fidelity ends the channel for a frame of no bytes (N-BUF-17).
  virtual void zero_length_frame() = 0;

 protected:
  ~TransmitWatch() = default;
};

class Transmitter final : public exec::StandingTask {
 public:
  Transmitter(const PublishedTransports& transports, TransmitWatch& watch)
      : table_(transports), watch_(watch) {}
  ~Transmitter() override;

  // Takes slots in `listed` or `queued`, in order, and leaves the chain empty.
  void hand_over(SlotChain& chain);
  // The same of slots in `platform`.
  void hand_over_own(SlotChain& chain);
  // Tries again what a full transport did not take; true when nothing is blocked.
  bool flush_blocked();
  // The transports are others now: those that are gone are let go of, though nothing is to be sent.
  void note_transports() { ask(baton_); }
  bool blocked() const { return blocked_.load(std::memory_order_acquire) != 0; }
  // Gives back what has not left: the channel has stopped, or its transports are others now.
  void abandon();

  std::int64_t last_sent_ns() const { return last_sent_ns_.load(std::memory_order_relaxed); }
  void count(OutboundCounts& counts) const;

 private:
  static constexpr std::uint32_t kRunMax = packet::kBatchPacketsMax;
  static constexpr int kTriesMax = 3;  // for a datagram (N-TRN-3)

  // What a stream did not take yet; frames for it go behind.
  struct Blocked {
    std::shared_ptr<Transport> transport;
    std::unique_ptr<SlotChain> waiting;
  };

  void look() override;
  void take_over_blocked();
  void send_all(SlotChain& chain);
  const AssociatedTransport* target_of(SlotHandle& handle) const;
  // Sends the run in `frames_`; what is not taken stays in `run` behind what is.
  void send_run(const std::shared_ptr<Transport>& transport, SlotChain& run);
  std::uint32_t offer(Transport& transport, const SlotChain& run, bool& full);
  void block(const std::shared_ptr<Transport>& transport, SlotChain& run);
  Blocked* blocked_on(const Transport* transport);
  void drop(SlotHandle& handle, std::atomic<std::uint64_t>& reason);
  void recycle(SlotChain& chain, std::atomic<std::uint64_t>& reason);

  PublishedTransports::Reader table_;  // with the baton
  TransmitWatch& watch_;

  exec::Baton baton_;
  std::atomic<bool> retry_{false};
  std::atomic<bool> abandon_{false};
  std::atomic<std::uint32_t> blocked_{0};
  std::vector<Blocked> blocked_chains_;  // with the baton

  packet::SpinLock lock_;  // guards what follows
  SlotChain queue_;

  std::atomic<std::int64_t> last_sent_ns_{0};
  std::atomic<std::uint64_t> handed_over_{0};
  std::atomic<std::uint64_t> frames_sent_{0};
  std::atomic<std::uint64_t> bytes_sent_{0};
  std::atomic<std::uint64_t> no_transport_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<std::uint64_t> zero_length_{0};
  std::atomic<std::uint64_t> abandoned_{0};
};

}  // namespace penstock::tunnel
