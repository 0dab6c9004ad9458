/* SPDX-License-Identifier: Apache-2.0
 *
 * What hold and its client say to each other, over the control device:
 *
 *   IOCTL_HOLD_NEXT    parked by the client, as many as it likes; each is completed with one HOLD_QUESTION
 *   IOCTL_HOLD_ANSWER  a HOLD_ANSWER; STATUS_NOT_FOUND when nothing with that id is held any more
 *   IOCTL_HOLD_LIST    a HOLD_LIST of what is held now, as much of it as fits
 *
 * A question that was handed to a client which goes away unanswered is asked again. Plain C and C++, in a
 * driver and outside: fixed layout, no pointers.
 */
#pragma once

#ifdef _KERNEL_MODE
typedef UINT8 HOLD_U8;
typedef UINT16 HOLD_U16;
typedef UINT32 HOLD_U32;
typedef UINT64 HOLD_U64;
#else
#include <stdint.h>
typedef uint8_t HOLD_U8;
typedef uint16_t HOLD_U16;
typedef uint32_t HOLD_U32;
typedef uint64_t HOLD_U64;
#endif

/* FILE_DEVICE_NETWORK, METHOD_BUFFERED */
#define HOLD_IOCTL(function, access) ((0x12u << 16) | ((access) << 14) | ((function) << 2))
#define IOCTL_HOLD_NEXT HOLD_IOCTL(0x800u, 1u)
#define IOCTL_HOLD_ANSWER HOLD_IOCTL(0x801u, 2u)
#define IOCTL_HOLD_LIST HOLD_IOCTL(0x802u, 1u)

/* The names are ASCII; each side widens them as it needs. */
#define HOLD_DEVICE_PATH "\\Device\\PenstockHold"
#define HOLD_LINK_PATH "\\DosDevices\\PenstockHold"

#define HOLD_VERDICT_ASK 0u
#define HOLD_VERDICT_PERMIT 1u
#define HOLD_VERDICT_BLOCK 2u

typedef struct HOLD_QUESTION_ {
  HOLD_U64 Id;         /* never used again */
  HOLD_U64 ProcessId;  /* 0: unknown */
  HOLD_U64 HeldSince;  /* 100 ns since 1601 */
  HOLD_U32 LayerId;    /* FWPS_LAYER_ALE_AUTH_... */
  HOLD_U16 LocalPort;  /* ICMP: type */
  HOLD_U16 RemotePort; /* ICMP: code */
  HOLD_U8 IpVersion;   /* 4 or 6 */
  HOLD_U8 Protocol;    /* IPPROTO_... */
  HOLD_U8 Inbound;     /* 0: connect, 1: accept */
  HOLD_U8 Asked;       /* a client has this question in hand */
  HOLD_U32 Reserved;
  HOLD_U8 LocalAddress[16]; /* network order; IPv4 in the first four bytes */
  HOLD_U8 RemoteAddress[16];
} HOLD_QUESTION;

typedef struct HOLD_ANSWER_ {
  HOLD_U64 Id;
  HOLD_U32 Verdict;
  HOLD_U32 Reserved;
} HOLD_ANSWER;

typedef struct HOLD_LIST_ {
  HOLD_U32 Total; /* held altogether */
  HOLD_U32 Count; /* in this answer */
  HOLD_QUESTION Held[1];
} HOLD_LIST;
