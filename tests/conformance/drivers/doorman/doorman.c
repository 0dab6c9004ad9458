// SPDX-License-Identifier: Apache-2.0
/*
 * doorman - asks nobody, but takes its time: every new outbound conversation is pended, a work item decides it
 * at PASSIVE_LEVEL, and the reauthorization finds the decision in a list by its addresses and ports.
 *
 * WDM only. Who waits at the door is on a list under a spin lock; one work item is queued when nobody serves.
 */
#include "ntddk.h"
#include "fwpsk.h"
#include "fwpmk.h"
#include "initguid.h"
#include "guiddef.h"
#include "doorman.h"

#define DOORMAN_TAG 'nmrD'

DEFINE_GUID(DOORMAN_SUBLAYER, 0x2d2a8a00, 0x3a7b, 0x4a35, 0x8d, 0x11, 0x6f, 0x00, 0x51, 0x9f, 0x20, 0x01);
DEFINE_GUID(DOORMAN_V4, 0x2d2a8a01, 0x3a7b, 0x4a35, 0x8d, 0x11, 0x6f, 0x00, 0x51, 0x9f, 0x20, 0x01);
DEFINE_GUID(DOORMAN_V6, 0x2d2a8a02, 0x3a7b, 0x4a35, 0x8d, 0x11, 0x6f, 0x00, 0x51, 0x9f, 0x20, 0x01);

typedef struct _CALLER {
	LIST_ENTRY	entry;
	HANDLE		completion;
	BOOLEAN		v6;
	BOOLEAN		admit;
	BOOLEAN		decided;	/* the reauthorization has been here */
	BOOLEAN		completed;	/* the call that completes has returned */
	UCHAR		protocol;
	USHORT		lport, rport;
	UCHAR		laddr[16], raddr[16];	/* host order for IPv4, as indicated */
	NET_BUFFER_LIST	*nbl;		/* referenced; NULL for TCP */
	UINT64		endpoint;
	COMPARTMENT_ID	compartment;
	SCOPE_ID	scope;
} CALLER, *PCALLER;

static struct {
	PDEVICE_OBJECT	device;
	PIO_WORKITEM	work;
	KEVENT		idle;
	KSPIN_LOCK	lock;		/* of both lists and the two flags */
	LIST_ENTRY	waiting;
	LIST_ENTRY	deciding;	/* completed or being so, and not yet asked about again */
	HANDLE		engine;
	UINT32		id4, id6;
	HANDLE		inject4, inject6;
	volatile LONG	closed_port;
	volatile LONG	pended, reauthorized, injected, injections_completed;
	BOOLEAN		leaving, serving;
} g;

static UNICODE_STRING device_name = RTL_CONSTANT_STRING(L"\\Device\\Doorman");
static UNICODE_STRING link_name = RTL_CONSTANT_STRING(L"\\??\\Doorman");

IO_WORKITEM_ROUTINE serve;
DRIVER_UNLOAD unload;
DRIVER_INITIALIZE DriverEntry;

static void copy_address(UCHAR to[16], const FWP_VALUE0 *from)
{
	RtlZeroMemory(to, 16);
	if (from->type == FWP_UINT32)
		RtlCopyMemory(to, &from->uint32, 4);
	else if (from->type == FWP_BYTE_ARRAY16_TYPE)
		RtlCopyMemory(to, from->byteArray16->byteArray16, 16);
}

static void describe(PCALLER c, const FWPS_INCOMING_VALUES0 *v)
{
	const FWPS_INCOMING_VALUE0 *f = v->incomingValue;

	c->v6 = v->layerId == FWPS_LAYER_ALE_AUTH_CONNECT_V6;
	if (c->v6) {
		copy_address(c->laddr, &f[FWPS_FIELD_ALE_AUTH_CONNECT_V6_IP_LOCAL_ADDRESS].value);
		copy_address(c->raddr, &f[FWPS_FIELD_ALE_AUTH_CONNECT_V6_IP_REMOTE_ADDRESS].value);
		c->lport = f[FWPS_FIELD_ALE_AUTH_CONNECT_V6_IP_LOCAL_PORT].value.uint16;
		c->rport = f[FWPS_FIELD_ALE_AUTH_CONNECT_V6_IP_REMOTE_PORT].value.uint16;
		c->protocol = f[FWPS_FIELD_ALE_AUTH_CONNECT_V6_IP_PROTOCOL].value.uint8;
	} else {
		copy_address(c->laddr, &f[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_LOCAL_ADDRESS].value);
		copy_address(c->raddr, &f[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_REMOTE_ADDRESS].value);
		c->lport = f[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_LOCAL_PORT].value.uint16;
		c->rport = f[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_REMOTE_PORT].value.uint16;
		c->protocol = f[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_PROTOCOL].value.uint8;
	}
}

