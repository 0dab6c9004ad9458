// SPDX-License-Identifier: Apache-2.0
// Injection handles and the functions that inject (W-INJ).
#include "filter/injection.h"

#include <cstring>

#include "nt/guest.h"
#include "nt/thread_state.h"
#include "wfp/created.h"
#include "wfp/environment.h"
#include "wfp/list_injection.h"
#include "wfp/status.h"

#include "wfp/layout.h"

using namespace penstock;
using namespace penstock::wfp;
using ndis::Way;

namespace {

std::uint8_t ip_version_of(ADDRESS_FAMILY family) {
  return family == AF_INET ? 4 : family == AF_INET6 ? 6 : 0;
}

filter::TransportSend send_to(UINT64 endpoint, ADDRESS_FAMILY family, const UCHAR* remote) {
  filter::TransportSend send{.endpoint_id = endpoint, .ip_version = ip_version_of(family)};
  std::memcpy(send.remote_address, remote, send.ip_version == 4 ? 4 : 16);
  return send;
}

}  // namespace

extern "C" {

NTSTATUS FwpsInjectionHandleCreate0(ADDRESS_FAMILY family, UINT32 flags, HANDLE* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (handle == nullptr) return STATUS_FWP_NULL_POINTER;
  *handle = nullptr;
  const nt::Guest* guest = nt::guest_of(PENSTOCK_CALLER);
  const auto injector = engine().create_injector({.types = flags,
                                                  .ip_version = ip_version_of(family),
                                                  .owner = guest == nullptr ? 0 : guest->borrower(),
                                                  .from = PENSTOCK_CALLER});
  if (!injector) return to_status(injector.fault(), Family::injection);
  note_created({Kind::injector, *injector, guest, PENSTOCK_CALLER});
  *handle = to_handle(*injector);
  return STATUS_SUCCESS;
}

NTSTATUS FwpsInjectionHandleDestroy0(HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  const auto destroyed = engine().destroy_injector(from_handle(handle));
  if (destroyed) note_gone(Kind::injector, from_handle(handle));
  return status_of(destroyed, Family::injection);
}

NTSTATUS FwpsInjectTransportSendAsync0(HANDLE handle, HANDLE context, UINT64 endpoint, UINT32,
                                       FWPS_TRANSPORT_SEND_PARAMS0* arguments, ADDRESS_FAMILY family,
                                       COMPARTMENT_ID, NET_BUFFER_LIST* list,
                                       FWPS_INJECT_COMPLETE0 completion, HANDLE completion_context) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (arguments != nullptr && arguments->remoteAddress == nullptr) return STATUS_FWP_NULL_POINTER;
  filter::TransportSend send;
  if (arguments != nullptr) send = send_to(endpoint, family, arguments->remoteAddress);
  return inject_list({.injection_handle = handle,
                      .injection_context = context,
                      .complete_with = arguments == nullptr ? nullptr : &send,
                      .list = list,
                      .completion = completion,
                      .completion_context = completion_context},
                     __func__, PENSTOCK_CALLER);
}

NTSTATUS FwpsInjectTransportSendAsync1(HANDLE handle, HANDLE context, UINT64 endpoint, UINT32,
                                       FWPS_TRANSPORT_SEND_PARAMS1* arguments, ADDRESS_FAMILY family,
                                       COMPARTMENT_ID, NET_BUFFER_LIST* list,
                                       FWPS_INJECT_COMPLETE0 completion, HANDLE completion_context) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  const bool has_header = arguments != nullptr && arguments->headerIncludeHeaderLength != 0;
  const bool builds = arguments != nullptr && !has_header;
  if (builds && arguments->remoteAddress == nullptr) return STATUS_FWP_NULL_POINTER;
  filter::TransportSend send;
  if (builds) send = send_to(endpoint, family, arguments->remoteAddress);
  return inject_list({.injection_handle = handle,
                      .injection_context = context,
                      .complete_with = builds ? &send : nullptr,
                      .header = has_header ? arguments->headerIncludeHeader : nullptr,
                      .header_bytes = has_header ? arguments->headerIncludeHeaderLength : 0,
                      .list = list,
                      .completion = completion,
                      .completion_context = completion_context},
                     __func__, PENSTOCK_CALLER);
}

NTSTATUS FwpsInjectTransportReceiveAsync0(HANDLE handle, HANDLE context, PVOID, UINT32, ADDRESS_FAMILY,
                                          COMPARTMENT_ID, IF_INDEX, IF_INDEX, NET_BUFFER_LIST* list,
                                          FWPS_INJECT_COMPLETE0 completion, HANDLE completion_context) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return inject_list({.injection_handle = handle,
                      .injection_context = context,
                      .way = Way::inbound,
                      .list = list,
                      .completion = completion,
                      .completion_context = completion_context},
                     __func__, PENSTOCK_CALLER);
}

NTSTATUS FwpsInjectNetworkSendAsync0(HANDLE handle, HANDLE context, UINT32, COMPARTMENT_ID,
                                     NET_BUFFER_LIST* list, FWPS_INJECT_COMPLETE0 completion,
                                     HANDLE completion_context) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return inject_list({.injection_handle = handle,
                      .injection_context = context,
                      .type = filter::kInjectNetwork,
                      .list = list,
                      .completion = completion,
                      .completion_context = completion_context},
                     __func__, PENSTOCK_CALLER);
}

NTSTATUS FwpsInjectNetworkReceiveAsync0(HANDLE handle, HANDLE context, UINT32, COMPARTMENT_ID, IF_INDEX,
                                        IF_INDEX, NET_BUFFER_LIST* list, FWPS_INJECT_COMPLETE0 completion,
                                        HANDLE completion_context) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return inject_list({.injection_handle = handle,
                      .injection_context = context,
                      .type = filter::kInjectNetwork,
                      .way = Way::inbound,
                      .list = list,
                      .completion = completion,
                      .completion_context = completion_context},
                     __func__, PENSTOCK_CALLER);
}

}  // extern "C"
