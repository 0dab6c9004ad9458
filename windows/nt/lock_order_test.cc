// SPDX-License-Identifier: Apache-2.0
#include "nt/lock_order.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "nt/every_runtime.h"
#include "nt/irql.h"
#include "nt/thread_state.h"
#include "testing/rule.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

constexpr ULONG kTag = 'drOL';

class LockOrder : public testing::Test {
 protected:
  void SetUp() override {
    test_guest();
    forget_lock_order();
    base::finding_log().clear();
  }
  void TearDown() override {
    thread_state().held_count = 0;
    set_irql(kPassive, {});
  }
};

// One after the other, on this thread: nothing ever waits.
void take_both(KSPIN_LOCK* outer, KSPIN_LOCK* inner) {
  KIRQL before;
  KeAcquireSpinLock(outer, &before);
  KeAcquireSpinLockAtDpcLevel(inner);
  KeReleaseSpinLockFromDpcLevel(inner);
  KeReleaseSpinLock(outer, before);
}

std::string only_message() {
  const auto found = base::finding_log().list();
  return found.size() == 1 ? found[0].message : std::to_string(found.size()) + " findings";
}

KSPIN_LOCK lock_a, lock_b, lock_c;

TEST_F(LockOrder, TellsOfTwoLocksTakenBothWaysThoughNobodyWaited) {
  RULE("K-LOCK-4");
  for (int turn = 0; turn < 3; ++turn) take_both(&lock_a, &lock_b);
  EXPECT_EQ(findings("F-LOCK-15"), 0u);
  for (int turn = 0; turn < 3; ++turn) take_both(&lock_b, &lock_a);
  ASSERT_EQ(findings("F-LOCK-15"), 1u);
  const auto found = base::finding_log().list();
  EXPECT_EQ(found[0].severity, base::Severity::error);
  EXPECT_EQ(found[0].who, "test");
  EXPECT_TRUE(found[0].first);
  EXPECT_TRUE(found[0].second);
}

TEST_F(LockOrder, TellsOfALongCircleOverThreads) {
  RULE("K-LOCK-4");
  exec::FreeRuntime runtime;
  const exec::RuntimeScope scope(runtime);
  const auto on_a_thread = [&](KSPIN_LOCK* outer, KSPIN_LOCK* inner) {
    runtime.join(runtime.spawn("locker", [=] { take_both(outer, inner); }));
  };
  on_a_thread(&lock_a, &lock_b);
  on_a_thread(&lock_b, &lock_c);
  on_a_thread(&lock_a, &lock_c);
  EXPECT_EQ(findings("F-LOCK-15"), 0u);
  on_a_thread(&lock_c, &lock_a);
  ASSERT_EQ(findings("F-LOCK-15"), 1u);
  EXPECT_NE(only_message().find("the other way"), std::string::npos);
}

struct Node {
  std::array<char, 24> before;
  KSPIN_LOCK lock;
  KSPIN_LOCK other;
};

// One place, also where functions are inlined.
[[gnu::noinline]] Node* make_node() {
  auto* node = static_cast<Node*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(Node), kTag));
  KeInitializeSpinLock(&node->lock);
  KeInitializeSpinLock(&node->other);
  return node;
}

TEST_F(LockOrder, LocksOfBlocksFromOnePlaceAreOneClass) {
  RULE("K-LOCK-4");
  Node* first = make_node();
  Node* second = make_node();
  take_both(&first->lock, &second->lock);  // of one class: no order
  take_both(&second->lock, &first->lock);
  take_both(&first->lock, &first->other);
  EXPECT_EQ(base::finding_log().list().size(), 0u);
  ExFreePoolWithTag(first, kTag);
  Node* third = make_node();
  take_both(&second->other, &third->lock);
  EXPECT_EQ(findings("F-LOCK-15"), 1u);
  ExFreePoolWithTag(second, kTag);
  ExFreePoolWithTag(third, kTag);
}