static BOOLEAN same(const CALLER *a, const CALLER *b)
{
	return a->v6 == b->v6 && a->protocol == b->protocol && a->lport == b->lport && a->rport == b->rport &&
	       RtlEqualMemory(a->laddr, b->laddr, 16) && RtlEqualMemory(a->raddr, b->raddr, 16);
}

static UINT32 flags_of(const FWPS_INCOMING_VALUES0 *v)
{
	return v->incomingValue[v->layerId == FWPS_LAYER_ALE_AUTH_CONNECT_V6 ? FWPS_FIELD_ALE_AUTH_CONNECT_V6_FLAGS
	                                                                     : FWPS_FIELD_ALE_AUTH_CONNECT_V4_FLAGS]
	    .value.uint32;
}

/* Under the lock. One work item serves all; it is queued again only after it has left under the lock. */
static void hand_over(PCALLER c)
{
	if (c->completed)
		RemoveEntryList(&c->entry);
	InsertTailList(&g.waiting, &c->entry);
	if (!g.serving) {
		g.serving = TRUE;
		IoQueueWorkItem(g.work, serve, DelayedWorkQueue, NULL);
	}
}

static BOOLEAN seat(PCALLER c)
{
	BOOLEAN seated = FALSE;
	KIRQL irql;

	KeAcquireSpinLock(&g.lock, &irql);
	if (!g.leaving) {
		hand_over(c);
		seated = TRUE;
	}
	KeReleaseSpinLock(&g.lock, irql);
	return seated;
}

/* The reauthorization: the decision stands on the list; not there means it was never ours. */
static BOOLEAN recall(const FWPS_INCOMING_VALUES0 *v)
{
	CALLER key = {0};
	BOOLEAN admit = TRUE;
	PLIST_ENTRY e;
	KIRQL irql;

	describe(&key, v);
	KeAcquireSpinLock(&g.lock, &irql);
	for (e = g.deciding.Flink; e != &g.deciding; e = e->Flink) {
		PCALLER c = CONTAINING_RECORD(e, CALLER, entry);
		if (same(c, &key)) {
			admit = c->admit;
			c->decided = TRUE;
			if (c->completed)	/* late: its classify was still under way */
				hand_over(c);
			break;
		}
	}
	KeReleaseSpinLock(&g.lock, irql);
	InterlockedIncrement(&g.reauthorized);
	return admit;
}

static void pend(const FWPS_INCOMING_VALUES0 *v, const FWPS_INCOMING_METADATA_VALUES0 *m, NET_BUFFER_LIST *nbl,
                 FWPS_CLASSIFY_OUT0 *out)
{
	PCALLER c;

	out->actionType = FWP_ACTION_BLOCK;
	out->rights &= ~FWPS_RIGHT_ACTION_WRITE;
	c = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*c), DOORMAN_TAG);
	if (!c)
		return;
	RtlZeroMemory(c, sizeof(*c));
	describe(c, v);
	if (!NT_SUCCESS(FwpsPendOperation0(m->completionHandle, &c->completion))) {
		ExFreePoolWithTag(c, DOORMAN_TAG);
		return;
	}
	out->flags |= FWPS_CLASSIFY_OUT_FLAG_ABSORB;
	InterlockedIncrement(&g.pended);
	c->endpoint = m->transportEndpointHandle;
	c->compartment = (COMPARTMENT_ID)m->compartmentId;
	c->scope = m->remoteScopeId;
	if (nbl) {
		FwpsReferenceNetBufferList0(nbl, TRUE);
		c->nbl = nbl;
	}
	if (!seat(c)) {
		FwpsCompleteOperation0(c->completion, NULL);
		if (c->nbl)
			FwpsDereferenceNetBufferList0(c->nbl, TRUE);
		ExFreePoolWithTag(c, DOORMAN_TAG);
	}
}

