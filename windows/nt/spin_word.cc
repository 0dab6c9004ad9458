// SPDX-License-Identifier: Apache-2.0
#include "nt/spin_lock.h"

#include "exec/runtime.h"

namespace penstock::nt {

namespace {

constexpr int kTurnsBeforeSleep = 200;
constexpr std::uint64_t kServingOne = 1u << 16;
constexpr std::uint64_t kNewPoolMemory = 0xA1A1A1A1A1A1A1A1;
constexpr std::uint64_t kFreedPoolMemory = 0xDFDFDFDFDFDFDFDF;

// A small number for each thread that ever took a spin lock.
std::uint32_t my_number() {
  static std::atomic<std::uint32_t> last{0};
  thread_local const std::uint32_t number = ++last;
  return number;
}

std::uint64_t with_owner(std::uint64_t word, std::uint32_t owner) {
  return (word & 0xFFFFFFFF) | std::uint64_t{owner} << 32;
}

std::uint64_t with_next(std::uint64_t word, std::uint16_t next) {
  return (word & ~std::uint64_t{0xFFFF}) | next;
}

std::uint64_t with_serving(std::uint64_t word, std::uint16_t serving) {
  return (word & ~std::uint64_t{0xFFFF0000}) | serving * kServingOne;
}

}  // namespace

bool SpinWord::held_by_me() const { return owner(word_.load(std::memory_order_relaxed)) == my_number(); }

bool SpinWord::is_garbage() const {
  const std::uint64_t word = word_.load(std::memory_order_relaxed);
  return word == kNewPoolMemory || word == kFreedPoolMemory;
}

bool SpinWord::try_acquire() {
  std::uint64_t word = word_.load(std::memory_order_relaxed);
  while (next(word) == serving(word)) {
    const auto ticket = static_cast<std::uint16_t>(next(word) + 1);
    if (word_.compare_exchange_weak(word, with_owner(with_next(word, ticket), my_number()),
                                    std::memory_order_acquire, std::memory_order_relaxed)) {
      return true;
    }
  }
  return false;
}

void SpinWord::acquire() {
  if (try_acquire()) return;
  std::uint64_t word = word_.load(std::memory_order_relaxed);
  while (!word_.compare_exchange_weak(word, with_next(word, static_cast<std::uint16_t>(next(word) + 1)),
                                      std::memory_order_acquire, std::memory_order_relaxed)) {
  }
  wait_for(next(word));
  word = word_.load(std::memory_order_relaxed);
  while (!word_.compare_exchange_weak(word, with_owner(word, my_number()), std::memory_order_acquire,
                                      std::memory_order_relaxed)) {
  }
}

void SpinWord::wait_for(std::uint16_t ticket) {
  const auto waits = [&] { return serving(word_.load(std::memory_order_acquire)) != ticket; };
  exec::Runtime& runtime = exec::runtime();
  if (!runtime.deterministic()) {
    for (int turn = 0; turn < kTurnsBeforeSleep; ++turn) {
      if (!waits()) return;
      __builtin_ia32_pause();
    }
  }
  while (waits()) runtime.park(this, waits, exec::kForever);
}

SpinWord::Release SpinWord::release() {
  std::uint64_t word = word_.load(std::memory_order_relaxed);
  if (owner(word) == 0) return Release::was_free;
  const bool mine = owner(word) == my_number();
  std::uint16_t now_serving;
  do {
    now_serving = static_cast<std::uint16_t>(serving(word) + 1);
  } while (!word_.compare_exchange_weak(word, with_owner(with_serving(word, now_serving), 0),
                                        std::memory_order_acq_rel, std::memory_order_relaxed));
  // Each waiter sleeps for its own ticket, so all of them look.
  if (next(word) != now_serving) exec::runtime().unpark_all(this);
  return mine ? Release::released : Release::not_owner;
}

}  // namespace penstock::nt
