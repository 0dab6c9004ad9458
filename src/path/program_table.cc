// SPDX-License-Identifier: Apache-2.0
#include "path/program_table.h"

#include <cstring>

namespace penstock::path {

ProgramTable::Words ProgramTable::words_of(const wire::FlowKey& key) {
  Words words;
  std::memcpy(words.data(), &key, sizeof key);
  return words;
}

// The loads of the entry are ordered by acquiring each: the second look at the version comes after them.
const std::string* ProgramTable::find(const wire::FlowKey& key, std::int64_t now_ns) const {
  const Place& place = places_[place_of(key)];
  const std::uint32_t version = place.version.load(std::memory_order_acquire);
  if (version % 2 != 0) return nullptr;
  const Words wanted = words_of(key);
  bool is_it = place.epoch.load(std::memory_order_acquire) == epoch_.load(std::memory_order_acquire) &&
               now_ns < place.until_ns.load(std::memory_order_acquire);
  for (std::size_t i = 0; i < kWords; ++i) is_it &= place.key[i].load(std::memory_order_acquire) == wanted[i];
  const std::string* program = place.program.load(std::memory_order_acquire);
  return is_it && place.version.load(std::memory_order_relaxed) == version ? program : nullptr;
}

// The stores of the entry come after the odd version for whoever reads one of them.
void ProgramTable::put(const wire::FlowKey& key, const std::string& program, std::int64_t until_ns) {
  Place& place = places_[place_of(key)];
  const std::uint32_t version = place.version.load(std::memory_order_relaxed);
  place.version.store(version + 1, std::memory_order_relaxed);
  place.epoch.store(epoch_.load(std::memory_order_relaxed), std::memory_order_release);
  place.until_ns.store(until_ns, std::memory_order_release);
  place.program.store(&program, std::memory_order_release);
  const Words words = words_of(key);
  for (std::size_t i = 0; i < kWords; ++i) place.key[i].store(words[i], std::memory_order_release);
  place.version.store(version + 2, std::memory_order_release);
}

}  // namespace penstock::path
