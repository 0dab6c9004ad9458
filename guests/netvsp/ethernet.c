/* SPDX-License-Identifier: Apache-2.0 */
#include "ethernet.h"

#include "bytes.h"

#define TYPE_ARP 0x0806

#define ARP_BYTES 28
#define ARP_REQUEST 1
#define ARP_REPLY 2

#define IP6_HEADER_BYTES 40
#define PROTOCOL_ICMP6 58
#define ICMP6_NEIGHBOUR_SOLICITATION 135
#define ICMP6_NEIGHBOUR_ADVERTISEMENT 136
#define SOLICITATION_BYTES 24 /* without options */
#define ADVERTISEMENT_BYTES 32

static BOOLEAN IsGroup(_In_reads_bytes_(6) const UINT8* Address) { return (Address[0] & 1) != 0; }

static VOID WriteHeader(_In_reads_bytes_(6) const UINT8* To, _In_reads_bytes_(6) const UINT8* From,
                        _In_ UINT16 Type, _Out_writes_bytes_(ETHERNET_HEADER_BYTES) UINT8* Header) {
  RtlCopyMemory(Header, To, 6);
  RtlCopyMemory(Header + 6, From, 6);
  WriteNetwork16(Header + 12, Type);
}

/* ---- ARP: IPv4 over Ethernet ---- */

static ETHERNET_VERDICT ReceiveArp(_In_ const ETHERNET_END* End, _In_reads_bytes_(Length) const UINT8* Frame,
                                   _In_ UINT32 Length, _Out_ UINT8* Answer, _Out_ UINT32* AnswerBytes) {
  static const UINT8 Kind[6] = {0, 1, 8, 0, 6, 4};
  static const UINT8 Nobody[4] = {0};
  const UINT8* Arp = Frame + ETHERNET_HEADER_BYTES;
  const UINT8* Sender = Arp + 8;
  const UINT8* SenderIp = Arp + 14;
  const UINT8* Wanted = Arp + 24;

  if (Length < ETHERNET_HEADER_BYTES + ARP_BYTES || !RtlEqualMemory(Arp, Kind, sizeof(Kind))) {
    return EthernetMalformed;
  }
  /* A probe for an address of its own, or an announcement of it, gets no answer: the address is free. */
  if (ReadNetwork16(Arp + 6) != ARP_REQUEST || RtlEqualMemory(SenderIp, Nobody, 4) ||
      RtlEqualMemory(SenderIp, Wanted, 4)) {
    return EthernetNotOurs;
  }
  WriteHeader(Sender, End->Ours, TYPE_ARP, Answer);
  Answer += ETHERNET_HEADER_BYTES;
  RtlCopyMemory(Answer, Kind, sizeof(Kind));
  WriteNetwork16(Answer + 6, ARP_REPLY);
  RtlCopyMemory(Answer + 8, End->Ours, 6);
  RtlCopyMemory(Answer + 14, Wanted, 4);
  RtlCopyMemory(Answer + 18, Sender, 6);
  RtlCopyMemory(Answer + 24, SenderIp, 4);
  *AnswerBytes = ETHERNET_HEADER_BYTES + ARP_BYTES;
  return EthernetAnswer;
}

/* ---- neighbour discovery ---- */

static UINT32 AddUp(_In_ UINT32 Sum, _In_reads_bytes_(Length) const UINT8* Bytes, _In_ UINT32 Length) {
  UINT32 Index;

  for (Index = 0; Index + 1 < Length; Index += 2) {
    Sum += ReadNetwork16(Bytes + Index);
  }
  return Length % 2 != 0 ? Sum + (UINT32)(Bytes[Length - 1] << 8) : Sum;
}

static UINT16 Icmp6Checksum(_In_reads_bytes_(IP6_HEADER_BYTES) const UINT8* Ip, _In_ const UINT8* Message,
                            _In_ UINT32 Length) {
  UINT32 Sum = AddUp(PROTOCOL_ICMP6 + Length, Ip + 8, 32);

  Sum = AddUp(Sum, Message, Length);
  Sum = (Sum & 0xFFFF) + (Sum >> 16);
  Sum = (Sum & 0xFFFF) + (Sum >> 16);
  return (UINT16)~Sum;
}

static BOOLEAN IsSolicitation(_In_reads_bytes_(Length) const UINT8* Ip, _In_ UINT32 Length) {
  const UINT8* Message = Ip + IP6_HEADER_BYTES;
  UINT32 Payload;

  if (Length < IP6_HEADER_BYTES + SOLICITATION_BYTES || Ip[0] >> 4 != 6 || Ip[6] != PROTOCOL_ICMP6 ||
      Ip[7] != 255) {
    return FALSE;
  }
  Payload = ReadNetwork16(Ip + 4);
  return Message[0] == ICMP6_NEIGHBOUR_SOLICITATION && Message[1] == 0 && Payload >= SOLICITATION_BYTES &&
         Payload <= Length - IP6_HEADER_BYTES && Icmp6Checksum(Ip, Message, Payload) == 0;
}

