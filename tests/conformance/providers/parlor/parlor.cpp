// SPDX-License-Identifier: Apache-2.0
// parlor: a provider in C++ that sets all there is to be set, holds what it is asked until the batch ends, and
// keeps its packets in memory of its own.
#include "parlor.hpp"

#include <initguid.h>
#include <ntstrsafe.h>

#include "../field.h"

// {1000000A-1111-4222-8333-44445555660A}
DEFINE_GUID(PARLOR_INTERFACE, 0x1000000A, 0x1111, 0x4222, 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x0A);

void* __cdecl operator new(size_t Size, Pool Kind, ULONG Tag) noexcept {
    return ExAllocatePool2(Kind == Pool::Paged ? POOL_FLAG_PAGED : POOL_FLAG_NON_PAGED, Size, Tag);
}
void* __cdecl operator new[](size_t Size, Pool Kind, ULONG Tag) noexcept { return operator new(Size, Kind, Tag); }
void __cdecl operator delete(void* Memory, Pool, ULONG) noexcept { operator delete(Memory); }
void __cdecl operator delete(void* Memory) noexcept {
    if (Memory != nullptr) ExFreePool(Memory);
}
void __cdecl operator delete(void* Memory, size_t) noexcept { operator delete(Memory); }
void __cdecl operator delete[](void* Memory) noexcept { operator delete(Memory); }
void __cdecl operator delete[](void* Memory, size_t) noexcept { operator delete(Memory); }

namespace {

constexpr UINT32 kMaximumPacket = 2048;
constexpr UINT32 kQuota = 64;

class Parlor;

// A call to the guest; the packet object lies behind it in the same allocation.
struct Call {
    Parlor* Owner = nullptr;
    LIST_ENTRY Link = {};
    UINT32 Sequence = 0;
    VMBPACKET Packet() noexcept { return reinterpret_cast<VMBPACKET>(this + 1); }
};

struct Guest {
    LIST_ENTRY Link;
    VMBPACKETCOMPLETION Packet;
    PVOID Buffer;
    UINT32 Length;
};

class Parlor : public ServerChannel<Parlor> {
public:
    static Parlor* Instance;

    explicit Parlor(PDEVICE_OBJECT Device) noexcept : m_Device(Device) {}
    ~Parlor() {
        Close();
        while (Call* call = m_Spare.PopFront()) delete call;
        if (m_Bus != nullptr) ZwClose(m_Bus);
    }

    NTSTATUS Offer(const FIELD_OFFER& Offered) noexcept;
    NTSTATUS CallGuest(ULONG Count) noexcept;
    NTSTATUS SaveSome(bool First, FIELD_PIECE* Piece, ULONG Length) noexcept;

    // What the channel says.
    NTSTATUS Opened() noexcept;
    void Closed() noexcept { InterlockedIncrement(reinterpret_cast<LONG*>(&Counts.Closed)); }
    void Suspended() noexcept {
        InterlockedIncrement(reinterpret_cast<LONG*>(&Counts.Suspended));
        AnswerAll();
    }
    void Started() noexcept { ++Counts.Started; }
    void PostStarted() noexcept { ++Counts.PostStarted; }
    void Packet(VMBPACKETCOMPLETION Packet, PVOID Buffer, UINT32 Length, UINT32 Flags) noexcept;
    void BatchEnded(UINT32 Count) noexcept;
    NTSTATUS Save(VMBPACKET Packet, PVOID Buffer, UINT32 Size, UINT32& Needed) noexcept;
    NTSTATUS Restore(PVOID Lib, UINT32 LibSize, PVOID Buffer, UINT32 Size) noexcept;

    FIELD_COUNTS Counts = {};

private:
    void Wrong(const char* What) noexcept {
        DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, "parlor: %s\n", What);
        InterlockedIncrement64(reinterpret_cast<LONG64*>(&Counts.Wrong));
    }
    NTSTATUS Configure(const FIELD_OFFER& Offered) noexcept;
    void AnswerAll() noexcept;
    Call* MakeCall() noexcept;
    void CallEnded(Call* Ended, NTSTATUS Status) noexcept;
    static EVT_VMB_PACKET_COMPLETION_ROUTINE CallDone;

    PDEVICE_OBJECT m_Device;
    HANDLE m_Bus = nullptr;
    SpinLock m_Lock;
    IntrusiveList<Guest, &Guest::Link> m_Guests;
    IntrusiveList<Call, &Call::Link> m_Spare;
    UINT32 m_Sequence = 0;
    UINT32 m_Handed = 0;
    bool m_SaveActive = false;
};

Parlor* Parlor::Instance = nullptr;

