// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.ApplicationModel.Activation.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs> {
  struct type : inspectable_abi {
    virtual int32_t get_Kind(::winrt::Windows::ApplicationModel::Activation::ActivationKind* result) noexcept = 0;
    virtual int32_t get_PreviousExecutionState(::winrt::Windows::ApplicationModel::Activation::ApplicationExecutionState* result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs> {
  template <typename D>
  struct type {
    ::winrt::Windows::ApplicationModel::Activation::ActivationKind Kind() const;
    ::winrt::Windows::ApplicationModel::Activation::ApplicationExecutionState PreviousExecutionState() const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::ApplicationModel::Activation {

struct IActivatedEventArgs : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IActivatedEventArgs> {
  IActivatedEventArgs(std::nullptr_t = nullptr) noexcept {}
  IActivatedEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::ApplicationModel::Activation
