// SPDX-License-Identifier: Apache-2.0
// Work and timers that a plug-in gives to the pool.
#include <atomic>
#include <utility>

#include <winrt/Windows.System.Threading.h>

#include "exec/runtime.h"
#include "winrt/factories.h"
#include "winrt/task_pool.h"

namespace penstock::projection {

namespace foundation = winrt::Windows::Foundation;
namespace threading = winrt::Windows::System::Threading;

namespace {

struct ThreadPool
    : winrt::implements<ThreadPool, foundation::IActivationFactory, threading::IThreadPoolStatics> {
  foundation::IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  foundation::IAsyncAction RunAsync(threading::WorkItemHandler const& handler) const {
    if (!handler) throw winrt::hresult_invalid_argument();
    auto state = winrt::impl::start_async<foundation::IAsyncAction>();
    submit_task([state, handler] {
      try {
        handler(*state);
        if (state->cancel_asked()) throw winrt::hresult_canceled();
        state->complete();
      } catch (...) {
        state->fail_with_current();
      }
    });
    return *state;
  }
  foundation::IAsyncAction RunAsync(threading::WorkItemHandler const& handler,
                                    threading::WorkItemPriority) const {
    return RunAsync(handler);
  }
  foundation::IAsyncAction RunAsync(threading::WorkItemHandler const& handler, threading::WorkItemPriority,
                                    threading::WorkItemOptions) const {
    return RunAsync(handler);
  }
};

struct Timer : winrt::implements<Timer, threading::IThreadPoolTimer> {
  using class_type = threading::ThreadPoolTimer;
  Timer(threading::TimerElapsedHandler handler, threading::TimerDestroyedHandler destroyed,
        foundation::TimeSpan time, bool periodic)
      : handler_(std::move(handler)), destroyed_(std::move(destroyed)), time_(time), periodic_(periodic) {}

  winrt::hstring GetRuntimeClassName() const { return L"Windows.System.Threading.ThreadPoolTimer"; }
  foundation::TimeSpan Period() const { return periodic_ ? time_ : foundation::TimeSpan{}; }
  foundation::TimeSpan Delay() const { return periodic_ ? foundation::TimeSpan{} : time_; }
  void Cancel() {
    if (!ended_.exchange(true)) submit_task([self = get_strong()] { self->destroyed(); });
  }

  // A period that was missed is not made up for.
  void arm(std::int64_t due_ns) {
    auto const delay_ns = std::max<std::int64_t>(0, due_ns - exec::runtime().now_ns());
    submit_task_after(delay_ns, [self = get_strong(), due_ns] { self->elapse(due_ns); });
  }

 private:
  void elapse(std::int64_t due_ns) {
    if (ended_) return;
    call(handler_);
    if (!periodic_) {
      if (!ended_.exchange(true)) destroyed();
      return;
    }
    if (!ended_) arm(std::max(due_ns + time_.count() * 100, exec::runtime().now_ns()));
  }
  void destroyed() { call(destroyed_); }
  // What a handler throws is nobody's.
  template <typename Handler>
  void call(Handler const& handler) {
    try {
      threading::ThreadPoolTimer timer{nullptr};
      winrt::copy_from_abi(timer, penstock_unknown());
      if (handler) handler(timer);
    } catch (...) {
    }
  }

  threading::TimerElapsedHandler const handler_;
  threading::TimerDestroyedHandler const destroyed_;
  foundation::TimeSpan const time_;
  bool const periodic_;
  std::atomic<bool> ended_{false};
};

struct TimerFactory
    : winrt::implements<TimerFactory, foundation::IActivationFactory, threading::IThreadPoolTimerStatics> {
  using Elapsed = threading::TimerElapsedHandler;
  using Destroyed = threading::TimerDestroyedHandler;

  foundation::IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  threading::ThreadPoolTimer CreatePeriodicTimer(Elapsed const& handler, foundation::TimeSpan period) const {
    return CreatePeriodicTimer(handler, period, nullptr);
  }
  threading::ThreadPoolTimer CreateTimer(Elapsed const& handler, foundation::TimeSpan delay) const {
    return CreateTimer(handler, delay, nullptr);
  }
  threading::ThreadPoolTimer CreatePeriodicTimer(Elapsed const& handler, foundation::TimeSpan period,
                                                 Destroyed const& destroyed) const {
    // A period below a millisecond fires once.
    return start(handler, destroyed, period, period.count() >= 10'000);
  }
  threading::ThreadPoolTimer CreateTimer(Elapsed const& handler, foundation::TimeSpan delay,
                                         Destroyed const& destroyed) const {
    return start(handler, destroyed, delay, false);
  }

 private:
  static threading::ThreadPoolTimer start(Elapsed const& handler, Destroyed const& destroyed,
                                          foundation::TimeSpan time, bool periodic) {
    if (!handler || time.count() < 0) throw winrt::hresult_invalid_argument();
    auto const timer = winrt::make_self<Timer>(handler, destroyed, time, periodic);
    timer->arm(exec::runtime().now_ns() + time.count() * 100);
    threading::ThreadPoolTimer projected{nullptr};
    winrt::copy_from_abi(projected, timer->penstock_unknown());
    return projected;
  }
};

}  // namespace

Factory make_thread_pool_factory() { return winrt::make<ThreadPool>(); }
Factory make_thread_pool_timer_factory() { return winrt::make<TimerFactory>(); }

}  // namespace penstock::projection
