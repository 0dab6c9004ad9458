/* SPDX-License-Identifier: Apache-2.0
 *
 * What travels on the echo channel, and what a client of the control device may ask. Bytes on the channel come
 * from another machine: every length in them is checked before it is believed.
 */
#pragma once

/* {3f0c9a1e-66d2-4c5b-8a57-0f5e4d3c2b1a} */
#define ECHO_INTERFACE_TYPE                                                        \
  {                                                                                \
    0x3f0c9a1e, 0x66d2, 0x4c5b, { 0x8a, 0x57, 0x0f, 0x5e, 0x4d, 0x3c, 0x2b, 0x1a } \
  }

#define ECHO_MAXIMUM_PACKET 4096
#define ECHO_MAXIMUM_EXTERNAL (1024 * 1024)
#define ECHO_MAXIMUM_CHAIN 64

typedef enum ECHO_OPERATION_ {
  EchoNow = 1,  /* the payload comes back at once */
  EchoLater,    /* after Argument milliseconds, or when the channel stops */
  EchoSum,      /* the sum of the bytes of the external data, as ECHO_SUM */
  EchoCallBack, /* the provider sends Argument packets of its own, each to be answered */
  EchoCalled    /* provider to peer: the peer answers with anything */
} ECHO_OPERATION;

typedef struct ECHO_HEADER_ {
  UINT32 Operation;
  UINT32 Sequence;
  UINT32 Argument;
  UINT32 Length; /* of what follows; the packet itself is padded to eight bytes */
} ECHO_HEADER;

typedef struct ECHO_SUM_ {
  ECHO_HEADER Header;
  UINT64 Sum;
  UINT64 Bytes;
} ECHO_SUM;

/* The control device, \\.\PenstockEcho. */
#define IOCTL_ECHO_ATTACH CTL_CODE(FILE_DEVICE_NETWORK, 0x810, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_ECHO_DETACH CTL_CODE(FILE_DEVICE_NETWORK, 0x811, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_ECHO_START CTL_CODE(FILE_DEVICE_NETWORK, 0x812, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_ECHO_PAUSE CTL_CODE(FILE_DEVICE_NETWORK, 0x813, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_ECHO_COUNTS CTL_CODE(FILE_DEVICE_NETWORK, 0x814, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_ECHO_SAVE CTL_CODE(FILE_DEVICE_NETWORK, 0x815, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_ECHO_RESTORE CTL_CODE(FILE_DEVICE_NETWORK, 0x816, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_ECHO_CALL CTL_CODE(FILE_DEVICE_NETWORK, 0x817, METHOD_BUFFERED, FILE_ANY_ACCESS)

/* Offers the service on the bus that the caller has opened. */
typedef struct ECHO_ATTACH_ {
  UINT64 VmbusHandle;
  GUID Instance;
} ECHO_ATTACH;

/* A piece of a save. All of it is saved when Status is STATUS_SUCCESS; with STATUS_BUFFER_OVERFLOW there is more, and
 * with STATUS_BUFFER_TOO_SMALL nothing fitted and BytesRequired says what would. */
typedef struct ECHO_SAVE_ {
  INT32 Status;
  UINT32 BytesFilled;
  UINT32 BytesRequired;
  UINT32 Reserved;
  UINT8 Bytes[1];
} ECHO_SAVE;

typedef struct ECHO_CALL_BATCH_ {
  UINT32 Count;
  UINT32 FirstSequence;
  UINT32 NoteBytes; /* of the provider's own memory about each call, up to ECHO_MAXIMUM_NOTE */
  UINT32 PayloadBytes;
} ECHO_CALL_BATCH;

#define ECHO_MAXIMUM_NOTE 512

typedef struct ECHO_COUNTS_ {
  UINT64 Requests;
  UINT64 Answered;
  UINT64 Deferred; /* of them still held */
  UINT64 Malformed;
  UINT64 Batches;
  UINT64 CallsSent;
  UINT64 CallsAnswered;
  UINT64 CallsCancelled;
  UINT64 CallsOutOfOrder; /* answers whose number was not the next */
  UINT64 CallsRestored;
  UINT64 NotesDamaged; /* restored state that was not what had been saved */
  UINT64 LastAnswer;   /* the sequence number */
  UINT32 Opened;
  UINT32 Started;
  UINT32 PostStarted;
  UINT32 Suspended;
  UINT32 Closed;
  UINT32 Reserved;
} ECHO_COUNTS;
