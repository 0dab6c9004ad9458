/* SPDX-License-Identifier: Apache-2.0
 *
 * Both ends of a channel in one driver, which talks to itself when it is told to. What it did not expect it reports by
 * its line.
 */
#include <wdm.h>
#include <ntstrsafe.h>
#include "vmbuskernelmodeclientlibapi.h"
#include "../field.h"

#define TAG 'rriM'

static const GUID MirrorType = { 0x10000003, 0x1111, 0x4222, { 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x03 } };
static const GUID MirrorInstance = { 0x10000003, 0x1111, 0x4222, { 0, 0, 0, 0, 0, 0, 0, 1 } };

enum { ReqEcho = 1, ReqHold, ReqSum, ReqFill, ReqMap, ReqUnmap, ReqGpadlSum, ReqPassive, ReqNothing, ReqChainLength };

typedef struct _REQ { UINT32 Op; UINT32 Arg; UINT32 Arg2; UINT32 Pad; } REQ, *PREQ;
typedef struct _RSP { NTSTATUS Status; UINT32 Value; UINT64 Sum; } RSP, *PRSP;

static struct {
  PDEVICE_OBJECT Device;
  VMBCHANNEL Server, Client;
  HANDLE Bus;
  KEVENT ClientUp, ServerUp, HeldOne;
  VMBPACKETCOMPLETION Held;
  PMDL Gpadl;
  LONG FailureCount;
  LONG Failures[16];
  LONG Deferrals, Packets;
  KIRQL SeenIrql;
} G;

static VOID Fail(LONG Line) {
  LONG At = InterlockedIncrement(&G.FailureCount) - 1;
  if (At < ARRAYSIZE(G.Failures)) G.Failures[At] = Line;
  DbgPrint("mirror: line %d\n", Line);
}
#define CHECK(Expression) ((Expression) ? (void)0 : Fail(__LINE__))
#define MUST(Expression) do { if (!(Expression)) { Fail(__LINE__); goto Done; } } while (0)

static UINT64 SumChain(PMDL Mdl, BOOLEAN Write, UINT8 Value, UINT32* Bytes) {
  UINT64 Sum = 0;
  *Bytes = 0;
  for (; Mdl != NULL; Mdl = Mdl->Next) {
    PUCHAR At = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority | MdlMappingNoExecute);
    ULONG Length = MmGetMdlByteCount(Mdl);
    if (At == NULL) return 0;
    for (ULONG i = 0; i < Length; i++) {
      if (Write) At[i] = Value;
      Sum += At[i];
    }
    *Bytes += Length;
  }
  return Sum;
}

static VOID ServerPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer, UINT32 BufferLength, UINT32 Flags) {
  PREQ Req = Buffer;
  RSP Rsp = { STATUS_SUCCESS, 0, 0 };
  PMDL Mdl = NULL, Again = NULL;

  InterlockedIncrement(&G.Packets);
  if (BufferLength < sizeof(*Req)) {
    VmbChannelPacketComplete(Packet, Buffer, BufferLength);
    return;
  }
  switch (Req->Op) {
  case ReqEcho:
    VmbChannelPacketComplete(Packet, Buffer, BufferLength);
    return;
  case ReqHold:
    G.Held = Packet;
    KeSetEvent(&G.HeldOne, 0, FALSE);
    return;
  case ReqNothing:
    VmbChannelPacketComplete(Packet, NULL, 0);
    return;
  case ReqSum:
  case ReqFill:
  case ReqChainLength:
    CHECK((Flags & VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA) || Req->Arg == 0);
    Rsp.Status = VmbChannelPacketGetExternalData(Packet, Req->Op == ReqFill ? 0 : VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAG_READ_ONLY, &Mdl);
    if (Rsp.Status == STATUS_PENDING) return;
    if (NT_SUCCESS(Rsp.Status)) {
      CHECK(NT_SUCCESS(VmbChannelPacketGetExternalData(Packet, VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAG_READ_ONLY, &Again)));
      CHECK(Again == Mdl);
      if (Req->Op == ReqChainLength) { for (; Mdl != NULL; Mdl = Mdl->Next) Rsp.Value++; }
      else Rsp.Sum = SumChain(Mdl, Req->Op == ReqFill, (UINT8)Req->Arg2, &Rsp.Value);
    } else CHECK(Mdl == NULL);
    break;
  case ReqPassive:
    if (KeGetCurrentIrql() > PASSIVE_LEVEL || G.Deferrals == 0) {
      InterlockedIncrement(&G.Deferrals);
      VmbChannelPacketDeferToPassive(Packet);
      return;
    }
    CHECK(KeGetCurrentIrql() == PASSIVE_LEVEL);
    Rsp.Value = G.Deferrals;
    break;
  case ReqMap:
    if (KeGetCurrentIrql() > PASSIVE_LEVEL) { VmbChannelPacketDeferToPassive(Packet); return; }
    Rsp.Status = VmbChannelMapGpadl(Channel, Req->Arg2, Req->Arg, &G.Gpadl);
    break;
  case ReqUnmap:
    if (KeGetCurrentIrql() > PASSIVE_LEVEL) { VmbChannelPacketDeferToPassive(Packet); return; }
    VmbChannelUnmapGpadl(Channel, Req->Arg);
    G.Gpadl = NULL;
    break;
  case ReqGpadlSum:
    Rsp.Sum = SumChain(G.Gpadl, Req->Arg2 != 0, (UINT8)Req->Arg2, &Rsp.Value);
    break;
  default:
    Rsp.Status = STATUS_INVALID_DEVICE_REQUEST;
  }
  VmbChannelPacketComplete(Packet, &Rsp, sizeof(Rsp));
}

