// SPDX-License-Identifier: Apache-2.0
// One end of a channel: its life (disabled, enabled, open; paused, active), packets out, packets in. The two
// kinds of end differ in who offers and who opens (server_endpoint.h, client_endpoint.h); what is here is the
// same for both. Sends take the channel's baton: free, the sender writes; taken, the holder does it.
//
// Threads: start, pause, disable and destruction wait, and are refused inside the channel's own callbacks;
//   sending and completing from any thread. An endpoint has two threads of its own: one delivers packets, one
//   does what the bus asks for.
// Memory: packet objects and received packets are kept for use again; the ledger, the events and the bus
//   outlive the endpoint.
// Errors: Fault; what the peer does wrong is counted by RingFault and ends delivery, not sending.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "channel/admission.h"
#include "channel/bus.h"
#include "channel/events.h"
#include "channel/fault.h"
#include "channel/flight_table.h"
#include "channel/packet_watch.h"
#include "channel/received_packet.h"
#include "channel/region_table.h"
#include "channel/ring_reader.h"
#include "channel/ring_writer.h"
#include "channel/turn.h"
#include "exec/standing_task.h"

namespace penstock::channel {

inline constexpr std::uint32_t kBatchPackets = 128;

struct EndpointLimits {
  std::uint32_t packet_bytes_max = 4096;  // payload, both directions
  std::uint32_t external_bytes_max = 1u << 20;
  std::uint32_t external_ranges_max = 64;
  std::uint32_t client_context_bytes = 0;
  std::uint32_t quota = 0;  // received packets out at once; 0: no bound
};

struct SendOptions {
  bool answer_wanted = false;
  std::span<const PageRange> external;            // a client's
  const TransferPages* transfer_pages = nullptr;  // a server's; an extension of ours
  std::optional<std::uint64_t> transaction;       // with transfer_pages: below kOwnTransactions
  bool may_queue = true;
};

// Numbers below this are the sender's to choose (V-NET-4); ours begin here.
inline constexpr std::uint64_t kOwnTransactions = 1u << 20;

struct ChannelCounts {
  std::uint64_t received = 0;
  std::uint64_t completed = 0;
  std::uint64_t answers = 0;       // received
  std::uint64_t late_answers = 0;  // to what was cancelled
  std::uint64_t sent = 0;          // into the ring, ours and answers
  std::uint64_t queued = 0;        // had to wait
  std::uint64_t signals = 0;
  std::uint64_t batches = 0;
  std::uint64_t dropped_answers = 0;  // the peer was gone
  std::uint64_t abandoned = 0;        // restored by name only (V-REST-6)
  std::array<std::uint64_t, static_cast<std::size_t>(RingFault::count)> violations{};
};

enum class Life : std::uint8_t { disabled, enabled, open };

class RestoreContext;
class SaveContext;

class Endpoint {
 public:
  virtual ~Endpoint();
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  // Only while disabled (V-LIFE-2).
  Result<void> set_maximum_packet(std::uint32_t bytes);
  Result<void> set_maximum_external_data(std::uint32_t bytes, std::uint32_t ranges);
  Result<void> set_client_context(std::uint32_t bytes);
  Result<void> set_name(std::string name);
  bool disabled() const { return life_.load(std::memory_order_acquire) == Life::disabled; }
  // At any time.
  Result<void> set_quota(std::uint32_t packets);
  void set_may_block(bool may_block) { may_block_.store(may_block, std::memory_order_relaxed); }
  void set_pointer(void* pointer) { pointer_.store(pointer, std::memory_order_relaxed); }
  void* pointer() const { return pointer_.load(std::memory_order_relaxed); }

  // From the next packet on; nullptr: nobody.
  void set_watch(PacketWatch* watch) { watch_.store(watch, std::memory_order_release); }

  virtual Result<void> enable() = 0;
  virtual Result<void> disable() = 0;
  Result<void> start();
  Result<void> pause();

  // Packet objects.
  SentPacket* allocate_packet();  // nullptr: no memory
  Result<void> free_packet(SentPacket& packet);
  std::uint32_t packet_object_bytes() const;
  Result<SentPacket*> place_packet(void* memory, std::uint32_t bytes);

