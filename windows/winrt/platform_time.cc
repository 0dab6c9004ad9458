// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include <winrt/penstock/platform.h>

#include "exec/runtime.h"

namespace {
constexpr std::int64_t kUnixEpoch = 116'444'736'000'000'000;  // of 1970 since 1601, in 100 ns
}

std::int64_t penstock_winrt_wall_time() noexcept {
  return penstock::exec::runtime().wall_ns() / 100 + kUnixEpoch;
}

std::int64_t penstock_winrt_monotonic_time() noexcept { return penstock::exec::runtime().now_ns() / 100; }

void penstock_winrt_random(void* data, std::uint32_t size) noexcept {
  auto* out = static_cast<std::uint8_t*>(data);
  for (std::uint32_t at = 0; at < size; at += 8) {
    auto const word = penstock::exec::runtime().random();
    std::memcpy(out + at, &word, size - at < 8 ? size - at : 8);
  }
}
