/* SPDX-License-Identifier: Apache-2.0
 *
 * crucible: a provider in classes. It turns every knob of the library there is, and checks what each says when it is
 * turned too late.
 */
#include <ntddk.h>
#include <new>
#include <wdmsec.h>
#include <ntstrsafe.h>
#include <ntintsafe.h>
#include <initguid.h>
#include <vmbuskernelmodeclientlibapi.h>

#include "../field.h"

DEFINE_GUID(CrucibleInterfaceType, 0x1000000c, 0x1111, 0x4222, 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x0c);
DEFINE_GUID(CrucibleDeviceClass, 0x5d0b2a1e, 0x8d1c, 0x4b2b, 0x91, 0x77, 0x10, 0x22, 0x3f, 0x64, 0x0a, 0x5e);

constexpr ULONG kPoolTag = 'icrC';

void* __cdecl operator new(size_t bytes, POOL_FLAGS flags, ULONG tag) noexcept {
  return ExAllocatePool2(flags, bytes, tag);
}
void __cdecl operator delete(void* memory, POOL_FLAGS, ULONG tag) noexcept {
  if (memory != nullptr) ExFreePoolWithTag(memory, tag);
}
void __cdecl operator delete(void* memory) noexcept {
  if (memory != nullptr) ExFreePoolWithTag(memory, kPoolTag);
}
void __cdecl operator delete(void* memory, size_t) noexcept {
  if (memory != nullptr) ExFreePoolWithTag(memory, kPoolTag);
}

#define RETURN_IF_NOT_SUCCESS(_expr_)                   \
  do {                                                  \
    const NTSTATUS status_ = (_expr_);                  \
    if (!NT_SUCCESS(status_)) return status_;           \
  } while (0)

namespace crucible {

template <typename T>
class UniquePool {
 public:
  explicit UniquePool(T* value = nullptr) noexcept : m_value(value) {}
  ~UniquePool() { delete m_value; }
  UniquePool(const UniquePool&) = delete;
  UniquePool& operator=(const UniquePool&) = delete;
  UniquePool(UniquePool&& other) noexcept : m_value(other.release()) {}
  T* get() const noexcept { return m_value; }
  T* operator->() const noexcept { return m_value; }
  explicit operator bool() const noexcept { return m_value != nullptr; }
  T* release() noexcept {
    T* value = m_value;
    m_value = nullptr;
    return value;
  }

 private:
  T* m_value;
};

class SpinLock {
 public:
  SpinLock() noexcept { KeInitializeSpinLock(&m_lock); }
  class Guard {
   public:
    _IRQL_raises_(DISPATCH_LEVEL) explicit Guard(SpinLock& lock) noexcept {
      KeAcquireInStackQueuedSpinLock(&lock.m_lock, &m_handle);
    }
    ~Guard() { KeReleaseInStackQueuedSpinLock(&m_handle); }

   private:
    KLOCK_QUEUE_HANDLE m_handle;
  };

 private:
  KSPIN_LOCK m_lock;
};

class KernelHandle {
 public:
  KernelHandle() = default;
  ~KernelHandle() { reset(); }
  void reset() {
    if (m_handle != nullptr) NT_VERIFY(NT_SUCCESS(ZwClose(m_handle)));
    m_handle = nullptr;
  }
  PHANDLE operator&() { return &m_handle; }
  HANDLE get() const { return m_handle; }

 private:
  HANDLE m_handle = nullptr;
};

struct Counters : FIELD_COUNTS {
  void bump(UINT32 FIELD_COUNTS::*member) { InterlockedIncrement(reinterpret_cast<volatile LONG*>(&(this->*member))); }
  void bump(UINT64 FIELD_COUNTS::*member) {
    InterlockedIncrement64(reinterpret_cast<volatile LONG64*>(&(this->*member)));
  }
};

// What we keep of a packet through a save: as little as can be.
struct Ticket {
  UINT32 magic;
  UINT32 sequence;
};

struct Outgoing {
  explicit Outgoing(UINT32 sequence) noexcept : ticket{0x4c425543, sequence} {}
  Ticket ticket;
};

class Channel {
 public:
  Channel() noexcept { RtlZeroMemory(static_cast<FIELD_COUNTS*>(&counts), sizeof(FIELD_COUNTS)); }
  ~Channel() {
    if (m_channel == nullptr) return;
    if (m_enabled) VmbChannelDisable(m_channel);
    VmbChannelCleanup(m_channel);
  }

