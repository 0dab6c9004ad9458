// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include <winrt/Windows.Foundation.h>

#include "winrt/factories.h"

namespace penstock::projection {

namespace foundation = winrt::Windows::Foundation;
using winrt::hstring;

namespace {

struct Parts {
  std::wstring scheme, user, host, path, query, fragment;
  std::int32_t port = 0;
  bool has_port = false;
};

std::int32_t default_port(std::wstring_view scheme) {
  if (scheme == L"http" || scheme == L"ws") return 80;
  if (scheme == L"https" || scheme == L"wss") return 443;
  if (scheme == L"ftp") return 21;
  return 0;
}

hstring unescaped(hstring const& text) {
  std::string const given = winrt::to_string(text);
  std::string out;
  for (std::size_t i = 0; i < given.size(); ++i) {
    auto const escaped = given[i] == '%' && i + 2 < given.size() &&
                         std::isxdigit(static_cast<unsigned char>(given[i + 1])) &&
                         std::isxdigit(static_cast<unsigned char>(given[i + 2]));
    out += escaped ? static_cast<char>(std::stoi(given.substr(i + 1, 2), nullptr, 16)) : given[i];
    if (escaped) i += 2;
  }
  return winrt::to_hstring(out);
}

// The fields of a query, asked by name: the first of a name is its value, and a plus stands for a space.
struct QueryFields : winrt::implements<QueryFields, foundation::IWwwFormUrlDecoderRuntimeClass> {
  explicit QueryFields(std::wstring query) : query_(std::move(query)) {
    if (!query_.empty() && query_.front() == L'?') query_.erase(0, 1);
    for (auto& c : query_)
      if (c == L'+') c = L' ';
  }
  hstring GetRuntimeClassName() const { return L"Windows.Foundation.WwwFormUrlDecoder"; }
  hstring GetFirstValueByName(hstring const& name) const {
    std::wstring_view rest = query_;
    while (!rest.empty()) {
      auto const field = rest.substr(0, rest.find(L'&'));
      auto const equals = field.find(L'=');
      if (unescaped(hstring(field.substr(0, equals))) == name)
        return equals == field.npos ? hstring() : unescaped(hstring(field.substr(equals + 1)));
      rest.remove_prefix(std::min(rest.size(), field.size() + 1));
    }
    throw winrt::hresult_invalid_argument(L"no field of a query: " + name);
  }

