// SPDX-License-Identifier: Apache-2.0
// For the tests of this room: a policy with a session, a callout that does what the test says and writes
// down what it was told, and short words for objects of which only one thing matters.
//
// Threads: the test's.
// Memory: the callouts of a test outlive its policy.
// Errors: a refused call that a helper did not expect asserts.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "base/assert.h"
#include "exec/quiescence.h"
#include "filter/arbitration.h"
#include "filter/policy.h"

namespace penstock::filter {

class ScriptedCallout : public Callout {
 public:
  std::function<void(const Classification&, ClassifyOut&)> decide;
  std::function<bool(const FilterNotice&)> on_added;
  std::function<void(const FilterNotice&)> on_deleted;
  int classified = 0;
  std::vector<std::uint64_t> added;  // numbers of filters, in the order told
  std::vector<std::uint64_t> deleted;
  std::vector<std::uint64_t> committed;
  std::uint32_t rights_seen = 0;

  void classify(const Classification& classification, ClassifyOut& out) override {
    ++classified;
    rights_seen = out.rights;
    if (decide) decide(classification, out);
  }
  bool filter_added(const FilterNotice& notice) override {
    if (on_added && !on_added(notice)) return false;
    added.push_back(notice.filter->id);
    return true;
  }
  void filter_deleted(const FilterNotice& notice) override {
    if (on_deleted) on_deleted(notice);
    deleted.push_back(notice.filter->id);
  }
  void filter_committed(const FilterNotice& notice) override { committed.push_back(notice.filter->id); }
  bool wants_flow_deletions() const override { return false; }
  void flow_deleted(Layer, std::uint32_t, std::uint64_t) override {}
};

// Answers of callouts.
inline auto answering(Action action, bool keeps_right = true, std::uint32_t flags = 0) {
  return [=](const Classification&, ClassifyOut& out) {
    out.action = action;
    out.flags |= flags;
    if (!keeps_right) out.rights &= ~std::uint32_t{kRightActionWrite};
  };
}

class OneFlow : public FlowContexts {
 public:
  std::uint32_t with_callout = 0;
  std::uint64_t context = 0;
  int inside = 0;
  std::uint64_t enter(std::uint32_t callout_id) override {
    const std::uint64_t found = callout_id == with_callout ? context : 0;
    if (found != 0) ++inside;
    return found;
  }
  void leave(std::uint32_t) override { --inside; }
};

inline const Key& key_of(Layer layer) { return find_layer(layer)->key; }

class PolicyFixture {
 public:
  static constexpr Layer kLayer = Layer::ale_auth_connect_v4;

  CalloutRegistry registry;
  PolicyStore store{registry};
  SessionId session = open();
  std::array<Value, kFieldsMax> values{};  // what is classified; all unknown

  SessionId open(std::uint32_t flags = 0, std::uint32_t wait_ms = 0, packet::BorrowerId owner = 0) {
    return *store.open_session({.flags = flags, .transaction_wait_ms = wait_ms, .owner = owner});
  }
  static FilterSpec filter(Action action = Action::permit, Key sublayer = {}, Key callout = {}) {
    FilterSpec spec;
    spec.display.name = "test";
    spec.layer = key_of(kLayer);
    spec.sublayer = sublayer;
    spec.action = action;
    spec.callout = callout;
    return spec;
  }
  Key add_sublayer(std::uint16_t weight) {
    SublayerSpec spec;
    spec.key = make_key();
    spec.display.name = "test";
    spec.weight = weight;
    must(store.add_sublayer(session, spec));
    return spec.key;
  }
  static CalloutSpec callout(Key key, Layer layer = kLayer) {
    CalloutSpec spec;
    spec.key = key;
    spec.display.name = "test";
    spec.layer = key_of(layer);
    return spec;
  }
  // Registered and added.
  Key add_callout(ScriptedCallout& code, std::uint32_t flags = 0) {
    const Key key = make_key();
    must(registry.register_callout(key, code, flags, 0));
    must(store.add_callout(session, callout(key)));
    return key;
  }
  std::uint64_t add(const FilterSpec& spec) { return *store.add_filter(session, spec); }
  void show(std::string_view field, Value value) { values[field_index(kLayer, field).value()] = value; }

  WalkResult walk(FlowContexts* flow = nullptr) {
    const exec::Quiescence::Section section;
    return arbitrate(*store.published().load(), {.layer = kLayer,
                                                 .values = values.data(),
                                                 .value_count = kFieldsMax,
                                                 .metadata = nullptr,
                                                 .flow = flow});
  }

 private:
  template <class T>
  static void must(const Result<T>& result) {
    PENSTOCK_ASSERT(result.ok());
  }
};

}  // namespace penstock::filter
