// SPDX-License-Identifier: Apache-2.0
// The seam to a guest's decision: what a callout is shown, what it may answer, and what it is told. The
// rim implements Callout once for each registration and translates; it decides nothing.
//
// Threads: classify() from any path or completing thread, several at once; the notices from the thread
//   that changes policy or ends a flow. No lock of ours is held during any of them.
// Memory: what a Classification points to lives until classify() returns (W-CLS-4). Only a packet may be
//   kept, by reference.
// Errors: an answer that the rights do not allow is ignored as W-CLS-6 says.
#pragma once

#include <cstdint>

#include "filter/key.h"
#include "filter/layer.h"
#include "filter/metadata.h"
#include "filter/value.h"
#include "packet/packet.h"

namespace penstock::filter {

// The contract's numbers (wfp.md 9.1).
enum class Action : std::uint32_t {
  none = 0x7,
  none_no_match = 0x8,
  block = 0x1001,
  permit = 0x1002,
  proceed = 0x2006,  // CONTINUE
  callout_terminating = 0x5003,
  callout_inspection = 0x6004,
  callout_unknown = 0x4005,
};
enum : std::uint32_t { kRightActionWrite = 0x1 };
enum : std::uint32_t { kClassifyOutAbsorb = 0x1 };

// Flags of a filter as the engine runs it (FWPS, wfp.md 8.1).
enum : std::uint16_t {
  kFilterClearActionRight = 0x1,
  kFilterPermitIfCalloutUnregistered = 0x2,
  kFilterOrConditions = 0x4,
};
// Flags of a registration (wfp.md 9.2).
enum : std::uint32_t { kCalloutConditionalOnFlow = 0x1, kCalloutCommitAddNotify = 0x4 };

// Laid out as callouts are promised it (the rim checks).
struct RunningCondition {
  std::uint16_t field_index;
  std::uint16_t reserved = 0;
  std::uint32_t match_type;
  Value value;
};
static_assert(sizeof(RunningCondition) == 24);

// A filter as callouts see it. Lives as long as the policy version that holds it.
struct RunningFilter {
  std::uint64_t id = 0;
  std::uint64_t weight = 0;
  std::uint16_t sublayer_weight = 0;
  std::uint16_t flags = 0;
  const RunningCondition* conditions = nullptr;
  std::uint32_t condition_count = 0;
  Action action = Action::permit;
  std::uint32_t callout_id = 0;
  std::uint64_t context = 0;  // the adder's, or what the callout set when it was told
  const void* provider_context = nullptr;
};

struct Classification {
  Layer layer;
  std::uint32_t value_count;
  const Value* values;
  const Metadata* metadata;
  packet::Packet* packet;           // the layer's data; nullptr where the layer has none
  std::uint32_t data_offset_bytes;  // where its data begins for this layer (wfp.md 7.3), from packet->data()
  const RunningFilter* filter;
  std::uint64_t flow_context;  // 0 where none is associated
  void* walk;                  // for deferring; opaque
};

struct ClassifyOut {
  Action action = Action::proceed;  // W-CLS-5
  std::uint32_t rights = kRightActionWrite;
  std::uint32_t flags = 0;
};

// A filter that names the callout is being added. The callout may set the context.
struct FilterNotice {
  Key filter_key;
  RunningFilter* filter;
};

class Callout {
 public:
  virtual ~Callout() = default;
  virtual void classify(const Classification& classification, ClassifyOut& out) = 0;
  // False refuses the filter (W-CAL-5).
  virtual bool filter_added(const FilterNotice& notice) = 0;
  // The key is not told (W-CAL-5). No walk can meet the filter any more.
  virtual void filter_deleted(const FilterNotice& notice) = 0;
  // After the transaction that added it; only for registrations with kCalloutCommitAddNotify (W-CAL-4).
  virtual void filter_committed(const FilterNotice&) {}
  virtual bool wants_flow_deletions() const = 0;
  virtual void flow_deleted(Layer layer, std::uint32_t callout_id, std::uint64_t context) = 0;
};

}  // namespace penstock::filter
