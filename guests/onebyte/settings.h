// SPDX-License-Identifier: Apache-2.0
// What the profile says in its custom field: <onebyte transport="udp" address="10.51.0.2" route="10.51.0.0/24" lane="list"/>.
// Nothing in it is needed; the values above are the defaults.
#pragma once

#include <string>

#include <winrt/base.h>

namespace onebyte {

struct Settings {
  bool tcp = false;
  bool flush_lane = false;  // packets go by append and flush instead of by the callback's lists
  std::wstring address = L"10.51.0.2";
  std::wstring route = L"10.51.0.0";
  std::uint8_t prefix = 24;
};

Settings read_settings(winrt::hstring const& custom_field);

}  // namespace onebyte
