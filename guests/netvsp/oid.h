/* SPDX-License-Identifier: Apache-2.0
 *
 * The adapter that a guest sees through its queries, and what it may set of it. Plain memory: saved as it stands.
 */
#pragma once

#include <ntddk.h>

#define OID_GEN_MAXIMUM_FRAME_SIZE 0x00010106u
#define OID_GEN_LINK_SPEED 0x00010107u
#define OID_GEN_CURRENT_PACKET_FILTER 0x0001010Eu
#define OID_GEN_MAXIMUM_TOTAL_SIZE 0x00010111u
#define OID_GEN_MEDIA_CONNECT_STATUS 0x00010114u
#define OID_GEN_RECEIVE_SCALE_CAPABILITIES 0x00010203u
#define OID_GEN_RECEIVE_SCALE_PARAMETERS 0x00010204u
#define OID_802_3_PERMANENT_ADDRESS 0x01010101u
#define OID_802_3_CURRENT_ADDRESS 0x01010102u
#define OID_802_3_MULTICAST_LIST 0x01010103u
#define OID_TCP_OFFLOAD_PARAMETERS 0xFC01020Cu
#define OID_TCP_OFFLOAD_HARDWARE_CAPABILITIES 0xFC01020Du

#define RSS_KEY_MAXIMUM 40
#define RSS_TABLE_MAXIMUM 128
#define OFFLOAD_PARAMETERS_MAXIMUM 64
#define OID_ANSWER_MAXIMUM 512

typedef struct NETVSP_ADAPTER_ {
  UINT8 Address[6];
  UINT16 Channels;
  UINT32 Mtu;          /* without the Ethernet header */
  UINT32 LinkSpeed;    /* in 100 bit/s */
  UINT32 Disconnected; /* as the object says it: 0 connected */
  UINT32 PacketFilter;
  UINT32 LargestSend; /* what the guest may leave to be cut into packets; 0: nothing */
  UINT32 RssHash;
  UINT32 RssTableEntries;
  UINT32 RssKeyBytes;
  UINT32 OffloadBytes;
  UINT32 RssTable[RSS_TABLE_MAXIMUM];
  UINT8 RssKey[RSS_KEY_MAXIMUM];
  UINT8 Offload[OFFLOAD_PARAMETERS_MAXIMUM];
} NETVSP_ADAPTER;

/* Both return an RNDIS status. Offered: how long an answer the guest is ready for, 0 if it did not say. */
UINT32 OidQuery(_In_ const NETVSP_ADAPTER* Adapter, _In_ UINT32 Oid,
                _In_reads_bytes_opt_(Offered) const UINT8* In, _In_ UINT32 Offered,
                _Out_writes_bytes_(OID_ANSWER_MAXIMUM) UINT8* Answer, _Out_ UINT32* AnswerBytes);
UINT32 OidSet(_Inout_ NETVSP_ADAPTER* Adapter, _In_ UINT32 Oid, _In_reads_bytes_(Length) const UINT8* Value,
              _In_ UINT32 Length);
