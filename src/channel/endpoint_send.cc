// SPDX-License-Identifier: Apache-2.0
// The way out. Everything that touches the outgoing ring or the queue does so with the send baton.
#include <new>

#include "base/assert.h"
#include "channel/endpoint_counts.h"
#include "exec/runtime.h"

namespace penstock::channel {

class Endpoint::FlushTask final : public exec::StandingTask {
 public:
  explicit FlushTask(Endpoint& endpoint) : endpoint_(endpoint) {}

 private:
  void look() override { endpoint_.flush_queue(); }

  Endpoint& endpoint_;
};

namespace {

// Something done once with the baton, by whoever has it; the poster waits.
class Once final : public exec::BatonTask {
 public:
  explicit Once(base::FunctionRef<void()> what) : what_(what) {}
  void run() override {
    what_();
    done_.store(true, std::memory_order_release);
    exec::runtime().unpark_all(this);
  }
  void wait() {
    while (!done_.load(std::memory_order_acquire)) {
      exec::runtime().park(
          this, [&] { return !done_.load(std::memory_order_acquire); }, exec::kForever);
    }
  }

 private:
  base::FunctionRef<void()> what_;
  std::atomic<bool> done_{false};
};

}  // namespace

// While this thread calls routines of an endpoint with the baton held: it need not wait for itself.
class Endpoint::InRoutine {
 public:
  explicit InRoutine(const Endpoint& endpoint)
      : endpoint_(endpoint), outer_(std::exchange(innermost_, this)) {}
  ~InRoutine() { innermost_ = outer_; }
  InRoutine(const InRoutine&) = delete;
  InRoutine& operator=(const InRoutine&) = delete;
  static bool of(const Endpoint& endpoint) {
    for (const InRoutine* at = innermost_; at != nullptr; at = at->outer_) {
      if (&at->endpoint_ == &endpoint) return true;
    }
    return false;
  }