static void NTAPI classify(const FWPS_INCOMING_VALUES0 *v, const FWPS_INCOMING_METADATA_VALUES0 *m, void *data,
                           const void *classify_context, const FWPS_FILTER1 *filter, UINT64 flow,
                           FWPS_CLASSIFY_OUT0 *out)
{
	HANDLE inject = v->layerId == FWPS_LAYER_ALE_AUTH_CONNECT_V6 ? g.inject6 : g.inject4;
	FWPS_PACKET_INJECTION_STATE state = FWPS_PACKET_NOT_INJECTED;

	UNREFERENCED_PARAMETER(classify_context);
	UNREFERENCED_PARAMETER(filter);
	UNREFERENCED_PARAMETER(flow);
	if (!(out->rights & FWPS_RIGHT_ACTION_WRITE))
		return;
	if (data)
		state = FwpsQueryPacketInjectionState0(inject, data, NULL);
	if (state == FWPS_PACKET_INJECTED_BY_SELF || state == FWPS_PACKET_PREVIOUSLY_INJECTED_BY_SELF) {
		out->actionType = FWP_ACTION_PERMIT;
	} else if (flags_of(v) & FWP_CONDITION_FLAG_IS_REAUTHORIZE) {
		if (recall(v)) {
			out->actionType = FWP_ACTION_PERMIT;
		} else {
			out->actionType = FWP_ACTION_BLOCK;
			out->rights &= ~FWPS_RIGHT_ACTION_WRITE;
		}
	} else {
		pend(v, m, data, out);
	}
}

static NTSTATUS NTAPI notify(FWPS_CALLOUT_NOTIFY_TYPE type, const GUID *key, FWPS_FILTER1 *filter)
{
	UNREFERENCED_PARAMETER(type);
	UNREFERENCED_PARAMETER(key);
	UNREFERENCED_PARAMETER(filter);
	return STATUS_SUCCESS;
}

static void NTAPI injected(void *context, NET_BUFFER_LIST *nbl, BOOLEAN dispatch)
{
	PCALLER c = context;

	UNREFERENCED_PARAMETER(dispatch);
	FwpsFreeCloneNetBufferList0(nbl, 0);
	InterlockedIncrement(&g.injections_completed);
	ExFreePoolWithTag(c, DOORMAN_TAG);	/* the addresses had to live until now */
}

/* TRUE when the caller's record now belongs to the injection. */
static BOOLEAN send_again(PCALLER c)
{
	FWPS_TRANSPORT_SEND_PARAMS0 send;
	NET_BUFFER_LIST *clone = NULL;
	ULONG order;
	NTSTATUS status;

	RtlZeroMemory(&send, sizeof(send));
	if (!c->v6) {
		RtlCopyMemory(&order, c->raddr, 4);
		order = RtlUlongByteSwap(order);
		RtlCopyMemory(c->raddr, &order, 4);
	}
	send.remoteAddress = c->raddr;
	send.remoteScopeId = c->scope;
	status = FwpsAllocateCloneNetBufferList0(c->nbl, NULL, NULL, 0, &clone);
	FwpsDereferenceNetBufferList0(c->nbl, FALSE);
	c->nbl = NULL;
	if (!NT_SUCCESS(status))
		return FALSE;
	status = FwpsInjectTransportSendAsync0(c->v6 ? g.inject6 : g.inject4, NULL, c->endpoint, 0, &send,
	                                       c->v6 ? AF_INET6 : AF_INET, c->compartment, clone, injected, c);
	if (!NT_SUCCESS(status)) {
		FwpsFreeCloneNetBufferList0(clone, 0);
		return FALSE;
	}
	InterlockedIncrement(&g.injected);
	return TRUE;
}

static void finish(PCALLER c)
{
	if (c->nbl && c->admit && c->decided && send_again(c))
		return;
	if (c->nbl)
		FwpsDereferenceNetBufferList0(c->nbl, FALSE);
	ExFreePoolWithTag(c, DOORMAN_TAG);
}

/* The reauthorization comes inside FwpsCompleteOperation0, or, when the classify that pended has not ended yet,
 * after it: whoever of the two is last lets the caller go. */
static void decide(PCALLER c)
{
	BOOLEAN decided;
	KIRQL irql;

	KeAcquireSpinLock(&g.lock, &irql);
	c->admit = !g.leaving && c->rport != (USHORT)g.closed_port;
	KeReleaseSpinLock(&g.lock, irql);
	FwpsCompleteOperation0(c->completion, NULL);
	KeAcquireSpinLock(&g.lock, &irql);
	c->completed = TRUE;
	decided = c->decided;
	if (decided)
		RemoveEntryList(&c->entry);
	KeReleaseSpinLock(&g.lock, irql);
	if (decided)
		finish(c);
}

