// SPDX-License-Identifier: Apache-2.0
#include "lighthouse.h"

namespace {

constexpr GUID InterfaceType = {0x5a1f0c7e, 0x9b1d, 0x4c1e, {0x8f, 0x44, 0x31, 0x02, 0x9a, 0x77, 0x6c, 0x10}};
constexpr GUID InterfaceInstance = {
    0x5a1f0c7e, 0x9b1d, 0x4c1e, {0x8f, 0x44, 0x31, 0x02, 0x9a, 0x77, 0x6c, 0x11}};

PDEVICE_OBJECT Device;

// A channel that is cleaned up with its owner.
class Channel {
 public:
  ~Channel() {
    if (handle_ != nullptr) {
      VmbChannelCleanup(handle_);
    }
  }
  NTSTATUS Create(PDEVICE_OBJECT parent) { return VmbChannelAllocate(parent, TRUE, &handle_); }
  NTSTATUS Configure() {
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
    callbacks.EvtChannelOpened = [](VMBCHANNEL) -> NTSTATUS { return STATUS_SUCCESS; };
    NTSTATUS status = VmbChannelInitSetStateChangeCallbacks(handle_, &callbacks);
    if (NT_SUCCESS(status)) {
      status = VmbChannelInitSetProcessPacketCallbacks(handle_, LighthouseProcessPacket, nullptr);
    }
    if (NT_SUCCESS(status)) {
      status = VmbServerChannelInitSetTargetInterfaceId(handle_, InterfaceType, InterfaceInstance);
    }
    return status;
  }
  // Nobody has brought a bus yet: not to be offered is right.
  bool CannotBeOffered() { return VmbChannelEnable(handle_) == STATUS_INVALID_DEVICE_STATE; }

 private:
  VMBCHANNEL handle_ = nullptr;
};

VOID Unload(PDRIVER_OBJECT) { IoDeleteDevice(Device); }

}  // namespace

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING) {
  driver->DriverUnload = Unload;
  NTSTATUS status = IoCreateDevice(driver, 0, nullptr, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
  if (!NT_SUCCESS(status)) {
    return status;
  }
  Channel channel;
  status = channel.Create(Device);
  if (NT_SUCCESS(status)) {
    status = channel.Configure();
  }
  if (NT_SUCCESS(status) && !channel.CannotBeOffered()) {
    status = STATUS_INTERNAL_ERROR;
  }
  if (!NT_SUCCESS(status)) {
    IoDeleteDevice(Device);
  }
  return status;
}
