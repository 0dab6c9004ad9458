// SPDX-License-Identifier: Apache-2.0
// A classification as a classifyFn is shown it: metadata member by member, the layer's data as a list, and
// the way that data goes.
//
// Threads: the one that classifies.
// Memory: on the caller's stack, for the call (W-CLS-4).
// Errors: none.
#pragma once

#include "filter/callout.h"
#include "ndis/packet_face.h"

struct FWPS_INCOMING_METADATA_VALUES0_;

namespace penstock::wfp {

void show_metadata(const filter::Metadata& metadata, FWPS_INCOMING_METADATA_VALUES0_& shown);

// Whether the layer's data is on its way out or in.
ndis::Way way_of(const filter::Classification& classification);

}  // namespace penstock::wfp
