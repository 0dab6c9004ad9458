/* SPDX-License-Identifier: Apache-2.0
 *
 * netvsp: a network service provider. A guest's network driver speaks NVSP and RNDIS to it over a channel; what the
 * guest sends goes into a path through a port, and what the path sends to the port goes to the guest.
 *
 *   driver.c    DriverEntry and unload
 *   device.c    the control device
 *   channel.c   the channel: configuring, offering, its changes of state
 *   negotiate.c what the guest says; buffers
 *   control.c   RNDIS control messages and their answers
 *   transmit.c  from the guest into the path
 *   receive.c   from the path to the guest
 *   state.c     saving and restoring
 *
 * The units that look at bytes only (nvsp, rndis, oid, ethernet, lending, byte_source) know nothing of this header.
 */
#pragma once

#include <ntddk.h>
#include <penstock_channel.h>
#include <penstock_port.h>
#include <wdf.h>

#include "byte_source.h"
#include "ethernet.h"
#include "lending.h"
#include "mapping.h"
#include "nvsp.h"
#include "oid.h"
#include "public.h"
#include "rndis.h"

#define NETVSP_POOL_TAG 'vteN'
#define NETVSP_FRAME_BYTES 2048          /* most frames; larger ones are allocated for themselves */
#define NETVSP_LARGEST_FRAME (66 * 1024) /* a large send */
#define NETVSP_LARGEST_SEND 65000        /* what we tell guests: an IP packet of theirs is no larger */
#define NETVSP_LARGEST_TRANSFER (128 * 1024)
#define NETVSP_LARGEST_PACKET 256 /* of the channel, without what its ranges describe */
#define NETVSP_RANGES 32          /* frames in one packet to the guest */

/* A frame of the guest's on its way into the path. */
typedef struct NETVSP_FRAME_ {
  struct NETVSP_FRAME_* Next; /* while it waits for use */
  PNET_BUFFER_LIST List;
  PMDL Mdl;
  UINT32 Room;
  DECLSPEC_ALIGN(16) UINT8 Bytes[1];
} NETVSP_FRAME;

/* One adapter of one guest. */
typedef struct NETVSP_ {
  WDFDEVICE Device;
  VMBCHANNEL Channel;
  HANDLE VmbusHandle;
  PENSTOCK_PORT Port;
  ETHERNET_END Ethernet;

  MAPPING ReceiveBuffer;
  MAPPING SendBuffer;
  NVSP_SESSION Session;   /* changed by the channel's own callbacks only, which do not overlap */
  NETVSP_ADAPTER Adapter; /* the same; the filter under ReceiveLock */
  BOOLEAN IsRestoring;    /* between the first and the last piece: Session is a saved one */

  KSPIN_LOCK ReceiveLock; /* order of what goes to the guest; taken before LendingLock */
  BOOLEAN MayReceive;     /* between started and suspended */
  KSPIN_LOCK LendingLock; /* the next two */
  LENDING Lending;
  UINT32 LendingGeneration; /* of the receive buffer: what returns later belongs to another */

  KSPIN_LOCK FrameLock;
  NETVSP_FRAME* FreeFrames;
  PNDIS_GENERIC_OBJECT ListOwner;
  NDIS_HANDLE ListPool;

  KSPIN_LOCK CountsLock;
  NETVSP_COUNTS Counts;
} NETVSP;

extern NETVSP Netvsp;

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD NetvspEvtDriverUnload;

/* device.c */
NTSTATUS NetvspCreateDevice(_In_ WDFDRIVER Driver);

/* channel.c */
NTSTATUS NetvspAttach(_In_ const NETVSP_ATTACH* Attach);
VOID NetvspDetach(VOID);

/* negotiate.c */
EVT_VMB_CHANNEL_PROCESS_PACKET NetvspProcessPacket;
NTSTATUS NetvspMapReceiveBuffer(_In_ UINT32 Gpadl);
VOID NetvspUnmapBuffers(VOID);
VOID NetvspShowVersion(VOID); /* in the counts */

/* control.c */
VOID NetvspCloseFilter(VOID);
VOID NetvspControl(_In_ VMBPACKETCOMPLETION Packet, _In_ const BYTE_SOURCE* Source);

/* transmit.c */
VOID NetvspEnvelope(_In_ VMBPACKETCOMPLETION Packet, _In_ const NVSP_REQUEST* Request, _In_ UINT32 Flags);
NTSTATUS NetvspTransmitFrames(_In_ const BYTE_SOURCE* Source);
PENSTOCK_PORT_DELIVERED NetvspDelivered;
NTSTATUS NetvspCreateFrames(_In_ PDRIVER_OBJECT Driver);
VOID NetvspDestroyFrames(VOID);

/* receive.c */
PENSTOCK_PORT_SEND NetvspSend;
VOID NetvspSendControl(_In_reads_bytes_(Length) const UINT8* Message, _In_ UINT32 Length);
VOID NetvspSendFrame(_In_reads_bytes_(Length) const UINT8* Frame, _In_ UINT32 Length);
EVT_VMB_PACKET_COMPLETION_ROUTINE NetvspReceiveCompleted;

/* state.c */
EVT_VMB_CHANNEL_SAVE_PACKET NetvspSavePacket;
EVT_VMB_CHANNEL_RESTORE_PACKET NetvspRestorePacket;
UINT32 NetvspSavedBytes(VOID);
VOID NetvspSaveState(_Out_ UINT8* To);
NTSTATUS NetvspRestoreState(_In_reads_bytes_(Length) const UINT8* From, _In_ UINT32 Length,
                            _Out_ UINT32* Used);

VOID NetvspCount(_Inout_ UINT64* Counter, _In_ UINT64 By);
