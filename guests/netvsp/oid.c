/* SPDX-License-Identifier: Apache-2.0 */
#include "oid.h"

#include "bytes.h"
#include "rndis.h"

#define OBJECT_RSS_CAPABILITIES 0x88
#define OBJECT_RSS_PARAMETERS 0x89
#define OBJECT_OFFLOAD 0xA7
#define OBJECT_HEADER_BYTES 4

/* The size peers expect, which is two less than the structure is in memory: with more, one of them refuses. */
#define RSS_CAPABILITIES_BYTES 18
#define OFFLOAD_BYTES 156

/* Words of the offload object. A capability is where the guest may be (on Ethernet), and then what of it is done. */
#define OFFLOAD_SENT4 1
#define OFFLOAD_SENT6 5
#define OFFLOAD_LARGE4 20 /* place, largest, least number of packets */
#define OFFLOAD_LARGE6 23 /* the same, and which headers may have options */
#define ON_ETHERNET 2
#define SENT4_CHECKSUMS 0x55 /* options of both headers, TCP, UDP; the IP header's own is the guest's */
#define SENT6_CHECKSUMS 0x55 /* extension headers, options, TCP, UDP */
#define LARGE6_OPTIONS 0x05
#define LARGE_LEAST_PACKETS 2
#define RSS_PARAMETERS_BYTES 28

static VOID WriteObjectHeader(_In_ UINT8 Type, _In_ UINT8 Revision, _In_ UINT16 Size, _Out_ UINT8* Object) {
  Object[0] = Type;
  Object[1] = Revision;
  Write16(Object + 2, Size);
}

static UINT32 WriteRssCapabilities(_In_ const NETVSP_ADAPTER* Adapter, _Out_ UINT8* Answer) {
  RtlZeroMemory(Answer, RSS_CAPABILITIES_BYTES);
  WriteObjectHeader(OBJECT_RSS_CAPABILITIES, 2, RSS_CAPABILITIES_BYTES, Answer);
  Write32(Answer + 8, Adapter->Channels);  /* interrupt messages */
  Write32(Answer + 12, Adapter->Channels); /* receive queues */
  Write16(Answer + 16, RSS_TABLE_MAXIMUM);
  return RSS_CAPABILITIES_BYTES;
}

/* Checksums and large sends of the guest are finished by the path. What it receives is finished when it comes. */
static VOID WriteCapabilities(_In_ const NETVSP_ADAPTER* Adapter,
                              _Out_writes_(OFFLOAD_BYTES / 4) UINT32* Words) {
  RtlZeroMemory(Words, OFFLOAD_BYTES);
  Words[OFFLOAD_SENT4] = ON_ETHERNET;
  Words[OFFLOAD_SENT4 + 1] = SENT4_CHECKSUMS;
  Words[OFFLOAD_SENT6] = ON_ETHERNET;
  Words[OFFLOAD_SENT6 + 1] = SENT6_CHECKSUMS;
  if (Adapter->LargestSend != 0) {
    Words[OFFLOAD_LARGE4] = ON_ETHERNET;
    Words[OFFLOAD_LARGE4 + 1] = Adapter->LargestSend;
    Words[OFFLOAD_LARGE4 + 2] = LARGE_LEAST_PACKETS;
    Words[OFFLOAD_LARGE6] = ON_ETHERNET;
    Words[OFFLOAD_LARGE6 + 1] = Adapter->LargestSend;
    Words[OFFLOAD_LARGE6 + 2] = LARGE_LEAST_PACKETS;
    Words[OFFLOAD_LARGE6 + 3] = LARGE6_OPTIONS;
  }
}

/* In the shape and length that the guest asked for: an older guest knows the beginning of it. */
static UINT32 WriteOffload(_In_ const NETVSP_ADAPTER* Adapter, _In_reads_bytes_opt_(Offered) const UINT8* In,
                           _In_ UINT32 Offered, _Out_ UINT8* Answer) {
  BOOLEAN HasHeader = In != NULL && Offered >= OBJECT_HEADER_BYTES && In[0] == OBJECT_OFFLOAD;
  UINT32 Bytes = HasHeader ? Read16(In + 2) : OFFLOAD_BYTES;
  UINT32 Words[OFFLOAD_BYTES / 4];

  Bytes = min(max(Bytes, (UINT32)OBJECT_HEADER_BYTES), (UINT32)OID_ANSWER_MAXIMUM);
  RtlZeroMemory(Answer, Bytes);
  WriteCapabilities(Adapter, Words);
  RtlCopyMemory(Answer, Words, min(Bytes, (UINT32)sizeof(Words)));
  WriteObjectHeader(OBJECT_OFFLOAD, HasHeader ? In[1] : 3, (UINT16)Bytes, Answer);
  return Bytes;
}

static UINT32 WriteNumber(_In_ UINT32 Value, _Out_ UINT8* Answer) {
  Write32(Answer, Value);
  return sizeof(Value);
}

