// SPDX-License-Identifier: Apache-2.0
// The Castagnoli checksum, by the processor where it can, by a table elsewhere: equal results. A processor that knows
// the checksum takes three stretches at once, since each of its steps waits for the one before; one that multiplies
// sixteen blocks at once without carry folds them onto each other.
//
// Threads: any.
// Memory: a table made once.
// Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace penstock::snapshot {

// Continue with what an earlier part returned; begin with 0.
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t before = 0);
// The same, and the bytes are copied on the way. The two may not overlap.
std::uint32_t crc32c_copy(std::byte* to, std::span<const std::byte> bytes, std::uint32_t before = 0);
// Of two stretches one behind the other, from the checksum of each.
std::uint32_t crc32c_join(std::uint32_t first, std::uint32_t second, std::uint64_t second_bytes);
// As a processor or a machine does it that has less.
std::uint32_t crc32c_by_word(std::span<const std::byte> bytes, std::uint32_t before = 0);
std::uint32_t crc32c_by_table(std::span<const std::byte> bytes, std::uint32_t before = 0);

}  // namespace penstock::snapshot
