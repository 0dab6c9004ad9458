// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::ApplicationModel::Background {

enum class BackgroundTaskCancellationReason : int32_t {
  Abort = 0,
  Terminating = 1,
  LoggingOff = 2,
  ServicingUpdate = 3,
  IdleTask = 4,
  Uninstall = 5,
  ConditionLoss = 6,
  SystemPolicy = 7,
  QuietHoursEntered = 8,
  ExecutionTimeExceeded = 9,
  ResourceRevocation = 10,
  EnergySaver = 11,
};

struct IBackgroundTaskDeferral;
struct BackgroundTaskDeferral;
struct IBackgroundTaskRegistration;
struct BackgroundTaskRegistration;
struct BackgroundTaskCanceledEventHandler;
struct IBackgroundTaskInstance;
struct IBackgroundTask;

}  // namespace winrt::Windows::ApplicationModel::Background

namespace winrt::impl {

template <>
struct category<::winrt::Windows::ApplicationModel::Background::BackgroundTaskCancellationReason> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Background::BackgroundTaskCancellationReason> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Background.BackgroundTaskCancellationReason"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Background.IBackgroundTaskDeferral"};
};
template <>
struct type_guid<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral> {
  static constexpr guid value{"d1ac78d6-7519-59e0-87d7-fee46d414414"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Background::BackgroundTaskDeferral> {
  using type = class_category<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskDeferral>;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Background::BackgroundTaskDeferral> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Background.BackgroundTaskDeferral"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Background.IBackgroundTaskRegistration"};
};
template <>
struct type_guid<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration> {
  static constexpr guid value{"419a1035-265d-589b-a82c-a4e1dec6992b"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Background::BackgroundTaskRegistration> {
  using type = class_category<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskRegistration>;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Background::BackgroundTaskRegistration> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Background.BackgroundTaskRegistration"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Background::BackgroundTaskCanceledEventHandler> {
  using type = delegate_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Background::BackgroundTaskCanceledEventHandler> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Background.BackgroundTaskCanceledEventHandler"};
};
template <>
struct type_guid<::winrt::Windows::ApplicationModel::Background::BackgroundTaskCanceledEventHandler> {
  static constexpr guid value{"a9eb04ff-e553-5488-b590-c78880a79864"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Background.IBackgroundTaskInstance"};
};
template <>
struct type_guid<::winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance> {
  static constexpr guid value{"b8b27181-5538-5f55-a837-4e4a198f8733"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Background::IBackgroundTask> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Background::IBackgroundTask> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Background.IBackgroundTask"};
};
template <>
struct type_guid<::winrt::Windows::ApplicationModel::Background::IBackgroundTask> {
  static constexpr guid value{"7d13d534-fd12-43ce-8c22-ea1ff13c06df"};
};
}  // namespace winrt::impl
