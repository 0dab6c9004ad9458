// SPDX-License-Identifier: Apache-2.0
// Memory in a file that both sides map: an address is an offset. It is mapped twice, for writing and for
// reading alone, so that a read-only view faults when it is written. A file that the lender could make
// shorter would be a bus error in our hands: it must be sealed against that, or it is refused.
//
// Threads: any.
// Memory: the mappings and the descriptor; pages handed out by allocate() are counted here only.
// Errors: a file that cannot be mapped, or is not sealed, is refused.
#pragma once

#include <map>

#include "channel/guest_memory.h"
#include "exec/mutex.h"
#include "link/descriptor.h"

namespace penstock::channel {

class SharedMemory final : public LendingMemory {
 public:
  // A new file in memory, sealed.
  static Result<std::unique_ptr<SharedMemory>> create(std::uint64_t bytes);
  // A file that the other side made.
  static Result<std::unique_ptr<SharedMemory>> adopt(link::Descriptor file);
  ~SharedMemory() override;
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;

  int descriptor() const { return file_.get(); }
  std::uint64_t bytes() const { return bytes_; }

  std::byte* view(std::uint64_t address, std::uint64_t bytes, Right right) override;
  Result<std::unique_ptr<ShownPages>> show(std::span<const std::uint64_t> pages) override;
  bool read(std::uint64_t address, MutableBytes into) override;
  bool write(std::uint64_t address, Bytes from) override;
  Result<std::uint64_t> allocate(std::uint32_t pages) override;
  void free(std::uint64_t address, std::uint32_t pages) override;

 private:
  SharedMemory(link::Descriptor file, std::uint64_t bytes) : file_(std::move(file)), bytes_(bytes) {}
  bool map();
  bool inside(std::uint64_t address, std::uint64_t bytes) const {
    return address <= bytes_ && bytes <= bytes_ - address;
  }

  link::Descriptor file_;
  std::uint64_t bytes_;
  std::byte* for_writing_ = nullptr;
  std::byte* for_reading_ = nullptr;
  exec::Mutex lock_;
  std::map<std::uint64_t, std::uint32_t> taken_;  // address, pages
};

}  // namespace penstock::channel
