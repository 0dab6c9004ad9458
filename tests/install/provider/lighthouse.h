// SPDX-License-Identifier: Apache-2.0
// lighthouse: a service provider of somebody who knows nothing but an installed prefix.
#pragma once

#include <ntddk.h>
#include <vmbuskernelmodeclientlibapi.h>

EXTERN_C_START

// keeper.c: what is done with a packet.
EVT_VMB_CHANNEL_PROCESS_PACKET LighthouseProcessPacket;
extern volatile LONG LighthouseFlashes;

EXTERN_C_END
