// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Networking.Vpn.1.h"
#include "Windows.ApplicationModel.Activation.1.h"
#include "Windows.Foundation.1.h"
#include "Windows.Foundation.Collections.1.h"
#include "Windows.Networking.1.h"
#include "Windows.Networking.Sockets.1.h"
#include "Windows.Security.Credentials.1.h"
#include "Windows.Security.Cryptography.Certificates.1.h"
#include "Windows.Storage.Streams.1.h"

namespace winrt::Windows::Networking::Vpn {

struct VpnChannel : ::winrt::Windows::Networking::Vpn::IVpnChannel, ::winrt::impl::require<VpnChannel, ::winrt::Windows::Networking::Vpn::IVpnChannel2, ::winrt::Windows::Networking::Vpn::IVpnChannel4, ::winrt::Windows::Networking::Vpn::IVpnChannel5, ::winrt::Windows::Networking::Vpn::IVpnChannel6> {
  VpnChannel(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnChannel(nullptr) {}
  VpnChannel(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnChannel(object, take_ownership_from_abi) {}
  static void ProcessEventAsync(::winrt::Windows::Foundation::IInspectable const& thirdPartyPlugIn, ::winrt::Windows::Foundation::IInspectable const& event);
  using ::winrt::impl::consume_t<VpnChannel, ::winrt::Windows::Networking::Vpn::IVpnChannel2>::StartWithTrafficFilter;
  using ::winrt::impl::consume_t<VpnChannel, ::winrt::Windows::Networking::Vpn::IVpnChannel4>::StartWithTrafficFilter;
};
struct VpnPacketBuffer : ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer, ::winrt::impl::require<VpnPacketBuffer, ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer2, ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3> {
  VpnPacketBuffer(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer(nullptr) {}
  VpnPacketBuffer(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer(object, take_ownership_from_abi) {}
  VpnPacketBuffer(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& parentBuffer, uint32_t offset, uint32_t length);
};
struct VpnPacketBufferList : ::winrt::Windows::Networking::Vpn::IVpnPacketBufferList, ::winrt::impl::require<VpnPacketBufferList, ::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>> {
  VpnPacketBufferList(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnPacketBufferList(nullptr) {}
  VpnPacketBufferList(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnPacketBufferList(object, take_ownership_from_abi) {}
};
struct VpnChannelConfiguration : ::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration, ::winrt::impl::require<VpnChannelConfiguration, ::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration2> {
  VpnChannelConfiguration(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration(nullptr) {}
  VpnChannelConfiguration(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration(object, take_ownership_from_abi) {}
};
struct VpnChannelActivityStateChangedArgs : ::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs {
  VpnChannelActivityStateChangedArgs(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs(nullptr) {}
  VpnChannelActivityStateChangedArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs(object, take_ownership_from_abi) {}
};
struct VpnChannelActivityEventArgs : ::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs {
  VpnChannelActivityEventArgs(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs(nullptr) {}
  VpnChannelActivityEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs(object, take_ownership_from_abi) {}
};
struct VpnRoute : ::winrt::Windows::Networking::Vpn::IVpnRoute {
  VpnRoute(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnRoute(nullptr) {}
  VpnRoute(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnRoute(object, take_ownership_from_abi) {}
  VpnRoute(::winrt::Windows::Networking::HostName const& address, uint8_t prefixSize);
};
struct VpnRouteAssignment : ::winrt::Windows::Networking::Vpn::IVpnRouteAssignment {
  VpnRouteAssignment(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnRouteAssignment(nullptr) {}
  VpnRouteAssignment(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnRouteAssignment(object, take_ownership_from_abi) {}
  VpnRouteAssignment();
};
struct VpnDomainNameAssignment : ::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment {
  VpnDomainNameAssignment(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment(nullptr) {}
  VpnDomainNameAssignment(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment(object, take_ownership_from_abi) {}
  VpnDomainNameAssignment();
};
struct VpnDomainNameInfo : ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo, ::winrt::impl::require<VpnDomainNameInfo, ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo2> {
  VpnDomainNameInfo(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo(nullptr) {}
  VpnDomainNameInfo(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo(object, take_ownership_from_abi) {}
  VpnDomainNameInfo(::winrt::param::hstring const& name, ::winrt::Windows::Networking::Vpn::VpnDomainNameType nameType, ::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& dnsServerList, ::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& proxyServerList);
};
struct VpnInterfaceId : ::winrt::Windows::Networking::Vpn::IVpnInterfaceId {
  VpnInterfaceId(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnInterfaceId(nullptr) {}
  VpnInterfaceId(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnInterfaceId(object, take_ownership_from_abi) {}
  explicit VpnInterfaceId(::winrt::array_view<uint8_t const> address);
};
struct VpnNamespaceAssignment : ::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment {
  VpnNamespaceAssignment(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment(nullptr) {}
  VpnNamespaceAssignment(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment(object, take_ownership_from_abi) {}
  VpnNamespaceAssignment();
};
struct VpnNamespaceInfo : ::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo {
  VpnNamespaceInfo(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo(nullptr) {}
  VpnNamespaceInfo(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo(object, take_ownership_from_abi) {}
  VpnNamespaceInfo(::winrt::param::hstring const& name, ::winrt::param::vector<::winrt::Windows::Networking::HostName> const& dnsServerList, ::winrt::param::vector<::winrt::Windows::Networking::HostName> const& proxyServerList);
};
struct VpnTrafficFilter : ::winrt::Windows::Networking::Vpn::IVpnTrafficFilter {
  VpnTrafficFilter(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnTrafficFilter(nullptr) {}
  VpnTrafficFilter(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnTrafficFilter(object, take_ownership_from_abi) {}
  VpnTrafficFilter(::winrt::Windows::Networking::Vpn::VpnAppId const& appId);
};
struct VpnTrafficFilterAssignment : ::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment {
  VpnTrafficFilterAssignment(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment(nullptr) {}
  VpnTrafficFilterAssignment(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment(object, take_ownership_from_abi) {}
  VpnTrafficFilterAssignment();
};
struct VpnAppId : ::winrt::Windows::Networking::Vpn::IVpnAppId {
  VpnAppId(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnAppId(nullptr) {}
  VpnAppId(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnAppId(object, take_ownership_from_abi) {}
  VpnAppId(::winrt::Windows::Networking::Vpn::VpnAppIdType type, ::winrt::param::hstring const& value);
};
struct VpnSystemHealth : ::winrt::Windows::Networking::Vpn::IVpnSystemHealth {
  VpnSystemHealth(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnSystemHealth(nullptr) {}
  VpnSystemHealth(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnSystemHealth(object, take_ownership_from_abi) {}
};
struct VpnCredential : ::winrt::Windows::Networking::Vpn::IVpnCredential {
  VpnCredential(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnCredential(nullptr) {}
  VpnCredential(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnCredential(object, take_ownership_from_abi) {}
};
struct VpnPickedCredential : ::winrt::Windows::Networking::Vpn::IVpnPickedCredential {
  VpnPickedCredential(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnPickedCredential(nullptr) {}
  VpnPickedCredential(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnPickedCredential(object, take_ownership_from_abi) {}
};
struct VpnCustomPromptBooleanInput : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput {
  VpnCustomPromptBooleanInput(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput(nullptr) {}
  VpnCustomPromptBooleanInput(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput(object, take_ownership_from_abi) {}
  VpnCustomPromptBooleanInput();
};
struct VpnCustomPromptOptionSelector : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector {
  VpnCustomPromptOptionSelector(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector(nullptr) {}
  VpnCustomPromptOptionSelector(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector(object, take_ownership_from_abi) {}
  VpnCustomPromptOptionSelector();
};
struct VpnCustomPromptText : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptText {
  VpnCustomPromptText(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptText(nullptr) {}
  VpnCustomPromptText(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptText(object, take_ownership_from_abi) {}
  VpnCustomPromptText();
};
struct VpnCustomPromptTextInput : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput {
  VpnCustomPromptTextInput(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput(nullptr) {}
  VpnCustomPromptTextInput(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput(object, take_ownership_from_abi) {}
  VpnCustomPromptTextInput();
};
struct VpnCustomCheckBox : ::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox {
  VpnCustomCheckBox(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox(nullptr) {}
  VpnCustomCheckBox(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox(object, take_ownership_from_abi) {}
  VpnCustomCheckBox();
};
struct VpnCustomComboBox : ::winrt::Windows::Networking::Vpn::IVpnCustomComboBox {
  VpnCustomComboBox(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnCustomComboBox(nullptr) {}
  VpnCustomComboBox(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnCustomComboBox(object, take_ownership_from_abi) {}
  VpnCustomComboBox();
};
struct VpnCustomEditBox : ::winrt::Windows::Networking::Vpn::IVpnCustomEditBox {
  VpnCustomEditBox(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnCustomEditBox(nullptr) {}
  VpnCustomEditBox(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnCustomEditBox(object, take_ownership_from_abi) {}
  VpnCustomEditBox();
};
struct VpnCustomErrorBox : ::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox {
  VpnCustomErrorBox(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox(nullptr) {}
  VpnCustomErrorBox(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox(object, take_ownership_from_abi) {}
  VpnCustomErrorBox();
};
struct VpnCustomTextBox : ::winrt::Windows::Networking::Vpn::IVpnCustomTextBox {
  VpnCustomTextBox(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnCustomTextBox(nullptr) {}
  VpnCustomTextBox(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnCustomTextBox(object, take_ownership_from_abi) {}
  VpnCustomTextBox();
};
struct VpnForegroundActivationOperation : ::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation {
  VpnForegroundActivationOperation(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation(nullptr) {}
  VpnForegroundActivationOperation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation(object, take_ownership_from_abi) {}
};
struct VpnForegroundActivatedEventArgs : ::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs, ::winrt::impl::require<VpnForegroundActivatedEventArgs, ::winrt::Windows::ApplicationModel::Activation::IActivatedEventArgs> {
  VpnForegroundActivatedEventArgs(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs(nullptr) {}
  VpnForegroundActivatedEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs(object, take_ownership_from_abi) {}
};
struct VpnPlugInProfile : ::winrt::Windows::Networking::Vpn::IVpnPlugInProfile, ::winrt::impl::require<VpnPlugInProfile, ::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2> {
  VpnPlugInProfile(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnPlugInProfile(nullptr) {}
  VpnPlugInProfile(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnPlugInProfile(object, take_ownership_from_abi) {}
  VpnPlugInProfile();
};
struct VpnNativeProfile : ::winrt::Windows::Networking::Vpn::IVpnNativeProfile, ::winrt::impl::require<VpnNativeProfile, ::winrt::Windows::Networking::Vpn::IVpnNativeProfile2> {
  VpnNativeProfile(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnNativeProfile(nullptr) {}
  VpnNativeProfile(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnNativeProfile(object, take_ownership_from_abi) {}
  VpnNativeProfile();
};
struct VpnManagementAgent : ::winrt::Windows::Networking::Vpn::IVpnManagementAgent {
  VpnManagementAgent(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Vpn::IVpnManagementAgent(nullptr) {}
  VpnManagementAgent(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Vpn::IVpnManagementAgent(object, take_ownership_from_abi) {}
  VpnManagementAgent();
};
}  // namespace winrt::Windows::Networking::Vpn

#include "Windows.ApplicationModel.Activation.2.h"
#include "Windows.Foundation.2.h"
#include "Windows.Foundation.Collections.2.h"
#include "Windows.Networking.2.h"
#include "Windows.Networking.Sockets.2.h"
#include "Windows.Security.Credentials.2.h"
#include "Windows.Security.Cryptography.Certificates.2.h"
#include "Windows.Storage.Streams.2.h"

namespace winrt::impl {

template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::AssociateTransport(::winrt::Windows::Foundation::IInspectable const& mainOuterTunnelTransport, ::winrt::Windows::Foundation::IInspectable const& optionalOuterTunnelTransport) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->AssociateTransport(get_abi(mainOuterTunnelTransport), get_abi(optionalOuterTunnelTransport)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::Start(::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv4list, ::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv6list, ::winrt::Windows::Networking::Vpn::VpnInterfaceId const& vpnInterfaceId, ::winrt::Windows::Networking::Vpn::VpnRouteAssignment const& routeScope, ::winrt::Windows::Networking::Vpn::VpnNamespaceAssignment const& namespaceScope, uint32_t mtuSize, uint32_t maxFrameSize, bool optimizeForLowCostNetwork, ::winrt::Windows::Foundation::IInspectable const& mainOuterTunnelTransport, ::winrt::Windows::Foundation::IInspectable const& optionalOuterTunnelTransport) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->Start(get_abi(assignedClientIPv4list), get_abi(assignedClientIPv6list), get_abi(vpnInterfaceId), get_abi(routeScope), get_abi(namespaceScope), mtuSize, maxFrameSize, optimizeForLowCostNetwork, get_abi(mainOuterTunnelTransport), get_abi(optionalOuterTunnelTransport)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::Stop() const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->Stop());
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnPickedCredential consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::RequestCredentials(::winrt::Windows::Networking::Vpn::VpnCredentialType credType, bool isRetry, bool isSingleSignOnCredential, ::winrt::Windows::Security::Cryptography::Certificates::Certificate const& certificate) const {
  answer<::winrt::Windows::Networking::Vpn::VpnPickedCredential> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->RequestCredentials(credType, isRetry, isSingleSignOnCredential, get_abi(certificate), result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::RequestVpnPacketBuffer(::winrt::Windows::Networking::Vpn::VpnDataPathType type, ::winrt::Windows::Networking::Vpn::VpnPacketBuffer& vpnPacketBuffer) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->RequestVpnPacketBuffer(type, out(vpnPacketBuffer)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::LogDiagnosticMessage(::winrt::param::hstring const& message) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->LogDiagnosticMessage(get_abi(message)));
}
template <typename D>
uint32_t consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::Id() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->get_Id(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnChannelConfiguration consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::Configuration() const {
  answer<::winrt::Windows::Networking::Vpn::VpnChannelConfiguration> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->get_Configuration(result.put()));
  return result.take();
}
template <typename D>
::winrt::event_token consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::ActivityChange(::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Vpn::VpnChannel, ::winrt::Windows::Networking::Vpn::VpnChannelActivityEventArgs> const& handler) const {
  answer<::winrt::event_token> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->add_ActivityChange(get_abi(handler), result.put()));
  return result.take();
}
template <typename D>
event_revoker<::winrt::Windows::Networking::Vpn::IVpnChannel> consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::ActivityChange(auto_revoke_t, ::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Vpn::VpnChannel, ::winrt::Windows::Networking::Vpn::VpnChannelActivityEventArgs> const& handler) const {
  return {static_cast<::winrt::Windows::Networking::Vpn::IVpnChannel>(*static_cast<D const*>(this)), &abi_t<::winrt::Windows::Networking::Vpn::IVpnChannel>::remove_ActivityChange, ActivityChange(handler)};
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::ActivityChange(::winrt::event_token const& token) const {
  static_cast<void>(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->remove_ActivityChange(token));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::PlugInContext(::winrt::Windows::Foundation::IInspectable const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->put_PlugInContext(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::PlugInContext() const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->get_PlugInContext(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnSystemHealth consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::SystemHealth() const {
  answer<::winrt::Windows::Networking::Vpn::VpnSystemHealth> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->get_SystemHealth(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::RequestCustomPrompt(::winrt::param::vector_view<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> const& customPrompt) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->RequestCustomPrompt(get_abi(customPrompt)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::SetErrorMessage(::winrt::param::hstring const& message) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->SetErrorMessage(get_abi(message)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel>::type<D>::SetAllowedSslTlsVersions(::winrt::Windows::Foundation::IInspectable const& tunnelTransport, bool useTls12) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel>(static_cast<D const*>(this))->SetAllowedSslTlsVersions(get_abi(tunnelTransport), useTls12));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnChannel> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnChannel> {
  int32_t AssociateTransport(void* p_mainOuterTunnelTransport, void* p_optionalOuterTunnelTransport) noexcept final try {
    this->shim().AssociateTransport(borrow<::winrt::Windows::Foundation::IInspectable>(p_mainOuterTunnelTransport), borrow<::winrt::Windows::Foundation::IInspectable>(p_optionalOuterTunnelTransport));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Start(void* p_assignedClientIPv4list, void* p_assignedClientIPv6list, void* p_vpnInterfaceId, void* p_routeScope, void* p_namespaceScope, uint32_t p_mtuSize, uint32_t p_maxFrameSize, bool p_optimizeForLowCostNetwork, void* p_mainOuterTunnelTransport, void* p_optionalOuterTunnelTransport) noexcept final try {
    this->shim().Start(borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(p_assignedClientIPv4list), borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(p_assignedClientIPv6list), borrow<::winrt::Windows::Networking::Vpn::VpnInterfaceId>(p_vpnInterfaceId), borrow<::winrt::Windows::Networking::Vpn::VpnRouteAssignment>(p_routeScope), borrow<::winrt::Windows::Networking::Vpn::VpnNamespaceAssignment>(p_namespaceScope), p_mtuSize, p_maxFrameSize, p_optimizeForLowCostNetwork, borrow<::winrt::Windows::Foundation::IInspectable>(p_mainOuterTunnelTransport), borrow<::winrt::Windows::Foundation::IInspectable>(p_optionalOuterTunnelTransport));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Stop() noexcept final try {
    this->shim().Stop();
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RequestCredentials(::winrt::Windows::Networking::Vpn::VpnCredentialType p_credType, bool p_isRetry, bool p_isSingleSignOnCredential, void* p_certificate, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPickedCredential>(result);
    give<::winrt::Windows::Networking::Vpn::VpnPickedCredential>(result, this->shim().RequestCredentials(p_credType, p_isRetry, p_isSingleSignOnCredential, borrow<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(p_certificate)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RequestVpnPacketBuffer(::winrt::Windows::Networking::Vpn::VpnDataPathType p_type, void** p_vpnPacketBuffer) noexcept final try {
    need_place(p_vpnPacketBuffer);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_vpnPacketBuffer);
    this->shim().RequestVpnPacketBuffer(p_type, borrow_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_vpnPacketBuffer));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t LogDiagnosticMessage(void* p_message) noexcept final try {
    this->shim().LogDiagnosticMessage(borrow<::winrt::hstring>(p_message));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Id(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Id());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Configuration(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnChannelConfiguration>(result);
    give<::winrt::Windows::Networking::Vpn::VpnChannelConfiguration>(result, this->shim().Configuration());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t add_ActivityChange(void* p_handler, ::winrt::event_token* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::event_token>(result);
    give<::winrt::event_token>(result, this->shim().ActivityChange(borrow<::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Vpn::VpnChannel, ::winrt::Windows::Networking::Vpn::VpnChannelActivityEventArgs>>(p_handler)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t remove_ActivityChange(::winrt::event_token p_token) noexcept final try {
    this->shim().ActivityChange(p_token);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_PlugInContext(void* p_value) noexcept final try {
    this->shim().PlugInContext(borrow<::winrt::Windows::Foundation::IInspectable>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_PlugInContext(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().PlugInContext());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_SystemHealth(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnSystemHealth>(result);
    give<::winrt::Windows::Networking::Vpn::VpnSystemHealth>(result, this->shim().SystemHealth());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RequestCustomPrompt(void* p_customPrompt) noexcept final try {
    this->shim().RequestCustomPrompt(borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>>(p_customPrompt));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t SetErrorMessage(void* p_message) noexcept final try {
    this->shim().SetErrorMessage(borrow<::winrt::hstring>(p_message));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t SetAllowedSslTlsVersions(void* p_tunnelTransport, bool p_useTls12) noexcept final try {
    this->shim().SetAllowedSslTlsVersions(borrow<::winrt::Windows::Foundation::IInspectable>(p_tunnelTransport), p_useTls12);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::StartWithMainTransport(::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv4list, ::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv6list, ::winrt::Windows::Networking::Vpn::VpnInterfaceId const& vpnInterfaceId, ::winrt::Windows::Networking::Vpn::VpnRouteAssignment const& assignedRoutes, ::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment const& assignedDomainName, uint32_t mtuSize, uint32_t maxFrameSize, bool Reserved, ::winrt::Windows::Foundation::IInspectable const& mainOuterTunnelTransport) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->StartWithMainTransport(get_abi(assignedClientIPv4list), get_abi(assignedClientIPv6list), get_abi(vpnInterfaceId), get_abi(assignedRoutes), get_abi(assignedDomainName), mtuSize, maxFrameSize, Reserved, get_abi(mainOuterTunnelTransport)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::StartExistingTransports(::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv4list, ::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv6list, ::winrt::Windows::Networking::Vpn::VpnInterfaceId const& vpnInterfaceId, ::winrt::Windows::Networking::Vpn::VpnRouteAssignment const& assignedRoutes, ::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment const& assignedDomainName, uint32_t mtuSize, uint32_t maxFrameSize, bool Reserved) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->StartExistingTransports(get_abi(assignedClientIPv4list), get_abi(assignedClientIPv6list), get_abi(vpnInterfaceId), get_abi(assignedRoutes), get_abi(assignedDomainName), mtuSize, maxFrameSize, Reserved));
}
template <typename D>
::winrt::event_token consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::ActivityStateChange(::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Vpn::VpnChannel, ::winrt::Windows::Networking::Vpn::VpnChannelActivityStateChangedArgs> const& handler) const {
  answer<::winrt::event_token> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->add_ActivityStateChange(get_abi(handler), result.put()));
  return result.take();
}
template <typename D>
event_revoker<::winrt::Windows::Networking::Vpn::IVpnChannel2> consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::ActivityStateChange(auto_revoke_t, ::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Vpn::VpnChannel, ::winrt::Windows::Networking::Vpn::VpnChannelActivityStateChangedArgs> const& handler) const {
  return {static_cast<::winrt::Windows::Networking::Vpn::IVpnChannel2>(*static_cast<D const*>(this)), &abi_t<::winrt::Windows::Networking::Vpn::IVpnChannel2>::remove_ActivityStateChange, ActivityStateChange(handler)};
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::ActivityStateChange(::winrt::event_token const& token) const {
  static_cast<void>(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->remove_ActivityStateChange(token));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnPacketBuffer consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::GetVpnSendPacketBuffer() const {
  answer<::winrt::Windows::Networking::Vpn::VpnPacketBuffer> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->GetVpnSendPacketBuffer(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnPacketBuffer consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::GetVpnReceivePacketBuffer() const {
  answer<::winrt::Windows::Networking::Vpn::VpnPacketBuffer> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->GetVpnReceivePacketBuffer(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::RequestCustomPromptAsync(::winrt::param::vector_view<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> const& customPromptElement) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->RequestCustomPromptAsync(get_abi(customPromptElement), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential> consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::RequestCredentialsAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType credType, uint32_t credOptions, ::winrt::Windows::Security::Cryptography::Certificates::Certificate const& certificate) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->RequestCredentialsWithCertificateAsync(credType, credOptions, get_abi(certificate), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential> consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::RequestCredentialsAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType credType, uint32_t credOptions) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->RequestCredentialsWithOptionsAsync(credType, credOptions, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential> consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::RequestCredentialsAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType credType) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->RequestCredentialsSimpleAsync(credType, result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::TerminateConnection(::winrt::param::hstring const& message) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->TerminateConnection(get_abi(message)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel2>::type<D>::StartWithTrafficFilter(::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIpv4List, ::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIpv6List, ::winrt::Windows::Networking::Vpn::VpnInterfaceId const& vpnInterfaceId, ::winrt::Windows::Networking::Vpn::VpnRouteAssignment const& assignedRoutes, ::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment const& assignedNamespace, uint32_t mtuSize, uint32_t maxFrameSize, bool reserved, ::winrt::Windows::Foundation::IInspectable const& mainOuterTunnelTransport, ::winrt::Windows::Foundation::IInspectable const& optionalOuterTunnelTransport, ::winrt::Windows::Networking::Vpn::VpnTrafficFilterAssignment const& assignedTrafficFilters) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel2>(static_cast<D const*>(this))->StartWithTrafficFilter(get_abi(assignedClientIpv4List), get_abi(assignedClientIpv6List), get_abi(vpnInterfaceId), get_abi(assignedRoutes), get_abi(assignedNamespace), mtuSize, maxFrameSize, reserved, get_abi(mainOuterTunnelTransport), get_abi(optionalOuterTunnelTransport), get_abi(assignedTrafficFilters)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnChannel2> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnChannel2> {
  int32_t StartWithMainTransport(void* p_assignedClientIPv4list, void* p_assignedClientIPv6list, void* p_vpnInterfaceId, void* p_assignedRoutes, void* p_assignedDomainName, uint32_t p_mtuSize, uint32_t p_maxFrameSize, bool p_Reserved, void* p_mainOuterTunnelTransport) noexcept final try {
    this->shim().StartWithMainTransport(borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(p_assignedClientIPv4list), borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(p_assignedClientIPv6list), borrow<::winrt::Windows::Networking::Vpn::VpnInterfaceId>(p_vpnInterfaceId), borrow<::winrt::Windows::Networking::Vpn::VpnRouteAssignment>(p_assignedRoutes), borrow<::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment>(p_assignedDomainName), p_mtuSize, p_maxFrameSize, p_Reserved, borrow<::winrt::Windows::Foundation::IInspectable>(p_mainOuterTunnelTransport));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t StartExistingTransports(void* p_assignedClientIPv4list, void* p_assignedClientIPv6list, void* p_vpnInterfaceId, void* p_assignedRoutes, void* p_assignedDomainName, uint32_t p_mtuSize, uint32_t p_maxFrameSize, bool p_Reserved) noexcept final try {
    this->shim().StartExistingTransports(borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(p_assignedClientIPv4list), borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(p_assignedClientIPv6list), borrow<::winrt::Windows::Networking::Vpn::VpnInterfaceId>(p_vpnInterfaceId), borrow<::winrt::Windows::Networking::Vpn::VpnRouteAssignment>(p_assignedRoutes), borrow<::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment>(p_assignedDomainName), p_mtuSize, p_maxFrameSize, p_Reserved);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t add_ActivityStateChange(void* p_handler, ::winrt::event_token* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::event_token>(result);
    give<::winrt::event_token>(result, this->shim().ActivityStateChange(borrow<::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Vpn::VpnChannel, ::winrt::Windows::Networking::Vpn::VpnChannelActivityStateChangedArgs>>(p_handler)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t remove_ActivityStateChange(::winrt::event_token p_token) noexcept final try {
    this->shim().ActivityStateChange(p_token);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetVpnSendPacketBuffer(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result);
    give<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result, this->shim().GetVpnSendPacketBuffer());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetVpnReceivePacketBuffer(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result);
    give<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result, this->shim().GetVpnReceivePacketBuffer());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RequestCustomPromptAsync(void* p_customPromptElement, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().RequestCustomPromptAsync(borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>>(p_customPromptElement)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RequestCredentialsWithCertificateAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType p_credType, uint32_t p_credOptions, void* p_certificate, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential>>(result, this->shim().RequestCredentialsAsync(p_credType, p_credOptions, borrow<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(p_certificate)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RequestCredentialsWithOptionsAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType p_credType, uint32_t p_credOptions, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential>>(result, this->shim().RequestCredentialsAsync(p_credType, p_credOptions));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RequestCredentialsSimpleAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType p_credType, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential>>(result, this->shim().RequestCredentialsAsync(p_credType));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t TerminateConnection(void* p_message) noexcept final try {
    this->shim().TerminateConnection(borrow<::winrt::hstring>(p_message));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t StartWithTrafficFilter(void* p_assignedClientIpv4List, void* p_assignedClientIpv6List, void* p_vpnInterfaceId, void* p_assignedRoutes, void* p_assignedNamespace, uint32_t p_mtuSize, uint32_t p_maxFrameSize, bool p_reserved, void* p_mainOuterTunnelTransport, void* p_optionalOuterTunnelTransport, void* p_assignedTrafficFilters) noexcept final try {
    this->shim().StartWithTrafficFilter(borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(p_assignedClientIpv4List), borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(p_assignedClientIpv6List), borrow<::winrt::Windows::Networking::Vpn::VpnInterfaceId>(p_vpnInterfaceId), borrow<::winrt::Windows::Networking::Vpn::VpnRouteAssignment>(p_assignedRoutes), borrow<::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment>(p_assignedNamespace), p_mtuSize, p_maxFrameSize, p_reserved, borrow<::winrt::Windows::Foundation::IInspectable>(p_mainOuterTunnelTransport), borrow<::winrt::Windows::Foundation::IInspectable>(p_optionalOuterTunnelTransport), borrow<::winrt::Windows::Networking::Vpn::VpnTrafficFilterAssignment>(p_assignedTrafficFilters));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel4>::type<D>::AddAndAssociateTransport(::winrt::Windows::Foundation::IInspectable const& transport, ::winrt::Windows::Foundation::IInspectable const& context) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel4>(static_cast<D const*>(this))->AddAndAssociateTransport(get_abi(transport), get_abi(context)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel4>::type<D>::StartWithTrafficFilter(::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& assignedClientIpv4Addresses, ::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& assignedClientIpv6Addresses, ::winrt::Windows::Networking::Vpn::VpnInterfaceId const& vpninterfaceId, ::winrt::Windows::Networking::Vpn::VpnRouteAssignment const& assignedRoutes, ::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment const& assignedNamespace, uint32_t mtuSize, uint32_t maxFrameSize, bool reserved, ::winrt::param::iterable<::winrt::Windows::Foundation::IInspectable> const& transports, ::winrt::Windows::Networking::Vpn::VpnTrafficFilterAssignment const& assignedTrafficFilters) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel4>(static_cast<D const*>(this))->StartWithMultipleTransports(get_abi(assignedClientIpv4Addresses), get_abi(assignedClientIpv6Addresses), get_abi(vpninterfaceId), get_abi(assignedRoutes), get_abi(assignedNamespace), mtuSize, maxFrameSize, reserved, get_abi(transports), get_abi(assignedTrafficFilters)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel4>::type<D>::ReplaceAndAssociateTransport(::winrt::Windows::Foundation::IInspectable const& transport, ::winrt::Windows::Foundation::IInspectable const& context) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel4>(static_cast<D const*>(this))->ReplaceAndAssociateTransport(get_abi(transport), get_abi(context)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel4>::type<D>::StartReconnectingTransport(::winrt::Windows::Foundation::IInspectable const& transport, ::winrt::Windows::Foundation::IInspectable const& context) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel4>(static_cast<D const*>(this))->StartReconnectingTransport(get_abi(transport), get_abi(context)));
}
template <typename D>
::winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus consume<::winrt::Windows::Networking::Vpn::IVpnChannel4>::type<D>::GetSlotTypeForTransportContext(::winrt::Windows::Foundation::IInspectable const& context) const {
  answer<::winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel4>(static_cast<D const*>(this))->GetSlotTypeForTransportContext(get_abi(context), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Networking::Vpn::IVpnChannel4>::type<D>::CurrentRequestTransportContext() const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel4>(static_cast<D const*>(this))->get_CurrentRequestTransportContext(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnChannel4> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnChannel4> {
  int32_t AddAndAssociateTransport(void* p_transport, void* p_context) noexcept final try {
    this->shim().AddAndAssociateTransport(borrow<::winrt::Windows::Foundation::IInspectable>(p_transport), borrow<::winrt::Windows::Foundation::IInspectable>(p_context));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t StartWithMultipleTransports(void* p_assignedClientIpv4Addresses, void* p_assignedClientIpv6Addresses, void* p_vpninterfaceId, void* p_assignedRoutes, void* p_assignedNamespace, uint32_t p_mtuSize, uint32_t p_maxFrameSize, bool p_reserved, void* p_transports, void* p_assignedTrafficFilters) noexcept final try {
    this->shim().StartWithTrafficFilter(borrow<::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Networking::HostName>>(p_assignedClientIpv4Addresses), borrow<::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Networking::HostName>>(p_assignedClientIpv6Addresses), borrow<::winrt::Windows::Networking::Vpn::VpnInterfaceId>(p_vpninterfaceId), borrow<::winrt::Windows::Networking::Vpn::VpnRouteAssignment>(p_assignedRoutes), borrow<::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment>(p_assignedNamespace), p_mtuSize, p_maxFrameSize, p_reserved, borrow<::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Foundation::IInspectable>>(p_transports), borrow<::winrt::Windows::Networking::Vpn::VpnTrafficFilterAssignment>(p_assignedTrafficFilters));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReplaceAndAssociateTransport(void* p_transport, void* p_context) noexcept final try {
    this->shim().ReplaceAndAssociateTransport(borrow<::winrt::Windows::Foundation::IInspectable>(p_transport), borrow<::winrt::Windows::Foundation::IInspectable>(p_context));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t StartReconnectingTransport(void* p_transport, void* p_context) noexcept final try {
    this->shim().StartReconnectingTransport(borrow<::winrt::Windows::Foundation::IInspectable>(p_transport), borrow<::winrt::Windows::Foundation::IInspectable>(p_context));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetSlotTypeForTransportContext(void* p_context, ::winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus>(result);
    give<::winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus>(result, this->shim().GetSlotTypeForTransportContext(borrow<::winrt::Windows::Foundation::IInspectable>(p_context)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_CurrentRequestTransportContext(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CurrentRequestTransportContext());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel5>::type<D>::AppendVpnReceivePacketBuffer(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& decapsulatedPacketBuffer) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel5>(static_cast<D const*>(this))->AppendVpnReceivePacketBuffer(get_abi(decapsulatedPacketBuffer)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel5>::type<D>::AppendVpnSendPacketBuffer(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& encapsulatedPacketBuffer) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel5>(static_cast<D const*>(this))->AppendVpnSendPacketBuffer(get_abi(encapsulatedPacketBuffer)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel5>::type<D>::FlushVpnReceivePacketBuffers() const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel5>(static_cast<D const*>(this))->FlushVpnReceivePacketBuffers());
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannel5>::type<D>::FlushVpnSendPacketBuffers() const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel5>(static_cast<D const*>(this))->FlushVpnSendPacketBuffers());
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnChannel5> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnChannel5> {
  int32_t AppendVpnReceivePacketBuffer(void* p_decapsulatedPacketBuffer) noexcept final try {
    this->shim().AppendVpnReceivePacketBuffer(borrow<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_decapsulatedPacketBuffer));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t AppendVpnSendPacketBuffer(void* p_encapsulatedPacketBuffer) noexcept final try {
    this->shim().AppendVpnSendPacketBuffer(borrow<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_encapsulatedPacketBuffer));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t FlushVpnReceivePacketBuffers() noexcept final try {
    this->shim().FlushVpnReceivePacketBuffers();
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t FlushVpnSendPacketBuffers() noexcept final try {
    this->shim().FlushVpnSendPacketBuffers();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Collections::ValueSet consume<::winrt::Windows::Networking::Vpn::IVpnChannel6>::type<D>::ActivateForeground(::winrt::param::hstring const& packageRelativeAppId, ::winrt::Windows::Foundation::Collections::ValueSet const& sharedContext) const {
  answer<::winrt::Windows::Foundation::Collections::ValueSet> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannel6>(static_cast<D const*>(this))->ActivateForeground(get_abi(packageRelativeAppId), get_abi(sharedContext), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnChannel6> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnChannel6> {
  int32_t ActivateForeground(void* p_packageRelativeAppId, void* p_sharedContext, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::ValueSet>(result);
    give<::winrt::Windows::Foundation::Collections::ValueSet>(result, this->shim().ActivateForeground(borrow<::winrt::hstring>(p_packageRelativeAppId), borrow<::winrt::Windows::Foundation::Collections::ValueSet>(p_sharedContext)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnChannelStatics>::type<D>::ProcessEventAsync(::winrt::Windows::Foundation::IInspectable const& thirdPartyPlugIn, ::winrt::Windows::Foundation::IInspectable const& event) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannelStatics>(static_cast<D const*>(this))->ProcessEventAsync(get_abi(thirdPartyPlugIn), get_abi(event)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnChannelStatics> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnChannelStatics> {
  int32_t ProcessEventAsync(void* p_thirdPartyPlugIn, void* p_event) noexcept final try {
    this->shim().ProcessEventAsync(borrow<::winrt::Windows::Foundation::IInspectable>(p_thirdPartyPlugIn), borrow<::winrt::Windows::Foundation::IInspectable>(p_event));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPlugIn>::type<D>::Connect(::winrt::Windows::Networking::Vpn::VpnChannel const& channel) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugIn>(static_cast<D const*>(this))->Connect(get_abi(channel)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPlugIn>::type<D>::Disconnect(::winrt::Windows::Networking::Vpn::VpnChannel const& channel) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugIn>(static_cast<D const*>(this))->Disconnect(get_abi(channel)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPlugIn>::type<D>::GetKeepAlivePayload(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::Windows::Networking::Vpn::VpnPacketBuffer& keepAlivePacket) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugIn>(static_cast<D const*>(this))->GetKeepAlivePayload(get_abi(channel), out(keepAlivePacket)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPlugIn>::type<D>::Encapsulate(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& packets, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& encapulatedPackets) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugIn>(static_cast<D const*>(this))->Encapsulate(get_abi(channel), get_abi(packets), get_abi(encapulatedPackets)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPlugIn>::type<D>::Decapsulate(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& encapBuffer, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& decapsulatedPackets, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& controlPacketsToSend) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugIn>(static_cast<D const*>(this))->Decapsulate(get_abi(channel), get_abi(encapBuffer), get_abi(decapsulatedPackets), get_abi(controlPacketsToSend)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPlugIn> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPlugIn> {
  int32_t Connect(void* p_channel) noexcept final try {
    this->shim().Connect(borrow<::winrt::Windows::Networking::Vpn::VpnChannel>(p_channel));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Disconnect(void* p_channel) noexcept final try {
    this->shim().Disconnect(borrow<::winrt::Windows::Networking::Vpn::VpnChannel>(p_channel));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetKeepAlivePayload(void* p_channel, void** p_keepAlivePacket) noexcept final try {
    need_place(p_keepAlivePacket);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_keepAlivePacket);
    this->shim().GetKeepAlivePayload(borrow<::winrt::Windows::Networking::Vpn::VpnChannel>(p_channel), borrow_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_keepAlivePacket));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Encapsulate(void* p_channel, void* p_packets, void* p_encapulatedPackets) noexcept final try {
    this->shim().Encapsulate(borrow<::winrt::Windows::Networking::Vpn::VpnChannel>(p_channel), borrow<::winrt::Windows::Networking::Vpn::VpnPacketBufferList>(p_packets), borrow<::winrt::Windows::Networking::Vpn::VpnPacketBufferList>(p_encapulatedPackets));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Decapsulate(void* p_channel, void* p_encapBuffer, void* p_decapsulatedPackets, void* p_controlPacketsToSend) noexcept final try {
    this->shim().Decapsulate(borrow<::winrt::Windows::Networking::Vpn::VpnChannel>(p_channel), borrow<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_encapBuffer), borrow<::winrt::Windows::Networking::Vpn::VpnPacketBufferList>(p_decapsulatedPackets), borrow<::winrt::Windows::Networking::Vpn::VpnPacketBufferList>(p_controlPacketsToSend));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPlugInReconnectTransport>::type<D>::ReconnectTransport(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::Windows::Foundation::IInspectable const& context) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugInReconnectTransport>(static_cast<D const*>(this))->ReconnectTransport(get_abi(channel), get_abi(context)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPlugInReconnectTransport> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPlugInReconnectTransport> {
  int32_t ReconnectTransport(void* p_channel, void* p_context) noexcept final try {
    this->shim().ReconnectTransport(borrow<::winrt::Windows::Networking::Vpn::VpnChannel>(p_channel), borrow<::winrt::Windows::Foundation::IInspectable>(p_context));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Storage::Streams::Buffer consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>::type<D>::Buffer() const {
  answer<::winrt::Windows::Storage::Streams::Buffer> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>(static_cast<D const*>(this))->get_Buffer(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>::type<D>::Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>(static_cast<D const*>(this))->put_Status(value));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>::type<D>::Status() const {
  answer<::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>(static_cast<D const*>(this))->get_Status(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>::type<D>::TransportAffinity(uint32_t value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>(static_cast<D const*>(this))->put_TransportAffinity(value));
}
template <typename D>
uint32_t consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>::type<D>::TransportAffinity() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>(static_cast<D const*>(this))->get_TransportAffinity(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer> {
  int32_t get_Buffer(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::Buffer>(result);
    give<::winrt::Windows::Storage::Streams::Buffer>(result, this->shim().Buffer());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus p_value) noexcept final try {
    this->shim().Status(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus>(result);
    give<::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus>(result, this->shim().Status());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_TransportAffinity(uint32_t p_value) noexcept final try {
    this->shim().TransportAffinity(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_TransportAffinity(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().TransportAffinity());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnAppId consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer2>::type<D>::AppId() const {
  answer<::winrt::Windows::Networking::Vpn::VpnAppId> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer2>(static_cast<D const*>(this))->get_AppId(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer2> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer2> {
  int32_t get_AppId(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnAppId>(result);
    give<::winrt::Windows::Networking::Vpn::VpnAppId>(result, this->shim().AppId());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3>::type<D>::TransportContext(::winrt::Windows::Foundation::IInspectable const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3>(static_cast<D const*>(this))->put_TransportContext(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3>::type<D>::TransportContext() const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3>(static_cast<D const*>(this))->get_TransportContext(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3> {
  int32_t put_TransportContext(void* p_value) noexcept final try {
    this->shim().TransportContext(borrow<::winrt::Windows::Foundation::IInspectable>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_TransportContext(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().TransportContext());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnPacketBuffer consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferFactory>::type<D>::CreateVpnPacketBuffer(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& parentBuffer, uint32_t offset, uint32_t length) const {
  answer<::winrt::Windows::Networking::Vpn::VpnPacketBuffer> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferFactory>(static_cast<D const*>(this))->CreateVpnPacketBuffer(get_abi(parentBuffer), offset, length, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBufferFactory> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBufferFactory> {
  int32_t CreateVpnPacketBuffer(void* p_parentBuffer, uint32_t p_offset, uint32_t p_length, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result);
    give<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result, this->shim().CreateVpnPacketBuffer(borrow<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_parentBuffer), p_offset, p_length));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>::type<D>::Append(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& nextVpnPacketBuffer) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>(static_cast<D const*>(this))->Append(get_abi(nextVpnPacketBuffer)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>::type<D>::AddAtBegin(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& nextVpnPacketBuffer) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>(static_cast<D const*>(this))->AddAtBegin(get_abi(nextVpnPacketBuffer)));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnPacketBuffer consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>::type<D>::RemoveAtEnd() const {
  answer<::winrt::Windows::Networking::Vpn::VpnPacketBuffer> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>(static_cast<D const*>(this))->RemoveAtEnd(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnPacketBuffer consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>::type<D>::RemoveAtBegin() const {
  answer<::winrt::Windows::Networking::Vpn::VpnPacketBuffer> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>(static_cast<D const*>(this))->RemoveAtBegin(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>::type<D>::Clear() const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>(static_cast<D const*>(this))->Clear());
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>::type<D>::Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>(static_cast<D const*>(this))->put_Status(value));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>::type<D>::Status() const {
  answer<::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>(static_cast<D const*>(this))->get_Status(result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>::type<D>::Size() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>(static_cast<D const*>(this))->get_Size(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBufferList> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBufferList> {
  int32_t Append(void* p_nextVpnPacketBuffer) noexcept final try {
    this->shim().Append(borrow<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_nextVpnPacketBuffer));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t AddAtBegin(void* p_nextVpnPacketBuffer) noexcept final try {
    this->shim().AddAtBegin(borrow<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_nextVpnPacketBuffer));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RemoveAtEnd(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result);
    give<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result, this->shim().RemoveAtEnd());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RemoveAtBegin(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result);
    give<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result, this->shim().RemoveAtBegin());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Clear() noexcept final try {
    this->shim().Clear();
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus p_value) noexcept final try {
    this->shim().Status(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus>(result);
    give<::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus>(result, this->shim().Status());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Size(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Size());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2>::type<D>::AddLeadingPacket(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& nextVpnPacketBuffer) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2>(static_cast<D const*>(this))->AddLeadingPacket(get_abi(nextVpnPacketBuffer)));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnPacketBuffer consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2>::type<D>::RemoveLeadingPacket() const {
  answer<::winrt::Windows::Networking::Vpn::VpnPacketBuffer> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2>(static_cast<D const*>(this))->RemoveLeadingPacket(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2>::type<D>::AddTrailingPacket(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& nextVpnPacketBuffer) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2>(static_cast<D const*>(this))->AddTrailingPacket(get_abi(nextVpnPacketBuffer)));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnPacketBuffer consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2>::type<D>::RemoveTrailingPacket() const {
  answer<::winrt::Windows::Networking::Vpn::VpnPacketBuffer> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2>(static_cast<D const*>(this))->RemoveTrailingPacket(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2> {
  int32_t AddLeadingPacket(void* p_nextVpnPacketBuffer) noexcept final try {
    this->shim().AddLeadingPacket(borrow<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_nextVpnPacketBuffer));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RemoveLeadingPacket(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result);
    give<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result, this->shim().RemoveLeadingPacket());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t AddTrailingPacket(void* p_nextVpnPacketBuffer) noexcept final try {
    this->shim().AddTrailingPacket(borrow<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(p_nextVpnPacketBuffer));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RemoveTrailingPacket(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result);
    give<::winrt::Windows::Networking::Vpn::VpnPacketBuffer>(result, this->shim().RemoveTrailingPacket());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration>::type<D>::ServerServiceName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration>(static_cast<D const*>(this))->get_ServerServiceName(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName> consume<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration>::type<D>::ServerHostNameList() const {
  answer<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration>(static_cast<D const*>(this))->get_ServerHostNameList(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration>::type<D>::CustomField() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration>(static_cast<D const*>(this))->get_CustomField(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration> {
  int32_t get_ServerServiceName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().ServerServiceName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ServerHostNameList(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(result);
    give<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(result, this->shim().ServerHostNameList());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_CustomField(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().CustomField());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Foundation::Uri> consume<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration2>::type<D>::ServerUris() const {
  answer<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Foundation::Uri>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration2>(static_cast<D const*>(this))->get_ServerUris(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration2> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration2> {
  int32_t get_ServerUris(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Foundation::Uri>>(result);
    give<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Foundation::Uri>>(result, this->shim().ServerUris());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType consume<::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs>::type<D>::ActivityState() const {
  answer<::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs>(static_cast<D const*>(this))->get_ActivityState(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs> {
  int32_t get_ActivityState(::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType>(result);
    give<::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType>(result, this->shim().ActivityState());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType consume<::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs>::type<D>::Type() const {
  answer<::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs>(static_cast<D const*>(this))->get_Type(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs> {
  int32_t get_Type(::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType>(result);
    give<::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType>(result, this->shim().Type());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnRoute>::type<D>::Address(::winrt::Windows::Networking::HostName const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRoute>(static_cast<D const*>(this))->put_Address(get_abi(value)));
}
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::Vpn::IVpnRoute>::type<D>::Address() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRoute>(static_cast<D const*>(this))->get_Address(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnRoute>::type<D>::PrefixSize(uint8_t value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRoute>(static_cast<D const*>(this))->put_PrefixSize(value));
}
template <typename D>
uint8_t consume<::winrt::Windows::Networking::Vpn::IVpnRoute>::type<D>::PrefixSize() const {
  answer<uint8_t> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRoute>(static_cast<D const*>(this))->get_PrefixSize(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnRoute> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnRoute> {
  int32_t put_Address(void* p_value) noexcept final try {
    this->shim().Address(borrow<::winrt::Windows::Networking::HostName>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Address(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().Address());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_PrefixSize(uint8_t p_value) noexcept final try {
    this->shim().PrefixSize(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_PrefixSize(uint8_t* result) noexcept final try {
    need_place(result);
    clear_out<uint8_t>(result);
    give<uint8_t>(result, this->shim().PrefixSize());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnRoute consume<::winrt::Windows::Networking::Vpn::IVpnRouteFactory>::type<D>::CreateVpnRoute(::winrt::Windows::Networking::HostName const& address, uint8_t prefixSize) const {
  answer<::winrt::Windows::Networking::Vpn::VpnRoute> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteFactory>(static_cast<D const*>(this))->CreateVpnRoute(get_abi(address), prefixSize, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnRouteFactory> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnRouteFactory> {
  int32_t CreateVpnRoute(void* p_address, uint8_t p_prefixSize, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnRoute>(result);
    give<::winrt::Windows::Networking::Vpn::VpnRoute>(result, this->shim().CreateVpnRoute(borrow<::winrt::Windows::Networking::HostName>(p_address), p_prefixSize));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>::type<D>::Ipv4InclusionRoutes(::winrt::param::vector<::winrt::Windows::Networking::Vpn::VpnRoute> const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>(static_cast<D const*>(this))->put_Ipv4InclusionRoutes(get_abi(value)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>::type<D>::Ipv6InclusionRoutes(::winrt::param::vector<::winrt::Windows::Networking::Vpn::VpnRoute> const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>(static_cast<D const*>(this))->put_Ipv6InclusionRoutes(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute> consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>::type<D>::Ipv4InclusionRoutes() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>(static_cast<D const*>(this))->get_Ipv4InclusionRoutes(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute> consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>::type<D>::Ipv6InclusionRoutes() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>(static_cast<D const*>(this))->get_Ipv6InclusionRoutes(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>::type<D>::Ipv4ExclusionRoutes(::winrt::param::vector<::winrt::Windows::Networking::Vpn::VpnRoute> const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>(static_cast<D const*>(this))->put_Ipv4ExclusionRoutes(get_abi(value)));
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>::type<D>::Ipv6ExclusionRoutes(::winrt::param::vector<::winrt::Windows::Networking::Vpn::VpnRoute> const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>(static_cast<D const*>(this))->put_Ipv6ExclusionRoutes(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute> consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>::type<D>::Ipv4ExclusionRoutes() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>(static_cast<D const*>(this))->get_Ipv4ExclusionRoutes(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute> consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>::type<D>::Ipv6ExclusionRoutes() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>(static_cast<D const*>(this))->get_Ipv6ExclusionRoutes(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>::type<D>::ExcludeLocalSubnets(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>(static_cast<D const*>(this))->put_ExcludeLocalSubnets(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>::type<D>::ExcludeLocalSubnets() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>(static_cast<D const*>(this))->get_ExcludeLocalSubnets(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnRouteAssignment> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnRouteAssignment> {
  int32_t put_Ipv4InclusionRoutes(void* p_value) noexcept final try {
    this->shim().Ipv4InclusionRoutes(borrow<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Ipv6InclusionRoutes(void* p_value) noexcept final try {
    this->shim().Ipv6InclusionRoutes(borrow<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Ipv4InclusionRoutes(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(result, this->shim().Ipv4InclusionRoutes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Ipv6InclusionRoutes(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(result, this->shim().Ipv6InclusionRoutes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Ipv4ExclusionRoutes(void* p_value) noexcept final try {
    this->shim().Ipv4ExclusionRoutes(borrow<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Ipv6ExclusionRoutes(void* p_value) noexcept final try {
    this->shim().Ipv6ExclusionRoutes(borrow<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Ipv4ExclusionRoutes(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(result, this->shim().Ipv4ExclusionRoutes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Ipv6ExclusionRoutes(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(result, this->shim().Ipv6ExclusionRoutes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_ExcludeLocalSubnets(bool p_value) noexcept final try {
    this->shim().ExcludeLocalSubnets(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ExcludeLocalSubnets(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().ExcludeLocalSubnets());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo> consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment>::type<D>::DomainNameList() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment>(static_cast<D const*>(this))->get_DomainNameList(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment>::type<D>::ProxyAutoConfigurationUri(::winrt::Windows::Foundation::Uri const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment>(static_cast<D const*>(this))->put_ProxyAutoConfigurationUri(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::Uri consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment>::type<D>::ProxyAutoConfigurationUri() const {
  answer<::winrt::Windows::Foundation::Uri> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment>(static_cast<D const*>(this))->get_ProxyAutoConfigurationUri(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment> {
  int32_t get_DomainNameList(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo>>(result, this->shim().DomainNameList());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_ProxyAutoConfigurationUri(void* p_value) noexcept final try {
    this->shim().ProxyAutoConfigurationUri(borrow<::winrt::Windows::Foundation::Uri>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ProxyAutoConfigurationUri(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Uri>(result);
    give<::winrt::Windows::Foundation::Uri>(result, this->shim().ProxyAutoConfigurationUri());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>::type<D>::DomainName(::winrt::Windows::Networking::HostName const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>(static_cast<D const*>(this))->put_DomainName(get_abi(value)));
}
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>::type<D>::DomainName() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>(static_cast<D const*>(this))->get_DomainName(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>::type<D>::DomainNameType(::winrt::Windows::Networking::Vpn::VpnDomainNameType value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>(static_cast<D const*>(this))->put_DomainNameType(value));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnDomainNameType consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>::type<D>::DomainNameType() const {
  answer<::winrt::Windows::Networking::Vpn::VpnDomainNameType> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>(static_cast<D const*>(this))->get_DomainNameType(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName> consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>::type<D>::DnsServers() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>(static_cast<D const*>(this))->get_DnsServers(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName> consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>::type<D>::WebProxyServers() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>(static_cast<D const*>(this))->get_WebProxyServers(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo> {
  int32_t put_DomainName(void* p_value) noexcept final try {
    this->shim().DomainName(borrow<::winrt::Windows::Networking::HostName>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DomainName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().DomainName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_DomainNameType(::winrt::Windows::Networking::Vpn::VpnDomainNameType p_value) noexcept final try {
    this->shim().DomainNameType(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DomainNameType(::winrt::Windows::Networking::Vpn::VpnDomainNameType* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnDomainNameType>(result);
    give<::winrt::Windows::Networking::Vpn::VpnDomainNameType>(result, this->shim().DomainNameType());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DnsServers(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(result, this->shim().DnsServers());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_WebProxyServers(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(result, this->shim().WebProxyServers());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Foundation::Uri> consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo2>::type<D>::WebProxyUris() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Foundation::Uri>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo2>(static_cast<D const*>(this))->get_WebProxyUris(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo2> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo2> {
  int32_t get_WebProxyUris(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Foundation::Uri>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Foundation::Uri>>(result, this->shim().WebProxyUris());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnDomainNameInfo consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfoFactory>::type<D>::CreateVpnDomainNameInfo(::winrt::param::hstring const& name, ::winrt::Windows::Networking::Vpn::VpnDomainNameType nameType, ::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& dnsServerList, ::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& proxyServerList) const {
  answer<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfoFactory>(static_cast<D const*>(this))->CreateVpnDomainNameInfo(get_abi(name), nameType, get_abi(dnsServerList), get_abi(proxyServerList), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfoFactory> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfoFactory> {
  int32_t CreateVpnDomainNameInfo(void* p_name, ::winrt::Windows::Networking::Vpn::VpnDomainNameType p_nameType, void* p_dnsServerList, void* p_proxyServerList, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo>(result);
    give<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo>(result, this->shim().CreateVpnDomainNameInfo(borrow<::winrt::hstring>(p_name), p_nameType, borrow<::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Networking::HostName>>(p_dnsServerList), borrow<::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Networking::HostName>>(p_proxyServerList)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnInterfaceId>::type<D>::GetAddressInfo(::winrt::com_array<uint8_t>& id) const {
  answer<com_array<uint8_t>> id_answer;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnInterfaceId>(static_cast<D const*>(this))->GetAddressInfo(&id_answer.size, reinterpret_cast<uint8_t**>(&id_answer.data)));
  id = id_answer.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnInterfaceId> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnInterfaceId> {
  int32_t GetAddressInfo(uint32_t* p_id_size, uint8_t** p_id) noexcept final try {
    need_place(p_id_size), need_place(p_id);
    com_array<uint8_t> p_id_values;
    this->shim().GetAddressInfo(p_id_values);
    give_array<uint8_t>(p_id_size, reinterpret_cast<uint8_t**>(p_id), std::move(p_id_values));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnInterfaceId consume<::winrt::Windows::Networking::Vpn::IVpnInterfaceIdFactory>::type<D>::CreateVpnInterfaceId(::winrt::array_view<uint8_t const> address) const {
  answer<::winrt::Windows::Networking::Vpn::VpnInterfaceId> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnInterfaceIdFactory>(static_cast<D const*>(this))->CreateVpnInterfaceId(address.size(), reinterpret_cast<uint8_t*>(const_cast<uint8_t*>(address.data())), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnInterfaceIdFactory> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnInterfaceIdFactory> {
  int32_t CreateVpnInterfaceId(uint32_t p_address_size, uint8_t* p_address, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnInterfaceId>(result);
    give<::winrt::Windows::Networking::Vpn::VpnInterfaceId>(result, this->shim().CreateVpnInterfaceId(array_view<uint8_t const>(reinterpret_cast<uint8_t const*>(p_address), p_address_size)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment>::type<D>::NamespaceList(::winrt::param::vector<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo> const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment>(static_cast<D const*>(this))->put_NamespaceList(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo> consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment>::type<D>::NamespaceList() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment>(static_cast<D const*>(this))->get_NamespaceList(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment>::type<D>::ProxyAutoConfigUri(::winrt::Windows::Foundation::Uri const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment>(static_cast<D const*>(this))->put_ProxyAutoConfigUri(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::Uri consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment>::type<D>::ProxyAutoConfigUri() const {
  answer<::winrt::Windows::Foundation::Uri> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment>(static_cast<D const*>(this))->get_ProxyAutoConfigUri(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment> {
  int32_t put_NamespaceList(void* p_value) noexcept final try {
    this->shim().NamespaceList(borrow<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_NamespaceList(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo>>(result, this->shim().NamespaceList());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_ProxyAutoConfigUri(void* p_value) noexcept final try {
    this->shim().ProxyAutoConfigUri(borrow<::winrt::Windows::Foundation::Uri>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ProxyAutoConfigUri(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Uri>(result);
    give<::winrt::Windows::Foundation::Uri>(result, this->shim().ProxyAutoConfigUri());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>::type<D>::Namespace(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>(static_cast<D const*>(this))->put_Namespace(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>::type<D>::Namespace() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>(static_cast<D const*>(this))->get_Namespace(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>::type<D>::DnsServers(::winrt::param::vector<::winrt::Windows::Networking::HostName> const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>(static_cast<D const*>(this))->put_DnsServers(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName> consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>::type<D>::DnsServers() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>(static_cast<D const*>(this))->get_DnsServers(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>::type<D>::WebProxyServers(::winrt::param::vector<::winrt::Windows::Networking::HostName> const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>(static_cast<D const*>(this))->put_WebProxyServers(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName> consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>::type<D>::WebProxyServers() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>(static_cast<D const*>(this))->get_WebProxyServers(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo> {
  int32_t put_Namespace(void* p_value) noexcept final try {
    this->shim().Namespace(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Namespace(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Namespace());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_DnsServers(void* p_value) noexcept final try {
    this->shim().DnsServers(borrow<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DnsServers(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(result, this->shim().DnsServers());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_WebProxyServers(void* p_value) noexcept final try {
    this->shim().WebProxyServers(borrow<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_WebProxyServers(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(result, this->shim().WebProxyServers());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnNamespaceInfo consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfoFactory>::type<D>::CreateVpnNamespaceInfo(::winrt::param::hstring const& name, ::winrt::param::vector<::winrt::Windows::Networking::HostName> const& dnsServerList, ::winrt::param::vector<::winrt::Windows::Networking::HostName> const& proxyServerList) const {
  answer<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfoFactory>(static_cast<D const*>(this))->CreateVpnNamespaceInfo(get_abi(name), get_abi(dnsServerList), get_abi(proxyServerList), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnNamespaceInfoFactory> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnNamespaceInfoFactory> {
  int32_t CreateVpnNamespaceInfo(void* p_name, void* p_dnsServerList, void* p_proxyServerList, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo>(result);
    give<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo>(result, this->shim().CreateVpnNamespaceInfo(borrow<::winrt::hstring>(p_name), borrow<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(p_dnsServerList), borrow<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName>>(p_proxyServerList)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnAppId consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::AppId() const {
  answer<::winrt::Windows::Networking::Vpn::VpnAppId> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->get_AppId(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::AppId(::winrt::Windows::Networking::Vpn::VpnAppId const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->put_AppId(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::AppClaims() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->get_AppClaims(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnIPProtocol consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::Protocol() const {
  answer<::winrt::Windows::Networking::Vpn::VpnIPProtocol> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->get_Protocol(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::Protocol(::winrt::Windows::Networking::Vpn::VpnIPProtocol value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->put_Protocol(value));
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::LocalPortRanges() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->get_LocalPortRanges(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::RemotePortRanges() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->get_RemotePortRanges(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::LocalAddressRanges() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->get_LocalAddressRanges(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::RemoteAddressRanges() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->get_RemoteAddressRanges(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::RoutingPolicyType() const {
  answer<::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->get_RoutingPolicyType(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>::type<D>::RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>(static_cast<D const*>(this))->put_RoutingPolicyType(value));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnTrafficFilter> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnTrafficFilter> {
  int32_t get_AppId(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnAppId>(result);
    give<::winrt::Windows::Networking::Vpn::VpnAppId>(result, this->shim().AppId());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_AppId(void* p_value) noexcept final try {
    this->shim().AppId(borrow<::winrt::Windows::Networking::Vpn::VpnAppId>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_AppClaims(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result, this->shim().AppClaims());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Protocol(::winrt::Windows::Networking::Vpn::VpnIPProtocol* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnIPProtocol>(result);
    give<::winrt::Windows::Networking::Vpn::VpnIPProtocol>(result, this->shim().Protocol());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Protocol(::winrt::Windows::Networking::Vpn::VpnIPProtocol p_value) noexcept final try {
    this->shim().Protocol(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_LocalPortRanges(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result, this->shim().LocalPortRanges());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RemotePortRanges(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result, this->shim().RemotePortRanges());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_LocalAddressRanges(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result, this->shim().LocalAddressRanges());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RemoteAddressRanges(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result, this->shim().RemoteAddressRanges());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType>(result);
    give<::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType>(result, this->shim().RoutingPolicyType());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType p_value) noexcept final try {
    this->shim().RoutingPolicyType(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnTrafficFilter consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterFactory>::type<D>::Create(::winrt::Windows::Networking::Vpn::VpnAppId const& appId) const {
  answer<::winrt::Windows::Networking::Vpn::VpnTrafficFilter> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterFactory>(static_cast<D const*>(this))->Create(get_abi(appId), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnTrafficFilterFactory> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnTrafficFilterFactory> {
  int32_t Create(void* p_appId, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnTrafficFilter>(result);
    give<::winrt::Windows::Networking::Vpn::VpnTrafficFilter>(result, this->shim().Create(borrow<::winrt::Windows::Networking::Vpn::VpnAppId>(p_appId)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnTrafficFilter> consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>::type<D>::TrafficFilterList() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnTrafficFilter>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>(static_cast<D const*>(this))->get_TrafficFilterList(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>::type<D>::AllowOutbound() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>(static_cast<D const*>(this))->get_AllowOutbound(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>::type<D>::AllowOutbound(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>(static_cast<D const*>(this))->put_AllowOutbound(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>::type<D>::AllowInbound() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>(static_cast<D const*>(this))->get_AllowInbound(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>::type<D>::AllowInbound(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>(static_cast<D const*>(this))->put_AllowInbound(value));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment> {
  int32_t get_TrafficFilterList(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnTrafficFilter>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnTrafficFilter>>(result, this->shim().TrafficFilterList());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_AllowOutbound(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().AllowOutbound());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_AllowOutbound(bool p_value) noexcept final try {
    this->shim().AllowOutbound(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_AllowInbound(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().AllowInbound());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_AllowInbound(bool p_value) noexcept final try {
    this->shim().AllowInbound(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnAppIdType consume<::winrt::Windows::Networking::Vpn::IVpnAppId>::type<D>::Type() const {
  answer<::winrt::Windows::Networking::Vpn::VpnAppIdType> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnAppId>(static_cast<D const*>(this))->get_Type(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnAppId>::type<D>::Type(::winrt::Windows::Networking::Vpn::VpnAppIdType value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnAppId>(static_cast<D const*>(this))->put_Type(value));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnAppId>::type<D>::Value() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnAppId>(static_cast<D const*>(this))->get_Value(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnAppId>::type<D>::Value(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnAppId>(static_cast<D const*>(this))->put_Value(get_abi(value)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnAppId> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnAppId> {
  int32_t get_Type(::winrt::Windows::Networking::Vpn::VpnAppIdType* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnAppIdType>(result);
    give<::winrt::Windows::Networking::Vpn::VpnAppIdType>(result, this->shim().Type());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Type(::winrt::Windows::Networking::Vpn::VpnAppIdType p_value) noexcept final try {
    this->shim().Type(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Value(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Value());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Value(void* p_value) noexcept final try {
    this->shim().Value(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Vpn::VpnAppId consume<::winrt::Windows::Networking::Vpn::IVpnAppIdFactory>::type<D>::Create(::winrt::Windows::Networking::Vpn::VpnAppIdType type, ::winrt::param::hstring const& value) const {
  answer<::winrt::Windows::Networking::Vpn::VpnAppId> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnAppIdFactory>(static_cast<D const*>(this))->Create(type, get_abi(value), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnAppIdFactory> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnAppIdFactory> {
  int32_t Create(::winrt::Windows::Networking::Vpn::VpnAppIdType p_type, void* p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnAppId>(result);
    give<::winrt::Windows::Networking::Vpn::VpnAppId>(result, this->shim().Create(p_type, borrow<::winrt::hstring>(p_value)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Storage::Streams::Buffer consume<::winrt::Windows::Networking::Vpn::IVpnSystemHealth>::type<D>::StatementOfHealth() const {
  answer<::winrt::Windows::Storage::Streams::Buffer> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnSystemHealth>(static_cast<D const*>(this))->get_StatementOfHealth(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnSystemHealth> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnSystemHealth> {
  int32_t get_StatementOfHealth(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::Buffer>(result);
    give<::winrt::Windows::Storage::Streams::Buffer>(result, this->shim().StatementOfHealth());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Security::Credentials::PasswordCredential consume<::winrt::Windows::Networking::Vpn::IVpnCredential>::type<D>::PasskeyCredential() const {
  answer<::winrt::Windows::Security::Credentials::PasswordCredential> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCredential>(static_cast<D const*>(this))->get_PasskeyCredential(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Security::Cryptography::Certificates::Certificate consume<::winrt::Windows::Networking::Vpn::IVpnCredential>::type<D>::CertificateCredential() const {
  answer<::winrt::Windows::Security::Cryptography::Certificates::Certificate> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCredential>(static_cast<D const*>(this))->get_CertificateCredential(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnCredential>::type<D>::AdditionalPin() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCredential>(static_cast<D const*>(this))->get_AdditionalPin(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Security::Credentials::PasswordCredential consume<::winrt::Windows::Networking::Vpn::IVpnCredential>::type<D>::OldPasswordCredential() const {
  answer<::winrt::Windows::Security::Credentials::PasswordCredential> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCredential>(static_cast<D const*>(this))->get_OldPasswordCredential(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCredential> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCredential> {
  int32_t get_PasskeyCredential(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Security::Credentials::PasswordCredential>(result);
    give<::winrt::Windows::Security::Credentials::PasswordCredential>(result, this->shim().PasskeyCredential());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_CertificateCredential(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(result);
    give<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(result, this->shim().CertificateCredential());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_AdditionalPin(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().AdditionalPin());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_OldPasswordCredential(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Security::Credentials::PasswordCredential>(result);
    give<::winrt::Windows::Security::Credentials::PasswordCredential>(result, this->shim().OldPasswordCredential());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Security::Credentials::PasswordCredential consume<::winrt::Windows::Networking::Vpn::IVpnPickedCredential>::type<D>::PasskeyCredential() const {
  answer<::winrt::Windows::Security::Credentials::PasswordCredential> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPickedCredential>(static_cast<D const*>(this))->get_PasskeyCredential(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnPickedCredential>::type<D>::AdditionalPin() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPickedCredential>(static_cast<D const*>(this))->get_AdditionalPin(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Security::Credentials::PasswordCredential consume<::winrt::Windows::Networking::Vpn::IVpnPickedCredential>::type<D>::OldPasswordCredential() const {
  answer<::winrt::Windows::Security::Credentials::PasswordCredential> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPickedCredential>(static_cast<D const*>(this))->get_OldPasswordCredential(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPickedCredential> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPickedCredential> {
  int32_t get_PasskeyCredential(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Security::Credentials::PasswordCredential>(result);
    give<::winrt::Windows::Security::Credentials::PasswordCredential>(result, this->shim().PasskeyCredential());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_AdditionalPin(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().AdditionalPin());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_OldPasswordCredential(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Security::Credentials::PasswordCredential>(result);
    give<::winrt::Windows::Security::Credentials::PasswordCredential>(result, this->shim().OldPasswordCredential());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>::type<D>::DisplayName(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>(static_cast<D const*>(this))->put_DisplayName(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>::type<D>::DisplayName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>(static_cast<D const*>(this))->get_DisplayName(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>::type<D>::Compulsory(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>(static_cast<D const*>(this))->put_Compulsory(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>::type<D>::Compulsory() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>(static_cast<D const*>(this))->get_Compulsory(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>::type<D>::Emphasized(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>(static_cast<D const*>(this))->put_Emphasized(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>::type<D>::Emphasized() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement>(static_cast<D const*>(this))->get_Emphasized(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> {
  int32_t put_DisplayName(void* p_value) noexcept final try {
    this->shim().DisplayName(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DisplayName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().DisplayName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Compulsory(bool p_value) noexcept final try {
    this->shim().Compulsory(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Compulsory(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Compulsory());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Emphasized(bool p_value) noexcept final try {
    this->shim().Emphasized(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Emphasized(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Emphasized());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput>::type<D>::InitialValue(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput>(static_cast<D const*>(this))->put_InitialValue(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput>::type<D>::InitialValue() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput>(static_cast<D const*>(this))->get_InitialValue(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput>::type<D>::Value() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput>(static_cast<D const*>(this))->get_Value(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput> {
  int32_t put_InitialValue(bool p_value) noexcept final try {
    this->shim().InitialValue(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_InitialValue(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().InitialValue());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Value(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Value());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector>::type<D>::Options() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector>(static_cast<D const*>(this))->get_Options(result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector>::type<D>::SelectedIndex() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector>(static_cast<D const*>(this))->get_SelectedIndex(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector> {
  int32_t get_Options(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result, this->shim().Options());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_SelectedIndex(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().SelectedIndex());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptText>::type<D>::Text(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptText>(static_cast<D const*>(this))->put_Text(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptText>::type<D>::Text() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptText>(static_cast<D const*>(this))->get_Text(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptText> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptText> {
  int32_t put_Text(void* p_value) noexcept final try {
    this->shim().Text(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Text(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Text());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>::type<D>::PlaceholderText(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>(static_cast<D const*>(this))->put_PlaceholderText(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>::type<D>::PlaceholderText() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>(static_cast<D const*>(this))->get_PlaceholderText(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>::type<D>::IsTextHidden(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>(static_cast<D const*>(this))->put_IsTextHidden(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>::type<D>::IsTextHidden() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>(static_cast<D const*>(this))->get_IsTextHidden(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>::type<D>::Text() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>(static_cast<D const*>(this))->get_Text(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput> {
  int32_t put_PlaceholderText(void* p_value) noexcept final try {
    this->shim().PlaceholderText(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_PlaceholderText(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().PlaceholderText());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_IsTextHidden(bool p_value) noexcept final try {
    this->shim().IsTextHidden(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_IsTextHidden(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().IsTextHidden());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Text(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Text());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>::type<D>::Label(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>(static_cast<D const*>(this))->put_Label(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>::type<D>::Label() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>(static_cast<D const*>(this))->get_Label(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>::type<D>::Compulsory(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>(static_cast<D const*>(this))->put_Compulsory(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>::type<D>::Compulsory() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>(static_cast<D const*>(this))->get_Compulsory(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>::type<D>::Bordered(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>(static_cast<D const*>(this))->put_Bordered(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>::type<D>::Bordered() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt>(static_cast<D const*>(this))->get_Bordered(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  int32_t put_Label(void* p_value) noexcept final try {
    this->shim().Label(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Label(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Label());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Compulsory(bool p_value) noexcept final try {
    this->shim().Compulsory(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Compulsory(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Compulsory());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Bordered(bool p_value) noexcept final try {
    this->shim().Bordered(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Bordered(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Bordered());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox>::type<D>::InitialCheckState(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox>(static_cast<D const*>(this))->put_InitialCheckState(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox>::type<D>::InitialCheckState() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox>(static_cast<D const*>(this))->get_InitialCheckState(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox>::type<D>::Checked() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox>(static_cast<D const*>(this))->get_Checked(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox> {
  int32_t put_InitialCheckState(bool p_value) noexcept final try {
    this->shim().InitialCheckState(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_InitialCheckState(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().InitialCheckState());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Checked(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Checked());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox>::type<D>::OptionsText(::winrt::param::vector_view<::winrt::hstring> const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox>(static_cast<D const*>(this))->put_OptionsText(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVectorView<::winrt::hstring> consume<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox>::type<D>::OptionsText() const {
  answer<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::hstring>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox>(static_cast<D const*>(this))->get_OptionsText(result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox>::type<D>::Selected() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox>(static_cast<D const*>(this))->get_Selected(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomComboBox> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomComboBox> {
  int32_t put_OptionsText(void* p_value) noexcept final try {
    this->shim().OptionsText(borrow<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::hstring>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_OptionsText(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::hstring>>(result);
    give<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::hstring>>(result, this->shim().OptionsText());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Selected(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Selected());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>::type<D>::DefaultText(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>(static_cast<D const*>(this))->put_DefaultText(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>::type<D>::DefaultText() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>(static_cast<D const*>(this))->get_DefaultText(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>::type<D>::NoEcho(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>(static_cast<D const*>(this))->put_NoEcho(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>::type<D>::NoEcho() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>(static_cast<D const*>(this))->get_NoEcho(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>::type<D>::Text() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>(static_cast<D const*>(this))->get_Text(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomEditBox> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomEditBox> {
  int32_t put_DefaultText(void* p_value) noexcept final try {
    this->shim().DefaultText(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DefaultText(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().DefaultText());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_NoEcho(bool p_value) noexcept final try {
    this->shim().NoEcho(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_NoEcho(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().NoEcho());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Text(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Text());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox> {
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnCustomTextBox>::type<D>::DisplayText(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomTextBox>(static_cast<D const*>(this))->put_DisplayText(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnCustomTextBox>::type<D>::DisplayText() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnCustomTextBox>(static_cast<D const*>(this))->get_DisplayText(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnCustomTextBox> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnCustomTextBox> {
  int32_t put_DisplayText(void* p_value) noexcept final try {
    this->shim().DisplayText(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DisplayText(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().DisplayText());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation>::type<D>::Complete(::winrt::Windows::Foundation::Collections::ValueSet const& result) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation>(static_cast<D const*>(this))->Complete(get_abi(result)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation> {
  int32_t Complete(void* p_result) noexcept final try {
    this->shim().Complete(borrow<::winrt::Windows::Foundation::Collections::ValueSet>(p_result));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs>::type<D>::ProfileName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs>(static_cast<D const*>(this))->get_ProfileName(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::ValueSet consume<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs>::type<D>::SharedContext() const {
  answer<::winrt::Windows::Foundation::Collections::ValueSet> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs>(static_cast<D const*>(this))->get_SharedContext(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnForegroundActivationOperation consume<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs>::type<D>::ActivationOperation() const {
  answer<::winrt::Windows::Networking::Vpn::VpnForegroundActivationOperation> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs>(static_cast<D const*>(this))->get_ActivationOperation(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs> {
  int32_t get_ProfileName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().ProfileName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_SharedContext(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::ValueSet>(result);
    give<::winrt::Windows::Foundation::Collections::ValueSet>(result, this->shim().SharedContext());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ActivationOperation(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnForegroundActivationOperation>(result);
    give<::winrt::Windows::Networking::Vpn::VpnForegroundActivationOperation>(result, this->shim().ActivationOperation());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnProfile>::type<D>::ProfileName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnProfile>(static_cast<D const*>(this))->get_ProfileName(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnProfile>::type<D>::ProfileName(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnProfile>(static_cast<D const*>(this))->put_ProfileName(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnAppId> consume<::winrt::Windows::Networking::Vpn::IVpnProfile>::type<D>::AppTriggers() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnAppId>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnProfile>(static_cast<D const*>(this))->get_AppTriggers(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute> consume<::winrt::Windows::Networking::Vpn::IVpnProfile>::type<D>::Routes() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnProfile>(static_cast<D const*>(this))->get_Routes(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo> consume<::winrt::Windows::Networking::Vpn::IVpnProfile>::type<D>::DomainNameInfoList() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnProfile>(static_cast<D const*>(this))->get_DomainNameInfoList(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnTrafficFilter> consume<::winrt::Windows::Networking::Vpn::IVpnProfile>::type<D>::TrafficFilters() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnTrafficFilter>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnProfile>(static_cast<D const*>(this))->get_TrafficFilters(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnProfile>::type<D>::RememberCredentials() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnProfile>(static_cast<D const*>(this))->get_RememberCredentials(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnProfile>::type<D>::RememberCredentials(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnProfile>(static_cast<D const*>(this))->put_RememberCredentials(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnProfile>::type<D>::AlwaysOn() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnProfile>(static_cast<D const*>(this))->get_AlwaysOn(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnProfile>::type<D>::AlwaysOn(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnProfile>(static_cast<D const*>(this))->put_AlwaysOn(value));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnProfile> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnProfile> {
  int32_t get_ProfileName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().ProfileName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_ProfileName(void* p_value) noexcept final try {
    this->shim().ProfileName(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_AppTriggers(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnAppId>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnAppId>>(result, this->shim().AppTriggers());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Routes(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute>>(result, this->shim().Routes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DomainNameInfoList(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo>>(result, this->shim().DomainNameInfoList());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_TrafficFilters(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnTrafficFilter>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnTrafficFilter>>(result, this->shim().TrafficFilters());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RememberCredentials(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().RememberCredentials());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_RememberCredentials(bool p_value) noexcept final try {
    this->shim().RememberCredentials(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_AlwaysOn(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().AlwaysOn());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_AlwaysOn(bool p_value) noexcept final try {
    this->shim().AlwaysOn(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Foundation::Uri> consume<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>::type<D>::ServerUris() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Foundation::Uri>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>(static_cast<D const*>(this))->get_ServerUris(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>::type<D>::CustomConfiguration() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>(static_cast<D const*>(this))->get_CustomConfiguration(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>::type<D>::CustomConfiguration(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>(static_cast<D const*>(this))->put_CustomConfiguration(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>::type<D>::VpnPluginPackageFamilyName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>(static_cast<D const*>(this))->get_VpnPluginPackageFamilyName(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>::type<D>::VpnPluginPackageFamilyName(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>(static_cast<D const*>(this))->put_VpnPluginPackageFamilyName(get_abi(value)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPlugInProfile> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPlugInProfile> {
  int32_t get_ServerUris(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Foundation::Uri>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Foundation::Uri>>(result, this->shim().ServerUris());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_CustomConfiguration(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().CustomConfiguration());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_CustomConfiguration(void* p_value) noexcept final try {
    this->shim().CustomConfiguration(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_VpnPluginPackageFamilyName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().VpnPluginPackageFamilyName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_VpnPluginPackageFamilyName(void* p_value) noexcept final try {
    this->shim().VpnPluginPackageFamilyName(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2>::type<D>::RequireVpnClientAppUI() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2>(static_cast<D const*>(this))->get_RequireVpnClientAppUI(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2>::type<D>::RequireVpnClientAppUI(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2>(static_cast<D const*>(this))->put_RequireVpnClientAppUI(value));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus consume<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2>::type<D>::ConnectionStatus() const {
  answer<::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2>(static_cast<D const*>(this))->get_ConnectionStatus(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2> {
  int32_t get_RequireVpnClientAppUI(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().RequireVpnClientAppUI());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_RequireVpnClientAppUI(bool p_value) noexcept final try {
    this->shim().RequireVpnClientAppUI(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ConnectionStatus(::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus>(result);
    give<::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus>(result, this->shim().ConnectionStatus());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::Servers() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->get_Servers(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::RoutingPolicyType() const {
  answer<::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->get_RoutingPolicyType(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->put_RoutingPolicyType(value));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnNativeProtocolType consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::NativeProtocolType() const {
  answer<::winrt::Windows::Networking::Vpn::VpnNativeProtocolType> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->get_NativeProtocolType(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::NativeProtocolType(::winrt::Windows::Networking::Vpn::VpnNativeProtocolType value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->put_NativeProtocolType(value));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::UserAuthenticationMethod() const {
  answer<::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->get_UserAuthenticationMethod(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::UserAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->put_UserAuthenticationMethod(value));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::TunnelAuthenticationMethod() const {
  answer<::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->get_TunnelAuthenticationMethod(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::TunnelAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->put_TunnelAuthenticationMethod(value));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::EapConfiguration() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->get_EapConfiguration(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>::type<D>::EapConfiguration(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>(static_cast<D const*>(this))->put_EapConfiguration(get_abi(value)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnNativeProfile> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnNativeProfile> {
  int32_t get_Servers(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>(result, this->shim().Servers());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType>(result);
    give<::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType>(result, this->shim().RoutingPolicyType());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType p_value) noexcept final try {
    this->shim().RoutingPolicyType(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_NativeProtocolType(::winrt::Windows::Networking::Vpn::VpnNativeProtocolType* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnNativeProtocolType>(result);
    give<::winrt::Windows::Networking::Vpn::VpnNativeProtocolType>(result, this->shim().NativeProtocolType());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_NativeProtocolType(::winrt::Windows::Networking::Vpn::VpnNativeProtocolType p_value) noexcept final try {
    this->shim().NativeProtocolType(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_UserAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod>(result);
    give<::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod>(result, this->shim().UserAuthenticationMethod());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_UserAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod p_value) noexcept final try {
    this->shim().UserAuthenticationMethod(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_TunnelAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod>(result);
    give<::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod>(result, this->shim().TunnelAuthenticationMethod());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_TunnelAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod p_value) noexcept final try {
    this->shim().TunnelAuthenticationMethod(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_EapConfiguration(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().EapConfiguration());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_EapConfiguration(void* p_value) noexcept final try {
    this->shim().EapConfiguration(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
bool consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2>::type<D>::RequireVpnClientAppUI() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2>(static_cast<D const*>(this))->get_RequireVpnClientAppUI(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2>::type<D>::RequireVpnClientAppUI(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2>(static_cast<D const*>(this))->put_RequireVpnClientAppUI(value));
}
template <typename D>
::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2>::type<D>::ConnectionStatus() const {
  answer<::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2>(static_cast<D const*>(this))->get_ConnectionStatus(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnNativeProfile2> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnNativeProfile2> {
  int32_t get_RequireVpnClientAppUI(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().RequireVpnClientAppUI());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_RequireVpnClientAppUI(bool p_value) noexcept final try {
    this->shim().RequireVpnClientAppUI(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ConnectionStatus(::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus>(result);
    give<::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus>(result, this->shim().ConnectionStatus());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> consume<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>::type<D>::AddProfileFromXmlAsync(::winrt::param::hstring const& xml) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>(static_cast<D const*>(this))->AddProfileFromXmlAsync(get_abi(xml), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> consume<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>::type<D>::AddProfileFromObjectAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>(static_cast<D const*>(this))->AddProfileFromObjectAsync(get_abi(profile), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> consume<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>::type<D>::UpdateProfileFromXmlAsync(::winrt::param::hstring const& xml) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>(static_cast<D const*>(this))->UpdateProfileFromXmlAsync(get_abi(xml), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> consume<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>::type<D>::UpdateProfileFromObjectAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>(static_cast<D const*>(this))->UpdateProfileFromObjectAsync(get_abi(profile), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Vpn::IVpnProfile>> consume<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>::type<D>::GetProfilesAsync() const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Vpn::IVpnProfile>>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>(static_cast<D const*>(this))->GetProfilesAsync(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> consume<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>::type<D>::DeleteProfileAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>(static_cast<D const*>(this))->DeleteProfileAsync(get_abi(profile), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> consume<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>::type<D>::ConnectProfileAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>(static_cast<D const*>(this))->ConnectProfileAsync(get_abi(profile), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> consume<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>::type<D>::ConnectProfileWithPasswordCredentialAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile, ::winrt::Windows::Security::Credentials::PasswordCredential const& passwordCredential) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>(static_cast<D const*>(this))->ConnectProfileWithPasswordCredentialAsync(get_abi(profile), get_abi(passwordCredential), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> consume<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>::type<D>::DisconnectProfileAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>> result;
  check_hresult(call<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>(static_cast<D const*>(this))->DisconnectProfileAsync(get_abi(profile), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Vpn::IVpnManagementAgent> : produce_base<D, ::winrt::Windows::Networking::Vpn::IVpnManagementAgent> {
  int32_t AddProfileFromXmlAsync(void* p_xml, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result, this->shim().AddProfileFromXmlAsync(borrow<::winrt::hstring>(p_xml)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t AddProfileFromObjectAsync(void* p_profile, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result, this->shim().AddProfileFromObjectAsync(borrow<::winrt::Windows::Networking::Vpn::IVpnProfile>(p_profile)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t UpdateProfileFromXmlAsync(void* p_xml, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result, this->shim().UpdateProfileFromXmlAsync(borrow<::winrt::hstring>(p_xml)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t UpdateProfileFromObjectAsync(void* p_profile, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result, this->shim().UpdateProfileFromObjectAsync(borrow<::winrt::Windows::Networking::Vpn::IVpnProfile>(p_profile)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetProfilesAsync(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Vpn::IVpnProfile>>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Vpn::IVpnProfile>>>(result, this->shim().GetProfilesAsync());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t DeleteProfileAsync(void* p_profile, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result, this->shim().DeleteProfileAsync(borrow<::winrt::Windows::Networking::Vpn::IVpnProfile>(p_profile)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ConnectProfileAsync(void* p_profile, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result, this->shim().ConnectProfileAsync(borrow<::winrt::Windows::Networking::Vpn::IVpnProfile>(p_profile)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ConnectProfileWithPasswordCredentialAsync(void* p_profile, void* p_passwordCredential, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result, this->shim().ConnectProfileWithPasswordCredentialAsync(borrow<::winrt::Windows::Networking::Vpn::IVpnProfile>(p_profile), borrow<::winrt::Windows::Security::Credentials::PasswordCredential>(p_passwordCredential)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t DisconnectProfileAsync(void* p_profile, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus>>(result, this->shim().DisconnectProfileAsync(borrow<::winrt::Windows::Networking::Vpn::IVpnProfile>(p_profile)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Networking::Vpn {

inline void VpnChannel::ProcessEventAsync(::winrt::Windows::Foundation::IInspectable const& thirdPartyPlugIn, ::winrt::Windows::Foundation::IInspectable const& event) {
  return ::winrt::impl::cached_factory<VpnChannel, ::winrt::Windows::Networking::Vpn::IVpnChannelStatics>().ProcessEventAsync(thirdPartyPlugIn, event);
}
inline VpnPacketBuffer::VpnPacketBuffer(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& parentBuffer, uint32_t offset, uint32_t length)
    : VpnPacketBuffer(::winrt::impl::cached_factory<VpnPacketBuffer, ::winrt::Windows::Networking::Vpn::IVpnPacketBufferFactory>().CreateVpnPacketBuffer(parentBuffer, offset, length)) {}
inline VpnRoute::VpnRoute(::winrt::Windows::Networking::HostName const& address, uint8_t prefixSize)
    : VpnRoute(::winrt::impl::cached_factory<VpnRoute, ::winrt::Windows::Networking::Vpn::IVpnRouteFactory>().CreateVpnRoute(address, prefixSize)) {}
inline VpnRouteAssignment::VpnRouteAssignment() : VpnRouteAssignment(::winrt::impl::activate<VpnRouteAssignment>()) {}
inline VpnDomainNameAssignment::VpnDomainNameAssignment() : VpnDomainNameAssignment(::winrt::impl::activate<VpnDomainNameAssignment>()) {}
inline VpnDomainNameInfo::VpnDomainNameInfo(::winrt::param::hstring const& name, ::winrt::Windows::Networking::Vpn::VpnDomainNameType nameType, ::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& dnsServerList, ::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& proxyServerList)
    : VpnDomainNameInfo(::winrt::impl::cached_factory<VpnDomainNameInfo, ::winrt::Windows::Networking::Vpn::IVpnDomainNameInfoFactory>().CreateVpnDomainNameInfo(name, nameType, dnsServerList, proxyServerList)) {}
inline VpnInterfaceId::VpnInterfaceId(::winrt::array_view<uint8_t const> address)
    : VpnInterfaceId(::winrt::impl::cached_factory<VpnInterfaceId, ::winrt::Windows::Networking::Vpn::IVpnInterfaceIdFactory>().CreateVpnInterfaceId(address)) {}
inline VpnNamespaceAssignment::VpnNamespaceAssignment() : VpnNamespaceAssignment(::winrt::impl::activate<VpnNamespaceAssignment>()) {}
inline VpnNamespaceInfo::VpnNamespaceInfo(::winrt::param::hstring const& name, ::winrt::param::vector<::winrt::Windows::Networking::HostName> const& dnsServerList, ::winrt::param::vector<::winrt::Windows::Networking::HostName> const& proxyServerList)
    : VpnNamespaceInfo(::winrt::impl::cached_factory<VpnNamespaceInfo, ::winrt::Windows::Networking::Vpn::IVpnNamespaceInfoFactory>().CreateVpnNamespaceInfo(name, dnsServerList, proxyServerList)) {}
inline VpnTrafficFilter::VpnTrafficFilter(::winrt::Windows::Networking::Vpn::VpnAppId const& appId)
    : VpnTrafficFilter(::winrt::impl::cached_factory<VpnTrafficFilter, ::winrt::Windows::Networking::Vpn::IVpnTrafficFilterFactory>().Create(appId)) {}
inline VpnTrafficFilterAssignment::VpnTrafficFilterAssignment() : VpnTrafficFilterAssignment(::winrt::impl::activate<VpnTrafficFilterAssignment>()) {}
inline VpnAppId::VpnAppId(::winrt::Windows::Networking::Vpn::VpnAppIdType type, ::winrt::param::hstring const& value)
    : VpnAppId(::winrt::impl::cached_factory<VpnAppId, ::winrt::Windows::Networking::Vpn::IVpnAppIdFactory>().Create(type, value)) {}
inline VpnCustomPromptBooleanInput::VpnCustomPromptBooleanInput() : VpnCustomPromptBooleanInput(::winrt::impl::activate<VpnCustomPromptBooleanInput>()) {}
inline VpnCustomPromptOptionSelector::VpnCustomPromptOptionSelector() : VpnCustomPromptOptionSelector(::winrt::impl::activate<VpnCustomPromptOptionSelector>()) {}
inline VpnCustomPromptText::VpnCustomPromptText() : VpnCustomPromptText(::winrt::impl::activate<VpnCustomPromptText>()) {}
inline VpnCustomPromptTextInput::VpnCustomPromptTextInput() : VpnCustomPromptTextInput(::winrt::impl::activate<VpnCustomPromptTextInput>()) {}
inline VpnCustomCheckBox::VpnCustomCheckBox() : VpnCustomCheckBox(::winrt::impl::activate<VpnCustomCheckBox>()) {}
inline VpnCustomComboBox::VpnCustomComboBox() : VpnCustomComboBox(::winrt::impl::activate<VpnCustomComboBox>()) {}
inline VpnCustomEditBox::VpnCustomEditBox() : VpnCustomEditBox(::winrt::impl::activate<VpnCustomEditBox>()) {}
inline VpnCustomErrorBox::VpnCustomErrorBox() : VpnCustomErrorBox(::winrt::impl::activate<VpnCustomErrorBox>()) {}
inline VpnCustomTextBox::VpnCustomTextBox() : VpnCustomTextBox(::winrt::impl::activate<VpnCustomTextBox>()) {}
inline VpnPlugInProfile::VpnPlugInProfile() : VpnPlugInProfile(::winrt::impl::activate<VpnPlugInProfile>()) {}
inline VpnNativeProfile::VpnNativeProfile() : VpnNativeProfile(::winrt::impl::activate<VpnNativeProfile>()) {}
inline VpnManagementAgent::VpnManagementAgent() : VpnManagementAgent(::winrt::impl::activate<VpnManagementAgent>()) {}
}  // namespace winrt::Windows::Networking::Vpn
