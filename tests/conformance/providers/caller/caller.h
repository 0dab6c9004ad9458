/* SPDX-License-Identifier: Apache-2.0
 *
 * caller: the client's end of a channel, told what to do through \\.\Caller.
 */
#pragma once

#define IOCTL_CALLER_CONNECT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x900, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_CALLER_DISCONNECT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x901, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_CALLER_REQUEST CTL_CODE(FILE_DEVICE_UNKNOWN, 0x902, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_CALLER_POST CTL_CODE(FILE_DEVICE_UNKNOWN, 0x903, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_CALLER_COUNTS CTL_CODE(FILE_DEVICE_UNKNOWN, 0x904, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_CALLER_SHARE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x905, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_CALLER_UNSHARE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x906, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_CALLER_ANSWER_HELD CTL_CODE(FILE_DEVICE_UNKNOWN, 0x907, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct CALLER_CONNECT_ {
  GUID Type;
  GUID Instance;
  UINT32 RingPages;   /* in each direction */
  UINT32 HoldAnswers; /* packets of the provider wait for IOCTL_CALLER_ANSWER_HELD */
} CALLER_CONNECT;

#define CALLER_FOREVER 0xFFFFFFFFu
#define CALLER_EXTERNAL_NONE 0
#define CALLER_EXTERNAL_MDL 1    /* VmbPacketSendWithExternalMdl, a part of a chain of two */
#define CALLER_EXTERNAL_PFNS 2   /* VmbPacketSendWithExternalPfns, whole pages */
#define CALLER_EXTERNAL_SIMPLE 3 /* the MDL of the plain send */

/* A synchronous request, or with External one that waits on an event. Bytes follow. */
typedef struct CALLER_REQUEST_ {
  UINT32 TimeoutMs; /* 0: do not queue; CALLER_FOREVER: NULL */
  UINT32 WaitForCompletion;
  UINT32 External;
  UINT32 ExternalBytes; /* each of them is 3 */
  UINT32 AnswerBytes;   /* room for the answer */
  UINT32 Length;
} CALLER_REQUEST;

typedef struct CALLER_ANSWER_ {
  INT32 Status;
  UINT32 Length;
  UINT8 Bytes[1];
} CALLER_ANSWER, *PCALLER_ANSWER;

/* Count packets of Length bytes, numbered in their second word from FirstSequence on. Bytes of the first follow. */
typedef struct CALLER_POST_ {
  UINT32 Count;
  UINT32 WaitForCompletion;
  UINT32 FirstSequence;
  UINT32 InCallerMemory; /* packets of VmbPacketInitialize */
  UINT32 Length;
} CALLER_POST;

typedef struct CALLER_SHARE_ {
  UINT32 Bytes;
  UINT32 ReadOnly;
  UINT32 Fill;
} CALLER_SHARE;

typedef struct CALLER_SHARED_ {
  INT32 Status;
  UINT32 Gpadl;
} CALLER_SHARED;

typedef struct CALLER_COUNTS_ {
  UINT64 Posted;
  UINT64 Completed;
  UINT64 Cancelled;
  UINT64 OutOfOrder; /* of completions */
  UINT64 Received;
  UINT64 Held;
  UINT64 ReceivedOutOfOrder;
  UINT64 Batches;
  UINT64 InBatches;  /* packets that the batches said they had */
  UINT64 FirstBytes; /* the first byte of the shared buffer */
  UINT32 Opened;
  UINT32 Started;
  UINT32 Suspended;
  UINT32 Closed;
  INT32 LastFailure;
  UINT32 ProcessedAboveDispatch;
} CALLER_COUNTS;
