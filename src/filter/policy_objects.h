// SPDX-License-Identifier: Apache-2.0
// The objects of the policy as the store keeps them: a specification, its number, how long it lives and
// whose it is. All kinds together are Objects; a transaction's view of them is Changes.
//
// Threads: as the store's lock says.
// Memory: specifications are owned; a filter also holds what it was compiled to.
// Errors: not_found_fault() names the fault of each kind.
#pragma once

#include <tuple>
#include <utility>

#include "filter/object_table.h"
#include "filter/policy.h"

namespace penstock::filter {

// An object may refer only to what lives at least as long (W-OBJ-2).
enum class Lifetime : std::uint8_t { of_session, until_stopped, persistent, builtin };

template <class SpecOf>
struct Record {
  using Spec = SpecOf;
  Spec spec;
  std::uint64_t id = 0;
  Lifetime lifetime = Lifetime::until_stopped;
  SessionId session = 0;  // of a dynamic object
};
struct ProviderRecord : Record<ProviderSpec> {};
struct SublayerRecord : Record<SublayerSpec> {};
struct CalloutRecord : Record<CalloutSpec> {};
struct ProviderContextRecord : Record<ProviderContextSpec> {};
struct FilterRecord : Record<FilterSpec> {
  Layer layer{};
  std::uint16_t sublayer_weight = 0;
  std::uint64_t sublayer_id = 0;
  CalloutSlot* slot = nullptr;               // of a callout that is told about it
  std::shared_ptr<CompiledFilter> compiled;  // nullptr where it does not run (boot time)
};

template <class Record>
constexpr Fault not_found_fault() {
  if constexpr (std::is_same_v<Record, ProviderRecord>) return Fault::provider_not_found;
  if constexpr (std::is_same_v<Record, SublayerRecord>) return Fault::sublayer_not_found;
  if constexpr (std::is_same_v<Record, CalloutRecord>) return Fault::callout_not_found;
  if constexpr (std::is_same_v<Record, ProviderContextRecord>) return Fault::provider_context_not_found;
  return Fault::filter_not_found;
}

class Objects {
 public:
  template <class Record>
  ObjectTable<Record>& of() {
    return std::get<ObjectTable<Record>>(tables_);
  }
  template <class Record>
  const ObjectTable<Record>& of() const {
    return std::get<ObjectTable<Record>>(tables_);
  }

 private:
  std::tuple<ObjectTable<ProviderRecord>, ObjectTable<SublayerRecord>, ObjectTable<CalloutRecord>,
             ObjectTable<ProviderContextRecord>, ObjectTable<FilterRecord>>
      tables_;
};

class Changes {
 public:
  explicit Changes(const Objects& base)
      : overlays_(Overlay<ProviderRecord>(base.of<ProviderRecord>()),
                  Overlay<SublayerRecord>(base.of<SublayerRecord>()),
                  Overlay<CalloutRecord>(base.of<CalloutRecord>()),
                  Overlay<ProviderContextRecord>(base.of<ProviderContextRecord>()),
                  Overlay<FilterRecord>(base.of<FilterRecord>())) {}

  template <class Record>
  Overlay<Record>& of() {
    return std::get<Overlay<Record>>(overlays_);
  }
  template <class Record>
  const Overlay<Record>& of() const {
    return std::get<Overlay<Record>>(overlays_);
  }
  void apply_to(Objects& objects) const {
    std::apply([&](const auto&... overlay) { (apply_one(overlay, objects), ...); }, overlays_);
  }

  // Added and taken away again before anybody else saw them; their callouts were told of the one and are to
  // be told of the other, however this ends.
  std::vector<std::shared_ptr<const FilterRecord>> never_published;

 private:
  template <class Record>
  static void apply_one(const Overlay<Record>& overlay, Objects& objects) {
    overlay.apply_to(objects.of<Record>());
  }
  std::tuple<Overlay<ProviderRecord>, Overlay<SublayerRecord>, Overlay<CalloutRecord>,
             Overlay<ProviderContextRecord>, Overlay<FilterRecord>>
      overlays_;
};

// The providers and sublayers of wfp.md 9.6; numbers are taken from `next_id`.
void add_builtin_objects(Objects& objects, std::uint64_t& next_id);

}  // namespace penstock::filter
