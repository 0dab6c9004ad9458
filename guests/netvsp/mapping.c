/* SPDX-License-Identifier: Apache-2.0 */
#include "mapping.h"

static UINT8* AddressOf(_In_ PMDL Mdl) {
  return MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority | MdlMappingNoExecute);
}

VOID MappingInitialize(_Out_ MAPPING* Mapping) {
  RtlZeroMemory(Mapping, sizeof(*Mapping));
  ExInitializeRundownProtection(&Mapping->Users);
  ExWaitForRundownProtectionRelease(&Mapping->Users); /* there is nothing to use yet */
}

NTSTATUS MappingOpen(_Inout_ MAPPING* Mapping, _In_ VMBCHANNEL Channel, _In_ UINT32 Gpadl) {
  UINT64 Bytes = 0;
  NTSTATUS Status;
  PMDL Mdl;

  Status = VmbChannelMapGpadl(Channel, 0, Gpadl, &Mapping->Chain);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  for (Mdl = Mapping->Chain; Mdl != NULL; Mdl = Mdl->Next) {
    if (AddressOf(Mdl) == NULL) {
      VmbChannelUnmapGpadl(Channel, Gpadl);
      return STATUS_INSUFFICIENT_RESOURCES;
    }
    Bytes += MmGetMdlByteCount(Mdl);
  }
  Mapping->Gpadl = Gpadl;
  Mapping->Bytes = (UINT32)min(Bytes, MAXUINT32);
  Mapping->IsMapped = TRUE;
  ExReInitializeRundownProtection(&Mapping->Users);
  return STATUS_SUCCESS;
}

VOID MappingClose(_Inout_ MAPPING* Mapping, _In_ VMBCHANNEL Channel) {
  if (!Mapping->IsMapped) {
    return;
  }
  ExWaitForRundownProtectionRelease(&Mapping->Users);
  Mapping->IsMapped = FALSE;
  Mapping->Bytes = 0;
  Mapping->Chain = NULL;
  VmbChannelUnmapGpadl(Channel, Mapping->Gpadl);
}

BOOLEAN MappingAcquire(_Inout_ MAPPING* Mapping) { return ExAcquireRundownProtection(&Mapping->Users); }

VOID MappingRelease(_Inout_ MAPPING* Mapping) { ExReleaseRundownProtection(&Mapping->Users); }

static BOOLEAN IsInside(_In_ const MAPPING* Mapping, _In_ UINT32 Offset, _In_ UINT32 Length) {
  return Offset <= Mapping->Bytes && Length <= Mapping->Bytes - Offset;
}

BOOLEAN MappingWrite(_In_ const MAPPING* Mapping, _In_ UINT32 Offset,
                     _In_reads_bytes_(Length) const VOID* From, _In_ UINT32 Length) {
  const UINT8* Next = From;
  PMDL Mdl;

  if (!IsInside(Mapping, Offset, Length)) {
    return FALSE;
  }
  for (Mdl = Mapping->Chain; Length != 0; Mdl = Mdl->Next) {
    UINT32 Count = MmGetMdlByteCount(Mdl);

    if (Offset < Count) {
      UINT32 Part = min(Length, Count - Offset);

      RtlCopyMemory(AddressOf(Mdl) + Offset, Next, Part);
      Next += Part;
      Length -= Part;
      Offset = 0;
    } else {
      Offset -= Count;
    }
  }
  return TRUE;
}

BOOLEAN MappingAppend(_In_ const MAPPING* Mapping, _In_ UINT32 Offset, _In_ UINT32 Length,
                      _Inout_ BYTE_SOURCE* Source) {
  PMDL Mdl;

  if (!IsInside(Mapping, Offset, Length)) {
    return FALSE;
  }
  for (Mdl = Mapping->Chain; Length != 0; Mdl = Mdl->Next) {
    UINT32 Count = MmGetMdlByteCount(Mdl);

    if (Offset < Count) {
      UINT32 Part = min(Length, Count - Offset);

      if (!ByteSourceAppend(Source, AddressOf(Mdl) + Offset, Part)) {
        return FALSE;
      }
      Length -= Part;
      Offset = 0;
    } else {
      Offset -= Count;
    }
  }
  return TRUE;
}
