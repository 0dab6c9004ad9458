// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.System.Threading.1.h"
#include "Windows.Foundation.1.h"

namespace winrt::Windows::System::Threading {

struct ThreadPool {
  ThreadPool() = delete;
  static ::winrt::Windows::Foundation::IAsyncAction RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler);
  static ::winrt::Windows::Foundation::IAsyncAction RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler, ::winrt::Windows::System::Threading::WorkItemPriority priority);
  static ::winrt::Windows::Foundation::IAsyncAction RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler, ::winrt::Windows::System::Threading::WorkItemPriority priority, ::winrt::Windows::System::Threading::WorkItemOptions options);
};
struct ThreadPoolTimer : ::winrt::Windows::System::Threading::IThreadPoolTimer {
  ThreadPoolTimer(std::nullptr_t) noexcept : ::winrt::Windows::System::Threading::IThreadPoolTimer(nullptr) {}
  ThreadPoolTimer(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::System::Threading::IThreadPoolTimer(object, take_ownership_from_abi) {}
  static ::winrt::Windows::System::Threading::ThreadPoolTimer CreatePeriodicTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& period);
  static ::winrt::Windows::System::Threading::ThreadPoolTimer CreateTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& delay);
  static ::winrt::Windows::System::Threading::ThreadPoolTimer CreatePeriodicTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& period, ::winrt::Windows::System::Threading::TimerDestroyedHandler const& destroyed);
  static ::winrt::Windows::System::Threading::ThreadPoolTimer CreateTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& delay, ::winrt::Windows::System::Threading::TimerDestroyedHandler const& destroyed);
};
}  // namespace winrt::Windows::System::Threading

#include "Windows.Foundation.2.h"

