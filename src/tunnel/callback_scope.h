// SPDX-License-Identifier: Apache-2.0
// Which callback of which channel runs on this thread, and how many data callbacks run at all. A channel that
// is being stopped lets no new one begin and can wait for those that run; who asks from inside one is told so.
//
// Threads: a scope lives on its thread and may nest (a Flush inside an Encapsulate opens none).
// Memory: on the stack.
// Errors: none.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "base/function_ref.h"
#include "tunnel/channel.h"

namespace penstock::tunnel {

// What is running of one channel.
class Callbacks {
 public:
  void allow() { allowed_.store(true, std::memory_order_seq_cst); }
  void forbid() { allowed_.store(false, std::memory_order_seq_cst); }
  bool allowed() const { return allowed_.load(std::memory_order_relaxed); }
  // Waits until none runs, or until `give_up` says so (asked at each wake-up; wake() makes one).
  void wait_until_quiet(base::FunctionRef<bool()> give_up);
  void wake();
  // Since when one of this kind runs; 0 when none does.
  std::int64_t running_since_ns(CallbackKind kind) const {
    return since_ns_[static_cast<std::size_t>(kind)].load(std::memory_order_relaxed);
  }

 private:
  friend class CallbackScope;
  bool enter();
  void leave();

  std::atomic<bool> allowed_{false};
  std::atomic<std::uint32_t> running_{0};
  std::array<std::atomic<std::int64_t>, 6> since_ns_{};
};

class CallbackScope {
 public:
  // A data callback or a keep-alive: counted, and refused when the channel is ending. Connect and Disconnect
  // are not counted.
  CallbackScope(const Channel& channel, Callbacks& callbacks, CallbackKind kind, std::int64_t now_ns);
  ~CallbackScope();
  CallbackScope(const CallbackScope&) = delete;
  CallbackScope& operator=(const CallbackScope&) = delete;

  bool entered() const { return entered_; }
  void set_context(const ForeignRef* context) { context_ = context; }

  // The innermost one of this channel on this thread; nullptr: none.
  static const CallbackScope* current(const Channel& channel);
  static bool inside_data_callback(const Channel& channel);
  CallbackKind kind() const { return kind_; }
  const ForeignRef* context() const { return context_; }

 private:
  bool counted() const { return kind_ != CallbackKind::connect && kind_ != CallbackKind::disconnect; }

  const Channel& channel_;
  Callbacks& callbacks_;
  const CallbackKind kind_;
  const ForeignRef* context_ = nullptr;
  bool entered_ = true;
  CallbackScope* outer_;
};

}  // namespace penstock::tunnel