#define RETURN_IF_FAILED(_Expression)              \
    do {                                           \
        const NTSTATUS _status = (_Expression);    \
        if (!NT_SUCCESS(_status)) return _status;  \
    } while (false)

NTSTATUS Parlor::Configure(const FIELD_OFFER& Offered) noexcept {
    DECLARE_UNICODE_STRING_SIZE(name, 48);

    RETURN_IF_FAILED(RtlUnicodeStringPrintf(&name, L"%ws of %08X", L"Parlor", Offered.Instance.Data1));
    RETURN_IF_FAILED(VmbChannelInitSetFriendlyName(m_Channel, &name));
    RETURN_IF_FAILED(VmbChannelInitSetMaximumPacketSize(m_Channel, kMaximumPacket));
    RETURN_IF_FAILED(VmbChannelInitSetMaximumExternalData(m_Channel, 64 * 1024, 17));
    RETURN_IF_FAILED(VmbChannelInitSetClientContextSize(m_Channel, sizeof(Guest)));
    RETURN_IF_FAILED(VmbChannelInitSetFlags(m_Channel, 0));
    RETURN_IF_FAILED(VmbServerChannelInitSetFlags(m_Channel, VMBUS_SERVER_CHANNEL_INIT_FLAG_ENUMERATE_DEVICE_INTERFACE));
    RETURN_IF_FAILED(VmbServerChannelInitSetTargetInterfaceId(m_Channel, PARLOR_INTERFACE, Offered.Instance));
    RETURN_IF_FAILED(VmbServerChannelInitSetTargetVtl(m_Channel, 0));
    RETURN_IF_FAILED(VmbServerChannelInitSetMmioMegabytes(m_Channel, 8, 64));
    RETURN_IF_FAILED(VmbServerChannelInitSetVmbusHandle(m_Channel, m_Bus));
    if (VmbServerChannelInitSetMmioMegabytes(m_Channel, 0, 0) != STATUS_INVALID_PARAMETER) Wrong("no MMIO");
    if (VmbChannelInitSetMaximumPacketSize(m_Channel, 0) != STATUS_INVALID_PARAMETER_2) Wrong("packets of nothing");
    if (VmbChannelInitSetFlags(m_Channel, 0x80) != STATUS_INVALID_PARAMETER_2) Wrong("an unknown flag");
    if (VmbServerChannelInitSetFlags(m_Channel, 0x80) != STATUS_INVALID_PARAMETER_2) Wrong("an unknown server flag");
    VmbChannelSetTransactionQuota(m_Channel, kQuota);
    VmbChannelSetIncomingProcessingAtPassive(m_Channel, FALSE);
    RETURN_IF_FAILED(Enable());
    if (VmbChannelInitSetMaximumPacketSize(m_Channel, 64) != STATUS_INVALID_PARAMETER_1) Wrong("a late setter");
    return STATUS_SUCCESS;
}

NTSTATUS Parlor::Offer(const FIELD_OFFER& Offered) noexcept {
    RETURN_IF_FAILED(VmbConvertVmbusHandleToKernelHandle(reinterpret_cast<HANDLE>(Offered.VmbusHandle), &m_Bus));
    RETURN_IF_FAILED(Allocate(m_Device));
    auto undo = OnScopeExit([this] { Close(); });
    RETURN_IF_FAILED(Configure(Offered));
    undo.Release();
    return STATUS_SUCCESS;
}

NTSTATUS Parlor::Opened() noexcept {
    UINT64 address = MAXULONG64, size = MAXULONG64;
    GUID instance = {};

    PAGED_CODE();
    VmbChannelGetMmioSpace(m_Channel, &address, &size);
    VmbChannelGetInterfaceInstance(m_Channel, &instance);
    if (address == MAXULONG64 || size == MAXULONG64) Wrong("the MMIO space");
    if (instance == PARLOR_INTERFACE) Wrong("the instance");
    ++Counts.Opened;
    return STATUS_SUCCESS;
}

void Parlor::Packet(VMBPACKETCOMPLETION Packet, PVOID Buffer, UINT32 Length, UINT32 Flags) noexcept {
    ++Counts.Packets;
    ++m_Handed;
    if (KeGetCurrentIrql() > DISPATCH_LEVEL || Length > kMaximumPacket || Buffer == nullptr) Wrong("a packet");
    // Every seventh is seen a second time, at passive level.
    if ((Flags & VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA) == 0 && Counts.Packets % 7 == 0 &&
        KeGetCurrentIrql() != PASSIVE_LEVEL) {
        --Counts.Packets;
        VmbChannelPacketDeferToPassive(Packet);
        return;
    }
    auto* guest = new (Pool::NonPaged) Guest{{}, Packet, Buffer, Length};
    if (guest == nullptr) {
        VmbChannelPacketComplete(Packet, nullptr, 0);
        return;
    }
    SpinLock::Guard guard(m_Lock);
    m_Guests.PushBack(guest);
}