static VOID ClientPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer, UINT32 BufferLength, UINT32 Flags) {
  UNREFERENCED_PARAMETER(Channel);
  CHECK(Flags == 0);
  VmbChannelPacketComplete(Packet, Buffer, BufferLength);
}

static NTSTATUS Opened(VMBCHANNEL Channel) { UNREFERENCED_PARAMETER(Channel); return STATUS_SUCCESS; }
static VOID Started(VMBCHANNEL Channel) {
  KeSetEvent(Channel == G.Server ? &G.ServerUp : &G.ClientUp, 0, FALSE);
}
static VOID Closed(VMBCHANNEL Channel) {
  if (Channel == G.Server && G.Gpadl != NULL) Fail(__LINE__);
}
static VOID Suspend(VMBCHANNEL Channel) {
  if (Channel == G.Server && G.Held != NULL) {
    VMBPACKETCOMPLETION Held = InterlockedExchangePointer((PVOID*)&G.Held, NULL);
    if (Held != NULL) VmbChannelPacketComplete(Held, NULL, 0);
  }
}
static VOID PnpFailure(VMBCHANNEL Channel, NTSTATUS FailureStatus) {
  UNREFERENCED_PARAMETER(Channel);
  UNREFERENCED_PARAMETER(FailureStatus);
  Fail(__LINE__);
}

static NTSTATUS Ask(PREQ Req, PRSP Rsp, LONGLONG TimeoutMs) {
  UINT32 Size = sizeof(*Rsp);
  LARGE_INTEGER Timeout;
  NTSTATUS Status;

  Timeout.QuadPart = -10000LL * TimeoutMs;
  RtlZeroMemory(Rsp, sizeof(*Rsp));
  Status = VmbChannelSendSynchronousRequest(G.Client, Req, sizeof(*Req), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION,
                                            Rsp, &Size, TimeoutMs < 0 ? NULL : &Timeout);
  if (NT_SUCCESS(Status) && Size != sizeof(*Rsp) && Size != 0) Fail(__LINE__);
  return Status;
}

