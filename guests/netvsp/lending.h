/* SPDX-License-Identifier: Apache-2.0
 *
 * The receive buffer's sub-allocations: which of them the guest has. One packet of ours lends a few, one for each
 * message in it; its number on the wire is the first of them, so it is small and nobody else's while it is out.
 */
#pragma once

#include <ntddk.h>

/* Kept back for answers to control messages, so that data cannot starve them. */
#define LENDING_RESERVE 16
#define LENDING_NONE 0xFFFFFFFFu

typedef struct LENDING_ {
  UINT32 Count;
  UINT32 FreeCount;
  UINT32 FirstFree;
  UINT32* Next; /* free: the next free one; lent: the next of the same packet */
  UINT8* IsLent;
} LENDING;

SIZE_T LendingSizeof(_In_ UINT32 Count);
/* Memory: LendingSizeof(Count) bytes. */
VOID LendingBegin(_Out_ LENDING* Lending, _In_ PVOID Memory, _In_ UINT32 Count);

/* All or none; data may not go below the reserve. LENDING_NONE: not enough. Walk with LendingNext. */
UINT32 LendingTake(_Inout_ LENDING* Lending, _In_ UINT32 Wanted, _In_ BOOLEAN IsControl);
UINT32 LendingNext(_In_ const LENDING* Lending, _In_ UINT32 Index);
/* What was lent from this one on. FALSE: nothing was. */
BOOLEAN LendingReturn(_Inout_ LENDING* Lending, _In_ UINT32 First);
/* After a restore: these are lent, in this order. FALSE: one of them cannot be. */
BOOLEAN LendingTakeThese(_Inout_ LENDING* Lending, _In_reads_(Count) const UINT32* Indices,
                         _In_ UINT32 Count);
