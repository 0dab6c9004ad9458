// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "nt/every_runtime.h"
#include "testing/rule.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

constexpr ULONG kTag = 'tseT';

class MemoryDescriptor : public testing::Test {
 protected:
  void SetUp() override {
    base::finding_log().clear();
    test_guest();
  }
};

TEST_F(MemoryDescriptor, GoesThroughItsStates) {
  RULE("K-MDL-1");
  auto* memory = static_cast<char*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, 10000, kTag));
  PMDL mdl = IoAllocateMdl(memory + 100, 9000, FALSE, FALSE, nullptr);
  ASSERT_NE(mdl, nullptr);
  EXPECT_EQ(MmGetMdlByteCount(mdl), 9000u);
  EXPECT_EQ(MmGetMdlByteOffset(mdl), 100u);
  EXPECT_EQ(MmGetMdlVirtualAddress(mdl), memory + 100);
  MmBuildMdlForNonPagedPool(mdl);
  EXPECT_EQ(MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority), memory + 100);
  EXPECT_EQ(MmGetMdlPfnArray(mdl)[2], (reinterpret_cast<ULONG_PTR>(memory) >> 12) + 2);
  EXPECT_EQ(base::finding_log().list().size(), 0u);
  IoFreeMdl(mdl);
  IoFreeMdl(mdl);
  EXPECT_EQ(findings("F-MDL-3"), 1u);
  ExFreePool(memory);
}

TEST_F(MemoryDescriptor, LockingAndMappingMustBalance) {
  char memory[100];
  PMDL mdl = IoAllocateMdl(memory, sizeof memory, FALSE, FALSE, nullptr);
  EXPECT_EQ(MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority), memory);
  EXPECT_EQ(findings("F-MDL-2"), 1u) << "not locked";
  MmUnmapLockedPages(memory, mdl);
  MmUnlockPages(mdl);
  EXPECT_EQ(findings("F-MDL-4"), 1u);
  MmProbeAndLockPages(mdl, KernelMode, IoWriteAccess);
  MmUnlockPages(mdl);
  MmProbeAndLockPages(mdl, KernelMode, IoReadAccess);
  IoFreeMdl(mdl);
  EXPECT_EQ(findings("F-MDL-3"), 1u) << "freed while locked";
}

TEST_F(MemoryDescriptor, PartialOneLiesInItsSource) {
  auto* memory = static_cast<char*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, 1000, kTag));
  PMDL whole = IoAllocateMdl(memory, 1000, FALSE, FALSE, nullptr);
  MmBuildMdlForNonPagedPool(whole);
  PMDL part = IoAllocateMdl(memory, 1000, FALSE, FALSE, nullptr);
  IoBuildPartialMdl(whole, part, memory + 200, 300);
  EXPECT_EQ(MmGetMdlByteCount(part), 300u);
  EXPECT_EQ(MmGetSystemAddressForMdlSafe(part, NormalPagePriority), memory + 200);
  IoBuildPartialMdl(whole, part, memory + 900, 200);
  EXPECT_EQ(findings("F-MDL-1"), 1u);
  IoFreeMdl(part);
  IoFreeMdl(whole);
  ExFreePool(memory);
}

TEST_F(MemoryDescriptor, BuiltOverPagedPoolIsFound) {
  RULE("K-MDL-4");
  void* memory = ExAllocatePool2(POOL_FLAG_PAGED, 100, kTag);
  PMDL mdl = IoAllocateMdl(memory, 100, FALSE, FALSE, nullptr);
  MmBuildMdlForNonPagedPool(mdl);
  EXPECT_EQ(findings("F-MDL-1"), 1u);
  IoFreeMdl(mdl);
  ExFreePool(memory);
}

}  // namespace
}  // namespace penstock::nt