  _IRQL_requires_(PASSIVE_LEVEL) NTSTATUS Initialize(PDEVICE_OBJECT device, const FIELD_OFFER& offer);
  NTSTATUS Call() noexcept;
  VMBCHANNEL handle() const noexcept { return m_channel; }

  Counters counts;

 private:
  NTSTATUS SetEverything(const FIELD_OFFER& offer);
  void TurnKnobsTooLate();
  void Expect(bool holds, int line) {
    if (holds) return;
    counts.bump(&FIELD_COUNTS::Wrong);
    DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, "crucible.cpp(%d): not so\n", line);
  }

  static Channel* From(VMBCHANNEL channel) { return static_cast<Channel*>(VmbChannelGetPointer(channel)); }
  static EVT_VMB_CHANNEL_OPENED OnOpened;
  static EVT_VMB_CHANNEL_CLOSED OnClosed;
  static EVT_VMB_CHANNEL_SUSPEND OnSuspend;
  static EVT_VMB_CHANNEL_STARTED OnStarted;
  static EVT_VMB_CHANNEL_POST_STARTED OnPostStarted;
  static EVT_VMB_CHANNEL_PROCESS_PACKET OnPacket;
  static EVT_VMB_CHANNEL_PROCESSING_COMPLETE OnBatch;
  static EVT_VMB_PACKET_COMPLETION_ROUTINE OnCallDone;
  static EVT_VMB_CHANNEL_SAVE_PACKET OnSave;
  static EVT_VMB_CHANNEL_RESTORE_PACKET OnRestore;

  static constexpr UINT32 kBatch = 64;
  VMBCHANNEL m_channel = nullptr;
  bool m_enabled = false;
  KernelHandle m_bus;
  LONG m_sequence = 0;
  SpinLock m_lock;
  UINT32 m_waiting = 0;
  VMBPACKETCOMPLETION m_batch[kBatch] = {};
};

#define EXPECT_SO(_x_) Expect(!!(_x_), __LINE__)

NTSTATUS Channel::SetEverything(const FIELD_OFFER& offer) {
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
  EXPECT_SO(callbacks.Version == 1 && callbacks.Size == sizeof callbacks);
  callbacks.EvtChannelOpened = &Channel::OnOpened;
  callbacks.EvtChannelClosed = &Channel::OnClosed;
  callbacks.EvtChannelSuspend = &Channel::OnSuspend;
  callbacks.EvtChannelStarted = &Channel::OnStarted;
  callbacks.EvtChannelPostStarted = &Channel::OnPostStarted;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS unknown = callbacks;
  unknown.Version = 99;
  EXPECT_SO(VmbChannelInitSetStateChangeCallbacks(m_channel, &unknown) == STATUS_INVALID_PARAMETER_2);
  RETURN_IF_NOT_SUCCESS(VmbChannelInitSetStateChangeCallbacks(m_channel, &callbacks));

  EXPECT_SO(VmbChannelInitSetMaximumPacketSize(m_channel, 0) == STATUS_INVALID_PARAMETER_2);
  RETURN_IF_NOT_SUCCESS(VmbChannelInitSetMaximumPacketSize(m_channel, 1024));
  EXPECT_SO(VmbChannelInitSetMaximumExternalData(m_channel, 0, 1) == STATUS_INVALID_PARAMETER_2);
  EXPECT_SO(VmbChannelInitSetMaximumExternalData(m_channel, 1, 0) == STATUS_INVALID_PARAMETER_3);
  RETURN_IF_NOT_SUCCESS(VmbChannelInitSetMaximumExternalData(m_channel, 1024 * 1024, 32));
  RETURN_IF_NOT_SUCCESS(VmbChannelInitSetProcessPacketCallbacks(m_channel, &Channel::OnPacket, &Channel::OnBatch));
  RETURN_IF_NOT_SUCCESS(VmbChannelInitSetClientContextSize(m_channel, sizeof(Ticket)));

  WCHAR text[64];
  RETURN_IF_NOT_SUCCESS(RtlStringCchPrintfW(text, ARRAYSIZE(text), L"Crucible %08lx", offer.Instance.Data1));
  UNICODE_STRING name;
  RETURN_IF_NOT_SUCCESS(RtlUnicodeStringInit(&name, text));
  RETURN_IF_NOT_SUCCESS(VmbChannelInitSetFriendlyName(m_channel, &name));
  RtlSecureZeroMemory(text, sizeof text);

  EXPECT_SO(VmbChannelInitSetFlags(m_channel, ~static_cast<UINT32>(VMBUS_CHANNEL_INIT_FLAGS)) ==
            STATUS_INVALID_PARAMETER_2);
  RETURN_IF_NOT_SUCCESS(VmbChannelInitSetFlags(m_channel, 0));
  EXPECT_SO(VmbServerChannelInitSetFlags(m_channel, 0x80000000) == STATUS_INVALID_PARAMETER_2);
  RETURN_IF_NOT_SUCCESS(
      VmbServerChannelInitSetFlags(m_channel, VMBUS_SERVER_CHANNEL_INIT_FLAG_ENUMERATE_DEVICE_INTERFACE));
  EXPECT_SO(VmbServerChannelInitSetMmioMegabytes(m_channel, 0, 0) == STATUS_INVALID_PARAMETER);
  RETURN_IF_NOT_SUCCESS(VmbServerChannelInitSetMmioMegabytes(m_channel, 8, 16));
  RETURN_IF_NOT_SUCCESS(VmbServerChannelInitSetTargetVtl(m_channel, 0));
  RETURN_IF_NOT_SUCCESS(VmbServerChannelInitSetSaveRestorePacketCallbacks(m_channel, OnSave, OnRestore));
  EXPECT_SO(VmbChannelEnable(m_channel) == STATUS_INVALID_DEVICE_STATE);  // no type, no bus
  RETURN_IF_NOT_SUCCESS(
      VmbServerChannelInitSetTargetInterfaceId(m_channel, CrucibleInterfaceType, offer.Instance));
  RETURN_IF_NOT_SUCCESS(
      VmbConvertVmbusHandleToKernelHandle(reinterpret_cast<HANDLE>(offer.VmbusHandle), &m_bus));
  RETURN_IF_NOT_SUCCESS(VmbServerChannelInitSetVmbusHandle(m_channel, m_bus.get()));
  return STATUS_SUCCESS;
}

