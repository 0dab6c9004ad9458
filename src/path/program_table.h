// SPDX-License-Identifier: Apache-2.0
// What was lately found about flows, for a reader on the way of a packet: a table of one place for each hash, read
// without a lock. A place says what it knows only for a while and until something was forgotten; who finds nothing asks
// whoever keeps the whole.
//
// Threads: find() from any; put() and forget_all() by one at a time.
// Memory: fixed. Programs are the keeper's and outlive the table.
// Errors: none: what is not there is nullptr.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

#include "wire/flow_key.h"

namespace penstock::path {

class ProgramTable {
 public:
  static constexpr std::size_t kPlaces = 1024;

  const std::string* find(const wire::FlowKey& key, std::int64_t now_ns) const;
  void put(const wire::FlowKey& key, const std::string& program, std::int64_t until_ns);
  void forget_all() { epoch_.fetch_add(1, std::memory_order_release); }

 private:
  static constexpr std::size_t kWords = sizeof(wire::FlowKey) / sizeof(std::uint64_t);
  using Words = std::array<std::uint64_t, kWords>;
  // Odd while it is written: who saw the same even number before and after has read one entry.
  struct alignas(64) Place {
    std::atomic<std::uint32_t> version{0};
    std::atomic<std::uint32_t> epoch{0};
    std::atomic<std::int64_t> until_ns{0};
    std::atomic<const std::string*> program{nullptr};
    std::array<std::atomic<std::uint64_t>, kWords> key{};
  };
  static Words words_of(const wire::FlowKey& key);
  static std::size_t place_of(const wire::FlowKey& key) { return key.hash() % kPlaces; }

  std::atomic<std::uint32_t> epoch_{1};
  std::array<Place, kPlaces> places_;
};

}  // namespace penstock::path
