// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.System.Threading.0.h"
#include "Windows.Foundation.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::System::Threading::IThreadPoolStatics> {
  struct type : inspectable_abi {
    virtual int32_t RunAsync(void* p_handler, void** result) noexcept = 0;
    virtual int32_t RunWithPriorityAsync(void* p_handler, ::winrt::Windows::System::Threading::WorkItemPriority p_priority, void** result) noexcept = 0;
    virtual int32_t RunWithPriorityAndOptionsAsync(void* p_handler, ::winrt::Windows::System::Threading::WorkItemPriority p_priority, ::winrt::Windows::System::Threading::WorkItemOptions p_options, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::System::Threading::IThreadPoolTimer> {
  struct type : inspectable_abi {
    virtual int32_t get_Period(::winrt::Windows::Foundation::TimeSpan* result) noexcept = 0;
    virtual int32_t get_Delay(::winrt::Windows::Foundation::TimeSpan* result) noexcept = 0;
    virtual int32_t Cancel() noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::System::Threading::IThreadPoolTimerStatics> {
  struct type : inspectable_abi {
    virtual int32_t CreatePeriodicTimer(void* p_handler, ::winrt::Windows::Foundation::TimeSpan p_period, void** result) noexcept = 0;
    virtual int32_t CreateTimer(void* p_handler, ::winrt::Windows::Foundation::TimeSpan p_delay, void** result) noexcept = 0;
    virtual int32_t CreatePeriodicTimerWithCompletion(void* p_handler, ::winrt::Windows::Foundation::TimeSpan p_period, void* p_destroyed, void** result) noexcept = 0;
    virtual int32_t CreateTimerWithCompletion(void* p_handler, ::winrt::Windows::Foundation::TimeSpan p_delay, void* p_destroyed, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::System::Threading::WorkItemHandler> {
  using type = delegate_abi<::winrt::Windows::Foundation::IAsyncAction>;
};
template <>
struct abi<::winrt::Windows::System::Threading::TimerElapsedHandler> {
  using type = delegate_abi<::winrt::Windows::System::Threading::ThreadPoolTimer>;
};
template <>
struct abi<::winrt::Windows::System::Threading::TimerDestroyedHandler> {
  using type = delegate_abi<::winrt::Windows::System::Threading::ThreadPoolTimer>;
};
template <>
struct consume<::winrt::Windows::System::Threading::IThreadPoolStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncAction RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler) const;
    ::winrt::Windows::Foundation::IAsyncAction RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler, ::winrt::Windows::System::Threading::WorkItemPriority priority) const;
    ::winrt::Windows::Foundation::IAsyncAction RunAsync(::winrt::Windows::System::Threading::WorkItemHandler const& handler, ::winrt::Windows::System::Threading::WorkItemPriority priority, ::winrt::Windows::System::Threading::WorkItemOptions options) const;
  };
};
template <>
struct consume<::winrt::Windows::System::Threading::IThreadPoolTimer> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::TimeSpan Period() const;
    ::winrt::Windows::Foundation::TimeSpan Delay() const;
    void Cancel() const;
  };
};
template <>
struct consume<::winrt::Windows::System::Threading::IThreadPoolTimerStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::System::Threading::ThreadPoolTimer CreatePeriodicTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& period) const;
    ::winrt::Windows::System::Threading::ThreadPoolTimer CreateTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& delay) const;
    ::winrt::Windows::System::Threading::ThreadPoolTimer CreatePeriodicTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& period, ::winrt::Windows::System::Threading::TimerDestroyedHandler const& destroyed) const;
    ::winrt::Windows::System::Threading::ThreadPoolTimer CreateTimer(::winrt::Windows::System::Threading::TimerElapsedHandler const& handler, ::winrt::Windows::Foundation::TimeSpan const& delay, ::winrt::Windows::System::Threading::TimerDestroyedHandler const& destroyed) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::System::Threading {

struct IThreadPoolStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IThreadPoolStatics> {
  IThreadPoolStatics(std::nullptr_t = nullptr) noexcept {}
  IThreadPoolStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IThreadPoolTimer : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IThreadPoolTimer> {
  IThreadPoolTimer(std::nullptr_t = nullptr) noexcept {}
  IThreadPoolTimer(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IThreadPoolTimerStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IThreadPoolTimerStatics> {
  IThreadPoolTimerStatics(std::nullptr_t = nullptr) noexcept {}
  IThreadPoolTimerStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct WorkItemHandler : ::winrt::impl::delegate_base<WorkItemHandler, ::winrt::Windows::Foundation::IAsyncAction> {
  using ::winrt::impl::delegate_base<WorkItemHandler, ::winrt::Windows::Foundation::IAsyncAction>::delegate_base;
};
struct TimerElapsedHandler : ::winrt::impl::delegate_base<TimerElapsedHandler, ::winrt::Windows::System::Threading::ThreadPoolTimer> {
  using ::winrt::impl::delegate_base<TimerElapsedHandler, ::winrt::Windows::System::Threading::ThreadPoolTimer>::delegate_base;
};
struct TimerDestroyedHandler : ::winrt::impl::delegate_base<TimerDestroyedHandler, ::winrt::Windows::System::Threading::ThreadPoolTimer> {
  using ::winrt::impl::delegate_base<TimerDestroyedHandler, ::winrt::Windows::System::Threading::ThreadPoolTimer>::delegate_base;
};
}  // namespace winrt::Windows::System::Threading
