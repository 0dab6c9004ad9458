// SPDX-License-Identifier: Apache-2.0
// Records that others know by number. A number is a place in a slab and the generation of what stands there, so that it
// is found without a search, and one that is over is never taken for its successor.
//
// Threads: none of its own; its owner locks.
// Memory: blocks, added when all places are taken and never given back; the place that was left last is used first.
// Errors: a number that names nothing is not found (nullptr).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace penstock::filter {

template <class Record>
class NumberedSlab {
 public:
  // Never 0.
  std::uint64_t add(Record record) {
    if (free_ == kNone) grow();
    const std::uint32_t index = free_;
    Place& place = at(index);
    free_ = place.next_free;
    place.record = std::move(record);
    place.taken = true;
    return ++place.generation << kIndexBits | index;
  }

  Record* find(std::uint64_t number) {
    Place* place = place_of(number);
    return place == nullptr ? nullptr : &place->record;
  }
  const Record* find(std::uint64_t number) const { return const_cast<NumberedSlab*>(this)->find(number); }

  // Returns what stood there; empty for a number that names nothing.
  Record remove(std::uint64_t number) {
    Place* place = place_of(number);
    if (place == nullptr) return {};
    Record record = std::exchange(place->record, {});
    place->taken = false;
    free(static_cast<std::uint32_t>(number & kIndexMask));
    return record;
  }

 private:
  static constexpr std::uint32_t kIndexBits = 24;
  static constexpr std::uint64_t kIndexMask = (1u << kIndexBits) - 1;
  static constexpr std::uint32_t kBlock = 1024;
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  struct Place {
    Record record{};
    std::uint64_t generation = 0;
    std::uint32_t next_free = kNone;
    bool taken = false;
  };

  Place& at(std::uint32_t index) { return (*blocks_[index / kBlock])[index % kBlock]; }

  Place* place_of(std::uint64_t number) {
    const std::uint64_t index = number & kIndexMask;
    if (index >= blocks_.size() * kBlock) return nullptr;
    Place& place = at(static_cast<std::uint32_t>(index));
    return place.taken && place.generation == number >> kIndexBits ? &place : nullptr;
  }

  void free(std::uint32_t index) { at(index).next_free = std::exchange(free_, index); }

  void grow() {
    const auto first = static_cast<std::uint32_t>(blocks_.size() * kBlock);
    blocks_.push_back(std::make_unique<std::array<Place, kBlock>>());
    for (std::uint32_t index = first + kBlock; index-- > first;) free(index);
  }

  std::vector<std::unique_ptr<std::array<Place, kBlock>>> blocks_;
  std::uint32_t free_ = kNone;
};

}  // namespace penstock::filter
