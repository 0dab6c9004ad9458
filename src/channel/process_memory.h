// SPDX-License-Identifier: Apache-2.0
// The memory of another process, by its own addresses. It is copied in and out and never shown: data can lie
// there, a ring cannot.
//
// Threads: any.
// Memory: none.
// Errors: what the kernel does not let us reach is unbacked.
#pragma once

#include <sys/types.h>

#include "channel/guest_memory.h"

namespace penstock::channel {

class ProcessMemory final : public GuestMemory {
 public:
  explicit ProcessMemory(pid_t process) : process_(process) {}

  std::byte* view(std::uint64_t, std::uint64_t, Right) override { return nullptr; }
  Result<std::unique_ptr<ShownPages>> show(std::span<const std::uint64_t>) override {
    return Fault::not_contiguous;
  }
  bool read(std::uint64_t address, MutableBytes into) override;
  bool write(std::uint64_t address, Bytes from) override;

 private:
  pid_t process_;
};

}  // namespace penstock::channel
