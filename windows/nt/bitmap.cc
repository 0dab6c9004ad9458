// SPDX-License-Identifier: Apache-2.0
#include "nt/guest.h"

#include <string>

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

constexpr ULONG kNone = 0xFFFFFFFF;

bool in_range(const RTL_BITMAP* map, ULONG first, ULONG count, CallSite site) {
  if (first <= map->SizeOfBitMap && count <= map->SizeOfBitMap - first) return true;
  report("F-MEM-2", "", penstock::base::Severity::error, guest_of(site),
         "bits " + std::to_string(first) + " and " + std::to_string(count) + " on, of a bitmap of " +
             std::to_string(map->SizeOfBitMap),
         {}, site);
  return false;
}

bool test(const RTL_BITMAP* map, ULONG bit) { return (map->Buffer[bit / 32] >> (bit % 32) & 1) != 0; }

void assign(const RTL_BITMAP* map, ULONG first, ULONG count, bool value) {
  for (ULONG bit = first; bit < first + count; ++bit) {
    const ULONG mask = 1u << (bit % 32);
    value ? map->Buffer[bit / 32] |= mask : map->Buffer[bit / 32] &= ~mask;
  }
}

bool all_are(const RTL_BITMAP* map, ULONG first, ULONG count, bool value) {
  for (ULONG bit = first; bit < first + count; ++bit) {
    if (test(map, bit) != value) return false;
  }
  return true;
}

// From the hint on, then from the beginning.
ULONG find(const RTL_BITMAP* map, ULONG count, ULONG hint, bool value) {
  const ULONG size = map->SizeOfBitMap;
  if (count > size) return kNone;
  if (hint >= size) hint = 0;
  for (ULONG tried = 0; tried < size; ++tried) {
    const ULONG first = (hint + tried) % size;
    if (first + count <= size && all_are(map, first, count, value)) return first;
  }
  return kNone;
}

}  // namespace

extern "C" {

VOID RtlInitializeBitMap(PRTL_BITMAP map, PULONG buffer, ULONG bits) {
  map->SizeOfBitMap = bits;
  map->Buffer = buffer;
}

VOID RtlSetAllBits(PRTL_BITMAP map) { assign(map, 0, map->SizeOfBitMap, true); }
VOID RtlClearAllBits(PRTL_BITMAP map) { assign(map, 0, map->SizeOfBitMap, false); }

VOID RtlSetBits(PRTL_BITMAP map, ULONG first, ULONG count) {
  if (in_range(map, first, count, PENSTOCK_CALLER)) assign(map, first, count, true);
}
VOID RtlClearBits(PRTL_BITMAP map, ULONG first, ULONG count) {
  if (in_range(map, first, count, PENSTOCK_CALLER)) assign(map, first, count, false);
}
VOID RtlSetBit(PRTL_BITMAP map, ULONG bit) {
  if (in_range(map, bit, 1, PENSTOCK_CALLER)) assign(map, bit, 1, true);
}
VOID RtlClearBit(PRTL_BITMAP map, ULONG bit) {
  if (in_range(map, bit, 1, PENSTOCK_CALLER)) assign(map, bit, 1, false);
}
BOOLEAN RtlTestBit(PRTL_BITMAP map, ULONG bit) {
  return in_range(map, bit, 1, PENSTOCK_CALLER) && test(map, bit);
}

BOOLEAN RtlAreBitsClear(PRTL_BITMAP map, ULONG first, ULONG count) {
  return in_range(map, first, count, PENSTOCK_CALLER) && all_are(map, first, count, false);
}
BOOLEAN RtlAreBitsSet(PRTL_BITMAP map, ULONG first, ULONG count) {
  return in_range(map, first, count, PENSTOCK_CALLER) && all_are(map, first, count, true);
}

ULONG RtlFindClearBits(PRTL_BITMAP map, ULONG count, ULONG hint) { return find(map, count, hint, false); }
ULONG RtlFindSetBits(PRTL_BITMAP map, ULONG count, ULONG hint) { return find(map, count, hint, true); }
ULONG RtlFindClearBitsAndSet(PRTL_BITMAP map, ULONG count, ULONG hint) {
  const ULONG first = find(map, count, hint, false);
  if (first != kNone) assign(map, first, count, true);
  return first;
}
ULONG RtlFindSetBitsAndClear(PRTL_BITMAP map, ULONG count, ULONG hint) {
  const ULONG first = find(map, count, hint, true);
  if (first != kNone) assign(map, first, count, false);
  return first;
}

ULONG RtlNumberOfSetBits(PRTL_BITMAP map) {
  ULONG count = 0;
  for (ULONG bit = 0; bit < map->SizeOfBitMap; ++bit) count += test(map, bit);
  return count;
}
ULONG RtlNumberOfClearBits(PRTL_BITMAP map) { return map->SizeOfBitMap - RtlNumberOfSetBits(map); }

}  // extern "C"
