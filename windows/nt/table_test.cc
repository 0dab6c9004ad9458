// SPDX-License-Identifier: Apache-2.0
// Generic tables against a naive twin, bitmaps.
#include <set>
#include <vector>

#include "nt/every_runtime.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

RTL_GENERIC_COMPARE_RESULTS compare(PRTL_AVL_TABLE, PVOID a, PVOID b) {
  const int x = *static_cast<int*>(a), y = *static_cast<int*>(b);
  return x < y ? GenericLessThan : x > y ? GenericGreaterThan : GenericEqual;
}

PVOID allocate(PRTL_AVL_TABLE table, CLONG bytes) {
  ++*static_cast<int*>(table->TableContext);
  return ::operator new(bytes);
}

void release(PRTL_AVL_TABLE table, PVOID node) {
  --*static_cast<int*>(table->TableContext);
  ::operator delete(node);
}

std::vector<int> enumerated(PRTL_AVL_TABLE table) {
  std::vector<int> all;
  for (PVOID at = RtlEnumerateGenericTableAvl(table, TRUE); at != nullptr;
       at = RtlEnumerateGenericTableAvl(table, FALSE)) {
    all.push_back(*static_cast<int*>(at));
  }
  return all;
}

TEST(AvlTable, DoesWhatASetDoesAndStaysFlat) {
  RTL_AVL_TABLE table;
  int allocated = 0;
  RtlInitializeGenericTableAvl(
      &table, reinterpret_cast<PRTL_AVL_COMPARE_ROUTINE>(reinterpret_cast<void*>(compare)),
      reinterpret_cast<PRTL_AVL_ALLOCATE_ROUTINE>(reinterpret_cast<void*>(allocate)),
      reinterpret_cast<PRTL_AVL_FREE_ROUTINE>(reinterpret_cast<void*>(release)), &allocated);
  std::set<int> twin;
  std::uint32_t state = 12345;
  for (int turn = 0; turn < 3000; ++turn) {
    state = state * 1664525 + 1013904223;
    int value = static_cast<int>(state >> 20) % 500;
    if ((state >> 10) % 5 < 3) {
      BOOLEAN is_new = 9;
      PVOID element = RtlInsertElementGenericTableAvl(&table, &value, sizeof value, &is_new);
      EXPECT_EQ(*static_cast<int*>(element), value);
      EXPECT_EQ(is_new != FALSE, twin.insert(value).second);
    } else {
      EXPECT_EQ(RtlDeleteElementGenericTableAvl(&table, &value) != FALSE, twin.erase(value) > 0);
    }
    EXPECT_EQ(RtlLookupElementGenericTableAvl(&table, &value) != nullptr, twin.contains(value));
    if (turn % 100 == 0) {
      EXPECT_EQ(enumerated(&table), std::vector<int>(twin.begin(), twin.end()));
    }
  }
  EXPECT_EQ(RtlNumberGenericTableElementsAvl(&table), twin.size());
  EXPECT_EQ(static_cast<std::size_t>(allocated), twin.size());
  EXPECT_LE(table.DepthOfTree, 13u) << "1.44 * log2(500)";
  for (int value : std::vector<int>(twin.begin(), twin.end()))
    RtlDeleteElementGenericTableAvl(&table, &value);
  EXPECT_TRUE(RtlIsGenericTableEmptyAvl(&table));
  EXPECT_EQ(allocated, 0);
}

TEST(Bitmap, FindsSetsAndStaysInRange) {
  base::finding_log().clear();
  ULONG words[2] = {};
  RTL_BITMAP map;
  RtlInitializeBitMap(&map, words, 40);
  RtlSetBits(&map, 3, 30);
  EXPECT_EQ(RtlNumberOfSetBits(&map), 30u);
  EXPECT_EQ(RtlFindClearBits(&map, 3, 0), 0u);
  EXPECT_EQ(RtlFindClearBits(&map, 4, 0), 33u);
  EXPECT_EQ(RtlFindClearBitsAndSet(&map, 7, 0), 33u);
  EXPECT_EQ(RtlFindClearBits(&map, 4, 0), 0xFFFFFFFFu);
  EXPECT_FALSE(RtlAreBitsClear(&map, 2, 2));
  RtlSetBits(&map, 38, 3);
  EXPECT_EQ(findings("F-MEM-2"), 1u);
  EXPECT_EQ(words[1], 0xFFu) << "nothing beyond its size";
}

}  // namespace
}  // namespace penstock::nt
