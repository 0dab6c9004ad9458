// SPDX-License-Identifier: Apache-2.0
// The header of a callout driver, written with the habits of Windows code: odd spellings, annotations, plain long.
#pragma once

#pragma warning(push)
#pragma warning(disable : 4201)
#include <Ntddk.h>
#pragma warning(pop)
#include <Wdf.h>
#include <fwpsk.h>
#include <FWPMK.h>
#include <In6addr.h>
#include "Ip2String.h"
#include <Mstcpip.h>
#include "..\inc\Trace.h"

#define GATE_TAG 'etaG'
#define GATE_MAXIMUM 0x100000000ui64

#pragma pack(push, 1)
typedef struct _GATE_HEADER {
  unsigned long Sequence;
  long Length;
  unsigned long long Stamp;
  UINT16 Kind;
} GATE_HEADER, *PGATE_HEADER;
#pragma pack(pop)
C_ASSERT(sizeof(GATE_HEADER) == 18);
C_ASSERT(sizeof(unsigned long) == 4);

typedef struct _GATE_PENDED {
  LIST_ENTRY ListEntry;
  HANDLE CompletionContext;
  _Field_size_bytes_(DataLength) PUCHAR Data;
  SIZE_T DataLength;
  union {
    IN_ADDR RemoteV4;
    IN6_ADDR RemoteV6;
  };
} GATE_PENDED, *PGATE_PENDED;

typedef struct _GATE_DEVICE_CONTEXT {
  long Opens;
  KSPIN_LOCK Lock;
} GATE_DEVICE_CONTEXT, *PGATE_DEVICE_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(GATE_DEVICE_CONTEXT, GateGetContext)

EXTERN_C_START
extern long GatePendedCount;

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS GateQueueInsert(_Inout_ PGATE_PENDED Pended);

_When_(return != NULL, _Post_satisfies_(return->CompletionContext != NULL))
PGATE_PENDED GateQueueRemove(void);
EXTERN_C_END
