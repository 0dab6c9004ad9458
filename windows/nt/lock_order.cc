// SPDX-License-Identifier: Apache-2.0
#include "nt/lock_order.h"

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "exec/mutex.h"
#include "nt/guest.h"
#include "nt/lock_class.h"
#include "nt/thread_state.h"

namespace penstock::nt {

namespace {

struct Step {
  LockClass to;
  base::CallSite held_since;
  base::CallSite taken_at;
};

struct Order {
  exec::Mutex lock;
  std::map<LockClass, std::vector<Step>> steps;
  std::size_t pairs = 0;
  std::atomic<std::uint64_t> version{1};  // of what threads may remember
};

Order& order() {
  static auto* one = new Order;
  return *one;
}

// The way from one class to another, its last step first. False: there is none.
bool find_way(const Order& all, LockClass from, LockClass to, std::set<LockClass>& visited,
              std::vector<Step>& way) {
  const auto found = all.steps.find(from);
  if (found == all.steps.end() || !visited.insert(from).second) return false;
  for (const Step& step : found->second) {
    if (step.to == to || find_way(all, step.to, to, visited, way)) {
      way.push_back(step);
      return true;
    }
  }
  return false;
}

// Keeps the step. The way back, if there is one: with the step it is a circle.
std::vector<Step> learn(LockClass held, const Step& step) {
  Order& all = order();
  const std::lock_guard hold(all.lock);
  for (const Step& one : all.steps[held]) {
    if (one.to == step.to) return {};
  }
  if (all.pairs >= kLockPairsMax) return {};
  std::set<LockClass> visited;
  std::vector<Step> way_back;
  find_way(all, step.to, held, visited, way_back);
  all.steps[held].push_back(step);
  ++all.pairs;
  return way_back;
}

void tell(const Step& step, const std::vector<Step>& way_back) {
  std::string message =
      "locks are taken in a circle, which can deadlock: here a lock is taken with one held since " +
      base::name_of(step.held_since);
  for (auto one = way_back.rbegin(); one != way_back.rend(); ++one) {
    message += "; the other way, one was taken at " + base::name_of(one->taken_at) + " with one held since " +
               base::name_of(one->held_since);
  }
  report("F-LOCK-15", "K-LOCK-4", base::Severity::error, guest_of(step.taken_at), std::move(message),
         way_back.back().taken_at, step.taken_at);
}

struct Pair {
  LockClass held, taken;
  std::uint64_t version = 0;
};

// What this thread has said before.
bool already_said(LockClass held, LockClass taken) {
  thread_local std::array<Pair, 64> said;
  const auto bits = reinterpret_cast<std::uintptr_t>(held.where) * 31 + held.offset * 7 +
                    reinterpret_cast<std::uintptr_t>(taken.where) + taken.offset;
  Pair& pair = said[(bits ^ bits >> 7) % said.size()];
  const std::uint64_t version = order().version.load(std::memory_order_relaxed);
  if (pair.version == version && pair.held == held && pair.taken == taken) return true;
  pair = {held, taken, version};
  return false;
}

}  // namespace

void note_lock_order(const void* lock, base::CallSite site) {
  const ThreadState& state = thread_state();
  if (state.held_count == 0) return;
  const auto taken = class_of_lock(lock);
  if (!taken.has_value()) return;
  for (std::uint32_t i = 0; i < state.held_count; ++i) {
    const auto held = class_of_lock(state.held[i].lock);
    if (!held.has_value() || *held == *taken || already_said(*held, *taken)) continue;
    const Step step{*taken, state.held[i].taken_at, site};
    const std::vector<Step> way_back = learn(*held, step);
    if (!way_back.empty()) tell(step, way_back);
  }
}

void forget_lock_order() {
  Order& all = order();
  const std::lock_guard hold(all.lock);
  all.steps.clear();
  all.pairs = 0;
  all.version.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace penstock::nt
