// SPDX-License-Identifier: Apache-2.0
#include "filter/flow.h"

#include "exec/quiescence.h"
#include "filter/authorization.h"

namespace penstock::filter {

using State = FlowContextNode::State;

Flow::Flow(std::uint64_t flow_id, const wire::FlowKey& flow_key, Direction first, CalloutRegistry& callouts)
    : id(flow_id), key(flow_key), direction(first), callouts_(callouts) {}

Flow::~Flow() {
  end_contexts();
  FlowContextNode* node = nodes_.load(std::memory_order_acquire);
  while (node != nullptr) {
    FlowContextNode* next = node->next;
    delete node;
    node = next;
  }
}

FlowContextNode* Flow::find(std::uint32_t callout_id) const {
  for (FlowContextNode* node = nodes_.load(std::memory_order_acquire); node != nullptr; node = node->next) {
    if (node->callout_id.load(std::memory_order_relaxed) == callout_id &&
        node->state.load(std::memory_order_acquire) != State::empty) {
      return node;
    }
  }
  return nullptr;
}

std::uint64_t Flow::enter(std::uint32_t callout_id) {
  FlowContextNode* node = find(callout_id);
  if (node == nullptr) return 0;
  node->users.fetch_add(1, std::memory_order_seq_cst);
  if (node->state.load(std::memory_order_seq_cst) != State::live) {
    leave(callout_id);
    return 0;
  }
  return node->context;
}

void Flow::leave(std::uint32_t callout_id) {
  FlowContextNode* node = find(callout_id);
  if (node == nullptr || node->users.load(std::memory_order_relaxed) == 0) return;
  if (node->users.fetch_sub(1, std::memory_order_seq_cst) == 1 &&
      node->state.load(std::memory_order_seq_cst) == State::removing) {
    finish_removal(*node);
  }
}

Result<void> Flow::associate(Layer at, std::uint32_t callout_id, std::uint64_t context) {
  if (ended_.load(std::memory_order_acquire)) return Fault::flow_not_found;
  CalloutSlot* slot = callouts_.find(callout_id);
  if (slot == nullptr) return Fault::callout_not_found;
  // Counted before `leaving` is looked at, as unregistering does it the other way round (W-CAL-7).
  slot->flow_contexts.fetch_add(1, std::memory_order_seq_cst);
  if (slot->leaving.load(std::memory_order_seq_cst)) {
    slot->flow_contexts.fetch_sub(1);
    return Fault::callout_not_found;
  }
  auto* node = new FlowContextNode;
  node->callout_id.store(callout_id, std::memory_order_relaxed);
  node->layer = at;
  node->context = context;
  node->state.store(State::live, std::memory_order_relaxed);
  node->next = nodes_.load(std::memory_order_acquire);
  do {  // again when somebody was faster: it may have been for this callout
    if (find(callout_id) == nullptr) continue;
    delete node;
    slot->flow_contexts.fetch_sub(1);
    return Fault::context_exists;
  } while (
      !nodes_.compare_exchange_weak(node->next, node, std::memory_order_seq_cst, std::memory_order_acquire));
  // The flow may have ended between the check and the insertion: then nobody else would end this one.
  if (ended_.load(std::memory_order_seq_cst)) (void)remove(callout_id);
  return {};
}

Result<void> Flow::remove(std::uint32_t callout_id) {
  FlowContextNode* node = find(callout_id);
  if (node == nullptr) return Fault::no_context;
  State expected = State::live;
  if (!node->state.compare_exchange_strong(expected, State::removing, std::memory_order_seq_cst)) {
    return Fault::no_context;
  }
  if (node->users.load(std::memory_order_seq_cst) != 0) return Fault::pending;
  finish_removal(*node);
  return {};
}

// Exactly one caller turns `removing` into `empty` and tells the callout.
void Flow::finish_removal(FlowContextNode& node) {
  State expected = State::removing;
  const std::uint32_t callout_id = node.callout_id.load(std::memory_order_relaxed);
  const Layer associated_at = node.layer;
  const std::uint64_t context = node.context;
  if (!node.state.compare_exchange_strong(expected, State::empty, std::memory_order_seq_cst)) return;
  CalloutSlot* slot = callouts_.find(callout_id);
  if (slot == nullptr) return;
  {
    exec::Quiescence::Section section;
    if (Callout* callout = slot->registered.load(std::memory_order_acquire)) {
      callout->flow_deleted(associated_at, callout_id, context);
    }
  }
  slot->flow_contexts.fetch_sub(1);
}

void Flow::end_contexts() {
  ended_.store(true, std::memory_order_seq_cst);
  for (FlowContextNode* node = nodes_.load(std::memory_order_acquire); node != nullptr; node = node->next) {
    if (node->state.load(std::memory_order_acquire) == State::live) {
      (void)remove(node->callout_id.load(std::memory_order_relaxed));
    }
  }
}

}  // namespace penstock::filter