static NTSTATUS Up(VOID) {
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks;
  NTSTATUS Status;
  UNICODE_STRING Name;
  RtlInitUnicodeString(&Name, L"mirror's server");

  KeInitializeEvent(&G.ClientUp, NotificationEvent, FALSE);
  KeInitializeEvent(&G.ServerUp, NotificationEvent, FALSE);
  KeInitializeEvent(&G.HeldOne, SynchronizationEvent, FALSE);
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&Callbacks);
  Callbacks.EvtChannelOpened = Opened;
  Callbacks.EvtChannelStarted = Started;
  Callbacks.EvtChannelClosed = Closed;
  Callbacks.EvtChannelSuspend = Suspend;

  CHECK(NT_SUCCESS(Status = VmbChannelAllocate(G.Device, TRUE, &G.Server)));
  CHECK(NT_SUCCESS(VmbChannelInitSetStateChangeCallbacks(G.Server, &Callbacks)));
  CHECK(NT_SUCCESS(VmbChannelInitSetProcessPacketCallbacks(G.Server, ServerPacket, NULL)));
  CHECK(NT_SUCCESS(VmbChannelInitSetMaximumPacketSize(G.Server, 2048)));
  CHECK(NT_SUCCESS(VmbChannelInitSetMaximumExternalData(G.Server, 64 * 1024, 20)));
  CHECK(NT_SUCCESS(VmbChannelInitSetFriendlyName(G.Server, &Name)));
  CHECK(NT_SUCCESS(VmbServerChannelInitSetFlags(G.Server, VMBUS_SERVER_CHANNEL_INIT_FLAG_LOOPBACK_OFFER)));
  CHECK(NT_SUCCESS(VmbServerChannelInitSetTargetInterfaceId(G.Server, MirrorType, MirrorInstance)));
  CHECK(NT_SUCCESS(VmbServerChannelInitSetVmbusHandle(G.Server, G.Bus)));
  CHECK(NT_SUCCESS(Status = VmbChannelEnable(G.Server)));
  VmbChannelStart(G.Server);

  CHECK(NT_SUCCESS(Status = VmbChannelAllocate(G.Device, FALSE, &G.Client)));
  CHECK(NT_SUCCESS(VmbChannelInitSetStateChangeCallbacks(G.Client, &Callbacks)));
  CHECK(NT_SUCCESS(VmbChannelInitSetProcessPacketCallbacks(G.Client, ClientPacket, NULL)));
  CHECK(NT_SUCCESS(VmbChannelInitSetMaximumPacketSize(G.Client, 2048)));
  CHECK(NT_SUCCESS(VmbChannelInitSetMaximumExternalData(G.Client, 64 * 1024, 20)));
  CHECK(NT_SUCCESS(VmbClientChannelInitSetRingBufferPageCount(G.Client, 2, 2)));
  CHECK(NT_SUCCESS(VmbClientChannelInitSetTargetPnp(G.Client, &MirrorType, &MirrorInstance, PnpFailure)));
  CHECK(NT_SUCCESS(Status = VmbChannelEnable(G.Client)));
  KeWaitForSingleObject(&G.ClientUp, Executive, KernelMode, FALSE, NULL);
  KeWaitForSingleObject(&G.ServerUp, Executive, KernelMode, FALSE, NULL);
  return Status;
}

static VOID Down(VOID) {
  if (G.Client != NULL) {
    VmbChannelDisable(G.Client);
    VmbChannelCleanup(G.Client);
    G.Client = NULL;
  }
  if (G.Server != NULL) {
    VmbChannelDisable(G.Server);
    VmbChannelCleanup(G.Server);
    G.Server = NULL;
  }
}

static VOID Synchronous(VOID) {
  REQ Req = { ReqEcho, 7, 8, 9 };
  RSP Rsp;
  UINT32 Size;
  LARGE_INTEGER Zero, Soon;
  UCHAR Big[2048];
  NTSTATUS Status;

  Zero.QuadPart = 0;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS);
  CHECK(Rsp.Status == ReqEcho && Rsp.Value == 7);
  CHECK(Ask(&Req, &Rsp, 5000) == STATUS_SUCCESS);
  Req.Op = ReqNothing;
  Size = 8;
  CHECK(VmbChannelSendSynchronousRequest(G.Client, &Req, sizeof(Req), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION, Big, &Size, NULL) == STATUS_SUCCESS);
  CHECK(Size == 0);
  /* no room for an answer wanted */
  Req.Op = ReqEcho;
  CHECK(VmbChannelSendSynchronousRequest(G.Client, &Req, sizeof(Req), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION, NULL, NULL, NULL) == STATUS_SUCCESS);
  CHECK(VmbChannelSendSynchronousRequest(G.Client, &Req, sizeof(Req), NULL, 0, NULL, NULL, &Zero) == STATUS_SUCCESS);
  Size = 12;
  CHECK(!NT_SUCCESS(VmbChannelSendSynchronousRequest(G.Client, &Req, sizeof(Req), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION, Big, &Size, NULL)));
  /* one that times out while it is held, and the answer that comes too late */
  Req.Op = ReqHold;
  Soon.QuadPart = -20 * 10000;
  Size = 16;
  Status = VmbChannelSendSynchronousRequest(G.Client, &Req, sizeof(Req), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION, Big, &Size, &Soon);
  CHECK(Status == STATUS_CANCELLED);
  KeWaitForSingleObject(&G.HeldOne, Executive, KernelMode, FALSE, NULL);
  VmbChannelPacketComplete(InterlockedExchangePointer((PVOID*)&G.Held, NULL), Big, 8);
  Req.Op = ReqEcho;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && Rsp.Status == ReqEcho);
  /* at DISPATCH_LEVEL, not queued */
  {
    KIRQL Old;
    KeRaiseIrql(DISPATCH_LEVEL, &Old);
    Status = VmbChannelSendSynchronousRequest(G.Client, &Req, sizeof(Req), NULL, 0, NULL, NULL, &Zero);
    KeLowerIrql(Old);
    CHECK(Status == STATUS_SUCCESS);
  }
  /* a server may not wait */
  Status = VmbChannelSendSynchronousRequest(G.Server, &Req, sizeof(Req), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION, NULL, NULL, NULL);
  CHECK(!NT_SUCCESS(Status));
  CHECK(VmbChannelSendSynchronousRequest(G.Server, &Req, sizeof(Req), NULL, 0, NULL, NULL, &Zero) == STATUS_SUCCESS);
}

