// SPDX-License-Identifier: Apache-2.0
// The life of an endpoint: what opens and closes the two ways, and in which order the provider hears of it.
#include "base/assert.h"
#include "channel/endpoint_counts.h"
#include "exec/runtime.h"

namespace penstock::channel {

Result<void> Endpoint::start() {
  if (is_server() && life() == Life::disabled) return Fault::wrong_state;
  if (!take_turn()) return Fault::would_wait_for_itself;
  if (saving_.load(std::memory_order_acquire)) {
    give_turn();
    return Fault::saving;
  }
  active_wanted_.store(true, std::memory_order_relaxed);
  held_until_start_ = false;
  if (life() == Life::open && !running_) {
    open_gate();
    run_started();
  }
  give_turn();
  return {};
}

Result<void> Endpoint::pause() {
  if (!take_turn()) return Fault::would_wait_for_itself;
  active_wanted_.store(false, std::memory_order_relaxed);
  if (running_) stop_running();
  with_baton([] {});  // what was sent before is in the ring or in the queue
  give_turn();
  return {};
}

// V-LIFE-8: packets may come between the last two.
void Endpoint::run_started() {
  events_.started();
  running_.store(true, std::memory_order_seq_cst);
  delivery_bell_.ring();
  events_.post_started();
}

// V-LIFE-12, V-LIFE-13: nothing is delivered any more, then the provider is told, then its packets come home.
void Endpoint::stop_running() {
  running_.store(false, std::memory_order_seq_cst);
  delivery_bell_.ring();
  while (delivering_.load(std::memory_order_seq_cst)) {
    exec::runtime().park(
        &delivering_, [&] { return delivering_.load(std::memory_order_seq_cst); }, exec::kForever);
  }
  events_.suspended();
  while (outstanding_.load(std::memory_order_acquire) != 0) {
    exec::runtime().park(
        &outstanding_, [&] { return outstanding_.load(std::memory_order_acquire) != 0; }, exec::kForever);
  }
}

void Endpoint::attach_rings(RingSpan incoming, RingSpan outgoing) {
  if (const RingFault fault = reader_.attach(incoming); fault != RingFault::none) violation(fault);
  reader_.mask();  // V-SIG-7: until we look
  way_in_closed_.store(reader_.fault() != RingFault::none, std::memory_order_release);
  drop_answers_.store(false, std::memory_order_release);
  signal_ = peer_signal();
  with_baton([&] {
    const RingFault fault = writer_.attach(outgoing);
    if (fault != RingFault::none) AtomicCounts::add(counts_->violations[static_cast<std::size_t>(fault)]);
    gate_open_ = false;
    broken_counted_ = fault != RingFault::none;
  });
  outgoing_bytes_.store(outgoing.bytes, std::memory_order_relaxed);
}

void Endpoint::open_gate() {
  with_baton([&] {
    gate_open_ = true;
    flush_queue();
  });
}

// V-LIFE-14, V-TX-7.
void Endpoint::close_down(bool answers_dropped) {
  drop_answers_.store(answers_dropped, std::memory_order_release);
  if (running_) stop_running();
  with_baton([&] { gate_open_ = false; });
  cancel_held();
  events_.closed();
  polling_for_room_.store(false, std::memory_order_release);
  let_go_of_rings();
  detach_rings();
}

void Endpoint::let_go_of_rings() {
  outgoing_bytes_.store(0, std::memory_order_relaxed);
  with_baton([&] { writer_.detach(); });
  reader_.detach();
  signal_.reset();
}

void Endpoint::later(std::function<void()> what) {
  {
    std::lock_guard hold(control_lock_);
    control_queue_.push_back(std::move(what));
  }
  control_bell_.ring();
}

void Endpoint::control_loop() {
  while (!stopping_.load(std::memory_order_acquire)) {
    control_bell_.wait(exec::kForever);
    for (;;) {
      std::function<void()> what;
      {
        std::lock_guard hold(control_lock_);
        if (control_queue_.empty()) break;
        what = std::move(control_queue_.front());
        control_queue_.pop_front();
      }
      what();
    }
  }
}

void Endpoint::begin_threads() {
  if (!threads_.empty()) return;
  threads_.push_back(exec::runtime().spawn("channel " + name_, [this] { deliver_loop(); }));
  threads_.push_back(exec::runtime().spawn("control " + name_, [this] { control_loop(); }));
}

void Endpoint::end_threads() {
  stopping_.store(true, std::memory_order_release);
  delivery_bell_.ring();
  control_bell_.ring();
  for (const exec::ThreadId thread : threads_) exec::runtime().join(thread);
  threads_.clear();
}

}  // namespace penstock::channel
