// SPDX-License-Identifier: Apache-2.0
// The way in: batches from the ring to the provider, and back by completing. One thread delivers; what it
// completes inside a callback is published with the batch.
#include "base/assert.h"
#include "channel/endpoint_counts.h"
#include "exec/runtime.h"

namespace penstock::channel {
namespace {

constexpr std::int64_t kPollForRoomNs = 1'000'000;
constexpr std::uint32_t kAnswerBytesMax = 65536 * 8;

// What this thread is delivering, if anything; and the packet that it shows.
thread_local const Endpoint* delivering_endpoint = nullptr;
// The same while what is sent may wait for the end of the batch: not inside a callback that may block.
thread_local const Endpoint* batching_endpoint = nullptr;
thread_local const ReceivedPacket* shown_packet = nullptr;

}  // namespace

bool Endpoint::delivering_here() const { return delivering_endpoint == this; }
bool Endpoint::batching_here() const { return batching_endpoint == this; }

void Endpoint::deliver_loop() {
  delivering_endpoint = this;
  while (!stopping_.load(std::memory_order_acquire)) {
    delivering_.store(true, std::memory_order_seq_cst);
    bool more = false;
    if (running_.load(std::memory_order_seq_cst)) more = deliver_batch();
    delivering_.store(false, std::memory_order_seq_cst);
    exec::runtime().unpark_all(&delivering_);
    if (queued_now_.load(std::memory_order_acquire) != 0) request_flush();
    if (more) continue;
    const bool polling = polling_for_room_.load(std::memory_order_acquire);
    delivery_bell_.wait(polling ? exec::runtime().now_ns() + kPollForRoomNs : exec::kForever);
  }
  delivering_endpoint = nullptr;
}

// True: there may be more at once.
bool Endpoint::deliver_batch() {
  if (!reader_.attached() || way_in_closed_.load(std::memory_order_acquire)) return false;
  reader_.mask();
  batching_endpoint = this;
  std::uint32_t delivered = 0;
  std::uint32_t taken = 0;
  bool next = true;
  while (taken < kBatchPackets && next && running_.load(std::memory_order_acquire)) {
    next = deliver_next(delivered);
    ++taken;
  }
  if (delivered != 0) {
    AtomicCounts::add(counts_->batches);
    events_.processing_complete(delivered, may_block_.load(std::memory_order_relaxed));  // V-RX-8
  }
  if (reader_.release() && signal_ != nullptr) signal_->notify();
  batching_endpoint = nullptr;
  if (send_baton_.try_take()) {
    publish();
    send_baton_.put_down();
  } else {
    request_flush();  // the holder publishes what we wrote
  }
  if (!running_.load(std::memory_order_acquire) || way_in_closed_.load(std::memory_order_acquire))
    return false;
  if (next) return true;
  const std::uint32_t quota = quota_.load(std::memory_order_relaxed);
  if (quota != 0 && outstanding_.load(std::memory_order_acquire) >= quota)
    return false;  // a completion goes on
  return reader_.unmask();
}

// False: nothing more for now.
bool Endpoint::deliver_next(std::uint32_t& delivered) {
  const std::uint32_t quota = quota_.load(std::memory_order_relaxed);
  PacketHead head;
  const Next next = reader_.next(head);
  if (next == Next::empty) return false;
  if (next == Next::broken) return violation(reader_.fault()), false;
  if (head.wire_type() == WireType::completion) return take_answer(head), true;
  if (quota != 0 && outstanding_.load(std::memory_order_acquire) >= quota) return false;  // V-RX-11
  ReceivedPacket* packet = take_received();
  if (const RingFault fault = take_in(head, *packet); fault != RingFault::none) {
    put_received(*packet);
    reader_.set_fault(fault);
    return violation(fault), false;
  }
  reader_.advance();
  AtomicCounts::add(counts_->received);
  watched(head, Way::in, std::as_bytes(std::span(packet->descriptor_words_)).first(head.descriptor_bytes()),
          packet->payload());
  show(*packet, delivered);
  return !way_in_closed_.load(std::memory_order_acquire);
}

// Copied once; what is checked is the copy.
RingFault Endpoint::take_in(const PacketHead& head, ReceivedPacket& packet) {
  const WireType mine = is_server() ? WireType::page_list : WireType::transfer_pages;
  if (head.wire_type() != WireType::in_band && head.wire_type() != mine) return RingFault::bad_type;
  if (head.payload_bytes() > round_up8(limits_.packet_bytes_max)) return RingFault::payload_too_long;
  packet.head_ = head;
  if (head.descriptor_bytes() != 0) {
    if (const RingFault fault = take_descriptor(head, packet); fault != RingFault::none) return fault;
  } else if (head.wire_type() != WireType::in_band) {
    return RingFault::bad_descriptor;
  }
  packet.payload_bytes_ = head.payload_bytes();
  if (packet.payload_.size() < packet.payload_bytes_)
    packet.payload_.resize(round_up8(limits_.packet_bytes_max));
  if (packet.payload_bytes_ != 0)
    reader_.copy(head.data_offset8 * 8u, packet.payload_.data(), packet.payload_bytes_);
  packet.view_words_.clear();
  packet.context_.assign(limits_.client_context_bytes, std::byte{0});
  return RingFault::none;
}

RingFault Endpoint::take_descriptor(const PacketHead& head, ReceivedPacket& packet) {
  const std::uint32_t bytes = head.descriptor_bytes();
  packet.descriptor_words_.resize(bytes / 8);
  auto* to = reinterpret_cast<std::byte*>(packet.descriptor_words_.data());
  reader_.copy(kHeadBytes, to, bytes);
  if (head.wire_type() == WireType::in_band) return RingFault::none;  // nobody says what it is
  bool good = false;
  if (head.wire_type() == WireType::page_list) {
    good = parse_page_list({to, bytes}, bytes / 8, packet.ranges_);
  } else {
    good = parse_transfer_pages({to, bytes}, packet.transfer_);
  }
  return good ? RingFault::none : RingFault::bad_descriptor;
}

// A deferred packet keeps its place (V-RX-10): this thread may block, so it is shown again at once,
// and each showing counts in the batch (V-RX-8).
void Endpoint::show(ReceivedPacket& packet, std::uint32_t& delivered) {
  packet.deferred_ = packet.failed_ = packet.shown_ = false;
  outstanding_.fetch_add(1, std::memory_order_acq_rel);
  packet.loan_ = ledger_.lend(provider_, "packet received", {}, packet::Ref<packet::Lent>::share(&packet));
  PENSTOCK_ASSERT(packet.loan_ != 0);
  Delivery how{.external_data = packet.wire_type() == WireType::page_list,
               .may_block = may_block_.load(std::memory_order_relaxed)};
  const ReceivedPacket* const outer = std::exchange(shown_packet, &packet);
  batching_endpoint = how.may_block ? nullptr : this;
  const packet::LoanId loan = packet.loan_;
  ++delivered;
  events_.process(packet, packet.payload(), how);
  // Completed it may be by now, but not in use again: this thread is the one that takes packets.
  while (packet.deferred_ && ledger_.find(loan)) {
    packet.deferred_ = false;
    how.may_block = true;
    batching_endpoint = nullptr;
    ++delivered;
    events_.process(packet, packet.payload(), how);
  }
  batching_endpoint = this;
  shown_packet = outer;
}

void Endpoint::violation(RingFault fault) {
  way_in_closed_.store(true, std::memory_order_release);
  AtomicCounts::add(counts_->violations[static_cast<std::size_t>(fault)]);
}

void Endpoint::take_answer(const PacketHead& head) {
  const std::uint32_t bytes = std::min(head.payload_bytes(), kAnswerBytesMax);
  if (answer_bytes_.size() < bytes) answer_bytes_.resize(bytes);
  if (bytes != 0) reader_.copy(head.data_offset8 * 8u, answer_bytes_.data(), bytes);
  reader_.advance();
  watched(head, Way::in, {}, {answer_bytes_.data(), bytes});
  SentPacket* packet = flight_.take(head.transaction);
  if (packet == nullptr) {
    const bool late = flight_.was_expected_late(head.transaction);
    AtomicCounts::add(late ? counts_->late_answers
                           : counts_->violations[static_cast<std::size_t>(RingFault::unknown_transaction)]);
    return;
  }
  AtomicCounts::add(counts_->answers);
  finish(*packet, Outcome::done, {answer_bytes_.data(), bytes});
}

// Received packets and their way back.

ReceivedPacket* Endpoint::take_received() {
  {
    std::lock_guard hold(store_lock_);
    if (ReceivedPacket* packet = free_received_) {
      free_received_ = packet->next_free_;
      return packet;
    }
  }
  return new ReceivedPacket(*this);
}

void Endpoint::put_received(ReceivedPacket& packet) {
  std::lock_guard hold(store_lock_);
  packet.next_free_ = free_received_;
  free_received_ = &packet;
}

Result<packet::Ref<packet::Lent>> Endpoint::returned(packet::Ledger& ledger, packet::LoanId loan,
                                                     base::CallSite from) {
  packet::Settled settled = ledger.settle(loan, 0, from);
  if (settled.result != packet::Settlement::settled) return Fault::unknown_packet;
  return std::move(settled.subject);
}

Result<void> Endpoint::complete(packet::Ledger& ledger, packet::LoanId loan, Bytes answer,
                                base::CallSite from) {
  auto back = returned(ledger, loan, from);
  if (!back) return back.fault();
  auto& packet = static_cast<ReceivedPacket&>(*back->get());
  packet.endpoint().finish_received(packet, answer);
  return {};
}

Result<void> Endpoint::defer(packet::Ledger& ledger, packet::LoanId loan) {
  const packet::Ref<packet::Lent> found = ledger.find(loan);
  if (!found) return Fault::unknown_packet;
  auto& packet = static_cast<ReceivedPacket&>(*found);
  if (shown_packet != &packet) return Fault::wrong_state;
  packet.deferred_ = true;
  return {};
}

Result<void> Endpoint::fail(packet::Ledger& ledger, packet::LoanId loan, base::CallSite from) {
  auto back = returned(ledger, loan, from);
  if (!back) return back.fault();
  auto& packet = static_cast<ReceivedPacket&>(*back->get());
  Endpoint& endpoint = packet.endpoint();
  endpoint.way_in_closed_.store(true, std::memory_order_release);
  endpoint.put_received(packet);
  endpoint.count_back();
  return {};
}

void Endpoint::finish_received(ReceivedPacket& packet, Bytes answer) {
  AtomicCounts::add(counts_->completed);
  if (packet.answer_wanted() && !drop_answers_.load(std::memory_order_acquire)) {
    // V-RX-4. A save waits for what is outstanding first.
    PENSTOCK_ASSERT(submit(packet, answer));
  } else {
    if (packet.answer_wanted()) AtomicCounts::add(counts_->dropped_answers);
    put_received(packet);
  }
  count_back();
}

void Endpoint::count_back() {
  const std::uint32_t left = outstanding_.fetch_sub(1, std::memory_order_acq_rel) - 1;
  if (left == 0) exec::runtime().unpark_all(&outstanding_);
  const std::uint32_t quota = quota_.load(std::memory_order_relaxed);
  if (quota != 0 && left < quota) delivery_bell_.ring();
}

Result<std::span<const MemoryPiece>> Endpoint::external_data(packet::Ledger& ledger, packet::LoanId loan,
                                                             Right right) {
  const packet::Ref<packet::Lent> found = ledger.find(loan);
  if (!found) return Fault::unknown_packet;
  auto& packet = static_cast<ReceivedPacket&>(*found);
  return packet.endpoint().pieces_of(packet, right);
}

Result<std::span<const MemoryPiece>> Endpoint::pieces_of(ReceivedPacket& packet, Right right) {
  if (packet.wire_type() != WireType::page_list) return Fault::no_external_data;
  if (packet.shown_) return std::span<const MemoryPiece>(packet.pieces_);
  if (packet.ranges_.size() > limits_.external_ranges_max) return Fault::too_much_data;
  std::uint64_t total = 0;
  for (const PageRange& range : packet.ranges_) total += range.bytes;
  if (total > limits_.external_bytes_max) return Fault::too_much_data;
  packet.pieces_.clear();
  for (const PageRange& range : packet.ranges_) {
    if (!show_range(peer_memory(), range, right, packet.pieces_)) return Fault::unbacked;  // V-EXT-10
  }
  packet.shown_ = true;
  return std::span<const MemoryPiece>(packet.pieces_);
}

}  // namespace penstock::channel
