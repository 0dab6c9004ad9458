// SPDX-License-Identifier: Apache-2.0
// A port: how a driver that brings packets of its own, a network service provider for one, puts them into the path and takes
// what the path sends its way. Names of our own; Windows has a virtual switch in this place. Packets begin at their IP
// header. A port is found by its name by whoever puts paths together; one driver has it open at a time.
//
// Threads: PenstockPortDeliver and PenstockPortReturn at <= DISPATCH_LEVEL from any thread, the rest at PASSIVE_LEVEL.
//   EvtSend comes on the path's thread at DISPATCH_LEVEL, EvtDelivered on the thread that delivers.
// Memory: lists handed to EvtSend are lent, and each comes back once by PenstockPortReturn; delivered lists are the port's
//   until EvtDelivered.
// Errors: NTSTATUS; of a delivered list in its Status.
#pragma once

#include "ndis.h"

typedef struct PENSTOCK_PORT__* PENSTOCK_PORT;

// Lists in a chain that the path sends to this port. They need not go back together, nor before the call returns.
typedef VOID PENSTOCK_PORT_SEND(PVOID Context, PNET_BUFFER_LIST Lists, ULONG Count);
// Delivered lists are the driver's again. NDIS_STATUS_RESOURCES: the path is behind, or has no memory; NDIS_STATUS_INVALID_LENGTH:
// nothing in it, or more than a packet holds. The calls may come before PenstockPortDeliver has returned.
typedef VOID PENSTOCK_PORT_DELIVERED(PVOID Context, PNET_BUFFER_LIST Lists, ULONG Count);

typedef struct _PENSTOCK_PORT_CHARACTERISTICS {
  ULONG Size;   // of this structure
  ULONG Flags;  // zero
  PVOID Context;
  PENSTOCK_PORT_SEND* EvtSend;
  PENSTOCK_PORT_DELIVERED* EvtDelivered;
} PENSTOCK_PORT_CHARACTERISTICS, *PPENSTOCK_PORT_CHARACTERISTICS;

FORCEINLINE VOID PENSTOCK_PORT_CHARACTERISTICS_INIT(PPENSTOCK_PORT_CHARACTERISTICS Characteristics) {
  __builtin_memset(Characteristics, 0, sizeof *Characteristics);
  Characteristics->Size = sizeof *Characteristics;
}

EXTERN_C_START
// STATUS_INVALID_PARAMETER_1 for an empty or too long name, _2 for characteristics that lack a function or have another size;
// STATUS_SHARING_VIOLATION while another has it open; STATUS_DEVICE_NOT_READY where no paths are put together.
NTSTATUS NTAPI PenstockPortOpen(PCUNICODE_STRING Name, const PENSTOCK_PORT_CHARACTERISTICS* Characteristics,
                                PENSTOCK_PORT* Port);
// When it returns, EvtSend does not run and will not. Lists that are still lent are taken back, and reported.
VOID NTAPI PenstockPortClose(PENSTOCK_PORT Port);
// The largest packet that EvtSend will see; what is delivered may be larger only as a large send.
ULONG NTAPI PenstockPortGetMtu(PENSTOCK_PORT Port);
// The largest send that may be delivered to be cut later; 0: there are none.
ULONG NTAPI PenstockPortGetLargestSend(PENSTOCK_PORT Port);
// A chain of lists, each NET_BUFFER a packet. Their out-of-band values are those of a send: checksums to be filled in, a large
// send to be cut.
VOID NTAPI PenstockPortDeliver(PENSTOCK_PORT Port, PNET_BUFFER_LIST Lists);
// A chain of lists that EvtSend was given, in any order.
VOID NTAPI PenstockPortReturn(PENSTOCK_PORT Port, PNET_BUFFER_LIST Lists);
EXTERN_C_END
