// SPDX-License-Identifier: Apache-2.0
// A channel into bytes and out of them again (V-SAVE, V-REST).
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "vmbus/channel_face.h"
#include "vmbus/packet_handle.h"
#include "vmbus/status.h"

using namespace penstock;
using namespace penstock::vmbus;

namespace {

using channel::RestoreStep;
using channel::SaveStep;

// A client's channel cannot be saved (V-SAVE-18).
NTSTATUS server_for_saving(VMBCHANNEL channel, const char* function, base::CallSite site,
                           channel::ServerEndpoint** server) {
  ChannelFace* face = face_of(channel, function, site);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  *server = face->server();
  return *server != nullptr ? STATUS_SUCCESS : STATUS_NOT_SUPPORTED;
}

template <class Step>
NTSTATUS failure(const Step& step) {
  return step.fault == channel::Fault::provider_refused ? static_cast<NTSTATUS>(step.provider_status)
                                                        : to_status(step.fault, Family::saved);
}

NTSTATUS status_of_save(const SaveStep& step) {
  switch (step.outcome) {
    case SaveStep::Outcome::all_saved:
      return STATUS_SUCCESS;
    case SaveStep::Outcome::more:
      return STATUS_BUFFER_OVERFLOW;
    case SaveStep::Outcome::too_small:
      return STATUS_BUFFER_TOO_SMALL;
    case SaveStep::Outcome::failed:
      return failure(step);
  }
  return STATUS_UNSUCCESSFUL;
}

}  // namespace

extern "C" {

NTSTATUS VmbChannelSaveBegin(VMBCHANNEL channel) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  channel::ServerEndpoint* server = nullptr;
  const NTSTATUS status = server_for_saving(channel, __func__, PENSTOCK_CALLER, &server);
  return NT_SUCCESS(status) ? status_of(server->save_begin(), Family::saved) : status;
}

NTSTATUS VmbChannelSaveContinue(VMBCHANNEL channel, PVOID buffer, ULONG bytes, PULONG filled,
                                PULONG required) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (filled == nullptr || required == nullptr) return STATUS_INVALID_PARAMETER;
  *filled = *required = 0;
  channel::ServerEndpoint* server = nullptr;
  const NTSTATUS status = server_for_saving(channel, __func__, PENSTOCK_CALLER, &server);
  if (!NT_SUCCESS(status)) return status;
  const SaveStep step =
      server->save_continue({static_cast<std::byte*>(buffer), buffer != nullptr ? bytes : 0});
  *filled = step.bytes_filled;
  *required = step.bytes_required;
  return status_of_save(step);
}

VOID VmbChannelSaveEnd(VMBCHANNEL channel) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  channel::ServerEndpoint* server = server_of(channel, __func__, PENSTOCK_CALLER);
  if (server != nullptr) server->save_end();
}

NTSTATUS VmbChannelRestoreFromBuffer(VMBCHANNEL channel, PVOID buffer, ULONG bytes) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  channel::ServerEndpoint* server = nullptr;
  const NTSTATUS status = server_for_saving(channel, __func__, PENSTOCK_CALLER, &server);
  if (!NT_SUCCESS(status)) return status;
  const RestoreStep step =
      server->restore({static_cast<const std::byte*>(buffer), buffer != nullptr ? bytes : 0});
  if (step.outcome == RestoreStep::Outcome::complete) return STATUS_SUCCESS;
  return step.outcome == RestoreStep::Outcome::more ? STATUS_MORE_PROCESSING_REQUIRED : failure(step);
}

NTSTATUS VmbPacketRestore(VMBPACKET packet, PVOID buffer, ULONG bytes) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (packet == nullptr) return STATUS_INVALID_PARAMETER_1;
  channel::ServerEndpoint* server = face_behind(packet_of(packet)).server();
  if (server == nullptr) return STATUS_NOT_SUPPORTED;
  const channel::Bytes library(static_cast<const std::byte*>(buffer), buffer != nullptr ? bytes : 0);
  return status_of(server->restore_packet(packet_of(packet), library), Family::saved);
}

}  // extern "C"
