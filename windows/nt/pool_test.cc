// SPDX-License-Identifier: Apache-2.0
#include "nt/pool.h"

#include <cstring>

#include "nt/every_runtime.h"
#include "nt/pool_account.h"
#include "testing/rule.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

constexpr ULONG kTag = 'tseT';

class Pool : public testing::Test {
 protected:
  void SetUp() override {
    base::finding_log().clear();
    test_guest();
  }
};

TEST_F(Pool, ZeroesByDefaultInTheNewFunctionsOnly) {
  RULE("K-POOL-3");
  auto* zeroed = static_cast<unsigned char*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, kTag));
  auto* raw = static_cast<unsigned char*>(ExAllocatePoolWithTag(NonPagedPoolNx, 100, kTag));
  auto* asked =
      static_cast<unsigned char*>(ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_UNINITIALIZED, 100, kTag));
  EXPECT_EQ(zeroed[0] | zeroed[99], 0);
  EXPECT_EQ(raw[0], 0xA1);
  EXPECT_EQ(raw[99], 0xA1);
  EXPECT_EQ(asked[50], 0xA1);
  for (void* block : {zeroed, raw, asked}) ExFreePoolWithTag(block, kTag);
  EXPECT_EQ(base::finding_log().list().size(), 0u);
}

TEST_F(Pool, AlignsToSixteenAndFromAPageOnToPages) {
  RULE("K-POOL-1");
  for (const SIZE_T size : {SIZE_T{1}, SIZE_T{24}, SIZE_T{4095}}) {
    void* block = ExAllocatePool2(POOL_FLAG_NON_PAGED, size, kTag);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % 16, 0u);
    ExFreePool(block);
  }
  for (const SIZE_T size : {SIZE_T{4096}, SIZE_T{5000}, SIZE_T{1 << 20}}) {
    void* block = ExAllocatePool2(POOL_FLAG_NON_PAGED, size, kTag);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % 4096, 0u);
    ExFreePool(block);
  }
  EXPECT_EQ(ExAllocatePool2(POOL_FLAG_NON_PAGED, 0, kTag), nullptr);
  void* minimal = ExAllocatePoolWithTag(NonPagedPoolNx, 0, kTag);
  EXPECT_NE(minimal, nullptr);
  ExFreePool(minimal);
  EXPECT_EQ(findings("F-POOL-1"), 2u);
}

TEST_F(Pool, RefusesFlagsThatAreNoPoolTypeAndTagZero) {
  RULE("K-POOL-2");
  EXPECT_EQ(ExAllocatePool2(0, 16, kTag), nullptr);
  EXPECT_EQ(ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_NON_PAGED, 16, kTag), nullptr);
  EXPECT_EQ(ExAllocatePool2(POOL_FLAG_NON_PAGED | 0x80000000, 16, kTag), nullptr);
  EXPECT_EQ(ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, 0), nullptr);
  void* ignored = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_SPECIAL_POOL, 16, kTag);
  EXPECT_NE(ignored, nullptr) << "unknown optional flags are ignored";
  ExFreePool(ignored);
}

TEST_F(Pool, FindsEveryWrongFree) {
  RULE("K-POOL-5");
  auto* block = static_cast<char*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, kTag));
  ExFreePoolWithTag(block + 16, kTag);
  ExFreePoolWithTag(nullptr, kTag);
  EXPECT_EQ(findings("F-POOL-4"), 2u);
  ExFreePoolWithTag(block, 'gnoW');
  EXPECT_EQ(findings("F-POOL-7"), 1u);
  ExFreePoolWithTag(block, kTag);
  EXPECT_EQ(findings("F-POOL-3"), 1u) << "the wrong tag freed it all the same";
  KIRQL before;
  void* paged = ExAllocatePool2(POOL_FLAG_PAGED, 64, kTag);
  KeRaiseIrql(DISPATCH_LEVEL, &before);
  ExFreePoolWithTag(paged, kTag);
  void* at_dispatch = ExAllocatePool2(POOL_FLAG_PAGED, 64, kTag);
  KeLowerIrql(before);
  EXPECT_EQ(findings("F-POOL-11"), 1u);
  EXPECT_EQ(findings("F-POOL-2"), 1u);
  ExFreePool(at_dispatch);
}

TEST_F(Pool, KeepsABlockThatHasSomethingAliveInside) {
  RULE("K-POOL-6");
  under_every_runtime([] {
    auto* timer = static_cast<PKTIMER>(ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, kTag));
    KeInitializeTimer(timer);
    LARGE_INTEGER due;
    due.QuadPart = -10'000'000'000;
    KeSetTimer(timer, due, nullptr);
    ExFreePoolWithTag(timer, kTag);
    EXPECT_EQ(findings("F-POOL-5"), 1u);
    KeCancelTimer(timer);
    ExFreePoolWithTag(timer, kTag);
    EXPECT_EQ(findings("F-POOL-5"), 1u) << "and is free once nothing lives in it";
    EXPECT_EQ(findings("F-POOL-3"), 0u);
  });
}

TEST_F(Pool, RemembersEachBlock) {
  RULE("K-POOL-4");
  void* block = ExAllocatePoolWithTag(PagedPool, 123, kTag);
  const auto known = find_block(block);
  ASSERT_TRUE(known.has_value());
  EXPECT_EQ(known->size_bytes, 123u);
  EXPECT_EQ(known->tag, kTag);
  EXPECT_TRUE(known->paged);
  EXPECT_EQ(known->guest, &test_guest());
  EXPECT_TRUE(known->site);
  ExFreePool(block);
}

__attribute__((noinline)) void leak_hundred_bytes(int& leaked) {
  if (ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, kTag) != nullptr) ++leaked;
}

TEST_F(Pool, LeaksAreGroupedByTagAndCallSiteAndTakenBack) {
  RULE("K-POOL-7");
  int leaked = 0;
  for (int i = 0; i < 3; ++i) leak_hundred_bytes(leaked);
  EXPECT_EQ(leaked, 3);
  (void)ExAllocatePool2(POOL_FLAG_NON_PAGED, 7, 'rhtO');
  for (Account* account : accounts()) {
    if (std::string_view(account->name()) == "pool") account->close(test_guest());
  }
  ASSERT_EQ(findings("F-POOL-9"), 2u);
  std::string all;
  for (const base::Finding& finding : base::finding_log().list()) all += finding.message;
  EXPECT_NE(all.find("tag 'Test', 3 blocks, 300 bytes"), std::string::npos) << all;
  EXPECT_NE(all.find("tag 'Othr', 1 blocks, 7 bytes"), std::string::npos) << all;
  EXPECT_TRUE(blocks_of(&test_guest()).empty());
}

TEST_F(Pool, FailsBeyondTheLimit) {
  RULE("K-POOL-8");
  set_pool_limit(1 << 20);
  void* fits = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1 << 19, kTag);
  EXPECT_NE(fits, nullptr);
  EXPECT_EQ(ExAllocatePool2(POOL_FLAG_NON_PAGED, (1 << 19) + 1, kTag), nullptr);
  ExFreePool(fits);
  void* again = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1 << 19, kTag);
  EXPECT_NE(again, nullptr);
  ExFreePool(again);
  set_pool_limit(0);
}

TEST(PoolTag, PrintsInMemoryOrder) {
  RULE("K-POOL-10");
  EXPECT_EQ(tag_text('tseT'), "Test");
  EXPECT_EQ(tag_text(0x01414200), ".BA.");
}

}  // namespace
}  // namespace penstock::nt
