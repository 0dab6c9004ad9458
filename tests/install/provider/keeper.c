// SPDX-License-Identifier: Apache-2.0
#include "lighthouse.h"

volatile LONG LighthouseFlashes;

VOID LighthouseProcessPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer,
                             UINT32 BufferLength, UINT32 Flags) {
  UINT32 Answer[2];

  UNREFERENCED_PARAMETER(Channel);
  UNREFERENCED_PARAMETER(Buffer);
  UNREFERENCED_PARAMETER(Flags);
  Answer[0] = (UINT32)InterlockedIncrement(&LighthouseFlashes);
  Answer[1] = BufferLength;
  VmbChannelPacketComplete(Packet, Answer, sizeof(Answer));
}
