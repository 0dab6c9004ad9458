// SPDX-License-Identifier: Apache-2.0
// Sleeping locks, run-down, lists and lookaside lists.
#include <atomic>
#include <vector>

#include "nt/every_runtime.h"
#include "nt/thread_state.h"
#include "testing/rule.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

template <class Body>
void in_threads(int count, Body body) {
  std::vector<exec::ThreadId> threads;
  for (int i = 0; i < count; ++i) threads.push_back(exec::runtime().spawn("locker", [&body, i] { body(i); }));
  for (const exec::ThreadId thread : threads) exec::runtime().join(thread);
}

TEST(SleepingLock, EveryKindExcludes) {
  under_every_runtime([] {
    FAST_MUTEX fast;
    ExInitializeFastMutex(&fast);
    KGUARDED_MUTEX guarded;
    KeInitializeGuardedMutex(&guarded);
    ERESOURCE resource;
    ExInitializeResourceLite(&resource);
    EX_PUSH_LOCK push = 0;
    ExInitializePushLock(&push);
    int counts[4] = {};
    in_threads(3, [&](int) {
      for (int turn = 0; turn < 10; ++turn) {
        ExAcquireFastMutex(&fast);
        EXPECT_EQ(KeGetCurrentIrql(), APC_LEVEL);
        counts[0] = counts[0] + 1;
        ExReleaseFastMutex(&fast);
        KeAcquireGuardedMutex(&guarded);
        counts[1] = counts[1] + 1;
        KeReleaseGuardedMutex(&guarded);
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(&resource, TRUE);
        ExAcquireResourceExclusiveLite(&resource, TRUE);
        counts[2] = counts[2] + 1;
        ExReleaseResourceLite(&resource);
        ExReleaseResourceLite(&resource);
        ExAcquirePushLockExclusive(&push);
        counts[3] = counts[3] + 1;
        ExReleasePushLockExclusive(&push);
        KeLeaveCriticalRegion();
      }
    });
    for (const int count : counts) EXPECT_EQ(count, 30);
    ExDeleteResourceLite(&resource);
    EXPECT_EQ(base::finding_log().list().size(), 0u);
  });
}

TEST(SleepingLock, ResourceAndPushLockNeedApcsDisabled) {
  RULE("K-LOCK-6");
  base::finding_log().clear();
  ERESOURCE resource;
  ExInitializeResourceLite(&resource);
  EX_PUSH_LOCK push = 0;
  ExAcquireResourceSharedLite(&resource, TRUE);
  ExReleaseResourceLite(&resource);
  ExAcquirePushLockShared(&push);
  ExReleasePushLockShared(&push);
  EXPECT_EQ(findings("F-LOCK-12"), 2u);
  ExDeleteResourceLite(&resource);
}

TEST(Resource, SharedHoldersShareAndAnOwnerMayConvert) {
  under_every_runtime([] {
    ERESOURCE resource;
    ExInitializeResourceLite(&resource);
    ExEnterCriticalRegionAndAcquireResourceShared(&resource);
    in_threads(1, [&](int) {
      KeEnterCriticalRegion();
      EXPECT_TRUE(ExAcquireResourceSharedLite(&resource, FALSE));
      ExReleaseResourceLite(&resource);
      EXPECT_FALSE(ExAcquireResourceExclusiveLite(&resource, FALSE));
      KeLeaveCriticalRegion();
    });
    ExReleaseResourceAndLeaveCriticalRegion(&resource);
    ExEnterCriticalRegionAndAcquireResourceExclusive(&resource);
    EXPECT_TRUE(ExIsResourceAcquiredExclusiveLite(&resource));
    ExConvertExclusiveToSharedLite(&resource);
    EXPECT_EQ(ExIsResourceAcquiredSharedLite(&resource), 1u);
    in_threads(1, [&](int) {
      KeEnterCriticalRegion();
      EXPECT_TRUE(ExAcquireResourceSharedLite(&resource, FALSE));
      ExReleaseResourceLite(&resource);
      KeLeaveCriticalRegion();
    });
    ExReleaseResourceAndLeaveCriticalRegion(&resource);
    ExDeleteResourceLite(&resource);
    EXPECT_EQ(base::finding_log().list().size(), 0u);
  });
}