void Channel::TurnKnobsTooLate() {
  const FIELD_OFFER nothing = {};
  EXPECT_SO(VmbChannelEnable(m_channel) == STATUS_INVALID_DEVICE_STATE);
  EXPECT_SO(VmbChannelInitSetMaximumPacketSize(m_channel, 64) == STATUS_INVALID_PARAMETER_1);
  EXPECT_SO(VmbChannelInitSetMaximumExternalData(m_channel, 64, 1) == STATUS_INVALID_PARAMETER_1);
  EXPECT_SO(VmbChannelInitSetClientContextSize(m_channel, 64) == STATUS_INVALID_PARAMETER_1);
  EXPECT_SO(VmbChannelInitSetFlags(m_channel, 0) == STATUS_INVALID_PARAMETER_1);
  EXPECT_SO(VmbServerChannelInitSetFlags(m_channel, 0) == STATUS_INVALID_PARAMETER_1);
  EXPECT_SO(VmbServerChannelInitSetMmioMegabytes(m_channel, 1, 1) == STATUS_INVALID_PARAMETER_1);
  EXPECT_SO(VmbServerChannelInitSetTargetVtl(m_channel, 0) == STATUS_INVALID_PARAMETER_1);
  EXPECT_SO(VmbServerChannelInitSetTargetInterfaceId(m_channel, nothing.Instance, nothing.Instance) ==
            STATUS_INVALID_PARAMETER_1);
  EXPECT_SO(VmbServerChannelInitSetVmbusHandle(m_channel, m_bus.get()) == STATUS_INVALID_PARAMETER_1);
  EXPECT_SO(VmbServerChannelInitSetSaveRestorePacketCallbacks(m_channel, OnSave, OnRestore) ==
            STATUS_INVALID_PARAMETER_1);
}

