// SPDX-License-Identifier: Apache-2.0
// A string argument: any kind of wide text becomes an hstring for the length of one call, without an allocation. Who
// keeps the string copies it, and the copy is a real one.
//
// Threads: lives on one stack.
// Memory: borrows the text of its source.
// Errors: none.
#pragma once

#include "hstring.h"

namespace winrt::param {

struct hstring {
  hstring() noexcept = default;
  hstring(hstring const&) = delete;
  hstring& operator=(hstring const&) = delete;
  hstring(std::nullptr_t) = delete;
  hstring(winrt::hstring const& text) noexcept : handle_(get_abi(text)) {}
  hstring(std::wstring const& text) noexcept : hstring(std::wstring_view(text)) {}
  hstring(wchar_t const* text) noexcept : hstring(std::wstring_view(text, impl::length_of(text))) {}
  hstring(std::wstring_view text) noexcept {
    if (text.empty()) return;
    head_.borrowed = 1;
    head_.length = static_cast<std::uint32_t>(text.size());
    head_.text = text.data();
    handle_ = &head_;
  }
  operator winrt::hstring const&() const noexcept { return *reinterpret_cast<winrt::hstring const*>(&handle_); }

 private:
  void* handle_ = nullptr;
  impl::hstring_head head_{};
};

inline void* get_abi(hstring const& text) noexcept { return winrt::get_abi(static_cast<winrt::hstring const&>(text)); }

}  // namespace winrt::param
