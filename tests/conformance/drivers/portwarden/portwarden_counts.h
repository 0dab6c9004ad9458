// SPDX-License-Identifier: Apache-2.0
// What portwarden's device understands.
#pragma once

#define IOCTL_PORTWARDEN_COUNTS 0x00126000u  // function 0x800, buffered, read access
#define IOCTL_PORTWARDEN_REFUSE 0x0012a004u  // function 0x801, buffered, write access; input: a 16-bit port

typedef struct {
  unsigned int Admitted;
  unsigned int Refused;
} PORTWARDEN_COUNTS;
