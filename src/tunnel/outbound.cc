// SPDX-License-Identifier: Apache-2.0
#include "tunnel/outbound.h"

#include <algorithm>
#include <mutex>

#include "exec/runtime.h"

namespace penstock::tunnel {

Outbound::Outbound(DataCallbacks& callbacks)
    : callbacks_(callbacks), policy_(callbacks.policy), names_(callbacks.options.programs) {
  units_.reserve(callbacks.options.batch_packets_max);
}

Outbound::~Outbound() { abandon(); }

void Outbound::offer(packet::PacketBatch& batch) {
  if (!callbacks_.connected()) {
    offered_.fetch_add(batch.count(), std::memory_order_relaxed);
    disconnected_.fetch_add(batch.count(), std::memory_order_relaxed);
    return batch.clear();
  }
  packet::PacketChain taken;
  const std::uint32_t room =
      callbacks_.options.backlog_packets_max - waiting_.load(std::memory_order_relaxed);
  std::uint32_t index = 0;
  for (; index < batch.count() && taken.count() < room; ++index) taken.push_back(batch.take(index));
  // What is left moves to the front.
  packet::PacketChain kept;
  for (; index < batch.count(); ++index) kept.push_back(batch.take(index));
  batch.reset();
  while (packet::PacketPtr packet = kept.pop_front()) batch.push_back(std::move(packet));

  waiting_.fetch_add(taken.count(), std::memory_order_relaxed);
  std::lock_guard hold(lock_);
  while (packet::PacketPtr packet = taken.pop_front()) backlog_.push_back(std::move(packet));
}

void Outbound::abandon() {
  abandon_.store(true, std::memory_order_release);
  kick();
}

void Outbound::look() {
  if (abandon_.exchange(false, std::memory_order_acq_rel)) drop_waiting();
  while (show_one_batch()) {
  }
}

void Outbound::drop_waiting() {
  packet::PacketChain dropped;
  {
    std::lock_guard hold(lock_);
    dropped = std::move(backlog_);
  }
  while (packet::PacketPtr packet = ready_.pop_front()) dropped.push_back(std::move(packet));
  waiting_.fetch_sub(dropped.count(), std::memory_order_relaxed);
  disconnected_.fetch_add(dropped.count() + cutter_.abandon(), std::memory_order_relaxed);
  offered_.fetch_add(dropped.count(), std::memory_order_relaxed);
}

packet::PacketPtr Outbound::next_waiting() {
  if (ready_.empty()) {
    std::lock_guard hold(lock_);
    ready_ = std::move(backlog_);
  }
  packet::PacketPtr packet = ready_.pop_front();
  if (packet != nullptr) ++taken_now_;
  return packet;
}

// The next packet that may be shown, into the cutter; false when none waits.
bool Outbound::begin_next() {
  while (!cutter_.busy()) {
    packet::PacketPtr packet = next_waiting();
    if (packet == nullptr) return false;
    if (!policy_->rules.admit(packet->bytes(), true)) {
      ++offered_now_;
      dropped_rules_.fetch_add(1, std::memory_order_relaxed);
    } else if (cutter_.begin(std::move(packet), policy_->mtu_bytes)) {
      offered_now_ += cutter_.left();
    } else {
      ++offered_now_;
      malformed_.fetch_add(1, std::memory_order_relaxed);
    }
  }
  return true;
}

void Outbound::count_taken() {
  waiting_.fetch_sub(std::exchange(taken_now_, 0), std::memory_order_relaxed);
  offered_.fetch_add(std::exchange(offered_now_, 0), std::memory_order_relaxed);
}

std::uint32_t Outbound::fill(SlotChain& shown) {
  SlotPool& pool = *callbacks_.send_pool.load(std::memory_order_acquire);
  const std::uint32_t batch = callbacks_.options.batch_packets_max;
  const std::uint64_t failed = cutter_.failed();
  cutter_.stock_up(pool, std::min(batch, waiting_.load(std::memory_order_relaxed)));
  while (shown.count() < batch && begin_next()) {
    if (cutter_.cut(pool, batch - shown.count(), shown) == 0 && cutter_.busy()) break;
  }
  cutter_.give_back_stock();
  count_taken();
  if (cutter_.failed() != failed) {
    malformed_.fetch_add(cutter_.failed() - failed, std::memory_order_relaxed);
  }
  // With none to show in, somebody is told when one comes back. It may have come meanwhile.
  if (shown.empty() && cutter_.busy()) {
    starved_.fetch_add(1, std::memory_order_relaxed);
    callbacks_.send_leases.exhausted(pool, exec::runtime().now_ns());
    if (!pool.want_slot(callbacks_.outbound_waker.load(std::memory_order_acquire))) return fill(shown);
  }
  return shown.count();
}

bool Outbound::show_one_batch() {
  if (!callbacks_.running.allowed() || !callbacks_.transmitter.flush_blocked()) return false;
  const std::int64_t now_ns = exec::runtime().now_ns();
  Answer answer;
  {
    CallbackScope scope(callbacks_.channel, callbacks_.running, CallbackKind::encapsulate, now_ns);
    if (!scope.entered()) return false;
    SlotChain shown;
    policy_.refresh();
    if (fill(shown) == 0) return false;
    shown_.fetch_add(shown.count(), std::memory_order_relaxed);
    callbacks_.saw_packets(now_ns);
    SlotChain none;
    make_ready(encapsulated_, callbacks_.home, callbacks_.options.list_face, none);
    callbacks_.clock.enter(now_ns);
    answer = callbacks_.burst != nullptr ? show_burst(shown) : show_list(shown);
    callbacks_.clock.leave();
    calls_.fetch_add(1, std::memory_order_relaxed);
    if (answer.failed()) errors_.fetch_add(1, std::memory_order_relaxed);
    callbacks_.burst != nullptr ? finish_burst(answer, shown) : finish_list(answer);
  }
  callbacks_.returned(answer, now_ns);
  return true;
}

void Outbound::name_flows(const SlotChain& shown) {
  for (SlotHandle* one = shown.first(); one != nullptr; one = SlotChain::next(*one))
    one->pool().set_application(*one, names_.begun_by(one->pool().bytes_of(*one)));
}

Answer Outbound::show_list(SlotChain& shown) {
  if (policy_->rules.names_applications()) name_flows(shown);
  for (SlotHandle* one = shown.first(); one != nullptr; one = SlotChain::next(*one)) one->pool().show(*one);
  make_ready(packets_, callbacks_.home, callbacks_.options.list_face, shown);
  return callbacks_.plug_in->encapsulate(callbacks_.channel, *packets_, *encapsulated_);
}

Answer Outbound::show_burst(const SlotChain& shown) {
  units_.clear();
  for (SlotHandle* one = shown.first(); one != nullptr; one = SlotChain::next(*one))
    units_.push_back(one->pool().unit_of(*one));
  return callbacks_.burst->encapsulate_burst(callbacks_.channel, units_, *encapsulated_);
}

// N-BUF-10 a and b, N-LIST-4, N-ENC-7.
void Outbound::finish_list(Answer answer) {
  SlotChain unsent;
  SlotChain frames;
  packets_->end(unsent);
  const BufferStatus status = encapsulated_->end(frames);
  if (!wanted(answer, status)) unsent.splice(frames);
  const std::uint32_t cleared = packets_->cleared() + encapsulated_->cleared();
  returned_.fetch_add(recycle_all(unsent) + cleared, std::memory_order_relaxed);
  callbacks_.transmitter.hand_over(frames);
}

// What was shown never left our hands.
void Outbound::finish_burst(Answer answer, SlotChain& shown) {
  SlotChain unsent;
  SlotChain listed;
  SlotChain frames;
  const bool all_wanted = wanted(answer, encapsulated_->end(listed));
  if (!all_wanted) unsent.splice(listed);
  returned_.fetch_add(recycle_all(unsent) + encapsulated_->cleared(), std::memory_order_relaxed);
  callbacks_.transmitter.hand_over(listed);
  for (const BurstUnit& unit : units_) {
    SlotHandle& one = *shown.pop_front();
    const bool sent = all_wanted && unit.length_bytes != 0 && one.pool().become(one, unit);
    (sent ? frames : unsent).push_back(one);
  }
  returned_.fetch_add(unsent.count(), std::memory_order_relaxed);
  SlotPool::recycle_row(unsent);
  callbacks_.transmitter.hand_over_own(frames);
}

bool Outbound::wanted(Answer answer, BufferStatus status) const {
  return !answer.failed() && status == BufferStatus::ok && callbacks_.connected();
}

void Outbound::count(OutboundCounts& counts) const {
  counts.offered_packets = offered_.load(std::memory_order_relaxed);
  counts.encapsulate_calls = calls_.load(std::memory_order_relaxed);
  counts.encapsulate_errors = errors_.load(std::memory_order_relaxed);
  counts.shown_packets = shown_.load(std::memory_order_relaxed);
  counts.dropped_rules = dropped_rules_.load(std::memory_order_relaxed);
  counts.dropped_malformed = malformed_.load(std::memory_order_relaxed);
  counts.dropped_disconnected = disconnected_.load(std::memory_order_relaxed);
  counts.returned_unsent = returned_.load(std::memory_order_relaxed);
  counts.starved = starved_.load(std::memory_order_relaxed);
}

}  // namespace penstock::tunnel
