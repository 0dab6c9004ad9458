// SPDX-License-Identifier: Apache-2.0
// What tally answers: the counters of its layers, in the order of TallyLayers.
#pragma once

#define TALLY_LAYERS 10
#define IOCTL_TALLY_COUNTS 0x00126000u  // CTL_CODE(FILE_DEVICE_NETWORK, 0x800, METHOD_BUFFERED, FILE_READ_ACCESS)

typedef struct _TALLY_COUNTS {
  unsigned long long Packets[TALLY_LAYERS];
  unsigned long long Bytes[TALLY_LAYERS];
  unsigned long long Wrong;  // indications that are not as the layer promises
} TALLY_COUNTS, *PTALLY_COUNTS;
