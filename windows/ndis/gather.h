// SPDX-License-Identifier: Apache-2.0
// Bytes out of a NET_BUFFER and back into it, across whatever MDLs they lie in.
//
// Threads: the holder of the buffer.
// Memory: copies into and out of the caller's.
// Errors: the count says how much was there.
#pragma once

#include <cstdint>
#include <span>

struct _NET_BUFFER;

namespace penstock::ndis {

// Used bytes from `offset_bytes` after the data start; at most what fits.
std::uint32_t gather(const _NET_BUFFER& buffer, std::uint32_t offset_bytes, std::span<std::uint8_t> out);
// From the data start.
std::uint32_t gather(const _NET_BUFFER& buffer, std::span<std::uint8_t> out);
// Overwrites used bytes in place.
std::uint32_t scatter(const _NET_BUFFER& buffer, std::uint32_t offset_bytes,
                      std::span<const std::uint8_t> bytes);

}  // namespace penstock::ndis
