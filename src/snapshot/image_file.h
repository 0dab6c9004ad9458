// SPDX-License-Identifier: Apache-2.0
// An image on disk. It is written aside, synced, renamed over the old one, and the directory is synced: killed
// at any step, the old image is there or the new one, and nobody reads half of one. An image is used once: whoever
// starts or restores takes it away first (consume), so that what it says can not be believed a second time.
//
// Threads: one writer for a path.
// Memory: a whole image.
// Errors: Fault with what the system said.
#pragma once

#include <string>
#include <vector>

#include "snapshot/fault.h"
#include "snapshot/file_operations.h"

namespace penstock::snapshot {

inline constexpr std::uint64_t kImageBytesMax = std::uint64_t{1} << 36;

Result<void> write_image(const std::string& path, std::span<const std::byte> image,
                         FileOperations& files = file_operations());
Result<std::vector<std::byte>> read_image(const std::string& path, std::uint64_t bytes_max = kImageBytesMax,
                                          FileOperations& files = file_operations());
// The image is set aside under the name returned, for an operator to look at; there is none at `path` any more.
Result<std::string> consume_image(const std::string& path, FileOperations& files = file_operations());

}  // namespace penstock::snapshot
