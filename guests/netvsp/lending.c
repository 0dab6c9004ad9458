/* SPDX-License-Identifier: Apache-2.0 */
#include "lending.h"

SIZE_T LendingSizeof(_In_ UINT32 Count) { return (SIZE_T)Count * (sizeof(UINT32) + sizeof(UINT8)); }

VOID LendingBegin(_Out_ LENDING* Lending, _In_ PVOID Memory, _In_ UINT32 Count) {
  UINT32 Index;

  Lending->Count = Count;
  Lending->FreeCount = Count;
  Lending->FirstFree = Count != 0 ? 0 : LENDING_NONE;
  Lending->Next = Memory;
  Lending->IsLent = (UINT8*)(Lending->Next + Count);
  for (Index = 0; Index < Count; Index += 1) {
    Lending->Next[Index] = Index + 1 < Count ? Index + 1 : LENDING_NONE;
    Lending->IsLent[Index] = FALSE;
  }
}

static UINT32 TakeOne(_Inout_ LENDING* Lending) {
  UINT32 Index = Lending->FirstFree;

  Lending->FirstFree = Lending->Next[Index];
  Lending->IsLent[Index] = TRUE;
  Lending->FreeCount -= 1;
  return Index;
}

UINT32 LendingTake(_Inout_ LENDING* Lending, _In_ UINT32 Wanted, _In_ BOOLEAN IsControl) {
  UINT32 Reserve = IsControl ? 0 : min((UINT32)LENDING_RESERVE, Lending->Count / 2);
  UINT32 First = LENDING_NONE;

  if (Wanted == 0 || Lending->FreeCount < Reserve || Lending->FreeCount - Reserve < Wanted) {
    return LENDING_NONE;
  }
  for (; Wanted != 0; Wanted -= 1) {
    UINT32 Index = TakeOne(Lending);

    Lending->Next[Index] = First;
    First = Index;
  }
  return First;
}

UINT32 LendingNext(_In_ const LENDING* Lending, _In_ UINT32 Index) { return Lending->Next[Index]; }

BOOLEAN LendingReturn(_Inout_ LENDING* Lending, _In_ UINT32 First) {
  UINT32 Index = First;

  if (First >= Lending->Count || !Lending->IsLent[First]) {
    return FALSE;
  }
  while (Index != LENDING_NONE) {
    UINT32 Next = Lending->Next[Index];

    Lending->IsLent[Index] = FALSE;
    Lending->Next[Index] = Lending->FirstFree;
    Lending->FirstFree = Index;
    Lending->FreeCount += 1;
    Index = Next;
  }
  return TRUE;
}

static BOOLEAN Unlink(_Inout_ LENDING* Lending, _In_ UINT32 Wanted) {
  UINT32* Place = &Lending->FirstFree;

  while (*Place != LENDING_NONE && *Place != Wanted) {
    Place = &Lending->Next[*Place];
  }
  if (*Place == LENDING_NONE) {
    return FALSE;
  }
  *Place = Lending->Next[Wanted];
  Lending->FreeCount -= 1;
  Lending->IsLent[Wanted] = TRUE;
  return TRUE;
}

BOOLEAN LendingTakeThese(_Inout_ LENDING* Lending, _In_reads_(Count) const UINT32* Indices,
                         _In_ UINT32 Count) {
  UINT32 Index;

  for (Index = 0; Index < Count; Index += 1) {
    if (Indices[Index] >= Lending->Count || !Unlink(Lending, Indices[Index])) {
      break;
    }
    Lending->Next[Indices[Index]] = LENDING_NONE;
    if (Index != 0) {
      Lending->Next[Indices[Index - 1]] = Indices[Index];
    }
  }
  if (Index == Count && Count != 0) {
    return TRUE;
  }
  if (Index != 0) {
    LendingReturn(Lending, Indices[0]);
  }
  return FALSE;
}
