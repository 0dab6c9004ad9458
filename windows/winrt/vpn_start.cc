// SPDX-License-Identifier: Apache-2.0
#include "winrt/vpn_start.h"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
namespace collections = winrt::Windows::Foundation::Collections;
using winrt::Windows::Networking::HostName;

namespace {

std::string text_of(HostName const& host) {
  if (!host) throw winrt::hresult_invalid_argument(L"a host name is null");
  return winrt::to_string(host.CanonicalName());
}

std::vector<std::string> texts_of(HostNames const& hosts) {
  std::vector<std::string> texts;
  if (hosts)
    for (auto const& host : hosts) texts.push_back(text_of(host));
  return texts;
}

std::vector<tunnel::RouteText> routes_of(collections::IVector<vpn::VpnRoute> const& routes) {
  std::vector<tunnel::RouteText> texts;
  if (!routes) return texts;
  for (auto const& route : routes) {
    if (!route) throw winrt::hresult_invalid_argument(L"a route is null");
    texts.push_back({text_of(route.Address()), route.PrefixSize()});
  }
  return texts;
}

std::vector<std::string> lines_of(collections::IVector<winrt::hstring> const& lines) {
  std::vector<std::string> texts;
  for (auto const& line : lines) texts.push_back(winrt::to_string(line));
  return texts;
}

void add_routes(tunnel::NetworkRequest& request, vpn::VpnRouteAssignment const& routes) {
  if (!routes) return;
  request.ipv4_inclusions = routes_of(routes.Ipv4InclusionRoutes());
  request.ipv6_inclusions = routes_of(routes.Ipv6InclusionRoutes());
  request.ipv4_exclusions = routes_of(routes.Ipv4ExclusionRoutes());
  request.ipv6_exclusions = routes_of(routes.Ipv6ExclusionRoutes());
  request.exclude_local_subnets = routes.ExcludeLocalSubnets();
}

void add_names(tunnel::NetworkRequest& request, vpn::VpnDomainNameAssignment const& names) {
  if (!names) return;
  for (auto const& info : names.DomainNameList()) {
    auto const domain = info.DomainName();
    request.names.push_back(
        {.name = domain ? winrt::to_string(domain.CanonicalName()) : ".",
         .fully_qualified = info.DomainNameType() == vpn::VpnDomainNameType::FullyQualified,
         .servers = texts_of(info.DnsServers()),
         .proxies = texts_of(info.WebProxyServers())});
  }
  if (auto const proxy = names.ProxyAutoConfigurationUri())
    request.proxy_configuration = winrt::to_string(proxy.AbsoluteUri());
}

// In the older form a leading dot says suffix, and "." is everything.
void add_namespaces(tunnel::NetworkRequest& request, vpn::VpnNamespaceAssignment const& names) {
  if (!names) return;
  auto const list = names.NamespaceList();
  if (list) {
    for (auto const& info : list) {
      std::string const text = winrt::to_string(info.Namespace());
      bool const suffix = !text.empty() && text.front() == '.';
      request.names.push_back({.name = suffix && text.size() > 1 ? text.substr(1) : text,
                               .fully_qualified = !suffix,
                               .servers = texts_of(info.DnsServers()),
                               .proxies = texts_of(info.WebProxyServers())});
    }
  }
  if (auto const proxy = names.ProxyAutoConfigUri())
    request.proxy_configuration = winrt::to_string(proxy.AbsoluteUri());
}

void add_filters(tunnel::TrafficRules& rules, vpn::VpnTrafficFilterAssignment const& filters) {
  if (!filters) return;
  rules.allow_outbound = filters.AllowOutbound();
  rules.allow_inbound = filters.AllowInbound();
  for (auto const& filter : filters.TrafficFilterList()) {
    auto const app = filter.AppId();
    bool const is_file = app && app.Type() == vpn::VpnAppIdType::FilePath && !app.Value().empty();
    rules.rules.push_back({.protocol = static_cast<std::uint8_t>(filter.Protocol()),
                           .local_ports = lines_of(filter.LocalPortRanges()),
                           .remote_ports = lines_of(filter.RemotePortRanges()),
                           .local_addresses = lines_of(filter.LocalAddressRanges()),
                           .remote_addresses = lines_of(filter.RemoteAddressRanges()),
                           .program = is_file ? winrt::to_string(app.Value()) : std::string(),
                           .names_package = app && !is_file});
  }
}

}  // namespace

tunnel::StartRequest start_request(StartArguments const& arguments) {
  tunnel::StartRequest request;
  auto& network = request.network;
  network.ipv4_addresses = texts_of(arguments.v4);
  network.ipv6_addresses = texts_of(arguments.v6);
  if (arguments.id) {
    winrt::com_array<std::uint8_t> id;
    arguments.id.GetAddressInfo(id);
    network.interface_id.assign(id.begin(), id.end());
  }
  add_routes(network, arguments.routes);
  add_names(network, arguments.names);
  add_namespaces(network, arguments.namespaces);
  add_filters(request.traffic, arguments.filters);
  network.mtu_bytes = arguments.mtu;
  network.frame_bytes_max = arguments.frame_max;
  return request;
}

}  // namespace penstock::projection
