/* SPDX-License-Identifier: Apache-2.0
 *
 * The end of the Ethernet: the guest's neighbours are all behind one address of ours, which answers for them when the
 * guest asks (ARP, neighbour discovery). What goes on from here is IP without a frame around it.
 */
#pragma once

#include <ntddk.h>

#define ETHERNET_HEADER_BYTES 14
#define ETHERNET_TYPE_IP4 0x0800
#define ETHERNET_TYPE_IP6 0x86DD
#define ETHERNET_ANSWER_MAXIMUM 128

typedef struct ETHERNET_END_ {
  UINT8 Ours[6];
  UINT8 Guest[6];
} ETHERNET_END;

typedef enum ETHERNET_VERDICT_ {
  EthernetIp,      /* an IP packet from ETHERNET_HEADER_BYTES on */
  EthernetAnswer,  /* send back the answer */
  EthernetNotOurs, /* for somebody else, or of a kind that ends here */
  EthernetMalformed
} ETHERNET_VERDICT;

ETHERNET_VERDICT EthernetReceive(_In_ const ETHERNET_END* End, _In_reads_bytes_(Length) const UINT8* Frame,
                                 _In_ UINT32 Length,
                                 _Out_writes_bytes_(ETHERNET_ANSWER_MAXIMUM) UINT8* Answer,
                                 _Out_ UINT32* AnswerBytes);

/* The header in front of an IP packet for the guest. FALSE: no IP version that can be sent. */
BOOLEAN EthernetWriteHeader(_In_ const ETHERNET_END* End, _In_reads_bytes_(Length) const UINT8* Packet,
                            _In_ UINT32 Length, _Out_writes_bytes_(ETHERNET_HEADER_BYTES) UINT8* Header);
