// SPDX-License-Identifier: Apache-2.0
// Routes, names and the interface's id as a plug-in writes them down. They are read when the channel starts.
#include <winrt/Windows.Networking.Vpn.h>

#include "winrt/factories.h"
#include "winrt/stored_property.h"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
namespace collections = winrt::Windows::Foundation::Collections;
using winrt::hstring;
using winrt::Windows::Foundation::IActivationFactory;
using winrt::Windows::Foundation::IInspectable;
using winrt::Windows::Foundation::Uri;
using winrt::Windows::Networking::HostName;

namespace {

template <typename T>
collections::IVector<T> copy_of(collections::IIterable<T> const& given) {
  std::vector<T> values;
  if (given)
    for (auto const& value : given) values.push_back(value);
  return winrt::single_threaded_vector<T>(std::move(values));
}

struct VpnRoute : winrt::implements<VpnRoute, vpn::IVpnRoute> {
  using class_type = vpn::VpnRoute;
  VpnRoute(HostName const& address, std::uint8_t prefix) : address_(address), prefix_(prefix) {}
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnRoute"; }
  PENSTOCK_STORED_VALUE(HostName, Address, address_);
  PENSTOCK_STORED_VALUE(std::uint8_t, PrefixSize, prefix_);
};
struct VpnRouteFactory : winrt::implements<VpnRouteFactory, IActivationFactory, vpn::IVpnRouteFactory> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  vpn::VpnRoute CreateVpnRoute(HostName const& address, std::uint8_t prefix) const {
    return winrt::make<VpnRoute>(address, prefix);
  }
};

struct VpnRouteAssignment : winrt::implements<VpnRouteAssignment, vpn::IVpnRouteAssignment> {
  using Routes = collections::IVector<vpn::VpnRoute>;
  static Routes none() { return winrt::single_threaded_vector<vpn::VpnRoute>(); }
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnRouteAssignment"; }
  PENSTOCK_STORED_VALUE(Routes, Ipv4InclusionRoutes, v4_inclusion_) = none();
  PENSTOCK_STORED_VALUE(Routes, Ipv6InclusionRoutes, v6_inclusion_) = none();
  PENSTOCK_STORED_VALUE(Routes, Ipv4ExclusionRoutes, v4_exclusion_) = none();
  PENSTOCK_STORED_VALUE(Routes, Ipv6ExclusionRoutes, v6_exclusion_) = none();
  PENSTOCK_STORED_VALUE(bool, ExcludeLocalSubnets, exclude_local_) = false;
};

struct VpnDomainNameAssignment : winrt::implements<VpnDomainNameAssignment, vpn::IVpnDomainNameAssignment> {
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnDomainNameAssignment"; }
  PENSTOCK_STORED_VECTOR(vpn::VpnDomainNameInfo, DomainNameList, names_);
  PENSTOCK_STORED_VALUE(Uri, ProxyAutoConfigurationUri, proxy_){nullptr};
};

struct VpnDomainNameInfo
    : winrt::implements<VpnDomainNameInfo, vpn::IVpnDomainNameInfo, vpn::IVpnDomainNameInfo2> {
  using class_type = vpn::VpnDomainNameInfo;
  // "." is everything and has no host name; a suffix is written without a leading dot.
  VpnDomainNameInfo(hstring const& name, vpn::VpnDomainNameType type,
                    collections::IIterable<HostName> const& servers,
                    collections::IIterable<HostName> const& proxies)
      : name_(name == L"." ? HostName(nullptr) : HostName(name)),
        type_(type),
        servers_(copy_of(servers)),
        proxies_(copy_of(proxies)) {}
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnDomainNameInfo"; }
  PENSTOCK_STORED_VALUE(HostName, DomainName, name_);
  PENSTOCK_STORED_VALUE(vpn::VpnDomainNameType, DomainNameType, type_);
  PENSTOCK_STORED_READ_ONLY(collections::IVector<HostName>, DnsServers, servers_);
  PENSTOCK_STORED_READ_ONLY(collections::IVector<HostName>, WebProxyServers, proxies_);
  PENSTOCK_STORED_VECTOR(Uri, WebProxyUris, proxy_uris_);
};
struct VpnDomainNameInfoFactory
    : winrt::implements<VpnDomainNameInfoFactory, IActivationFactory, vpn::IVpnDomainNameInfoFactory> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  vpn::VpnDomainNameInfo CreateVpnDomainNameInfo(hstring const& name, vpn::VpnDomainNameType type,
                                                 collections::IIterable<HostName> const& servers,
                                                 collections::IIterable<HostName> const& proxies) const {
    return winrt::make<VpnDomainNameInfo>(name, type, servers, proxies);
  }
};

