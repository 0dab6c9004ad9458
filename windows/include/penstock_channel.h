// SPDX-License-Identifier: Apache-2.0
// What a service provider may need of a channel and the public library does not offer, under our own names: packets that
// lend pages of a transfer set (a network provider cannot deliver a frame otherwise), sub-channels, and the tables of
// functions without a device stack to ask. A packet sent here is saved, restored and completed like any other.
//
// Threads: <= DISPATCH_LEVEL for sending, PASSIVE_LEVEL for the rest.
// Memory: ranges and bytes are copied before the call returns.
// Errors: NTSTATUS.
#pragma once

#include "vmbuskernelmodeclientlibapi.h"

// A part of a shared buffer that the peer knows by the number of its transfer page set.
typedef struct _PENSTOCK_TRANSFER_RANGE {
  UINT32 ByteCount;
  UINT32 ByteOffset;
} PENSTOCK_TRANSFER_RANGE, *PPENSTOCK_TRANSFER_RANGE;

EXTERN_C_START
// Always asks for completion. The number is the caller's and unique among his unanswered ones: peers use it as an index
// (V-NET-4). STATUS_INVALID_PARAMETER_2 for one in use or too large (>= 2^32), _4 for no ranges, _6 when too long.
NTSTATUS NTAPI PenstockPacketSendTransferPages(VMBPACKET PacketObject, UINT64 TransactionId, UINT16 TransferPageSetId,
                                               UINT32 RangeCount, const PENSTOCK_TRANSFER_RANGE* Ranges, PVOID Buffer,
                                               UINT32 BufferLength);
// Offered with this number below the primary channel of the same instance. Before VmbChannelEnable.
NTSTATUS NTAPI PenstockServerChannelInitSetSubchannelIndex(VMBCHANNEL Channel, UINT16 Index);
// Fills the table of that type, as the interface query of a device stack would.
NTSTATUS NTAPI PenstockQueryChannelInterface(LPCGUID InterfaceType, USHORT Size, USHORT Version, PINTERFACE Interface);
EXTERN_C_END
