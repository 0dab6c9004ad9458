// SPDX-License-Identifier: Apache-2.0
#include "tunnel/slot_list.h"

#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

class SlotLists : public testing::Test {
 protected:
  SlotLists() {
    pool_.open();
    SlotChain none;
    list_->begin(none);
  }
  ~SlotLists() override {
    SlotChain left;
    list_->end(left);
    recycle_all(left);
  }
  SlotRef lease() { return SlotRef::adopt(pool_.lease(1, PENSTOCK_CALLER, 0)); }
  std::vector<std::uint32_t> order() {
    std::vector<std::uint32_t> indexes;
    const auto seen = list_->snapshot();
    for (const SlotRef& one : *seen) indexes.push_back(one->index());
    return indexes;
  }

  LeaseClock clock_;
  SlotHome home_{.owner = this, .holder = 1, .clock = &clock_};
  SlotPool pool_{{.owner = this, .slots = 8}};
  ListRef list_ = ListRef::adopt(SlotList::make(home_, {}));
};

TEST_F(SlotLists, PutAndTakeAtBothEnds) {
  RULE("N-LIST-1");
  const SlotRef a = lease(), b = lease(), c = lease();
  ASSERT_TRUE(list_->append(a.get()).ok());
  ASSERT_TRUE(list_->append(b.get()).ok());
  ASSERT_TRUE(list_->add_at_begin(c.get()).ok());
  EXPECT_EQ(*list_->size(), 3u);
  EXPECT_EQ(list_->remove_at_begin({})->get(), c.get());
  EXPECT_EQ(list_->remove_at_end({})->get(), b.get());
  EXPECT_EQ(*list_->size(), 1u);
  EXPECT_EQ(b->state(), SlotState::leased);
  EXPECT_EQ(a->state(), SlotState::listed);
}

TEST_F(SlotLists, AnEmptyOneGivesNothingAndNullIsRefused) {
  RULE("N-LIST-2");
  EXPECT_EQ(list_->remove_at_begin({}).fault(), Fault::out_of_bounds);
  EXPECT_EQ(list_->remove_at_end({}).fault(), Fault::out_of_bounds);
  EXPECT_EQ(list_->append(nullptr).fault(), Fault::null_argument);
  EXPECT_EQ(list_->add_at_begin(nullptr).fault(), Fault::null_argument);
}

TEST_F(SlotLists, ClearGivesEverythingBack) {
  RULE("N-LIST-3");
  for (int count = 0; count < 3; ++count) ASSERT_TRUE(list_->append(lease().get()).ok());
  EXPECT_EQ(pool_.counts().listed, 3u);
  ASSERT_TRUE(list_->clear().ok());
  EXPECT_EQ(*list_->size(), 0u);
  EXPECT_EQ(pool_.counts().free, 8u);
}

TEST_F(SlotLists, StatusIsOkAndThenWhatWasSet) {
  RULE("N-LIST-4");
  EXPECT_EQ(*list_->status(), BufferStatus::ok);
  ASSERT_TRUE(list_->set_status(BufferStatus::invalid_size).ok());
  EXPECT_EQ(*list_->status(), BufferStatus::invalid_size);
}

TEST_F(SlotLists, EveryMemberOfAnEndedOneIsRefused) {
  RULE("N-LIST-5");
  const SlotRef slot = lease();
  SlotChain left;
  list_->end(left);
  EXPECT_EQ(list_->append(slot.get()).fault(), Fault::illegal_call);
  EXPECT_EQ(list_->add_at_begin(slot.get()).fault(), Fault::illegal_call);
  EXPECT_EQ(list_->remove_at_begin({}).fault(), Fault::illegal_call);
  EXPECT_EQ(list_->remove_at_end({}).fault(), Fault::illegal_call);
  EXPECT_EQ(list_->clear().fault(), Fault::illegal_call);
  EXPECT_EQ(list_->size().fault(), Fault::illegal_call);
  EXPECT_EQ(list_->status().fault(), Fault::illegal_call);
  EXPECT_EQ(list_->set_status(BufferStatus::ok).fault(), Fault::illegal_call);
  EXPECT_EQ(list_->snapshot().fault(), Fault::illegal_call);
  EXPECT_EQ(slot->state(), SlotState::leased);
}

