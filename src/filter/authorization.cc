// SPDX-License-Identifier: Apache-2.0
#include "filter/authorization.h"

#include "base/finding.h"
#include "exec/quiescence.h"
#include "exec/runtime.h"
#include "filter/engine_state.h"
#include "filter/injected.h"
#include "filter/station_state.h"

namespace penstock::filter {
namespace {

thread_local ActiveWalk* active_walk = nullptr;

bool is_connect_layer(Layer layer) {
  return layer == Layer::ale_auth_connect_v4 || layer == Layer::ale_auth_connect_v6;
}

}  // namespace

ActiveWalk* ActiveWalk::current() { return active_walk; }

ActiveWalk::Scope::Scope(ActiveWalk& walk) {
  walk.outer = active_walk;
  active_walk = &walk;
}

ActiveWalk::Scope::~Scope() { active_walk = active_walk->outer; }

Authorization::Authorization(Engine& engine, FilterStation& station, Flow& flow, Layer layer,
                             const Facts& facts, const ProcessFacts& process)
    : engine_(engine),
      station_(station),
      flow_(packet::Ref<Flow>::share(&flow)),
      layer_(layer),
      facts_(facts),
      process_(process),
      handle_(engine.state_->next_id() << 4 | 0x8) {}

Authorization::~Authorization() {
  for (Injection* waiting : waiting_injections) waiting->finish(InjectionStatus::path_closed);
}

bool Authorization::connect() const { return is_connect_layer(layer_); }

void Authorization::pended() {
  ++pends_;
  open_.fetch_add(1, std::memory_order_relaxed);
}

void Authorization::unpend() {
  --pends_;
  open_.fetch_sub(1, std::memory_order_relaxed);  // the walk's own count is still there
}

bool Authorization::walk_ended(const WalkResult& result, std::int64_t now_ns) {
  held_ = pends_ > 0 && result.blocked() && result.absorb;  // the final result decides (W-PEND-11)
  if (held_) held_since_ns_ = now_ns;
  const bool held = held_;
  give_up_one();
  return held;
}

void Authorization::settled_one(packet::BorrowerId by) {
  decided_by_.store(by, std::memory_order_relaxed);
  give_up_one();
}

void Authorization::give_up_one() {
  if (open_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  if (held_) complete();
}

bool Authorization::orphan() { return !orphaned_.exchange(true, std::memory_order_acq_rel); }

// The door's promise: everything up to the result happens here, on the completer's thread, over the policy
// in force now (W-COMP-4, W-COMP-9, W-COMP-20), with no lock of ours held (W-COMP-5).
void Authorization::complete() {
  if (orphaned()) {
    outcome_ = HeldOutcome::orphaned;
    return;  // nothing waits for it, and its path may be gone (W-COMP-6)
  }
  if (!connect()) {
    outcome_ = HeldOutcome::released;  // W-COMP-40
  } else if (refused_.load(std::memory_order_acquire)) {
    outcome_ = HeldOutcome::denied;
  } else {
    Facts facts = facts_;
    facts.condition_flags |= kConditionIsReauthorize;
    facts.reauthorize_reason = kReauthorizeClassifyCompletion;  // W-COMP-21
    facts.direction = Direction::outbound;                      // W-COMP-22
    facts.has_packet = false;                                   // W-COMP-23
    facts.completion_handle = 0;                                // W-PEND-5
    exec::Quiescence::Section section;
    const auto policy = engine_.state_->policy.published().load();
    Indication indication;
    indication.build(layer_, facts, &process_);
    ActiveWalk walk{.known_handle = handle_, .reauthorization = true, .layer = layer_};
    ActiveWalk::Scope scope(walk);
    decision_ = arbitrate(*policy, {.layer = layer_,
                                    .values = indication.values(),
                                    .value_count = indication.value_count(),
                                    .metadata = &indication.metadata(),
                                    .flow = flow_.get(),
                                    .walk = &walk});
    decided_revision_ = policy->at(layer_).revision;
    engine_.state_->counts.reauthorized.fetch_add(1, std::memory_order_relaxed);
    engine_.state_->emit({.kind = EventKind::reauthorized,
                          .at_ns = exec::runtime().now_ns(),
                          .flow_id = flow_->id,
                          .layer = layer_,
                          .has_layer = true,
                          .verdict = verdict_text(decision_),
                          .filter_id = decision_.filter_id,
                          .reason = kReauthorizeClassifyCompletion,
                          .by = decided_by()});
    outcome_ = !decision_.blocked() ? HeldOutcome::authorized
               : decision_.absorb   ? HeldOutcome::denied_silently
                                    : HeldOutcome::denied;
  }
  add_reference();  // the queue's
  if (!station_.reentry().put(*this)) abandon();
}

void Authorization::resume() {
  const auto self = packet::Ref<Authorization>::adopt(this);
  station_.state_->finish_held(*this);
}

void Authorization::abandon() { release(); }

void Authorization::describe(base::Row& row) const {
  const LayerInfo* info = find_layer(layer_);
  row.emplace_back("layer", std::string(info == nullptr ? "?" : info->name));
  row.emplace_back("protocol", std::int64_t{facts_.protocol});
  row.emplace_back("local", wire::to_string(facts_.local));
  row.emplace_back("local_port", std::int64_t{facts_.local_port});
  row.emplace_back("remote", wire::to_string(facts_.remote));
  row.emplace_back("remote_port", std::int64_t{facts_.remote_port});
  row.emplace_back("orphaned", orphaned());
}

}  // namespace penstock::filter
