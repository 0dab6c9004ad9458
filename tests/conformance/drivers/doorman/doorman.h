// SPDX-License-Identifier: Apache-2.0
// What a client may tell doorman: the one port it lets nobody through to, and how many it has decided.
#pragma once

#define IOCTL_DOORMAN_CLOSE_PORT 0x0012a000u  // CTL_CODE(FILE_DEVICE_NETWORK, 0x800, METHOD_BUFFERED, FILE_WRITE_ACCESS)
#define IOCTL_DOORMAN_COUNTS 0x00126004u      // ..., 0x801, METHOD_BUFFERED, FILE_READ_ACCESS

typedef struct _DOORMAN_COUNTS {
  unsigned int Pended;
  unsigned int Reauthorized;
  unsigned int Injected;
  unsigned int InjectionsCompleted;
} DOORMAN_COUNTS;