 private:
  std::wstring query_;
};

[[noreturn]] void refuse(std::wstring_view text) {
  throw winrt::hresult_invalid_argument(L"no absolute URI: " + hstring(text));
}

// Host, port and user of "user@host:port", with brackets around an IPv6 address.
void read_authority(std::wstring_view text, std::wstring_view whole, Parts& parts) {
  if (auto const at = text.rfind(L'@'); at != text.npos) {
    parts.user = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  auto const bracket = text.empty() || text.front() != L'[' ? 0 : text.find(L']');
  if (bracket == text.npos) refuse(whole);
  auto const colon = text.find(L':', bracket);
  parts.host = text.substr(0, colon);
  if (colon == text.npos) return;
  auto const digits = text.substr(colon + 1);
  if (digits.empty()) return;
  for (wchar_t const c : digits) {
    if (c < L'0' || c > L'9' || parts.port > 65535) refuse(whole);
    parts.port = parts.port * 10 + (c - L'0');
  }
  if (parts.port > 65535) refuse(whole);
  parts.has_port = true;
}

Parts parse(std::wstring_view whole) {
  Parts parts;
  auto text = whole;
  auto const colon = text.find(L':');
  if (colon == text.npos || colon == 0) refuse(whole);
  for (wchar_t const c : text.substr(0, colon)) {
    bool const letter = (c >= L'a' && c <= L'z') || (c >= L'A' && c <= L'Z');
    if (!letter && !(c >= L'0' && c <= L'9') && c != L'+' && c != L'-' && c != L'.') refuse(whole);
    parts.scheme += letter ? static_cast<wchar_t>(c | 32) : c;
  }
  text.remove_prefix(colon + 1);
  if (auto const hash = text.find(L'#'); hash != text.npos) {
    parts.fragment = text.substr(hash);
    text = text.substr(0, hash);
  }
  if (auto const mark = text.find(L'?'); mark != text.npos) {
    parts.query = text.substr(mark);
    text = text.substr(0, mark);
  }
  if (text.substr(0, 2) == L"//") {
    text.remove_prefix(2);
    auto const slash = text.find(L'/');
    read_authority(text.substr(0, slash), whole, parts);
    if (parts.host.empty() && parts.scheme != L"file") refuse(whole);
    text = slash == text.npos ? std::wstring_view(L"/") : text.substr(slash);
  }
  parts.path = text;
  if (!parts.has_port) parts.port = default_port(parts.scheme);
  return parts;
}

struct Uri : winrt::implements<Uri, foundation::IUriRuntimeClass, foundation::IStringable> {
  using class_type = foundation::Uri;
  explicit Uri(hstring const& text) : raw_(text), parts_(parse(text)) {}

  hstring GetRuntimeClassName() const { return L"Windows.Foundation.Uri"; }
  hstring AbsoluteUri() const {
    std::wstring text = parts_.scheme + L":";
    if (!parts_.host.empty()) {
      text += L"//" + (parts_.user.empty() ? std::wstring() : parts_.user + L"@") + parts_.host;
      if (parts_.has_port && parts_.port != default_port(parts_.scheme))
        text += L":" + std::to_wstring(parts_.port);
    }
    return hstring(text + parts_.path + parts_.query + parts_.fragment);
  }
  hstring DisplayUri() const { return AbsoluteUri(); }
  hstring Domain() const { return Host(); }
  hstring Extension() const {
    auto const dot = parts_.path.rfind(L'.');
    return dot == std::wstring::npos || parts_.path.find(L'/', dot) != std::wstring::npos
               ? hstring()
               : hstring(std::wstring_view(parts_.path).substr(dot));
  }
  hstring Fragment() const { return hstring(parts_.fragment); }
  hstring Host() const {
    std::wstring_view host = parts_.host;
    if (host.size() > 1 && host.front() == L'[') host = host.substr(1, host.size() - 2);
    return hstring(host);
  }
  hstring UserName() const {
    return hstring(std::wstring_view(parts_.user).substr(0, parts_.user.find(L':')));
  }
  hstring UserInfo() const { return hstring(parts_.user); }
  hstring Password() const {
    auto const colon = parts_.user.find(L':');
    return colon == std::wstring::npos ? hstring()
                                       : hstring(std::wstring_view(parts_.user).substr(colon + 1));
  }
  hstring Path() const { return hstring(parts_.path); }
  hstring Query() const { return hstring(parts_.query); }
  foundation::WwwFormUrlDecoder QueryParsed() const {
    return winrt::make<QueryFields>(parts_.query).as<foundation::WwwFormUrlDecoder>();
  }
  hstring RawUri() const { return raw_; }
  hstring SchemeName() const { return hstring(parts_.scheme); }
  std::int32_t Port() const { return parts_.port; }
  bool Suspicious() const { return false; }
  bool Equals(foundation::Uri const& other) const { return other && other.AbsoluteUri() == AbsoluteUri(); }
  foundation::Uri CombineUri(hstring const& relative) const;
  hstring ToString() const { return AbsoluteUri(); }

 private:
  hstring raw_;
  Parts parts_;
};

// An absolute one stands for itself; else a path from the root, or beside the last part of ours.
hstring combine(foundation::Uri const& base, hstring const& relative) {
  std::wstring_view const text = relative;
  if (text.find(L"://") != text.npos) return relative;
  std::wstring const whole(base.AbsoluteUri());
  auto const from = whole.find(L"://");
  auto const root = whole.find(L'/', from == std::wstring::npos ? 0 : from + 3);
  if (!text.empty() && text.front() == L'/') return hstring(whole.substr(0, root) + std::wstring(text));
  auto const last = whole.substr(0, whole.find_first_of(L"?#")).rfind(L'/');
  return hstring(whole.substr(0, last + 1) + std::wstring(text));
}

foundation::Uri Uri::CombineUri(hstring const& relative) const {
  return winrt::make<Uri>(combine(foundation::Uri(raw_), relative));
}

struct UriFactory : winrt::implements<UriFactory, foundation::IActivationFactory,
                                      foundation::IUriRuntimeClassFactory, foundation::IUriEscapeStatics> {
  foundation::IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  foundation::Uri CreateUri(hstring const& text) const { return winrt::make<Uri>(text); }
  foundation::Uri CreateWithRelativeUri(hstring const& base, hstring const& relative) const {
    return winrt::make<Uri>(combine(foundation::Uri(base), relative));
  }
  hstring UnescapeComponent(hstring const& text) const { return unescaped(text); }
  hstring EscapeComponent(hstring const& text) const {
    std::string out;
    for (char const c : winrt::to_string(text)) {
      if (std::isalnum(static_cast<unsigned char>(c)) ||
          std::string_view("-_.~").find(c) != std::string_view::npos) {
        out += c;
      } else {
        char code[4];
        std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned char>(c));
        out += code;
      }
    }
    return winrt::to_hstring(out);
  }
};

}  // namespace

Factory make_uri_factory() { return winrt::make<UriFactory>(); }

}  // namespace penstock::projection
