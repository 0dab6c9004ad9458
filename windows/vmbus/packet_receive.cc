// SPDX-License-Identifier: Apache-2.0
// Packets that came in, their memory, and their way back (V-RX, V-EXT).
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "vmbus/channel_face.h"
#include "vmbus/mdl_chain.h"
#include "vmbus/packet_handle.h"
#include "vmbus/status.h"

using namespace penstock;
using namespace penstock::vmbus;

namespace {

void report_unknown(channel::Fault fault, const char* function, base::CallSite site) {
  report_misuse("F-VMB-2", "V-RX-13", function,
                fault == channel::Fault::wrong_state ? "only inside the callback that shows this packet"
                                                     : "the packet was completed before, or never received",
                {}, site);
}

}  // namespace

extern "C" {

VOID VmbChannelPacketComplete(VMBPACKETCOMPLETION packet, PVOID buffer, UINT32 bytes) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  const channel::Bytes answer(static_cast<const std::byte*>(buffer), buffer != nullptr ? bytes : 0);
  const auto done = channel::Endpoint::complete(nt::ledger(), loan_of(packet), answer, PENSTOCK_CALLER);
  if (!done) report_unknown(done.fault(), __func__, PENSTOCK_CALLER);
}

VOID VmbChannelPacketDeferToPassive(VMBPACKETCOMPLETION packet) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  const auto done = channel::Endpoint::defer(nt::ledger(), loan_of(packet));
  if (!done) report_unknown(done.fault(), __func__, PENSTOCK_CALLER);
}

VOID VmbChannelPacketFail(VMBPACKETCOMPLETION packet) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  const auto done = channel::Endpoint::fail(nt::ledger(), loan_of(packet), PENSTOCK_CALLER);
  if (!done) report_unknown(done.fault(), __func__, PENSTOCK_CALLER);
}

// The chain is kept with the packet and is the same for every call (V-EXT-3).
NTSTATUS VmbChannelPacketGetExternalData(VMBPACKETCOMPLETION packet, UINT32 flags, PMDL* mdl) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (mdl == nullptr) return STATUS_INVALID_PARAMETER_3;
  *mdl = nullptr;
  if ((flags & ~UINT32{VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAGS}) != 0) return STATUS_INVALID_PARAMETER_2;
  const bool read_only = (flags & VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAG_READ_ONLY) != 0;
  const auto pieces = channel::Endpoint::external_data(
      nt::ledger(), loan_of(packet), read_only ? channel::Right::read : channel::Right::write);
  if (!pieces) {
    if (pieces.fault() == channel::Fault::unknown_packet)
      report_unknown(pieces.fault(), __func__, PENSTOCK_CALLER);
    return to_status(pieces.fault(), Family::packet);
  }
  const packet::Ref<packet::Lent> held = nt::ledger().find(loan_of(packet));
  auto& words = static_cast<channel::ReceivedPacket&>(*held).view_words();
  *mdl = chain_in(words);
  if (*mdl == nullptr) *mdl = build_chain(*pieces, words);
  return STATUS_SUCCESS;
}

}  // extern "C"
