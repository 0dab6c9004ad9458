// SPDX-License-Identifier: Apache-2.0
#include "filter/policy_add.h"

namespace penstock::filter {

Result<Lifetime> lifetime_of_new(const Writing& writing, bool persistent) {
  if (!writing.dynamic) return persistent ? Lifetime::persistent : Lifetime::until_stopped;
  if (persistent) return Fault::dynamic_session_in_progress;
  return Lifetime::of_session;
}

Result<void> check_provider(const Writing& writing, Lifetime lifetime, const std::optional<Key>& provider) {
  if (!provider) return {};
  return check_reference<ProviderRecord>(writing, lifetime, *provider);
}

Result<void> PolicyStore::add_provider(SessionId session, const ProviderSpec& spec) {
  if (spec.display.name.empty()) return Fault::null_display_name;
  if ((spec.flags & ~std::uint32_t{kObjectPersistent}) != 0) return Fault::invalid_flags;
  return state_->write(session, [&](Writing& writing) -> Result<void> {
    auto made = make_record<ProviderRecord>(*state_, writing, spec, (spec.flags & kObjectPersistent) != 0);
    if (!made) return made.fault();
    state_->add<ProviderRecord>(writing, std::move(*made));
    return {};
  });
}

Result<void> PolicyStore::add_sublayer(SessionId session, const SublayerSpec& spec) {
  if (spec.display.name.empty()) return Fault::null_display_name;
  if ((spec.flags & ~std::uint32_t{kObjectPersistent}) != 0) return Fault::invalid_flags;
  return state_->write(session, [&](Writing& writing) -> Result<void> {
    auto made = make_record<SublayerRecord>(*state_, writing, spec, (spec.flags & kObjectPersistent) != 0);
    if (!made) return made.fault();
    if (auto fine = check_provider(writing, (*made)->lifetime, spec.provider); !fine) return fine;
    state_->add<SublayerRecord>(writing, std::move(*made));
    return {};
  });
}

Result<std::uint32_t> PolicyStore::add_callout(SessionId session, const CalloutSpec& spec) {
  if (spec.display.name.empty()) return Fault::null_display_name;
  const std::uint32_t known = kCalloutPersistent | kCalloutUsesProviderContext | kCalloutRegistered;
  if ((spec.flags & ~known) != 0) return Fault::invalid_flags;
  if (find_layer(spec.layer) == nullptr) return Fault::layer_not_found;
  return state_->write(session, [&](Writing& writing) -> Result<std::uint32_t> {
    auto made = make_record<CalloutRecord>(*state_, writing, spec, (spec.flags & kCalloutPersistent) != 0);
    if (!made) return made.fault();
    CalloutRecord& record = **made;
    if (auto fine = check_provider(writing, record.lifetime, spec.provider); !fine) return fine.fault();
    if (!state_->callouts.has_room_for(record.spec.key)) return Fault::too_many_callouts;
    // The number of the registration, whichever came first (W-OBJ-5).
    record.spec.id = state_->callouts.slot_of(record.spec.key).id;
    record.spec.flags &= ~std::uint32_t{kCalloutRegistered};
    record.id = record.spec.id;
    const std::uint32_t id = record.spec.id;
    state_->add<CalloutRecord>(writing, std::move(*made));
    return id;
  });
}

Result<std::uint64_t> PolicyStore::add_provider_context(SessionId session, const ProviderContextSpec& spec) {
  if (spec.display.name.empty()) return Fault::null_display_name;
  constexpr std::uint32_t kDownlevel = 2;
  if ((spec.flags & ~(kObjectPersistent | kDownlevel)) != 0) return Fault::invalid_flags;
  return state_->write(session, [&](Writing& writing) -> Result<std::uint64_t> {
    const bool persistent = (spec.flags & kObjectPersistent) != 0;
    auto made = make_record<ProviderContextRecord>(*state_, writing, spec, persistent);
    if (!made) return made.fault();
    if (auto fine = check_provider(writing, (*made)->lifetime, spec.provider); !fine) return fine.fault();
    const std::uint64_t id = (*made)->spec.id = (*made)->id;
    state_->add<ProviderContextRecord>(writing, std::move(*made));
    return id;
  });
}

}  // namespace penstock::filter
