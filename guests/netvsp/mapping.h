/* SPDX-License-Identifier: Apache-2.0
 *
 * A buffer of the guest's that both sides use for as long as the channel is open: the receive buffer, the send buffer.
 * It may go away at any time by the guest's word, so its users say that they are there.
 */
#pragma once

#include <ntddk.h>
#include <vmbuskernelmodeclientlibapi.h>

#include "byte_source.h"

typedef struct MAPPING_ {
  EX_RUNDOWN_REF Users;
  BOOLEAN IsMapped;
  UINT32 Gpadl;
  UINT32 Bytes;
  PMDL Chain;
} MAPPING;

VOID MappingInitialize(_Out_ MAPPING* Mapping);

_IRQL_requires_(PASSIVE_LEVEL) NTSTATUS
    MappingOpen(_Inout_ MAPPING* Mapping, _In_ VMBCHANNEL Channel, _In_ UINT32 Gpadl);
/* Waits until nobody uses it. Nothing happens where nothing is mapped. */
_IRQL_requires_(PASSIVE_LEVEL) VOID MappingClose(_Inout_ MAPPING* Mapping, _In_ VMBCHANNEL Channel);

BOOLEAN MappingAcquire(_Inout_ MAPPING* Mapping);
VOID MappingRelease(_Inout_ MAPPING* Mapping);

/* While acquired. FALSE: a part of it is not there. */
BOOLEAN MappingWrite(_In_ const MAPPING* Mapping, _In_ UINT32 Offset,
                     _In_reads_bytes_(Length) const VOID* From, _In_ UINT32 Length);
BOOLEAN MappingAppend(_In_ const MAPPING* Mapping, _In_ UINT32 Offset, _In_ UINT32 Length,
                      _Inout_ BYTE_SOURCE* Source);
