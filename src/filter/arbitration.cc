// SPDX-License-Identifier: Apache-2.0
#include "filter/arbitration.h"

#include "filter/condition.h"

namespace penstock::filter {
namespace {

// What one filter, and thereby its sublayer, says.
struct Answer {
  Action action = Action::none;  // permit, block or none: go on
  bool hard = false;
  bool absorb = false;
  bool by_callout = false;
};

// A callout that is not there (wfp.md 6.2, last table).
Answer answer_for_absent(const RunningFilter& filter) {
  if (filter.action == Action::callout_inspection) return {};
  const bool permit = (filter.flags & kFilterPermitIfCalloutUnregistered) != 0;
  // A block is soft as a callout's is: its filter is not a plain one.
  return {.action = permit ? Action::permit : Action::block};
}

// W-CLS-6 and 7: what counts of an answer, by the right to write and by the filter's type.
Action counted_action(Action filter_type, Action answered, bool may_write) {
  if (!may_write) return answered == Action::block ? Action::block : Action::none;
  const bool decides = answered == Action::permit || answered == Action::block;
  switch (filter_type) {
    case Action::callout_terminating:
      return decides ? answered : Action::block;
    case Action::callout_unknown:
      return decides ? answered : Action::none;
    default:
      return Action::none;
  }
}

class Walk {
 public:
  explicit Walk(const WalkInput& input) : input_(input) {}

  void visit(const CompiledSublayer& sublayer) {
    for (const auto& filter : sublayer.filters) {
      const RunningFilter& running = filter->running;
      if (running.condition_count != 0 && !matches(running, input_.values, input_.value_count)) continue;
      const Answer answer = ask(*filter);
      if (answer.action == Action::none) continue;
      combine(answer, running.id);
      return;  // W-ARB-2
    }
  }
  const WalkResult& result() const { return result_; }

 private:
  Answer ask(const CompiledFilter& filter) {
    const RunningFilter& running = filter.running;
    if (filter.callout != nullptr) return ask_callout(running, *filter.callout);
    if (running.action == Action::block) return {.action = Action::block, .hard = true};
    return {.action = Action::permit, .hard = (running.flags & kFilterClearActionRight) != 0};
  }

  Answer ask_callout(const RunningFilter& filter, const CalloutSlot& slot) {
    Callout* callout = slot.callable();
    if (callout == nullptr) return answer_for_absent(filter);
    const std::uint64_t context = input_.flow != nullptr ? input_.flow->enter(slot.id) : 0;
    const bool only_with_context =
        (slot.flags.load(std::memory_order_relaxed) & kCalloutConditionalOnFlow) != 0;
    Answer answer;
    if (context != 0 || !only_with_context) answer = call(*callout, filter, context);
    if (context != 0) input_.flow->leave(slot.id);  // only what was entered
    return answer;
  }

  Answer call(Callout& callout, const RunningFilter& filter, std::uint64_t context) {
    const Classification shown = {
        .layer = input_.layer,
        .value_count = input_.value_count,
        .values = input_.values,
        .metadata = input_.metadata,
        .packet = input_.packet,
        .data_offset_bytes = input_.data_offset_bytes,
        .filter = &filter,
        .flow_context = context,
        .walk = input_.walk,
    };
    const bool may_write = !result_.hard;
    ClassifyOut out{.action = Action::proceed, .rights = may_write ? kRightActionWrite : 0u, .flags = 0};
    ++result_.callouts_called;
    callout.classify(shown, out);
    const Action action = counted_action(filter.action, out.action, may_write);
    return {
        .action = action,
        .hard = (out.rights & kRightActionWrite) == 0,
        .absorb = action == Action::block && (out.flags & kClassifyOutAbsorb) != 0,
        .by_callout = true,
    };
  }

  // The table of wfp.md 6.2. While the right to write is there, the next sublayer's answer replaces the last.
  void combine(const Answer& answer, std::uint64_t filter_id) {
    bool hard = answer.hard;
    if (result_.hard) {
      const bool veto =
          result_.action == Action::permit && answer.action == Action::block && answer.by_callout;
      if (!veto) return;
      result_.vetoed = true;
      hard = true;
    }
    result_.action = answer.action;
    result_.hard = hard;
    result_.absorb = answer.absorb;
    result_.filter_id = filter_id;
  }

  const WalkInput& input_;
  WalkResult result_;
};

}  // namespace

WalkResult arbitrate(const CompiledPolicy& policy, const WalkInput& input) {
  Walk walk(input);
  for (const CompiledSublayer& sublayer : policy.at(input.layer).sublayers) walk.visit(sublayer);
  return walk.result();
}

}  // namespace penstock::filter
