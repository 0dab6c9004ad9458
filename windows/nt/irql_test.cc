// SPDX-License-Identifier: Apache-2.0
#include "nt/irql.h"

#include <atomic>
#include <set>

#include "nt/every_runtime.h"
#include "nt/processor.h"
#include "nt/thread_state.h"
#include "testing/rule.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

class Irql : public testing::Test {
 protected:
  void SetUp() override {
    base::finding_log().clear();
    test_guest();
  }
};

TEST_F(Irql, IsPassiveAtFirstAndPerThread) {
  RULE("K-IRQL-1");
  EXPECT_EQ(KeGetCurrentIrql(), PASSIVE_LEVEL);
  KIRQL before;
  KeRaiseIrql(DISPATCH_LEVEL, &before);
  EXPECT_EQ(KeGetCurrentIrql(), DISPATCH_LEVEL);
  const exec::ThreadId other =
      exec::runtime().spawn("other", [] { EXPECT_EQ(KeGetCurrentIrql(), PASSIVE_LEVEL); });
  exec::runtime().join(other);
  KeLowerIrql(before);
  EXPECT_EQ(KeGetCurrentIrql(), PASSIVE_LEVEL);
  EXPECT_EQ(base::finding_log().list().size(), 0u);
}

TEST_F(Irql, WrongDirectionsAreFound) {
  KIRQL before;
  KeRaiseIrql(DISPATCH_LEVEL, &before);
  KIRQL ignored;
  KeRaiseIrql(APC_LEVEL, &ignored);
  KeLowerIrql(DISPATCH_LEVEL);
  KeLowerIrql(PASSIVE_LEVEL);
  EXPECT_EQ(findings("F-IRQL-7"), 2u);
}

TEST_F(Irql, CallAboveItsBoundIsFoundAndCarriedOut) {
  RULE("K-IRQL-2");
  KIRQL before;
  KeRaiseIrql(DISPATCH_LEVEL, &before);
  KeEnterCriticalRegion();
  KeLeaveCriticalRegion();
  KeLowerIrql(before);
  EXPECT_EQ(findings("F-IRQL-1"), 2u);
  EXPECT_EQ(thread_state().critical_regions, 0);
}

TEST_F(Irql, CallbackMustReturnAsItWasEntered) {
  RULE("K-IRQL-6");
  {
    const GuestCall call(&test_guest(), kPassive, "callback");
    KeRaiseIrqlToDpcLevel();
    KeEnterCriticalRegion();
    thread_state().critical_regions += 1;
  }
  EXPECT_EQ(KeGetCurrentIrql(), PASSIVE_LEVEL) << "the level is put right";
  EXPECT_EQ(thread_state().critical_regions, 0);
  EXPECT_EQ(findings("F-IRQL-6"), 1u);
  EXPECT_EQ(findings("F-APC-1"), 1u);
  KSPIN_LOCK lock = 0;
  {
    const GuestCall call(&test_guest(), kDispatch, "callback");
    KeAcquireSpinLockAtDpcLevel(&lock);
  }
  EXPECT_EQ(findings("F-LOCK-6"), 1u);
}

TEST_F(Irql, NobodySharesAProcessorAtDispatch) {
  RULE("K-IRQL-4");
  under_every_runtime([] {
    constexpr int kThreads = 4;
    std::atomic<int> owners[kProcessorsMax] = {};
    std::vector<exec::ThreadId> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.push_back(exec::runtime().spawn("raiser", [&] {
        for (int turn = 0; turn < 20; ++turn) {
          KIRQL before = KeRaiseIrqlToDpcLevel();
          const ULONG mine = KeGetCurrentProcessorNumber();
          EXPECT_EQ(owners[mine].fetch_add(1), 0);
          exec::runtime().point(exec::Point::yield);
          EXPECT_EQ(KeGetCurrentProcessorNumber(), mine);
          owners[mine].fetch_sub(1);
          KeLowerIrql(before);
        }
      }));
    }
    for (const exec::ThreadId thread : threads) exec::runtime().join(thread);
  });
}

TEST_F(Irql, MoreThreadsThanProcessorsTakeTurns) {
  set_processor_count(3);  // two of them belong to the DPC threads
  under_every_runtime([] {
    std::vector<exec::ThreadId> threads;
    std::atomic<int> done{0};
    for (int i = 0; i < 4; ++i) {
      threads.push_back(exec::runtime().spawn("raiser", [&] {
        for (int turn = 0; turn < 10; ++turn) {
          const KIRQL before = KeRaiseIrqlToDpcLevel();
          exec::runtime().point(exec::Point::yield);
          KeLowerIrql(before);
        }
        ++done;
      }));
    }
    for (const exec::ThreadId thread : threads) exec::runtime().join(thread);
    EXPECT_EQ(done.load(), 4);
  });
  set_processor_count(16);
}

}  // namespace
}  // namespace penstock::nt
