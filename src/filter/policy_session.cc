// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exec/quiescence.h"
#include "filter/policy_state.h"

namespace penstock::filter {
namespace {

constexpr std::uint32_t kSessionReserved = 0x10000000;
using FilterPointer = std::shared_ptr<const FilterRecord>;

bool has_listener(const FilterPointer& filter) {
  return filter->slot != nullptr && filter->slot->registered.load(std::memory_order_acquire) != nullptr;
}

void tell_deleted(const FilterPointer& filter) {
  if (filter->slot == nullptr) return;
  const CalloutNotice notice(*filter->slot);
  // The key is not given (W-CAL-5).
  if (notice.callout() != nullptr) notice.callout()->filter_deleted({Key{}, &filter->compiled->running});
}

void tell_committed(const FilterPointer& filter) {
  if (filter->slot == nullptr || (filter->slot->flags.load() & kCalloutCommitAddNotify) == 0) return;
  const CalloutNotice notice(*filter->slot);
  const FilterNotice told = {filter->spec.key, &filter->compiled->running};
  if (notice.callout() != nullptr) notice.callout()->filter_committed(told);
}

void tell_all_deleted(const std::vector<FilterPointer>& published, const std::vector<FilterPointer>& never) {
  // Only when no walk can still meet the filter: its callout may free the context now. A caller inside a
  // section is a callout that changes policy from a walk; it cannot be made to wait for itself.
  if (std::any_of(published.begin(), published.end(), has_listener)) {
    [[maybe_unused]] const bool waited = exec::Quiescence::wait_for_readers();
  }
  for (const auto* filters : {&published, &never})
    for (const FilterPointer& filter : *filters) tell_deleted(filter);
}

}  // namespace

PolicyStore::State::State(CalloutRegistry& registry) : callouts(registry), published(compiler.latest()) {
  add_builtin_objects(committed, next_id);
}

Result<bool> PolicyStore::State::turn_is_free(SessionId id, const Session& session) const {
  if (session.closing) return Fault::invalid_handle;
  // A callout that is being told something asks for more of the same.
  if (operating != 0 && operating == exec::runtime().self()) return Fault::transaction_in_progress;
  return operating == 0 && (writer == 0 || writer == id);
}

Result<Writing> PolicyStore::State::begin_operation(SessionId id) {
  return when_possible<Writing>(id, [&](Session& session) -> std::optional<Result<Writing>> {
    if (session.transaction == Transaction::read_only) return Fault::read_only_transaction;
    const Result<bool> is_free = turn_is_free(id, session);
    if (!is_free) return is_free.fault();
    if (!*is_free) return std::nullopt;
    const bool implicit = writer != id;
    if (implicit) {
      writer = id;
      changes = std::make_unique<Changes>(committed);
    }
    operating = exec::runtime().self();
    return Writing{changes.get(), id, session.dynamic(), implicit};
  });
}

void PolicyStore::State::end_operation(const Writing& writing, bool keep) {
  if (writing.implicit) return conclude(keep);
  {
    std::lock_guard hold(lock);
    operating = 0;
    turns.fetch_add(1);
  }
  exec::runtime().unpark_all(&turns);
}

void PolicyStore::State::conclude(bool keep) {
  std::vector<FilterPointer> gone, came, never = changes->never_published;
  const Overlay<FilterRecord>& filters = changes->of<FilterRecord>();
  if (keep) {
    gone.assign(filters.removed().begin(), filters.removed().end());
    std::sort(gone.begin(), gone.end(), [](const auto& a, const auto& b) { return a->id < b->id; });
    for (const FilterPointer& filter : gone) compiler.remove(filter);
    for (const auto& [id, filter] : filters.added().all()) compiler.add(came.emplace_back(filter));
    if (auto next = compiler.compile()) published.publish(std::move(next));
  } else {
    for (const auto& [id, filter] : filters.added().all()) never.push_back(filter);
  }
  std::unique_ptr<Changes> ended;
  {
    std::lock_guard hold(lock);
    if (keep) changes->apply_to(committed);
    ended = std::move(changes);
    sessions.at(writer).transaction = Transaction::none;
    writer = 0;
    operating = 0;
    turns.fetch_add(1);
  }
  exec::runtime().unpark_all(&turns);
  tell_all_deleted(gone, never);
  for (const FilterPointer& filter : came) tell_committed(filter);
}

Result<bool> PolicyStore::State::take_for_ending(SessionId id) {
  return when_possible<bool>(id, [&](Session& session) -> std::optional<Result<bool>> {
    if (session.transaction == Transaction::none) return Fault::no_transaction;
    if (session.transaction == Transaction::read_only) {
      session.transaction = Transaction::none;
      session.snapshot.reset();
      return Result<bool>{false};
    }
    const Result<bool> is_free = turn_is_free(id, session);
    if (!is_free) return is_free.fault();
    if (!*is_free) return std::nullopt;
    operating = exec::runtime().self();
    return Result<bool>{true};
  });
}

void PolicyStore::State::remove_all_of(const Writing& writing) {
  const auto remove_kind = [&]<class RecordOf>(const Overlay<RecordOf>& overlay) {
    std::vector<std::shared_ptr<const RecordOf>> mine;
    overlay.each([&](const auto& record) {
      if (record->lifetime == Lifetime::of_session && record->session == writing.session)
        mine.push_back(record);
    });
    for (const auto& record : mine) remove(writing, record);
  };
  // Whoever refers goes before what it refers to (W-ENG-3).
  remove_kind(writing.changes->of<FilterRecord>());
  remove_kind(writing.changes->of<CalloutRecord>());
  remove_kind(writing.changes->of<ProviderContextRecord>());
  remove_kind(writing.changes->of<SublayerRecord>());
  remove_kind(writing.changes->of<ProviderRecord>());
}

bool PolicyStore::State::owns_objects(SessionId id) const {
  std::lock_guard hold(lock);
  const auto found = sessions.find(id);
  return found != sessions.end() && found->second.dynamic();
}

// Without a turn: somebody else's long transaction is nothing to a session that leaves no objects.
Result<void> PolicyStore::State::forget(SessionId id) {
  return when_possible<void>(id, [&](Session& session) -> std::optional<Result<void>> {
    if (session.closing) return Fault::invalid_handle;
    if (writer == id && operating == exec::runtime().self()) return Fault::transaction_in_progress;
    if (writer == id) return std::nullopt;
    sessions.erase(id);
    return Result<void>{};
  });
}

PolicyStore::PolicyStore(CalloutRegistry& callouts) : state_(std::make_unique<State>(callouts)) {}
PolicyStore::~PolicyStore() = default;

const exec::Published<CompiledPolicy>& PolicyStore::published() const { return state_->published; }

Result<SessionId> PolicyStore::open_session(const SessionOptions& options) {
  if ((options.flags & ~(kSessionDynamic | kSessionReserved)) != 0) return Fault::invalid_flags;
  std::lock_guard hold(state_->lock);
  const auto has_key = [&](const auto& entry) { return entry.second.options.key == options.key; };
  if (!options.key.is_zero() && std::any_of(state_->sessions.begin(), state_->sessions.end(), has_key))
    return Fault::already_exists;
  const SessionId id = state_->next_session++;
  state_->sessions[id].options = options;
  return id;
}

Result<void> PolicyStore::close_session(SessionId id) {
  State& state = *state_;
  if (Result<void> ended = abort(id); !ended && ended.fault() != Fault::no_transaction) return ended;
  if (!state.owns_objects(id)) return state.forget(id);

  const Result<Writing> begun = state.begin_operation(id);
  if (!begun) return begun.fault();
  state.remove_all_of(*begun);
  {
    std::lock_guard hold(state.lock);
    state.sessions.at(id).closing = true;
  }
  state.conclude(true);
  std::lock_guard hold(state.lock);
  state.sessions.erase(id);
  return {};
}

std::uint32_t PolicyStore::close_sessions_of(packet::BorrowerId owner) {
  std::vector<SessionId> of_owner;
  {
    std::lock_guard hold(state_->lock);
    for (const auto& [id, session] : state_->sessions)
      if (session.options.owner == owner) of_owner.push_back(id);
  }
  // Open transactions first: the sessions beside them would wait for their turn.
  for (const SessionId id : of_owner) static_cast<void>(abort(id));
  std::uint32_t closed = 0;
  for (const SessionId id : of_owner)
    if (close_session(id).ok()) ++closed;
  return closed;
}

Result<void> PolicyStore::begin(SessionId id, bool read_only) {
  State& state = *state_;
  return state.when_possible<void>(id, [&](Session& session) -> std::optional<Result<void>> {
    if (session.transaction != Transaction::none) return Fault::transaction_in_progress;
    if (read_only) {
      if (session.closing) return Fault::invalid_handle;
      session.snapshot = std::make_unique<const Objects>(state.committed);
      session.transaction = Transaction::read_only;
      return Result<void>{};
    }
    const Result<bool> is_free = state.turn_is_free(id, session);
    if (!is_free) return is_free.fault();
    if (!*is_free) return std::nullopt;
    session.transaction = Transaction::read_write;
    state.writer = id;
    state.changes = std::make_unique<Changes>(state.committed);
    return Result<void>{};
  });
}

Result<void> PolicyStore::commit(SessionId id) {
  const Result<bool> writes = state_->take_for_ending(id);
  if (!writes) return writes.fault();
  if (*writes) state_->conclude(true);
  return {};
}

Result<void> PolicyStore::abort(SessionId id) {
  const Result<bool> writes = state_->take_for_ending(id);
  if (!writes) return writes.fault();
  if (*writes) state_->conclude(false);
  return {};
}

}  // namespace penstock::filter