/* --- external data --- */

typedef struct _WAITING { KEVENT Event; NTSTATUS Status; RSP Rsp; UINT32 Length; } WAITING, *PWAITING;

static VOID SignalDone(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer, UINT32 BufferLength) {
  PWAITING Waiting = VmbPacketGetPointer(Packet);
  Waiting->Status = Status;
  Waiting->Length = BufferLength;
  if (BufferLength != 0) RtlCopyMemory(&Waiting->Rsp, Buffer, min(BufferLength, sizeof(Waiting->Rsp)));
  KeSetEvent(&Waiting->Event, IO_NO_INCREMENT, FALSE);
}

static NTSTATUS WaitFor(PWAITING Waiting, NTSTATUS SendStatus) {
  if (!NT_SUCCESS(SendStatus)) return SendStatus;
  KeWaitForSingleObject(&Waiting->Event, Executive, KernelMode, FALSE, NULL);
  KeClearEvent(&Waiting->Event);
  return Waiting->Status;
}

static VOID External(VOID) {
  const UINT32 Bytes = 5 * PAGE_SIZE;
  PUCHAR Pool = ExAllocatePool2(POOL_FLAG_NON_PAGED, Bytes, TAG);
  PMDL First = NULL, Second = NULL;
  VMBPACKET Packet = NULL;
  WAITING Waiting;
  REQ Req = { ReqSum, 1, 0, 0 };
  RSP Rsp;
  const UINT32 Wait = VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION;

  KeInitializeEvent(&Waiting.Event, NotificationEvent, FALSE);
  MUST(Pool != NULL);
  RtlFillMemory(Pool, Bytes, 1);
  First = IoAllocateMdl(Pool + 10, 3000, FALSE, FALSE, NULL);
  Second = IoAllocateMdl(Pool + 3010, 9000, FALSE, FALSE, NULL);
  Packet = VmbPacketAllocate(G.Client);
  MUST(First != NULL && Second != NULL && Packet != NULL);
  MmBuildMdlForNonPagedPool(First);
  MmBuildMdlForNonPagedPool(Second);
  VmbPacketSetPointer(Packet, &Waiting);
  VmbPacketSetCompletionRoutine(Packet, SignalDone);

  /* whole chain by the plain send */
  First->Next = Second;
  CHECK(WaitFor(&Waiting, VmbPacketSend(Packet, &Req, sizeof(Req), First, Wait)) == STATUS_SUCCESS);
  CHECK(Waiting.Rsp.Value == 12000 && Waiting.Rsp.Sum == 12000);
  Req.Op = ReqChainLength;
  CHECK(WaitFor(&Waiting, VmbPacketSend(Packet, &Req, sizeof(Req), First, Wait)) == STATUS_SUCCESS);
  CHECK(Waiting.Rsp.Value >= 1);
  /* the chain with offset and length; length zero is all of it */
  Req.Op = ReqSum;
  CHECK(WaitFor(&Waiting, VmbPacketSendWithExternalMdl(Packet, &Req, sizeof(Req), First, 0, 0, Wait)) == STATUS_SUCCESS);
  CHECK(Waiting.Rsp.Value == 12000);
  CHECK(WaitFor(&Waiting, VmbPacketSendWithExternalMdl(Packet, &Req, sizeof(Req), First, 2999, 2, Wait)) == STATUS_SUCCESS);
  CHECK(Waiting.Rsp.Value == 2 && Waiting.Rsp.Sum == 2);
  CHECK(WaitFor(&Waiting, VmbPacketSendWithExternalMdl(Packet, &Req, sizeof(Req), First, 3000, 9000, Wait)) == STATUS_SUCCESS);
  CHECK(Waiting.Rsp.Value == 9000);
  CHECK(!NT_SUCCESS(VmbPacketSendWithExternalMdl(Packet, &Req, sizeof(Req), First, 3000, 9001, Wait)));
  CHECK(!NT_SUCCESS(VmbPacketSendWithExternalMdl(Packet, &Req, sizeof(Req), First, 12000, 1, Wait)));
  /* must be waited for */
  CHECK(!NT_SUCCESS(VmbPacketSendWithExternalMdl(Packet, &Req, sizeof(Req), First, 0, 0, 0)));
  CHECK(!NT_SUCCESS(VmbPacketSendWithExternalPfns(Packet, &Req, sizeof(Req), MmGetMdlPfnArray(First), 1, 0)));
  /* only the first of the chain */
  CHECK(WaitFor(&Waiting, VmbPacketSend(Packet, &Req, sizeof(Req), First, Wait | VMBUS_CHANNEL_FORMAT_FLAG_FORCE_MDL_LENGTH)) == STATUS_SUCCESS);
  CHECK(Waiting.Rsp.Value >= 3000 && Waiting.Rsp.Value <= PAGE_SIZE);
  /* the server writes */
  Req.Op = ReqFill;
  Req.Arg2 = 3;
  CHECK(WaitFor(&Waiting, VmbPacketSend(Packet, &Req, sizeof(Req), First, Wait)) == STATUS_SUCCESS);
  CHECK(Waiting.Rsp.Sum == 36000);
  CHECK(Pool[9] == 1 && Pool[10] == 3 && Pool[12009] == 3 && Pool[12010] == 1);
  /* pages */
  Req.Op = ReqSum;
  CHECK(WaitFor(&Waiting, VmbPacketSendWithExternalPfns(Packet, &Req, sizeof(Req), MmGetMdlPfnArray(Second), 2, Wait)) == STATUS_SUCCESS);
  CHECK(Waiting.Rsp.Value == 2 * PAGE_SIZE);
  /* more than the server takes */
  {
    PUCHAR Large = ExAllocatePool2(POOL_FLAG_NON_PAGED, 80 * 1024, TAG);
    PMDL Mdl = Large ? IoAllocateMdl(Large, 80 * 1024, FALSE, FALSE, NULL) : NULL;
    if (Mdl) {
      MmBuildMdlForNonPagedPool(Mdl);
      CHECK(WaitFor(&Waiting, VmbPacketSend(Packet, &Req, sizeof(Req), Mdl, Wait)) == STATUS_SUCCESS);
      CHECK(!NT_SUCCESS(Waiting.Rsp.Status));
      IoFreeMdl(Mdl);
    }
    if (Large) ExFreePoolWithTag(Large, TAG);
  }
  /* none at all */
  Req.Arg = 0;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS);
  CHECK(Rsp.Status == STATUS_INVALID_PARAMETER);
  /* a synchronous request with memory */
  {
    UINT32 Size = sizeof(Rsp);
    Req.Arg = 1;
    CHECK(VmbChannelSendSynchronousRequest(G.Client, &Req, sizeof(Req), First, Wait, &Rsp, &Size, NULL) == STATUS_SUCCESS);
    CHECK(Size == sizeof(Rsp) && Rsp.Value == 12000);
  }
  /* a server has none to lend */
  {
    VMBPACKET Out = VmbPacketAllocate(G.Server);
    CHECK(VmbPacketSend(Out, &Req, sizeof(Req), First, Wait) == STATUS_NOT_SUPPORTED);
    CHECK(VmbPacketSendWithExternalMdl(Out, &Req, sizeof(Req), First, 0, 0, Wait) == STATUS_NOT_SUPPORTED);
    VmbPacketFree(Out);
  }
