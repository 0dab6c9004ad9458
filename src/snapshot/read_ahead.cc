// SPDX-License-Identifier: Apache-2.0
#include "snapshot/read_ahead.h"

#include <algorithm>

#include "base/assert.h"
#include "snapshot/crc32c.h"

namespace penstock::snapshot {
namespace {

Result<std::uint32_t> sum_here(ImageSource& source, std::uint64_t at, std::uint64_t bytes) {
  return or_no_memory([&]() -> Result<std::uint32_t> {
    const auto block_bytes = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, kReadBlockBytes));
    const auto block = std::make_unique_for_overwrite<std::byte[]>(block_bytes);
    std::uint32_t checksum = 0;
    while (bytes != 0) {
      const MutableBytes some(block.get(),
                              static_cast<std::size_t>(std::min<std::uint64_t>(bytes, block_bytes)));
      if (auto read = source.read(at, some); !read) return read.fault();
      checksum = crc32c(some, checksum);
      at += some.size();
      bytes -= some.size();
    }
    return checksum;
  });
}

}  // namespace

Result<std::uint32_t> sum_of(ImageSource& source, std::uint64_t at, std::uint64_t bytes) {
  if (bytes < kWorthAThread) return sum_here(source, at, bytes);
  return or_no_memory([&]() -> Result<std::uint32_t> {
    const std::uint64_t half = bytes / 2;
    std::optional<Result<std::uint32_t>> second;
    const exec::ThreadId thread = exec::runtime().spawn(
        "image sum", [&] { second.emplace(sum_here(source, at + half, bytes - half)); });
    const Result<std::uint32_t> first = sum_here(source, at, half);
    exec::runtime().join(thread);
    if (!first) return first;
    if (!*second) return *second;
    return crc32c_join(*first, **second, bytes - half);
  });
}

ReadAhead::ReadAhead(ImageSource& source, std::uint64_t at, std::uint64_t bytes, std::uint64_t summed)
    : source_(source),
      at_(at),
      bytes_(bytes),
      summed_(summed),
      memory_(std::make_unique_for_overwrite<std::byte[]>(kBlocks * (kRoomInFront + kReadBlockBytes))),
      thread_(exec::runtime().spawn("image reader", [this] { read_all(); })) {}

ReadAhead::~ReadAhead() {
  stop_.store(true, std::memory_order_release);
  exec::runtime().unpark_all(&given_back_);
  exec::runtime().join(thread_);
}

std::size_t ReadAhead::bytes_of(std::uint64_t number) const {
  return static_cast<std::size_t>(
      std::min<std::uint64_t>(kReadBlockBytes, bytes_ - number * kReadBlockBytes));
}

Result<ReadAhead::Block> ReadAhead::next() {
  const std::uint64_t number = taken_++;
  PENSTOCK_ASSERT(number * kReadBlockBytes < bytes_);
  if (number >= 2) {
    given_back_.store(number - 1, std::memory_order_release);
    if (number % (kBlocks / 2) == 0)
      exec::runtime().unpark_all(&given_back_);  // not for each: a call wakes a thread
  }
  const auto is_missing = [&] { return filled_.load(std::memory_order_acquire) <= number; };
  while (is_missing()) {
    exec::runtime().unpark_all(&given_back_);
    exec::runtime().park(&filled_, is_missing, exec::kForever);
  }
  if (failed_at_.load(std::memory_order_acquire) == number)
    return or_no_memory([&]() -> Result<Block> { return *fault_; });
  return Block{{begin_of(number), bytes_of(number)}, sums_[number % kBlocks]};
}

bool ReadAhead::is_full(std::uint64_t number) const {
  return !stop_.load(std::memory_order_acquire) &&
         number - given_back_.load(std::memory_order_acquire) >= kBlocks;
}

void ReadAhead::read_all() {
  for (std::uint64_t number = 0; number * kReadBlockBytes < bytes_; ++number) {
    while (is_full(number))
      exec::runtime().park(
          &given_back_, [&] { return is_full(number); }, exec::kForever);
    if (stop_.load(std::memory_order_acquire)) return;
    const auto read = read_block(number);
    if (!read) {
      fault_.emplace(read.fault());
      failed_at_.store(number, std::memory_order_release);
    }
    filled_.store(number + 1, std::memory_order_release);
    exec::runtime().unpark_all(&filled_);
    if (!read) return;
  }
}

Result<void> ReadAhead::read_block(std::uint64_t number) {
  const std::uint64_t from = number * kReadBlockBytes;
  const MutableBytes into(begin_of(number), bytes_of(number));
  if (auto read = source_.read(at_ + from, into); !read) return read;
  const std::uint64_t counts = summed_ > from ? std::min<std::uint64_t>(into.size(), summed_ - from) : 0;
  checksum_ = crc32c(into.first(static_cast<std::size_t>(counts)), checksum_);
  sums_[number % kBlocks] = checksum_;
  return {};
}

}  // namespace penstock::snapshot