static PCALLER next_caller(void)
{
	PCALLER c = NULL;
	KIRQL irql;

	KeAcquireSpinLock(&g.lock, &irql);
	if (!IsListEmpty(&g.waiting)) {
		c = CONTAINING_RECORD(RemoveHeadList(&g.waiting), CALLER, entry);
		if (!c->completed)
			InsertTailList(&g.deciding, &c->entry);
	} else {
		g.serving = FALSE;
		if (g.leaving)
			KeSetEvent(&g.idle, IO_NO_INCREMENT, FALSE);
	}
	KeReleaseSpinLock(&g.lock, irql);
	return c;
}

VOID serve(PDEVICE_OBJECT device, PVOID context)
{
	PCALLER c;

	UNREFERENCED_PARAMETER(device);
	UNREFERENCED_PARAMETER(context);
	PAGED_CODE();
	while ((c = next_caller()) != NULL) {
		if (c->completed)
			finish(c);
		else
			decide(c);
	}
}

static NTSTATUS add(HANDLE engine, const GUID *layer, const GUID *key, UINT32 *id)
{
	FWPS_CALLOUT1 s = {0};
	FWPM_CALLOUT0 m = {0};
	FWPM_FILTER0 f = {0};
	NTSTATUS status;

	s.calloutKey = *key;
	s.classifyFn = classify;
	s.notifyFn = notify;
	status = FwpsCalloutRegister1(g.device, &s, id);
	if (!NT_SUCCESS(status))
		return status;
	m.calloutKey = *key;
	m.displayData.name = L"doorman";
	m.applicableLayer = *layer;
	status = FwpmCalloutAdd0(engine, &m, NULL, NULL);
	if (!NT_SUCCESS(status))
		return status;
	f.layerKey = *layer;
	f.displayData.name = L"doorman";
	f.displayData.description = L"every new conversation";
	f.subLayerKey = DOORMAN_SUBLAYER;
	f.action.type = FWP_ACTION_CALLOUT_UNKNOWN;
	f.action.calloutKey = *key;
	f.weight.type = FWP_UINT8;
	f.weight.uint8 = 0xF;
	return FwpmFilterAdd0(engine, &f, NULL, NULL);
}

static NTSTATUS open_door(void)
{
	FWPM_SESSION0 session = {0};
	FWPM_SUBLAYER0 sublayer = {0};
	NTSTATUS status;

	session.flags = FWPM_SESSION_FLAG_DYNAMIC;
	status = FwpmEngineOpen0(NULL, RPC_C_AUTHN_WINNT, NULL, &session, &g.engine);
	if (!NT_SUCCESS(status))
		return status;
	sublayer.subLayerKey = DOORMAN_SUBLAYER;
	sublayer.displayData.name = L"doorman";
	sublayer.weight = 100;
	if (NT_SUCCESS(status = FwpmTransactionBegin0(g.engine, 0))) {
		if (NT_SUCCESS(status = FwpmSubLayerAdd0(g.engine, &sublayer, NULL)) &&
		    NT_SUCCESS(status = add(g.engine, &FWPM_LAYER_ALE_AUTH_CONNECT_V4, &DOORMAN_V4, &g.id4)) &&
		    NT_SUCCESS(status = add(g.engine, &FWPM_LAYER_ALE_AUTH_CONNECT_V6, &DOORMAN_V6, &g.id6)))
			status = FwpmTransactionCommit0(g.engine);
		else
			FwpmTransactionAbort0(g.engine);
	}
	return status;
}