static UINT32 WriteObject(_In_ const NETVSP_ADAPTER* Adapter, _In_ UINT32 Oid,
                          _In_reads_bytes_opt_(Offered) const UINT8* In, _In_ UINT32 Offered,
                          _Out_ UINT8* Answer) {
  switch (Oid) {
    case OID_GEN_MAXIMUM_FRAME_SIZE:
      return WriteNumber(Adapter->Mtu, Answer);
    case OID_GEN_MAXIMUM_TOTAL_SIZE:
      return WriteNumber(Adapter->Mtu + 14, Answer);
    case OID_GEN_LINK_SPEED:
      return WriteNumber(Adapter->LinkSpeed, Answer);
    case OID_GEN_CURRENT_PACKET_FILTER:
      return WriteNumber(Adapter->PacketFilter, Answer);
    case OID_GEN_MEDIA_CONNECT_STATUS:
      return WriteNumber(Adapter->Disconnected, Answer);
    case OID_GEN_RECEIVE_SCALE_CAPABILITIES:
      return WriteRssCapabilities(Adapter, Answer);
    case OID_TCP_OFFLOAD_HARDWARE_CAPABILITIES:
      return WriteOffload(Adapter, In, Offered, Answer);
    case OID_802_3_PERMANENT_ADDRESS:
    case OID_802_3_CURRENT_ADDRESS:
      RtlCopyMemory(Answer, Adapter->Address, sizeof(Adapter->Address));
      return sizeof(Adapter->Address);
    default:
      return 0;
  }
}

UINT32 OidQuery(_In_ const NETVSP_ADAPTER* Adapter, _In_ UINT32 Oid,
                _In_reads_bytes_opt_(Offered) const UINT8* In, _In_ UINT32 Offered,
                _Out_writes_bytes_(OID_ANSWER_MAXIMUM) UINT8* Answer, _Out_ UINT32* AnswerBytes) {
  UINT32 Bytes = WriteObject(Adapter, Oid, In, Offered, Answer);

  *AnswerBytes = 0;
  if (Bytes == 0) {
    return RNDIS_STATUS_NOT_SUPPORTED;
  }
  *AnswerBytes = Offered != 0 ? min(Bytes, Offered) : Bytes;
  return RNDIS_STATUS_SUCCESS;
}

/* ---- setting ---- */

static BOOLEAN IsInside(_In_ UINT32 Offset, _In_ UINT32 Bytes, _In_ UINT32 Length) {
  return Offset <= Length && Bytes <= Length - Offset;
}

/* type, revision, size; flags, base processor, hash; table: size, offset; key: size, offset; ... */
static UINT32 SetRss(_Inout_ NETVSP_ADAPTER* Adapter, _In_reads_bytes_(Length) const UINT8* Value,
                     _In_ UINT32 Length) {
  UINT32 TableBytes, TableOffset, KeyBytes, KeyOffset, Index;

  if (Length < RSS_PARAMETERS_BYTES || Value[0] != OBJECT_RSS_PARAMETERS) {
    return RNDIS_STATUS_INVALID_LENGTH;
  }
  TableBytes = Read16(Value + 12);
  TableOffset = Read32(Value + 16);
  KeyBytes = Read16(Value + 20);
  KeyOffset = Read32(Value + 24);
  if (TableBytes > sizeof(Adapter->RssTable) || TableBytes % 4 != 0 || KeyBytes > RSS_KEY_MAXIMUM ||
      !IsInside(TableOffset, TableBytes, Length) || !IsInside(KeyOffset, KeyBytes, Length)) {
    return RNDIS_STATUS_INVALID_DATA;
  }
  for (Index = 0; Index < TableBytes / 4; Index += 1) {
    if (Read32(Value + TableOffset + Index * 4) >= Adapter->Channels) {
      return RNDIS_STATUS_INVALID_DATA;
    }
  }
  Adapter->RssHash = Read32(Value + 8);
  Adapter->RssTableEntries = TableBytes / 4;
  Adapter->RssKeyBytes = KeyBytes;
  RtlCopyMemory(Adapter->RssTable, Value + TableOffset, TableBytes);
  RtlCopyMemory(Adapter->RssKey, Value + KeyOffset, KeyBytes);
  return RNDIS_STATUS_SUCCESS;
}

static UINT32 SetOffload(_Inout_ NETVSP_ADAPTER* Adapter, _In_reads_bytes_(Length) const UINT8* Value,
                         _In_ UINT32 Length) {
  if (Length < OBJECT_HEADER_BYTES) {
    return RNDIS_STATUS_INVALID_LENGTH;
  }
  Adapter->OffloadBytes = min(Length, (UINT32)OFFLOAD_PARAMETERS_MAXIMUM);
  RtlCopyMemory(Adapter->Offload, Value, Adapter->OffloadBytes);
  return RNDIS_STATUS_SUCCESS;
}

UINT32 OidSet(_Inout_ NETVSP_ADAPTER* Adapter, _In_ UINT32 Oid, _In_reads_bytes_(Length) const UINT8* Value,
              _In_ UINT32 Length) {
  switch (Oid) {
    case OID_GEN_CURRENT_PACKET_FILTER:
      if (Length < sizeof(UINT32)) {
        return RNDIS_STATUS_INVALID_LENGTH;
      }
      Adapter->PacketFilter = Read32(Value);
      return RNDIS_STATUS_SUCCESS;
    case OID_802_3_MULTICAST_LIST:
      return Length % 6 == 0 ? RNDIS_STATUS_SUCCESS
                             : RNDIS_STATUS_INVALID_LENGTH; /* every group is delivered */
    case OID_GEN_RECEIVE_SCALE_PARAMETERS:
      return SetRss(Adapter, Value, Length);
    case OID_TCP_OFFLOAD_PARAMETERS:
      return SetOffload(Adapter, Value, Length);
    default:
      return RNDIS_STATUS_NOT_SUPPORTED;
  }
}