Done:
  if (Packet) VmbPacketFree(Packet);
  if (First) IoFreeMdl(First);
  if (Second) IoFreeMdl(Second);
  if (Pool) ExFreePoolWithTag(Pool, TAG);
}

static VOID Gpadls(VOID) {
  const UINT32 Bytes = 3 * PAGE_SIZE;
  PUCHAR Pool = ExAllocatePool2(POOL_FLAG_NON_PAGED, Bytes, TAG);
  UINT32 Handle = 0, Second = 0;
  REQ Req = { ReqMap, 0, 0, 0 };
  RSP Rsp;
  PMDL Mdl = NULL;

  MUST(Pool != NULL);
  RtlFillMemory(Pool, Bytes, 2);
  MUST(NT_SUCCESS(VmbChannelCreateGpadlFromBuffer(G.Client, 0, Pool, Bytes, &Handle)));
  CHECK(Handle != 0);
  Req.Arg = Handle;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && Rsp.Status == STATUS_SUCCESS);
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && !NT_SUCCESS(Rsp.Status)); /* one at a time */
  Req.Op = ReqUnmap;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS);
  Req.Op = ReqMap;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && Rsp.Status == STATUS_SUCCESS);
  Req.Op = ReqGpadlSum;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && Rsp.Value == Bytes && Rsp.Sum == 2 * Bytes);
  Req.Arg2 = 5;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && Rsp.Sum == 5 * Bytes);
  CHECK(Pool[0] == 5 && Pool[Bytes - 1] == 5);
  Req.Op = ReqUnmap;
  Req.Arg2 = 0;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS);
  /* from a part of a description, for reading alone */
  Mdl = IoAllocateMdl(Pool, Bytes, FALSE, FALSE, NULL);
  MUST(Mdl != NULL);
  MmBuildMdlForNonPagedPool(Mdl);
  MUST(NT_SUCCESS(VmbChannelCreateGpadlFromMdl(G.Client, VMBUS_CHANNEL_GPADL_FLAG_READ_ONLY, Mdl, 100, 5000, &Second)));
  CHECK(Second != Handle);
  Req.Op = ReqMap;
  Req.Arg = Second;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && !NT_SUCCESS(Rsp.Status)); /* for writing too */
  Req.Arg2 = VMBUS_CHANNEL_GPADL_FLAG_READ_ONLY;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && Rsp.Status == STATUS_SUCCESS);
  Req.Op = ReqGpadlSum;
  Req.Arg2 = 0;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && Rsp.Value == 5000 && Rsp.Sum == 25000);
  Req.Op = ReqUnmap;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS);
  VmbChannelDeleteGpadl(G.Client, Second);
  /* Nobody knows it any more. */
  Req.Op = ReqMap;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && !NT_SUCCESS(Rsp.Status));
