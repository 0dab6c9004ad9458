// SPDX-License-Identifier: Apache-2.0
// A host by name or literal address. What is a literal is decided when it is made.
//
// Threads: immutable.
// Memory: counted.
// Errors: E_INVALIDARG for what is neither a name nor an address, such as a name with a port.
#pragma once

#include <array>
#include <optional>

#include <winrt/Windows.Networking.h>

namespace penstock::projection {

struct Literal {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> bytes{};
};
std::optional<Literal> literal_of(std::wstring_view text);

struct HostName : winrt::implements<HostName, winrt::Windows::Networking::IHostName,
                                    winrt::Windows::Foundation::IStringable> {
  using class_type = winrt::Windows::Networking::HostName;
  explicit HostName(winrt::hstring const& name);

  winrt::hstring GetRuntimeClassName() const { return L"Windows.Networking.HostName"; }
  winrt::Windows::Networking::Connectivity::IPInformation IPInformation() const { return nullptr; }
  winrt::hstring RawName() const { return raw_; }
  winrt::hstring DisplayName() const { return canonical_; }
  winrt::hstring CanonicalName() const { return canonical_; }
  winrt::Windows::Networking::HostNameType Type() const { return type_; }
  bool IsEqual(winrt::Windows::Networking::HostName const& other) const;
  winrt::hstring ToString() const { return canonical_; }

 private:
  winrt::hstring raw_;
  winrt::hstring canonical_;
  winrt::Windows::Networking::HostNameType type_;
};

}  // namespace penstock::projection
