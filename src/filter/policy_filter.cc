// SPDX-License-Identifier: Apache-2.0
#include "filter/filter_weight.h"
#include "filter/policy_add.h"

namespace penstock::filter {
namespace {

constexpr std::uint32_t kFilterFlagsKnown = 0x7fff;

bool names_callout(Action action) {
  return action == Action::callout_terminating || action == Action::callout_inspection ||
         action == Action::callout_unknown;
}

Result<void> check_flags(const FilterSpec& spec) {
  const std::uint32_t lasting = kFilterPersistent | kFilterBootTime;
  if ((spec.flags & ~kFilterFlagsKnown) != 0 || (spec.flags & kFilterDisabled) != 0)
    return Fault::invalid_flags;
  if ((spec.flags & lasting) == lasting) return Fault::invalid_flags;
  const bool needs_decision = (spec.flags & kFilterPermitIfUnregistered) != 0;
  const bool decides = spec.action == Action::callout_terminating || spec.action == Action::callout_unknown;
  if (needs_decision && !decides) return Fault::invalid_flags;
  return {};
}

// All that can be said of a specification without looking at other objects.
Result<std::shared_ptr<ConditionSet>> check_alone(const FilterSpec& spec) {
  if (spec.display.name.empty()) return Fault::null_display_name;
  const LayerInfo* layer = find_layer(spec.layer);
  if (layer == nullptr) return Fault::layer_not_found;
  if (spec.action != Action::permit && spec.action != Action::block && !names_callout(spec.action))
    return Fault::invalid_action_type;
  if (Result<void> fine = check_flags(spec); !fine) return fine.fault();
  auto conditions = compile_conditions(*layer, spec.conditions);
  if (!conditions) return conditions.fault();
  if (Result<std::uint64_t> weight = effective_weight(spec.weight, (*conditions)->running); !weight)
    return weight.fault();
  return conditions;
}

std::uint16_t running_flags(const FilterSpec& spec, const ConditionSet& conditions) {
  std::uint16_t flags = 0;
  if ((spec.flags & kFilterClearRight) != 0) flags |= kFilterClearActionRight;
  if ((spec.flags & kFilterPermitIfUnregistered) != 0) flags |= kFilterPermitIfCalloutUnregistered;
  if (conditions.some_are_ored) flags |= kFilterOrConditions;
  return flags;
}

// What a running filter points to.
struct Kept {
  std::shared_ptr<const ConditionSet> conditions;
  std::shared_ptr<const ProviderContextRecord> context;
};

class FilterMaker {
 public:
  FilterMaker(PolicyStore::State& state, const Writing& writing, std::shared_ptr<ConditionSet> conditions)
      : state_(state), writing_(writing), kept_{conditions, nullptr}, conditions_(std::move(conditions)) {}

  Result<std::shared_ptr<FilterRecord>> make(const FilterSpec& spec) {
    const bool persistent = (spec.flags & (kFilterPersistent | kFilterBootTime)) != 0;
    auto made = make_record<FilterRecord>(state_, writing_, spec, persistent);
    if (!made) return made.fault();
    FilterRecord& record = **made;
    if (Result<void> fine = check_provider(writing_, record.lifetime, spec.provider); !fine)
      return fine.fault();
    if (Result<void> fine = place(record); !fine) return fine.fault();
    if (Result<void> fine = bind_callout(record); !fine) return fine.fault();
    if (Result<void> fine = bind_context(record); !fine) return fine.fault();
    own_values(record);
    // One that is for the time before anything runs never runs here, and nobody is told.
    if ((spec.flags & kFilterBootTime) == 0)
      record.compiled = compile(record);
    else
      record.slot = nullptr;
    return made;
  }

 private:
  Result<void> place(FilterRecord& record) {
    FilterSpec& spec = record.spec;
    if (spec.sublayer.is_zero()) spec.sublayer = kUniversalSublayer;  // W-FLT-2
    const auto sublayer = writing_.changes->of<SublayerRecord>().find(spec.sublayer);
    if (Result<void> fine = check_reference(writing_, record.lifetime, sublayer); !fine) return fine;
    record.layer = find_layer(spec.layer)->layer;
    record.sublayer_weight = sublayer->spec.weight;
    record.sublayer_id = sublayer->id;
    return {};
  }

  Result<void> bind_callout(FilterRecord& record) {
    if (!names_callout(record.spec.action)) return {};
    const auto callout = writing_.changes->of<CalloutRecord>().find(record.spec.callout);
    if (Result<void> fine = check_reference(writing_, record.lifetime, callout); !fine) return fine;
    if (callout->spec.layer != record.spec.layer) return Fault::action_incompatible_with_layer;
    record.slot = state_.callouts.find(callout->spec.id);
    return {};
  }

  Result<void> bind_context(FilterRecord& record) {
    if ((record.spec.flags & kFilterHasProviderContext) == 0) return {};
    const auto context = writing_.changes->of<ProviderContextRecord>().find(record.spec.provider_context);
    if (Result<void> fine = check_reference(writing_, record.lifetime, context); !fine) return fine;
    kept_.context = context;
    return {};
  }

  // From here on nothing points into the caller's memory (W-FLT-1).
  void own_values(FilterRecord& record) {
    FilterSpec& spec = record.spec;
    spec.id = record.id;
    spec.effective_weight = *effective_weight(spec.weight, conditions_->running);
    spec.weight = conditions_->arena.copy(spec.weight);
    spec.conditions = conditions_->specs;
    spec.keeps = conditions_;
  }

  std::shared_ptr<CompiledFilter> compile(const FilterRecord& record) {
    const FilterSpec& spec = record.spec;
    auto compiled = std::make_shared<CompiledFilter>();
    compiled->running = {
        .id = spec.id,
        .weight = spec.effective_weight,
        .sublayer_weight = record.sublayer_weight,
        .flags = running_flags(spec, *conditions_),
        .conditions = conditions_->running.data(),
        .condition_count = static_cast<std::uint32_t>(conditions_->running.size()),
        .action = spec.action,
        .callout_id = record.slot != nullptr ? record.slot->id : 0,
        .context = kept_.context != nullptr ? kept_.context->spec.id : spec.raw_context,
        .provider_context = kept_.context != nullptr ? &kept_.context->spec : nullptr,
    };
    compiled->callout = record.slot;
    compiled->keeps = std::make_shared<const Kept>(kept_);
    return compiled;
  }

  PolicyStore::State& state_;
  const Writing& writing_;
  Kept kept_;
  std::shared_ptr<ConditionSet> conditions_;
};

// With no lock held; the callout may set the context, or refuse (W-CAL-5, W-FLT-10).
Result<void> tell_added(const FilterRecord& filter) {
  if (filter.slot == nullptr) return {};
  const CalloutNotice notice(*filter.slot);
  if (notice.callout() == nullptr) return {};
  const FilterNotice told = {filter.spec.key, &filter.compiled->running};
  if (!notice.callout()->filter_added(told)) return Fault::notification_failed;
  return {};
}

}  // namespace

Result<std::uint64_t> PolicyStore::add_filter(SessionId session, const FilterSpec& spec) {
  auto conditions = check_alone(spec);
  if (!conditions) return conditions.fault();
  return state_->write(session, [&](Writing& writing) -> Result<std::uint64_t> {
    auto made = FilterMaker(*state_, writing, *conditions).make(spec);
    if (!made) return made.fault();
    if (Result<void> told = tell_added(**made); !told) return told.fault();
    const std::uint64_t id = (*made)->id;
    state_->add<FilterRecord>(writing, std::move(*made));
    return id;
  });
}

}  // namespace penstock::filter