Done:
  if (Handle) VmbChannelDeleteGpadl(G.Client, Handle);
  if (Mdl) IoFreeMdl(Mdl);
  if (Pool) ExFreePoolWithTag(Pool, TAG);
}

static VOID Deferring(VOID) {
  REQ Req = { ReqPassive, 0, 0, 0 };
  RSP Rsp;
  G.Deferrals = 0;
  CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && Rsp.Value == 1);
}

/* --- everything else about packets --- */

typedef struct _RESEND { LONG Left; LONG Done; KEVENT Event; UCHAR Message[64]; } RESEND, *PRESEND;

static VOID SendAgain(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer, UINT32 BufferLength) {
  PRESEND Resend = VmbPacketGetPointer(Packet);
  UNREFERENCED_PARAMETER(Buffer);
  UNREFERENCED_PARAMETER(BufferLength);
  CHECK(Status == STATUS_SUCCESS);
  Resend->Done++;
  if (--Resend->Left > 0) {
    CHECK(NT_SUCCESS(VmbPacketSend(Packet, Resend->Message, sizeof(Resend->Message), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION)));
  } else {
    KeSetEvent(&Resend->Event, 0, FALSE);
  }
}

static VOID Packets(VOID) {
  VMBPACKET Packet = VmbPacketAllocate(G.Client), Mine;
  UINT32 Size = VmbChannelSizeofPacket(G.Client);
  RESEND Resend;
  WAITING Waiting;
  PUCHAR Memory = ExAllocatePool2(POOL_FLAG_NON_PAGED, Size, TAG);
  UCHAR Message[2048] = { ReqEcho };
  KIRQL Old;

  KeInitializeEvent(&Waiting.Event, NotificationEvent, FALSE);
  MUST(Packet != NULL && Memory != NULL);
  CHECK(VmbPacketGetChannel(Packet) == G.Client);
  CHECK(VmbPacketGetPointer(Packet) == NULL);
  VmbPacketSetPointer(Packet, &Resend);
  CHECK(VmbPacketGetPointer(Packet) == &Resend);
  VmbPacketSetPointer(Packet, NULL);
  CHECK(VmbPacketGetPointer(Packet) == NULL);
  /* sent by its routine over and over */
  RtlZeroMemory(&Resend, sizeof(Resend));
  KeInitializeEvent(&Resend.Event, NotificationEvent, FALSE);
  Resend.Left = 200;
  Resend.Message[0] = ReqEcho;
  VmbPacketSetPointer(Packet, &Resend);
  VmbPacketSetCompletionRoutine(Packet, SendAgain);
  CHECK(NT_SUCCESS(VmbPacketSend(Packet, Resend.Message, sizeof(Resend.Message), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION)));
  KeWaitForSingleObject(&Resend.Event, Executive, KernelMode, FALSE, NULL);
  CHECK(Resend.Done == 200);
  VmbPacketFree(Packet);
  Packet = NULL;
  /* sizes at the limits */
  Packet = VmbPacketAllocate(G.Client);
  MUST(Packet != NULL);
  VmbPacketSetPointer(Packet, &Waiting);
  VmbPacketSetCompletionRoutine(Packet, SignalDone);
  CHECK(WaitFor(&Waiting, VmbPacketSend(Packet, Message, 2048, NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION)) == STATUS_SUCCESS);
  CHECK(Waiting.Length == 2048);
  CHECK(WaitFor(&Waiting, VmbPacketSend(Packet, Message, 1, NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION)) == STATUS_SUCCESS);
  CHECK(WaitFor(&Waiting, VmbPacketSend(Packet, Message, 2041, NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION)) == STATUS_SUCCESS);
  CHECK(!NT_SUCCESS(VmbPacketSend(Packet, Message, 2 * PAGE_SIZE, NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION)));
  CHECK(!NT_SUCCESS(VmbPacketSend(Packet, Message, 16, NULL, ~(UINT32)VMBUS_CHANNEL_FORMAT_FLAGS)));
  /* at DISPATCH_LEVEL, without an answer */
  KeRaiseIrql(DISPATCH_LEVEL, &Old);
  CHECK(NT_SUCCESS(VmbPacketSend(Packet, Message, 16, NULL, 0)));
  KeLowerIrql(Old);
  KeWaitForSingleObject(&Waiting.Event, Executive, KernelMode, FALSE, NULL);
  KeClearEvent(&Waiting.Event);
  CHECK(Waiting.Status == STATUS_SUCCESS && Waiting.Length == 0);
  /* the routine that frees is there by itself */
  {
    VMBPACKET Simple = VmbPacketAllocate(G.Client);
    CHECK(NT_SUCCESS(VmbPacketSend(Simple, Message, 24, NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION)));
  }
  /* in our memory */
  Mine = (VMBPACKET)Memory;
  CHECK(VmbPacketInitialize(G.Client, Mine, Size - 1) == STATUS_INVALID_PARAMETER_3);
  CHECK(NT_SUCCESS(VmbPacketInitialize(G.Client, Mine, Size)));
  CHECK(VmbPacketGetChannel(Mine) == G.Client);
  CHECK(VmbPacketSend(Mine, Message, 16, NULL, 0) == STATUS_INVALID_DEVICE_STATE); /* no routine yet */
  VmbPacketSetPointer(Mine, &Waiting);
  VmbPacketSetCompletionRoutine(Mine, SignalDone);
  CHECK(WaitFor(&Waiting, VmbPacketSend(Mine, Message, 64, NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION)) == STATUS_SUCCESS);
  CHECK(NT_SUCCESS(VmbPacketInitialize(G.Client, Mine, Size)));
  VmbPacketSetPointer(Mine, &Waiting);
  VmbPacketSetCompletionRoutine(Mine, SignalDone);
  CHECK(WaitFor(&Waiting, VmbPacketSend(Mine, Message, 64, NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION)) == STATUS_SUCCESS);
Done:
  if (Packet) VmbPacketFree(Packet);
  if (Memory) ExFreePoolWithTag(Memory, TAG);
}

