// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "exec/runtime.h"
#include "exec/seeded_runtime.h"
#include "filter/policy_fixture.h"
#include "testing/rule.h"

namespace penstock::filter {
namespace {

class Transactions : public ::testing::Test {
 protected:
  exec::SeededRuntime seeded{{.seed = 11}};
  exec::RuntimeScope scope{seeded};
  ScriptedCallout code;
  PolicyFixture policy;
  PolicyStore& store = policy.store;
  SessionId session = policy.session;

  std::size_t filters_seen_by(SessionId who) { return store.list_filters(who)->size(); }
  std::uint64_t revision(Layer layer = PolicyFixture::kLayer) {
    return store.published().load()->at(layer).revision;
  }
  static std::string text(const Result<void>& result) {
    return result.ok() ? "fine" : to_string(result.fault());
  }
};

TEST_F(Transactions, NeedASession) {
  RULE("W-ENG-1");
  EXPECT_EQ(text(store.begin(999, false)), "invalid handle");
  EXPECT_EQ(store.add_filter(999, PolicyFixture::filter()).fault(), Fault::invalid_handle);
  const SessionOptions named = {.key = make_key()};
  ASSERT_TRUE(store.open_session(named).ok());
  EXPECT_EQ(store.open_session(named).fault(), Fault::already_exists);
  EXPECT_TRUE(store.open_session({}).ok());
  EXPECT_TRUE(store.open_session({}).ok()) << "zero keys are no duplicates";
}

TEST_F(Transactions, ComeOneAtATimeForASession) {
  RULE("W-ENG-4");
  RULE("T-28");
  EXPECT_EQ(text(store.commit(session)), "no transaction");
  EXPECT_EQ(text(store.abort(session)), "no transaction");
  ASSERT_TRUE(store.begin(session, false).ok());
  EXPECT_EQ(text(store.begin(session, false)), "transaction in progress");
  EXPECT_EQ(text(store.begin(session, true)), "transaction in progress");
  ASSERT_TRUE(store.commit(session).ok());
  ASSERT_TRUE(store.begin(session, true).ok());
  EXPECT_EQ(text(store.begin(session, false)), "transaction in progress");
  EXPECT_EQ(store.add_filter(session, PolicyFixture::filter()).fault(), Fault::read_only_transaction);
  EXPECT_EQ(text(store.delete_filter(session, 1)), "read only transaction");
  EXPECT_TRUE(store.commit(session).ok());
  EXPECT_EQ(text(store.commit(session)), "no transaction");
}

TEST_F(Transactions, AreImplicitWhereNoneWasBegun) {
  RULE("W-ENG-5");
  const SessionId other = policy.open();
  const std::uint64_t id = policy.add(PolicyFixture::filter(Action::block));
  EXPECT_TRUE(policy.walk().blocked());
  EXPECT_TRUE(store.get_filter(other, id).ok());
  EXPECT_EQ(text(store.commit(session)), "no transaction");
}

TEST_F(Transactions, SurviveAnOperationThatFails) {
  RULE("W-ENG-6");
  RULE("T-28");
  ASSERT_TRUE(store.begin(session, false).ok());
  FilterSpec spec = PolicyFixture::filter();
  spec.key = make_key();
  policy.add(spec);
  policy.add(PolicyFixture::filter());
  EXPECT_EQ(store.add_filter(session, spec).fault(), Fault::already_exists);
  policy.add(PolicyFixture::filter());
  ASSERT_TRUE(store.commit(session).ok());
  EXPECT_EQ(filters_seen_by(session), 3u);
}

TEST_F(Transactions, ShowNothingToOthersBeforeTheyAreCommitted) {
  RULE("W-ENG-8");
  const SessionId other = policy.open();
  const std::uint64_t old = policy.add(PolicyFixture::filter());
  ASSERT_TRUE(store.begin(session, false).ok());
  policy.add(PolicyFixture::filter(Action::block));
  ASSERT_TRUE(store.delete_filter(session, old).ok());
  EXPECT_EQ(store.get_filter(session, old).fault(), Fault::filter_not_found) << "it sees its own changes";
  EXPECT_TRUE(store.get_filter(other, old).ok());
  EXPECT_EQ(filters_seen_by(other), 1u);
  EXPECT_FALSE(policy.walk().blocked());
  ASSERT_TRUE(store.commit(session).ok());
  EXPECT_EQ(store.get_filter(other, old).fault(), Fault::filter_not_found);
  EXPECT_TRUE(policy.walk().blocked());
}

TEST_F(Transactions, PublishOneVersionForAllOfTheirChanges) {
  RULE("W-ENG-8");
  const std::uint64_t before = store.published().revision();
  ASSERT_TRUE(store.begin(session, false).ok());
  const Key sublayer = policy.add_sublayer(7);
  policy.add(PolicyFixture::filter(Action::permit, sublayer));
  policy.add(PolicyFixture::filter(Action::block));
  EXPECT_EQ(store.published().revision(), before);
  const auto held = store.published().load();
  ASSERT_TRUE(store.commit(session).ok());
  EXPECT_EQ(store.published().revision(), before + 1);
  EXPECT_TRUE(held->at(PolicyFixture::kLayer).empty()) << "a version never changes";
}

TEST_F(Transactions, LeaveNothingWhenTheyAreAborted) {
  RULE("W-ENG-8");
  const std::uint64_t old = policy.add(PolicyFixture::filter());
  const auto before = store.published().load();
  ASSERT_TRUE(store.begin(session, false).ok());
  const Key sublayer = policy.add_sublayer(7);
  policy.add(PolicyFixture::filter(Action::block, sublayer));
  ASSERT_TRUE(store.delete_filter(session, old).ok());
  ASSERT_TRUE(store.abort(session).ok());
  EXPECT_EQ(store.published().load(), before);
  EXPECT_TRUE(store.get_filter(session, old).ok());
  EXPECT_EQ(store.get_sublayer(session, sublayer).fault(), Fault::sublayer_not_found);
  EXPECT_EQ(filters_seen_by(session), 1u);
}

TEST_F(Transactions, CanReplaceAnObjectByOneOfTheSameKey) {
  RULE("W-ENG-8");
  FilterSpec spec = PolicyFixture::filter(Action::block);
  spec.key = make_key();
  const std::uint64_t old = policy.add(spec);
  ASSERT_TRUE(store.begin(session, false).ok());
  ASSERT_TRUE(store.delete_filter(session, spec.key).ok());
  spec.action = Action::permit;
  const std::uint64_t fresh = policy.add(spec);
  EXPECT_EQ(store.get_filter(session, spec.key)->id, fresh);
  EXPECT_EQ(store.get_filter(session, old).fault(), Fault::filter_not_found);
  ASSERT_TRUE(store.commit(session).ok());
  EXPECT_EQ(store.get_filter(session, spec.key)->id, fresh);
  EXPECT_EQ(filters_seen_by(session), 1u);
  EXPECT_EQ(policy.walk().filter_id, fresh);
}

TEST_F(Transactions, ThatOnlyReadSeeOneStateThroughout) {
  RULE("W-ENG-8");
  const SessionId reader = policy.open();
  ASSERT_TRUE(store.begin(reader, true).ok());
  policy.add(PolicyFixture::filter());
  EXPECT_EQ(filters_seen_by(reader), 0u);
  ASSERT_TRUE(store.commit(reader).ok());
  EXPECT_EQ(filters_seen_by(reader), 1u);
}

TEST_F(Transactions, MoveTheRevisionOnlyOfLayersWhoseFiltersChanged) {
  RULE("W-ENG-9");
  const std::uint64_t connect = revision(), accept = revision(Layer::ale_auth_recv_accept_v4);
  const std::uint64_t id = policy.add(PolicyFixture::filter());
  EXPECT_EQ(revision(), connect + 1);
  EXPECT_EQ(revision(Layer::ale_auth_recv_accept_v4), accept);
  policy.add_sublayer(9);
  EXPECT_EQ(revision(), connect + 1);
  ASSERT_TRUE(store.delete_filter(session, id).ok());
  EXPECT_EQ(revision(), connect + 2);
}

TEST_F(Transactions, WaitForAnotherSessionsUntilTheTimeout) {
  RULE("W-ENG-7");
  const SessionId patient = policy.open(), hasty = policy.open(0, 10);
  ASSERT_TRUE(store.begin(session, false).ok());
  const auto waited_ms = [&](SessionId who) {
    const std::int64_t start_ns = seeded.now_ns();
    EXPECT_EQ(text(store.begin(who, false)), "timeout");
    return (seeded.now_ns() - start_ns) / 1'000'000;
  };
  EXPECT_EQ(waited_ms(hasty), 10);
  EXPECT_EQ(waited_ms(patient), 15'000) << "the default";
  EXPECT_EQ(store.add_filter(hasty, PolicyFixture::filter()).fault(), Fault::timeout) << "implicit ones too";
  EXPECT_TRUE(store.begin(hasty, true).ok()) << "readers do not wait";
}

TEST_F(Transactions, AreTakenUpAsSoonAsTheOtherEnds) {
  RULE("W-ENG-7");
  const SessionId other = policy.open();
  std::string began = "waits";
  ASSERT_TRUE(store.begin(session, false).ok());
  const auto waiter = seeded.spawn("waiter", [&] {
    began = text(store.begin(other, false));
    EXPECT_TRUE(store.commit(other).ok());
  });
  seeded.settle(seeded.now_ns() + 1'000'000);
  EXPECT_EQ(began, "waits");
  const std::int64_t start_ns = seeded.now_ns();
  ASSERT_TRUE(store.commit(session).ok());
  seeded.join(waiter);
  EXPECT_EQ(began, "fine");
  EXPECT_LT(seeded.now_ns() - start_ns, 1'000'000);
}

TEST_F(Transactions, OfManySessionsNeverMixUnderAnyInterleaving) {
  RULE("W-ENG-7");
  RULE("W-ENG-8");
  constexpr int kThreads = 4, kRounds = 8;
  std::vector<exec::ThreadId> threads;
  for (int number = 0; number < kThreads; ++number)
    threads.push_back(seeded.spawn("writer", [&] {
      const SessionId mine = policy.open();
      for (int round = 0; round < kRounds; ++round) {
        EXPECT_TRUE(store.begin(mine, false).ok());
        EXPECT_TRUE(store.add_filter(mine, PolicyFixture::filter()).ok());
        exec::runtime().point(exec::Point::yield);
        EXPECT_EQ(store.published().load()->at(PolicyFixture::kLayer).empty(), filters_seen_by(session) == 0);
        EXPECT_TRUE(store.add_filter(mine, PolicyFixture::filter()).ok());
        EXPECT_EQ(text(round % 2 == 0 ? store.commit(mine) : store.abort(mine)), "fine");
        EXPECT_EQ(filters_seen_by(mine) % 2, 0u) << "all of a transaction or nothing";
      }
    }));
  for (const exec::ThreadId thread : threads) seeded.join(thread);
  EXPECT_EQ(filters_seen_by(session), std::size_t{kThreads * kRounds});
}

TEST_F(Transactions, AreAbortedWhenTheirSessionIsClosed) {
  RULE("W-ENG-3");
  const Key key = policy.add_callout(code);
  const SessionId other = policy.open();
  ASSERT_TRUE(store.begin(other, false).ok());
  const std::uint64_t id = *store.add_filter(other, PolicyFixture::filter(Action::callout_unknown, {}, key));
  ASSERT_TRUE(store.close_session(other).ok());
  EXPECT_EQ(filters_seen_by(session), 0u);
  EXPECT_EQ(code.deleted, std::vector<std::uint64_t>{id});
  EXPECT_TRUE(store.begin(session, false).ok()) << "the turn is free";
}

TEST_F(Transactions, OfAnOwnerThatIsGoneAreClosedWhateverIsOpen) {
  RULE("W-ENG-3");
  const SessionId dynamic = policy.open(kSessionDynamic, 0, 42), open = policy.open(0, 0, 42);
  ASSERT_TRUE(store.add_filter(dynamic, PolicyFixture::filter(Action::block)).ok());
  ASSERT_TRUE(store.begin(open, false).ok());
  EXPECT_EQ(store.close_sessions_of(42), 2u);
  EXPECT_FALSE(policy.walk().blocked());
  EXPECT_EQ(store.close_sessions_of(42), 0u);
  EXPECT_TRUE(store.begin(session, false).ok());
}

TEST_F(Transactions, OfOthersDoNotHoldUpTheClosingOfASessionThatOwnsNothing) {
  RULE("W-ENG-3");
  const SessionId other = policy.open();
  ASSERT_TRUE(store.begin(session, false).ok());
  EXPECT_TRUE(store.close_session(other).ok());
}

}  // namespace
}  // namespace penstock::filter
