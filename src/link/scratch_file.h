// SPDX-License-Identifier: Apache-2.0
// A file in memory for tests, with a path that anybody in this process can open.
//
// Threads: one.
// Memory: the file goes with it.
// Errors: asserts; without memory files there is no test.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/assert.h"
#include "link/descriptor.h"

namespace penstock::link {

class ScratchFile {
 public:
  explicit ScratchFile(std::span<const std::uint8_t> content = {})
      : descriptor_(::memfd_create("scratch", MFD_CLOEXEC)) {
    PENSTOCK_ASSERT(static_cast<bool>(descriptor_));
    PENSTOCK_ASSERT(::write(descriptor_.get(), content.data(), content.size()) ==
                    static_cast<ssize_t>(content.size()));
  }

  // With our process id, so that a program we start can open it too.
  std::string path() const {
    return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(descriptor_.get());
  }
  std::vector<std::uint8_t> content() const {
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(::lseek(descriptor_.get(), 0, SEEK_END)));
    const ssize_t count = ::pread(descriptor_.get(), bytes.data(), bytes.size(), 0);
    PENSTOCK_ASSERT(count == static_cast<ssize_t>(bytes.size()));
    return bytes;
  }

 private:
  Descriptor descriptor_;
};

}  // namespace penstock::link
