// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::System::Threading {

enum class WorkItemPriority : int32_t {
  Low = -1,
  Normal = 0,
  High = 1,
};

enum class WorkItemOptions : uint32_t {
  None = 0x0,
  TimeSliced = 0x1,
};
constexpr WorkItemOptions operator|(WorkItemOptions a, WorkItemOptions b) noexcept {
  return static_cast<WorkItemOptions>(static_cast<uint32_t>(a) | static_cast<uint32_t>(b));
}
constexpr WorkItemOptions& operator|=(WorkItemOptions& a, WorkItemOptions b) noexcept { return a = a | b; }
constexpr WorkItemOptions operator&(WorkItemOptions a, WorkItemOptions b) noexcept {
  return static_cast<WorkItemOptions>(static_cast<uint32_t>(a) & static_cast<uint32_t>(b));
}
constexpr WorkItemOptions& operator&=(WorkItemOptions& a, WorkItemOptions b) noexcept { return a = a & b; }
constexpr WorkItemOptions operator^(WorkItemOptions a, WorkItemOptions b) noexcept {
  return static_cast<WorkItemOptions>(static_cast<uint32_t>(a) ^ static_cast<uint32_t>(b));
}
constexpr WorkItemOptions& operator^=(WorkItemOptions& a, WorkItemOptions b) noexcept { return a = a ^ b; }
constexpr WorkItemOptions operator~(WorkItemOptions a) noexcept {
  return static_cast<WorkItemOptions>(~static_cast<uint32_t>(a));
}

struct WorkItemHandler;
struct TimerElapsedHandler;
struct TimerDestroyedHandler;
struct IThreadPoolStatics;
struct ThreadPool;
struct IThreadPoolTimer;
struct IThreadPoolTimerStatics;
struct ThreadPoolTimer;

}  // namespace winrt::Windows::System::Threading

namespace winrt::impl {

template <>
struct category<::winrt::Windows::System::Threading::WorkItemPriority> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::System::Threading::WorkItemPriority> {
  static constexpr auto value = fixed_text{"Windows.System.Threading.WorkItemPriority"};
};
template <>
struct category<::winrt::Windows::System::Threading::WorkItemOptions> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::System::Threading::WorkItemOptions> {
  static constexpr auto value = fixed_text{"Windows.System.Threading.WorkItemOptions"};
};
template <>
struct category<::winrt::Windows::System::Threading::WorkItemHandler> {
  using type = delegate_category;
};
template <>
struct type_name<::winrt::Windows::System::Threading::WorkItemHandler> {
  static constexpr auto value = fixed_text{"Windows.System.Threading.WorkItemHandler"};
};
template <>
struct type_guid<::winrt::Windows::System::Threading::WorkItemHandler> {
  static constexpr guid value{"1d1a8b8b-fa66-414f-9cbd-b65fc99d17fa"};
};
template <>
struct category<::winrt::Windows::System::Threading::TimerElapsedHandler> {
  using type = delegate_category;
};
template <>
struct type_name<::winrt::Windows::System::Threading::TimerElapsedHandler> {
  static constexpr auto value = fixed_text{"Windows.System.Threading.TimerElapsedHandler"};
};
template <>
struct type_guid<::winrt::Windows::System::Threading::TimerElapsedHandler> {
  static constexpr guid value{"be967efb-cafb-4c5c-8a62-b6bac2d5a9ee"};
};
template <>
struct category<::winrt::Windows::System::Threading::TimerDestroyedHandler> {
  using type = delegate_category;
};
template <>
struct type_name<::winrt::Windows::System::Threading::TimerDestroyedHandler> {
  static constexpr auto value = fixed_text{"Windows.System.Threading.TimerDestroyedHandler"};
};
template <>
struct type_guid<::winrt::Windows::System::Threading::TimerDestroyedHandler> {
  static constexpr guid value{"34ed19fa-8384-4eb9-8209-fb5094eeec35"};
};
template <>
struct category<::winrt::Windows::System::Threading::IThreadPoolStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::System::Threading::IThreadPoolStatics> {
  static constexpr auto value = fixed_text{"Windows.System.Threading.IThreadPoolStatics"};
};
template <>
struct type_guid<::winrt::Windows::System::Threading::IThreadPoolStatics> {
  static constexpr guid value{"07ad447a-66b6-5eb2-bcb8-076204a1c323"};
};
template <>
struct category<::winrt::Windows::System::Threading::ThreadPool> {
  using type = basic_category;
};
template <>
struct type_name<::winrt::Windows::System::Threading::ThreadPool> {
  static constexpr auto value = fixed_text{"Windows.System.Threading.ThreadPool"};
};
template <>
struct category<::winrt::Windows::System::Threading::IThreadPoolTimer> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::System::Threading::IThreadPoolTimer> {
  static constexpr auto value = fixed_text{"Windows.System.Threading.IThreadPoolTimer"};
};
template <>
struct type_guid<::winrt::Windows::System::Threading::IThreadPoolTimer> {
  static constexpr guid value{"56536cc7-266d-5346-86b5-9a9c514172b6"};
};
template <>
struct category<::winrt::Windows::System::Threading::IThreadPoolTimerStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::System::Threading::IThreadPoolTimerStatics> {
  static constexpr auto value = fixed_text{"Windows.System.Threading.IThreadPoolTimerStatics"};
};
template <>
struct type_guid<::winrt::Windows::System::Threading::IThreadPoolTimerStatics> {
  static constexpr guid value{"b1fa6f1f-3c20-5451-8858-f1d2c3ae2584"};
};
template <>
struct category<::winrt::Windows::System::Threading::ThreadPoolTimer> {
  using type = class_category<::winrt::Windows::System::Threading::IThreadPoolTimer>;
};
template <>
struct type_name<::winrt::Windows::System::Threading::ThreadPoolTimer> {
  static constexpr auto value = fixed_text{"Windows.System.Threading.ThreadPoolTimer"};
};
}  // namespace winrt::impl
