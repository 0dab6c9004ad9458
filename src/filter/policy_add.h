// SPDX-License-Identifier: Apache-2.0
// What adding has in common, whatever is added: a key nobody has, a number, a lifetime, and references
// only to what lives at least as long (W-OBJ-1, W-OBJ-2).
//
// Threads: the one that has the turn.
// Memory: a record is the caller's until it is put into a transaction.
// Errors: already_exists, lifetime_mismatch, dynamic_session_in_progress, the not-found of each kind.
#pragma once

#include "filter/policy_state.h"

namespace penstock::filter {

Result<Lifetime> lifetime_of_new(const Writing& writing, bool persistent);

template <class RecordOf>
Result<std::shared_ptr<RecordOf>> make_record(PolicyStore::State& state, const Writing& writing,
                                              const typename RecordOf::Spec& spec, bool persistent) {
  const Result<Lifetime> lifetime = lifetime_of_new(writing, persistent);
  if (!lifetime) return lifetime.fault();
  if (!spec.key.is_zero() && writing.changes->of<RecordOf>().find(spec.key) != nullptr)
    return Fault::already_exists;
  auto record = std::make_shared<RecordOf>();
  record->spec = spec;
  if (spec.key.is_zero()) record->spec.key = make_key();
  record->id = state.next_id++;
  record->lifetime = *lifetime;
  record->session = writing.session;
  return record;
}

// May something of that lifetime, added by this session, refer to the record?
template <class RecordOf>
Result<void> check_reference(const Writing& writing, Lifetime lifetime,
                             const std::shared_ptr<const RecordOf>& target) {
  if (target == nullptr) return not_found_fault<RecordOf>();
  if (target->lifetime < lifetime) return Fault::lifetime_mismatch;
  if (target->lifetime == Lifetime::of_session && target->session != writing.session)
    return Fault::lifetime_mismatch;
  return {};
}
template <class RecordOf>
Result<void> check_reference(const Writing& writing, Lifetime lifetime, const Key& key) {
  return check_reference<RecordOf>(writing, lifetime, writing.changes->of<RecordOf>().find(key));
}

Result<void> check_provider(const Writing& writing, Lifetime lifetime, const std::optional<Key>& provider);

}  // namespace penstock::filter
