// SPDX-License-Identifier: Apache-2.0
// The list that a callback is shown, as plug-ins see it; the vtables lie behind the list, as those of a buffer do.
//
// Threads: as tunnel/slot_list.h.
// Memory: the list's.
// Errors: HRESULTs; after its callback every member answers E_ILLEGAL_METHOD_CALL (N-LIST-5).
#pragma once

#include "tunnel/slot_list.h"

namespace penstock::projection {

tunnel::FaceKind list_face_kind();

// The pointer that crosses the binary interface; no reference is added.
void* packet_list_of(tunnel::SlotList& list);

}  // namespace penstock::projection
