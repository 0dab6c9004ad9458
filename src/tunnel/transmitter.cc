// SPDX-License-Identifier: Apache-2.0
#include "tunnel/transmitter.h"

#include <array>
#include <mutex>

#include "base/assert.h"
#include "exec/runtime.h"

namespace penstock::tunnel {

Transmitter::~Transmitter() {
  abandon();
  PENSTOCK_ASSERT(queue_.empty());
}

void Transmitter::hand_over(SlotChain& chain) {
  for (SlotHandle* one = chain.first(); one != nullptr; one = SlotChain::next(*one)) {
    one->pool().take_back(*one);
  }
  hand_over_own(chain);
}

void Transmitter::hand_over_own(SlotChain& chain) {
  if (chain.empty()) return;
  handed_over_.fetch_add(chain.count(), std::memory_order_relaxed);
  {
    std::lock_guard hold(lock_);
    queue_.splice(chain);
  }
  ask(baton_);
}

bool Transmitter::flush_blocked() {
  if (!blocked()) return true;
  retry_.store(true, std::memory_order_release);
  ask(baton_);
  return !blocked();
}

void Transmitter::abandon() {
  abandon_.store(true, std::memory_order_release);
  ask(baton_);
}

void Transmitter::look() {
  table_.refresh();
  SlotChain chain;
  if (abandon_.exchange(false, std::memory_order_acq_rel)) {
    {
      std::lock_guard hold(lock_);
      chain.splice(queue_);
    }
    recycle(chain, abandoned_);
    for (Blocked& one : blocked_chains_) recycle(*one.waiting, abandoned_);
    blocked_chains_.clear();
    blocked_.store(0, std::memory_order_release);
    return;
  }
  if (retry_.exchange(false, std::memory_order_acq_rel)) take_over_blocked();
  {
    std::lock_guard hold(lock_);
    chain.splice(queue_);
  }
  send_all(chain);
}

// What was blocked first, in its order.
void Transmitter::take_over_blocked() {
  std::vector<Blocked> chains = std::move(blocked_chains_);
  blocked_chains_.clear();
  blocked_.store(0, std::memory_order_release);
  for (Blocked& one : chains) {
    if (!one.transport->flush()) {
      block(one.transport, *one.waiting);
    } else if (!one.waiting->empty()) {
      send_run(one.transport, *one.waiting);
    }
  }
}

// Runs of neighbours for one transport.
void Transmitter::send_all(SlotChain& chain) {
  SlotChain run;
  std::shared_ptr<Transport> transport;
  while (SlotHandle* one = chain.pop_front()) {
    if (one->pool().length_of(*one) == 0) {
      one->pool().zero_len.fetch_add(1, std::memory_order_relaxed);
      drop(*one, zero_length_);
      watch_.zero_length_frame();
      continue;
    }
    const AssociatedTransport* target = target_of(*one);
    if (target == nullptr) {
      one->pool().mark_invalid(*one);
      drop(*one, no_transport_);
      continue;
    }
    if (target->transport != transport || run.count() == kRunMax) {
      if (!run.empty()) send_run(transport, run);
      transport = target->transport;
    }
    run.push_back(*one);
  }
  if (!run.empty()) send_run(transport, run);
}

const AssociatedTransport* Transmitter::target_of(SlotHandle& handle) const {
  const TransportTable& table = *table_;
  const auto [affinity, context] = handle.pool().target_of(handle);
  const std::uint32_t index = context != nullptr ? table.index_of(context) : affinity;
  return index < table.entries.size() && table.running ? &table.entries[index] : nullptr;
}

Transmitter::Blocked* Transmitter::blocked_on(const Transport* transport) {
  for (Blocked& one : blocked_chains_) {
    if (one.transport.get() == transport) return &one;
  }
  return nullptr;
}

void Transmitter::block(const std::shared_ptr<Transport>& transport, SlotChain& run) {
  Blocked* found = blocked_on(transport.get());
  if (found == nullptr) {
    blocked_chains_.push_back({transport, std::make_unique<SlotChain>()});
    found = &blocked_chains_.back();
    blocked_.fetch_add(1, std::memory_order_release);
  }
  found->waiting->splice(run);
}

// Frames from the first that are done with.
std::uint32_t Transmitter::offer(Transport& transport, const SlotChain& run, bool& full) {
  std::array<Frame, kRunMax> frames;
  std::uint32_t count = 0;
  for (SlotHandle* one = run.first(); one != nullptr && count < kRunMax; one = SlotChain::next(*one)) {
    frames[count++] = one->pool().bytes_of(*one);
  }
  const SendOutcome outcome = transport.send(std::span(frames).first(count));
  PENSTOCK_ASSERT(outcome.done <= count && outcome.refused <= outcome.done);
  full = outcome.done < count;
  refused_.fetch_add(outcome.refused, std::memory_order_relaxed);
  frames_sent_.fetch_add(outcome.done - outcome.refused, std::memory_order_relaxed);
  return outcome.done;
}

void Transmitter::send_run(const std::shared_ptr<Transport>& transport, SlotChain& run) {
  if (blocked_on(transport.get()) != nullptr) return block(transport, run);
  bool full = false;
  for (int tries = 0; !run.empty();) {
    std::uint32_t done = offer(*transport, run, full);
    if (done != 0) tries = 0;
    std::uint64_t bytes = 0;
    SlotChain sent;
    for (; done > 0; --done) {
      SlotHandle* one = run.pop_front();
      bytes += one->pool().length_of(*one);
      sent.push_back(*one);
    }
    SlotPool::recycle_row(sent);
    bytes_sent_.fetch_add(bytes, std::memory_order_relaxed);
    if (!full) continue;
    if (transport->state() != TransportState::connected) {
      recycle(run, refused_);  // lost on the way
    } else if (transport->kind() == TransportKind::stream) {
      block(transport, run);
    } else if (++tries == kTriesMax) {
      recycle(run, refused_);
    } else {
      exec::runtime().point(exec::Point::yield);
    }
  }
  last_sent_ns_.store(exec::runtime().now_ns(), std::memory_order_relaxed);
  if (transport->state() == TransportState::lost) watch_.transport_lost(transport);
}

void Transmitter::drop(SlotHandle& handle, std::atomic<std::uint64_t>& reason) {
  reason.fetch_add(1, std::memory_order_relaxed);
  handle.pool().recycle(handle);
}

void Transmitter::recycle(SlotChain& chain, std::atomic<std::uint64_t>& reason) {
  while (SlotHandle* one = chain.pop_front()) drop(*one, reason);
}

void Transmitter::count(OutboundCounts& counts) const {
  counts.frames_handed_over = handed_over_.load(std::memory_order_relaxed);
  counts.frames_sent = frames_sent_.load(std::memory_order_relaxed);
  counts.bytes_sent = bytes_sent_.load(std::memory_order_relaxed);
  counts.frames_no_transport = no_transport_.load(std::memory_order_relaxed);
  counts.frames_refused = refused_.load(std::memory_order_relaxed);
  counts.frames_zero_length = zero_length_.load(std::memory_order_relaxed);
  counts.frames_abandoned = abandoned_.load(std::memory_order_relaxed);
}

}  // namespace penstock::tunnel
