// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "exec/runtime.h"
#include "exec/seeded_runtime.h"
#include "filter/policy_fixture.h"
#include "testing/rule.h"

namespace penstock::filter {
namespace {

using Ids = std::vector<std::uint64_t>;

class Notices : public ::testing::Test {
 protected:
  ScriptedCallout code;
  PolicyFixture policy;
  Key key = policy.add_callout(code);

  FilterSpec filter() const { return PolicyFixture::filter(Action::callout_unknown, {}, key); }
};

TEST_F(Notices, OfAnAddedFilterTellItsKeyAndLetTheCalloutSetTheContext) {
  RULE("W-CAL-5");
  RULE("W-FLT-10");
  FilterSpec spec = filter();
  spec.key = make_key();
  Key told{};
  code.on_added = [&](const FilterNotice& notice) {
    told = notice.filter_key;
    notice.filter->context = 1234;
    return true;
  };
  const std::uint64_t id = policy.add(spec);
  EXPECT_EQ(told, spec.key);
  EXPECT_EQ(code.added, Ids{id});
  std::uint64_t context = 0;
  code.decide = [&](const Classification& shown, ClassifyOut&) { context = shown.filter->context; };
  policy.walk();
  EXPECT_EQ(context, 1234u);
}

TEST_F(Notices, ThatTheCalloutRefusesUndoTheAdd) {
  RULE("W-FLT-10");
  RULE("W-CAL-5");
  code.on_added = [](const FilterNotice&) { return false; };
  FilterSpec spec = filter();
  spec.key = make_key();
  EXPECT_EQ(policy.store.add_filter(policy.session, spec).fault(), Fault::notification_failed);
  EXPECT_EQ(policy.store.get_filter(policy.session, spec.key).fault(), Fault::filter_not_found);
  policy.walk();
  EXPECT_EQ(code.classified, 0);
  EXPECT_TRUE(code.deleted.empty());
}

TEST_F(Notices, OfADeletedFilterTellNoKeyAndTheContextThatWasSet) {
  RULE("W-CAL-5");
  code.on_added = [](const FilterNotice& notice) { return notice.filter->context = 77, true; };
  const std::uint64_t id = policy.add(filter());
  bool without_key = false;
  std::uint64_t context = 0;
  code.on_deleted = [&](const FilterNotice& notice) {
    without_key = notice.filter_key.is_zero();
    context = notice.filter->context;
  };
  ASSERT_TRUE(policy.store.delete_filter(policy.session, id).ok());
  EXPECT_EQ(code.deleted, Ids{id});
  EXPECT_TRUE(without_key);
  EXPECT_EQ(context, 77u);
}

TEST_F(Notices, AreNotGivenForFiltersFromBeforeTheRegistrationUntilTheyGo) {
  RULE("W-CAL-6");
  const Key later = make_key();
  ASSERT_TRUE(policy.store.add_callout(policy.session, PolicyFixture::callout(later)).ok());
  const std::uint64_t id = policy.add(PolicyFixture::filter(Action::callout_unknown, {}, later));
  ASSERT_TRUE(policy.registry.register_callout(later, code, 0, 0).ok());
  EXPECT_TRUE(code.added.empty());
  ASSERT_TRUE(policy.store.delete_filter(policy.session, id).ok());
  EXPECT_EQ(code.deleted, Ids{id});
}

TEST_F(Notices, OfACommitAreGivenOnlyToThoseWhoAsk) {
  RULE("W-CAL-4");
  ScriptedCallout asking;
  const Key other = policy.add_callout(asking, kCalloutCommitAddNotify);
  ASSERT_TRUE(policy.store.begin(policy.session, false).ok());
  policy.add(filter());
  const std::uint64_t id = policy.add(PolicyFixture::filter(Action::callout_unknown, {}, other));
  EXPECT_EQ(asking.added, Ids{id});
  EXPECT_TRUE(asking.committed.empty()) << "not before";
  ASSERT_TRUE(policy.store.commit(policy.session).ok());
  EXPECT_EQ(asking.committed, Ids{id});
  EXPECT_TRUE(code.committed.empty());
}

TEST_F(Notices, UndoneByAnAbortTellTheDeletionOfWhatWasAdded) {
  RULE("W-ENG-8");
  const std::uint64_t before = policy.add(filter());
  ASSERT_TRUE(policy.store.begin(policy.session, false).ok());
  const std::uint64_t first = policy.add(filter()), second = policy.add(filter());
  ASSERT_TRUE(policy.store.delete_filter(policy.session, before).ok());
  EXPECT_TRUE(code.deleted.empty()) << "nothing has happened yet";
  ASSERT_TRUE(policy.store.abort(policy.session).ok());
  EXPECT_EQ(code.deleted, (Ids{first, second}));
  policy.walk();
  EXPECT_EQ(code.classified, 1) << "the one before is still there";
}

TEST_F(Notices, OfWhatCameAndWentInOneTransactionComeInPairs) {
  RULE("W-ENG-8");
  ASSERT_TRUE(policy.store.begin(policy.session, false).ok());
  const std::uint64_t id = policy.add(filter());
  ASSERT_TRUE(policy.store.delete_filter(policy.session, id).ok());
  ASSERT_TRUE(policy.store.commit(policy.session).ok());
  EXPECT_EQ(code.added, Ids{id});
  EXPECT_EQ(code.deleted, Ids{id});
}

TEST_F(Notices, ComeWithNoLockHeldSoThatTheCalloutMayLookAtThePolicy) {
  RULE("W-FLT-10");
  std::size_t seen = 0;
  Fault nested = Fault::not_found;
  const SessionId other = policy.open();
  code.on_added = [&](const FilterNotice&) {
    seen = policy.store.list_sublayers(policy.session)->size();
    nested = policy.store.add_filter(other, PolicyFixture::filter()).fault();
    return true;
  };
  policy.add(filter());
  EXPECT_GT(seen, 2u);
  EXPECT_EQ(nested, Fault::transaction_in_progress) << "it would wait for itself";
  // When a filter is gone the transaction is over, and anything may be done.
  bool added = false;
  code.on_added = nullptr;
  code.on_deleted = [&](const FilterNotice&) {
    added = policy.store.add_filter(other, PolicyFixture::filter()).ok();
  };
  ASSERT_TRUE(policy.store.delete_filter(policy.session, code.added.back()).ok());
  EXPECT_TRUE(added);
}

TEST_F(Notices, OfADeletionWaitForTheWalksThatCouldMeetTheFilter) {
  RULE("W-CAL-5");
  exec::SeededRuntime seeded({.seed = 5, .strategy = exec::Strategy::fifo});
  const exec::RuntimeScope scope(seeded);
  std::atomic<bool> go_on{false};
  std::vector<std::string> order;
  const std::uint64_t id = policy.add(filter());
  code.decide = [&](const Classification&, ClassifyOut&) {
    while (!go_on)
      exec::runtime().park(
          &go_on, [&] { return !go_on.load(); }, exec::kForever);
    order.push_back("walked");
  };
  code.on_deleted = [&](const FilterNotice&) { order.push_back("deleted"); };
  const auto walker = seeded.spawn("walker", [&] { policy.walk(); });
  seeded.settle(0);
  const auto deleter =
      seeded.spawn("deleter", [&] { EXPECT_TRUE(policy.store.delete_filter(policy.session, id).ok()); });
  seeded.settle(0);
  go_on = true;
  exec::runtime().unpark_all(&go_on);
  seeded.join(walker);
  seeded.join(deleter);
  EXPECT_EQ(order, (std::vector<std::string>{"walked", "deleted"}));
}

}  // namespace
}  // namespace penstock::filter
