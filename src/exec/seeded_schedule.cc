// SPDX-License-Identifier: Apache-2.0
#include "exec/seeded_schedule.h"

#include <algorithm>
#include <limits>

#include "base/assert.h"

namespace penstock::exec {
namespace {

int level_of(Point kind) {
  switch (kind) {
    case Point::call:
    case Point::lock:
    case Point::signal:
    case Point::yield:
      return 1;
    case Point::interlocked:
    case Point::allocation:
      return 2;
    case Point::print:
      return 3;
  }
  return 1;
}

}  // namespace

SeededSchedule::SeededSchedule(const SeededOptions& options) : options_(options), choices_(options.seed) {}

SeededSchedule::Strand& SeededSchedule::add(std::string name) {
  Strand& fresh = *strands_.emplace_back(std::make_unique<Strand>());
  fresh.id = static_cast<ThreadId>(strands_.size());
  fresh.name = std::move(name);
  if (running_) {
    make_ready(fresh);
  } else {
    running_ = &fresh;
    fresh.state = Strand::State::running;
  }
  return fresh;
}

SeededSchedule::Strand& SeededSchedule::strand(ThreadId id) {
  PENSTOCK_ASSERT(id >= 1 && id <= strands_.size());
  return *strands_[id - 1];
}

bool SeededSchedule::visits(Point kind) const { return level_of(kind) <= options_.level; }

void SeededSchedule::make_ready(Strand& strand) {
  strand.state = Strand::State::ready;
  strand.ready_since_step = steps_;
  ready_.push_back(&strand);
  idle_yields_ = 0;  // something changed: who yields in a loop may find it
}

void SeededSchedule::unlist_deadline(Strand& strand) {
  if (strand.deadline_ns != kForever) deadlines_.erase({strand.deadline_ns, strand.order});
}

void SeededSchedule::wake(Strand& strand, Wake why) {
  unlist_deadline(strand);
  std::erase(parked_, &strand);
  strand.wake = why;
  make_ready(strand);
}

void SeededSchedule::wake_due() {
  while (!deadlines_.empty() && deadlines_.begin()->first.first <= now_ns_) {
    wake(*deadlines_.begin()->second, Wake::deadline);
  }
}

void SeededSchedule::begin_step() {
  ++steps_;
  wake_due();  // queries may have moved the time
  // A loop that polls the clock past the horizon for ever does not keep settle() from returning.
  if (horizon_ns_ && now_ns_ > *horizon_ns_ && ++steps_past_horizon_ > kPassedOverMax) finish_settling();
}

void SeededSchedule::finish_settling() {
  if (*horizon_ns_ != kForever) now_ns_ = std::max(now_ns_, *horizon_ns_);
  horizon_ns_.reset();
  make_ready(adopted());
}

// To the next deadline, or to the horizon when that comes first. A deadline at the horizon still counts.
bool SeededSchedule::advance_time() {
  const bool has_deadline = !deadlines_.empty();
  const std::int64_t next_ns = has_deadline ? deadlines_.begin()->first.first : kForever;
  if (has_deadline && (!horizon_ns_ || next_ns <= *horizon_ns_)) {
    now_ns_ = std::max(now_ns_, next_ns);
    wake_due();
    return true;
  }
  if (!horizon_ns_) return false;
  finish_settling();
  return true;
}

void SeededSchedule::declare_deadlock() {
  PENSTOCK_ASSERT(adopted().state == Strand::State::parked);
  deadlock_.emplace();
  for (const auto& strand : strands_) {
    if (strand->state != Strand::State::parked) continue;
    deadlock_->push_back(Waiter{.thread = strand->id, .name = strand->name, .key = strand->key});
  }
  wake(adopted(), Wake::unparked);
}

bool SeededSchedule::front_was_passed_over() const {
  return steps_ - ready_.front()->ready_since_step > kPassedOverMax;
}

SeededSchedule::Strand& SeededSchedule::run(std::size_t ready_index) {
  running_ = ready_[ready_index];
  running_->state = Strand::State::running;
  ready_.erase(ready_.begin() + static_cast<std::ptrdiff_t>(ready_index));
  return *running_;
}

SeededSchedule::Strand& SeededSchedule::at_point(Point kind) {
  if (!visits(kind)) return *running_;
  begin_step();
  const bool may_stay = kind != Point::yield;
  if (!may_stay && ++idle_yields_ > kPassedOverMax) {
    // All who can run only yield: what they wait for can only come with time (K-DET-7).
    idle_yields_ = 0;
    advance_time();
  }
  if (ready_.empty()) return *running_;
  std::size_t chosen = 0;
  if (!front_was_passed_over()) {
    if (options_.strategy == Strategy::random) {
      chosen = choices_.below(ready_.size() + (may_stay ? 1 : 0));
    } else if (may_stay) {
      return *running_;
    }
    if (chosen == ready_.size()) return *running_;
  }
  Strand& preempted = *running_;
  Strand& next = run(chosen);
  const std::uint64_t yields = idle_yields_;
  make_ready(preempted);
  idle_yields_ = yields;  // that it can run is no news
  return next;
}

SeededSchedule::Strand& SeededSchedule::next_after_running() {
  begin_step();
  while (ready_.empty()) {
    if (!advance_time()) declare_deadlock();
  }
  if (front_was_passed_over() || options_.strategy == Strategy::fifo) return run(0);
  return run(choices_.below(ready_.size()));
}

SeededSchedule::Strand& SeededSchedule::park_running(const void* key, std::int64_t deadline_ns) {
  Strand& self = *running_;
  self.state = Strand::State::parked;
  self.key = key;
  self.deadline_ns = deadline_ns;
  self.order = ++last_order_;
  parked_.push_back(&self);
  if (deadline_ns != kForever) deadlines_.emplace(std::pair(deadline_ns, self.order), &self);
  return next_after_running();
}

SeededSchedule::Strand& SeededSchedule::settle_running(std::int64_t horizon_ns) {
  PENSTOCK_ASSERT(running_ == &adopted());
  running_->state = Strand::State::settling;
  horizon_ns_ = horizon_ns;
  steps_past_horizon_ = 0;
  return next_after_running();
}

SeededSchedule::Strand& SeededSchedule::end_running() {
  Strand& self = *running_;
  PENSTOCK_ASSERT(&self != &adopted());
  self.state = Strand::State::ended;
  unpark(&self, std::numeric_limits<int>::max());  // who joins it parks on its strand
  return next_after_running();
}

int SeededSchedule::unpark(const void* key, int count) {
  int woken = 0;
  for (std::size_t i = 0; i < parked_.size() && woken < count;) {
    if (parked_[i]->key != key) {
      ++i;
      continue;
    }
    wake(*parked_[i], Wake::unparked);  // which takes it out of the list
    ++woken;
  }
  return woken;
}

}  // namespace penstock::exec
