// SPDX-License-Identifier: Apache-2.0
#include "exec/runtime.h"

#include <atomic>

#include "base/assert.h"
#include "exec/free_runtime.h"

namespace penstock::exec {
namespace {

std::atomic<Runtime*> innermost{nullptr};

Runtime& machine() {
  // Never destroyed: threads of others may still park while statics go away.
  static FreeRuntime* const free = new FreeRuntime;
  return *free;
}

}  // namespace

Runtime& runtime() {
  Runtime* installed = innermost.load(std::memory_order_acquire);
  return installed ? *installed : machine();
}

RuntimeScope::RuntimeScope(Runtime& installed) : before_(innermost.exchange(&installed)) {}

RuntimeScope::~RuntimeScope() { innermost.store(before_); }

void Runtime::sleep_until(std::int64_t deadline_ns) {
  const char nobody_unparks_this = 0;
  while (park(
             &nobody_unparks_this, [] { return true; }, deadline_ns) != Wake::deadline) {
  }
}

}  // namespace penstock::exec
