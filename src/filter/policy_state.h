// SPDX-License-Identifier: Apache-2.0
// The inside of the policy store: sessions, what is committed, and whose turn it is to write. The turn is
// not a lock. It is held across a whole transaction, its takers park until it is free, and while one
// operation of its holder runs (a callout may be told something) nobody else's does.
//
// Threads: any. `lock` covers what readers see; the turn covers the compiler, the numbers and reads of what
//   is committed by the one who writes.
// Memory: transactions are overlays, undone by forgetting them.
// Errors: Fault.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <utility>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "filter/policy.h"
#include "filter/policy_compiler.h"
#include "filter/policy_objects.h"

namespace penstock::filter {

enum class Transaction : std::uint8_t { none, read_only, read_write };

struct Session {
  SessionOptions options;
  Transaction transaction = Transaction::none;
  std::unique_ptr<const Objects> snapshot;  // of a read-only transaction
  bool closing = false;

  bool dynamic() const { return (options.flags & kSessionDynamic) != 0; }
};

// An operation that has the turn.
struct Writing {
  Changes* changes;
  SessionId session;
  bool dynamic;
  bool implicit;  // its own transaction (W-ENG-5)
};

struct PolicyStore::State {
  explicit State(CalloutRegistry& registry);

  CalloutRegistry& callouts;
  mutable exec::Mutex lock;
  std::map<SessionId, Session> sessions;
  SessionId next_session = 1;
  Objects committed;
  std::uint64_t next_id = 1;

  // The turn. `turns` moves whenever it might have become free.
  SessionId writer = 0;
  exec::ThreadId operating = 0;
  std::unique_ptr<Changes> changes;
  std::atomic<std::uint64_t> turns{0};

  PolicyCompiler compiler;
  exec::Published<CompiledPolicy> published;

  // Asks `attempt(session)` under the lock until it has an answer, at most until the session's timeout.
  template <class T, class Attempt>
  Result<T> when_possible(SessionId id, Attempt&& attempt);
  // Whether the session can have the turn now; a fault if never.
  Result<bool> turn_is_free(SessionId id, const Session& session) const;

  Result<Writing> begin_operation(SessionId session);
  void end_operation(const Writing& writing, bool keep);
  // For commit and abort. Ends a read-only transaction at once; true: the caller has the turn to conclude.
  Result<bool> take_for_ending(SessionId session);
  // Ends the transaction of the holder: publishes what changed or forgets it, frees the turn, and then
  // tells callouts which filters are gone.
  void conclude(bool keep);

  template <class Change>
  auto write(SessionId session, Change&& change) -> decltype(change(std::declval<Writing&>()));
  template <class Read>
  auto read(SessionId session, Read&& look) const -> decltype(look(std::declval<const Changes&>()));

  // The only place where a transaction's view grows.
  template <class RecordOf>
  void add(const Writing& writing, std::shared_ptr<const RecordOf> record) {
    std::lock_guard hold(lock);
    writing.changes->of<RecordOf>().add(std::move(record));
  }
  template <class RecordOf>
  void remove(const Writing& writing, const std::shared_ptr<const RecordOf>& record);
  void remove_all_of(const Writing& writing);
  bool owns_objects(SessionId session) const;
  Result<void> forget(SessionId session);
};

template <class T, class Attempt>
Result<T> PolicyStore::State::when_possible(SessionId id, Attempt&& attempt) {
  constexpr std::int64_t kNsPerMs = 1'000'000;
  constexpr std::uint32_t kDefaultWaitMs = 15'000;
  std::int64_t deadline_ns = 0;
  for (bool may_wait = true;;) {
    std::uint64_t seen = 0;
    std::uint32_t wait_ms = 0;
    {
      std::lock_guard hold(lock);
      const auto found = sessions.find(id);
      if (found == sessions.end()) return Fault::invalid_handle;
      std::optional<Result<T>> answer = attempt(found->second);
      if (answer) return std::move(*answer);
      wait_ms = found->second.options.transaction_wait_ms;
      seen = turns.load();
    }
    if (!may_wait) return Fault::timeout;
    if (deadline_ns == 0)
      deadline_ns = exec::runtime().now_ns() + (wait_ms != 0 ? wait_ms : kDefaultWaitMs) * kNsPerMs;
    may_wait = exec::runtime().park(
                   &turns, [&] { return turns.load() == seen; }, deadline_ns) != exec::Wake::deadline;
  }
}

template <class Change>
auto PolicyStore::State::write(SessionId session, Change&& change)
    -> decltype(change(std::declval<Writing&>())) {
  Result<Writing> begun = begin_operation(session);
  if (!begun) return begun.fault();
  auto result = change(*begun);
  end_operation(*begun, result.ok());
  return result;
}

template <class Read>
auto PolicyStore::State::read(SessionId id, Read&& look) const
    -> decltype(look(std::declval<const Changes&>())) {
  std::lock_guard hold(lock);
  const auto found = sessions.find(id);
  if (found == sessions.end() || found->second.closing) return Fault::invalid_handle;
  const Session& session = found->second;
  if (session.transaction == Transaction::read_write) return look(*changes);
  return look(Changes(session.snapshot != nullptr ? *session.snapshot : committed));
}

template <class RecordOf>
void PolicyStore::State::remove(const Writing& writing, const std::shared_ptr<const RecordOf>& record) {
  std::lock_guard hold(lock);
  const bool was_never_seen = writing.changes->of<RecordOf>().remove(record);
  if constexpr (std::is_same_v<RecordOf, FilterRecord>)
    if (was_never_seen) writing.changes->never_published.push_back(record);
}

}  // namespace penstock::filter
