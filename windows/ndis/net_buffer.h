// SPDX-License-Identifier: Apache-2.0
// The bytes of a NET_BUFFER: a chain of MDLs, of which the used part begins at the data offset (W-NBL-1).
// Every function of the room that looks at bytes looks through here; mapping is the identity (K-MDL-3).
//
// Threads: the holder of the buffer.
// Memory: nothing is allocated.
// Errors: a chain that is shorter than its lengths say ends the walk early; callers see the count.
#pragma once

#include <cstdint>

#include "base/function_ref.h"

struct _MDL;
struct _NET_BUFFER;

namespace penstock::ndis {

// Makes the MDL describe memory of ours, as MmBuildMdlForNonPagedPool would.
void describe_memory(_MDL& descriptor, void* memory, std::uint32_t size_bytes);
std::uint8_t* address_of(const _MDL& descriptor);

// Sets CurrentMdl and CurrentMdlOffset from MdlChain and DataOffset.
void find_current(_NET_BUFFER& buffer);

// What the chain holds from the data start on, used or not.
std::uint32_t chain_bytes_after_start(const _NET_BUFFER& buffer);

using Piece = base::FunctionRef<void(std::uint8_t* at, std::uint32_t count_bytes)>;
// Shows `count_bytes` of the chain, beginning `offset_bytes` after the data start, piece by piece. Returns
// how many bytes there were.
std::uint32_t walk_bytes(const _NET_BUFFER& buffer, std::uint32_t offset_bytes, std::uint32_t count_bytes,
                         Piece piece);

}  // namespace penstock::ndis