 private:
  static thread_local const InRoutine* innermost_;
  const Endpoint& endpoint_;
  const InRoutine* outer_;
};
thread_local const Endpoint::InRoutine* Endpoint::InRoutine::innermost_ = nullptr;

bool Endpoint::in_routine_here() const { return InRoutine::of(*this); }

void Endpoint::make_flush_task() { flush_task_ = std::make_unique<FlushTask>(*this); }

void SentPacket::run() {
  Endpoint& endpoint = *endpoint_;  // the packet may be answered, and gone, before the second call
  endpoint.write_or_queue(*this, kept_payload());
  endpoint.publish();
}

void SentPacket::describe(base::Row& row) const {
  row.emplace_back("channel", endpoint_->name());
  row.emplace_back("transaction", static_cast<std::int64_t>(transaction_));
}

void ReceivedPacket::run() { endpoint_->write_or_queue(*this, kept_payload()), endpoint_->publish(); }

void ReceivedPacket::describe(base::Row& row) const {
  row.emplace_back("channel", endpoint_->name());
  row.emplace_back("transaction", static_cast<std::int64_t>(head_.transaction));
  row.emplace_back("bytes", static_cast<std::int64_t>(payload_bytes_));
}

void Endpoint::with_baton(base::FunctionRef<void()> what) {
  if (in_routine_here()) return what();
  Once once(what);
  send_baton_.submit(once);
  once.wait();
}

Result<void> Endpoint::prepare(SentPacket& packet, Bytes payload, const SendOptions& options) {
  PENSTOCK_ASSERT(&packet.endpoint() == this);
  if (packet.in_use_) return Fault::in_use;
  if (packet.free_) return Fault::unknown_packet;
  if (packet.placed_ && packet.routine_ == nullptr) return Fault::no_routine;
  if (payload.size() > packet.capacity_) return Fault::bad_length;
  if (!options.external.empty() && is_server()) return Fault::not_supported;  // V-EXT-8
  if (options.transfer_pages != nullptr && !is_server()) return Fault::not_supported;
  if ((!options.external.empty() || options.transfer_pages != nullptr) && !options.answer_wanted) {
    return Fault::unknown_flags;
  }
  packet.type_ = WireType::in_band;
  packet.descriptor_.clear();
  if (!options.external.empty()) {
    packet.type_ = WireType::page_list;
    write_page_list(options.external, packet.descriptor_);
  } else if (options.transfer_pages != nullptr) {
    packet.type_ = WireType::transfer_pages;
    write_transfer_pages(*options.transfer_pages, packet.descriptor_);
  }
  const std::uint32_t ring_bytes = outgoing_bytes_.load(std::memory_order_relaxed);
  const auto descriptor_bytes = static_cast<std::uint32_t>(packet.descriptor_.size());
  if (ring_bytes != 0 && payload.size() > payload_bytes_max(ring_bytes, round_up8(descriptor_bytes))) {
    return Fault::bad_length;  // V-TX-9
  }
  packet.flags_ = options.answer_wanted ? kCompletionRequested : 0;
  packet.own_transaction_ = options.transaction.has_value();
  if (packet.own_transaction_) {
    if (*options.transaction >= kOwnTransactions) return Fault::bad_length;
    if (flight_.contains(*options.transaction)) return Fault::in_use;
    packet.transaction_ = *options.transaction;
  }
  packet.payload_bytes_ = 0;
  return {};
}

void Endpoint::lend_sent(SentPacket& packet) {
  if (!packet.answer_wanted()) return;
  // A placed packet is gone when its routine says so: nobody else may hold on to it.
  packet::Ref<packet::Lent> subject;
  if (!packet.placed_) subject = packet::Ref<packet::Lent>::share(&packet);
  packet.loan_ = ledger_.lend(peer_, "packet sent", {}, std::move(subject));
}

Result<void> Endpoint::send(SentPacket& packet, Bytes payload, const SendOptions& options) {
  if (saving_.load(std::memory_order_acquire)) return Fault::saving;
  if (const auto prepared = prepare(packet, payload, options); !prepared) return prepared;
  packet.in_use_ = true;
  if (!options.may_queue) return send_now(packet, payload);
  lend_sent(packet);
  if (submit(packet, payload)) return {};
  take_back(packet);
  return Fault::saving;
}

// Free, we write straight from the caller's bytes; taken, the bytes are kept and the holder writes. False: a save
// has begun, and would not see it.
bool Endpoint::submit(Outgoing& item, Bytes payload) {
  if (send_baton_.try_take()) {
    const bool accepted = !saving_.load(std::memory_order_acquire);
    if (accepted) {
      write_or_queue(item, payload);
      if (!batching_here()) publish();
    }
    send_baton_.put_down();
    return accepted;
  }
  if (!left_with_holder_.enter()) return false;
  item.keep_payload(payload);
  send_baton_.submit(item);
  left_with_holder_.leave();
  return true;
}

void Endpoint::take_back(SentPacket& packet) {
  if (packet.loan_ != 0) ledger_.settle(std::exchange(packet.loan_, 0), 0, {});
  packet.in_use_ = false;
  if (packet.placed_) std::vector<std::byte>().swap(packet.descriptor_);  // no destructor runs for it
}

std::uint32_t Endpoint::send_batch(std::span<SentPacket* const> packets, std::span<const Bytes> payloads,
                                   const SendOptions& options) {
  PENSTOCK_ASSERT(packets.size() == payloads.size());
  std::uint32_t taken = 0;
  const bool mine = send_baton_.try_take();
  const bool accepted = mine ? !saving_.load(std::memory_order_acquire) : left_with_holder_.enter();
  for (std::size_t i = 0; accepted && i < packets.size(); ++i) {
    if (!prepare(*packets[i], payloads[i], options)) continue;
    packets[i]->in_use_ = true;
    lend_sent(*packets[i]);
    ++taken;
    if (mine) {
      write_or_queue(*packets[i], payloads[i]);
    } else {
      packets[i]->keep_payload(payloads[i]);
      send_baton_.submit(*packets[i]);
    }
  }
  if (mine) {
    publish();
    send_baton_.put_down();
  } else if (accepted) {
    left_with_holder_.leave();
  }
  return taken;
}

void Endpoint::write_or_queue(Outgoing& item, Bytes payload) {
  const bool straight = gate_open_ && queue_.empty();
  if (straight) {
    const Put put = write(item, payload);
    if (put == Put::written) return written(item);
  }
  if (payload.data() != item.kept_payload().data() || payload.size() != item.kept_payload().size()) {
    item.keep_payload(payload);
  }
  queue_.push(item);
  queued_now_.store(queue_.size(), std::memory_order_release);
  AtomicCounts::add(counts_->queued);
  if (straight) wait_for_room(item);
}

// In flight before it is written: its answer may come as soon as it is published.
Put Endpoint::write(Outgoing& item, Bytes payload) {
  const Put put = put_into_ring(item, payload);
  if (put == Put::broken && !std::exchange(broken_counted_, true)) {
    AtomicCounts::add(counts_->violations[static_cast<std::size_t>(RingFault::bad_index)]);
  }
  return put;
}

Put Endpoint::put_into_ring(Outgoing& item, Bytes payload) {
  if (item.kind == Outgoing::Kind::packet) {
    auto* packet = static_cast<SentPacket*>(&item);
    if (!packet->own_transaction_) packet->transaction_ = next_transaction_;
    const Put put = writer_.put(packet->head(), packet->descriptor_, payload);
    if (put != Put::written) return put;
    if (!packet->own_transaction_) ++next_transaction_;
    if (packet->answer_wanted()) flight_.add(*packet);
    watched(packet->head(), Way::out, packet->descriptor_, payload);
    return put;
  }
  const Put put = writer_.put(item.head(), item.descriptor(), payload);
  if (put == Put::written) watched(item.head(), Way::out, item.descriptor(), payload);
  return put;
}

void Endpoint::written(Outgoing& item) {
  AtomicCounts::add(counts_->sent);
  if (item.kind == Outgoing::Kind::packet) {
    auto* packet = static_cast<SentPacket*>(&item);
    if (!packet->answer_wanted()) done_.push_back(packet);
  } else {
    put_received(static_cast<ReceivedPacket&>(item));
  }
}

void Endpoint::publish() {
  if (writer_.attached() && writer_.publish()) {
    AtomicCounts::add(counts_->signals);
    signal_->notify();
  }
  finish_written();
}

// V-TX-2: in the ring is all that was asked for. The routine may send again: that waits for the baton.
void Endpoint::finish_written() {
  if (done_.empty()) return;
  const InRoutine calling(*this);
  while (!done_.empty()) {
    std::vector<SentPacket*> done;
    done.swap(done_);
    for (SentPacket* packet : done) finish(*packet, Outcome::done, {});
    done.clear();
    if (done_.empty()) done_.swap(done);  // keeps its capacity
  }
}

void Endpoint::finish(SentPacket& packet, Outcome outcome, MutableBytes answer) {
  take_back(packet);
  if (packet.routine_ != nullptr) {
    packet.routine_(packet, outcome, answer, packet.routine_context_);
  } else {
    [[maybe_unused]] const Result<void> freed = free_packet(packet);
  }
}

// Says that we wait, and looks once more: the peer may have made room in between (V-SIG-3).
void Endpoint::wait_for_room(Outgoing& item) {
  const std::uint32_t needed =
      RingWriter::bytes_needed(static_cast<std::uint32_t>(item.descriptor().size()),
                               static_cast<std::uint32_t>(item.kept_payload().size()));
  if (writer_.broken()) return;
  if (writer_.unpublished()) {  // what fills the ring must be seen before anybody can make room
    if (writer_.publish()) {
      AtomicCounts::add(counts_->signals);
      signal_->notify();
    }
  }
  if (writer_.wait_for(needed)) return flush_queue();
  // A peer that does not signal is polled from there (V-SIG-6). Once: whoever polls must not wake itself.
  if (!polling_for_room_.exchange(true, std::memory_order_acq_rel)) delivery_bell_.ring();
}

void Endpoint::flush_queue() {
  if (!gate_open_) return;
  while (Outgoing* item = queue_.front()) {
    const Put put = write(*item, item->kept_payload());
    if (put == Put::full && never_fits(*item)) {
      drop_front();
      continue;
    }
    if (put != Put::written) {
      wait_for_room(*item);
      finish_written();  // those before it: it may be long until there is room
      return;
    }
    queue_.pop();
    queued_now_.store(queue_.size(), std::memory_order_release);
    written(*item);
  }
  polling_for_room_.store(false, std::memory_order_release);
  if (writer_.attached()) writer_.stop_waiting();
  publish();
}

// Queued before anybody knew how small the peer's ring is.
bool Endpoint::never_fits(const Outgoing& item) const {
  const auto descriptor_bytes = static_cast<std::uint32_t>(item.descriptor().size());
  return item.kept_payload().size() > payload_bytes_max(writer_.ring_bytes(), round_up8(descriptor_bytes));
}

void Endpoint::drop_front() {
  Outgoing* item = queue_.pop();
  queued_now_.store(queue_.size(), std::memory_order_release);
  if (item->kind == Outgoing::Kind::packet) {
    const InRoutine calling(*this);
    finish(static_cast<SentPacket&>(*item), Outcome::cancelled, {});
  } else {
    AtomicCounts::add(counts_->dropped_answers);
    put_received(static_cast<ReceivedPacket&>(*item));
  }
}

void Endpoint::request_flush() { flush_task_->ask(send_baton_); }

// What is held and what is unanswered, in the order it was sent (V-TX-7).
void Endpoint::cancel_held() {
  OutgoingQueue cancelled;
  flight_.take_all(cancelled);
  with_baton([&] {
    while (Outgoing* item = queue_.pop()) {
      if (item->kind == Outgoing::Kind::packet) {
        cancelled.push(*item);
      } else {
        AtomicCounts::add(counts_->dropped_answers);
        put_received(static_cast<ReceivedPacket&>(*item));
      }
    }
    queued_now_.store(0, std::memory_order_release);
  });
  while (Outgoing* item = cancelled.pop()) finish(static_cast<SentPacket&>(*item), Outcome::cancelled, {});
  flight_.forget_late();
}

// Not in the queue, whatever happens.
Result<void> Endpoint::send_now(SentPacket& packet, Bytes payload) {
  Put put = Put::full;
  lend_sent(packet);
  with_baton([&] {
    if (gate_open_ && queue_.empty()) put = write(packet, payload);
    if (put == Put::written) written(packet);
    publish();
  });
  if (put == Put::written) return {};
  take_back(packet);
  return Fault::no_room;
}

// True: it is ours again, and its routine will not be called.
bool Endpoint::withdraw(SentPacket& packet) {
  bool found = false;
  with_baton([&] {
    found = queue_.remove(packet) || flight_.cancel(packet);
    queued_now_.store(queue_.size(), std::memory_order_release);
  });
  if (!found) return false;
  take_back(packet);
  return true;
}

namespace {

struct Waited {
  MutableBytes into;
  std::uint32_t bytes = 0;
  Outcome outcome = Outcome::done;
  std::atomic<bool> over{false};
};

void wake_waiter(SentPacket&, Outcome outcome, MutableBytes answer, void* context) {
  auto& waited = *static_cast<Waited*>(context);
  waited.outcome = outcome;
  waited.bytes = static_cast<std::uint32_t>(std::min(answer.size(), waited.into.size()));
  if (waited.bytes != 0) std::memcpy(waited.into.data(), answer.data(), waited.bytes);
  waited.over.store(true, std::memory_order_release);
  exec::runtime().unpark_all(&waited);
}

}  // namespace

Result<std::uint32_t> Endpoint::send_and_wait(Bytes payload, const SendOptions& options, MutableBytes answer,
                                              std::int64_t timeout_ns) {
  if (answer.size() % 8 != 0) return Fault::not_aligned;
  if (is_server() && (timeout_ns != 0 || options.answer_wanted)) return Fault::not_supported;
  SentPacket* packet = allocate_packet();
  if (packet == nullptr) return Fault::no_memory;
  Waited waited{.into = answer};
  packet->set_routine(&wake_waiter, &waited);
  SendOptions wanted = options;
  wanted.may_queue = timeout_ns != 0;
  if (const auto sent = send(*packet, payload, wanted); !sent) {
    packet->set_routine(nullptr, nullptr);
    [[maybe_unused]] const Result<void> freed = free_packet(*packet);
    return sent.fault();
  }
  const std::int64_t deadline_ns =
      timeout_ns < 0 || timeout_ns == exec::kForever ? exec::kForever : exec::runtime().now_ns() + timeout_ns;
  Fault fault = Fault::removed;
  bool withdrawn = false;
  while (!withdrawn && !waited.over.load(std::memory_order_acquire)) {
    exec::runtime().park(
        &waited, [&] { return !waited.over.load(std::memory_order_acquire); }, deadline_ns);
    if (exec::runtime().now_ns() >= deadline_ns && !waited.over.load(std::memory_order_acquire)) {
      withdrawn = withdraw(*packet);
      fault = Fault::cancelled;
      // Not ours any more: its routine is about to be called.
    }
  }
  packet->set_routine(nullptr, nullptr);
  [[maybe_unused]] const Result<void> freed = free_packet(*packet);
  if (withdrawn) return fault;
  if (waited.outcome == Outcome::cancelled) return Fault::removed;
  return waited.bytes;
}

// Packet objects.

std::uint32_t Endpoint::packet_object_bytes() const {
  return static_cast<std::uint32_t>(sizeof(SentPacket)) + round_up8(limits_.packet_bytes_max);
}

SentPacket* Endpoint::allocate_packet() {
  {
    std::lock_guard hold(store_lock_);
    if (SentPacket* packet = free_sent_) {
      free_sent_ = packet->next_free_;
      packet->free_ = false;
      packet->routine_ = nullptr;
      packet->routine_context_ = packet->pointer_ = nullptr;
      return packet;
    }
  }
  void* memory = ::operator new(packet_object_bytes(), std::nothrow);
  if (memory == nullptr) return nullptr;
  return new (memory) SentPacket(*this, limits_.packet_bytes_max, false);
}

Result<void> Endpoint::free_packet(SentPacket& packet) {
  if (packet.in_use_) return Fault::in_use;
  if (packet.placed_) return Fault::not_supported;
  if (packet.free_) return Fault::unknown_packet;
  if (packet.capacity_ != limits_.packet_bytes_max) {
    packet.release();  // made before the maximum was changed
    return {};
  }
  std::lock_guard hold(store_lock_);
  packet.free_ = true;
  packet.next_free_ = free_sent_;
  free_sent_ = &packet;
  return {};
}

Result<SentPacket*> Endpoint::place_packet(void* memory, std::uint32_t bytes) {
  if (bytes < packet_object_bytes()) return Fault::truncated;
  return new (memory) SentPacket(*this, limits_.packet_bytes_max, true);
}

}  // namespace penstock::channel