  // The payload is copied before this returns (V-TX-10). The routine may run before it returns (V-TX-3).
  Result<void> send(SentPacket& packet, Bytes payload, const SendOptions& options);
  // One publication for all of them; what cannot be sent is left out and counted in the answer.
  std::uint32_t send_batch(std::span<SentPacket* const> packets, std::span<const Bytes> payloads,
                           const SendOptions& options);
  // V-TX-11: waits for room or an answer; 0 ns: not at all. Bytes of the answer.
  Result<std::uint32_t> send_and_wait(Bytes payload, const SendOptions& options, MutableBytes answer,
                                      std::int64_t timeout_ns);

  // Received packets, by the loan that the provider holds. The ledger tells what was wrong with a loan.
  static Result<void> complete(packet::Ledger& ledger, packet::LoanId loan, Bytes answer,
                               base::CallSite from);
  // Inside process() of that packet only: deliver it again, where blocking is allowed (V-RX-10).
  static Result<void> defer(packet::Ledger& ledger, packet::LoanId loan);
  // Unrecoverable: the way in is closed until the channel is opened anew (V-RX-12).
  static Result<void> fail(packet::Ledger& ledger, packet::LoanId loan, base::CallSite from);
  // One piece for a run of pages that lie in a row; the same for every call (V-EXT-3).
  static Result<std::span<const MemoryPiece>> external_data(packet::Ledger& ledger, packet::LoanId loan,
                                                            Right right);

  // The carrier's signal: the peer wrote something, or made room.
  void signalled() { delivery_bell_.ring(); }

  Life life() const { return life_.load(std::memory_order_acquire); }
  bool active() const { return running_.load(std::memory_order_acquire); }
  const std::string& name() const { return name_; }
  const EndpointLimits& limits() const { return limits_; }
  Guid interface_type() const { return interface_type_; }
  Guid instance() const { return instance_; }
  std::uint32_t outstanding() const { return outstanding_.load(std::memory_order_acquire); }
  std::size_t in_flight() const { return flight_.size(); }
  std::uint64_t queued_now() const { return queued_now_.load(std::memory_order_acquire); }
  ChannelCounts counts() const;
  packet::Ledger& ledger() { return ledger_; }
  ChannelEvents& events() const { return events_; }
  // In whose name received packets are on loan.
  packet::BorrowerId provider() const { return provider_; }

 protected:
  Endpoint(ChannelEvents& events, packet::Ledger& ledger, std::string name);

  // Called with the turn held.
  virtual void detach_rings() = 0;
  void attach_rings(RingSpan incoming, RingSpan outgoing);
  // Both ends of ours let go of the rings, which may go away now.
  void let_go_of_rings();
  void open_gate();  // what was held leaves
  void run_started();
  void stop_running();
  // Suspend, drain, cancel, closed. `answers_dropped`: the peer is not there to read them.
  void close_down(bool answers_dropped);
  void begin_threads();
  void end_threads();
  // On the channel's own control thread, in order.
  void later(std::function<void()> what);
  void with_baton(base::FunctionRef<void()> what);
  void cancel_held();
  void finish(SentPacket& packet, Outcome outcome, MutableBytes answer);
  void lend_sent(SentPacket& packet);
  // Idle again, without a word to its routine.
  void take_back(SentPacket& packet);
  bool take_turn() { return delivering_here() ? false : turn_.take(); }
  void give_turn() { turn_.give(); }
  bool delivering_here() const;
  bool batching_here() const;
  bool in_routine_here() const;
  ReceivedPacket* take_received();
  void put_received(ReceivedPacket& packet);
  virtual bool is_server() const = 0;
  virtual GuestMemory& peer_memory() = 0;
  virtual std::shared_ptr<Signal> peer_signal() = 0;

  ChannelEvents& events_;
  packet::Ledger& ledger_;
  packet::BorrowerId provider_;
  packet::BorrowerId peer_;
  std::string name_;
  Guid interface_type_;
  Guid instance_;
  EndpointLimits limits_;

  Turn turn_;
  std::atomic<Life> life_{Life::disabled};
  std::atomic<bool> running_{false};  // between started and suspended
  std::atomic<bool> active_wanted_{false};
  // Set with the turn held.
  std::atomic<bool> saving_{false};
  bool held_until_start_ = false;  // what is saved, or restored, must stay true; with the turn

