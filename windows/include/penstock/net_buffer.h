// SPDX-License-Identifier: Apache-2.0
// Accessors of NET_BUFFER and NET_BUFFER_LIST. Each is an lvalue, as drivers assign through them. NET_BUFFER_DATA_LENGTH
// is a type and a macro of the same name; the macro takes an argument, so both can be used.
//
// Threads: the owner of the list.
// Memory: nothing is allocated.
// Errors: none.
#pragma once

#include "penstock/structures.h"

typedef union _NET_BUFFER_DATA_LENGTH {
  ULONG DataLength;
  SIZE_T stDataLength;
} NET_BUFFER_DATA_LENGTH, *PNET_BUFFER_DATA_LENGTH;

#define NET_BUFFER_NEXT_NB(nb) ((nb)->Next)
#define NET_BUFFER_FIRST_MDL(nb) ((nb)->MdlChain)
#define NET_BUFFER_CURRENT_MDL(nb) ((nb)->CurrentMdl)
#define NET_BUFFER_CURRENT_MDL_OFFSET(nb) ((nb)->CurrentMdlOffset)
#define NET_BUFFER_DATA_LENGTH(nb) ((nb)->DataLength)
#define NET_BUFFER_DATA_OFFSET(nb) ((nb)->DataOffset)
#define NET_BUFFER_CHECKSUM_BIAS(nb) ((nb)->ChecksumBias)
#define NET_BUFFER_PROTOCOL_RESERVED(nb) ((nb)->ProtocolReserved)
#define NET_BUFFER_MINIPORT_RESERVED(nb) ((nb)->MiniportReserved)
#define NET_BUFFER_DATA_PHYSICAL_ADDRESS(nb) ((nb)->DataPhysicalAddress)
#define NET_BUFFER_SHARED_MEM_INFO(nb) ((nb)->SharedMemoryInfo)
#define NET_BUFFER_SCATTER_GATHER_LIST(nb) ((nb)->ScatterGatherList)
#define NET_BUFFER_SHARED_MEM_NEXT_SEGMENT(info) ((info)->NextSharedMemorySegment)
#define NET_BUFFER_SHARED_MEM_FLAGS(info) ((info)->SharedMemoryFlags)
#define NET_BUFFER_SHARED_MEM_HANDLE(info) ((info)->SharedMemoryHandle)
#define NET_BUFFER_SHARED_MEM_OFFSET(info) ((info)->SharedMemoryOffset)
#define NET_BUFFER_SHARED_MEM_LENGTH(info) ((info)->SharedMemoryLength)

#define NET_BUFFER_LIST_NEXT_NBL(nbl) ((nbl)->Next)
#define NET_BUFFER_LIST_FIRST_NB(nbl) ((nbl)->FirstNetBuffer)
#define NET_BUFFER_LIST_FLAGS(nbl) ((nbl)->Flags)
#define NET_BUFFER_LIST_NBL_FLAGS(nbl) ((nbl)->NblFlags)
#define NET_BUFFER_LIST_STATUS(nbl) ((nbl)->Status)
#define NET_BUFFER_LIST_INFO(nbl, id) ((nbl)->NetBufferListInfo[(id)])
#define NET_BUFFER_LIST_PROTOCOL_RESERVED(nbl) ((nbl)->ProtocolReserved)
#define NET_BUFFER_LIST_MINIPORT_RESERVED(nbl) ((nbl)->MiniportReserved)
#define NET_BUFFER_LIST_CONTEXT_DATA_START(nbl) \
  ((PUCHAR)(((nbl)->Context) + 1) + (nbl)->Context->Offset)
#define NET_BUFFER_LIST_CONTEXT_DATA_SIZE(nbl) (((nbl)->Context)->Size)
#define NdisSetNblFlag(nbl, f) ((nbl)->NblFlags |= (f))
#define NdisClearNblFlag(nbl, f) ((nbl)->NblFlags &= ~(f))
#define NdisTestNblFlag(nbl, f) (((nbl)->NblFlags & (f)) != 0)
#define NdisTestNblFlags(nbl, f) (((nbl)->NblFlags & (f)) == (f))
#define NDIS_NBL_FLAGS_SEND_READ_ONLY 0x00000001
#define NDIS_NBL_FLAGS_RECV_READ_ONLY 0x00000002
#define NDIS_NBL_FLAGS_HD_SPLIT 0x00000100
#define NDIS_NBL_FLAGS_IS_IPV4 0x00000200
#define NDIS_NBL_FLAGS_IS_IPV6 0x00000400
#define NDIS_NBL_FLAGS_IS_TCP 0x00000800
#define NDIS_NBL_FLAGS_IS_UDP 0x00001000
#define NDIS_NBL_FLAGS_SPLIT_AT_UPPER_LAYER_PROTOCOL_HEADER 0x00002000
#define NDIS_NBL_FLAGS_SPLIT_AT_UPPER_LAYER_PROTOCOL_PAYLOAD 0x00004000
#define NDIS_NBL_FLAGS_IS_LOOPBACK_PACKET 0x00008000
#define NDIS_CLONE_FLAGS_RESERVED 0x00000001
#define NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS 0x00000002

#define NdisGetNextMdl(mdl, next) (*(next) = (mdl)->Next)
#define NdisQueryMdl(mdl, address, length, priority)                                      \
  do {                                                                                    \
    if ((address) != NULL) *(PVOID*)(address) = MmGetSystemAddressForMdlSafe(mdl, priority); \
    *(length) = MmGetMdlByteCount(mdl);                                                   \
  } while (0)
#define NdisQueryMdlOffset(mdl, offset, length) \
  do {                                          \
    *(offset) = MmGetMdlByteOffset(mdl);        \
    *(length) = MmGetMdlByteCount(mdl);         \
  } while (0)
