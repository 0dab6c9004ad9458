// SPDX-License-Identifier: Apache-2.0
// Holding an authorization and letting it go (W-PEND, W-COMP).
#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/thread_state.h"
#include "wfp/environment.h"
#include "wfp/status.h"

#include "wfp/layout.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

packet::BorrowerId borrower_at(base::CallSite site) {
  const nt::Guest* guest = nt::guest_of(site);
  return guest == nullptr ? 0 : guest->borrower();
}

}  // namespace

extern "C" {

NTSTATUS FwpsPendOperation0(HANDLE completion_handle, HANDLE* completion_context) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (completion_context == nullptr) return STATUS_FWP_NULL_POINTER;
  *completion_context = nullptr;  // W-PEND-9
  const auto loan =
      engine().pend(from_handle(completion_handle), borrower_at(PENSTOCK_CALLER), PENSTOCK_CALLER);
  if (loan) *completion_context = to_handle(*loan);
  return status_of(loan, Family::pend);
}

void FwpsCompleteOperation0(HANDLE completion_context, PNET_BUFFER_LIST list) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  nt::warn_if_spin_lock_held(__func__, PENSTOCK_CALLER);
  engine().complete(from_handle(completion_context), borrower_at(PENSTOCK_CALLER), PENSTOCK_CALLER, list);
}

}  // extern "C"
