// SPDX-License-Identifier: Apache-2.0
// What flowmeter answers: flows it has seen begin and end, and what they carried.
#pragma once

#define IOCTL_FLOWMETER_TOTALS 0x00126000u  // function 0x800, buffered, read access

typedef struct {
  unsigned int FlowsBegun;
  unsigned int FlowsEnded;
  unsigned int Failures;  // associations that were refused
  unsigned int Strangers; // indications without a context, which a callout conditional on flows never gets
  unsigned long long Packets;
  unsigned long long Bytes;
} FLOWMETER_TOTALS;