TEST_F(SlotLists, IteratingShowsWithoutTakingAndIsRefusedWhenStrict) {
  RULE("N-LIST-6");
  SlotHandle* shown = nullptr;
  ASSERT_EQ(pool_.take(&shown, 1), 1u);
  pool_.set_length(*shown, 33);
  pool_.show(*shown);
  SlotChain chain;
  chain.push_back(*shown);
  ListRef list = ListRef::adopt(SlotList::make(home_, {}));
  list->begin(chain);
  {
    const auto seen = list->snapshot();
    ASSERT_EQ(seen->size(), 1u);
    EXPECT_EQ(*(*seen)[0]->length_bytes(), 33u);
  }
  EXPECT_EQ(*list->size(), 1u);
  EXPECT_EQ(shown->state(), SlotState::listed);
  home_.fidelity = Fidelity::strict;
  EXPECT_EQ(list->snapshot().fault(), Fault::no_iteration);
  list->end(chain);
  recycle_all(chain);
}

TEST_F(SlotLists, RotatingLeavesOrderAndCount) {
  RULE("N-LIST-7");
  for (int count = 0; count < 5; ++count) ASSERT_TRUE(list_->append(lease().get()).ok());
  const auto before = order();
  for (int round = 0; round < 200'000; ++round) {
    for (std::uint32_t left = *list_->size(); left > 0; --left) {
      auto taken = list_->remove_at_begin({});
      ASSERT_TRUE(list_->append(taken->get()).ok());
    }
  }
  EXPECT_EQ(order(), before);
  EXPECT_EQ(pool_.counts().leaked_reclaimed, 0u);
}

TEST_F(SlotLists, ABufferThatIsNotLeasedGoesNowhere) {
  RULE("N-BUF-14");
  const SlotRef slot = lease();
  ASSERT_TRUE(list_->append(slot.get()).ok());
  EXPECT_EQ(list_->append(slot.get()).fault(), Fault::invalid_argument);  // the second time
  EXPECT_EQ(*list_->size(), 1u);
  ListRef other = ListRef::adopt(SlotList::make(home_, {}));
  SlotChain chain;
  other->begin(chain);
  EXPECT_EQ(other->append(slot.get()).fault(), Fault::invalid_argument);  // listed elsewhere
  const SlotRef queued = lease();
  ASSERT_TRUE(pool_.queue(*queued));
  EXPECT_EQ(list_->append(queued.get()).fault(), Fault::invalid_argument);
  pool_.take_back(*queued);
  EXPECT_EQ(list_->append(queued.get()).fault(), Fault::invalid_argument);  // in flight
  pool_.recycle(*queued);
  EXPECT_EQ(list_->append(queued.get()).fault(), Fault::invalid_argument);  // free
  EXPECT_EQ(*list_->size(), 1u);
  other->end(chain);
}

TEST_F(SlotLists, BuffersOfOthersAndOfEarlierStartsAreRefused) {
  RULE("N-BUF-21");
  SlotPool other({.owner = &clock_, .slots = 2});
  other.open();
  const SlotRef foreign = SlotRef::adopt(other.lease(1, {}, 0));
  EXPECT_EQ(list_->append(foreign.get()).fault(), Fault::invalid_argument);
  EXPECT_EQ(foreign->state(), SlotState::leased);
  const SlotRef old = lease();
  pool_.close();
  pool_.open();
  EXPECT_EQ(list_->append(old.get()).fault(), Fault::invalid_argument);
}

}  // namespace
}  // namespace penstock::tunnel
