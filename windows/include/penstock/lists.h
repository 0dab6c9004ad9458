// SPDX-License-Identifier: Apache-2.0
// Doubly and singly linked lists through LIST_ENTRY. The links around an entry are checked on each change, as Windows
// does since version 8 (K list rules): a mismatch is the bug check 0x139/3, reported by penstock_list_corruption.
//
// Threads: none of it locks; the caller does.
// Memory: entries belong to the caller.
// Errors: a broken link does not return.
#pragma once

#include "penstock/diagnostics.h"

PENSTOCK_FORCE_INLINE VOID InitializeListHead(PLIST_ENTRY ListHead) {
  ListHead->Flink = ListHead->Blink = ListHead;
}

PENSTOCK_FORCE_INLINE BOOLEAN IsListEmpty(const LIST_ENTRY* ListHead) {
  return (BOOLEAN)(ListHead->Flink == ListHead);
}

PENSTOCK_FORCE_INLINE VOID penstock_check_entry(const LIST_ENTRY* Entry) {
  if (__builtin_expect(Entry->Flink->Blink != Entry || Entry->Blink->Flink != Entry, 0)) {
    penstock_list_corruption(Entry);
  }
}

PENSTOCK_FORCE_INLINE BOOLEAN RemoveEntryListUnsafe(PLIST_ENTRY Entry) {
  PLIST_ENTRY next = Entry->Flink;
  PLIST_ENTRY previous = Entry->Blink;
  previous->Flink = next;
  next->Blink = previous;
  return (BOOLEAN)(next == previous);
}

PENSTOCK_FORCE_INLINE BOOLEAN RemoveEntryList(PLIST_ENTRY Entry) {
  penstock_check_entry(Entry);
  return RemoveEntryListUnsafe(Entry);
}

PENSTOCK_FORCE_INLINE PLIST_ENTRY RemoveHeadList(PLIST_ENTRY ListHead) {
  PLIST_ENTRY entry = ListHead->Flink;
  penstock_check_entry(entry);
  RemoveEntryListUnsafe(entry);
  return entry;
}

PENSTOCK_FORCE_INLINE PLIST_ENTRY RemoveTailList(PLIST_ENTRY ListHead) {
  PLIST_ENTRY entry = ListHead->Blink;
  penstock_check_entry(entry);
  RemoveEntryListUnsafe(entry);
  return entry;
}

PENSTOCK_FORCE_INLINE VOID penstock_link_between(PLIST_ENTRY previous, PLIST_ENTRY Entry, PLIST_ENTRY next) {
  if (__builtin_expect(previous->Flink != next || next->Blink != previous, 0)) {
    penstock_list_corruption(previous);
  }
  Entry->Flink = next;
  Entry->Blink = previous;
  next->Blink = Entry;
  previous->Flink = Entry;
}

PENSTOCK_FORCE_INLINE VOID InsertHeadList(PLIST_ENTRY ListHead, PLIST_ENTRY Entry) {
  penstock_link_between(ListHead, Entry, ListHead->Flink);
}

PENSTOCK_FORCE_INLINE VOID InsertTailList(PLIST_ENTRY ListHead, PLIST_ENTRY Entry) {
  penstock_link_between(ListHead->Blink, Entry, ListHead);
}

// Joins a ring without a head; the caller has removed or initialises the head it came from.
PENSTOCK_FORCE_INLINE VOID AppendTailList(PLIST_ENTRY ListHead, PLIST_ENTRY ListToAppend) {
  PLIST_ENTRY end = ListHead->Blink;
  penstock_check_entry(ListHead);
  penstock_check_entry(ListToAppend);
  ListHead->Blink->Flink = ListToAppend;
  ListHead->Blink = ListToAppend->Blink;
  ListToAppend->Blink->Flink = ListHead;
  ListToAppend->Blink = end;
}

PENSTOCK_FORCE_INLINE VOID PushEntryList(PSINGLE_LIST_ENTRY ListHead, PSINGLE_LIST_ENTRY Entry) {
  Entry->Next = ListHead->Next;
  ListHead->Next = Entry;
}

PENSTOCK_FORCE_INLINE PSINGLE_LIST_ENTRY PopEntryList(PSINGLE_LIST_ENTRY ListHead) {
  PSINGLE_LIST_ENTRY first = ListHead->Next;
  if (first != NULL) ListHead->Next = first->Next;
  return first;
}

PENSTOCK_FORCE_INLINE VOID InitializeSListHead(PSLIST_HEADER ListHead) {
  ListHead->Alignment = 0;
  ListHead->Region = 0;
}
#define ExInitializeSListHead InitializeSListHead

EXTERN_C_START
PSLIST_ENTRY InterlockedPushEntrySList(PSLIST_HEADER ListHead, PSLIST_ENTRY ListEntry);
PSLIST_ENTRY InterlockedPopEntrySList(PSLIST_HEADER ListHead);
PSLIST_ENTRY InterlockedFlushSList(PSLIST_HEADER ListHead);
USHORT ExQueryDepthSList(PSLIST_HEADER ListHead);
EXTERN_C_END
#define QueryDepthSList ExQueryDepthSList
#define FirstEntrySList(head) ((PSLIST_ENTRY)((ULONG_PTR)(head)->HeaderX64.NextEntry << 4))
#define ExInterlockedPushEntrySList(head, entry, lock) ((void)(lock), InterlockedPushEntrySList(head, entry))
#define ExInterlockedPopEntrySList(head, lock) ((void)(lock), InterlockedPopEntrySList(head))
#define ExInterlockedFlushSList(head) InterlockedFlushSList(head)
