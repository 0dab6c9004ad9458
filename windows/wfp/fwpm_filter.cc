// SPDX-License-Identifier: Apache-2.0
// Filters (W-FLT, W-CND).
#include <algorithm>
#include <functional>

#include "filter/layer.h"
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "wfp/environment.h"

#include "wfp/object_enum.h"
#include "wfp/object_reading.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

bool names_callout(FWP_ACTION_TYPE action) { return (action & FWP_ACTION_FLAG_CALLOUT) != 0; }

filter::FilterSpec spec_of(const FWPM_FILTER0& from) {
  filter::FilterSpec spec{.key = key_of(from.filterKey),
                          .display = read(from.displayData),
                          .flags = from.flags,
                          .provider = read(from.providerKey),
                          .data = read(from.providerData),
                          .layer = key_of(from.layerKey),
                          .sublayer = key_of(from.subLayerKey),
                          .weight = value_of(from.weight),
                          .action = static_cast<filter::Action>(from.action.type)};
  for (UINT32 i = 0; i < from.numFilterConditions; ++i) {
    const FWPM_FILTER_CONDITION0& condition = from.filterCondition[i];
    spec.conditions.push_back({key_of(condition.fieldKey), static_cast<std::uint32_t>(condition.matchType),
                               value_of(condition.conditionValue)});
  }
  if (names_callout(from.action.type)) spec.callout = key_of(from.action.calloutKey);
  if ((from.flags & FWPM_FILTER_FLAG_HAS_PROVIDER_CONTEXT) != 0) {
    spec.provider_context = key_of(from.providerContextKey);
  } else {
    spec.raw_context = from.rawContext;
  }
  return spec;
}

FWP_VALUE0 shown(ResultMemory& memory, const filter::Value& value) {
  const filter::Value copy = memory.value(value);
  return reinterpret_cast<const FWP_VALUE0&>(copy);
}

void write_conditions(ResultMemory& memory, FWPM_FILTER0& to, const filter::FilterSpec& spec) {
  to.numFilterConditions = static_cast<UINT32>(spec.conditions.size());
  to.filterCondition =
      spec.conditions.empty() ? nullptr : memory.make<FWPM_FILTER_CONDITION0>(spec.conditions.size());
  for (std::size_t i = 0; i < spec.conditions.size(); ++i) {
    const filter::ConditionSpec& condition = spec.conditions[i];
    const filter::Value value = memory.value(condition.value);
    to.filterCondition[i] = {guid_of(condition.field), static_cast<FWP_MATCH_TYPE>(condition.match_type),
                             reinterpret_cast<const FWP_CONDITION_VALUE0&>(value)};
  }
}

void fill(ResultMemory& memory, FWPM_FILTER0& to, const filter::FilterSpec& spec) {
  to.filterKey = guid_of(spec.key);
  to.displayData = memory.display(spec.display);
  to.flags = spec.flags;
  to.providerKey = memory.key(spec.provider);
  to.providerData = memory.blob(spec.data);
  to.layerKey = guid_of(spec.layer);
  to.subLayerKey = guid_of(spec.sublayer);
  to.weight = shown(memory, spec.weight);
  write_conditions(memory, to, spec);
  to.action.type = static_cast<FWP_ACTION_TYPE>(spec.action);
  if (names_callout(to.action.type)) to.action.calloutKey = guid_of(spec.callout);
  if ((spec.flags & FWPM_FILTER_FLAG_HAS_PROVIDER_CONTEXT) != 0) {
    to.providerContextKey = guid_of(spec.provider_context);
  } else {
    to.rawContext = spec.raw_context;
  }
  to.filterId = spec.id;
  to.effectiveWeight = shown(memory, filter::Value::of_uint64(&spec.effective_weight));
}

// A driver's author should not wait for what never comes (FIDELITY.md has the layers).
void note_silent_layer(const GUID& layer_key, base::CallSite site) {
  const filter::LayerInfo* layer = filter::find_layer(key_of(layer_key));
  if (layer == nullptr || layer->indicated) return;
  nt::report("F-FLT-1", "W-LNX-6", base::Severity::note, nt::guest_of(site),
             "filter at " + std::string(layer->name) + ", a layer that is never indicated here", site, {});
}

constexpr UINT32 kOnlyBootTime = FWP_FILTER_ENUM_FLAG_BOOTTIME_ONLY;
constexpr UINT32 kAlsoBootTime = FWP_FILTER_ENUM_FLAG_INCLUDE_BOOTTIME;

