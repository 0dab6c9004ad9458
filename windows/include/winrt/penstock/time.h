// SPDX-License-Identifier: Apache-2.0
// Points and spans of time in units of 100 ns; points count from 1601-01-01 UTC. The clock is the process's.
//
// Threads: values.
// Memory: values.
// Errors: none.
#pragma once

#include <ctime>

#include "activation.h"

namespace winrt {

struct clock;

namespace Windows::Foundation {
using TimeSpan = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;
using DateTime = std::chrono::time_point<clock, TimeSpan>;
}  // namespace Windows::Foundation

struct file_time {
  std::uint64_t value{};
  file_time() noexcept = default;
  constexpr explicit file_time(std::uint64_t given) noexcept : value(given) {}
};

struct clock {
  using rep = std::int64_t;
  using period = Windows::Foundation::TimeSpan::period;
  using duration = Windows::Foundation::TimeSpan;
  using time_point = Windows::Foundation::DateTime;
  static constexpr bool is_steady = false;

  static time_point now() noexcept { return time_point(duration(penstock_winrt_wall_time())); }
  static std::time_t to_time_t(time_point const& time) noexcept {
    return static_cast<std::time_t>(time.time_since_epoch().count() / 10'000'000 - kUnixEpochSeconds);
  }
  static time_point from_time_t(std::time_t time) noexcept {
    return time_point(duration((static_cast<std::int64_t>(time) + kUnixEpochSeconds) * 10'000'000));
  }
  static file_time to_file_time(time_point const& time) noexcept {
    return file_time(static_cast<std::uint64_t>(time.time_since_epoch().count()));
  }
  static time_point from_file_time(file_time const& time) noexcept {
    return time_point(duration(static_cast<std::int64_t>(time.value)));
  }

 private:
  static constexpr std::int64_t kUnixEpochSeconds = 11'644'473'600;
};

namespace impl {
template <>
struct category<Windows::Foundation::TimeSpan> {
  using type = struct_category<std::int64_t>;
};
template <>
struct type_name<Windows::Foundation::TimeSpan> {
  static constexpr fixed_text value{"Windows.Foundation.TimeSpan"};
};
template <>
struct category<Windows::Foundation::DateTime> {
  using type = struct_category<std::int64_t>;
};
template <>
struct type_name<Windows::Foundation::DateTime> {
  static constexpr fixed_text value{"Windows.Foundation.DateTime"};
};
template <>
struct category<event_token> {
  using type = struct_category<std::int64_t>;
};
template <>
struct type_name<event_token> {
  static constexpr fixed_text value{"Windows.Foundation.EventRegistrationToken"};
};
template <>
struct category<hresult> {
  using type = struct_category<std::int32_t>;
};
template <>
struct type_name<hresult> {
  static constexpr fixed_text value{"Windows.Foundation.HResult"};
};
}  // namespace impl
}  // namespace winrt