void Parlor::AnswerAll() noexcept {
    for (;;) {
        Guest* next;
        {
            SpinLock::Guard guard(m_Lock);
            next = m_Guests.PopFront();
        }
        UniquePtr<Guest> guest(next);
        if (!guest) return;
        VmbChannelPacketComplete(guest->Packet, guest->Buffer, min(guest->Length, 24u));
    }
}

void Parlor::BatchEnded(UINT32 Count) noexcept {
    if (Count != m_Handed) Wrong("the count of a batch");
    m_Handed = 0;
    Counts.Batched += Count;
    AnswerAll();
}

// --- calls, in packets of our own memory ---

Call* Parlor::MakeCall() noexcept {
    {
        SpinLock::Guard guard(m_Lock);
        if (Call* spare = m_Spare.PopFront()) return spare;
    }
    const UINT32 packetBytes = VmbChannelSizeofPacket(m_Channel);
    void* memory = operator new(sizeof(Call) + packetBytes, Pool::NonPaged, kParlorTag);
    if (memory == nullptr) return nullptr;
    Call* call = ::new (memory) Call;
    call->Owner = this;
    if (VmbPacketInitialize(m_Channel, call->Packet(), packetBytes - 1) != STATUS_INVALID_PARAMETER_3)
        Wrong("a packet in too little memory");
    if (!NT_SUCCESS(VmbPacketInitialize(m_Channel, call->Packet(), packetBytes))) {
        delete call;
        return nullptr;
    }
    VmbPacketSetPointer(call->Packet(), call);
    VmbPacketSetCompletionRoutine(call->Packet(), CallDone);
    if (VmbPacketGetChannel(call->Packet()) != m_Channel) Wrong("the channel of a packet");
    return call;
}

void Parlor::CallEnded(Call* Ended, NTSTATUS Status) noexcept {
    SpinLock::Guard guard(m_Lock);
    if (NT_SUCCESS(Status)) ++Counts.CallsDone;
    else ++Counts.CallsCancelled;
    m_Spare.PushBack(Ended);  // and with it the packet, to be sent again
}

VOID Parlor::CallDone(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer, UINT32 BufferLength) {
    auto* call = static_cast<Call*>(VmbPacketGetPointer(Packet));
    UNREFERENCED_PARAMETER(Buffer);
    UNREFERENCED_PARAMETER(BufferLength);
    if (call->Packet() != Packet) call->Owner->Wrong("a packet that moved");
    call->Owner->CallEnded(call, Status);
}

NTSTATUS Parlor::CallGuest(ULONG Count) noexcept {
    for (ULONG i = 0; i < Count; ++i) {
        Call* call = MakeCall();
        if (call == nullptr) return STATUS_NO_MEMORY;
        call->Sequence = ++m_Sequence;
        UINT32 message[] = {0xCA11, call->Sequence, Count, i};
        ++Counts.CallsMade;
        RETURN_IF_FAILED(VmbPacketSend(call->Packet(), message, sizeof message, nullptr,
                                       VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION));
    }
    return STATUS_SUCCESS;
}

// --- save and restore ---

NTSTATUS Parlor::Save(VMBPACKET Packet, PVOID Buffer, UINT32 Size, UINT32& Needed) noexcept {
    auto* call = static_cast<Call*>(VmbPacketGetPointer(Packet));
    Needed = sizeof call->Sequence;
    if (Size < Needed) return STATUS_UNSUCCESSFUL;
    RtlCopyMemory(Buffer, &call->Sequence, sizeof call->Sequence);
    return STATUS_SUCCESS;
}

NTSTATUS Parlor::Restore(PVOID Lib, UINT32 LibSize, PVOID Buffer, UINT32 Size) noexcept {
    if (Size != sizeof(UINT32)) return STATUS_DATA_ERROR;
    Call* call = MakeCall();
    if (call == nullptr) return STATUS_NO_MEMORY;
    RtlCopyMemory(&call->Sequence, Buffer, Size);
    m_Sequence = max(m_Sequence, call->Sequence);
    const NTSTATUS status = VmbPacketRestore(call->Packet(), Lib, LibSize);
    if (NT_SUCCESS(status)) ++Counts.CallsRestored;
    else delete call;
    return status;
}

