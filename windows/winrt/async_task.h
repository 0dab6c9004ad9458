// SPDX-License-Identifier: Apache-2.0
// An operation of the platform's own: a function runs on a thread of the task pool and its answer, or what it throws,
// completes the operation.
//
// Threads: the function runs on one of the pool's.
// Memory: the function keeps what it captures until it has run.
// Errors: what it throws is what get() throws.
#pragma once

#include <winrt/base.h>

#include "winrt/task_pool.h"

namespace penstock::projection {

template <typename Async, typename F>
Async run_async(F function) {
  auto state = winrt::impl::start_async<Async>();
  submit_task([state, function = std::move(function)]() mutable {
    try {
      if constexpr (std::is_void_v<std::invoke_result_t<F&>>) {
        function();
        state->complete();
      } else {
        state->complete(function());
      }
    } catch (...) {
      state->fail_with_current();
    }
  });
  return *state;
}

// What is done already.
template <typename Async, typename... R>
Async done_async(R&&... result) {
  auto state = winrt::impl::start_async<Async>();
  state->complete(std::forward<R>(result)...);
  return *state;
}

}  // namespace penstock::projection
