// SPDX-License-Identifier: Apache-2.0
// What is known of a packet's past (W-INJ-7).
#include "ndis/packet_face.h"
#include "nt/thread_state.h"
#include "wfp/environment.h"

#include "wfp/layout.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

filter::InjectionState state_of(std::uint64_t injector, const NET_BUFFER_LIST* list, std::uint64_t* context) {
  const packet::Packet* packet = ndis::packet_at_root(list);
  return packet == nullptr ? filter::InjectionState::not_injected
                           : engine().injection_state(injector, *packet, context);
}

}  // namespace

extern "C" {

FWPS_PACKET_INJECTION_STATE FwpsQueryPacketInjectionState0(HANDLE handle, const NET_BUFFER_LIST* list,
                                                           HANDLE* injection_context) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  std::uint64_t context = 0;
  const filter::InjectionState state = state_of(from_handle(handle), list, &context);
  if (injection_context != nullptr) *injection_context = to_handle(context);
  return static_cast<FWPS_PACKET_INJECTION_STATE>(state);
}

NTSTATUS FwpsGetPacketListSecurityInformation0(NET_BUFFER_LIST* list, UINT32 query,
                                               FWPS_PACKET_LIST_INFORMATION0* information) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (list == nullptr || information == nullptr) return STATUS_FWP_NULL_POINTER;
  constexpr UINT32 kBothWays = FWPS_PACKET_LIST_INFORMATION_QUERY_INVALID_MASK;
  if ((query & kBothWays) == kBothWays) return STATUS_INVALID_PARAMETER;
  *information = {};  // there is no IPsec here
  if ((query & FWPS_PACKET_LIST_INFORMATION_QUERY_FWP) != 0) {
    information->fwpInformation.isReinjected =
        state_of(0, list, nullptr) != filter::InjectionState::not_injected;
  }
  return STATUS_SUCCESS;
}

}  // extern "C"
