// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::ApplicationModel::Core {

struct ICoreApplication;
struct CoreApplication;

}  // namespace winrt::Windows::ApplicationModel::Core

namespace winrt::impl {

template <>
struct category<::winrt::Windows::ApplicationModel::Core::ICoreApplication> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Core::ICoreApplication> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Core.ICoreApplication"};
};
template <>
struct type_guid<::winrt::Windows::ApplicationModel::Core::ICoreApplication> {
  static constexpr guid value{"8fb86a62-6cdd-5e96-a61b-0d54f07cef16"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Core::CoreApplication> {
  using type = basic_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Core::CoreApplication> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Core.CoreApplication"};
};
}  // namespace winrt::impl
