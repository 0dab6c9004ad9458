// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.ApplicationModel.Core.0.h"
#include "Windows.Foundation.Collections.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::ApplicationModel::Core::ICoreApplication> {
  struct type : inspectable_abi {
    virtual int32_t get_Id(void** result) noexcept = 0;
    virtual int32_t get_Properties(void** result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::ApplicationModel::Core::ICoreApplication> {
  template <typename D>
  struct type {
    ::winrt::hstring Id() const;
    ::winrt::Windows::Foundation::Collections::IPropertySet Properties() const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::ApplicationModel::Core {

struct ICoreApplication : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<ICoreApplication> {
  ICoreApplication(std::nullptr_t = nullptr) noexcept {}
  ICoreApplication(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::ApplicationModel::Core
