// SPDX-License-Identifier: Apache-2.0
// A driver whose Unload waits for nothing: its Parameters say what it leaves inside itself (Linger).
#include <ntifs.h>

#define LINGER_WAITING 1   // a thread that waits for ever
#define LINGER_SLEEPING 2  // a thread that sleeps and looks
#define LINGER_QUEUED 3    // a thread that waits at a KQUEUE
#define LINGER_SPINNING 4  // a thread that never waits
#define LINGER_TIMER 5     // a periodic timer with a DPC
#define LINGER_DPC 6       // a DPC, queued last thing in Unload
#define LINGER_EX_WORK 7   // an Ex work item, queued last thing in Unload
#define LINGER_IO_WORK 8   // an IO work item, queued last thing in Unload: allowed

volatile LONG Spins;         // 1 once the thread that never waits is in its loop
volatile LONG StopSpinning;  // set by the test, where it can

static ULONG Linger;
static KEVENT Never;
static KQUEUE Queue;
static KSPIN_LOCK Lock;
static KTIMER Timer;
static KDPC Dpc;
static WORK_QUEUE_ITEM ExItem;
static PIO_WORKITEM IoItem;
static PDEVICE_OBJECT Device;

static KSTART_ROUTINE LingerThread;
static VOID LingerThread(PVOID Context) {
  LARGE_INTEGER interval;
  KIRQL irql;
  UNREFERENCED_PARAMETER(Context);
  interval.QuadPart = -10000;
  if (Linger == LINGER_WAITING) KeWaitForSingleObject(&Never, Executive, KernelMode, FALSE, NULL);
  if (Linger == LINGER_QUEUED) (VOID) KeRemoveQueue(&Queue, KernelMode, NULL);
  while (Linger == LINGER_SLEEPING) KeDelayExecutionThread(KernelMode, FALSE, &interval);
  while (Linger == LINGER_SPINNING && InterlockedCompareExchange(&StopSpinning, 0, 0) == 0) {
    InterlockedExchange(&Spins, 1);
    KeAcquireSpinLock(&Lock, &irql);
    KeReleaseSpinLock(&Lock, irql);
  }
  PsTerminateSystemThread(STATUS_SUCCESS);
}

static KDEFERRED_ROUTINE LingerDpc;
static VOID LingerDpc(PKDPC Self, PVOID Context, PVOID First, PVOID Second) {
  UNREFERENCED_PARAMETER(Self);
  UNREFERENCED_PARAMETER(Context);
  UNREFERENCED_PARAMETER(First);
  UNREFERENCED_PARAMETER(Second);
}

static WORKER_THREAD_ROUTINE LingerExWork;
static VOID LingerExWork(PVOID Context) { UNREFERENCED_PARAMETER(Context); }

static IO_WORKITEM_ROUTINE LingerIoWork;
static VOID LingerIoWork(PDEVICE_OBJECT Given, PVOID Context) {
  UNREFERENCED_PARAMETER(Given);
  UNREFERENCED_PARAMETER(Context);
  IoFreeWorkItem(IoItem);
}

static DECLSPEC_NOINLINE VOID StartThread(VOID) {
  HANDLE thread;
  if (NT_SUCCESS(PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, LingerThread, NULL)))
    ZwClose(thread);
}

static VOID StartTimer(VOID) {
  LARGE_INTEGER due;
  due.QuadPart = -10000;
  KeSetTimerEx(&Timer, due, 1, &Dpc);
}

static DRIVER_UNLOAD Unload;
static VOID Unload(PDRIVER_OBJECT Driver) {
  UNREFERENCED_PARAMETER(Driver);
  if (Linger == LINGER_DPC) KeInsertQueueDpc(&Dpc, NULL, NULL);
  if (Linger == LINGER_EX_WORK) ExQueueWorkItem(&ExItem, DelayedWorkQueue);
  if (Linger == LINGER_IO_WORK) IoQueueWorkItem(IoItem, LingerIoWork, DelayedWorkQueue, NULL);
  IoDeleteDevice(Device);
}

static ULONG ReadLinger(PUNICODE_STRING Path) {
  UCHAR buffer[sizeof(KEY_VALUE_PARTIAL_INFORMATION) + sizeof(ULONG)];
  KEY_VALUE_PARTIAL_INFORMATION* value = (KEY_VALUE_PARTIAL_INFORMATION*)buffer;
  UNICODE_STRING parameters = RTL_CONSTANT_STRING(L"Parameters");
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"Linger");
  OBJECT_ATTRIBUTES attributes;
  HANDLE service, key;
  ULONG length, linger = 0;
  InitializeObjectAttributes(&attributes, Path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
  if (!NT_SUCCESS(ZwOpenKey(&service, KEY_READ, &attributes))) return 0;
  InitializeObjectAttributes(&attributes, &parameters, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, service,
                             NULL);
  if (NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &attributes))) {
    if (NT_SUCCESS(ZwQueryValueKey(key, &name, KeyValuePartialInformation, value, sizeof(buffer), &length)))
      RtlCopyMemory(&linger, value->Data, sizeof(linger));
    ZwClose(key);
  }
  ZwClose(service);
  return linger;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath) {
  NTSTATUS status = IoCreateDevice(Driver, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
  if (!NT_SUCCESS(status)) return status;
  Linger = ReadLinger(RegistryPath);
  KeInitializeEvent(&Never, NotificationEvent, FALSE);
  KeInitializeQueue(&Queue, 0);
  KeInitializeSpinLock(&Lock);
  KeInitializeTimer(&Timer);
  KeInitializeDpc(&Dpc, LingerDpc, NULL);
  ExInitializeWorkItem(&ExItem, LingerExWork, NULL);
  if (Linger == LINGER_IO_WORK) IoItem = IoAllocateWorkItem(Device);
  Driver->DriverUnload = Unload;
  if (Linger >= LINGER_WAITING && Linger <= LINGER_SPINNING) StartThread();
  if (Linger == LINGER_TIMER) StartTimer();
  return STATUS_SUCCESS;
}
