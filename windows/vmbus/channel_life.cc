// SPDX-License-Identifier: Apache-2.0
// A channel from its allocation to its cleanup (V-LIFE).
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "vmbus/channel_face.h"
#include "vmbus/environment.h"
#include "vmbus/guid.h"
#include "vmbus/status.h"

using namespace penstock;
using namespace penstock::vmbus;

extern "C" {

NTSTATUS VmbChannelAllocate(PDEVICE_OBJECT, BOOLEAN is_server, VMBCHANNEL* channel) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (channel == nullptr) return STATUS_INVALID_PARAMETER_3;
  if (!is_server && environment().client_bus == nullptr) return STATUS_DEVICE_NOT_READY;
  Tie& tie = tie_of(nt::guest_of(PENSTOCK_CALLER));
  *channel = add_face(std::make_unique<ChannelFace>(tie, is_server != FALSE, PENSTOCK_CALLER)).handle();
  return STATUS_SUCCESS;
}

// One that is still enabled stays as it is: taking it away would let its callbacks run into nothing (V-LIFE-17).
VOID VmbChannelCleanup(VMBCHANNEL channel) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = face_of(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return;
  if (!face->endpoint().disabled()) {
    report_misuse("F-VMB-3", "V-LIFE-17", __func__, "the channel is enabled: disable it first; it is leaked",
                  face->made_at(), PENSTOCK_CALLER);
    return;
  }
  remove_face(*face);
}

NTSTATUS VmbChannelEnable(VMBCHANNEL channel) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = face_of(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  return status_of(face->endpoint().enable(), Family::life);
}

VOID VmbChannelDisable(VMBCHANNEL channel) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = face_of(channel, __func__, PENSTOCK_CALLER);
  if (face != nullptr) report_wait(face->endpoint().disable(), __func__, PENSTOCK_CALLER);
}

VOID VmbChannelStart(VMBCHANNEL channel) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = face_of(channel, __func__, PENSTOCK_CALLER);
  if (face != nullptr) report_wait(face->endpoint().start(), __func__, PENSTOCK_CALLER);
}

VOID VmbChannelPause(VMBCHANNEL channel) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  ChannelFace* face = face_of(channel, __func__, PENSTOCK_CALLER);
  if (face != nullptr) report_wait(face->endpoint().pause(), __func__, PENSTOCK_CALLER);
}

VOID VmbChannelSetPointer(VMBCHANNEL channel, PVOID pointer) {
  if (ChannelFace* face = marked_face(channel, __func__, PENSTOCK_CALLER))
    face->endpoint().set_pointer(pointer);
}

PVOID VmbChannelGetPointer(VMBCHANNEL channel) {
  ChannelFace* face = marked_face(channel, __func__, PENSTOCK_CALLER);
  return face != nullptr ? face->endpoint().pointer() : nullptr;
}

VOID VmbChannelGetInterfaceInstance(VMBCHANNEL channel, LPGUID instance) {
  ChannelFace* face = marked_face(channel, __func__, PENSTOCK_CALLER);
  if (face != nullptr) *instance = guid_of(face->endpoint().instance());
}

// No peer of ours gives a channel a place in its address space: it is nowhere, and empty.
VOID VmbChannelGetMmioSpace(VMBCHANNEL channel, UINT64* address, UINT64* bytes) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (marked_face(channel, __func__, PENSTOCK_CALLER) == nullptr) return;
  *address = 0;
  *bytes = 0;
}

// Nothing here waits before it signals, so there is nothing to set; who asks for a hint hears that and goes on.
NTSTATUS VmbChannelSetInterruptLatency(VMBCHANNEL channel, UINT16, PUINT16) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  const auto caller = PENSTOCK_CALLER;
  if (marked_face(channel, __func__, caller) == nullptr) return STATUS_INVALID_PARAMETER_1;
  nt::report("F-MISSING", "", base::Severity::warning, nt::guest_of(caller),
             "VmbChannelSetInterruptLatency is not supported: a signal is not delayed here", {}, caller);
  return STATUS_NOT_SUPPORTED;
}

VOID VmbChannelSetIncomingProcessingAtPassive(VMBCHANNEL channel, BOOLEAN require_passive) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  ChannelFace* face = marked_face(channel, __func__, PENSTOCK_CALLER);
  if (face != nullptr) face->endpoint().set_may_block(require_passive != FALSE);
}

VOID VmbChannelSetTransactionQuota(VMBCHANNEL channel, UINT32 quota) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  ChannelFace* face = marked_face(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr || face->endpoint().set_quota(quota).ok()) return;
  report_misuse("F-VMB-4", "V-RX-11", __func__, "a quota of zero would never let a packet in; unchanged", {},
                PENSTOCK_CALLER);
}

}  // extern "C"