static VOID WriteAdvertisement(_In_ const ETHERNET_END* End,
                               _In_reads_bytes_(IP6_HEADER_BYTES) const UINT8* Asked, _Out_ UINT8* Ip) {
  const UINT8* Wanted = Asked + IP6_HEADER_BYTES + 8;
  UINT8* Message = Ip + IP6_HEADER_BYTES;

  RtlZeroMemory(Ip, IP6_HEADER_BYTES + ADVERTISEMENT_BYTES);
  Ip[0] = 0x60;
  WriteNetwork16(Ip + 4, ADVERTISEMENT_BYTES);
  Ip[6] = PROTOCOL_ICMP6;
  Ip[7] = 255;
  RtlCopyMemory(Ip + 8, Wanted, 16);
  RtlCopyMemory(Ip + 24, Asked + 8, 16);
  Message[0] = ICMP6_NEIGHBOUR_ADVERTISEMENT;
  Message[4] = 0xE0; /* a router; solicited; take this one */
  RtlCopyMemory(Message + 8, Wanted, 16);
  Message[24] = 2; /* the target's link layer address, in units of eight bytes: one */
  Message[25] = 1;
  RtlCopyMemory(Message + 26, End->Ours, 6);
  WriteNetwork16(Message + 2, Icmp6Checksum(Ip, Message, ADVERTISEMENT_BYTES));
}

static ETHERNET_VERDICT ReceiveIp6(_In_ const ETHERNET_END* End, _In_reads_bytes_(Length) const UINT8* Frame,
                                   _In_ UINT32 Length, _Out_ UINT8* Answer, _Out_ UINT32* AnswerBytes) {
  static const UINT8 Nobody[16] = {0};
  const UINT8* Ip = Frame + ETHERNET_HEADER_BYTES;
  const UINT8* Wanted = Ip + IP6_HEADER_BYTES + 8;

  if (!IsSolicitation(Ip, Length - ETHERNET_HEADER_BYTES)) {
    return EthernetIp;
  }
  /* From nobody: the guest asks whether its own address is free. It is. */
  if (RtlEqualMemory(Ip + 8, Nobody, 16) || RtlEqualMemory(Ip + 8, Wanted, 16)) {
    return EthernetNotOurs;
  }
  WriteHeader(Frame + 6, End->Ours, ETHERNET_TYPE_IP6, Answer);
  WriteAdvertisement(End, Ip, Answer + ETHERNET_HEADER_BYTES);
  *AnswerBytes = ETHERNET_HEADER_BYTES + IP6_HEADER_BYTES + ADVERTISEMENT_BYTES;
  return EthernetAnswer;
}

ETHERNET_VERDICT EthernetReceive(_In_ const ETHERNET_END* End, _In_reads_bytes_(Length) const UINT8* Frame,
                                 _In_ UINT32 Length,
                                 _Out_writes_bytes_(ETHERNET_ANSWER_MAXIMUM) UINT8* Answer,
                                 _Out_ UINT32* AnswerBytes) {
  *AnswerBytes = 0;
  if (Length <= ETHERNET_HEADER_BYTES || IsGroup(Frame + 6)) {
    return EthernetMalformed;
  }
  if (!IsGroup(Frame) && !RtlEqualMemory(Frame, End->Ours, 6)) {
    return EthernetNotOurs;
  }
  switch (ReadNetwork16(Frame + 12)) {
    case TYPE_ARP:
      return ReceiveArp(End, Frame, Length, Answer, AnswerBytes);
    case ETHERNET_TYPE_IP4:
      return Frame[ETHERNET_HEADER_BYTES] >> 4 == 4 ? EthernetIp : EthernetMalformed;
    case ETHERNET_TYPE_IP6:
      return Frame[ETHERNET_HEADER_BYTES] >> 4 == 6 ? ReceiveIp6(End, Frame, Length, Answer, AnswerBytes)
                                                    : EthernetMalformed;
    default:
      return EthernetNotOurs;
  }
}

/* ---- to the guest ---- */

static VOID GroupAddress4(_In_reads_bytes_(4) const UINT8* Ip, _Out_writes_bytes_(6) UINT8* Address) {
  static const UINT8 Prefix[3] = {0x01, 0x00, 0x5E};

  RtlCopyMemory(Address, Prefix, 3);
  Address[3] = Ip[1] & 0x7F;
  Address[4] = Ip[2];
  Address[5] = Ip[3];
}

BOOLEAN EthernetWriteHeader(_In_ const ETHERNET_END* End, _In_reads_bytes_(Length) const UINT8* Packet,
                            _In_ UINT32 Length, _Out_writes_bytes_(ETHERNET_HEADER_BYTES) UINT8* Header) {
  UINT8 To[6];

  RtlCopyMemory(To, End->Guest, 6);
  if (Length >= 20 && Packet[0] >> 4 == 4) {
    if (Packet[16] >= 224 && Packet[16] < 240) {
      GroupAddress4(Packet + 16, To);
    } else if (Read32(Packet + 16) == 0xFFFFFFFFu) {
      RtlFillMemory(To, 6, 0xFF);
    }
    WriteHeader(To, End->Ours, ETHERNET_TYPE_IP4, Header);
    return TRUE;
  }
  if (Length >= IP6_HEADER_BYTES && Packet[0] >> 4 == 6) {
    if (Packet[24] == 0xFF) {
      To[0] = To[1] = 0x33;
      RtlCopyMemory(To + 2, Packet + 36, 4);
    }
    WriteHeader(To, End->Ours, ETHERNET_TYPE_IP6, Header);
    return TRUE;
  }
  return FALSE;
}
