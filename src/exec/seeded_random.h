// SPDX-License-Identifier: Apache-2.0
// Numbers from a seed (SplitMix64): the same on every machine and compiler, which the distributions of the
// standard library are not.
//
// Threads: one.
// Memory: eight bytes.
// Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>

namespace penstock::exec {

class SeededRandom {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
  }
  // Uniform enough for bounds far below 2^64.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

 private:
  std::uint64_t state_;
};

}  // namespace penstock::exec