bool wants_time_of(const FWPM_FILTER_ENUM_TEMPLATE0& wanted, const filter::FilterSpec& filter) {
  const bool is_boot_time = (filter.flags & filter::kFilterBootTime) != 0;
  if ((wanted.flags & kOnlyBootTime) != 0) return is_boot_time;
  return !is_boot_time || (wanted.flags & kAlsoBootTime) != 0;
}

bool wants(const FWPM_FILTER_ENUM_TEMPLATE0* wanted, const filter::FilterSpec& filter) {
  if (wanted == nullptr) return true;
  const filter::Key layer = key_of(wanted->layerKey);
  const bool callout = wanted->calloutKey == nullptr || filter.callout == key_of(*wanted->calloutKey);
  const auto action = static_cast<UINT32>(filter.action);
  return is_provider(wanted->providerKey, filter.provider) && (layer.is_zero() || layer == filter.layer) &&
         callout && (wanted->actionMask & action) != 0 && wants_time_of(*wanted, filter);
}

// What would need filters to be compared with each other, or with conditions, is not there.
bool can_answer(const FWPM_FILTER_ENUM_TEMPLATE0* wanted) {
  return wanted == nullptr ||
         (wanted->numFilterConditions == 0 && wanted->providerContextTemplate == nullptr &&
          (wanted->flags & FWP_FILTER_ENUM_FLAG_BEST_TERMINATING_MATCH) == 0);
}

filter::Result<std::vector<filter::FilterSpec>> list_for(const FWPM_FILTER_ENUM_TEMPLATE0* wanted,
                                                         HANDLE session) {
  auto all = engine().policy().list_filters(session_of(session));
  if (all && wanted != nullptr && (wanted->flags & FWP_FILTER_ENUM_FLAG_SORTED) != 0) {
    std::ranges::stable_sort(*all, std::ranges::greater{}, &filter::FilterSpec::effective_weight);
  }
  return all;
}

}  // namespace

extern "C" {

NTSTATUS FwpmFilterAdd0(HANDLE session, const FWPM_FILTER0* filter, PSECURITY_DESCRIPTOR, UINT64* id) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (filter == nullptr || lacks_data(filter->providerData)) return STATUS_FWP_NULL_POINTER;
  if (filter->numFilterConditions != 0 && filter->filterCondition == nullptr) return STATUS_FWP_NULL_POINTER;
  const auto added = engine().policy().add_filter(session_of(session), spec_of(*filter));
  if (added && id != nullptr) *id = *added;
  if (added) note_silent_layer(filter->layerKey, PENSTOCK_CALLER);
  return status_of(added, Family::management);
}

NTSTATUS FwpmFilterDeleteById0(HANDLE session, UINT64 id) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return status_of(engine().policy().delete_filter(session_of(session), id), Family::management);
}

NTSTATUS FwpmFilterDeleteByKey0(HANDLE session, const GUID* key) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return status_of(engine().policy().delete_filter(session_of(session), key_of(*key)), Family::management);
}

NTSTATUS FwpmFilterGetById0(HANDLE session, UINT64 id, FWPM_FILTER0** filter) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return get_object(engine().policy().get_filter(session_of(session), id), filter, __func__, PENSTOCK_CALLER,
                    fill);
}

NTSTATUS FwpmFilterGetByKey0(HANDLE session, const GUID* key, FWPM_FILTER0** filter) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return get_object(engine().policy().get_filter(session_of(session), key_of(*key)), filter, __func__,
                    PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmFilterCreateEnumHandle0(HANDLE session, const FWPM_FILTER_ENUM_TEMPLATE0* wanted,
                                     HANDLE* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (!can_answer(wanted)) return STATUS_NOT_SUPPORTED;
  return create_enum(
      session, list_for(wanted, session), [&](const filter::FilterSpec& each) { return wants(wanted, each); },
      handle);
}

NTSTATUS FwpmFilterEnum0(HANDLE session, HANDLE handle, UINT32 wanted, FWPM_FILTER0*** entries,
                         UINT32* returned) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return next_of_enum<filter::FilterSpec>(session, handle, wanted, entries, returned, __func__,
                                          PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmFilterDestroyEnumHandle0(HANDLE session, HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return destroy_enum(session, handle);
}

}  // extern "C"
