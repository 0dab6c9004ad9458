// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "filter/policy_state.h"

namespace penstock::filter {
namespace {

template <class RecordOf, class Name>
Result<typename RecordOf::Spec> get_one(const PolicyStore::State& state, SessionId session,
                                        const Name& name) {
  return state.read(session, [&](const Changes& view) -> Result<typename RecordOf::Spec> {
    const auto record = view.of<RecordOf>().find(name);
    if (record == nullptr) return not_found_fault<RecordOf>();
    return record->spec;
  });
}

template <class RecordOf>
Result<std::vector<typename RecordOf::Spec>> list_all(const PolicyStore::State& state, SessionId session) {
  return state.read(session, [&](const Changes& view) -> Result<std::vector<typename RecordOf::Spec>> {
    std::vector<std::shared_ptr<const RecordOf>> records;
    view.of<RecordOf>().each([&](const auto& record) { records.push_back(record); });
    std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a->id < b->id; });
    std::vector<typename RecordOf::Spec> specs;
    specs.reserve(records.size());
    for (const auto& record : records) specs.push_back(record->spec);
    return specs;
  });
}

// Whether somebody has it registered is the registry's to say, at the time of asking.
CalloutSpec with_registration(const CalloutRegistry& callouts, CalloutSpec spec) {
  const CalloutSlot* slot = callouts.find(spec.id);
  if (slot != nullptr && slot->registered.load() != nullptr) spec.flags |= kCalloutRegistered;
  return spec;
}

template <class Name>
Result<CalloutSpec> get_one_callout(const PolicyStore::State& state, SessionId session, const Name& name) {
  auto found = get_one<CalloutRecord>(state, session, name);
  if (!found) return found;
  return with_registration(state.callouts, std::move(*found));
}

}  // namespace

Result<ProviderSpec> PolicyStore::get_provider(SessionId session, const Key& key) const {
  return get_one<ProviderRecord>(*state_, session, key);
}
Result<SublayerSpec> PolicyStore::get_sublayer(SessionId session, const Key& key) const {
  return get_one<SublayerRecord>(*state_, session, key);
}
Result<CalloutSpec> PolicyStore::get_callout(SessionId session, std::uint32_t id) const {
  return get_one_callout(*state_, session, std::uint64_t{id});
}
Result<CalloutSpec> PolicyStore::get_callout(SessionId session, const Key& key) const {
  return get_one_callout(*state_, session, key);
}
Result<FilterSpec> PolicyStore::get_filter(SessionId session, std::uint64_t id) const {
  return get_one<FilterRecord>(*state_, session, id);
}
Result<FilterSpec> PolicyStore::get_filter(SessionId session, const Key& key) const {
  return get_one<FilterRecord>(*state_, session, key);
}
Result<ProviderContextSpec> PolicyStore::get_provider_context(SessionId session, std::uint64_t id) const {
  return get_one<ProviderContextRecord>(*state_, session, id);
}
Result<ProviderContextSpec> PolicyStore::get_provider_context(SessionId session, const Key& key) const {
  return get_one<ProviderContextRecord>(*state_, session, key);
}

Result<std::vector<ProviderSpec>> PolicyStore::list_providers(SessionId session) const {
  return list_all<ProviderRecord>(*state_, session);
}
Result<std::vector<SublayerSpec>> PolicyStore::list_sublayers(SessionId session) const {
  return list_all<SublayerRecord>(*state_, session);
}
Result<std::vector<CalloutSpec>> PolicyStore::list_callouts(SessionId session) const {
  auto listed = list_all<CalloutRecord>(*state_, session);
  if (!listed) return listed;
  for (CalloutSpec& spec : *listed) spec = with_registration(state_->callouts, std::move(spec));
  return listed;
}
Result<std::vector<FilterSpec>> PolicyStore::list_filters(SessionId session) const {
  return list_all<FilterRecord>(*state_, session);
}
Result<std::vector<ProviderContextSpec>> PolicyStore::list_provider_contexts(SessionId session) const {
  return list_all<ProviderContextRecord>(*state_, session);
}

}  // namespace penstock::filter
