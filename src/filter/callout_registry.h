// SPDX-License-Identifier: Apache-2.0
// Which callouts exist and which of them somebody has registered. A callout has one number from the first
// time its key is heard of (registered or added to the policy, W-OBJ-5); filters point at its slot, whose
// registration comes and goes.
//
// Threads: any; registering and unregistering take a lock, a call through a slot takes none (it runs in a
//   Quiescence section, which unregistering waits for: W-CAL-9).
// Memory: slots live as long as the registry.
// Errors: Fault.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "filter/callout.h"
#include "filter/fault.h"
#include "packet/custody.h"

namespace penstock::filter {

struct CalloutSlot {
  std::uint32_t id = 0;
  Key key;
  std::atomic<Callout*> registered{nullptr};  // nullptr: nobody; arbitration treats it as unregistered
  std::atomic<std::uint32_t> flags{0};
  std::atomic<packet::BorrowerId> owner{0};
  std::atomic<std::uint32_t> flow_contexts{0};  // outstanding associations (W-CAL-7)
  std::atomic<bool> leaving{false};             // unregistering: no new classify (W-CAL-7)
  std::atomic<std::uint32_t> notices{0};        // calls of filter_added and filter_deleted that are running

  // Whom a walk may call; nullptr where the callout counts as unregistered. Inside a Quiescence section.
  Callout* callable() const {
    Callout* callout = registered.load(std::memory_order_acquire);
    return leaving.load(std::memory_order_acquire) ? nullptr : callout;
  }
};

// Keeps a callout registered while it is told something outside of any walk: unregistering waits for it.
class CalloutNotice {
 public:
  explicit CalloutNotice(CalloutSlot& slot);
  ~CalloutNotice();
  CalloutNotice(const CalloutNotice&) = delete;
  CalloutNotice& operator=(const CalloutNotice&) = delete;
  Callout* callout() const { return callout_; }  // nullptr where nobody is registered

 private:
  CalloutSlot& slot_;
  Callout* callout_;
  const CalloutNotice* before_;  // the notice, on the same thread, from inside which this one is given
  friend class CalloutRegistry;
};

class CalloutRegistry {
 public:
  CalloutRegistry();
  ~CalloutRegistry();
  CalloutRegistry(const CalloutRegistry&) = delete;
  CalloutRegistry& operator=(const CalloutRegistry&) = delete;

  static constexpr std::uint32_t kCalloutsMax = 100'000;

  // A zero key gets a new one. The callout outlives its registration.
  Result<std::uint32_t> register_callout(const Key& key, Callout& callout, std::uint32_t flags,
                                         packet::BorrowerId owner);
  // device_busy while flow contexts are outstanding (it then only serves their deletion: who associates one
  // counts it first and then looks at `leaving`). On success no call into the callout is running or will
  // begin. Called inside a Quiescence section or inside a notice to this callout: in_use.
  Result<void> unregister(std::uint32_t id);
  Result<void> unregister(const Key& key);

  // The slot of a key, made when it is new; of an id, nullptr when unknown.
  CalloutSlot& slot_of(const Key& key);
  // Whether slot_of() stays within kCalloutsMax.
  bool has_room_for(const Key& key) const;
  CalloutSlot* find(std::uint32_t id) const;
  // Those an owner still has registered.
  std::vector<const CalloutSlot*> registered_by(packet::BorrowerId owner) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace penstock::filter
