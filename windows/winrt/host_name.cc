// SPDX-License-Identifier: Apache-2.0
#include "winrt/host_name.h"

#include <arpa/inet.h>

#include <string>

#include "winrt/factories.h"

namespace penstock::projection {

namespace projected = winrt::Windows::Networking;

namespace {

bool is_name_character(wchar_t c) {
  return (c >= L'0' && c <= L'9') || (c >= L'a' && c <= L'z') || (c >= L'A' && c <= L'Z') || c == L'-' ||
         c == L'_' || c == L'.' || c == L'*' || c >= 128;
}

bool is_domain_name(std::wstring_view text) {
  if (text.empty() || text.size() > 255 || text.front() == L'.') return false;
  for (wchar_t const c : text)
    if (!is_name_character(c)) return false;
  return true;
}

std::string narrow_literal(std::wstring_view text) {
  std::string narrow;
  for (wchar_t const c : text) narrow += c < 128 ? static_cast<char>(c) : '?';
  if (narrow.size() > 2 && narrow.front() == '[' && narrow.back() == ']')
    narrow = narrow.substr(1, narrow.size() - 2);
  if (auto const scope = narrow.find('%'); scope != std::string::npos) narrow.resize(scope);
  return narrow;
}

winrt::hstring literal_text(Literal const& literal) {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(literal.is_v6 ? AF_INET6 : AF_INET, literal.bytes.data(), text, sizeof text);
  return winrt::to_hstring(std::string_view(text));
}

std::wstring lower_case(std::wstring_view text) {
  std::wstring lower(text);
  for (auto& c : lower)
    if (c >= L'A' && c <= L'Z') c = static_cast<wchar_t>(c + 32);
  return lower;
}

struct HostNameFactory : winrt::implements<HostNameFactory, winrt::Windows::Foundation::IActivationFactory,
                                           projected::IHostNameFactory, projected::IHostNameStatics> {
  winrt::Windows::Foundation::IInspectable ActivateInstance() const {
    throw winrt::hresult_not_implemented();
  }
  projected::HostName CreateHostName(winrt::hstring const& name) const { return winrt::make<HostName>(name); }
  std::int32_t Compare(winrt::hstring const& a, winrt::hstring const& b) const {
    int const order = lower_case(a).compare(lower_case(b));
    return order < 0 ? -1 : order > 0 ? 1 : 0;
  }
};

}  // namespace

std::optional<Literal> literal_of(std::wstring_view text) {
  std::string const narrow = narrow_literal(text);
  Literal literal;
  if (inet_pton(AF_INET, narrow.c_str(), literal.bytes.data()) == 1) return literal;
  literal.is_v6 = true;
  if (inet_pton(AF_INET6, narrow.c_str(), literal.bytes.data()) == 1) return literal;
  return std::nullopt;
}

HostName::HostName(winrt::hstring const& name) : raw_(name) {
  if (auto const literal = literal_of(name)) {
    type_ = literal->is_v6 ? projected::HostNameType::Ipv6 : projected::HostNameType::Ipv4;
    canonical_ = literal_text(*literal);
  } else if (is_domain_name(name)) {
    type_ = projected::HostNameType::DomainName;
    canonical_ = name;
  } else {
    throw winrt::hresult_invalid_argument(L"neither a host name nor an address: " + name);
  }
}

bool HostName::IsEqual(projected::HostName const& other) const {
  return other && lower_case(canonical_) == lower_case(other.CanonicalName());
}

Factory make_host_name_factory() { return winrt::make<HostNameFactory>(); }

}  // namespace penstock::projection
