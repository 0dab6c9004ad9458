// SPDX-License-Identifier: Apache-2.0
// What an endpoint counts, where its threads count it.
//
// Threads: each number is written by several; relaxed, they order nothing.
// Memory: in place.
// Errors: none.
#pragma once

#include "channel/endpoint.h"

namespace penstock::channel {

struct Endpoint::AtomicCounts {
  using Number = std::atomic<std::uint64_t>;
  Number received{0}, completed{0}, answers{0}, late_answers{0}, sent{0}, queued{0}, signals{0}, batches{0},
      dropped_answers{0}, abandoned{0};
  std::array<Number, static_cast<std::size_t>(RingFault::count)> violations{};

  static void add(Number& number) { number.fetch_add(1, std::memory_order_relaxed); }
};

}  // namespace penstock::channel
