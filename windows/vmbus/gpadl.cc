// SPDX-License-Identifier: Apache-2.0
// Memory shared by number: lent by a client, mapped by a server (V-GPADL).
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "vmbus/channel_face.h"
#include "vmbus/region_book.h"
#include "vmbus/status.h"

using namespace penstock;
using namespace penstock::vmbus;

namespace {

NTSTATUS lend(VMBCHANNEL channel, UINT32 flags, ExternalRanges ranges, PUINT32 gpadl, const char* function,
              base::CallSite site) {
  channel::ClientEndpoint* client = client_of(channel, function, site);
  if (client == nullptr) return STATUS_INVALID_PARAMETER_1;
  if ((flags & ~UINT32{VMBUS_CHANNEL_GPADL_FLAGS}) != 0) return STATUS_INVALID_PARAMETER_2;
  if (ranges.empty() || gpadl == nullptr) return STATUS_INVALID_PARAMETER;
  return lend_region(*client, std::move(ranges), (flags & VMBUS_CHANNEL_GPADL_FLAG_READ_ONLY) != 0, gpadl);
}

}  // namespace

extern "C" {

NTSTATUS VmbChannelMapGpadl(VMBCHANNEL channel, UINT32 flags, UINT32 gpadl, PMDL* mdl) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (mdl == nullptr) return STATUS_INVALID_PARAMETER_4;
  *mdl = nullptr;
  channel::ServerEndpoint* server = server_of(channel, __func__, PENSTOCK_CALLER);
  if (server == nullptr) return STATUS_INVALID_PARAMETER_1;
  if ((flags & ~UINT32{VMBUS_CHANNEL_GPADL_FLAGS}) != 0) return STATUS_INVALID_PARAMETER_2;
  const bool read_only = (flags & VMBUS_CHANNEL_GPADL_FLAG_READ_ONLY) != 0;
  const auto pieces = server->map_region(gpadl, read_only ? channel::Right::read : channel::Right::write);
  if (!pieces) return to_status(pieces.fault(), Family::region);
  *mdl = remember_mapping(*server, gpadl, *pieces);
  return STATUS_SUCCESS;
}

VOID VmbChannelUnmapGpadl(VMBCHANNEL channel, UINT32 gpadl) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  channel::ServerEndpoint* server = server_of(channel, __func__, PENSTOCK_CALLER);
  if (server == nullptr) return;
  forget_mapping(*server, gpadl);
  if (server->unmap_region(gpadl).ok()) return;
  report_misuse("F-VMB-6", "V-GPADL-1", __func__, "the buffer is not mapped", {}, PENSTOCK_CALLER);
}

NTSTATUS VmbChannelCreateGpadlFromBuffer(VMBCHANNEL channel, UINT32 flags, PVOID buffer, UINT32 bytes,
                                         PUINT32 gpadl) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return lend(channel, flags, ExternalRanges::of_buffer(buffer, bytes), gpadl, __func__, PENSTOCK_CALLER);
}

NTSTATUS VmbChannelCreateGpadlFromMdl(VMBCHANNEL channel, UINT32 flags, PMDL mdl, UINT32 offset,
                                      UINT32 length, PUINT32 gpadl) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return lend(channel, flags, ExternalRanges::of_chain(mdl, offset, length), gpadl, __func__,
              PENSTOCK_CALLER);
}

VOID VmbChannelDeleteGpadl(VMBCHANNEL channel, UINT32 gpadl) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  channel::ClientEndpoint* client = client_of(channel, __func__, PENSTOCK_CALLER);
  if (client == nullptr) return;
  if (take_back_region(*client, gpadl)) return;
  report_misuse("F-VMB-6", "V-GPADL-3", __func__, "no such buffer was lent on this channel", {},
                PENSTOCK_CALLER);
}

}  // extern "C"
