// SPDX-License-Identifier: Apache-2.0
#include "filter/policy_state.h"

namespace penstock::filter {
namespace {

bool is_used(const Changes&, const FilterRecord&) { return false; }

bool is_used(const Changes& changes, const CalloutRecord& callout) {
  return changes.of<FilterRecord>().any([&](const FilterRecord& filter) {
    const Action action = filter.spec.action;
    return action != Action::permit && action != Action::block && filter.spec.callout == callout.spec.key;
  });
}

bool is_used(const Changes& changes, const SublayerRecord& sublayer) {
  return changes.of<FilterRecord>().any(
      [&](const FilterRecord& filter) { return filter.spec.sublayer == sublayer.spec.key; });
}

bool is_used(const Changes& changes, const ProviderContextRecord& context) {
  return changes.of<FilterRecord>().any([&](const FilterRecord& filter) {
    return (filter.spec.flags & kFilterHasProviderContext) != 0 &&
           filter.spec.provider_context == context.spec.key;
  });
}

bool is_used(const Changes& changes, const ProviderRecord& provider) {
  const auto belongs = [&](const auto& record) { return record.spec.provider == provider.spec.key; };
  return changes.of<FilterRecord>().any(belongs) || changes.of<CalloutRecord>().any(belongs) ||
         changes.of<ProviderContextRecord>().any(belongs) || changes.of<SublayerRecord>().any(belongs);
}

template <class RecordOf, class Name>  // a key or a number
Result<void> delete_one(PolicyStore::State& state, SessionId session, const Name& name) {
  return state.write(session, [&](Writing& writing) -> Result<void> {
    const auto record = writing.changes->of<RecordOf>().find(name);
    if (record == nullptr) return not_found_fault<RecordOf>();
    if (record->lifetime == Lifetime::builtin) return Fault::builtin_object;
    const bool of_session = record->lifetime == Lifetime::of_session;
    if (of_session && record->session != writing.session) return Fault::wrong_session;
    if (!of_session && writing.dynamic) return Fault::dynamic_session_in_progress;
    if (is_used(*writing.changes, *record)) return Fault::in_use;
    state.remove(writing, record);
    return {};
  });
}

}  // namespace

Result<void> PolicyStore::delete_provider(SessionId session, const Key& key) {
  return delete_one<ProviderRecord>(*state_, session, key);
}
Result<void> PolicyStore::delete_sublayer(SessionId session, const Key& key) {
  return delete_one<SublayerRecord>(*state_, session, key);
}
Result<void> PolicyStore::delete_callout(SessionId session, std::uint32_t id) {
  return delete_one<CalloutRecord>(*state_, session, std::uint64_t{id});
}
Result<void> PolicyStore::delete_callout(SessionId session, const Key& key) {
  return delete_one<CalloutRecord>(*state_, session, key);
}
Result<void> PolicyStore::delete_provider_context(SessionId session, std::uint64_t id) {
  return delete_one<ProviderContextRecord>(*state_, session, id);
}
Result<void> PolicyStore::delete_provider_context(SessionId session, const Key& key) {
  return delete_one<ProviderContextRecord>(*state_, session, key);
}
Result<void> PolicyStore::delete_filter(SessionId session, std::uint64_t id) {
  return delete_one<FilterRecord>(*state_, session, id);
}
Result<void> PolicyStore::delete_filter(SessionId session, const Key& key) {
  return delete_one<FilterRecord>(*state_, session, key);
}

}  // namespace penstock::filter