namespace winrt::impl {

template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::System::Threading::IThreadPoolStatics>::type<D>::RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::System::Threading::IThreadPoolStatics>(static_cast<D const*>(this))->RunAsync(get_abi(handler), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::System::Threading::IThreadPoolStatics>::type<D>::RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler, ::winrt::Windows::System::Threading::WorkItemPriority priority) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::System::Threading::IThreadPoolStatics>(static_cast<D const*>(this))->RunWithPriorityAsync(get_abi(handler), priority, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::System::Threading::IThreadPoolStatics>::type<D>::RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler, ::winrt::Windows::System::Threading::WorkItemPriority priority, ::winrt::Windows::System::Threading::WorkItemOptions options) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::System::Threading::IThreadPoolStatics>(static_cast<D const*>(this))->RunWithPriorityAndOptionsAsync(get_abi(handler), priority, options, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::System::Threading::IThreadPoolStatics> : produce_base<D, ::winrt::Windows::System::Threading::IThreadPoolStatics> {
  int32_t RunAsync(void* p_handler, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().RunAsync(borrow<::winrt::Windows::System::Threading::WorkItemHandler>(p_handler)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RunWithPriorityAsync(void* p_handler, ::winrt::Windows::System::Threading::WorkItemPriority p_priority, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().RunAsync(borrow<::winrt::Windows::System::Threading::WorkItemHandler>(p_handler), p_priority));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RunWithPriorityAndOptionsAsync(void* p_handler, ::winrt::Windows::System::Threading::WorkItemPriority p_priority, ::winrt::Windows::System::Threading::WorkItemOptions p_options, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().RunAsync(borrow<::winrt::Windows::System::Threading::WorkItemHandler>(p_handler), p_priority, p_options));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::TimeSpan consume<::winrt::Windows::System::Threading::IThreadPoolTimer>::type<D>::Period() const {
  answer<::winrt::Windows::Foundation::TimeSpan> result;
  check_hresult(call<::winrt::Windows::System::Threading::IThreadPoolTimer>(static_cast<D const*>(this))->get_Period(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::TimeSpan consume<::winrt::Windows::System::Threading::IThreadPoolTimer>::type<D>::Delay() const {
  answer<::winrt::Windows::Foundation::TimeSpan> result;
  check_hresult(call<::winrt::Windows::System::Threading::IThreadPoolTimer>(static_cast<D const*>(this))->get_Delay(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::System::Threading::IThreadPoolTimer>::type<D>::Cancel() const {
  check_hresult(call<::winrt::Windows::System::Threading::IThreadPoolTimer>(static_cast<D const*>(this))->Cancel());
}
template <typename D>
struct produce<D, ::winrt::Windows::System::Threading::IThreadPoolTimer> : produce_base<D, ::winrt::Windows::System::Threading::IThreadPoolTimer> {
  int32_t get_Period(::winrt::Windows::Foundation::TimeSpan* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::TimeSpan>(result);
    give<::winrt::Windows::Foundation::TimeSpan>(result, this->shim().Period());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Delay(::winrt::Windows::Foundation::TimeSpan* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::TimeSpan>(result);
    give<::winrt::Windows::Foundation::TimeSpan>(result, this->shim().Delay());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Cancel() noexcept final try {
    this->shim().Cancel();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::System::Threading::ThreadPoolTimer consume<::winrt::Windows::System::Threading::IThreadPoolTimerStatics>::type<D>::CreatePeriodicTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& period) const {
  answer<::winrt::Windows::System::Threading::ThreadPoolTimer> result;
  check_hresult(call<::winrt::Windows::System::Threading::IThreadPoolTimerStatics>(static_cast<D const*>(this))->CreatePeriodicTimer(get_abi(handler), period, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::System::Threading::ThreadPoolTimer consume<::winrt::Windows::System::Threading::IThreadPoolTimerStatics>::type<D>::CreateTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& delay) const {
  answer<::winrt::Windows::System::Threading::ThreadPoolTimer> result;
  check_hresult(call<::winrt::Windows::System::Threading::IThreadPoolTimerStatics>(static_cast<D const*>(this))->CreateTimer(get_abi(handler), delay, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::System::Threading::ThreadPoolTimer consume<::winrt::Windows::System::Threading::IThreadPoolTimerStatics>::type<D>::CreatePeriodicTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& period, ::winrt::Windows::System::Threading::TimerDestroyedHandler const& destroyed) const {
  answer<::winrt::Windows::System::Threading::ThreadPoolTimer> result;
  check_hresult(call<::winrt::Windows::System::Threading::IThreadPoolTimerStatics>(static_cast<D const*>(this))->CreatePeriodicTimerWithCompletion(get_abi(handler), period, get_abi(destroyed), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::System::Threading::ThreadPoolTimer consume<::winrt::Windows::System::Threading::IThreadPoolTimerStatics>::type<D>::CreateTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& delay, ::winrt::Windows::System::Threading::TimerDestroyedHandler const& destroyed) const {
  answer<::winrt::Windows::System::Threading::ThreadPoolTimer> result;
  check_hresult(call<::winrt::Windows::System::Threading::IThreadPoolTimerStatics>(static_cast<D const*>(this))->CreateTimerWithCompletion(get_abi(handler), delay, get_abi(destroyed), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::System::Threading::IThreadPoolTimerStatics> : produce_base<D, ::winrt::Windows::System::Threading::IThreadPoolTimerStatics> {
  int32_t CreatePeriodicTimer(void* p_handler, ::winrt::Windows::Foundation::TimeSpan p_period, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::System::Threading::ThreadPoolTimer>(result);
    give<::winrt::Windows::System::Threading::ThreadPoolTimer>(result, this->shim().CreatePeriodicTimer(borrow<::winrt::Windows::System::Threading::TimerElapsedHandler>(p_handler), p_period));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateTimer(void* p_handler, ::winrt::Windows::Foundation::TimeSpan p_delay, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::System::Threading::ThreadPoolTimer>(result);
    give<::winrt::Windows::System::Threading::ThreadPoolTimer>(result, this->shim().CreateTimer(borrow<::winrt::Windows::System::Threading::TimerElapsedHandler>(p_handler), p_delay));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreatePeriodicTimerWithCompletion(void* p_handler, ::winrt::Windows::Foundation::TimeSpan p_period, void* p_destroyed, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::System::Threading::ThreadPoolTimer>(result);
    give<::winrt::Windows::System::Threading::ThreadPoolTimer>(result, this->shim().CreatePeriodicTimer(borrow<::winrt::Windows::System::Threading::TimerElapsedHandler>(p_handler), p_period, borrow<::winrt::Windows::System::Threading::TimerDestroyedHandler>(p_destroyed)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateTimerWithCompletion(void* p_handler, ::winrt::Windows::Foundation::TimeSpan p_delay, void* p_destroyed, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::System::Threading::ThreadPoolTimer>(result);
    give<::winrt::Windows::System::Threading::ThreadPoolTimer>(result, this->shim().CreateTimer(borrow<::winrt::Windows::System::Threading::TimerElapsedHandler>(p_handler), p_delay, borrow<::winrt::Windows::System::Threading::TimerDestroyedHandler>(p_destroyed)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::System::Threading {

inline ::winrt::Windows::Foundation::IAsyncAction ThreadPool::RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler) {
  return ::winrt::impl::cached_factory<ThreadPool, ::winrt::Windows::System::Threading::IThreadPoolStatics>().RunAsync(handler);
}
inline ::winrt::Windows::Foundation::IAsyncAction ThreadPool::RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler, ::winrt::Windows::System::Threading::WorkItemPriority priority) {
  return ::winrt::impl::cached_factory<ThreadPool, ::winrt::Windows::System::Threading::IThreadPoolStatics>().RunAsync(handler, priority);
}
inline ::winrt::Windows::Foundation::IAsyncAction ThreadPool::RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler, ::winrt::Windows::System::Threading::WorkItemPriority priority, ::winrt::Windows::System::Threading::WorkItemOptions options) {
  return ::winrt::impl::cached_factory<ThreadPool, ::winrt::Windows::System::Threading::IThreadPoolStatics>().RunAsync(handler, priority, options);
}
inline ::winrt::Windows::System::Threading::ThreadPoolTimer ThreadPoolTimer::CreatePeriodicTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& period) {
  return ::winrt::impl::cached_factory<ThreadPoolTimer, ::winrt::Windows::System::Threading::IThreadPoolTimerStatics>().CreatePeriodicTimer(handler, period);
}
inline ::winrt::Windows::System::Threading::ThreadPoolTimer ThreadPoolTimer::CreateTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& delay) {
  return ::winrt::impl::cached_factory<ThreadPoolTimer, ::winrt::Windows::System::Threading::IThreadPoolTimerStatics>().CreateTimer(handler, delay);
}
inline ::winrt::Windows::System::Threading::ThreadPoolTimer ThreadPoolTimer::CreatePeriodicTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& period, ::winrt::Windows::System::Threading::TimerDestroyedHandler const& destroyed) {
  return ::winrt::impl::cached_factory<ThreadPoolTimer, ::winrt::Windows::System::Threading::IThreadPoolTimerStatics>().CreatePeriodicTimer(handler, period, destroyed);
}
inline ::winrt::Windows::System::Threading::ThreadPoolTimer ThreadPoolTimer::CreateTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& delay, ::winrt::Windows::System::Threading::TimerDestroyedHandler const& destroyed) {
  return ::winrt::impl::cached_factory<ThreadPoolTimer, ::winrt::Windows::System::Threading::IThreadPoolTimerStatics>().CreateTimer(handler, delay, destroyed);
}
}  // namespace winrt::Windows::System::Threading