NTSTATUS Channel::Initialize(PDEVICE_OBJECT device, const FIELD_OFFER& offer) {
  PAGED_CODE();
  RETURN_IF_NOT_SUCCESS(VmbChannelAllocate(device, TRUE, &m_channel));
  VmbChannelSetPointer(m_channel, this);
  EXPECT_SO(VmbChannelGetPointer(m_channel) == this);
  RETURN_IF_NOT_SUCCESS(SetEverything(offer));
  VmbChannelSetTransactionQuota(m_channel, kBatch / 2);
  VmbChannelSetIncomingProcessingAtPassive(m_channel, FALSE);
  VmbChannelPause(m_channel);  // of a channel that is not enabled: begins paused
  RETURN_IF_NOT_SUCCESS(VmbChannelEnable(m_channel));
  m_enabled = true;
  TurnKnobsTooLate();
  GUID instance;
  VmbChannelGetInterfaceInstance(m_channel, &instance);
  EXPECT_SO(instance == offer.Instance);
  return STATUS_SUCCESS;
}

NTSTATUS Channel::OnOpened(VMBCHANNEL channel) {
  Channel* self = From(channel);
  UINT64 address = MAXULONGLONG, size = 0;
  VmbChannelGetMmioSpace(channel, &address, &size);
  self->counts.bump(&FIELD_COUNTS::Opened);
  return STATUS_SUCCESS;
}
void Channel::OnClosed(VMBCHANNEL channel) { From(channel)->counts.bump(&FIELD_COUNTS::Closed); }
void Channel::OnStarted(VMBCHANNEL channel) { From(channel)->counts.bump(&FIELD_COUNTS::Started); }
void Channel::OnPostStarted(VMBCHANNEL channel) { From(channel)->counts.bump(&FIELD_COUNTS::PostStarted); }
void Channel::OnSuspend(VMBCHANNEL channel) {
  From(channel)->counts.bump(&FIELD_COUNTS::Suspended);
  OnBatch(channel, 0);
}

void Channel::OnPacket(VMBCHANNEL channel, VMBPACKETCOMPLETION packet, PVOID buffer, UINT32 length, UINT32 flags) {
  Channel* self = From(channel);
  self->counts.bump(&FIELD_COUNTS::Packets);
  if (flags & ~static_cast<UINT32>(VMBUS_CHANNEL_PROCESS_PACKET_FLAGS) || length % 8 != 0 || buffer == nullptr)
    self->counts.bump(&FIELD_COUNTS::Wrong);
  PMDL none = reinterpret_cast<PMDL>(self);
  if (VmbChannelPacketGetExternalData(packet, 0, &none) != STATUS_INVALID_PARAMETER || none != nullptr)
    self->counts.bump(&FIELD_COUNTS::Wrong);
  SpinLock::Guard guard(self->m_lock);
  NT_ASSERT(self->m_waiting < kBatch);
  self->m_batch[self->m_waiting++] = packet;
}

void Channel::OnBatch(VMBCHANNEL channel, UINT32 processed) {
  Channel* self = From(channel);
  VMBPACKETCOMPLETION batch[kBatch];
  UINT32 count;
  {
    SpinLock::Guard guard(self->m_lock);
    count = self->m_waiting;
    RtlCopyMemory(batch, self->m_batch, count * sizeof *batch);
    self->m_waiting = 0;
  }
  self->counts.Batched += processed;
  for (UINT32 i = 0; i < count; ++i) {
    UINT64 answer = i;
    VmbChannelPacketComplete(batch[i], &answer, sizeof answer);
  }
}

