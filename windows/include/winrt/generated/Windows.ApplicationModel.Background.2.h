// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.ApplicationModel.Background.1.h"

namespace winrt::Windows::ApplicationModel::Background {

struct BackgroundTaskDeferral : ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral {
  BackgroundTaskDeferral(std::nullptr_t) noexcept : ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral(nullptr) {}
  BackgroundTaskDeferral(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral(object, take_ownership_from_abi) {}
};
struct BackgroundTaskRegistration : ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration {
  BackgroundTaskRegistration(std::nullptr_t) noexcept : ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration(nullptr) {}
  BackgroundTaskRegistration(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::ApplicationModel::Background


namespace winrt::impl {

template <typename D>
void consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral>::type<D>::Complete() const {
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral>(static_cast<D const*>(this))->Complete());
}
template <typename D>
struct produce<D, ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral> : produce_base<D, ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral> {
  int32_t Complete() noexcept final try {
    this->shim().Complete();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::guid consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration>::type<D>::TaskId() const {
  answer<::winrt::guid> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration>(static_cast<D const*>(this))->get_TaskId(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration>::type<D>::Name() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration>(static_cast<D const*>(this))->get_Name(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration>::type<D>::Unregister(bool cancelTask) const {
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration>(static_cast<D const*>(this))->Unregister(cancelTask));
}
template <typename D>
struct produce<D, ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration> : produce_base<D, ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration> {
  int32_t get_TaskId(::winrt::guid* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::guid>(result);
    give<::winrt::guid>(result, this->shim().TaskId());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Name(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Name());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Unregister(bool p_cancelTask) noexcept final try {
    this->shim().Unregister(p_cancelTask);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::guid consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::type<D>::InstanceId() const {
  answer<::winrt::guid> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(static_cast<D const*>(this))->get_InstanceId(result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::type<D>::Progress() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(static_cast<D const*>(this))->get_Progress(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::type<D>::Progress(uint32_t value) const {
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(static_cast<D const*>(this))->put_Progress(value));
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::type<D>::TriggerDetails() const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(static_cast<D const*>(this))->get_TriggerDetails(result.put()));
  return result.take();
}
template <typename D>
::winrt::event_token consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::type<D>::Canceled(::winrt::Windows::ApplicationModel::Background::BackgroundTaskCanceledEventHandler const& handler) const {
  answer<::winrt::event_token> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(static_cast<D const*>(this))->add_Canceled(get_abi(handler), result.put()));
  return result.take();
}
template <typename D>
event_revoker<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance> consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::type<D>::Canceled(auto_revoke_t, ::winrt::Windows::ApplicationModel::Background::BackgroundTaskCanceledEventHandler const& handler) const {
  return {static_cast<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(*static_cast<D const*>(this)), &abi_t<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::remove_Canceled, Canceled(handler)};
}
template <typename D>
void consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::type<D>::Canceled(::winrt::event_token const& token) const {
  static_cast<void>(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(static_cast<D const*>(this))->remove_Canceled(token));
}
template <typename D>
::winrt::Windows::ApplicationModel::Background::BackgroundTaskRegistration consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::type<D>::Task() const {
  answer<::winrt::Windows::ApplicationModel::Background::BackgroundTaskRegistration> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(static_cast<D const*>(this))->get_Task(result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::type<D>::SuspendedCount() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(static_cast<D const*>(this))->get_SuspendedCount(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::ApplicationModel::Background::BackgroundTaskDeferral consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>::type<D>::GetDeferral() const {
  answer<::winrt::Windows::ApplicationModel::Background::BackgroundTaskDeferral> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(static_cast<D const*>(this))->GetDeferral(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance> : produce_base<D, ::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance> {
  int32_t get_InstanceId(::winrt::guid* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::guid>(result);
    give<::winrt::guid>(result, this->shim().InstanceId());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Progress(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Progress());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Progress(uint32_t p_value) noexcept final try {
    this->shim().Progress(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_TriggerDetails(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().TriggerDetails());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t add_Canceled(void* p_handler, ::winrt::event_token* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::event_token>(result);
    give<::winrt::event_token>(result, this->shim().Canceled(borrow<::winrt::Windows::ApplicationModel::Background::BackgroundTaskCanceledEventHandler>(p_handler)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t remove_Canceled(::winrt::event_token p_token) noexcept final try {
    this->shim().Canceled(p_token);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Task(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::ApplicationModel::Background::BackgroundTaskRegistration>(result);
    give<::winrt::Windows::ApplicationModel::Background::BackgroundTaskRegistration>(result, this->shim().Task());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_SuspendedCount(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().SuspendedCount());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetDeferral(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::ApplicationModel::Background::BackgroundTaskDeferral>(result);
    give<::winrt::Windows::ApplicationModel::Background::BackgroundTaskDeferral>(result, this->shim().GetDeferral());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::ApplicationModel::Background::IBackgroundTask>::type<D>::Run(::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance const& taskInstance) const {
  check_hresult(call<::winrt::Windows::ApplicationModel::Background::IBackgroundTask>(static_cast<D const*>(this))->Run(get_abi(taskInstance)));
}
template <typename D>
struct produce<D, ::winrt::Windows::ApplicationModel::Background::IBackgroundTask> : produce_base<D, ::winrt::Windows::ApplicationModel::Background::IBackgroundTask> {
  int32_t Run(void* p_taskInstance) noexcept final try {
    this->shim().Run(borrow<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance>(p_taskInstance));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::ApplicationModel::Background {

}  // namespace winrt::Windows::ApplicationModel::Background
