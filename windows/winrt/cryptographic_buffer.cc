// SPDX-License-Identifier: Apache-2.0
#include <winrt/Windows.Security.Cryptography.h>

#include <winrt/penstock/platform.h>

#include "winrt/byte_order.h"
#include "winrt/factories.h"
#include "winrt/memory_buffer.h"

namespace penstock::projection {

namespace cryptography = winrt::Windows::Security::Cryptography;
namespace streams = winrt::Windows::Storage::Streams;
using winrt::hstring;

namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::vector<std::uint8_t> from_base64(std::string const& text) {
  std::vector<std::uint8_t> bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (char const c : text) {
    if (c == '=' || c == '\r' || c == '\n' || c == ' ') continue;
    auto const digit = kBase64.find(c);
    if (digit == std::string_view::npos) throw winrt::hresult_invalid_argument(L"not base 64");
    held = held << 6 | static_cast<std::uint32_t>(digit);
    if ((bits += 6) >= 8) bytes.push_back(static_cast<std::uint8_t>(held >> (bits -= 8)));
  }
  return bytes;
}

std::string to_base64(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    auto const count = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t held = 0;
    for (std::size_t i = 0; i != 3; ++i) held = held << 8 | (i < count ? bytes[at + i] : 0);
    for (std::size_t i = 0; i != 4; ++i) text += i <= count ? kBase64[held >> (18 - 6 * i) & 63] : '=';
  }
  return text;
}

struct CryptographicBuffer
    : winrt::implements<CryptographicBuffer, winrt::Windows::Foundation::IActivationFactory,
                        cryptography::ICryptographicBufferStatics> {
  winrt::Windows::Foundation::IInspectable ActivateInstance() const {
    throw winrt::hresult_not_implemented();
  }
  bool Compare(streams::IBuffer const& a, streams::IBuffer const& b) const {
    auto const x = bytes_of(a), y = bytes_of(b);
    return std::equal(x.begin(), x.end(), y.begin(), y.end());
  }
  streams::IBuffer GenerateRandom(std::uint32_t length) const {
    std::vector<std::uint8_t> bytes(length);
    penstock_winrt_random(bytes.data(), length);
    return buffer_of(std::move(bytes));
  }
  std::uint32_t GenerateRandomNumber() const {
    std::uint32_t value = 0;
    penstock_winrt_random(&value, sizeof value);
    return value;
  }
  streams::IBuffer CreateFromByteArray(winrt::array_view<std::uint8_t const> value) const {
    return buffer_of({value.begin(), value.end()});
  }
  void CopyToByteArray(streams::IBuffer const& buffer, winrt::com_array<std::uint8_t>& value) const {
    auto const bytes = bytes_of(buffer);
    value = winrt::com_array<std::uint8_t>(bytes.begin(), bytes.end());
  }
  streams::IBuffer DecodeFromHexString(hstring const& text) const {
    if (text.size() % 2) throw winrt::hresult_invalid_argument(L"an odd number of hexadecimal digits");
    std::vector<std::uint8_t> bytes;
    for (std::uint32_t at = 0; at != text.size(); at += 2) {
      std::size_t used = 0;
      auto const pair = winrt::to_string(std::wstring_view(text).substr(at, 2));
      if (!std::isxdigit(static_cast<unsigned char>(pair[0]))) throw winrt::hresult_invalid_argument();
      bytes.push_back(static_cast<std::uint8_t>(std::stoul(pair, &used, 16)));
      if (used != 2) throw winrt::hresult_invalid_argument(L"no hexadecimal digit");
    }
    return buffer_of(std::move(bytes));
  }
  hstring EncodeToHexString(streams::IBuffer const& buffer) const {
    std::wstring text;
    for (auto const byte : bytes_of(buffer)) {
      text += L"0123456789abcdef"[byte >> 4];
      text += L"0123456789abcdef"[byte & 15];
    }
    return hstring(text);
  }
  streams::IBuffer DecodeFromBase64String(hstring const& text) const {
    return buffer_of(from_base64(winrt::to_string(text)));
  }
  hstring EncodeToBase64String(streams::IBuffer const& buffer) const {
    return winrt::to_hstring(to_base64(bytes_of(buffer)));
  }
  streams::IBuffer ConvertStringToBinary(hstring const& text,
                                         cryptography::BinaryStringEncoding encoding) const {
    return buffer_of(encode(text, static_cast<streams::UnicodeEncoding>(encoding)));
  }
  hstring ConvertBinaryToString(cryptography::BinaryStringEncoding encoding,
                                streams::IBuffer const& buffer) const {
    return decode(bytes_of(buffer), static_cast<streams::UnicodeEncoding>(encoding));
  }
};

}  // namespace

Factory make_cryptographic_buffer_factory() { return winrt::make<CryptographicBuffer>(); }

}  // namespace penstock::projection
