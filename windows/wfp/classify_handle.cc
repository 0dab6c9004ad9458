// SPDX-License-Identifier: Apache-2.0
// Handles of classifies that may be pended or whose data may be changed, and of those who redirect (W-PCL). The layers
// where that is possible are not indicated here, so no classify has a context to make a handle of: what is asked for is
// refused by the contract's own rules, and whoever uses a handle nevertheless is told.
#include <atomic>

#include "nt/guest.h"
#include "nt/thread_state.h"
#include "wfp/created.h"
#include "wfp/environment.h"

#include "wfp/layout.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

std::atomic<std::uint64_t> next_redirector{1};

void report_handle(const char* rule, const char* fact, base::CallSite site) {
  nt::report("F-PCL-1", rule, base::Severity::error, nt::guest_of(site), fact, {}, site);
}

}  // namespace

extern "C" {

NTSTATUS FwpsAcquireClassifyHandle0(void*, UINT32, UINT64* handle) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (handle != nullptr) *handle = 0;
  return STATUS_FWP_NULL_POINTER;  // W-PCL-13: no layer here gives a context
}

void FwpsReleaseClassifyHandle0(UINT64) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  report_handle("W-PCL-1", "classify handle released that was never acquired", PENSTOCK_CALLER);
}

NTSTATUS FwpsPendClassify0(UINT64, UINT64, UINT32, FWPS_CLASSIFY_OUT0*) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return STATUS_FWP_CANNOT_PEND;  // W-PCL-2
}

void FwpsCompleteClassify0(UINT64, UINT32, const FWPS_CLASSIFY_OUT0*) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  report_handle("W-PCL-4", "classify completed that was never pended", PENSTOCK_CALLER);
}

NTSTATUS FwpsAcquireWritableLayerDataPointer0(UINT64, UINT64, UINT32, PVOID* data, FWPS_CLASSIFY_OUT0*) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (data != nullptr) *data = nullptr;
  return STATUS_FWP_NULL_POINTER;
}

void FwpsApplyModifiedLayerData0(UINT64, PVOID, UINT32) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  report_handle("W-PCL-5", "layer data applied that was never acquired", PENSTOCK_CALLER);
}

NTSTATUS FwpsRedirectHandleCreate0(const GUID* provider, UINT32 flags, HANDLE* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (provider == nullptr || handle == nullptr) return STATUS_FWP_NULL_POINTER;
  *handle = nullptr;
  if (flags != 0) return STATUS_FWP_INVALID_FLAGS;
  const std::uint64_t id = next_redirector.fetch_add(1) << 4 | 0xC;
  note_created({Kind::redirector, id, nt::guest_of(PENSTOCK_CALLER), PENSTOCK_CALLER});
  *handle = to_handle(id);
  return STATUS_SUCCESS;
}

void FwpsRedirectHandleDestroy0(HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (is_created(Kind::redirector, from_handle(handle))) {
    return note_gone(Kind::redirector, from_handle(handle));
  }
  report_handle("W-PCL-10", "redirect handle destroyed that is none", PENSTOCK_CALLER);
}

// No connection is ever redirected here, so there are no records of it.
FWPS_CONNECTION_REDIRECT_STATE FwpsQueryConnectionRedirectState0(HANDLE, HANDLE, void** context) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (context != nullptr) *context = nullptr;
  return FWPS_CONNECTION_NOT_REDIRECTED;
}

NTSTATUS FwpsQueryConnectionSioFormatRedirectRecords0(HANDLE, PVOID, SIZE_T, PSIZE_T bytes) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (bytes != nullptr) *bytes = 0;
  return STATUS_NOT_FOUND;
}

}  // extern "C"
