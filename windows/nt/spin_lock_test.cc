// SPDX-License-Identifier: Apache-2.0
#include "nt/spin_lock.h"

#include <vector>

#include "nt/every_runtime.h"
#include "nt/irql.h"
#include "testing/rule.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

class SpinLock : public testing::Test {
 protected:
  void SetUp() override {
    base::finding_log().clear();
    test_guest();
  }
  void TearDown() override {
    // Some tests leave a lock behind on purpose.
    thread_state().held_count = 0;
    set_irql(kPassive, {});
  }
};

// Runs `body` in some threads at once and waits for them.
template <class Body>
void in_threads(int count, Body body) {
  std::vector<exec::ThreadId> threads;
  for (int i = 0; i < count; ++i) threads.push_back(exec::runtime().spawn("locker", [&body, i] { body(i); }));
  for (const exec::ThreadId thread : threads) exec::runtime().join(thread);
}

TEST_F(SpinLock, ExcludesWithEveryFamilyOfFunctions) {
  under_every_runtime([] {
    KSPIN_LOCK lock = 0;
    EX_SPIN_LOCK word = 0;
    int plain = 0, queued = 0, exclusive = 0;
    in_threads(3, [&](int) {
      for (int turn = 0; turn < 30; ++turn) {
        KIRQL before;
        KeAcquireSpinLock(&lock, &before);
        plain = plain + 1;
        KeReleaseSpinLock(&lock, before);
        KLOCK_QUEUE_HANDLE handle;
        KeAcquireInStackQueuedSpinLock(&lock, &handle);
        queued = queued + 1;
        KeReleaseInStackQueuedSpinLock(&handle);
        before = ExAcquireSpinLockExclusive(&word);
        exclusive = exclusive + 1;
        ExReleaseSpinLockExclusive(&word, before);
      }
    });
    EXPECT_EQ(plain, 90);
    EXPECT_EQ(queued, 90);
    EXPECT_EQ(exclusive, 90);
    EXPECT_EQ(base::finding_log().list().size(), 0u);
  });
}

TEST_F(SpinLock, IsGrantedInOrderOfArrival) {
  RULE("K-LOCK-3");
  exec::SeededRuntime runtime({.seed = 7});
  const exec::RuntimeScope scope(runtime);
  KSPIN_LOCK lock = 0;
  KLOCK_QUEUE_HANDLE handle;
  KeAcquireInStackQueuedSpinLock(&lock, &handle);
  std::vector<int> arrived, granted;
  std::vector<exec::ThreadId> threads;
  for (int i = 0; i < 4; ++i) {
    threads.push_back(runtime.spawn("waiter", [&, i] {
      const KIRQL before = raise_irql(kDispatch, {});
      arrived.push_back(i);
      SpinWord::at(&lock).acquire();
      granted.push_back(i);
      SpinWord::at(&lock).release();
      lower_irql(before, {});
    }));
  }
  runtime.settle(0);
  ASSERT_EQ(arrived.size(), 4u);
  EXPECT_TRUE(granted.empty());
  KeReleaseInStackQueuedSpinLock(&handle);
  for (const exec::ThreadId thread : threads) runtime.join(thread);
  EXPECT_EQ(granted, arrived);
}

TEST_F(SpinLock, SecondAcquisitionByTheOwnerIsFoundAtOnce) {
  RULE("K-LOCK-1");
  KSPIN_LOCK lock = 0;
  KIRQL before, again;
  KeAcquireSpinLock(&lock, &before);
  KeAcquireSpinLock(&lock, &again);
  EXPECT_EQ(findings("F-LOCK-1"), 1u);
  KeReleaseSpinLock(&lock, before);
  EX_SPIN_LOCK word = 0;
  before = ExAcquireSpinLockExclusive(&word);
  again = ExAcquireSpinLockExclusive(&word);
  EXPECT_EQ(findings("F-LOCK-1"), 2u);
  ExReleaseSpinLockExclusive(&word, before);
}

TEST_F(SpinLock, WrongReleasesAndUninitialisedWordsAreFound) {
  RULE("K-LOCK-2");
  KSPIN_LOCK lock = 0;
  KIRQL before;
  KeAcquireSpinLock(&lock, &before);
  const exec::ThreadId thief = exec::runtime().spawn("thief", [&] {
    const KIRQL own = KeRaiseIrqlToDpcLevel();
    KeReleaseSpinLock(&lock, own);
  });
  exec::runtime().join(thief);
  EXPECT_EQ(findings("F-LOCK-5"), 1u);
  KeReleaseSpinLock(&lock, before);
  EXPECT_EQ(findings("F-LOCK-2"), 1u) << "the other thread released it";
  lock = 0xA1A1A1A1A1A1A1A1;
  KeAcquireSpinLock(&lock, &before);
  EXPECT_EQ(findings("F-LOCK-13"), 1u);
  KeInitializeSpinLock(&lock);
  EXPECT_EQ(findings("F-LOCK-14"), 1u);
  KeLowerIrql(before);
}

