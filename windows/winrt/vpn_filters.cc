// SPDX-License-Identifier: Apache-2.0
#include <winrt/Windows.Networking.Vpn.h>

#include "winrt/factories.h"
#include "winrt/stored_property.h"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
using winrt::hstring;
using winrt::Windows::Foundation::IActivationFactory;
using winrt::Windows::Foundation::IInspectable;

namespace {

struct VpnAppId : winrt::implements<VpnAppId, vpn::IVpnAppId> {
  using class_type = vpn::VpnAppId;
  VpnAppId(vpn::VpnAppIdType type, hstring const& value) : type_(type), value_(value) {}
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnAppId"; }
  PENSTOCK_STORED_VALUE(vpn::VpnAppIdType, Type, type_);
  PENSTOCK_STORED_VALUE(hstring, Value, value_);
};
struct VpnAppIdFactory : winrt::implements<VpnAppIdFactory, IActivationFactory, vpn::IVpnAppIdFactory> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  vpn::VpnAppId Create(vpn::VpnAppIdType type, hstring const& value) const {
    return winrt::make<VpnAppId>(type, value);
  }
};

struct VpnTrafficFilter : winrt::implements<VpnTrafficFilter, vpn::IVpnTrafficFilter> {
  using class_type = vpn::VpnTrafficFilter;
  explicit VpnTrafficFilter(vpn::VpnAppId const& app) : app_(app) {}
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnTrafficFilter"; }
  PENSTOCK_STORED_VALUE(vpn::VpnAppId, AppId, app_);
  PENSTOCK_STORED_VECTOR(hstring, AppClaims, claims_);
  PENSTOCK_STORED_VALUE(vpn::VpnIPProtocol, Protocol, protocol_) = vpn::VpnIPProtocol::None;
  PENSTOCK_STORED_VECTOR(hstring, LocalPortRanges, local_ports_);
  PENSTOCK_STORED_VECTOR(hstring, RemotePortRanges, remote_ports_);
  PENSTOCK_STORED_VECTOR(hstring, LocalAddressRanges, local_addresses_);
  PENSTOCK_STORED_VECTOR(hstring, RemoteAddressRanges, remote_addresses_);
  PENSTOCK_STORED_VALUE(vpn::VpnRoutingPolicyType, RoutingPolicyType,
                        policy_) = vpn::VpnRoutingPolicyType::SplitRouting;
};
struct VpnTrafficFilterFactory
    : winrt::implements<VpnTrafficFilterFactory, IActivationFactory, vpn::IVpnTrafficFilterFactory> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  vpn::VpnTrafficFilter Create(vpn::VpnAppId const& app) const { return winrt::make<VpnTrafficFilter>(app); }
};

struct VpnTrafficFilterAssignment
    : winrt::implements<VpnTrafficFilterAssignment, vpn::IVpnTrafficFilterAssignment> {
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnTrafficFilterAssignment"; }
  PENSTOCK_STORED_VECTOR(vpn::VpnTrafficFilter, TrafficFilterList, filters_);
  PENSTOCK_STORED_VALUE(bool, AllowOutbound, outbound_) = false;
  PENSTOCK_STORED_VALUE(bool, AllowInbound, inbound_) = false;
};

}  // namespace

Factory make_vpn_app_id_factory() { return winrt::make<VpnAppIdFactory>(); }
Factory make_vpn_traffic_filter_factory() { return winrt::make<VpnTrafficFilterFactory>(); }
Factory make_vpn_traffic_filter_assignment_factory() {
  return make_plain_factory<VpnTrafficFilterAssignment>();
}

}  // namespace penstock::projection
