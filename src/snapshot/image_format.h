// SPDX-License-Identifier: Apache-2.0
// What the writer and the reader of an image must agree on beside the sections' own bytes.
//
// Threads: constants.
// Memory: none.
// Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>

namespace penstock::snapshot {

inline constexpr std::uint64_t kImageMagic = 0x0A474D494B4E5450;  // "PTNKIMG\n"
inline constexpr std::uint32_t kSectionMagic = 0x54434553;        // "SECT"
inline constexpr std::size_t kHeaderBytes = 32;
inline constexpr std::size_t kHeaderCheckedBytes = 28;
// Its fixed part, the longest name, its checksum, padding.
inline constexpr std::size_t kSectionHeadBytesMax = 20 + 64 + 4 + 8;

}  // namespace penstock::snapshot
