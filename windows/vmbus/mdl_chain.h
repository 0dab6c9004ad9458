// SPDX-License-Identifier: Apache-2.0
// Memory of the other side as a chain of MDLs: locked, not mapped, one for each piece, in order (V-EXT-2, V-EXT-3).
//
// Threads: pure functions.
// Memory: the caller's words; the chain is good for as long as they are and the memory is shown.
// Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "channel/guest_memory.h"

#include "vmbus/channel_library.h"

namespace penstock::vmbus {

// Writes the chain into `words`, which grow to what it takes. nullptr for no pieces.
PMDL build_chain(std::span<const channel::MemoryPiece> pieces, std::vector<std::uint64_t>& words);
// The one that is in them already, nullptr when they are empty.
PMDL chain_in(std::vector<std::uint64_t>& words);

}  // namespace penstock::vmbus
