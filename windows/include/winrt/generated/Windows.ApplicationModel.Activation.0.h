// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::ApplicationModel::Activation {

enum class ActivationKind : int32_t {
  Launch = 0,
  VpnForeground = 1029,
};

enum class ApplicationExecutionState : int32_t {
  NotRunning = 0,
  Running = 1,
  Suspended = 2,
  Terminated = 3,
  ClosedByUser = 4,
};

struct IActivatedEventArgs;

}  // namespace winrt::Windows::ApplicationModel::Activation

namespace winrt::impl {

template <>
struct category<::winrt::Windows::ApplicationModel::Activation::ActivationKind> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Activation::ActivationKind> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Activation.ActivationKind"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Activation::ApplicationExecutionState> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Activation::ApplicationExecutionState> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Activation.ApplicationExecutionState"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Activation.IActivatedEventArgs"};
};
template <>
struct type_guid<::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs> {
  static constexpr guid value{"97333f6d-9f47-51aa-82ff-cf18523c2ab9"};
};
}  // namespace winrt::impl
