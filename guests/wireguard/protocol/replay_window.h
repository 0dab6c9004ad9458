// SPDX-License-Identifier: Apache-2.0
// Which counters were already seen. The bitmap is a ring of words of which one is always free, so that moving on
// clears whole words and shifts nothing (the idea of RFC 6479): 128 words of 64 bits cover 8,128 counters.
//
// Threads: the receiving lane's lock.
// Memory: 1 KiB, fixed.
// Errors: none; a counter that is old, repeated or past the limit is false.
#pragma once

#include <algorithm>

#include "bytes.h"

namespace wireguard {

constexpr std::uint64_t kRejectAfterMessages = ~std::uint64_t{0} - (std::uint64_t{1} << 13u);

class ReplayWindow {
 public:
  static constexpr std::uint64_t kWordBits = 64;
  static constexpr std::uint64_t kWords = 128;
  static constexpr std::uint64_t kSize = (kWords - 1) * kWordBits;
  static_assert(kSize == 8128);

  // Only for a message that was verified: it moves the window.
  bool accept(std::uint64_t counter) {
    if (counter >= kRejectAfterMessages) return false;
    if (counter >= next_) {
      advance(counter);
    } else if (next_ - counter > kSize) {
      return false;
    }
    std::uint64_t& word = words_[counter / kWordBits % kWords];
    const std::uint64_t bit = std::uint64_t{1} << (counter % kWordBits);
    if (word & bit) return false;
    word |= bit;
    return true;
  }

 private:
  void advance(std::uint64_t counter) {
    const std::uint64_t first_new = next_ == 0 ? 0 : (next_ - 1) / kWordBits + 1;
    const std::uint64_t last_new = counter / kWordBits;
    const std::uint64_t cleared = last_new >= first_new ? std::min(last_new - first_new + 1, kWords) : 0;
    for (std::uint64_t i = 0; i < cleared; ++i) words_[(last_new - i) % kWords] = 0;
    next_ = counter + 1;
  }

  std::uint64_t next_ = 0;  // one past the greatest accepted
  std::array<std::uint64_t, kWords> words_{};
};

}  // namespace wireguard
