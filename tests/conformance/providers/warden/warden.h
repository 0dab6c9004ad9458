/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#define IOCTL_WARDEN_WAIT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x940, METHOD_BUFFERED, FILE_READ_ACCESS)

enum { WardenEcho = 0, WardenMap = 1, WardenSumMapped = 2, WardenUnmap = 3 };

typedef struct _WARDEN_MESSAGE {
  UINT32 Verb;
  UINT32 Sequence;
  UINT32 Gpadl;
  INT32 Status;
  UINT64 Sum;
} WARDEN_MESSAGE, *PWARDEN_MESSAGE;
