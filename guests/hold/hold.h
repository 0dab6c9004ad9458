/* SPDX-License-Identifier: Apache-2.0
 *
 * hold: a callout driver that suspends every new connection, asks somebody, and carries the answer out.
 *
 *   classify.c  the four ALE callouts: pend a new one, decide one that is classified again
 *   pending.c   the list of what is held
 *   worker.c    the system thread: hands questions out, completes what was answered
 *   reinject.c  clones and injects the packets that a pended operation loses
 *   device.c    the control device that a client asks and answers through
 *   filters.c   provider, sublayer, callouts and filters of this driver
 *   driver.c    DriverEntry and unload
 */
#pragma once

#define NDIS60 1
#include <ntddk.h>
#include <wdf.h>
#pragma warning(push)
#pragma warning(disable : 4201)
#include <fwpsk.h>
#pragma warning(pop)
#include <fwpmk.h>
#include <ws2ipdef.h>

#include "verdict.h"

#define HOLD_POOL_TAG 'dloH'

typedef enum HOLD_STATE_ {
  HoldNew,      /* nobody was asked yet */
  HoldAsked,    /* a client has the question */
  HoldAnswered, /* the verdict is known; the worker will complete it */
  HoldDeciding, /* it is being completed: the reauthorization looks it up */
  HoldDecided   /* the reauthorization has been here */
} HOLD_STATE;

/* How long, in 100 ns, a reauthorization may take to come after the completion has returned. It comes later
 * only where the classify that pended was still under way; it never comes when the endpoint is gone. */
#define HOLD_REAUTHORIZATION_WAIT (10 * 1000 * 10000ull)

/* One suspended authorization. On the list from the pend until the worker is done with it. */
typedef struct HOLD_PENDING_ {
  LIST_ENTRY Link;
  HOLD_STATE State;
  UINT32 Verdict;
  HOLD_QUESTION Question;
  WDFFILEOBJECT AskedThrough; /* the client that has the question */
  HANDLE CompletionContext;

  /* Of the packet, where there is one. Referenced, not cloned: the clone is made when it is needed. */
  NET_BUFFER_LIST* NetBufferList;
  UINT32 DataOffset; /* of its first NET_BUFFER when it was indicated */
  UINT32 IpHeaderSize;
  UINT32 TransportHeaderSize;
  UINT64 EndpointHandle;
  COMPARTMENT_ID CompartmentId;
  IF_INDEX InterfaceIndex;
  IF_INDEX SubInterfaceIndex;
  SCOPE_ID RemoteScopeId;
  BOOLEAN Permitted; /* by the reauthorization, which may know better than the verdict */
  BOOLEAN Completed; /* the call that completes it has returned, at CompletedAt */
  UINT64 CompletedAt;
} HOLD_PENDING;

typedef struct HOLD_GLOBALS_ {
  WDFDEVICE Device;
  WDFQUEUE ParkedQueue; /* IOCTL_HOLD_NEXT requests that wait for a question */
  HANDLE EngineHandle;
  UINT32 CalloutIds[4];
  HANDLE InjectionHandle[2]; /* IPv4, IPv6 */

  KSPIN_LOCK Lock; /* the list, its entries and the two flags */
  LIST_ENTRY Pending;
  UINT64 NextId;
  BOOLEAN Unloading;
  BOOLEAN WorkerStop;

  KEVENT WorkerEvent;
  PKTHREAD WorkerThread;

  ULONG DefaultVerdict; /* HOLD_VERDICT_...: without asking anybody */
  ULONG TimeoutMs;      /* then it is blocked; 0: never */
} HOLD_GLOBALS;

extern HOLD_GLOBALS Hold;

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD HoldEvtDriverUnload;

/* device.c */
NTSTATUS HoldCreateDevice(_In_ WDFDRIVER Driver);

/* filters.c */
NTSTATUS HoldRegister(_In_ PDEVICE_OBJECT DeviceObject);
VOID HoldRemoveFilters(VOID);
VOID HoldUnregister(VOID);

/* classify.c */
VOID NTAPI HoldClassify(_In_ const FWPS_INCOMING_VALUES0* Values,
                        _In_ const FWPS_INCOMING_METADATA_VALUES0* Metadata, _Inout_opt_ VOID* LayerData,
                        _In_opt_ const VOID* ClassifyContext, _In_ const FWPS_FILTER1* Filter,
                        _In_ UINT64 FlowContext, _Inout_ FWPS_CLASSIFY_OUT0* ClassifyOut);
NTSTATUS NTAPI HoldNotify(_In_ FWPS_CALLOUT_NOTIFY_TYPE Type, _In_ const GUID* FilterKey,
                          _Inout_ FWPS_FILTER1* Filter);

/* pending.c */
HOLD_PENDING* HoldAllocatePending(VOID);
VOID HoldFreePending(_In_ HOLD_PENDING* Pending);
BOOLEAN HoldInsertPending(_In_ HOLD_PENDING* Pending);
HOLD_PENDING* HoldTakeAnswered(VOID);
BOOLEAN HoldNextQuestion(_In_ WDFFILEOBJECT AskedThrough, _Out_ HOLD_QUESTION* Question);
BOOLEAN HoldHasQuestion(VOID);
NTSTATUS HoldAnswer(_In_ const HOLD_ANSWER* Answer);
BOOLEAN HoldDecide(_In_ const HOLD_QUESTION* Tuple, _Out_ UINT32* Verdict);
VOID HoldRemovePending(_In_ HOLD_PENDING* Pending);
VOID HoldMarkCompleted(_In_ HOLD_PENDING* Pending);
HOLD_PENDING* HoldTakeFinished(VOID);
VOID HoldFreeAll(VOID);
VOID HoldAskAgain(_In_ WDFFILEOBJECT Gone);
VOID HoldBlockAll(VOID);
ULONG HoldExpire(VOID);
ULONG HoldListPending(_Out_writes_(Capacity) HOLD_QUESTION* Held, _In_ ULONG Capacity, _Out_ ULONG* Total);

/* worker.c */
NTSTATUS HoldStartWorker(VOID);
VOID HoldStopWorker(VOID);
VOID HoldWakeWorker(VOID);

/* reinject.c */
NTSTATUS HoldInjectSend(_In_ HOLD_PENDING* Pending);
VOID HoldCompleteAccept(_In_ HOLD_PENDING* Pending);
