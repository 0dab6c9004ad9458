// SPDX-License-Identifier: Apache-2.0
#include "moment.h"

#include <windows.h>
#include <winrt/Windows.Foundation.h>

namespace wireguard {
namespace {

constexpr Nanoseconds kTick = 100;                           // of both clocks of the platform
constexpr Nanoseconds kUnixTicks = 116'444'736'000'000'000;  // from 1601 to 1970

Nanoseconds steady_nanoseconds() {
  static const Nanoseconds frequency = [] {
    LARGE_INTEGER value;
    QueryPerformanceFrequency(&value);
    return static_cast<Nanoseconds>(value.QuadPart);
  }();
  LARGE_INTEGER count;
  QueryPerformanceCounter(&count);
  const auto value = static_cast<Nanoseconds>(count.QuadPart);
  return value / frequency * kSecond + value % frequency * kSecond / frequency;
}

}  // namespace

Moment moment() {
  const Nanoseconds wall = winrt::clock::now().time_since_epoch().count();
  return {steady_nanoseconds(), (wall - kUnixTicks) * kTick};
}

}  // namespace wireguard
