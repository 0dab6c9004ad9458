// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <winrt/penstock/hstring.h>
#include <winrt/penstock/platform.h>

namespace {

struct LastError {
  std::int32_t code = 0;
  void* message = nullptr;
  ~LastError() { forget(); }
  void forget() {
    winrt::impl::release_hstring(static_cast<winrt::impl::hstring_head*>(std::exchange(message, nullptr)));
  }
};
thread_local LastError last_error;

}  // namespace

void penstock_winrt_originate_error(std::int32_t code, void* message) noexcept {
  last_error.forget();
  last_error.code = code;
  last_error.message = message;
}

void* penstock_winrt_take_error(std::int32_t code) noexcept {
  if (last_error.code != code) return nullptr;
  return std::exchange(last_error.message, nullptr);
}
