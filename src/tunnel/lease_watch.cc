// SPDX-License-Identifier: Apache-2.0
#include "tunnel/lease_watch.h"

#include "base/finding.h"

namespace penstock::tunnel {
namespace {

// A look costs a walk over the pool; between two looks that found little there is at least this.
constexpr std::int64_t kLookEveryNs = 10'000'000;
constexpr std::int64_t kTellEveryNs = 1'000'000'000;
constexpr std::uint32_t kSmallPool = 64;

}  // namespace

void LeaseWatch::begin(const SlotPool& pool) {
  level_.store(first_level(pool), std::memory_order_relaxed);
  looked_ns_.store(0, std::memory_order_relaxed);
  told_exhausted_ns_.store(-1, std::memory_order_relaxed);
}

void LeaseWatch::after_callback(const SlotPool& pool, std::int64_t now_ns) {
  const std::uint32_t level = level_.load(std::memory_order_relaxed);
  if (pool.size() - pool.free_count() < level && level == first_level(pool)) return;
  if (pool.size() > kSmallPool && now_ns - looked_ns_.load(std::memory_order_relaxed) < kLookEveryNs) return;
  looked_ns_.store(now_ns, std::memory_order_relaxed);
  const std::uint64_t leased = pool.counts().leased;
  if (leased >= level) {
    level_.store(level * 2, std::memory_order_relaxed);
    warn(pool, "F-SLOT-2", "are kept after the callback", now_ns);
  } else if (leased < first_level(pool)) {
    level_.store(first_level(pool), std::memory_order_relaxed);
  }
}

void LeaseWatch::tick(const SlotPool& pool, std::int64_t now_ns, std::int64_t age_max_ns) {
  HeldSlot oldest;
  if (age_max_ns == 0 || !pool.oldest_lease(oldest) || now_ns - oldest.lent_ns < age_max_ns) return;
  if (told_lease_ns_.exchange(oldest.lent_ns, std::memory_order_relaxed) == oldest.lent_ns) return;
  warn(pool, "F-SLOT-4", "are out, one for very long", now_ns);
}

void LeaseWatch::exhausted(const SlotPool& pool, std::int64_t now_ns) {
  std::int64_t told = told_exhausted_ns_.load(std::memory_order_relaxed);
  if (told >= 0 && now_ns - told < kTellEveryNs) return;
  if (!told_exhausted_ns_.compare_exchange_strong(told, now_ns, std::memory_order_relaxed)) return;
  warn(pool, "F-SLOT-3", "are out and the pool is empty", now_ns);
}

void LeaseWatch::warn(const SlotPool& pool, const char* code, const char* what, std::int64_t now_ns) const {
  HeldSlot oldest;
  const bool any = pool.oldest_lease(oldest);
  const SlotPoolOptions& options = pool.options();
  std::string message = options.name + ": " + std::to_string(pool.counts().leased) + " of " +
                        std::to_string(pool.size()) + " slots " + what;
  if (any) {
    message += "; the oldest is held by " + options.holder_name + " from " + base::name_of(oldest.lent_at) +
               " for " + std::to_string((now_ns - oldest.lent_ns) / 1000) + " us";
  }
  base::finding_log().report({.code = code,
                              .rule = "N-BUF-13",
                              .severity = base::Severity::warning,
                              .who = options.holder_name,
                              .message = message + "; return buffers through a list or append them",
                              .first = any ? oldest.lent_at : base::CallSite{},
                              .at_ns = now_ns});
}

}  // namespace penstock::tunnel
