// SPDX-License-Identifier: Apache-2.0
// Custody of packets that guests keep: a clone, or a reference on an indicated list, is a loan with its
// holder and the call that took it (W-CLN-5, W-REF-1).
//
// Threads: any.
// Memory: a loan holds its list by name only; the packet is held by the clone or the reference.
// Errors: false when the ledger is full; F-NBL-6 for a reference that is not there.
#pragma once

#include "base/call_site.h"
#include "packet/custody.h"

struct _NET_BUFFER_LIST;

namespace penstock::wfp {

bool lend_clone(_NET_BUFFER_LIST& clone, base::CallSite site);
void settle_clone(packet::LoanId loan, base::CallSite site);

void reference_list(_NET_BUFFER_LIST& list, base::CallSite site);
void dereference_list(_NET_BUFFER_LIST& list, base::CallSite site);

// From a guest that is gone. False where the loan is none of a list.
bool take_back_list(const packet::LoanRecord& loan);

}  // namespace penstock::wfp
