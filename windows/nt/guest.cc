// SPDX-License-Identifier: Apache-2.0
#include "nt/guest.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "nt/lock_order.h"
#include "nt/thread_state.h"

namespace penstock::nt {

namespace {

struct Range {
  std::uintptr_t begin;
  std::uintptr_t end;
  Guest* guest;
};
using RangeTable = std::vector<Range>;  // by begin

exec::Mutex ranges_lock;
std::atomic<const RangeTable*> ranges{nullptr};

// Tables that were replaced are kept: a finder without a lock may still read one, and guests come and go
// a few times in a process.
std::vector<std::unique_ptr<const RangeTable>>& kept_tables() {
  static auto* tables = new std::vector<std::unique_ptr<const RangeTable>>;
  return *tables;
}

void publish(RangeTable table) {
  kept_tables().push_back(std::make_unique<const RangeTable>(std::move(table)));
  ranges.store(kept_tables().back().get(), std::memory_order_release);
}

RangeTable copy_of_ranges() {
  const RangeTable* table = ranges.load(std::memory_order_acquire);
  return table == nullptr ? RangeTable{} : *table;
}

exec::Mutex accounts_lock;

std::vector<Account*>& account_list() {
  static auto* list = new std::vector<Account*>;
  return *list;
}

std::string with_thread_state(std::string message) {
  const ThreadState& state = thread_state();
  message += " [IRQL " + std::to_string(state.irql);
  if (state.irql > kPassive && state.irql_raised_at) {
    message += ", raised at " + base::name_of(state.irql_raised_at);
  }
  for (std::uint32_t i = 0; i < state.held_count; ++i) {
    message += ", holds a lock since " + base::name_of(state.held[i].taken_at);
  }
  return message + "]";
}

}  // namespace

void register_account(Account& account) {
  std::lock_guard hold(accounts_lock);
  auto& list = account_list();
  if (std::ranges::find(list, &account) != list.end()) return;
  const auto place = std::ranges::lower_bound(list, account.closing(), {},
                                              [](const Account* one) { return one->closing(); });
  list.insert(place, &account);
}

const std::vector<Account*>& accounts() { return account_list(); }

void add_guest_range(Guest& guest, const void* begin, std::size_t size_bytes) {
  std::lock_guard hold(ranges_lock);
  RangeTable table = copy_of_ranges();
  const auto first = reinterpret_cast<std::uintptr_t>(begin);
  table.push_back({first, first + size_bytes, &guest});
  std::ranges::sort(table, {}, &Range::begin);
  publish(std::move(table));
}

void remove_guest(Guest& guest) {
  forget_lock_order();
  std::lock_guard hold(ranges_lock);
  RangeTable table = copy_of_ranges();
  std::erase_if(table, [&](const Range& range) { return range.guest == &guest; });
  publish(std::move(table));
}

Guest* guest_at(const void* address) {
  const RangeTable* table = ranges.load(std::memory_order_acquire);
  if (table == nullptr) return nullptr;
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  auto after = std::ranges::upper_bound(*table, at, {}, &Range::begin);
  if (after == table->begin()) return nullptr;
  const Range& range = *--after;
  return at < range.end ? range.guest : nullptr;
}

packet::Ledger& ledger() {
  static auto* one = new packet::Ledger;
  return *one;
}

void report(const char* code, const char* rule, base::Severity severity, const Guest* guest,
            std::string message, base::CallSite first, base::CallSite second) {
  base::finding_log().report({.code = code,
                              .rule = rule,
                              .severity = severity,
                              .who = guest != nullptr ? guest->name() : std::string(),
                              .message = with_thread_state(std::move(message)),
                              .first = first,
                              .second = second,
                              .at_ns = exec::runtime().now_ns()});
}

}  // namespace penstock::nt
