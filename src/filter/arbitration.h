// SPDX-License-Identifier: Apache-2.0
// One classify walk: every sublayer by weight, in each the matching filters until one decides, and the
// results combined with rights and veto (W-ARB, W-CLS-5 to 8). It knows layers and filters, no flow.
//
// Threads: any thread inside a Quiescence section; several walks at once.
// Memory: allocates nothing.
// Errors: none; a callout that answers out of turn is ignored as the contract says.
#pragma once

#include <cstdint>

#include "filter/compiled_policy.h"

namespace penstock::filter {

// Where a walk finds the contexts that callouts associated with the flow. enter() and, where that
// found one, leave() bracket the call of the callout, so that a removal meanwhile waits (W-FLOW-5).
class FlowContexts {
 public:
  virtual ~FlowContexts() = default;
  virtual std::uint64_t enter(std::uint32_t callout_id) = 0;
  virtual void leave(std::uint32_t callout_id) = 0;
};

struct WalkInput {
  Layer layer;
  const Value* values;
  std::uint32_t value_count;
  const Metadata* metadata;
  packet::Packet* packet = nullptr;
  std::uint32_t data_offset_bytes = 0;
  FlowContexts* flow = nullptr;
  void* walk = nullptr;  // handed to callouts as Classification::walk
};

struct WalkResult {
  Action action = Action::none;  // permit, block, or none: nothing decided (permit, W-ARB-8)
  bool hard = false;
  bool absorb = false;          // with block: silently
  bool vetoed = false;          // a hard permit was overruled (W-ARB-6)
  std::uint64_t filter_id = 0;  // of the winning action (W-ARB-10)
  std::uint32_t callouts_called = 0;

  bool blocked() const { return action == Action::block; }
};

WalkResult arbitrate(const CompiledPolicy& policy, const WalkInput& input);

}  // namespace penstock::filter