TEST(Rundown, WaitEndsWithTheLastUserAndRefusesNewOnes) {
  under_every_runtime([] {
    EX_RUNDOWN_REF reference;
    ExInitializeRundownProtection(&reference);
    std::atomic<int> inside{0};
    std::atomic<bool> over{false};
    EXPECT_TRUE(ExAcquireRundownProtection(&reference));
    ++inside;
    const exec::ThreadId user = exec::runtime().spawn("user", [&] {
      for (int turn = 0; turn < 20; ++turn) {
        if (!ExAcquireRundownProtection(&reference)) return;
        EXPECT_FALSE(over.load());
        ExReleaseRundownProtection(&reference);
      }
    });
    const exec::ThreadId holder = exec::runtime().spawn("holder", [&] {
      exec::runtime().point(exec::Point::yield);
      --inside;
      ExReleaseRundownProtection(&reference);
    });
    ExWaitForRundownProtectionRelease(&reference);
    over = true;
    EXPECT_EQ(inside.load(), 0);
    EXPECT_FALSE(ExAcquireRundownProtection(&reference));
    ExWaitForRundownProtectionRelease(&reference);
    exec::runtime().join(user);
    exec::runtime().join(holder);
  });
}

TEST(RemoveLock, EndsWithTheLastUserAndSaysThatTheDeviceGoes) {
  under_every_runtime([] {
    IO_REMOVE_LOCK lock;
    int tag = 0;
    IoInitializeRemoveLock(&lock, 'kcoL', 0, 0);
    std::atomic<bool> released{false};
    EXPECT_EQ(IoAcquireRemoveLock(&lock, &tag), STATUS_SUCCESS);
    EXPECT_EQ(IoAcquireRemoveLock(&lock, nullptr), STATUS_SUCCESS);
    const exec::ThreadId user = exec::runtime().spawn("user", [&] {
      exec::runtime().point(exec::Point::yield);
      released = true;
      IoReleaseRemoveLock(&lock, &tag);
    });
    IoReleaseRemoveLockAndWait(&lock, nullptr);
    EXPECT_TRUE(released.load());
    EXPECT_EQ(IoAcquireRemoveLock(&lock, &tag), STATUS_DELETE_PENDING);
    exec::runtime().join(user);
  });
}

struct alignas(16) Entry {
  SLIST_ENTRY link;
  int owner;
};

TEST(InterlockedList, LosesAndDoublesNothing) {
  under_every_runtime([] {
    SLIST_HEADER stack;
    InitializeSListHead(&stack);
    LIST_ENTRY list;
    InitializeListHead(&list);
    KSPIN_LOCK lock = 0;
    std::vector<Entry> entries(12);
    std::vector<LIST_ENTRY> links(12);
    std::atomic<int> popped{0}, removed{0};
    in_threads(3, [&](int thread) {
      for (int i = 0; i < 4; ++i) {
        InterlockedPushEntrySList(&stack, &entries[static_cast<std::size_t>(thread * 4 + i)].link);
        ExInterlockedInsertTailList(&list, &links[static_cast<std::size_t>(thread * 4 + i)], &lock);
      }
      for (int i = 0; i < 3; ++i) {
        if (InterlockedPopEntrySList(&stack) != nullptr) ++popped;
        if (ExInterlockedRemoveHeadList(&list, &lock) != nullptr) ++removed;
      }
    });
    EXPECT_EQ(ExQueryDepthSList(&stack), 12 - popped.load());
    int left = 0;
    for (PSLIST_ENTRY at = InterlockedFlushSList(&stack); at != nullptr; at = at->Next) ++left;
    EXPECT_EQ(left, 12 - popped.load());
    EXPECT_EQ(removed.load(), 9);
    EXPECT_EQ(findings("F-ALIGN-1"), 0u);
  });
}

TEST(Lookaside, CountsWhatIsOutstanding) {
  RULE("K-LOOK-1");
  base::finding_log().clear();
  test_guest();
  NPAGED_LOOKASIDE_LIST list;
  ExInitializeNPagedLookasideList(&list, nullptr, nullptr, 0, 64, 'tseT', 0);
  void* first = ExAllocateFromNPagedLookasideList(&list);
  void* second = ExAllocateFromNPagedLookasideList(&list);
  ExFreeToNPagedLookasideList(&list, first);
  ExDeleteNPagedLookasideList(&list);
  EXPECT_EQ(findings("F-LOOK-1"), 1u);
  ExFreeToNPagedLookasideList(&list, second);
  EXPECT_EQ(findings("F-LOOK-2"), 1u);
  ExFreePool(second);
}

}  // namespace
}  // namespace penstock::nt
