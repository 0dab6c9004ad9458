// SPDX-License-Identifier: Apache-2.0
// Where the used data of a NET_BUFFER begins: retreat into room that is there, or into memory put in front
// for it; advance again, and give that memory back (W-NBL-2, W-NBL-3).
//
// Threads: the holder of the buffer.
// Memory: what a retreat allocates is one block of pool memory, MDL and bytes; how many of a buffer's first
//   MDLs came so is kept in the buffer.
// Errors: false without memory; the buffer is unchanged then.
#pragma once

#include <cstdint>

#include "base/call_site.h"

struct _MDL;
struct _NET_BUFFER;

namespace penstock::ndis {

using AllocateMdl = _MDL*(std::uint32_t* size_bytes);
using FreeMdl = void(_MDL* descriptor);

struct Retreat {
  std::uint32_t delta_bytes = 0;
  std::uint32_t back_fill_bytes = 0;
  AllocateMdl* allocate = nullptr;  // the guest's, else ours
  const char* function = "";
};
bool retreat(_NET_BUFFER& buffer, const Retreat& how, base::CallSite site);

struct Advance {
  std::uint32_t delta_bytes = 0;
  bool free_descriptors = false;
  FreeMdl* free = nullptr;
};
void advance(_NET_BUFFER& buffer, const Advance& how, base::CallSite site);

// A header that we put in front ourselves (W-INJ-16) goes with its list.
inline constexpr const char* kOurHeader = "FwpsConstructIpHeaderForTransportPacket";
void free_header_of_ours(_NET_BUFFER& buffer, base::CallSite site);

}  // namespace penstock::ndis
