// SPDX-License-Identifier: Apache-2.0
#include "vmbus/packet_routine.h"

#include "nt/thread_state.h"
#include "vmbus/external_send.h"
#include "vmbus/packet_handle.h"
#include "vmbus/status.h"

namespace penstock::vmbus {
namespace {

void completed(channel::SentPacket& packet, channel::Outcome outcome, channel::MutableBytes answer,
               void* context) {
  ChannelFace& face = face_behind(packet);
  end_external(packet);
  if (context == nullptr || face.tie().cut.load(std::memory_order_acquire)) {
    (void)packet.endpoint().free_packet(packet);
    return;
  }
  nt::GuestCall call(face.tie().guest, nt::kDispatch, "EvtVmbPacketCompletionRoutine");
  reinterpret_cast<PFN_VMB_PACKET_COMPLETION_ROUTINE>(context)(handle_of(packet), to_status(outcome),
                                                               answer.empty() ? nullptr : answer.data(),
                                                               static_cast<UINT32>(answer.size()));
}

}  // namespace

void set_routine(channel::SentPacket& packet, PFN_VMB_PACKET_COMPLETION_ROUTINE routine) {
  if (routine == nullptr && packet.placed())
    return packet.set_routine(nullptr, nullptr);  // V-TX-4: it has none
  packet.set_routine(&completed, reinterpret_cast<void*>(routine));
}

}  // namespace penstock::vmbus