static VOID States(VOID) {
  VMBCHANNEL Spare = NULL;
  GUID Instance;
  REQ Req = { ReqEcho, 1, 2, 3 };
  RSP Rsp;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS Bad;

  /* after enabling nothing may be set */
  CHECK(VmbChannelInitSetMaximumPacketSize(G.Server, 100) == STATUS_INVALID_PARAMETER_1);
  CHECK(VmbChannelInitSetProcessPacketCallbacks(G.Server, ServerPacket, NULL) == STATUS_INVALID_PARAMETER_1);
  CHECK(VmbServerChannelInitSetFlags(G.Server, 0) == STATUS_INVALID_PARAMETER_1);
  CHECK(VmbChannelEnable(G.Server) == STATUS_INVALID_DEVICE_STATE);
  VmbChannelGetInterfaceInstance(G.Server, &Instance);
  CHECK(RtlEqualMemory(&Instance, &MirrorInstance, sizeof(GUID)));
  VmbChannelGetInterfaceInstance(G.Client, &Instance);
  CHECK(RtlEqualMemory(&Instance, &MirrorInstance, sizeof(GUID)));

  MUST(NT_SUCCESS(VmbChannelAllocate(G.Device, TRUE, &Spare)));
  CHECK(VmbChannelGetPointer(Spare) == NULL);
  CHECK(VmbChannelInitSetMaximumPacketSize(Spare, 0) == STATUS_INVALID_PARAMETER_2);
  CHECK(VmbChannelInitSetMaximumExternalData(Spare, 0, 1) == STATUS_INVALID_PARAMETER_2);
  CHECK(VmbChannelInitSetMaximumExternalData(Spare, 1, 0) == STATUS_INVALID_PARAMETER_3);
  CHECK(VmbChannelInitSetFlags(Spare, 0x80) == STATUS_INVALID_PARAMETER_2);
  CHECK(VmbServerChannelInitSetFlags(Spare, 0x20) == STATUS_INVALID_PARAMETER_2);
  CHECK(VmbServerChannelInitSetMmioMegabytes(Spare, 0, 0) == STATUS_INVALID_PARAMETER);
  CHECK(VmbServerChannelInitSetMmioMegabytes(Spare, 1, 0) == STATUS_SUCCESS);
  RtlZeroMemory(&Bad, sizeof(Bad));
  CHECK(VmbChannelInitSetStateChangeCallbacks(Spare, &Bad) == STATUS_INVALID_PARAMETER_2);
  CHECK(VmbChannelEnable(Spare) == STATUS_INVALID_DEVICE_STATE);
  CHECK(VmbChannelInitSetMaximumPacketSize(NULL, 100) == STATUS_INVALID_PARAMETER_1);
  VmbChannelPause(Spare); /* records that it begins paused */
  VmbChannelCleanup(Spare);

  /* pausing and starting over and over while asking */
  for (int i = 0; i < 20; i++) {
    VmbChannelPause(G.Server);
    VmbChannelStart(G.Server);
    CHECK(Ask(&Req, &Rsp, -1) == STATUS_SUCCESS && Rsp.Value == 1);
    VmbChannelPause(G.Client);
    VmbChannelStart(G.Client);
  }
  CHECK(VmbChannelSaveBegin(G.Client) == STATUS_NOT_SUPPORTED);
  CHECK(VmbChannelSaveBegin(G.Server) == STATUS_INVALID_DEVICE_STATE);
Done:
  return;
}

