// SPDX-License-Identifier: Apache-2.0
// Copying the documented out-of-band slots (wfp.md 8.9).
#include <span>

#include "nt/thread_state.h"

#include <ndis.h>

using namespace penstock;

namespace {

constexpr int kBothWays[] = {TcpIpChecksumNetBufferListInfo,
                             IPsecOffloadV1NetBufferListInfo,
                             TcpLargeSendNetBufferListInfo,
                             Ieee8021QNetBufferListInfo,
                             MediaSpecificInformation,
                             NetBufferListProtocolId,
                             IPsecOffloadV2TunnelNetBufferListInfo,
                             IPsecOffloadV2HeaderNetBufferListInfo,
                             VirtualSubnetInfo,
                             NetBufferListFilteringInfo};
constexpr int kSendToo[] = {NetBufferListCancelId};
constexpr int kReceiveToo[] = {NetBufferListHashValue, NetBufferListHashInfo};

void copy_slots(NET_BUFFER_LIST& to, const NET_BUFFER_LIST& from, std::span<const int> slots) {
  for (const int slot : slots) to.NetBufferListInfo[slot] = from.NetBufferListInfo[slot];
}

}  // namespace

extern "C" {

VOID NdisCopySendNetBufferListInfo(NET_BUFFER_LIST* to, NET_BUFFER_LIST const* from) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  copy_slots(*to, *from, kBothWays);
  copy_slots(*to, *from, kSendToo);
}

VOID NdisCopyReceiveNetBufferListInfo(NET_BUFFER_LIST* to, NET_BUFFER_LIST const* from) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  copy_slots(*to, *from, kBothWays);
  copy_slots(*to, *from, kReceiveToo);
}

UCHAR NdisGetNetBufferListProtocolId(NET_BUFFER_LIST const* list) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return static_cast<UCHAR>(reinterpret_cast<ULONG_PTR>(list->NetBufferListInfo[NetBufferListProtocolId]));
}

void NdisSetNetBufferListProtocolId(NET_BUFFER_LIST* list, UCHAR id) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  list->NetBufferListInfo[NetBufferListProtocolId] = reinterpret_cast<PVOID>(ULONG_PTR{id});
}

}  // extern "C"
