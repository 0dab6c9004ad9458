// SPDX-License-Identifier: Apache-2.0
// How many handshakes we are asked for. HandshakeLoad says when that is more than we do for everybody, so that
// cookies are asked for; it stays under load for a second after. SourceLimit then holds each address that has
// shown a cookie to a rate of its own.
//
// Threads: the owner's lock.
// Memory: fixed: a table of sources that never grows; two sources in one place share its rate.
// Errors: none.
#pragma once

#include <algorithm>
#include <memory>

#include "endpoint.h"
#include "primitives.h"

namespace wireguard {

class HandshakeLoad {
 public:
  explicit HandshakeLoad(std::uint32_t per_second_max) : per_second_max_(per_second_max) {}

  // Counts one message that asks for a handshake; true when too many do.
  bool count(Nanoseconds now) {
    if (now - window_began_ >= kSecond) {
      window_began_ = now;
      counted_ = 0;
    }
    if (++counted_ > per_second_max_) loaded_until_ = now + kSecond;
    return now < loaded_until_;
  }

 private:
  std::uint32_t per_second_max_;
  std::uint32_t counted_ = 0;
  Nanoseconds window_began_ = -kSecond;
  Nanoseconds loaded_until_ = 0;
};

class SourceLimit {
 public:
  static constexpr Nanoseconds kPause = kSecond / 20;  // one message costs this much of a source's time
  static constexpr Nanoseconds kBurst = 5 * kPause;
  using Seed = std::array<std::uint8_t, 16>;

  explicit SourceLimit(const Seed& seed) : seed_(seed), buckets_(std::make_unique<Bucket[]>(kBuckets)) {}

  bool allow(const Endpoint& source, Nanoseconds now) {
    // An IPv6 host may write from every address of its /64.
    const Bytes network = source.address.view().first(std::min<std::size_t>(source.address.size(), 8));
    const Mac place = keyed_mac(seed_, {network});
    Bucket& bucket = buckets_[load_le64(place.data()) % kBuckets];
    const Nanoseconds spent = std::max(bucket.spent_until, now);
    if (spent + kPause > now + kBurst) return false;
    bucket.spent_until = spent + kPause;
    return true;
  }

 private:
  struct Bucket {
    Nanoseconds spent_until = 0;
  };
  static constexpr std::size_t kBuckets = 4096;
  Seed seed_;
  std::unique_ptr<Bucket[]> buckets_;
};

}  // namespace wireguard
