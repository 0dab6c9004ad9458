// SPDX-License-Identifier: Apache-2.0
// A stretch of a source that is read and summed on a thread of its own, a few blocks before whoever takes them: he has
// his hands full, and finds each block there when he is done with the one before.
//
// Threads: next() one; the source is read on the other, until this is gone.
// Memory: the blocks, made at the beginning; each has room in front for what was left of the one before.
// Errors: what the source says, in its turn and from then on.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <optional>

#include "exec/runtime.h"
#include "snapshot/image_source.h"

namespace penstock::snapshot {

// Small enough to stay in a core's cache between being read and being taken.
inline constexpr std::size_t kReadBlockBytes = 256 << 10;

class ReadAhead {
 public:
  struct Block {
    MutableBytes bytes;
    std::uint32_t checksum = 0;  // of the stretch up to here
  };
  static constexpr std::size_t kRoomInFront = 64 << 10;

  // Of `bytes` from `at` on the first `summed` count for the checksum.
  ReadAhead(ImageSource& source, std::uint64_t at, std::uint64_t bytes, std::uint64_t summed);
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  // The next one, until the call after the next; not to be called behind the last.
  Result<Block> next();

 private:
  static constexpr std::uint64_t kBlocks = 6;

  void read_all();
  Result<void> read_block(std::uint64_t number);
  bool is_full(std::uint64_t number) const;
  std::size_t bytes_of(std::uint64_t number) const;
  std::byte* begin_of(std::uint64_t number) const {
    return memory_.get() + (number % kBlocks) * (kRoomInFront + kReadBlockBytes) + kRoomInFront;
  }

  ImageSource& source_;
  const std::uint64_t at_, bytes_, summed_;
  std::unique_ptr<std::byte[]> memory_;
  std::uint32_t checksum_ = 0;  // of what was read
  std::array<std::uint32_t, kBlocks> sums_{};
  std::optional<Fault> fault_;
  std::atomic<std::uint64_t> failed_at_{~std::uint64_t{0}};  // the block that the fault is in place of
  // Numbers of blocks, from the first one on.
  std::uint64_t taken_ = 0;
  std::atomic<std::uint64_t> filled_{0};
  std::atomic<std::uint64_t> given_back_{0};
  std::atomic<bool> stop_{false};
  exec::ThreadId thread_;
};

// The checksum of so many bytes; of many, two threads sum a half each.
Result<std::uint32_t> sum_of(ImageSource& source, std::uint64_t at, std::uint64_t bytes);

// From so many bytes on a second thread is worth its beginning and its end.
inline constexpr std::uint64_t kWorthAThread = 4 << 20;

}  // namespace penstock::snapshot
