// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "filter/filter_weight.h"
#include "filter/policy_fixture.h"
#include "testing/rule.h"

namespace penstock::filter {
namespace {

class Filters : public ::testing::Test {
 protected:
  ScriptedCallout code;
  PolicyFixture policy;

  std::string adding(const FilterSpec& spec) {
    const auto added = policy.store.add_filter(policy.session, spec);
    return added.ok() ? "fine" : to_string(added.fault());
  }
  static ConditionSpec on(Field field, std::uint32_t match, Value value) {
    return {condition_key(field), match, value};
  }
};

TEST_F(Filters, AreRefusedWithTheFaultOfWhatIsWrong) {
  RULE("T-27");
  RULE("W-OBJ-4");
  FilterSpec spec = PolicyFixture::filter();
  EXPECT_EQ(adding(spec), "fine");
  spec.display.name.clear();
  EXPECT_EQ(adding(spec), "null display name");
  spec = PolicyFixture::filter();
  spec.layer = make_key();
  EXPECT_EQ(adding(spec), "layer not found");
  spec = PolicyFixture::filter();
  spec.conditions = {on(Field::mac_local_address, 0, Value::of_uint16(1))};
  EXPECT_EQ(adding(spec), "condition not found");
  spec.conditions = {on(Field::flags, 0, Value::of_uint16(1))};
  EXPECT_EQ(adding(spec), "type mismatch");
  const Range range = {};
  Value sids;
  sids.type = ValueType::range;
  sids.range = &range;
  spec.conditions = {on(Field::ale_package_id, 5, sids)};
  EXPECT_EQ(adding(spec), "match type mismatch");
  spec = PolicyFixture::filter();
  spec.weight = Value::of_uint8(16);
  EXPECT_EQ(adding(spec), "invalid weight");
}

TEST_F(Filters, GetWhatTheSystemAssigns) {
  RULE("W-FLT-1");
  RULE("W-FLT-9");
  FilterSpec spec = PolicyFixture::filter();
  spec.id = 4711;
  spec.effective_weight = 4712;
  spec.conditions = {on(Field::ip_remote_port, 0, Value::of_uint16(443))};
  const std::uint64_t id = policy.add(spec);
  EXPECT_NE(id, 4711u);
  const FilterSpec read = *policy.store.get_filter(policy.session, id);
  EXPECT_EQ(read.id, id);
  EXPECT_FALSE(read.key.is_zero());
  const RunningCondition running = {7, 0, 0, Value::of_uint16(443)};
  EXPECT_EQ(read.effective_weight, automatic_weight({&running, 1}));
  EXPECT_GT(policy.add(spec), id) << "numbers ascend";
}

TEST_F(Filters, AreCopiedWithTheirWeightAndConditions) {
  RULE("W-FLT-1");
  std::uint64_t id = 0;
  {
    auto weight = std::make_unique<std::uint64_t>(99);
    auto blob = std::make_unique<ByteBlob>(ByteBlob{0, nullptr});
    FilterSpec spec = PolicyFixture::filter(Action::block);
    spec.weight = Value::of_uint64(weight.get());
    spec.conditions = {on(Field::ale_app_id, 0, Value::of_blob(blob.get()))};
    id = policy.add(spec);
  }
  const FilterSpec read = *policy.store.get_filter(policy.session, id);
  EXPECT_EQ(*read.weight.uint64, 99u);
  ASSERT_EQ(read.conditions.size(), 1u);
  EXPECT_EQ(read.conditions[0].value.blob->size_bytes, 0u);
  ASSERT_TRUE(policy.store.delete_filter(policy.session, id).ok());
  EXPECT_EQ(*read.weight.uint64, 99u) << "what was read lives on its own";
}

TEST_F(Filters, GoToTheDefaultSublayerWhenTheyNameNone) {
  RULE("W-FLT-2");
  const std::uint64_t id = policy.add(PolicyFixture::filter());
  EXPECT_EQ(policy.store.get_filter(policy.session, id)->sublayer, kUniversalSublayer);
  FilterSpec elsewhere = PolicyFixture::filter();
  elsewhere.sublayer = make_key();
  EXPECT_EQ(adding(elsewhere), "sublayer not found");
}

TEST_F(Filters, CannotLastForEverAndForBootOnlyOrBeDisabled) {
  RULE("W-FLT-3");
  FilterSpec spec = PolicyFixture::filter();
  spec.flags = kFilterPersistent | kFilterBootTime;
  EXPECT_EQ(adding(spec), "invalid flags");
  spec.flags = kFilterDisabled;
  EXPECT_EQ(adding(spec), "invalid flags");
  spec.flags = 0x80000000;
  EXPECT_EQ(adding(spec), "invalid flags");
  spec.flags = kFilterPersistent;
  EXPECT_EQ(adding(spec), "fine");
}

TEST_F(Filters, ForBootTimeDoNotRun) {
  FilterSpec spec = PolicyFixture::filter(Action::block);
  spec.flags = kFilterBootTime;
  const std::uint64_t id = policy.add(spec);
  EXPECT_FALSE(policy.walk().blocked());
  EXPECT_TRUE(policy.store.delete_filter(policy.session, id).ok());
}

TEST_F(Filters, PermitForAnAbsentCalloutOnlyWhereItDecides) {
  RULE("W-FLT-4");
  const Key key = policy.add_callout(code);
  for (const auto& [action, answer] :
       {std::pair{Action::callout_terminating, "fine"}, std::pair{Action::callout_unknown, "fine"},
        std::pair{Action::callout_inspection, "invalid flags"}, std::pair{Action::permit, "invalid flags"}}) {
    FilterSpec spec = PolicyFixture::filter(action, {}, key);
    spec.flags = kFilterPermitIfUnregistered;
    EXPECT_EQ(adding(spec), answer);
  }
}

TEST_F(Filters, ShowTheirContextOrTheirProviderContext) {
  RULE("W-FLT-5");
  ProviderContextSpec context;
  context.key = make_key();
  context.display.name = "test";
  context.data = {1, 2, 3};
  const std::uint64_t context_id = *policy.store.add_provider_context(policy.session, context);
  FilterSpec spec = PolicyFixture::filter(Action::callout_inspection, {}, policy.add_callout(code));
  spec.raw_context = 55;
  policy.add(spec);
  std::vector<std::uint64_t> contexts;
  const void* pointed = nullptr;
  code.decide = [&](const Classification& shown, ClassifyOut&) {
    contexts.push_back(shown.filter->context);
    pointed = shown.filter->provider_context;
  };
  policy.walk();
  EXPECT_EQ(pointed, nullptr);

  spec.flags = kFilterHasProviderContext;
  spec.provider_context = make_key();
  EXPECT_EQ(adding(spec), "provider context not found");
  spec.provider_context = context.key;
  policy.add(spec);
  policy.walk();
  EXPECT_EQ(contexts, (std::vector<std::uint64_t>{55, 55, context_id}));
  EXPECT_EQ(static_cast<const ProviderContextSpec*>(pointed)->data, context.data);
}

TEST_F(Filters, NameAnActionAndACalloutOfTheirLayer) {
  RULE("W-FLT-6");
  EXPECT_EQ(adding(PolicyFixture::filter(Action::proceed)), "invalid action type");
  EXPECT_EQ(adding(PolicyFixture::filter(Action{0})), "invalid action type");
  EXPECT_EQ(adding(PolicyFixture::filter(Action::callout_unknown, {}, make_key())), "callout not found");
  const Key key = make_key();
  CalloutSpec elsewhere = PolicyFixture::callout(key, Layer::ale_auth_connect_v6);
  ASSERT_TRUE(policy.store.add_callout(policy.session, elsewhere).ok());
  EXPECT_EQ(adding(PolicyFixture::filter(Action::callout_unknown, {}, key)),
            "action incompatible with layer");
}

TEST_F(Filters, NeedTheCalloutToBeAddedNotOnlyRegistered) {
  RULE("W-CAL-3");
  const Key key = make_key();
  ASSERT_TRUE(policy.registry.register_callout(key, code, 0, 0).ok());
  EXPECT_EQ(adding(PolicyFixture::filter(Action::callout_unknown, {}, key)), "callout not found");
  ASSERT_TRUE(policy.store.add_callout(policy.session, PolicyFixture::callout(key)).ok());
  EXPECT_EQ(adding(PolicyFixture::filter(Action::callout_unknown, {}, key)), "fine");
}

TEST_F(Filters, OfMoreSpecificConditionsAreAskedFirst) {
  RULE("W-FLT-8");
  policy.show("IP_REMOTE_PORT", Value::of_uint16(443));
  policy.show("IP_PROTOCOL", Value::of_uint8(6));
  FilterSpec wide = PolicyFixture::filter(Action::block);
  policy.add(wide);
  FilterSpec narrow = PolicyFixture::filter(Action::permit);
  narrow.conditions = {on(Field::ip_protocol, 0, Value::of_uint8(6)),
                       on(Field::ip_remote_port, 0, Value::of_uint16(443))};
  const std::uint64_t winner = policy.add(narrow);
  EXPECT_EQ(policy.walk().filter_id, winner);
  policy.show("IP_REMOTE_PORT", Value::of_uint16(80));
  EXPECT_TRUE(policy.walk().blocked());
}

TEST_F(Filters, ShowThemselvesToTheirCalloutAsTheyRun) {
  RULE("W-CLS-2");
  FilterSpec spec = PolicyFixture::filter(Action::callout_terminating, policy.add_sublayer(321));
  spec.callout = policy.add_callout(code);
  spec.flags = kFilterClearRight | kFilterPermitIfUnregistered;
  spec.conditions = {on(Field::ip_remote_port, 0, Value::of_uint16(443)),
                     on(Field::ip_remote_port, 0, Value::of_uint16(80))};
  policy.show("IP_REMOTE_PORT", Value::of_uint16(80));
  const std::uint64_t id = policy.add(spec);
  RunningFilter seen;
  code.decide = [&](const Classification& shown, ClassifyOut&) { seen = *shown.filter; };
  policy.walk();
  EXPECT_EQ(seen.id, id);
  EXPECT_EQ(seen.sublayer_weight, 321);
  EXPECT_EQ(seen.flags, kFilterClearActionRight | kFilterPermitIfCalloutUnregistered | kFilterOrConditions);
  EXPECT_EQ(seen.condition_count, 2u);
  EXPECT_EQ(seen.action, Action::callout_terminating);
  EXPECT_EQ(seen.callout_id, policy.registry.slot_of(spec.callout).id);
}

}  // namespace
}  // namespace penstock::filter
