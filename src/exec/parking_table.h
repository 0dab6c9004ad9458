// SPDX-License-Identifier: Apache-2.0
// Threads asleep on addresses. An address is hashed to one of a fixed number of buckets; a bucket is a lock
// and a list of those who sleep, whose places are on their own stacks. So a primitive that can be waited
// for needs no memory but its own address, and a wait allocates nothing.
//
// Threads: any.
// Memory: the buckets.
// Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>

#include "base/function_ref.h"
#include "exec/runtime.h"
#include "exec/wake_word.h"

namespace penstock::exec {

class ParkingTable {
 public:
  // As Runtime::park and Runtime::unpark, on the machine's clock.
  Wake park(const void* key, base::FunctionRef<bool()> still_blocked, std::int64_t deadline_ns);
  int unpark(const void* key, int count);

 private:
  static constexpr std::size_t kBuckets = 256;

  struct Place {
    const void* key;
    Place* before = nullptr;
    Place* after = nullptr;
    bool listed = false;
    WakeWord word;
  };
  struct alignas(64) Bucket {
    std::mutex lock;
    Place* first = nullptr;
    Place* last = nullptr;

    void append(Place& place);
    void remove(Place& place);
    // Moves up to `count` places of the key to a list of their own, linked by `after`, in order.
    Place* take(const void* key, int count);
  };

  Bucket& bucket_of(const void* key);

  std::array<Bucket, kBuckets> buckets_;
};

}  // namespace penstock::exec
