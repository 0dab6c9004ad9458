// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.ApplicationModel.Background.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral> {
  struct type : inspectable_abi {
    virtual int32_t Complete() noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration> {
  struct type : inspectable_abi {
    virtual int32_t get_TaskId(::winrt::guid* result) noexcept = 0;
    virtual int32_t get_Name(void** result) noexcept = 0;
    virtual int32_t Unregister(bool p_cancelTask) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance> {
  struct type : inspectable_abi {
    virtual int32_t get_InstanceId(::winrt::guid* result) noexcept = 0;
    virtual int32_t get_Progress(uint32_t* result) noexcept = 0;
    virtual int32_t put_Progress(uint32_t p_value) noexcept = 0;
    virtual int32_t get_TriggerDetails(void** result) noexcept = 0;
    virtual int32_t add_Canceled(void* p_handler, ::winrt::event_token* result) noexcept = 0;
    virtual int32_t remove_Canceled(::winrt::event_token p_token) noexcept = 0;
    virtual int32_t get_Task(void** result) noexcept = 0;
    virtual int32_t get_SuspendedCount(uint32_t* result) noexcept = 0;
    virtual int32_t GetDeferral(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::ApplicationModel::Background::IBackgroundTask> {
  struct type : inspectable_abi {
    virtual int32_t Run(void* p_taskInstance) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::ApplicationModel::Background::BackgroundTaskCanceledEventHandler> {
  using type = delegate_abi<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance, ::winrt::Windows::ApplicationModel::Background::BackgroundTaskCancellationReason>;
};
template <>
struct consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral> {
  template <typename D>
  struct type {
    void Complete() const;
  };
};
template <>
struct consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration> {
  template <typename D>
  struct type {
    ::winrt::guid TaskId() const;
    ::winrt::hstring Name() const;
    void Unregister(bool cancelTask) const;
  };
};
template <>
struct consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance> {
  template <typename D>
  struct type {
    ::winrt::guid InstanceId() const;
    uint32_t Progress() const;
    void Progress(uint32_t value) const;
    ::winrt::Windows::Foundation::IInspectable TriggerDetails() const;
    ::winrt::event_token Canceled(::winrt::Windows::ApplicationModel::Background::BackgroundTaskCanceledEventHandler const& handler) const;
    using Canceled_revoker = event_revoker<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>;
    event_revoker<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance> Canceled(auto_revoke_t, ::winrt::Windows::ApplicationModel::Background::BackgroundTaskCanceledEventHandler const& handler) const;
    void Canceled(::winrt::event_token const& token) const;
    ::winrt::Windows::ApplicationModel::Background::BackgroundTaskRegistration Task() const;
    uint32_t SuspendedCount() const;
    ::winrt::Windows::ApplicationModel::Background::BackgroundTaskDeferral GetDeferral() const;
  };
};
template <>
struct consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTask> {
  template <typename D>
  struct type {
    void Run(::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance const& taskInstance) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::ApplicationModel::Background {

struct IBackgroundTaskDeferral : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IBackgroundTaskDeferral> {
  IBackgroundTaskDeferral(std::nullptr_t = nullptr) noexcept {}
  IBackgroundTaskDeferral(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IBackgroundTaskRegistration : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IBackgroundTaskRegistration> {
  IBackgroundTaskRegistration(std::nullptr_t = nullptr) noexcept {}
  IBackgroundTaskRegistration(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IBackgroundTaskInstance : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IBackgroundTaskInstance> {
  IBackgroundTaskInstance(std::nullptr_t = nullptr) noexcept {}
  IBackgroundTaskInstance(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IBackgroundTask : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IBackgroundTask> {
  IBackgroundTask(std::nullptr_t = nullptr) noexcept {}
  IBackgroundTask(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct BackgroundTaskCanceledEventHandler : ::winrt::impl::delegate_base<BackgroundTaskCanceledEventHandler, ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance, ::winrt::Windows::ApplicationModel::Background::BackgroundTaskCancellationReason> {
  using ::winrt::impl::delegate_base<BackgroundTaskCanceledEventHandler, ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance, ::winrt::Windows::ApplicationModel::Background::BackgroundTaskCancellationReason>::delegate_base;
};
}  // namespace winrt::Windows::ApplicationModel::Background
