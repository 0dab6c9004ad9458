// SPDX-License-Identifier: Apache-2.0
#include "filter/callout_registry.h"

#include <gtest/gtest.h>

#include "exec/quiescence.h"
#include "exec/runtime.h"
#include "exec/seeded_runtime.h"
#include "filter/policy_fixture.h"
#include "testing/rule.h"

namespace penstock::filter {
namespace {

TEST(CalloutRegistry, RefusesAKeyThatIsRegistered) {
  RULE("W-CAL-1");
  ScriptedCallout one, other;
  CalloutRegistry registry;
  const Key key = make_key();
  ASSERT_TRUE(registry.register_callout(key, one, 0, 0).ok());
  EXPECT_EQ(registry.register_callout(key, other, 0, 0).fault(), Fault::already_exists);
  EXPECT_EQ(registry.slot_of(key).registered.load(), &one);
}

TEST(CalloutRegistry, GivesAKeyOneNumberForEver) {
  RULE("W-OBJ-5");
  ScriptedCallout code;
  CalloutRegistry registry;
  const Key key = make_key(), later = make_key();
  const std::uint32_t id = *registry.register_callout(key, code, 0, 0);
  EXPECT_EQ(registry.slot_of(key).id, id);
  const std::uint32_t heard_of = registry.slot_of(later).id;
  EXPECT_NE(heard_of, id);
  EXPECT_EQ(*registry.register_callout(later, code, 0, 0), heard_of);
  ASSERT_TRUE(registry.unregister(key).ok());
  EXPECT_EQ(*registry.register_callout(key, code, 0, 0), id);
  EXPECT_EQ(registry.find(id)->key, key);
  EXPECT_EQ(registry.find(0), nullptr);
  EXPECT_EQ(registry.find(99), nullptr);
}

TEST(CalloutRegistry, FindsEachOfManySlotsAgain) {
  CalloutRegistry registry;
  std::vector<Key> keys;
  for (int made = 0; made < 3000; ++made) keys.push_back(registry.slot_of(make_key()).key);
  for (std::uint32_t id = 1; id <= 3000; ++id) EXPECT_EQ(registry.find(id)->key, keys[id - 1]);
}

TEST(CalloutRegistry, MakesAKeyWhereNoneIsGiven) {
  ScriptedCallout code;
  CalloutRegistry registry;
  const std::uint32_t id = *registry.register_callout(Key{}, code, 0, 0);
  EXPECT_FALSE(registry.find(id)->key.is_zero());
}

TEST(CalloutRegistry, KnowsWhatAnOwnerStillHasRegistered) {
  ScriptedCallout code;
  CalloutRegistry registry;
  const std::uint32_t first = *registry.register_callout(make_key(), code, 0, 7);
  const std::uint32_t second = *registry.register_callout(make_key(), code, 0, 7);
  ASSERT_TRUE(registry.register_callout(make_key(), code, 0, 8).ok());
  ASSERT_TRUE(registry.unregister(first).ok());
  const auto left = registry.registered_by(7);
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0]->id, second);
}

TEST(Unregistering, OfSomethingUnknownIsRefused) {
  RULE("W-CAL-8");
  ScriptedCallout code;
  CalloutRegistry registry;
  EXPECT_EQ(registry.unregister(5).fault(), Fault::callout_not_found);
  EXPECT_EQ(registry.unregister(make_key()).fault(), Fault::callout_not_found);
  const Key key = make_key();
  ASSERT_TRUE(registry.register_callout(key, code, 0, 0).ok());
  ASSERT_TRUE(registry.unregister(key).ok());
  EXPECT_EQ(registry.unregister(key).fault(), Fault::callout_not_found);
}

TEST(Unregistering, IsRefusedWhileFlowContextsAreOutstanding) {
  RULE("W-CAL-7");
  ScriptedCallout code;
  PolicyFixture policy;
  const Key key = policy.add_callout(code);
  policy.add(PolicyFixture::filter(Action::callout_unknown, {}, key));
  code.decide = answering(Action::permit);
  CalloutSlot& slot = policy.registry.slot_of(key);
  slot.flow_contexts = 1;
  EXPECT_EQ(policy.registry.unregister(key).fault(), Fault::device_busy);
  EXPECT_EQ(slot.registered.load(), &code) << "for the deletion of its contexts";
  EXPECT_TRUE(slot.leaving.load());
  policy.walk();
  EXPECT_EQ(code.classified, 0) << "but it is not classified any more";
  slot.flow_contexts = 0;
  EXPECT_TRUE(policy.registry.unregister(key).ok());
  EXPECT_EQ(slot.registered.load(), nullptr);
}

