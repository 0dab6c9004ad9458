// SPDX-License-Identifier: Apache-2.0
// A guest's memory in two files: one with the rings and buffers that its kernel would lend, at addresses from zero, and
// one that is the heap of its process, at the process's own addresses.
//
// Threads: any, once the heap is known.
// Memory: owns both files and their mappings.
// Errors: what is in neither file is not backed.
#pragma once

#include <sys/mman.h>

#include <atomic>
#include <memory>

#include "channel/shared_memory.h"

namespace penstock::network {

class LentFiles final : public channel::LendingMemory {
 public:
  explicit LentFiles(std::uint64_t bytes) {
    auto made = channel::SharedMemory::create(bytes);
    file_ = std::move(*made);
    heap_descriptor_ = memfd_create("heap", 0);
  }
  ~LentFiles() override {
    if (heap_ != nullptr) munmap(heap_, heap_bytes_);
    close(heap_descriptor_);
  }

  channel::SharedMemory& file() { return *file_; }
  int heap_descriptor() const { return heap_descriptor_; }
  void place_heap(std::uint64_t address, std::uint64_t bytes) {
    void* mapped = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, heap_descriptor_, 0);
    if (mapped == MAP_FAILED) return;
    heap_bytes_ = bytes;
    heap_ = static_cast<std::byte*>(mapped);
    heap_address_.store(address, std::memory_order_release);
  }

  std::byte* view(std::uint64_t address, std::uint64_t bytes, channel::Right right) override {
    const std::uint64_t begin = heap_address_.load(std::memory_order_acquire);
    if (begin == 0 || address < begin) return file_->view(address, bytes, right);
    const std::uint64_t offset = address - begin;
    return offset <= heap_bytes_ && bytes <= heap_bytes_ - offset ? heap_ + offset : nullptr;
  }
  channel::Result<std::unique_ptr<channel::ShownPages>> show(std::span<const std::uint64_t> pages) override {
    return file_->show(pages);
  }
  bool read(std::uint64_t address, channel::MutableBytes into) override { return file_->read(address, into); }
  bool write(std::uint64_t address, channel::Bytes from) override { return file_->write(address, from); }
  channel::Result<std::uint64_t> allocate(std::uint32_t pages) override { return file_->allocate(pages); }
  void free(std::uint64_t address, std::uint32_t pages) override { file_->free(address, pages); }

 private:
  std::unique_ptr<channel::SharedMemory> file_;
  int heap_descriptor_ = -1;
  std::byte* heap_ = nullptr;
  std::uint64_t heap_bytes_ = 0;
  std::atomic<std::uint64_t> heap_address_{0};
};

}  // namespace penstock::network
