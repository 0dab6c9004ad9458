// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.ApplicationModel.Core.1.h"
#include "Windows.Foundation.Collections.1.h"

namespace winrt::Windows::ApplicationModel::Core {

struct CoreApplication {
  CoreApplication() = delete;
  static ::winrt::hstring Id();
  static ::winrt::Windows::Foundation::Collections::IPropertySet Properties();
};
}  // namespace winrt::Windows::ApplicationModel::Core

#include "Windows.Foundation.Collections.2.h"

namespace winrt::impl {

template <typename D>
::winrt::hstring consume<::winrt::Windows::ApplicationModel::Core::ICoreApplication>::type<D>::Id() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Core::ICoreApplication>(static_cast<D const*>(this))->get_Id(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IPropertySet consume<::winrt::Windows::ApplicationModel::Core::ICoreApplication>::type<D>::Properties() const {
  answer<::winrt::Windows::Foundation::Collections::IPropertySet> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::Core::ICoreApplication>(static_cast<D const*>(this))->get_Properties(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::ApplicationModel::Core::ICoreApplication> : produce_base<D, ::winrt::Windows::ApplicationModel::Core::ICoreApplication> {
  int32_t get_Id(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Id());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Properties(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IPropertySet>(result);
    give<::winrt::Windows::Foundation::Collections::IPropertySet>(result, this->shim().Properties());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::ApplicationModel::Core {

inline ::winrt::hstring CoreApplication::Id() {
  return ::winrt::impl::cached_factory<CoreApplication, ::winrt::Windows::ApplicationModel::Core::ICoreApplication>().Id();
}
inline ::winrt::Windows::Foundation::Collections::IPropertySet CoreApplication::Properties() {
  return ::winrt::impl::cached_factory<CoreApplication, ::winrt::Windows::ApplicationModel::Core::ICoreApplication>().Properties();
}
}  // namespace winrt::Windows::ApplicationModel::Core
