/* SPDX-License-Identifier: Apache-2.0
 *
 * echo_service: a service provider that answers requests at once or later, and calls its peer back.
 *
 *   channel.c   the channel: configuring, offering, its changes of state
 *   request.c   what the peer sends: answered in place, held for a while, summed up
 *   call.c      what this provider sends, and its memory about each call over a save and a restore
 *   device.c    the control device
 *   driver.c    DriverEntry and unload
 */
#pragma once

#include <ntddk.h>
#include <ntstrsafe.h>
#include <vmbuskernelmodeclientlibapi.h>
#include <wdf.h>

#include "protocol.h"

#define ECHO_POOL_TAG 'ohcE'

/* A request whose answer waits. */
typedef struct ECHO_DEFERRED_ {
  LIST_ENTRY Link;
  VMBPACKETCOMPLETION Packet;
  PVOID Buffer; /* the library's; valid until the packet is completed */
  UINT32 Length;
  LONGLONG DueTime;
} ECHO_DEFERRED;

/* A call of ours that the peer has not answered. */
typedef struct ECHO_CALL_ {
  LIST_ENTRY Link;
  UINT32 Sequence;
  UINT32 NoteBytes;
  UINT8 Note[ECHO_MAXIMUM_NOTE]; /* derived from the number, so that damage shows */
} ECHO_CALL;

typedef struct ECHO_GLOBALS_ {
  WDFDEVICE Device;
  VMBCHANNEL Channel;
  HANDLE VmbusHandle;

  KSPIN_LOCK Lock; /* the lists, the flag and the counts */
  LIST_ENTRY Deferred;
  LIST_ENTRY Calls;
  BOOLEAN Suspended; /* nothing may be held any more */
  UINT32 NextAnswer;
  ECHO_COUNTS Counts;

  KTIMER Timer;
  KDPC TimerDpc;
} ECHO_GLOBALS;

extern ECHO_GLOBALS Echo;

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD EchoEvtDriverUnload;

/* channel.c */
NTSTATUS EchoAttach(_In_ const ECHO_ATTACH* Attach);
VOID EchoDetach(VOID);

/* request.c */
EVT_VMB_CHANNEL_PROCESS_PACKET EchoProcessPacket;
EVT_VMB_CHANNEL_PROCESSING_COMPLETE EchoProcessingComplete;
VOID EchoInitializeRequests(VOID);
VOID EchoAnswerAllDeferred(VOID);
VOID EchoAllowDeferring(VOID);

/* call.c */
NTSTATUS EchoCallPeer(_In_ const ECHO_CALL_BATCH* Batch);
EVT_VMB_CHANNEL_SAVE_PACKET EchoSavePacket;
EVT_VMB_CHANNEL_RESTORE_PACKET EchoRestorePacket;

/* device.c */
NTSTATUS EchoCreateDevice(_In_ WDFDRIVER Driver);
