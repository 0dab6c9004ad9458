// SPDX-License-Identifier: Apache-2.0
// A flow: a conversation that was authorized or is being authorized. The record is counted by reference and
// shared: a path's table only indexes it, while callouts' contexts come and go from any thread and an
// authorization may outlive the flow. What only its path touches is marked so.
//
// Threads: contexts from any thread, without a lock; the rest by the owning path.
// Memory: a record is allocated when a conversation begins, never for one of its packets.
// Errors: Fault.
#pragma once

#include <atomic>
#include <cstdint>

#include "filter/arbitration.h"
#include "filter/fault.h"
#include "packet/custody.h"
#include "packet/recycled.h"
#include "wire/flow_key.h"

namespace penstock::filter {

class Authorization;
class FilterStation;

// The value that a callout associated with a flow. Nodes stay in the flow's list until the flow ends.
struct FlowContextNode {
  enum class State : std::uint32_t { empty, live, removing };
  std::atomic<std::uint32_t> callout_id{0};
  std::atomic<State> state{State::empty};
  std::atomic<std::uint32_t> users{0};  // classifies that have it in hand
  Layer layer{};
  std::uint64_t context = 0;
  FlowContextNode* next = nullptr;
};

enum class FlowPhase : std::uint8_t {
  fresh,   // being classified for the first time
  pended,  // its authorization is held, or completed and not yet taken up
  authorized,
  closed,  // out of the table
};

// How far a TCP connection has come, as far as both directions show it.
enum class TcpProgress : std::uint8_t { none, syn_sent, syn_answered, established, closing, closed };

class Flow final : public FlowContexts, public packet::Recycled<Flow> {
 public:
  Flow(std::uint64_t id, const wire::FlowKey& key, Direction direction, CalloutRegistry& callouts);

  void add_reference() { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  const std::uint64_t id;
  const wire::FlowKey key;    // a is local, b is remote
  const Direction direction;  // of its first packet (W-ALE-2)

  // --- contexts, from any thread ---
  std::uint64_t enter(std::uint32_t callout_id) override;
  void leave(std::uint32_t callout_id) override;
  Result<void> associate(Layer layer, std::uint32_t callout_id, std::uint64_t context);
  Result<void> remove(std::uint32_t callout_id);
  // The flow ends: every context goes, each callout is told once (W-FLOW-4). No more can be associated.
  void end_contexts();
  bool has_contexts() const { return nodes_.load(std::memory_order_acquire) != nullptr; }

  // --- the owning path only ---
  FlowPhase phase = FlowPhase::fresh;
  TcpProgress tcp = TcpProgress::none;
  bool established_indicated = false;
  bool fin_local = false;
  bool fin_remote = false;
  std::uint64_t authorized_revision = 0;  // of the layer
  Layer layer{};                          // where it was authorized
  std::uint64_t endpoint_id = 0;
  std::uint64_t completion_handle = 0;  // of its first classify; recognised later (W-PEND-5)
  std::uint64_t process_id = 0;         // 0: unknown
  std::int64_t last_seen_ns = 0;
  std::int64_t opened_ns = 0;
  std::uint64_t packets[2] = {};  // by Direction
  std::uint64_t bytes[2] = {};
  packet::Ref<Authorization> authorization;
  std::uint8_t idle_class = 0;  // of the table (IdleClass)
  Flow* newer = nullptr;        // by last use, within that class
  Flow* older = nullptr;

  // From any thread: somebody asks for the end (abort_flow); the path acts on it.
  std::atomic<bool> abort_requested{false};

 private:
  ~Flow() override;
  FlowContextNode* find(std::uint32_t callout_id) const;
  void finish_removal(FlowContextNode& node);

  CalloutRegistry& callouts_;
  std::atomic<std::uint32_t> references_{1};
  std::atomic<FlowContextNode*> nodes_{nullptr};
  std::atomic<bool> ended_{false};
};

}  // namespace penstock::filter
