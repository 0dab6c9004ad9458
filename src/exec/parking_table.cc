// SPDX-License-Identifier: Apache-2.0
#include "exec/parking_table.h"

namespace penstock::exec {

void ParkingTable::Bucket::append(Place& place) {
  place.before = last;
  place.after = nullptr;
  (last ? last->after : first) = &place;
  last = &place;
  place.listed = true;
}

void ParkingTable::Bucket::remove(Place& place) {
  (place.before ? place.before->after : first) = place.after;
  (place.after ? place.after->before : last) = place.before;
  place.listed = false;
}

ParkingTable::Place* ParkingTable::Bucket::take(const void* key, int count) {
  Place* taken = nullptr;
  Place** end = &taken;
  for (Place* place = first; place && count > 0;) {
    Place* next = place->after;
    if (place->key == key) {
      remove(*place);
      place->after = nullptr;
      *end = place;
      end = &place->after;
      --count;
    }
    place = next;
  }
  return taken;
}

ParkingTable::Bucket& ParkingTable::bucket_of(const void* key) {
  // Fibonacci hashing: keys are aligned, so the low bits say little.
  const auto hash = reinterpret_cast<std::uintptr_t>(key) * std::uintptr_t{0x9E3779B97F4A7C15};
  return buckets_[hash >> (64 - 8)];
}

Wake ParkingTable::park(const void* key, base::FunctionRef<bool()> still_blocked, std::int64_t deadline_ns) {
  Bucket& bucket = bucket_of(key);
  Place place{.key = key};
  {
    std::lock_guard hold(bucket.lock);
    if (!still_blocked()) return Wake::unparked;
    bucket.append(place);
  }
  if (place.word.wait_until(deadline_ns)) return Wake::unparked;
  {
    std::lock_guard hold(bucket.lock);
    if (place.listed) {
      bucket.remove(place);
      return Wake::deadline;
    }
  }
  // An unpark has chosen us and still needs our place: it counts as having come in time.
  place.word.wait();
  return Wake::unparked;
}

int ParkingTable::unpark(const void* key, int count) {
  Bucket& bucket = bucket_of(key);
  Place* taken;
  {
    std::lock_guard hold(bucket.lock);
    taken = bucket.take(key, count);
  }
  // Outside the lock, so that who wakes does not run into it.
  int woken = 0;
  while (taken) {
    Place* next = taken->after;  // before the place's thread may leave with it
    taken->word.set();
    taken = next;
    ++woken;
  }
  return woken;
}

}  // namespace penstock::exec