static NTSTATUS Control(PDEVICE_OBJECT Device, PIRP Irp) {
  PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
  NTSTATUS Status = STATUS_SUCCESS;
  PVOID System = Irp->AssociatedIrp.SystemBuffer;
  UNREFERENCED_PARAMETER(Device);

  Irp->IoStatus.Information = 0;
  switch (Stack->Parameters.DeviceIoControl.IoControlCode) {
  case IOCTL_FIELD_OFFER:
    Status = VmbConvertVmbusHandleToKernelHandle((HANDLE)((FIELD_OFFER*)System)->VmbusHandle, &G.Bus);
    if (NT_SUCCESS(Status)) Status = Up();
    break;
  case IOCTL_FIELD_START:
    Synchronous();
    External();
    Gpadls();
    Deferring();
    Packets();
    States();
    /* All of it once more on channels that were down in between. */
    Down();
    if (!NT_SUCCESS(Up())) Fail(__LINE__);
    Synchronous();
    Packets();
    break;
  case IOCTL_FIELD_REVOKE:
    Down();
    ZwClose(G.Bus);
    break;
  case IOCTL_FIELD_COUNTS: {
    ULONG Length = min(sizeof(G.Failures), Stack->Parameters.DeviceIoControl.OutputBufferLength);
    RtlCopyMemory(System, G.Failures, Length);
    Irp->IoStatus.Information = Length;
    break;
  }
  default:
    Status = STATUS_INVALID_DEVICE_REQUEST;
  }
  Irp->IoStatus.Status = Status;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return Status;
}

static NTSTATUS Create(PDEVICE_OBJECT Device, PIRP Irp) {
  UNREFERENCED_PARAMETER(Device);
  Irp->IoStatus.Status = STATUS_SUCCESS;
  Irp->IoStatus.Information = 0;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT Driver) {
  UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Mirror");
  UNREFERENCED_PARAMETER(Driver);
  IoDeleteSymbolicLink(&Link);
  IoDeleteDevice(G.Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path) {
  UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Mirror");
  UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Mirror");
  NTSTATUS Status;
  UNREFERENCED_PARAMETER(Path);
  Driver->DriverUnload = Unload;
  Driver->MajorFunction[IRP_MJ_CREATE] = Driver->MajorFunction[IRP_MJ_CLOSE] = Driver->MajorFunction[IRP_MJ_CLEANUP] = Create;
  Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
  Status = IoCreateDevice(Driver, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &G.Device);
  if (!NT_SUCCESS(Status)) return Status;
  G.Device->Flags &= ~DO_DEVICE_INITIALIZING;
  return IoCreateSymbolicLink(&Link, &Name);
}
