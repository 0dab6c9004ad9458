// SPDX-License-Identifier: Apache-2.0
// The policy changes on free-running threads while others walk it: for the thread sanitizer, and for what
// must hold whatever the machine does.
#include <gtest/gtest.h>

#include <atomic>

#include "exec/quiescence.h"
#include "exec/runtime.h"
#include "filter/policy_fixture.h"
#include "testing/rule.h"

namespace penstock::filter {
namespace {

class CountingCallout : public Callout {
 public:
  std::atomic<int> added{0}, deleted{0}, called_while_gone{0};
  std::atomic<bool> registered{false};

  void classify(const Classification&, ClassifyOut& out) override {
    if (!registered) ++called_while_gone;
    out.action = Action::permit;
  }
  bool filter_added(const FilterNotice& notice) override {
    if (!registered) ++called_while_gone;
    notice.filter->context = 1;
    return ++added != 0;
  }
  void filter_deleted(const FilterNotice&) override { ++deleted; }
  bool wants_flow_deletions() const override { return false; }
  void flow_deleted(Layer, std::uint32_t, std::uint64_t) override {}
};

class PolicyThreads : public ::testing::Test {
 protected:
  static constexpr int kWriters = 3, kWalkers = 2, kRounds = 100;
  CountingCallout code;
  PolicyFixture policy;
  std::atomic<int> writers_left{kWriters};
  std::vector<exec::ThreadId> threads;

  void spawn(const char* name, std::function<void()> body) {
    threads.push_back(exec::runtime().spawn(name, std::move(body)));
  }
  void walk_until_written() {
    exec::Published<CompiledPolicy>::Reader reader(policy.store.published());
    const std::array<Value, kFieldsMax> values{};
    const WalkInput input = {PolicyFixture::kLayer, values.data(), kFieldsMax, nullptr};
    while (writers_left != 0) {
      const exec::Quiescence::Section section;
      reader.refresh();
      EXPECT_FALSE(arbitrate(*reader, input).vetoed);
    }
  }
  void add_and_delete(const Key& callout) {
    const SessionId mine = policy.open();
    FilterSpec spec = PolicyFixture::filter(Action::callout_unknown, {}, callout);
    for (int round = 0; round < kRounds; ++round) {
      EXPECT_TRUE(policy.store.begin(mine, false).ok());
      const auto id = policy.store.add_filter(mine, spec);
      EXPECT_TRUE(id.ok());
      EXPECT_TRUE((round % 4 == 0 ? policy.store.abort(mine) : policy.store.commit(mine)).ok());
      if (round % 4 == 0) continue;
      EXPECT_TRUE(policy.store.delete_filter(mine, *id).ok());
    }
    --writers_left;
  }
  void join_all() {
    for (const exec::ThreadId thread : threads) exec::runtime().join(thread);
  }
};

TEST_F(PolicyThreads, TellOfEveryFilterOnceThatItCameAndOnceThatItWent) {
  RULE("W-ENG-8");
  code.registered = true;
  const Key key = make_key();
  ASSERT_TRUE(policy.registry.register_callout(key, code, 0, 0).ok());
  ASSERT_TRUE(policy.store.add_callout(policy.session, PolicyFixture::callout(key)).ok());
  for (int walker = 0; walker < kWalkers; ++walker) spawn("walker", [&] { walk_until_written(); });
  for (int writer = 0; writer < kWriters; ++writer) spawn("writer", [&] { add_and_delete(key); });
  join_all();
  EXPECT_EQ(code.added, kWriters * kRounds);
  EXPECT_EQ(code.deleted, kWriters * kRounds);
  EXPECT_TRUE(policy.store.list_filters(policy.session)->empty());
}

TEST_F(PolicyThreads, NeverCallACalloutAfterItsUnregistrationReturned) {
  RULE("W-CAL-9");
  const Key key = make_key();
  ASSERT_TRUE(policy.store.add_callout(policy.session, PolicyFixture::callout(key)).ok());
  policy.add(PolicyFixture::filter(Action::callout_unknown, {}, key));
  for (int walker = 0; walker < kWalkers; ++walker) spawn("walker", [&] { walk_until_written(); });
  writers_left = 1;
  spawn("writer", [&] { add_and_delete(key); });
  while (writers_left != 0) {
    code.registered = true;
    EXPECT_TRUE(policy.registry.register_callout(key, code, 0, 0).ok());
    exec::runtime().point(exec::Point::yield);
    EXPECT_TRUE(policy.registry.unregister(key).ok());
    code.registered = false;
  }
  join_all();
  EXPECT_EQ(code.called_while_gone, 0);
}

}  // namespace
}  // namespace penstock::filter
