// SPDX-License-Identifier: Apache-2.0
#include "filter/arbitration.h"

#include <gtest/gtest.h>

#include "filter/policy_fixture.h"
#include "testing/rule.h"

namespace penstock::filter {
namespace {

constexpr bool kSoft = true, kHard = false;

class Arbitration : public ::testing::Test {
 protected:
  // Two sublayers; the upper one is asked first.
  ScriptedCallout upper_code, lower_code, other_code;
  PolicyFixture policy;
  Key upper = policy.add_sublayer(200);
  Key lower = policy.add_sublayer(100);

  std::uint64_t plain(Action action, const Key& sublayer, std::uint32_t flags = 0) {
    FilterSpec spec = PolicyFixture::filter(action, sublayer);
    spec.flags = flags;
    return policy.add(spec);
  }
  std::uint64_t ask(ScriptedCallout& code, const Key& sublayer, Action type = Action::callout_terminating) {
    return policy.add(PolicyFixture::filter(type, sublayer, policy.add_callout(code)));
  }
};

TEST_F(Arbitration, BeginsWithTheRightToWriteAndNoAction) {
  RULE("W-ARB-1");
  RULE("W-CLS-5");
  Action action{};
  std::uint32_t flags = 1;
  upper_code.decide = [&](const Classification&, ClassifyOut& out) {
    action = out.action, flags = out.flags;
  };
  ask(upper_code, upper, Action::callout_inspection);
  EXPECT_EQ(policy.walk().action, Action::none);
  EXPECT_EQ(upper_code.rights_seen, kRightActionWrite);
  EXPECT_EQ(action, Action::proceed);
  EXPECT_EQ(flags, 0u);
}

TEST_F(Arbitration, PermitsWhenNobodyDecides) {
  RULE("W-ARB-8");
  EXPECT_FALSE(policy.walk().blocked());
  upper_code.decide = answering(Action::proceed);
  ask(upper_code, upper, Action::callout_unknown);
  EXPECT_FALSE(policy.walk().blocked());
  EXPECT_EQ(policy.walk().action, Action::none);
}

TEST_F(Arbitration, StopsASublayerAtItsFirstDecision) {
  RULE("W-ARB-2");
  upper_code.decide = answering(Action::proceed);
  lower_code.decide = answering(Action::permit);
  other_code.decide = answering(Action::block);
  // One sublayer, three filters of equal weight: they go by number.
  ask(upper_code, upper, Action::callout_unknown);
  ask(lower_code, upper, Action::callout_unknown);
  ask(other_code, upper, Action::callout_unknown);
  EXPECT_EQ(policy.walk().action, Action::permit);
  EXPECT_EQ(upper_code.classified, 1);
  EXPECT_EQ(lower_code.classified, 1);
  EXPECT_EQ(other_code.classified, 0) << "skipped filters are not called";
}

TEST_F(Arbitration, AsksEverySublayerEvenAfterAHardBlock) {
  RULE("W-ARB-3");
  plain(Action::block, upper);
  lower_code.decide = answering(Action::permit);
  ask(lower_code, lower);
  EXPECT_TRUE(policy.walk().blocked());
  EXPECT_EQ(lower_code.classified, 1);
  EXPECT_EQ(lower_code.rights_seen, 0u);
}

TEST_F(Arbitration, TakesAPlainPermitAsSoftAndAPlainBlockAsHard) {
  RULE("W-ARB-4");
  plain(Action::permit, upper);
  EXPECT_FALSE(policy.walk().hard);
  plain(Action::block, lower);
  EXPECT_TRUE(policy.walk().blocked()) << "a soft permit is overridden from below";
  EXPECT_TRUE(policy.walk().hard);
}

TEST_F(Arbitration, TakesACalloutsAnswerAsSoftUnlessItClearsTheRight) {
  RULE("W-ARB-4");
  RULE("W-CLS-8");
  ask(upper_code, upper);
  for (const Action action : {Action::permit, Action::block}) {
    upper_code.decide = answering(action, kSoft);
    EXPECT_FALSE(policy.walk().hard);
    upper_code.decide = answering(action, kHard);
    EXPECT_TRUE(policy.walk().hard);
  }
}

TEST_F(Arbitration, MakesAPlainPermitHardOnRequest) {
  RULE("W-ARB-5");
  RULE("T-18");
  plain(Action::permit, upper, kFilterClearRight);
  EXPECT_TRUE(policy.walk().hard);
  plain(Action::block, lower);
  const WalkResult result = policy.walk();
  EXPECT_FALSE(result.blocked()) << "a plain block cannot veto";
  EXPECT_FALSE(result.vetoed);
}

TEST_F(Arbitration, DoesNotClearTheRightForACallout) {
  RULE("W-CLS-8");
  FilterSpec spec = PolicyFixture::filter(Action::callout_terminating, upper, policy.add_callout(upper_code));
  spec.flags = kFilterClearRight;
  policy.add(spec);
  upper_code.decide = answering(Action::permit, kSoft);
  EXPECT_FALSE(policy.walk().hard) << "the flag is a hint to the callout, who did not follow it";
}

TEST_F(Arbitration, LetsACalloutVetoAHardPermit) {
  RULE("W-ARB-6");
  RULE("T-17");
  plain(Action::permit, upper, kFilterClearRight);
  lower_code.decide = answering(Action::block, kSoft);
  const std::uint64_t vetoing = ask(lower_code, lower);
  const WalkResult result = policy.walk();
  EXPECT_EQ(lower_code.rights_seen, 0u);
  EXPECT_TRUE(result.blocked());
  EXPECT_TRUE(result.vetoed);
  EXPECT_TRUE(result.hard);
  EXPECT_EQ(result.filter_id, vetoing);
}

TEST_F(Arbitration, DecidesEachLayerForItself) {
  RULE("W-ARB-7");
  plain(Action::permit, upper, kFilterClearRight);
  FilterSpec elsewhere = PolicyFixture::filter(Action::block, lower);
  elsewhere.layer = key_of(Layer::outbound_transport_v4);
  policy.add(elsewhere);
  EXPECT_FALSE(policy.walk().blocked());
  std::array<Value, 16> values{};
  EXPECT_TRUE(arbitrate(*policy.store.published().load(), {.layer = Layer::outbound_transport_v4,
                                                           .values = values.data(),
                                                           .value_count = 16,
                                                           .metadata = nullptr})
                  .blocked());
}

TEST_F(Arbitration, BreaksTiesByNumberAndByOrderOfRegistration) {
  RULE("W-ARB-9");
  const Key twin = policy.add_sublayer(100);  // as heavy as `lower`, and later
  const std::uint64_t weight = 7;
  FilterSpec spec = PolicyFixture::filter(Action::permit, twin);
  spec.weight = Value::of_uint64(&weight);
  const std::uint64_t first = policy.add(spec);
  spec.action = Action::block;
  policy.add(spec);
  EXPECT_EQ(policy.walk().filter_id, first) << "the lower number of two equal weights";
  plain(Action::permit, lower, kFilterClearRight);  // registered before its twin: asked first, and hard
  FilterSpec top = PolicyFixture::filter(Action::block, twin);
  const std::uint64_t heavy = 8;
  top.weight = Value::of_uint64(&heavy);
  policy.add(top);
  EXPECT_FALSE(policy.walk().blocked());
}

TEST_F(Arbitration, NamesTheFilterThatWon) {
  RULE("W-ARB-10");
  plain(Action::permit, upper);
  const std::uint64_t winner = plain(Action::block, lower);
  plain(Action::permit, kInspectionSublayer);
  EXPECT_EQ(policy.walk().filter_id, winner);
}

TEST_F(Arbitration, AsksTheLowerSublayerWithoutRightsAfterAHardBlock) {
  RULE("T-15");
  upper_code.decide = answering(Action::block, kHard, kClassifyOutAbsorb);
  lower_code.decide = answering(Action::permit);
  const std::uint64_t winner = ask(upper_code, upper);
  ask(lower_code, lower);
  const WalkResult result = policy.walk();
  EXPECT_EQ(lower_code.rights_seen, 0u);
  EXPECT_TRUE(result.blocked());
  EXPECT_TRUE(result.absorb);
  EXPECT_EQ(result.filter_id, winner);
  EXPECT_EQ(result.callouts_called, 2u);
}

TEST_F(Arbitration, VoidsTheAbsorbOfAnOverriddenBlock) {
  RULE("T-16");
  upper_code.decide = answering(Action::block, kSoft, kClassifyOutAbsorb);
  lower_code.decide = answering(Action::permit);
  ask(upper_code, upper);
  EXPECT_TRUE(policy.walk().absorb);
  ask(lower_code, lower);
  const WalkResult result = policy.walk();
  EXPECT_EQ(result.action, Action::permit);
  EXPECT_FALSE(result.absorb);
}

TEST_F(Arbitration, CountsOnlyAVetoWithoutTheRightToWrite) {
  RULE("W-CLS-6");
  plain(Action::permit, upper, kFilterClearRight);
  ask(lower_code, lower);
  for (const Action action : {Action::permit, Action::proceed, Action::none, Action::none_no_match}) {
    lower_code.decide = answering(action);
    EXPECT_EQ(policy.walk().action, Action::permit) << "also for a terminating callout";
  }
  lower_code.decide = nullptr;
  EXPECT_EQ(policy.walk().action, Action::permit) << "untouched";
  lower_code.decide = answering(Action::block);
  EXPECT_TRUE(policy.walk().blocked());
}

TEST_F(Arbitration, ReadsAnAnswerByTheFiltersType) {
  RULE("W-CLS-7");
  struct Case {
    Action type, answered, counted;
  };
  for (const Case& one : {
           Case{Action::callout_terminating, Action::permit, Action::permit},
           Case{Action::callout_terminating, Action::block, Action::block},
           Case{Action::callout_terminating, Action::proceed, Action::block},
           Case{Action::callout_terminating, Action::none, Action::block},
           Case{Action::callout_terminating, Action{12345}, Action::block},
           Case{Action::callout_inspection, Action::block, Action::none},
           Case{Action::callout_inspection, Action::permit, Action::none},
           Case{Action::callout_unknown, Action::permit, Action::permit},
           Case{Action::callout_unknown, Action::block, Action::block},
           Case{Action::callout_unknown, Action::proceed, Action::none},
           Case{Action::callout_unknown, Action::none_no_match, Action::none},
       }) {
    ScriptedCallout code;
    code.decide = answering(one.answered);
    PolicyFixture alone;
    alone.add(PolicyFixture::filter(one.type, {}, alone.add_callout(code)));
    EXPECT_EQ(alone.walk().action, one.counted)
        << static_cast<unsigned>(one.type) << " answered " << static_cast<unsigned>(one.answered);
  }
}

TEST_F(Arbitration, ShowsACalloutItsOwnFilterAndAllValues) {
  RULE("W-CLS-2");
  FilterSpec spec = PolicyFixture::filter(Action::callout_inspection, upper, policy.add_callout(upper_code));
  spec.raw_context = 77;
  const std::uint64_t id = policy.add(spec);
  policy.show("IP_REMOTE_PORT", Value::of_uint16(443));
  Classification seen{};
  upper_code.decide = [&](const Classification& shown, ClassifyOut&) {
    seen = shown;
    EXPECT_EQ(shown.filter->id, id);
    EXPECT_EQ(shown.filter->context, 77u);
  };
  policy.walk();
  EXPECT_EQ(seen.layer, PolicyFixture::kLayer);
  EXPECT_EQ(seen.value_count, 41u);
  EXPECT_EQ(seen.values[7].uint16, 443);
  EXPECT_EQ(seen.flow_context, 0u);
}

TEST_F(Arbitration, CallsAConditionalCalloutOnlyForFlowsWithItsContext) {
  RULE("W-CLS-14");
  const Key key = policy.add_callout(upper_code, kCalloutConditionalOnFlow);
  policy.add(PolicyFixture::filter(Action::callout_terminating, upper, key));
  std::uint64_t context = 0;
  upper_code.decide = [&](const Classification& shown, ClassifyOut& out) {
    context = shown.flow_context;
    out.action = Action::block;
  };
  OneFlow flow;
  EXPECT_FALSE(policy.walk().blocked());
  EXPECT_FALSE(policy.walk(&flow).blocked());
  EXPECT_EQ(upper_code.classified, 0);
  flow.with_callout = policy.registry.slot_of(key).id;
  flow.context = 99;
  EXPECT_TRUE(policy.walk(&flow).blocked());
  EXPECT_EQ(context, 99u);
  EXPECT_EQ(flow.inside, 0) << "every enter has its leave";
}

class AbsentCallout : public Arbitration {
 protected:
  // Added to the policy and registered by nobody.
  std::uint64_t absent(Action type, std::uint32_t flags = 0) {
    const Key key = make_key();
    EXPECT_TRUE(policy.store.add_callout(policy.session, PolicyFixture::callout(key)).ok());
    FilterSpec spec = PolicyFixture::filter(type, upper, key);
    spec.flags = flags;
    return policy.add(spec);
  }
};

TEST_F(AbsentCallout, BlocksWhereItWouldHaveDecided) {
  RULE("T-21");
  RULE("W-FLT-7");
  absent(Action::callout_terminating);
  EXPECT_TRUE(policy.walk().blocked());
  PolicyFixture other;
  const Key key = make_key();
  ASSERT_TRUE(other.store.add_callout(other.session, PolicyFixture::callout(key)).ok());
  other.add(PolicyFixture::filter(Action::callout_unknown, {}, key));
  EXPECT_TRUE(other.walk().blocked());
  // Registering later is legal, and ends it.
  upper_code.decide = answering(Action::permit);
  ASSERT_TRUE(other.registry.register_callout(key, upper_code, 0, 0).ok());
  EXPECT_FALSE(other.walk().blocked());
}

TEST_F(AbsentCallout, PermitsWhereItsFilterSaysSo) {
  RULE("T-21");
  absent(Action::callout_terminating, kFilterPermitIfUnregistered);
  EXPECT_EQ(policy.walk().action, Action::permit);
}

TEST_F(AbsentCallout, IsIgnoredWhereItOnlyInspects) {
  RULE("T-21");
  absent(Action::callout_inspection);
  EXPECT_EQ(policy.walk().action, Action::none);
}

}  // namespace
}  // namespace penstock::filter
