// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "filter/policy_fixture.h"
#include "testing/rule.h"

namespace penstock::filter {
namespace {

class PolicyObjects : public ::testing::Test {
 protected:
  ScriptedCallout code;
  PolicyFixture policy;
  PolicyStore& store = policy.store;
  SessionId session = policy.session;

  static ProviderSpec provider() {
    ProviderSpec spec;
    spec.key = make_key();
    spec.display.name = "test";
    return spec;
  }
  static SublayerSpec sublayer() {
    SublayerSpec spec;
    spec.key = make_key();
    spec.display.name = "test";
    return spec;
  }
  static ProviderContextSpec context() {
    ProviderContextSpec spec;
    spec.key = make_key();
    spec.display.name = "test";
    return spec;
  }
  static std::string text(const Result<void>& result) {
    return result.ok() ? "fine" : to_string(result.fault());
  }
};

TEST_F(PolicyObjects, OfEveryKindNeedAName) {
  RULE("W-OBJ-4");
  ProviderSpec a = provider();
  SublayerSpec b = sublayer();
  CalloutSpec c = PolicyFixture::callout(make_key());
  ProviderContextSpec d = context();
  FilterSpec e = PolicyFixture::filter();
  a.display.name = b.display.name = c.display.name = d.display.name = e.display.name = "";
  EXPECT_EQ(store.add_provider(session, a).fault(), Fault::null_display_name);
  EXPECT_EQ(store.add_sublayer(session, b).fault(), Fault::null_display_name);
  EXPECT_EQ(store.add_callout(session, c).fault(), Fault::null_display_name);
  EXPECT_EQ(store.add_provider_context(session, d).fault(), Fault::null_display_name);
  EXPECT_EQ(store.add_filter(session, e).fault(), Fault::null_display_name);
}

TEST_F(PolicyObjects, AreKnownByTheirKeyAndByTheirNumber) {
  RULE("W-OBJ-1");
  const CalloutSpec callout = PolicyFixture::callout(make_key());
  const std::uint32_t callout_id = *store.add_callout(session, callout);
  EXPECT_EQ(store.get_callout(session, callout_id)->key, callout.key);
  EXPECT_EQ(store.get_callout(session, callout.key)->id, callout_id);
  EXPECT_EQ(store.add_callout(session, callout).fault(), Fault::already_exists);
  const ProviderContextSpec spec = context();
  const std::uint64_t context_id = *store.add_provider_context(session, spec);
  EXPECT_EQ(store.get_provider_context(session, context_id)->key, spec.key);
  EXPECT_EQ(store.get_provider_context(session, spec.key)->id, context_id);
  const ProviderSpec provided = provider();
  ASSERT_TRUE(store.add_provider(session, provided).ok());
  EXPECT_EQ(text(store.add_provider(session, provided)), "already exists");
  FilterSpec filter = PolicyFixture::filter();
  filter.key = make_key();
  policy.add(filter);
  EXPECT_EQ(store.add_filter(session, filter).fault(), Fault::already_exists);
}

TEST_F(PolicyObjects, WithoutAKeyGetANewOne) {
  RULE("W-OBJ-1");
  SublayerSpec spec = sublayer();
  spec.key = {};
  const std::size_t before = store.list_sublayers(session)->size();
  ASSERT_TRUE(store.add_sublayer(session, spec).ok());
  ASSERT_TRUE(store.add_sublayer(session, spec).ok());
  std::set<Key> keys;
  const std::vector<SublayerSpec> listed = *store.list_sublayers(session);
  for (const SublayerSpec& each : listed) keys.insert(each.key);
  EXPECT_EQ(keys.size(), before + 2);
  EXPECT_FALSE(keys.contains(Key{}));
}

TEST_F(PolicyObjects, ThatAreNotThereSaySoByTheirKind) {
  RULE("W-OBJ-1");
  const Key nobody = make_key();
  EXPECT_EQ(store.get_provider(session, nobody).fault(), Fault::provider_not_found);
  EXPECT_EQ(store.get_sublayer(session, nobody).fault(), Fault::sublayer_not_found);
  EXPECT_EQ(store.get_callout(session, nobody).fault(), Fault::callout_not_found);
  EXPECT_EQ(store.get_provider_context(session, 999).fault(), Fault::provider_context_not_found);
  EXPECT_EQ(store.delete_filter(session, 999).fault(), Fault::filter_not_found);
  EXPECT_EQ(store.get_filter(12345, nobody).fault(), Fault::invalid_handle) << "no such session";
}

TEST_F(PolicyObjects, ShareTheNumberOfTheRegistrationWhicheverCameFirst) {
  RULE("W-OBJ-5");
  RULE("W-CAL-3");
  const Key first = make_key(), second = make_key();
  const std::uint32_t registered = *policy.registry.register_callout(first, code, 0, 0);
  EXPECT_EQ(*store.add_callout(session, PolicyFixture::callout(first)), registered);
  const std::uint32_t added = *store.add_callout(session, PolicyFixture::callout(second));
  EXPECT_EQ(store.get_callout(session, added)->flags & kCalloutRegistered, 0u);
  EXPECT_EQ(*policy.registry.register_callout(second, code, 0, 0), added);
  EXPECT_EQ(store.get_callout(session, added)->flags & kCalloutRegistered, kCalloutRegistered);
}

TEST_F(PolicyObjects, ReferOnlyToWhatLivesAsLong) {
  RULE("W-OBJ-2");
  const SessionId dynamic = policy.open(kSessionDynamic), other = policy.open(kSessionDynamic);
  const SublayerSpec of_dynamic = sublayer(), of_static = sublayer();
  ASSERT_TRUE(store.add_sublayer(dynamic, of_dynamic).ok());
  ASSERT_TRUE(store.add_sublayer(session, of_static).ok());
  const auto adding = [&](SessionId who, const SublayerSpec& into, std::uint32_t flags = 0) {
    FilterSpec spec = PolicyFixture::filter(Action::permit, into.key);
    spec.flags = flags;
    const auto added = store.add_filter(who, spec);
    return std::string(added.ok() ? "fine" : to_string(added.fault()));
  };
  EXPECT_EQ(adding(dynamic, of_dynamic), "fine");
  EXPECT_EQ(adding(dynamic, of_static), "fine");
  EXPECT_EQ(adding(session, of_dynamic), "lifetime mismatch");
  EXPECT_EQ(adding(other, of_dynamic), "lifetime mismatch") << "another session's";
  EXPECT_EQ(adding(session, of_static, kFilterPersistent), "lifetime mismatch");
  FilterSpec everlasting = PolicyFixture::filter();
  everlasting.flags = kFilterPersistent;
  EXPECT_TRUE(store.add_filter(session, everlasting).ok()) << "built-in sublayers outlive all";
  EXPECT_EQ(store.add_filter(dynamic, everlasting).fault(), Fault::dynamic_session_in_progress);
}

TEST_F(PolicyObjects, ReferOnlyToProvidersThatExist) {
  RULE("W-OBJ-2");
  SublayerSpec spec = sublayer();
  spec.provider = make_key();
  EXPECT_EQ(text(store.add_sublayer(session, spec)), "provider not found");
  const SessionId dynamic = policy.open(kSessionDynamic);
  const ProviderSpec provided = provider();
  ASSERT_TRUE(store.add_provider(dynamic, provided).ok());
  spec.provider = provided.key;
  EXPECT_EQ(text(store.add_sublayer(session, spec)), "lifetime mismatch");
  EXPECT_EQ(text(store.add_sublayer(dynamic, spec)), "fine");
}

TEST_F(PolicyObjects, InUseAreNotDeleted) {
  RULE("W-OBJ-3");
  const ProviderSpec provided = provider();
  ASSERT_TRUE(store.add_provider(session, provided).ok());
  SublayerSpec layer = sublayer();
  layer.provider = provided.key;
  ASSERT_TRUE(store.add_sublayer(session, layer).ok());
  const ProviderContextSpec data = context();
  const std::uint64_t data_id = *store.add_provider_context(session, data);
  const Key callout = policy.add_callout(code);
  FilterSpec spec = PolicyFixture::filter(Action::callout_unknown, layer.key, callout);
  spec.flags = kFilterHasProviderContext;
  spec.provider_context = data.key;
  const std::uint64_t filter = policy.add(spec);
  EXPECT_EQ(text(store.delete_provider(session, provided.key)), "in use");
  EXPECT_EQ(text(store.delete_sublayer(session, layer.key)), "in use");
  EXPECT_EQ(text(store.delete_callout(session, callout)), "in use");
  EXPECT_EQ(text(store.delete_provider_context(session, data_id)), "in use");
  EXPECT_EQ(text(store.delete_filter(session, filter)), "fine");
  EXPECT_EQ(text(store.delete_callout(session, callout)), "fine");
  EXPECT_EQ(text(store.delete_provider_context(session, data_id)), "fine");
  EXPECT_EQ(text(store.delete_sublayer(session, layer.key)), "fine");
  EXPECT_EQ(text(store.delete_provider(session, provided.key)), "fine");
}

TEST_F(PolicyObjects, ThatAreBuiltInStay) {
  RULE("W-OBJ-3");
  EXPECT_EQ(text(store.delete_sublayer(session, kUniversalSublayer)), "builtin object");
  EXPECT_EQ(text(store.delete_provider(session, *parse_key("10ad9216-ccde-456c-8b16-e9f04e60a90b"))),
            "builtin object");
  EXPECT_EQ(store.get_sublayer(session, kUniversalSublayer)->weight, 0x8000);
  EXPECT_EQ(store.get_sublayer(session, kInspectionSublayer)->weight, 0);
  EXPECT_EQ(store.list_sublayers(session)->size(), 12u);
  EXPECT_EQ(store.list_providers(session)->size(), 4u);
}

TEST_F(PolicyObjects, OfADynamicSessionAreDeletedBySessionsOfTheirOwnKind) {
  const SessionId dynamic = policy.open(kSessionDynamic);
  const std::uint64_t passing = *store.add_filter(dynamic, PolicyFixture::filter());
  const std::uint64_t lasting = policy.add(PolicyFixture::filter());
  EXPECT_EQ(text(store.delete_filter(session, passing)), "wrong session");
  EXPECT_EQ(text(store.delete_filter(dynamic, lasting)), "dynamic session in progress");
  EXPECT_EQ(text(store.delete_filter(dynamic, passing)), "fine");
}

TEST_F(PolicyObjects, AddedByADynamicSessionGoWithIt) {
  RULE("W-ENG-3");
  const SessionId dynamic = policy.open(kSessionDynamic);
  const ProviderSpec provided = provider();
  ASSERT_TRUE(store.add_provider(dynamic, provided).ok());
  SublayerSpec layer = sublayer();
  layer.provider = provided.key;
  ASSERT_TRUE(store.add_sublayer(dynamic, layer).ok());
  const Key callout = make_key();
  ASSERT_TRUE(policy.registry.register_callout(callout, code, 0, 0).ok());
  ASSERT_TRUE(store.add_callout(dynamic, PolicyFixture::callout(callout)).ok());
  code.decide = answering(Action::block);
  const std::uint64_t filter =
      *store.add_filter(dynamic, PolicyFixture::filter(Action::callout_unknown, layer.key, callout));
  const std::uint64_t lasting = policy.add(PolicyFixture::filter());
  EXPECT_TRUE(policy.walk().blocked());
  ASSERT_TRUE(store.close_session(dynamic).ok());
  EXPECT_FALSE(policy.walk().blocked());
  EXPECT_EQ(code.deleted, std::vector<std::uint64_t>{filter});
  EXPECT_EQ(store.get_callout(session, callout).fault(), Fault::callout_not_found);
  EXPECT_EQ(store.get_sublayer(session, layer.key).fault(), Fault::sublayer_not_found);
  EXPECT_EQ(store.get_provider(session, provided.key).fault(), Fault::provider_not_found);
  EXPECT_TRUE(store.get_filter(session, lasting).ok());
  EXPECT_EQ(text(store.close_session(dynamic)), "invalid handle");
}

}  // namespace
}  // namespace penstock::filter
