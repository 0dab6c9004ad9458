// SPDX-License-Identifier: Apache-2.0
// Packet objects, and sending them (V-TX).
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "vmbus/external_send.h"
#include "vmbus/packet_handle.h"
#include "vmbus/packet_routine.h"
#include "vmbus/status.h"

using namespace penstock;
using namespace penstock::vmbus;

namespace {

const char* use_of(channel::Fault fault) {
  switch (fault) {
    case channel::Fault::in_use:
      return "the packet is on its way";
    case channel::Fault::unknown_packet:
      return "the packet was freed before";
    default:
      return "the packet was not allocated by VmbPacketAllocate";
  }
}

void report_use(const channel::Result<void>& done, const char* function, base::CallSite site) {
  if (!done.ok()) report_misuse("F-VMB-5", "V-TX-4", function, use_of(done.fault()), {}, site);
}

// STATUS_SUCCESS: there is something to send, and something to send it in.
NTSTATUS sendable(VMBPACKET packet, PVOID buffer, UINT32 bytes) {
  if (packet == nullptr) return STATUS_INVALID_PARAMETER_1;
  return buffer == nullptr && bytes != 0 ? STATUS_INVALID_PARAMETER_2 : STATUS_SUCCESS;
}

bool wants_answer(UINT32 flags) { return (flags & VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION) != 0; }
bool are_known(UINT32 flags) { return (flags & ~UINT32{VMBUS_CHANNEL_FORMAT_FLAGS}) == 0; }

}  // namespace

extern "C" {

VMBPACKET VmbPacketAllocate(VMBCHANNEL channel) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  ChannelFace* face = marked_face(channel, __func__, PENSTOCK_CALLER);
  channel::SentPacket* packet = face != nullptr ? face->endpoint().allocate_packet() : nullptr;
  if (packet == nullptr) return nullptr;
  set_routine(*packet, nullptr);
  return handle_of(*packet);
}

VOID VmbPacketFree(VMBPACKET packet) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (packet == nullptr) return report_use(channel::Fault::unknown_packet, __func__, PENSTOCK_CALLER);
  report_use(packet_of(packet).endpoint().free_packet(packet_of(packet)), __func__, PENSTOCK_CALLER);
}

UINT32 VmbChannelSizeofPacket(VMBCHANNEL channel) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  ChannelFace* face = marked_face(channel, __func__, PENSTOCK_CALLER);
  return face != nullptr ? face->endpoint().packet_object_bytes() : 0;
}

NTSTATUS VmbPacketInitialize(VMBCHANNEL channel, VMBPACKET packet, UINT32 bytes) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  ChannelFace* face = marked_face(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  if (packet == nullptr || reinterpret_cast<ULONG_PTR>(packet) % MEMORY_ALLOCATION_ALIGNMENT != 0) {
    return STATUS_INVALID_PARAMETER_2;
  }
  return face->endpoint().place_packet(packet, bytes).ok() ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER_3;
}

VOID VmbPacketSetCompletionRoutine(VMBPACKET packet, PFN_VMB_PACKET_COMPLETION_ROUTINE routine) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  set_routine(packet_of(packet), routine);
}

VOID VmbPacketSetPointer(VMBPACKET packet, PVOID pointer) { packet_of(packet).set_pointer(pointer); }

PVOID VmbPacketGetPointer(VMBPACKET packet) { return packet_of(packet).pointer(); }

VMBCHANNEL VmbPacketGetChannel(VMBPACKET packet) { return face_behind(packet_of(packet)).handle(); }

NTSTATUS VmbPacketSend(VMBPACKET packet, PVOID buffer, UINT32 bytes, PMDL external, UINT32 flags) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (const NTSTATUS status = sendable(packet, buffer, bytes); !NT_SUCCESS(status)) return status;
  if (!are_known(flags)) return STATUS_INVALID_PARAMETER_5;
  const channel::Bytes payload(static_cast<const std::byte*>(buffer), bytes);
  if (external == nullptr) {
    const auto sent =
        packet_of(packet).endpoint().send(packet_of(packet), payload, {.answer_wanted = wants_answer(flags)});
    return status_of(sent, Family::packet);
  }
  return send_external(packet_of(packet), payload, described(external, 0, 0, flags), wants_answer(flags));
}

NTSTATUS VmbPacketSendWithExternalMdl(VMBPACKET packet, PVOID buffer, UINT32 bytes, PMDL external,
                                      UINT32 offset, UINT32 length, UINT32 flags) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (const NTSTATUS status = sendable(packet, buffer, bytes); !NT_SUCCESS(status)) return status;
  if (!are_known(flags) || !wants_answer(flags)) return STATUS_INVALID_PARAMETER_7;
  return send_external(packet_of(packet), {static_cast<const std::byte*>(buffer), bytes},
                       described(external, offset, length, flags), true);
}

NTSTATUS VmbPacketSendWithExternalPfns(VMBPACKET packet, PVOID buffer, UINT32 bytes, PPFN_NUMBER pages,
                                       UINT32 count, UINT32 flags) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (const NTSTATUS status = sendable(packet, buffer, bytes); !NT_SUCCESS(status)) return status;
  if (!are_known(flags) || !wants_answer(flags)) return STATUS_INVALID_PARAMETER_6;
  return send_external(packet_of(packet), {static_cast<const std::byte*>(buffer), bytes},
                       ExternalRanges::of_pages(pages, count), true);
}

NTSTATUS PenstockPacketSendTransferPages(VMBPACKET packet, UINT64 transaction, UINT16 set, UINT32 count,
                                         const PENSTOCK_TRANSFER_RANGE* ranges, PVOID buffer, UINT32 bytes) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (transaction >= channel::kOwnTransactions) return STATUS_INVALID_PARAMETER_2;
  if (count == 0 || ranges == nullptr) return STATUS_INVALID_PARAMETER_4;
  channel::TransferPages pages{.set = set};
  for (UINT32 i = 0; i < count; ++i) pages.ranges.push_back({ranges[i].ByteCount, ranges[i].ByteOffset});
  const auto sent = packet_of(packet).endpoint().send(
      packet_of(packet), {static_cast<const std::byte*>(buffer), bytes},
      {.answer_wanted = true, .transfer_pages = &pages, .transaction = transaction});
  if (!sent && sent.fault() == channel::Fault::in_use) return STATUS_INVALID_PARAMETER_2;
  return status_of(sent, Family::packet);
}

}  // extern "C"
