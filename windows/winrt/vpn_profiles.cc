// SPDX-License-Identifier: Apache-2.0
// Profiles and the agent that manages them. Profiles keep what they are told for as long as the process lives; a connection
// is the program's to make, so the agent connects nothing and says so.
#include <mutex>

#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Security.Credentials.h>

#include "exec/mutex.h"
#include "winrt/async_task.h"
#include "winrt/factories.h"
#include "winrt/stored_property.h"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
namespace foundation = winrt::Windows::Foundation;
namespace collections = winrt::Windows::Foundation::Collections;
using winrt::hstring;
using Status = vpn::VpnManagementErrorStatus;
using StatusAsync = foundation::IAsyncOperation<Status>;

namespace {

struct ProfileParts {
  PENSTOCK_STORED_VALUE(hstring, ProfileName, name_);
  PENSTOCK_STORED_VECTOR(vpn::VpnAppId, AppTriggers, triggers_);
  PENSTOCK_STORED_VECTOR(vpn::VpnRoute, Routes, routes_);
  PENSTOCK_STORED_VECTOR(vpn::VpnDomainNameInfo, DomainNameInfoList, names_);
  PENSTOCK_STORED_VECTOR(vpn::VpnTrafficFilter, TrafficFilters, filters_);
  PENSTOCK_STORED_VALUE(bool, RememberCredentials, remember_) = false;
  PENSTOCK_STORED_VALUE(bool, AlwaysOn, always_on_) = false;
  PENSTOCK_STORED_VALUE(bool, RequireVpnClientAppUI, require_ui_) = false;
  vpn::VpnManagementConnectionStatus ConnectionStatus() const {
    return vpn::VpnManagementConnectionStatus::Disconnected;
  }
};

struct PlugInProfile
    : winrt::implements<PlugInProfile, vpn::IVpnPlugInProfile, vpn::IVpnProfile, vpn::IVpnPlugInProfile2>,
      ProfileParts {
  PENSTOCK_STORED_VECTOR(foundation::Uri, ServerUris, servers_);
  PENSTOCK_STORED_VALUE(hstring, CustomConfiguration, configuration_);
  PENSTOCK_STORED_VALUE(hstring, VpnPluginPackageFamilyName, package_);
};

struct NativeProfile
    : winrt::implements<NativeProfile, vpn::IVpnNativeProfile, vpn::IVpnProfile, vpn::IVpnNativeProfile2>,
      ProfileParts {
  PENSTOCK_STORED_VECTOR(hstring, Servers, servers_);
  PENSTOCK_STORED_VALUE(vpn::VpnRoutingPolicyType, RoutingPolicyType,
                        policy_) = vpn::VpnRoutingPolicyType::SplitRouting;
  PENSTOCK_STORED_VALUE(vpn::VpnNativeProtocolType, NativeProtocolType,
                        protocol_) = vpn::VpnNativeProtocolType::Pptp;
  PENSTOCK_STORED_VALUE(vpn::VpnAuthenticationMethod, UserAuthenticationMethod,
                        user_) = vpn::VpnAuthenticationMethod::Mschapv2;
  PENSTOCK_STORED_VALUE(vpn::VpnAuthenticationMethod, TunnelAuthenticationMethod,
                        tunnel_) = vpn::VpnAuthenticationMethod::Mschapv2;
  PENSTOCK_STORED_VALUE(hstring, EapConfiguration, eap_);
};

StatusAsync answer(Status status) { return done_async<StatusAsync>(status); }

// One list for the process, as there is one on a machine.
exec::Mutex lock;
std::vector<vpn::IVpnProfile>& profiles() {
  static std::vector<vpn::IVpnProfile> list;
  return list;
}

struct ManagementAgent : winrt::implements<ManagementAgent, vpn::IVpnManagementAgent> {
  StatusAsync AddProfileFromXmlAsync(hstring const&) const { return answer(Status::Other); }
  StatusAsync AddProfileFromObjectAsync(vpn::IVpnProfile const& profile) const {
    if (!profile) throw winrt::hresult_error(winrt::impl::error_pointer);
    std::lock_guard guard(lock);
    profiles().push_back(profile);
    return answer(Status::Ok);
  }
  StatusAsync UpdateProfileFromXmlAsync(hstring const&) const { throw winrt::hresult_not_implemented(); }
  StatusAsync UpdateProfileFromObjectAsync(vpn::IVpnProfile const& profile) const {
    std::lock_guard guard(lock);
    for (auto& known : profiles()) {
      if (known.ProfileName() != profile.ProfileName()) continue;
      known = profile;
      return answer(Status::Ok);
    }
    return answer(Status::CannotFindProfile);
  }
  foundation::IAsyncOperation<collections::IVectorView<vpn::IVpnProfile>> GetProfilesAsync() const {
    std::lock_guard guard(lock);
    auto all = profiles();
    return done_async<foundation::IAsyncOperation<collections::IVectorView<vpn::IVpnProfile>>>(
        winrt::single_threaded_vector<vpn::IVpnProfile>(std::move(all)).GetView());
  }
  StatusAsync DeleteProfileAsync(vpn::IVpnProfile const& profile) const {
    std::lock_guard guard(lock);
    auto const removed = std::erase_if(
        profiles(), [&profile](auto const& known) { return known.ProfileName() == profile.ProfileName(); });
    return answer(removed ? Status::Ok : Status::CannotFindProfile);
  }
  StatusAsync ConnectProfileAsync(vpn::IVpnProfile const&) const { return answer(Status::Other); }
  StatusAsync ConnectProfileWithPasswordCredentialAsync(
      vpn::IVpnProfile const&, winrt::Windows::Security::Credentials::PasswordCredential const&) const {
    return answer(Status::Other);
  }
  StatusAsync DisconnectProfileAsync(vpn::IVpnProfile const&) const { return answer(Status::NoConnection); }
};

}  // namespace

Factory make_vpn_plug_in_profile_factory() { return make_plain_factory<PlugInProfile>(); }
Factory make_vpn_native_profile_factory() { return make_plain_factory<NativeProfile>(); }
Factory make_vpn_management_agent_factory() { return make_plain_factory<ManagementAgent>(); }

}  // namespace penstock::projection