TEST_F(SpinLock, WrongSavedLevelIsFoundAndTaken) {
  RULE("K-IRQL-7");
  KSPIN_LOCK lock = 0;
  KIRQL before;
  KeAcquireSpinLock(&lock, &before);
  KeReleaseSpinLock(&lock, APC_LEVEL);
  EXPECT_EQ(findings("F-LOCK-3"), 1u);
  EXPECT_EQ(KeGetCurrentIrql(), APC_LEVEL);
  KeLowerIrql(PASSIVE_LEVEL);
}

TEST_F(SpinLock, LoweringWithALockHeldIsFound) {
  RULE("K-IRQL-8");
  KSPIN_LOCK outer = 0, inner = 0;
  KIRQL outer_before, inner_before;
  KeAcquireSpinLock(&outer, &outer_before);
  KeAcquireSpinLock(&inner, &inner_before);
  KeReleaseSpinLock(&outer, outer_before);
  EXPECT_EQ(findings("F-LOCK-4"), 1u);
  KeReleaseSpinLock(&inner, inner_before);
  KeLowerIrql(PASSIVE_LEVEL);
}

TEST_F(SpinLock, QueueHandleBelongsToItsAcquisition) {
  RULE("K-LOCK-8");
  KSPIN_LOCK lock = 0;
  KLOCK_QUEUE_HANDLE handle;
  KeAcquireInStackQueuedSpinLock(&lock, &handle);
  EXPECT_EQ(handle.OldIrql, PASSIVE_LEVEL);
  KeReleaseInStackQueuedSpinLock(&handle);
  EXPECT_EQ(findings("F-LOCK-7"), 0u);
  KeReleaseInStackQueuedSpinLock(&handle);
  EXPECT_EQ(findings("F-LOCK-7"), 1u);
  KeAcquireInStackQueuedSpinLock(&lock, &handle);
  const exec::ThreadId thief = exec::runtime().spawn("thief", [&] {
    (void)KeRaiseIrqlToDpcLevel();
    KeReleaseInStackQueuedSpinLockFromDpcLevel(&handle);
  });
  exec::runtime().join(thief);
  EXPECT_EQ(findings("F-LOCK-7"), 2u) << "released by a thread that did not acquire it";
  KeLowerIrql(PASSIVE_LEVEL);
}

TEST_F(SpinLock, AtDpcLevelIsForThoseWhoAreThere) {
  RULE("K-IRQL-2");
  KSPIN_LOCK lock = 0;
  KeAcquireSpinLockAtDpcLevel(&lock);
  KeReleaseSpinLockFromDpcLevel(&lock);
  EXPECT_EQ(findings("F-LOCK-2"), 2u);
  const KIRQL before = KeRaiseIrqlToDpcLevel();
  KeAcquireSpinLockAtDpcLevel(&lock);
  KeReleaseSpinLockFromDpcLevel(&lock);
  KeLowerIrql(before);
  EXPECT_EQ(findings("F-LOCK-2"), 2u);
}

TEST_F(SpinLock, FamiliesDoNotMix) {
  RULE("K-LOCK-10");
  KSPIN_LOCK lock = 0;
  KLOCK_QUEUE_HANDLE handle;
  KeAcquireInStackQueuedSpinLock(&lock, &handle);
  KeReleaseSpinLock(&lock, handle.OldIrql);
  EXPECT_EQ(findings("F-LOCK-9"), 1u);
}

TEST_F(SpinLock, ReadersShareAndAWaitingWriterKeepsNewOnesOut) {
  RULE("K-LOCK-9");
  exec::SeededRuntime runtime({.seed = 3});
  const exec::RuntimeScope scope(runtime);
  EX_SPIN_LOCK lock = 0;
  std::string order;
  const KIRQL before = ExAcquireSpinLockShared(&lock);
  const exec::ThreadId reader_beside = runtime.spawn("reader", [&] {
    const KIRQL own = ExAcquireSpinLockShared(&lock);
    order += 'b';
    ExReleaseSpinLockShared(&lock, own);
  });
  runtime.settle(0);
  EXPECT_EQ(order, "b");
  const exec::ThreadId writer = runtime.spawn("writer", [&] {
    const KIRQL own = ExAcquireSpinLockExclusive(&lock);
    order += 'w';
    ExReleaseSpinLockExclusive(&lock, own);
  });
  runtime.settle(0);
  const exec::ThreadId late = runtime.spawn("late reader", [&] {
    const KIRQL own = ExAcquireSpinLockShared(&lock);
    order += 'r';
    ExReleaseSpinLockShared(&lock, own);
  });
  runtime.settle(0);
  EXPECT_EQ(order, "b") << "neither the writer nor the reader behind it";
  const KIRQL again = ExAcquireSpinLockShared(&lock);
  EXPECT_EQ(findings("F-LOCK-8"), 1u);
  ExReleaseSpinLockShared(&lock, again);
  ExReleaseSpinLockShared(&lock, before);
  for (const exec::ThreadId thread : {reader_beside, writer, late}) runtime.join(thread);
  EXPECT_EQ(order, "bwr");
}

}  // namespace
}  // namespace penstock::nt