static NTSTATUS NTAPI dispatch(PDEVICE_OBJECT device, PIRP irp)
{
	PIO_STACK_LOCATION s = IoGetCurrentIrpStackLocation(irp);
	NTSTATUS status = STATUS_SUCCESS;
	ULONG_PTR info = 0;

	UNREFERENCED_PARAMETER(device);
	if (s->MajorFunction == IRP_MJ_DEVICE_CONTROL) {
		switch (s->Parameters.DeviceIoControl.IoControlCode) {
		case IOCTL_DOORMAN_CLOSE_PORT:
			if (s->Parameters.DeviceIoControl.InputBufferLength != sizeof(ULONG))
				status = STATUS_INVALID_PARAMETER;
			else
				InterlockedExchange(&g.closed_port, *(LONG *)irp->AssociatedIrp.SystemBuffer);
			break;
		case IOCTL_DOORMAN_COUNTS: {
			DOORMAN_COUNTS *c = irp->AssociatedIrp.SystemBuffer;
			if (s->Parameters.DeviceIoControl.OutputBufferLength < sizeof(*c)) {
				status = STATUS_BUFFER_TOO_SMALL;
				break;
			}
			c->Pended = InterlockedCompareExchange(&g.pended, 0, 0);
			c->Reauthorized = InterlockedCompareExchange(&g.reauthorized, 0, 0);
			c->Injected = InterlockedCompareExchange(&g.injected, 0, 0);
			c->InjectionsCompleted = InterlockedCompareExchange(&g.injections_completed, 0, 0);
			info = sizeof(*c);
			break;
		}
		default:
			status = STATUS_INVALID_DEVICE_REQUEST;
		}
	}
	irp->IoStatus.Status = status;
	irp->IoStatus.Information = info;
	IoCompleteRequest(irp, IO_NO_INCREMENT);
	return status;
}

/* Nobody new is seated; who waits is turned away by the work item; then everything is put back. */
VOID unload(PDRIVER_OBJECT driver)
{
	PLIST_ENTRY e;
	KIRQL irql;

	UNREFERENCED_PARAMETER(driver);
	KeAcquireSpinLock(&g.lock, &irql);
	g.leaving = TRUE;
	if (!g.serving)
		KeSetEvent(&g.idle, IO_NO_INCREMENT, FALSE);
	KeReleaseSpinLock(&g.lock, irql);
	KeWaitForSingleObject(&g.idle, Executive, KernelMode, FALSE, NULL);
	if (g.engine)
		FwpmEngineClose0(g.engine);
	if (g.id4)
		FwpsCalloutUnregisterById0(g.id4);
	if (g.id6)
		FwpsCalloutUnregisterById0(g.id6);
	/* Nobody can ask again; a late reauthorization may have left work behind. */
	KeAcquireSpinLock(&g.lock, &irql);
	if (!g.serving)
		KeSetEvent(&g.idle, IO_NO_INCREMENT, FALSE);
	KeReleaseSpinLock(&g.lock, irql);
	KeWaitForSingleObject(&g.idle, Executive, KernelMode, FALSE, NULL);
	while ((e = RemoveHeadList(&g.deciding)) != &g.deciding)
		finish(CONTAINING_RECORD(e, CALLER, entry));
	if (g.inject4)
		FwpsInjectionHandleDestroy0(g.inject4);
	if (g.inject6)
		FwpsInjectionHandleDestroy0(g.inject6);
	IoFreeWorkItem(g.work);
	IoDeleteSymbolicLink(&link_name);
	IoDeleteDevice(g.device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING registry_path)
{
	NTSTATUS status;
	int i;

	UNREFERENCED_PARAMETER(registry_path);
	RtlZeroMemory(&g, sizeof(g));
	KeInitializeSpinLock(&g.lock);
	InitializeListHead(&g.waiting);
	InitializeListHead(&g.deciding);
	KeInitializeEvent(&g.idle, SynchronizationEvent, FALSE);
	status = IoCreateDevice(driver, 0, &device_name, FILE_DEVICE_NETWORK, 0, FALSE, &g.device);
	if (!NT_SUCCESS(status))
		return status;
	status = IoCreateSymbolicLink(&link_name, &device_name);
	if (!NT_SUCCESS(status)) {
		IoDeleteDevice(g.device);
		return status;
	}
	g.work = IoAllocateWorkItem(g.device);
	if (!g.work) {
		IoDeleteSymbolicLink(&link_name);
		IoDeleteDevice(g.device);
		return STATUS_INSUFFICIENT_RESOURCES;
	}
	for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
		driver->MajorFunction[i] = dispatch;
	driver->DriverUnload = unload;
	status = FwpsInjectionHandleCreate0(AF_INET, FWPS_INJECTION_TYPE_TRANSPORT, &g.inject4);
	if (NT_SUCCESS(status))
		status = FwpsInjectionHandleCreate0(AF_INET6, FWPS_INJECTION_TYPE_TRANSPORT, &g.inject6);
	if (NT_SUCCESS(status))
		status = open_door();
	if (!NT_SUCCESS(status))
		unload(driver);
	return status;
}
