// SPDX-License-Identifier: Apache-2.0
// What is set before a channel is enabled (V-LIFE-2).
#include <string>

#include "nt/guest.h"
#include "nt/thread_state.h"
#include "vmbus/bus_handle.h"
#include "vmbus/channel_face.h"
#include "vmbus/guid.h"
#include "vmbus/status.h"

#include "nt/string_conversion.h"

using namespace penstock;
using namespace penstock::vmbus;

namespace {

// A channel that may be configured; nullptr for what is none, or is enabled.
ChannelFace* configurable(VMBCHANNEL channel, const char* function, base::CallSite site) {
  ChannelFace* face = face_of(channel, function, site);
  return face != nullptr && face->endpoint().disabled() ? face : nullptr;
}

channel::ServerEndpoint* configurable_server(VMBCHANNEL channel, const char* function, base::CallSite site) {
  ChannelFace* face = configurable(channel, function, site);
  return face != nullptr ? face->server() : nullptr;
}

channel::ClientEndpoint* configurable_client(VMBCHANNEL channel, const char* function, base::CallSite site) {
  ChannelFace* face = configurable(channel, function, site);
  return face != nullptr ? face->client() : nullptr;
}

}  // namespace

extern "C" {

NTSTATUS VmbChannelInitSetMaximumPacketSize(VMBCHANNEL channel, UINT32 bytes) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = configurable(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  return status_of(face->endpoint().set_maximum_packet(bytes), Family::setting);
}

NTSTATUS VmbChannelInitSetMaximumExternalData(VMBCHANNEL channel, UINT32 bytes, UINT32 chain_length) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = configurable(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  return status_of(face->endpoint().set_maximum_external_data(bytes, chain_length), Family::setting);
}

NTSTATUS VmbChannelInitSetProcessPacketCallbacks(VMBCHANNEL channel, PFN_VMB_CHANNEL_PROCESS_PACKET process,
                                                 PFN_VMB_CHANNEL_PROCESSING_COMPLETE processing_complete) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = configurable(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  face->functions.process = process;
  face->functions.processing_complete = processing_complete;
  return STATUS_SUCCESS;
}

NTSTATUS VmbChannelInitSetStateChangeCallbacks(VMBCHANNEL channel,
                                               PVMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = configurable(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  if (callbacks == nullptr || callbacks->Version != 1 || callbacks->Size != sizeof *callbacks) {
    return to_status(channel::Fault::bad_version, Family::setting);
  }
  face->functions.state = *callbacks;
  return STATUS_SUCCESS;
}

NTSTATUS VmbChannelInitSetClientContextSize(VMBCHANNEL channel, UINT32 bytes) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = configurable(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  return status_of(face->endpoint().set_client_context(bytes), Family::setting);
}

NTSTATUS VmbChannelInitSetFriendlyName(VMBCHANNEL channel, PCUNICODE_STRING name) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = configurable(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  if (name == nullptr) return STATUS_INVALID_PARAMETER_2;
  return status_of(face->endpoint().set_name(nt::utf8_of(*name)), Family::setting);
}

NTSTATUS VmbChannelInitSetFlags(VMBCHANNEL channel, UINT32 flags) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = configurable(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  if ((flags & ~UINT32{VMBUS_CHANNEL_INIT_FLAGS}) != 0) return STATUS_INVALID_PARAMETER_2;
  return flags == 0 ? STATUS_SUCCESS : STATUS_NOT_SUPPORTED;  // pipes
}

NTSTATUS VmbServerChannelInitSetFlags(VMBCHANNEL channel, UINT32 flags) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  channel::ServerEndpoint* server = configurable_server(channel, __func__, PENSTOCK_CALLER);
  if (server == nullptr) return STATUS_INVALID_PARAMETER_1;
  constexpr UINT32 kPipes =
      VMBUS_SERVER_CHANNEL_INIT_FLAG_OFFER_AS_PIPE | VMBUS_SERVER_CHANNEL_INIT_FLAG_TLNPI_PROVIDER_OFFER;
  if ((flags & ~UINT32{VMBUS_SERVER_CHANNEL_INIT_FLAGS}) != 0) return STATUS_INVALID_PARAMETER_2;
  if ((flags & kPipes) != 0) return STATUS_NOT_SUPPORTED;
  std::uint16_t offer_flags = 0;
  if ((flags & VMBUS_SERVER_CHANNEL_INIT_FLAG_ENUMERATE_DEVICE_INTERFACE) != 0) offer_flags |= 1;
  if ((flags & VMBUS_SERVER_CHANNEL_INIT_FLAG_LOOPBACK_OFFER) != 0) offer_flags |= 0x100;
  const auto flagged = server->set_offer_flags(offer_flags);
  if (!flagged) return to_status(flagged.fault(), Family::setting);
  return status_of(server->set_force_new((flags & VMBUS_SERVER_CHANNEL_INIT_FLAG_FORCE_NEW_CHANNEL) != 0),
                   Family::setting);
}

NTSTATUS VmbServerChannelInitSetTargetInterfaceId(VMBCHANNEL channel, GUID type, GUID instance) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  channel::ServerEndpoint* server = configurable_server(channel, __func__, PENSTOCK_CALLER);
  if (server == nullptr) return STATUS_INVALID_PARAMETER_1;
  return status_of(server->set_target(guid_of(type), guid_of(instance)), Family::setting);
}

