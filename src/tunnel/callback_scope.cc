// SPDX-License-Identifier: Apache-2.0
#include "tunnel/callback_scope.h"

#include "exec/runtime.h"

namespace penstock::tunnel {
namespace {

thread_local CallbackScope* innermost = nullptr;

}  // namespace

// The count is raised before the permission is read, and the permission taken before the count is read:
// one of the two sides sees the other.
bool Callbacks::enter() {
  running_.fetch_add(1, std::memory_order_seq_cst);
  if (allowed_.load(std::memory_order_seq_cst)) return true;
  leave();
  return false;
}

void Callbacks::leave() {
  if (running_.fetch_sub(1, std::memory_order_seq_cst) == 1 && !allowed_.load(std::memory_order_seq_cst)) {
    wake();
  }
}

void Callbacks::wake() { exec::runtime().unpark_all(&running_); }

void Callbacks::wait_until_quiet(base::FunctionRef<bool()> give_up) {
  const auto busy = [&] { return running_.load(std::memory_order_seq_cst) != 0 && !give_up(); };
  while (busy()) exec::runtime().park(&running_, busy, exec::kForever);
}

CallbackScope::CallbackScope(const Channel& channel, Callbacks& callbacks, CallbackKind kind,
                             std::int64_t now_ns)
    : channel_(channel), callbacks_(callbacks), kind_(kind), outer_(innermost) {
  if (counted()) entered_ = callbacks.enter();
  if (!entered_) return;
  innermost = this;
  callbacks.since_ns_[static_cast<std::size_t>(kind)].store(now_ns, std::memory_order_relaxed);
}

CallbackScope::~CallbackScope() {
  if (!entered_) return;
  innermost = outer_;
  callbacks_.since_ns_[static_cast<std::size_t>(kind_)].store(0, std::memory_order_relaxed);
  if (counted()) callbacks_.leave();
}

const CallbackScope* CallbackScope::current(const Channel& channel) {
  for (const CallbackScope* scope = innermost; scope != nullptr; scope = scope->outer_) {
    if (&scope->channel_ == &channel) return scope;
  }
  return nullptr;
}

bool CallbackScope::inside_data_callback(const Channel& channel) {
  const CallbackScope* scope = current(channel);
  return scope != nullptr && scope->counted();
}

}  // namespace penstock::tunnel
