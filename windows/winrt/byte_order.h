// SPDX-License-Identifier: Apache-2.0
// Numbers and text as bytes, in the order and encoding that a reader or writer was told.
//
// Threads: pure functions.
// Memory: values.
// Errors: none.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include <winrt/Windows.Storage.Streams.h>

namespace penstock::projection {

using winrt::Windows::Storage::Streams::ByteOrder;
using winrt::Windows::Storage::Streams::UnicodeEncoding;

template <typename T>
std::array<std::uint8_t, sizeof(T)> to_bytes(T value, ByteOrder order) {
  std::array<std::uint8_t, sizeof(T)> bytes;
  std::memcpy(bytes.data(), &value, sizeof(T));
  if (order == ByteOrder::BigEndian) std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

template <typename T>
T from_bytes(std::span<const std::uint8_t> given, ByteOrder order) {
  std::array<std::uint8_t, sizeof(T)> bytes;
  std::copy_n(given.begin(), sizeof(T), bytes.begin());
  if (order == ByteOrder::BigEndian) std::reverse(bytes.begin(), bytes.end());
  T value;
  std::memcpy(&value, bytes.data(), sizeof(T));
  return value;
}

inline std::vector<std::uint8_t> encode(std::wstring_view text, UnicodeEncoding encoding) {
  if (encoding == UnicodeEncoding::Utf8) {
    auto const narrow = winrt::to_string(text);
    return {narrow.begin(), narrow.end()};
  }
  std::vector<std::uint8_t> bytes;
  for (wchar_t const c : text) {
    auto const unit =
        to_bytes(static_cast<std::uint16_t>(c),
                 encoding == UnicodeEncoding::Utf16BE ? ByteOrder::BigEndian : ByteOrder::LittleEndian);
    bytes.insert(bytes.end(), unit.begin(), unit.end());
  }
  return bytes;
}

inline winrt::hstring decode(std::span<const std::uint8_t> bytes, UnicodeEncoding encoding) {
  if (encoding == UnicodeEncoding::Utf8)
    return winrt::to_hstring(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  std::wstring text;
  auto const order = encoding == UnicodeEncoding::Utf16BE ? ByteOrder::BigEndian : ByteOrder::LittleEndian;
  for (std::size_t at = 0; at + 2 <= bytes.size(); at += 2)
    text += static_cast<wchar_t>(from_bytes<std::uint16_t>(bytes.subspan(at), order));
  return winrt::hstring(text);
}

}  // namespace penstock::projection
