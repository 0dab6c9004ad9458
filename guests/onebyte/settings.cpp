// SPDX-License-Identifier: Apache-2.0
#include "settings.h"

#include <winrt/Windows.Data.Xml.Dom.h>

using namespace winrt;
using winrt::Windows::Data::Xml::Dom::XmlDocument;
using winrt::Windows::Data::Xml::Dom::XmlElement;

namespace onebyte {

namespace {

std::wstring attribute(XmlElement const& element, wchar_t const* name, std::wstring const& otherwise) {
  auto const value = element.GetAttribute(name);
  return value.empty() ? otherwise : std::wstring(value);
}

}  // namespace

Settings read_settings(hstring const& custom_field) {
  Settings settings;
  if (custom_field.empty()) return settings;
  XmlDocument document;
  document.LoadXml(custom_field);
  auto const root = document.DocumentElement();
  settings.tcp = attribute(root, L"transport", L"udp") == L"tcp";
  settings.flush_lane = attribute(root, L"lane", L"list") == L"flush";
  settings.address = attribute(root, L"address", settings.address);
  auto const route = attribute(root, L"route", L"10.51.0.0/24");
  auto const slash = route.find(L'/');
  settings.route = route.substr(0, slash);
  settings.prefix =
      slash == std::wstring::npos ? 32 : static_cast<std::uint8_t>(std::stoi(route.substr(slash + 1)));
  return settings;
}

}  // namespace onebyte
