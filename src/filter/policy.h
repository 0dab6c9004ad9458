// SPDX-License-Identifier: Apache-2.0
// The policy: providers, sublayers, callouts and filters, changed through sessions and transactions, and
// published to the paths as one immutable compiled version with a revision. A reader sees all of a
// committed transaction or nothing of it (W-ENG-8).
//
// Threads: any; changes take a lock and may wait for another session's transaction (never on a path).
//   Callouts' notices are called with no lock held.
// Memory: specifications are copied; what get and list return is a copy.
// Errors: Fault.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "exec/published.h"
#include "filter/callout_registry.h"
#include "filter/compiled_policy.h"
#include "filter/condition.h"
#include "filter/fault.h"
#include "packet/custody.h"

namespace penstock::filter {

using SessionId = std::uint64_t;  // 0 is none

// Flags as in the contract (wfp.md 8.3).
enum : std::uint32_t { kSessionDynamic = 1 };
enum : std::uint32_t {
  kFilterPersistent = 1,
  kFilterBootTime = 2,
  kFilterHasProviderContext = 4,
  kFilterClearRight = 8,
  kFilterPermitIfUnregistered = 0x10,
  kFilterDisabled = 0x20,
};
enum : std::uint32_t {
  kObjectPersistent = 1,
  kCalloutPersistent = 0x10000,
  kCalloutUsesProviderContext = 0x20000,
  kCalloutRegistered = 0x40000,  // out
};

// What is there before anybody adds anything (wfp.md 9.6).
inline constexpr Key kUniversalSublayer = *parse_key("eebecc03-ced4-4380-819a-2734397b2b74");
inline constexpr Key kInspectionSublayer = *parse_key("877519e1-e6a9-41a5-81b4-8c4f118e4a60");

struct Display {
  std::string name;  // UTF-8; required of every object (W-OBJ-4)
  std::string description;
};
struct SessionOptions {
  Key key;
  Display display;
  std::uint32_t flags = 0;
  std::uint32_t transaction_wait_ms = 0;  // 0: 15 s (W-ENG-7)
  packet::BorrowerId owner = 0;
};
struct ProviderSpec {
  Key key;
  Display display;
  std::uint32_t flags = 0;
  std::vector<std::uint8_t> data;
  std::string service_name;
};
struct SublayerSpec {
  Key key;
  Display display;
  std::uint32_t flags = 0;
  std::optional<Key> provider;
  std::vector<std::uint8_t> data;
  std::uint16_t weight = 0;
};
struct CalloutSpec {
  Key key;
  Display display;
  std::uint32_t flags = 0;
  std::optional<Key> provider;
  std::vector<std::uint8_t> data;
  Key layer;
  std::uint32_t id = 0;  // out
};
struct ProviderContextSpec {
  Key key;
  Display display;
  std::uint32_t flags = 0;
  std::optional<Key> provider;
  std::vector<std::uint8_t> provider_data;
  std::uint32_t type = 0;
  std::vector<std::uint8_t> data;  // type GENERAL: the blob
  std::uint64_t id = 0;            // out
};
struct FilterSpec {
  Key key;
  Display display;
  std::uint32_t flags = 0;
  std::optional<Key> provider;
  std::vector<std::uint8_t> data;
  Key layer;
  Key sublayer;  // zero: the default one (W-FLT-2)
  Value weight;  // empty, uint8 or uint64 (W-FLT-8)
  std::vector<ConditionSpec> conditions;
  Action action = Action::permit;
  Key callout;
  std::uint64_t raw_context = 0;
  Key provider_context;
  std::uint64_t id = 0;                // out
  std::uint64_t effective_weight = 0;  // out (W-FLT-9)
  std::shared_ptr<const void> keeps;   // out: what borrowed condition values point into
};

class PolicyStore {
 public:
  explicit PolicyStore(CalloutRegistry& callouts);
  ~PolicyStore();
  PolicyStore(const PolicyStore&) = delete;
  PolicyStore& operator=(const PolicyStore&) = delete;

  Result<SessionId> open_session(const SessionOptions& options);
  // Aborts an open transaction; deletes a dynamic session's objects (W-ENG-3). After a timeout the session
  // is as it was, without its transaction, and can be closed again.
  Result<void> close_session(SessionId session);
  // Closes what an owner left open; returns how many.
  std::uint32_t close_sessions_of(packet::BorrowerId owner);

  Result<void> begin(SessionId session, bool read_only);
  Result<void> commit(SessionId session);
  Result<void> abort(SessionId session);

  Result<void> add_provider(SessionId session, const ProviderSpec& spec);
  Result<void> delete_provider(SessionId session, const Key& key);
  Result<void> add_sublayer(SessionId session, const SublayerSpec& spec);
  Result<void> delete_sublayer(SessionId session, const Key& key);
  Result<std::uint32_t> add_callout(SessionId session, const CalloutSpec& spec);
  Result<void> delete_callout(SessionId session, std::uint32_t id);
  Result<void> delete_callout(SessionId session, const Key& key);
  Result<std::uint64_t> add_provider_context(SessionId session, const ProviderContextSpec& spec);
  Result<void> delete_provider_context(SessionId session, std::uint64_t id);
  Result<void> delete_provider_context(SessionId session, const Key& key);
  Result<std::uint64_t> add_filter(SessionId session, const FilterSpec& spec);
  Result<void> delete_filter(SessionId session, std::uint64_t id);
  Result<void> delete_filter(SessionId session, const Key& key);

  // What the session sees: its own uncommitted changes included.
  Result<ProviderSpec> get_provider(SessionId session, const Key& key) const;
  Result<SublayerSpec> get_sublayer(SessionId session, const Key& key) const;
  Result<CalloutSpec> get_callout(SessionId session, std::uint32_t id) const;
  Result<CalloutSpec> get_callout(SessionId session, const Key& key) const;
  Result<FilterSpec> get_filter(SessionId session, std::uint64_t id) const;
  Result<FilterSpec> get_filter(SessionId session, const Key& key) const;
  Result<ProviderContextSpec> get_provider_context(SessionId session, std::uint64_t id) const;
  Result<ProviderContextSpec> get_provider_context(SessionId session, const Key& key) const;
  Result<std::vector<ProviderSpec>> list_providers(SessionId session) const;
  Result<std::vector<SublayerSpec>> list_sublayers(SessionId session) const;
  Result<std::vector<CalloutSpec>> list_callouts(SessionId session) const;
  Result<std::vector<FilterSpec>> list_filters(SessionId session) const;
  Result<std::vector<ProviderContextSpec>> list_provider_contexts(SessionId session) const;

  const exec::Published<CompiledPolicy>& published() const;

  struct State;  // policy_state.h

 private:
  std::unique_ptr<State> state_;
};

}  // namespace penstock::filter
