// SPDX-License-Identifier: Apache-2.0
#include "winrt/socket_address.h"

#include "link/outside_names.h"
#include "winrt/socket_error.h"

namespace penstock::projection {

using winrt::Windows::Networking::HostName;

link::Endpoints endpoints_of(HostName const& host, winrt::hstring const& service) {
  if (!host) throw winrt::hresult_error(winrt::impl::error_pointer, L"no host name was given");
  auto const name = winrt::to_string(host.CanonicalName());
  auto found = link::outside_names().ask({.host = name, .service = winrt::to_string(service)});
  if (!found.ok()) throw_lookup_fault(found.fault(), name);
  return std::move(found.value());
}

link::Endpoint local_endpoint(HostName const& host, winrt::hstring const& service) {
  auto const name = host ? winrt::to_string(host.CanonicalName()) : std::string("0.0.0.0");
  auto found = link::ask_system({.host = name, .service = winrt::to_string(service)});
  if (!found.ok()) throw_lookup_fault(found.fault(), name);
  return found.value().front();
}

HostName host_name_of(const link::Endpoint& endpoint) {
  if (!endpoint) return nullptr;
  return HostName(winrt::to_hstring(wire::to_string(endpoint.address)));
}

winrt::hstring port_of(const link::Endpoint& endpoint) {
  return endpoint ? winrt::to_hstring(static_cast<std::uint32_t>(endpoint.port)) : winrt::hstring();
}

}  // namespace penstock::projection