NTSTATUS VmbServerChannelInitSetVmbusHandle(VMBCHANNEL channel, HANDLE handle) {
  channel::ServerEndpoint* server = configurable_server(channel, __func__, PENSTOCK_CALLER);
  if (server == nullptr) return STATUS_INVALID_PARAMETER_1;
  channel::BusServer* bus = bus_of(handle, PENSTOCK_CALLER);
  if (bus == nullptr) return STATUS_INVALID_PARAMETER_2;
  return status_of(server->set_bus(*bus), Family::setting);
}

NTSTATUS VmbConvertVmbusHandleToKernelHandle(HANDLE handle, PHANDLE kernel_handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (kernel_handle == nullptr) return STATUS_INVALID_PARAMETER_2;
  *kernel_handle = duplicate_bus(handle, nt::guest_of(PENSTOCK_CALLER), PENSTOCK_CALLER);
  return *kernel_handle != nullptr ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER_1;
}

NTSTATUS VmbServerChannelInitSetSaveRestorePacketCallbacks(VMBCHANNEL channel,
                                                           PFN_VMB_CHANNEL_SAVE_PACKET save,
                                                           PFN_VMB_CHANNEL_RESTORE_PACKET restore) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = configurable(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr || face->server() == nullptr) return STATUS_INVALID_PARAMETER_1;
  face->functions.save = save;
  face->functions.restore = restore;
  return STATUS_SUCCESS;
}

NTSTATUS VmbServerChannelInitSetMmioMegabytes(VMBCHANNEL channel, UINT16 megabytes, UINT16 optional) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  channel::ServerEndpoint* server = configurable_server(channel, __func__, PENSTOCK_CALLER);
  if (server == nullptr) return STATUS_INVALID_PARAMETER_1;
  if (megabytes == 0 && optional == 0) return STATUS_INVALID_PARAMETER;
  return status_of(server->set_mmio(megabytes, optional), Family::setting);
}

// Of the trust levels of a partition there is only the lowest here.
NTSTATUS VmbServerChannelInitSetTargetVtl(VMBCHANNEL channel, UINT8 level) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (configurable_server(channel, __func__, PENSTOCK_CALLER) == nullptr) return STATUS_INVALID_PARAMETER_1;
  return level == 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER_2;
}

NTSTATUS VmbClientChannelInitSetRingBufferPageCount(VMBCHANNEL channel, UINT32 incoming, UINT32 outgoing) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  channel::ClientEndpoint* client = configurable_client(channel, __func__, PENSTOCK_CALLER);
  if (client == nullptr) return STATUS_INVALID_PARAMETER_1;
  return status_of(client->set_ring_pages(incoming, outgoing), Family::setting);
}

NTSTATUS VmbClientChannelInitSetTargetPnp(VMBCHANNEL channel, LPCGUID type, LPCGUID instance,
                                          PFN_VMB_CHANNEL_PNP_FAILURE failed) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = configurable(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr || face->client() == nullptr) return STATUS_INVALID_PARAMETER_1;
  if (type == nullptr) return STATUS_INVALID_PARAMETER_2;
  face->functions.connect_failed = failed;
  std::optional<channel::Guid> wanted;
  if (instance != nullptr) wanted = guid_of(*instance);
  return status_of(face->client()->set_target(guid_of(*type), wanted), Family::setting);
}

NTSTATUS PenstockServerChannelInitSetSubchannelIndex(VMBCHANNEL channel, UINT16 index) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  channel::ServerEndpoint* server = configurable_server(channel, __func__, PENSTOCK_CALLER);
  if (server == nullptr) return STATUS_INVALID_PARAMETER_1;
  return status_of(server->set_sub_channel(index), Family::setting);
}

}  // extern "C"