  // Out. With the baton held.
  exec::Baton send_baton_;
  Admission left_with_holder_;  // whoever leaves a send with the baton's holder
  RingWriter writer_;
  OutgoingQueue queue_;
  FlightTable flight_;
  std::shared_ptr<Signal> signal_;
  bool gate_open_ = false;
  std::uint64_t next_transaction_ = kOwnTransactions;

 private:
  friend class SentPacket;
  friend class ReceivedPacket;
  class FlushTask;
  class InRoutine;

  // endpoint_send.cc, with the baton held
  void write_or_queue(Outgoing& item, Bytes payload);
  Put write(Outgoing& item, Bytes payload);
  Put put_into_ring(Outgoing& item, Bytes payload);
  void written(Outgoing& item);
  void flush_queue();
  void publish();
  void finish_written();
  void wait_for_room(Outgoing& item);
  Result<void> prepare(SentPacket& packet, Bytes payload, const SendOptions& options);
  bool submit(Outgoing& item, Bytes payload);
  Result<void> send_now(SentPacket& packet, Bytes payload);
  bool withdraw(SentPacket& packet);
  bool never_fits(const Outgoing& item) const;
  void drop_front();
  void request_flush();
  void make_flush_task();

  // endpoint_receive.cc, on the delivery thread
  void deliver_loop();
  bool deliver_batch();
  bool deliver_next(std::uint32_t& delivered);
  RingFault take_in(const PacketHead& head, ReceivedPacket& packet);
  RingFault take_descriptor(const PacketHead& head, ReceivedPacket& packet);
  void take_answer(const PacketHead& head);
  void show(ReceivedPacket& packet, std::uint32_t& delivered);
  void violation(RingFault fault);
  void finish_received(ReceivedPacket& packet, Bytes answer);
  Result<std::span<const MemoryPiece>> pieces_of(ReceivedPacket& packet, Right right);
  static Result<packet::Ref<packet::Lent>> returned(packet::Ledger& ledger, packet::LoanId loan,
                                                    base::CallSite from);
  void count_back();

  // endpoint_life.cc
  void control_loop();

  void watched(const PacketHead& head, Way way, Bytes descriptor, Bytes payload) {
    PacketWatch* const watch = watch_.load(std::memory_order_acquire);
    if (watch != nullptr) [[unlikely]]
      watch->seen({.way = way, .head = head, .descriptor = descriptor, .payload = payload});
  }

  std::atomic<PacketWatch*> watch_{nullptr};
  std::atomic<void*> pointer_{nullptr};
  std::atomic<bool> may_block_{false};
  std::atomic<std::uint32_t> quota_{0};

  // Out.
  std::unique_ptr<exec::StandingTask> flush_task_;
  bool broken_counted_ = false;    // the outgoing ring's; with the baton
  std::vector<SentPacket*> done_;  // written, no answer wanted, routine still to be called
  std::atomic<std::uint64_t> queued_now_{0};
  std::atomic<std::uint32_t> outgoing_bytes_{0};  // of the ring, 0 while there is none
  packet::SpinLock store_lock_;
  SentPacket* free_sent_ = nullptr;
  ReceivedPacket* free_received_ = nullptr;

  // In. Of the delivery thread; attached and detached while it is stopped.
  RingReader reader_;
  std::vector<std::byte> answer_bytes_;
  std::vector<std::uint64_t> skipped_words_;
  std::atomic<bool> delivering_{false};
  std::atomic<bool> way_in_closed_{false};
  std::atomic<std::uint32_t> outstanding_{0};
  std::atomic<bool> drop_answers_{false};
  std::atomic<bool> polling_for_room_{false};
  Bell delivery_bell_;

  // Threads.
  exec::Mutex control_lock_;
  std::deque<std::function<void()>> control_queue_;
  Bell control_bell_;
  std::atomic<bool> stopping_{false};
  std::vector<exec::ThreadId> threads_;

  struct AtomicCounts;
  std::unique_ptr<AtomicCounts> counts_;

  friend class SaveContext;
  friend class RestoreContext;
};

}  // namespace penstock::channel