TEST(Unregistering, SucceedsAlthoughFiltersReferToTheCallout) {
  RULE("W-CAL-9");
  ScriptedCallout code;
  PolicyFixture policy;
  const Key key = policy.add_callout(code);
  policy.add(PolicyFixture::filter(Action::callout_terminating, {}, key));
  code.decide = answering(Action::permit);
  EXPECT_FALSE(policy.walk().blocked());
  ASSERT_TRUE(policy.registry.unregister(key).ok());
  EXPECT_TRUE(policy.walk().blocked());
  EXPECT_EQ(code.classified, 1);
}

TEST(Unregistering, IsRefusedFromInsideAWalkOrANotice) {
  RULE("W-CAL-9");
  ScriptedCallout code;
  PolicyFixture policy;
  const Key key = policy.add_callout(code);
  std::vector<Fault> faults;
  const auto leave = [&] { faults.push_back(policy.registry.unregister(key).fault()); };
  code.decide = [&](const Classification&, ClassifyOut&) { leave(); };
  code.on_added = [&](const FilterNotice&) { return leave(), true; };
  policy.add(PolicyFixture::filter(Action::callout_inspection, {}, key));
  policy.walk();
  EXPECT_EQ(faults, (std::vector<Fault>{Fault::in_use, Fault::in_use}));
}

// What happened while a callout was being left, in order.
class Leaving : public ::testing::Test {
 protected:
  exec::SeededRuntime seeded{{.seed = 3, .strategy = exec::Strategy::fifo}};
  exec::RuntimeScope scope{seeded};
  std::atomic<bool> go_on{false};
  std::vector<std::string> order;

  void wait_for_go() {
    while (!go_on)
      exec::runtime().park(
          &go_on, [&] { return !go_on.load(); }, exec::kForever);
  }
  void let_go() {
    go_on = true;
    exec::runtime().unpark_all(&go_on);
  }
};

TEST_F(Leaving, WaitsForTheWalkThatIsRunning) {
  RULE("W-CAL-9");
  ScriptedCallout code;
  PolicyFixture policy;
  const Key key = policy.add_callout(code);
  policy.add(PolicyFixture::filter(Action::callout_inspection, {}, key));
  code.decide = [&](const Classification&, ClassifyOut&) {
    order.push_back("classify begins");
    wait_for_go();
    order.push_back("classify ends");
  };
  const auto walker = seeded.spawn("walker", [&] { policy.walk(); });
  seeded.settle(0);
  const auto leaver = seeded.spawn("leaver", [&] {
    EXPECT_TRUE(policy.registry.unregister(key).ok());
    order.push_back("unregistered");
  });
  seeded.settle(0);
  EXPECT_EQ(policy.registry.unregister(key).fault(), Fault::in_use) << "somebody is at it";
  let_go();
  seeded.join(walker);
  seeded.join(leaver);
  EXPECT_EQ(order, (std::vector<std::string>{"classify begins", "classify ends", "unregistered"}));
}

TEST_F(Leaving, WaitsForTheNoticeThatIsRunning) {
  RULE("W-CAL-9");
  RULE("W-CAL-8");
  ScriptedCallout code;
  PolicyFixture policy;
  const Key key = policy.add_callout(code);
  code.on_added = [&](const FilterNotice&) {
    order.push_back("notice begins");
    wait_for_go();
    order.push_back("notice ends");
    return true;
  };
  const auto adder =
      seeded.spawn("adder", [&] { policy.add(PolicyFixture::filter(Action::callout_unknown, {}, key)); });
  seeded.settle(0);
  const auto leaver = seeded.spawn("leaver", [&] {
    EXPECT_TRUE(policy.registry.unregister(key).ok());
    order.push_back("unregistered");
  });
  seeded.settle(0);
  EXPECT_EQ(policy.registry.unregister(key).fault(), Fault::in_use);
  EXPECT_EQ(policy.registry.register_callout(key, code, 0, 0).fault(), Fault::in_use);
  let_go();
  seeded.join(adder);
  seeded.join(leaver);
  EXPECT_EQ(order, (std::vector<std::string>{"notice begins", "notice ends", "unregistered"}));
}

}  // namespace
}  // namespace penstock::filter