NTSTATUS Parlor::SaveSome(bool First, FIELD_PIECE* Piece, ULONG Length) noexcept {
    ULONG filled = 0, required = 0;
    if (First) {
        RETURN_IF_FAILED(VmbChannelSaveBegin(m_Channel));
        m_SaveActive = true;
    }
    const NTSTATUS status = VmbChannelSaveContinue(m_Channel, Piece + 1, Length - sizeof *Piece, &filled, &required);
    *Piece = FIELD_PIECE{status, filled, required, 0};
    if (status != STATUS_BUFFER_OVERFLOW && status != STATUS_BUFFER_TOO_SMALL) {
        VmbChannelSaveEnd(m_Channel);
        m_SaveActive = false;
    }
    return STATUS_SUCCESS;
}

// --- the device ---

NTSTATUS Control(ULONG Code, PVOID Buffer, ULONG InputLength, ULONG OutputLength, ULONG_PTR& Information) {
    Parlor* parlor = Parlor::Instance;

    switch (Code) {
    case IOCTL_FIELD_OFFER:
        return InputLength < sizeof(FIELD_OFFER) ? STATUS_BUFFER_TOO_SMALL
                                                 : parlor->Offer(*static_cast<FIELD_OFFER*>(Buffer));
    case IOCTL_FIELD_START:
        VmbChannelStart(parlor->Get());
        return STATUS_SUCCESS;
    case IOCTL_FIELD_PAUSE:
        VmbChannelPause(parlor->Get());
        return STATUS_SUCCESS;
    case IOCTL_FIELD_REVOKE:
        parlor->Close();
        return STATUS_SUCCESS;
    case IOCTL_FIELD_CALL:
        return InputLength < sizeof(UINT32) ? STATUS_BUFFER_TOO_SMALL : parlor->CallGuest(*static_cast<UINT32*>(Buffer));
    case IOCTL_FIELD_COUNTS:
        if (OutputLength < sizeof(FIELD_COUNTS)) return STATUS_BUFFER_TOO_SMALL;
        *static_cast<FIELD_COUNTS*>(Buffer) = parlor->Counts;
        Information = sizeof(FIELD_COUNTS);
        return STATUS_SUCCESS;
    case IOCTL_FIELD_SAVE: {
        if (OutputLength <= sizeof(FIELD_PIECE)) return STATUS_BUFFER_TOO_SMALL;
        auto* piece = static_cast<FIELD_PIECE*>(Buffer);
        RETURN_IF_FAILED(parlor->SaveSome(InputLength == 0, piece, OutputLength));
        Information = sizeof(FIELD_PIECE) + piece->Filled;
        return STATUS_SUCCESS;
    }
    case IOCTL_FIELD_RESTORE:
        return VmbChannelRestoreFromBuffer(parlor->Get(), Buffer, InputLength);
    default:
        return STATUS_INVALID_DEVICE_REQUEST;
    }
}

DRIVER_DISPATCH Dispatch;

_Use_decl_annotations_ NTSTATUS Dispatch(PDEVICE_OBJECT, PIRP Irp) {
    IO_STACK_LOCATION* stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS status = STATUS_SUCCESS;
    ULONG_PTR information = 0;

    if (stack->MajorFunction == IRP_MJ_DEVICE_CONTROL) {
        const auto& parameters = stack->Parameters.DeviceIoControl;
        status = Control(parameters.IoControlCode, Irp->AssociatedIrp.SystemBuffer, parameters.InputBufferLength,
                         parameters.OutputBufferLength, information);
    }
    Irp->IoStatus.Status = status;
    Irp->IoStatus.Information = information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return status;
}

}  // namespace

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD ParlorUnload;

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, ParlorUnload)

extern "C" _Use_decl_annotations_ VOID ParlorUnload(PDRIVER_OBJECT DriverObject) {
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Parlor");

    PAGED_CODE();
    delete Parlor::Instance;
    Parlor::Instance = nullptr;
    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

extern "C" _Use_decl_annotations_ NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING) {
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Parlor");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Parlor");
    PDEVICE_OBJECT device = nullptr;

    RETURN_IF_FAILED(IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device));
    auto noDevice = OnScopeExit([device] { IoDeleteDevice(device); });
    RETURN_IF_FAILED(IoCreateSymbolicLink(&link, &name));
    UniquePtr<Parlor> parlor(new (Pool::NonPaged) Parlor(device));
    if (!parlor) {
        IoDeleteSymbolicLink(&link);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Parlor::Instance = parlor.Detach();
    for (auto& routine : DriverObject->MajorFunction) routine = Dispatch;
    DriverObject->DriverUnload = ParlorUnload;
    noDevice.Release();
    return STATUS_SUCCESS;
}
