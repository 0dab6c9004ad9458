// SPDX-License-Identifier: Apache-2.0
/* Every kind of lock, wait and list that a driver may meet, exercised at load; nothing to do with packets. */
#include <ntifs.h>
#include <ntstrsafe.h>
#include <ntintsafe.h>
#include <wdmsec.h>
#include <ip2string.h>
#define CHECK(e)                                                                                                       \
    do {                                                                                                               \
        if (!(e)) {                                                                                                    \
            DbgPrint("menagerie: line %d: %s\n", __LINE__, #e);                                                        \
            bad++;                                                                                                     \
        }                                                                                                              \
    } while (0)
static int bad;
#define Z 'ageM'
typedef struct _NODE {
    SLIST_ENTRY s;
    LIST_ENTRY l;
    RTL_BALANCED_LINKS unused;
    ULONG key;
} NODE, *PNODE;
typedef struct _ROW {
    ULONG Key;
    ULONG Value;
} ROW;
static KEVENT go, done;
static KSEMAPHORE sem;
static KMUTEX mutex;
static KTIMER timer;
static KDPC dpc;
static LONG hits;
static ERESOURCE res;
static EX_RUNDOWN_REF rundown;
static FAST_MUTEX fm;
static KGUARDED_MUTEX gm;
static EX_SPIN_LOCK xs;
static KSPIN_LOCK sl;
KSTART_ROUTINE body;
KDEFERRED_ROUTINE tick;
WORKER_THREAD_ROUTINE wi;
IO_WORKITEM_ROUTINE iow;
DRIVER_UNLOAD unload;
DRIVER_INITIALIZE DriverEntry;
static WORK_QUEUE_ITEM exitem;
static KEVENT wdone;
static PDEVICE_OBJECT dev;
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, body)
VOID body(PVOID c)
{
    PAGED_CODE();
    KeWaitForSingleObject(&go, Executive, KernelMode, FALSE, NULL);
    KeWaitForSingleObject(&mutex, Executive, KernelMode, FALSE, NULL);
    InterlockedAdd(&hits, 1);
    KeReleaseMutex(&mutex, FALSE);
    KeReleaseSemaphore(&sem, IO_NO_INCREMENT, 1, FALSE);
    UNREFERENCED_PARAMETER(c);
    PsTerminateSystemThread(STATUS_SUCCESS);
}
VOID tick(PKDPC d, PVOID c, PVOID a, PVOID b)
{
    UNREFERENCED_PARAMETER(d);
    UNREFERENCED_PARAMETER(a);
    UNREFERENCED_PARAMETER(b);
    CHECK(KeGetCurrentIrql() == DISPATCH_LEVEL);
    KeSetEvent((PKEVENT)c, 0, FALSE);
}
VOID wi(PVOID p)
{
    CHECK(KeGetCurrentIrql() == PASSIVE_LEVEL);
    KeSetEvent((PRKEVENT)p, IO_NO_INCREMENT, FALSE);
}
VOID iow(PDEVICE_OBJECT d, PVOID p)
{
    CHECK(d == dev);
    KeSetEvent((PRKEVENT)p, IO_NO_INCREMENT, FALSE);
}
RTL_GENERIC_COMPARE_RESULTS NTAPI cmp(PRTL_AVL_TABLE t, PVOID a, PVOID b)
{
    UNREFERENCED_PARAMETER(t);
    if (((ROW*)a)->Key < ((ROW*)b)->Key) return GenericLessThan;
    return ((ROW*)a)->Key > ((ROW*)b)->Key ? GenericGreaterThan : GenericEqual;
}
PVOID NTAPI al(PRTL_AVL_TABLE t, CLONG n)
{
    UNREFERENCED_PARAMETER(t);
    return ExAllocatePoolWithTag(NonPagedPoolNx, n, Z);
}
VOID NTAPI fr(PRTL_AVL_TABLE t, PVOID p)
{
    UNREFERENCED_PARAMETER(t);
    ExFreePoolWithTag(p, Z);
}
static void Threads(void)
{
    PVOID objs[3];
    HANDLE h;
    OBJECT_ATTRIBUTES oa;
    int i;
    LARGE_INTEGER t;
    NTSTATUS s;
    KeInitializeEvent(&go, NotificationEvent, FALSE);
    KeInitializeSemaphore(&sem, 0, 3);
    KeInitializeMutex(&mutex, 0);
    InitializeObjectAttributes(&oa, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    for (i = 0; i < 3; i++) {
        s = PsCreateSystemThread(&h, THREAD_ALL_ACCESS, &oa, NULL, NULL, body, NULL);
        CHECK(NT_SUCCESS(s));
        s = ObReferenceObjectByHandle(h, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, &objs[i], NULL);
        CHECK(NT_SUCCESS(s));
        ZwClose(h);
    }
    t.QuadPart = 0;
    CHECK(KeWaitForSingleObject(&sem, Executive, KernelMode, FALSE, &t) == STATUS_TIMEOUT);
    KeSetEvent(&go, IO_NO_INCREMENT, FALSE);
    for (i = 0; i < 3; i++)
        CHECK(KeWaitForSingleObject(&sem, UserRequest, KernelMode, FALSE, NULL) == STATUS_SUCCESS);
    CHECK(KeWaitForMultipleObjects(3, objs, WaitAll, Executive, KernelMode, FALSE, NULL, NULL) == STATUS_SUCCESS);
    for (i = 0; i < 3; i++)
        ObDereferenceObject(objs[i]);
    CHECK(hits == 3);
    t.QuadPart = -10000;
    CHECK(KeDelayExecutionThread(KernelMode, FALSE, &t) == STATUS_SUCCESS);
}
static void Timers(void)
{
    LARGE_INTEGER due = {.QuadPart = -50000};
    KeInitializeEvent(&done, SynchronizationEvent, FALSE);
    KeInitializeTimer(&timer);
    KeInitializeDpc(&dpc, tick, &done);
    CHECK(!KeSetTimer(&timer, due, &dpc));
    KeWaitForSingleObject(&done, Executive, KernelMode, FALSE, NULL);
    CHECK(KeReadStateTimer(&timer));
    CHECK(!KeCancelTimer(&timer));
    CHECK(KeInsertQueueDpc(&dpc, NULL, NULL));
    KeWaitForSingleObject(&done, Executive, KernelMode, FALSE, NULL);
    KeFlushQueuedDpcs();
    KeInitializeEvent(&wdone, SynchronizationEvent, FALSE);
    ExInitializeWorkItem(&exitem, wi, &wdone);
    ExQueueWorkItem(&exitem, DelayedWorkQueue);
    KeWaitForSingleObject(&wdone, Executive, KernelMode, FALSE, NULL);
    {
        PIO_WORKITEM w = IoAllocateWorkItem(dev);
        CHECK(w);
        IoQueueWorkItem(w, iow, CriticalWorkQueue, &wdone);
        KeWaitForSingleObject(&wdone, Executive, KernelMode, FALSE, NULL);
        IoFreeWorkItem(w);
    }
}
static void Locks(void)
{
    KIRQL a;
    KLOCK_QUEUE_HANDLE q;
    ULONG i;
    KeInitializeSpinLock(&sl);
    KeAcquireSpinLock(&sl, &a);
    CHECK(a == PASSIVE_LEVEL && KeGetCurrentIrql() == DISPATCH_LEVEL);
    KeReleaseSpinLock(&sl, a);
    a = KeAcquireSpinLockRaiseToDpc(&sl);
    KeReleaseSpinLock(&sl, a);
    a = KeRaiseIrqlToDpcLevel();
    KeAcquireSpinLockAtDpcLevel(&sl);
    KeReleaseSpinLockFromDpcLevel(&sl);
    KeAcquireInStackQueuedSpinLockAtDpcLevel(&sl, &q);
    KeReleaseInStackQueuedSpinLockFromDpcLevel(&q);
    KeLowerIrql(a);
    a = ExAcquireSpinLockExclusive(&xs);
    ExReleaseSpinLockExclusive(&xs, a);
    a = ExAcquireSpinLockShared(&xs);
    ExReleaseSpinLockShared(&xs, a);
    ExInitializeFastMutex(&fm);
    ExAcquireFastMutex(&fm);
    CHECK(KeGetCurrentIrql() == APC_LEVEL);
    CHECK(!ExTryToAcquireFastMutex(&fm) || 1);
    ExReleaseFastMutex(&fm);
    KeInitializeGuardedMutex(&gm);
    KeAcquireGuardedMutex(&gm);
    KeReleaseGuardedMutex(&gm);
    CHECK(NT_SUCCESS(ExInitializeResourceLite(&res)));
    KeEnterCriticalRegion();
    CHECK(ExAcquireResourceExclusiveLite(&res, TRUE));
    CHECK(ExIsResourceAcquiredExclusiveLite(&res));
    ExReleaseResourceLite(&res);
    CHECK(ExAcquireResourceSharedLite(&res, FALSE));
    ExReleaseResourceLite(&res);
    KeLeaveCriticalRegion();
    ExEnterCriticalRegionAndAcquireResourceShared(&res);
    ExReleaseResourceAndLeaveCriticalRegion(&res);
    ExDeleteResourceLite(&res);
    ExInitializeRundownProtection(&rundown);
    CHECK(ExAcquireRundownProtection(&rundown));
    ExReleaseRundownProtection(&rundown);
    ExWaitForRundownProtectionRelease(&rundown);
    CHECK(!ExAcquireRundownProtection(&rundown));
    i = KeGetCurrentProcessorNumber();
    CHECK(i < KeQueryActiveProcessorCount(NULL));
    CHECK(KeQueryMaximumProcessorCountEx(ALL_PROCESSOR_GROUPS) >= 1);
}
static void Lists(void)
{
    SLIST_HEADER sh;
    PNODE n;
    LIST_ENTRY head;
    RTL_AVL_TABLE avl;
    ROW row = {0};
    BOOLEAN isnew;
    ULONG i, sum = 0;
    PVOID p;
    ROW* r;
    LOOKASIDE_LIST_EX la;
    PAGED_LOOKASIDE_LIST pl;
    RTL_BITMAP bm;
    ULONG bits[4] = {0};
    InitializeSListHead(&sh);
    InitializeListHead(&head);
    for (i = 0; i < 5; i++) {
        n = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof *n, Z);
        n->key = i;
        InterlockedPushEntrySList(&sh, &n->s);
        InsertTailList(&head, &n->l);
    }
    CHECK(QueryDepthSList(&sh) == 5);
    CHECK(CONTAINING_RECORD(InterlockedPopEntrySList(&sh), NODE, s)->key == 4);
    InterlockedFlushSList(&sh);
    while (!IsListEmpty(&head)) {
        n = CONTAINING_RECORD(RemoveHeadList(&head), NODE, l);
        sum += n->key;
        ExFreePoolWithTag(n, Z);
    }
    CHECK(sum == 10);
    RtlInitializeGenericTableAvl(&avl, cmp, al, fr, NULL);
    for (i = 10; i > 0; i--) {
        row.Key = i;
        row.Value = i * i;
        CHECK(RtlInsertElementGenericTableAvl(&avl, &row, sizeof row, &isnew) && isnew);
    }
    row.Key = 7;
    r = RtlLookupElementGenericTableAvl(&avl, &row);
    CHECK(r && r->Value == 49);
    sum = 0;
    for (p = RtlEnumerateGenericTableAvl(&avl, TRUE); p; p = RtlEnumerateGenericTableAvl(&avl, FALSE))
        sum += ((ROW*)p)->Key;
    CHECK(sum == 55);
    while ((p = RtlGetElementGenericTableAvl(&avl, 0)) != NULL)
        CHECK(RtlDeleteElementGenericTableAvl(&avl, p));
    CHECK(RtlIsGenericTableEmptyAvl(&avl));
    CHECK(NT_SUCCESS(ExInitializeLookasideListEx(&la, NULL, NULL, NonPagedPoolNx, 0, 100, Z, 0)));
    p = ExAllocateFromLookasideListEx(&la);
    CHECK(p);
    ExFreeToLookasideListEx(&la, p);
    ExDeleteLookasideListEx(&la);
    ExInitializePagedLookasideList(&pl, NULL, NULL, 0, 64, Z, 0);
    p = ExAllocateFromPagedLookasideList(&pl);
    ExFreeToPagedLookasideList(&pl, p);
    ExDeletePagedLookasideList(&pl);
    RtlInitializeBitMap(&bm, bits, 100);
    RtlSetBits(&bm, 3, 4);
    CHECK(RtlNumberOfSetBits(&bm) == 4);
    CHECK(RtlFindClearBitsAndSet(&bm, 8, 0) == 7);
}
static void Strings(void)
{
    UNICODE_STRING u, v = RTL_CONSTANT_STRING(L"abcDEF");
    ANSI_STRING an;
    char b[32];
    wchar_t w[32];
    size_t n;
    ULONG x;
    SIZE_T sz;
    GUID g;
    UNICODE_STRING gs;
    IN_ADDR a4;
    PCWSTR t;
    LARGE_INTEGER li;
    TIME_FIELDS tf;
    OBJECT_ATTRIBUTES oa;
    HANDLE key;
    UCHAR info[128];
    ULONG len;
    UNICODE_STRING path = RTL_CONSTANT_STRING(L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\menagerie");
    RtlInitUnicodeString(&u, L"ABCdef");
    CHECK(RtlEqualUnicodeString(&u, &v, TRUE));
    CHECK(!RtlEqualUnicodeString(&u, &v, FALSE));
    CHECK(RtlPrefixUnicodeString(&v, &u, TRUE));
    CHECK(NT_SUCCESS(RtlUnicodeStringToAnsiString(&an, &u, TRUE)));
    CHECK(an.Length == 6);
    RtlFreeAnsiString(&an);
    CHECK(NT_SUCCESS(RtlStringCchPrintfA(b, 32, "%d-%s-%ws-%Iu-%p", 5, "x", L"y", (SIZE_T)7, NULL)));
    CHECK(NT_SUCCESS(RtlStringCbLengthA(b, sizeof b, &n)));
    CHECK(RtlStringCbPrintfW(w, 8, L"%s", L"toolong") == STATUS_BUFFER_OVERFLOW && w[3] == 0);
    CHECK(_snprintf(b, 4, "%d", 123456) == -1);
    CHECK(strcmp("a", "b") < 0 && wcslen(L"abc") == 3);
    CHECK(NT_SUCCESS(RtlULongAdd(1, 2, &x)) && x == 3);
    CHECK(RtlULongAdd(~0u, 2, &x) == STATUS_INTEGER_OVERFLOW);
    CHECK(NT_SUCCESS(RtlSizeTMult(3, 4, &sz)) && sz == 12);
    CHECK(NT_SUCCESS(ExUuidCreate(&g)));
    CHECK(NT_SUCCESS(RtlStringFromGUID(&g, &gs)));
    CHECK(gs.Length == 76);
    RtlFreeUnicodeString(&gs);
    CHECK(NT_SUCCESS(RtlIpv4StringToAddressW(L"10.1.2.3", TRUE, &t, &a4)) && a4.S_un.S_un_b.s_b1 == 10);
    KeQuerySystemTime(&li);
    RtlTimeToTimeFields(&li, &tf);
    CHECK(tf.Year >= 1970);
    CHECK(KeQueryInterruptTime() > 0);
    KeQueryTickCount(&li);
    InitializeObjectAttributes(&oa, &path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    if (NT_SUCCESS(ZwCreateKey(&key, KEY_ALL_ACCESS, &oa, 0, NULL, REG_OPTION_VOLATILE, NULL))) {
        UNICODE_STRING vn = RTL_CONSTANT_STRING(L"Answer");
        ULONG val = 42;
        CHECK(NT_SUCCESS(ZwSetValueKey(key, &vn, 0, REG_DWORD, &val, sizeof val)));
        CHECK(NT_SUCCESS(ZwQueryValueKey(key, &vn, KeyValuePartialInformation, info, sizeof info, &len)));
        CHECK(*(ULONG*)((PKEY_VALUE_PARTIAL_INFORMATION)info)->Data == 42);
        ZwClose(key);
    } else
        CHECK(0);
    __try {
        ProbeForRead((PVOID)(ULONG_PTR)0x1, 1, 4);
        CHECK(0);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        CHECK(GetExceptionCode() == STATUS_DATATYPE_MISALIGNMENT);
    }
    __try {
        ExRaiseStatus(STATUS_NO_MEMORY);
    } __except (GetExceptionCode() == STATUS_NO_MEMORY ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH) {
        bad += 0;
    }
}
VOID unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    IoDeleteDevice(dev);
}
NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p)
{
    UNREFERENCED_PARAMETER(p);
    d->DriverUnload = unload;
    if (!NT_SUCCESS(IoCreateDevice(d, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &dev))) return STATUS_UNSUCCESSFUL;
    Threads();
    Timers();
    Locks();
    Lists();
    Strings();
    if (bad == 0) return STATUS_SUCCESS;
    DbgPrint("menagerie: %d bad\n", bad);
    IoDeleteDevice(dev);
    return STATUS_UNSUCCESSFUL;
}