struct VpnNamespaceAssignment : winrt::implements<VpnNamespaceAssignment, vpn::IVpnNamespaceAssignment> {
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnNamespaceAssignment"; }
  PENSTOCK_STORED_VALUE(collections::IVector<vpn::VpnNamespaceInfo>, NamespaceList,
                        names_) = winrt::single_threaded_vector<vpn::VpnNamespaceInfo>();
  PENSTOCK_STORED_VALUE(Uri, ProxyAutoConfigUri, proxy_){nullptr};
};

struct VpnNamespaceInfo : winrt::implements<VpnNamespaceInfo, vpn::IVpnNamespaceInfo> {
  using class_type = vpn::VpnNamespaceInfo;
  VpnNamespaceInfo(hstring const& name, collections::IVector<HostName> const& servers,
                   collections::IVector<HostName> const& proxies)
      : name_(name), servers_(copy_of<HostName>(servers)), proxies_(copy_of<HostName>(proxies)) {}
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnNamespaceInfo"; }
  PENSTOCK_STORED_VALUE(hstring, Namespace, name_);
  PENSTOCK_STORED_VALUE(collections::IVector<HostName>, DnsServers, servers_);
  PENSTOCK_STORED_VALUE(collections::IVector<HostName>, WebProxyServers, proxies_);
};
struct VpnNamespaceInfoFactory
    : winrt::implements<VpnNamespaceInfoFactory, IActivationFactory, vpn::IVpnNamespaceInfoFactory> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  vpn::VpnNamespaceInfo CreateVpnNamespaceInfo(hstring const& name,
                                               collections::IVector<HostName> const& servers,
                                               collections::IVector<HostName> const& proxies) const {
    return winrt::make<VpnNamespaceInfo>(name, servers, proxies);
  }
};

struct VpnInterfaceId : winrt::implements<VpnInterfaceId, vpn::IVpnInterfaceId> {
  using class_type = vpn::VpnInterfaceId;
  explicit VpnInterfaceId(winrt::array_view<std::uint8_t const> id) : id_(id.begin(), id.end()) {}
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnInterfaceId"; }
  void GetAddressInfo(winrt::com_array<std::uint8_t>& id) const { id = winrt::com_array<std::uint8_t>(id_); }

 private:
  std::vector<std::uint8_t> id_;
};
struct VpnInterfaceIdFactory
    : winrt::implements<VpnInterfaceIdFactory, IActivationFactory, vpn::IVpnInterfaceIdFactory> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  vpn::VpnInterfaceId CreateVpnInterfaceId(winrt::array_view<std::uint8_t const> id) const {
    return winrt::make<VpnInterfaceId>(id);
  }
};

}  // namespace

Factory make_vpn_route_factory() { return winrt::make<VpnRouteFactory>(); }
Factory make_vpn_route_assignment_factory() { return make_plain_factory<VpnRouteAssignment>(); }
Factory make_vpn_domain_name_assignment_factory() { return make_plain_factory<VpnDomainNameAssignment>(); }
Factory make_vpn_domain_name_info_factory() { return winrt::make<VpnDomainNameInfoFactory>(); }
Factory make_vpn_namespace_assignment_factory() { return make_plain_factory<VpnNamespaceAssignment>(); }
Factory make_vpn_namespace_info_factory() { return winrt::make<VpnNamespaceInfoFactory>(); }
Factory make_vpn_interface_id_factory() { return winrt::make<VpnInterfaceIdFactory>(); }

}  // namespace penstock::projection