TEST_F(LockOrder, MemoryThatBecameAnotherBlockIsAnotherLock) {
  const auto take_with = [](KSPIN_LOCK* lock, bool outer) {
    outer ? take_both(lock, &lock_a) : take_both(&lock_a, lock);
  };
  for (int turn = 0; turn < 20; ++turn) {
    auto* one = static_cast<KSPIN_LOCK*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, kTag));
    take_with(one, true);
    ExFreePoolWithTag(one, kTag);
    auto* other = static_cast<KSPIN_LOCK*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, kTag));
    take_with(other, false);
    ExFreePoolWithTag(other, kTag);
  }
  EXPECT_EQ(base::finding_log().list().size(), 0u);
}

TEST_F(LockOrder, WhatDoesNotWaitHasNoOrder) {
  take_both(&lock_a, &lock_b);
  KIRQL before;
  KeAcquireSpinLock(&lock_b, &before);
  ASSERT_TRUE(KeTryToAcquireSpinLockAtDpcLevel(&lock_a));
  KeReleaseSpinLockFromDpcLevel(&lock_a);
  KeReleaseSpinLock(&lock_b, before);
  EXPECT_EQ(base::finding_log().list().size(), 0u);
}

TEST_F(LockOrder, LocksOnAStackHaveNone) {
  for (int turn = 0; turn < 4; ++turn) {
    KSPIN_LOCK mine[2] = {};
    take_both(&mine[turn % 2], &lock_a);
    take_both(&lock_a, &mine[(turn + 1) % 2]);
  }
  EXPECT_EQ(base::finding_log().list().size(), 0u);
}

FAST_MUTEX fast;
ERESOURCE resource;
EX_PUSH_LOCK push;

TEST_F(LockOrder, HoldsForLocksThatSleep) {
  RULE("K-LOCK-4");
  ExInitializeFastMutex(&fast);
  ExInitializeResourceLite(&resource);
  ExInitializePushLock(&push);
  KeEnterCriticalRegion();
  ExAcquireFastMutex(&fast);
  ExAcquireResourceSharedLite(&resource, TRUE);
  ExAcquirePushLockExclusive(&push);
  ExReleasePushLockExclusive(&push);
  ExReleaseResourceLite(&resource);
  ExReleaseFastMutex(&fast);
  ExAcquirePushLockShared(&push);
  ExAcquireFastMutexUnsafe(&fast);
  ExReleaseFastMutexUnsafe(&fast);
  ExReleasePushLockShared(&push);
  KeLeaveCriticalRegion();
  ExDeleteResourceLite(&resource);
  EXPECT_EQ(findings("F-LOCK-15"), 1u);
  EXPECT_EQ(thread_state().held_count, 0u);
}

TEST_F(LockOrder, APushLockIsNotTakenTwice) {
  RULE("K-LOCK-1");
  ExInitializePushLock(&push);
  KeEnterCriticalRegion();
  ExAcquirePushLockExclusive(&push);
  ExAcquirePushLockExclusive(&push);
  ExReleasePushLockExclusive(&push);
  ExAcquirePushLockShared(&push);
  ExAcquirePushLockShared(&push);
  ExReleasePushLockShared(&push);
  ExReleasePushLockShared(&push);
  KeLeaveCriticalRegion();
  EXPECT_EQ(findings("F-LOCK-1"), 2u);
  EXPECT_EQ(push, 0u);
}

TEST_F(LockOrder, ACallbackThatReturnsWithALockHeldIsTold) {
  RULE("K-LOCK-7");
  ExInitializeFastMutex(&fast);
  {
    const GuestCall call(&test_guest(), kPassive, "callback");
    ExAcquireFastMutex(&fast);
    set_irql(kPassive, {});
  }
  EXPECT_EQ(findings("F-LOCK-6"), 1u);
  EXPECT_EQ(thread_state().held_count, 0u);
  Node* node = make_node();
  {
    KIRQL before;
    KeAcquireSpinLock(&node->lock, &before);
    ExFreePoolWithTag(node, kTag);
    thread_state().held_count = 0;
    set_irql(before, {});
  }
  EXPECT_EQ(findings("F-LOCK-11"), 1u);
}

}  // namespace
}  // namespace penstock::nt
