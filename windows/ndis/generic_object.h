// SPDX-License-Identifier: Apache-2.0
// Generic objects: what a driver without an adapter shows as the owner of its pools.
//
// Threads: any.
// Memory: live until freed or their guest is gone.
// Errors: F-NDIS-1.
#pragma once

#include <cstdint>

#include "base/call_site.h"
#include "ndis/handle_set.h"

namespace penstock::nt {
class Guest;
}

namespace penstock::ndis {

struct GenericObject {
  // NDIS_GENERIC_OBJECT, which begins with an object header; the handle points here.
  alignas(16) std::uint8_t face[64] = {};
  nt::Guest* guest = nullptr;
  base::CallSite made_at;
};

HandleSet<GenericObject>& generic_objects();

// The account "ndis": pools and generic objects that a guest leaves.
void register_account();

}  // namespace penstock::ndis
