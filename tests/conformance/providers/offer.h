/* SPDX-License-Identifier: Apache-2.0
 *
 * How a test tells a provider which bus it is on: as a worker process would, by a device control.
 */
#pragma once

#define IOCTL_PROVIDER_OFFER CTL_CODE(FILE_DEVICE_UNKNOWN, 0x920, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_PROVIDER_REVOKE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x921, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_PROVIDER_COUNTS CTL_CODE(FILE_DEVICE_UNKNOWN, 0x922, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_PROVIDER_PAUSE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x923, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_PROVIDER_START CTL_CODE(FILE_DEVICE_UNKNOWN, 0x924, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct PROVIDER_OFFER_ {
  UINT64 VmbusHandle;
  GUID Instance;
} PROVIDER_OFFER;

typedef struct PROVIDER_COUNTS_ {
  UINT64 Packets;
  UINT64 Batches;
  UINT64 InBatches;
  UINT64 Largest; /* number of packets in the provider's hands at once */
  UINT64 Deferred;
  UINT64 Failed;
  UINT32 Suspended;
  UINT32 Closed;
} PROVIDER_COUNTS;

/* What a notepad is asked: one of these in a packet, answered by a NOTEPAD_ANSWER. */
typedef enum NOTEPAD_VERB_ { NotepadMap = 1, NotepadFill, NotepadSum, NotepadUnmap } NOTEPAD_VERB;

typedef struct NOTEPAD_REQUEST_ {
  UINT32 Verb;
  UINT32 Sequence;
  UINT32 Gpadl;
  UINT32 Value; /* NotepadMap: flags */
} NOTEPAD_REQUEST;

typedef struct NOTEPAD_ANSWER_ {
  INT32 Status;
  UINT32 Bytes;
  UINT64 Sum;
} NOTEPAD_ANSWER;