NTSTATUS Channel::Call() noexcept {
  UniquePool<Outgoing> outgoing(
      new (POOL_FLAG_NON_PAGED, kPoolTag) Outgoing(static_cast<UINT32>(InterlockedIncrement(&m_sequence))));
  if (!outgoing) return STATUS_INSUFFICIENT_RESOURCES;
  VMBPACKET packet = VmbPacketAllocate(m_channel);
  if (packet == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  VmbPacketSetPointer(packet, outgoing.get());
  VmbPacketSetCompletionRoutine(packet, &Channel::OnCallDone);
  Ticket ticket = outgoing->ticket;
  const NTSTATUS status = VmbPacketSend(packet, &ticket, sizeof ticket, nullptr,
                                        VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION |
                                            VMBUS_CHANNEL_FORMAT_FLAG_PAGED_BUFFER);
  if (!NT_SUCCESS(status)) {
    VmbPacketFree(packet);
    return status;
  }
  (void)outgoing.release();
  counts.bump(&FIELD_COUNTS::CallsMade);
  return STATUS_SUCCESS;
}

void Channel::OnCallDone(VMBPACKET packet, NTSTATUS status, PVOID buffer, UINT32 length) {
  Channel* self = From(VmbPacketGetChannel(packet));
  UniquePool<Outgoing> outgoing(static_cast<Outgoing*>(VmbPacketGetPointer(packet)));
  if (status == STATUS_CANCELLED) {
    self->counts.bump(&FIELD_COUNTS::CallsCancelled);
  } else {
    const auto* ticket = static_cast<const Ticket*>(buffer);
    if (length != 0 && (length != sizeof *ticket || ticket->sequence != outgoing->ticket.sequence))
      self->counts.bump(&FIELD_COUNTS::Wrong);
    self->counts.bump(&FIELD_COUNTS::CallsDone);
  }
  VmbPacketFree(packet);
}

NTSTATUS Channel::OnSave(VMBCHANNEL, VMBPACKET packet, PVOID buffer, UINT32 size, PUINT32 needed) {
  const auto* outgoing = static_cast<const Outgoing*>(VmbPacketGetPointer(packet));
  *needed = sizeof(Ticket);
  if (size < sizeof(Ticket)) return STATUS_BUFFER_OVERFLOW;  // a warning, not a success
  *static_cast<Ticket*>(buffer) = outgoing->ticket;
  return STATUS_SUCCESS;
}

NTSTATUS Channel::OnRestore(VMBCHANNEL channel, PVOID lib, UINT32 lib_size, PVOID saved, UINT32 saved_size) {
  Channel* self = From(channel);
  if (saved_size != sizeof(Ticket)) return STATUS_INVALID_BUFFER_SIZE;
  UniquePool<Outgoing> outgoing(new (POOL_FLAG_NON_PAGED, kPoolTag) Outgoing(static_cast<Ticket*>(saved)->sequence));
  VMBPACKET packet = VmbPacketAllocate(channel);
  if (!outgoing || packet == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  VmbPacketSetCompletionRoutine(packet, &Channel::OnCallDone);
  const NTSTATUS status = VmbPacketRestore(packet, lib, lib_size);
  if (!NT_SUCCESS(status)) {
    VmbPacketFree(packet);
    return status;
  }
  VmbPacketSetPointer(packet, outgoing.release());
  self->counts.bump(&FIELD_COUNTS::CallsRestored);
  return STATUS_SUCCESS;
}

class Device {
 public:
  static Device* From(PDEVICE_OBJECT device) { return static_cast<Device*>(device->DeviceExtension); }
  NTSTATUS Control(PIRP irp, PIO_STACK_LOCATION stack);
  NTSTATUS Offer(PDEVICE_OBJECT device, const FIELD_OFFER& offer);
  void Revoke() {
    delete m_channel;
    m_channel = nullptr;
  }

 private:
  NTSTATUS Save(PVOID buffer, bool first, ULONG room, ULONG_PTR& filled);
  Channel* m_channel = nullptr;
};

NTSTATUS Device::Offer(PDEVICE_OBJECT device, const FIELD_OFFER& offer) {
  Channel* channel = new (POOL_FLAG_NON_PAGED, kPoolTag) Channel;
  if (channel == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  const NTSTATUS status = channel->Initialize(device, offer);
  if (NT_SUCCESS(status))
    m_channel = channel;
  else
    delete channel;
  return status;
}

NTSTATUS Device::Save(PVOID buffer, bool first, ULONG room, ULONG_PTR& filled) {
  ULONG rest = 0, done = 0, required = 0;
  RETURN_IF_NOT_SUCCESS(RtlULongSub(room, sizeof(FIELD_PIECE), &rest));
  if (first) RETURN_IF_NOT_SUCCESS(VmbChannelSaveBegin(m_channel->handle()));
  const NTSTATUS status = VmbChannelSaveContinue(m_channel->handle(), static_cast<PUCHAR>(buffer) + sizeof(FIELD_PIECE),
                                                 rest, &done, &required);
  const bool again = status == STATUS_BUFFER_OVERFLOW || (status == STATUS_BUFFER_TOO_SMALL && required != 0);
  if (!again) VmbChannelSaveEnd(m_channel->handle());
  *static_cast<FIELD_PIECE*>(buffer) = FIELD_PIECE{status, done, required, 0};
  filled = sizeof(FIELD_PIECE) + done;
  return STATUS_SUCCESS;
}

NTSTATUS Device::Control(PIRP irp, PIO_STACK_LOCATION stack) {
  const auto& parameters = stack->Parameters.DeviceIoControl;
  PVOID buffer = irp->AssociatedIrp.SystemBuffer;
  auto& information = irp->IoStatus.Information;
  if (parameters.IoControlCode == IOCTL_FIELD_OFFER)
    return Offer(stack->DeviceObject, *static_cast<const FIELD_OFFER*>(buffer));
  if (m_channel == nullptr) return STATUS_DEVICE_NOT_READY;
  switch (parameters.IoControlCode) {
    case IOCTL_FIELD_REVOKE:
      Revoke();
      return STATUS_SUCCESS;
    case IOCTL_FIELD_START:
      VmbChannelStart(m_channel->handle());
      return STATUS_SUCCESS;
    case IOCTL_FIELD_PAUSE:
      VmbChannelPause(m_channel->handle());
      return STATUS_SUCCESS;
    case IOCTL_FIELD_CALL:
      for (UINT32 left = *static_cast<PUINT32>(buffer); left != 0; --left) RETURN_IF_NOT_SUCCESS(m_channel->Call());
      return STATUS_SUCCESS;
    case IOCTL_FIELD_SAVE:
      return Save(buffer, parameters.InputBufferLength == 0, parameters.OutputBufferLength, information);
    case IOCTL_FIELD_RESTORE:
      return VmbChannelRestoreFromBuffer(m_channel->handle(), buffer, parameters.InputBufferLength);
    case IOCTL_FIELD_COUNTS:
      if (parameters.OutputBufferLength < sizeof(FIELD_COUNTS)) return STATUS_BUFFER_TOO_SMALL;
      *static_cast<FIELD_COUNTS*>(buffer) = m_channel->counts;
      information = sizeof(FIELD_COUNTS);
      return STATUS_SUCCESS;
    default:
      return STATUS_INVALID_DEVICE_REQUEST;
  }
}

}  // namespace crucible

EXTERN_C DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD CrucibleUnload;
static DRIVER_DISPATCH CrucibleDispatch;

static UNICODE_STRING g_link = RTL_CONSTANT_STRING(L"\\DosDevices\\Global\\Crucible");

_Use_decl_annotations_ static NTSTATUS CrucibleDispatch(PDEVICE_OBJECT device, PIRP irp) {
  PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(irp);
  NTSTATUS status = STATUS_SUCCESS;
  irp->IoStatus.Information = 0;
  if (stack->MajorFunction == IRP_MJ_DEVICE_CONTROL) status = crucible::Device::From(device)->Control(irp, stack);
  irp->IoStatus.Status = status;
  IoCompleteRequest(irp, IO_NO_INCREMENT);
  return status;
}

_Use_decl_annotations_ static VOID CrucibleUnload(PDRIVER_OBJECT driver) {
  auto* device = crucible::Device::From(driver->DeviceObject);
  device->Revoke();
  device->~Device();
  IoDeleteSymbolicLink(&g_link);
  IoDeleteDevice(driver->DeviceObject);
}

_Use_decl_annotations_ EXTERN_C NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING) {
  static UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Crucible");
  PDEVICE_OBJECT device = nullptr;
  RETURN_IF_NOT_SUCCESS(IoCreateDeviceSecure(driver, sizeof(crucible::Device), &name, FILE_DEVICE_UNKNOWN,
                                             FILE_DEVICE_SECURE_OPEN, FALSE, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL,
                                             &CrucibleDeviceClass, &device));
  new (device->DeviceExtension) crucible::Device;
  const NTSTATUS status = IoCreateSymbolicLink(&g_link, &name);
  if (!NT_SUCCESS(status)) {
    IoDeleteDevice(device);
    return status;
  }
  for (auto& major : driver->MajorFunction) major = nullptr;
  driver->MajorFunction[IRP_MJ_CREATE] = CrucibleDispatch;
  driver->MajorFunction[IRP_MJ_CLEANUP] = CrucibleDispatch;
  driver->MajorFunction[IRP_MJ_CLOSE] = CrucibleDispatch;
  driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = CrucibleDispatch;
  driver->DriverUnload = CrucibleUnload;
  device->Flags &= ~DO_DEVICE_INITIALIZING;
  return STATUS_SUCCESS;
}
