// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.ApplicationModel.Activation.1.h"

namespace winrt::Windows::ApplicationModel::Activation {

}  // namespace winrt::Windows::ApplicationModel::Activation


namespace winrt::impl {

template <typename D>
::winrt::Windows::ApplicationModel::Activation::ActivationKind consume<::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs>::type<D>::Kind() const {
  answer<::winrt::Windows::ApplicationModel::Activation::ActivationKind> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs>(static_cast<D const*>(this))->get_Kind(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::ApplicationModel::Activation::ApplicationExecutionState consume<::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs>::type<D>::PreviousExecutionState() const {
  answer<::winrt::Windows::ApplicationModel::Activation::ApplicationExecutionState> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs>(static_cast<D const*>(this))->get_PreviousExecutionState(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs> : produce_base<D, ::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs> {
  int32_t get_Kind(::winrt::Windows::ApplicationModel::Activation::ActivationKind* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::ApplicationModel::Activation::ActivationKind>(result);
    give<::winrt::Windows::ApplicationModel::Activation::ActivationKind>(result, this->shim().Kind());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_PreviousExecutionState(::winrt::Windows::ApplicationModel::Activation::ApplicationExecutionState* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::ApplicationModel::Activation::ApplicationExecutionState>(result);
    give<::winrt::Windows::ApplicationModel::Activation::ApplicationExecutionState>(result, this->shim().PreviousExecutionState());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::ApplicationModel::Activation {

}  // namespace winrt::Windows::ApplicationModel::Activation
