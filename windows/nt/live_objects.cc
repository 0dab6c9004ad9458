// SPDX-License-Identifier: Apache-2.0
#include "nt/live_objects.h"

#include <atomic>
#include <cstring>
#include <map>
#include <mutex>

#include "exec/mutex.h"

namespace penstock::nt {

namespace {

struct Table {
  exec::Mutex lock;
  std::multimap<std::uintptr_t, LiveObject> objects;
  std::atomic<std::size_t> count{0};  // most guests free memory with nothing alive in it: no lock then
};

Table& table() {
  static auto* one = new Table;
  return *one;
}

std::uintptr_t key_of(const void* address) { return reinterpret_cast<std::uintptr_t>(address); }

}  // namespace

void live_begin(const void* address, const char* what, base::CallSite since) {
  Table& all = table();
  std::lock_guard hold(all.lock);
  all.objects.emplace(key_of(address), LiveObject{address, what, since});
  all.count.store(all.objects.size(), std::memory_order_release);
}

void live_end(const void* address, const char* what) {
  Table& all = table();
  std::lock_guard hold(all.lock);
  auto [at, end] = all.objects.equal_range(key_of(address));
  for (; at != end; ++at) {
    if (std::strcmp(at->second.what, what) != 0) continue;
    all.objects.erase(at);
    break;
  }
  all.count.store(all.objects.size(), std::memory_order_release);
}

std::optional<LiveObject> find_live_within(const void* begin, std::size_t size_bytes) {
  Table& all = table();
  if (all.count.load(std::memory_order_acquire) == 0) return std::nullopt;
  std::lock_guard hold(all.lock);
  const auto at = all.objects.lower_bound(key_of(begin));
  if (at == all.objects.end() || at->first >= key_of(begin) + size_bytes) return std::nullopt;
  return at->second;
}

}  // namespace penstock::nt
