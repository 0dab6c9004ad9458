// SPDX-License-Identifier: Apache-2.0
#include "wfp/environment.h"

#include <algorithm>
#include <atomic>

#include "base/assert.h"
#include "ndis/generic_object.h"
#include "nt/thread_state.h"
#include "wfp/account.h"

namespace penstock::wfp {
namespace {

std::atomic<filter::Engine*> current{nullptr};

}  // namespace

void install(filter::Engine& installed) {
  current.store(&installed);
  ndis::register_account();
  register_account();
}

void uninstall() { current.store(nullptr); }

bool is_installed() { return current.load() != nullptr; }

filter::Engine& engine() {
  filter::Engine* installed = current.load(std::memory_order_acquire);
  PENSTOCK_ASSERT(installed != nullptr);
  return *installed;
}

std::uint8_t callback_level() {
  const nt::ThreadState& state = nt::thread_state();
  return state.is_path ? std::max<std::uint8_t>(state.irql, nt::kDispatch) : state.irql;
}

}  // namespace penstock::wfp
