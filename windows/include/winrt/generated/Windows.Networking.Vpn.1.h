// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Networking.Vpn.0.h"
#include "Windows.ApplicationModel.Activation.0.h"
#include "Windows.Foundation.0.h"
#include "Windows.Foundation.Collections.0.h"
#include "Windows.Networking.0.h"
#include "Windows.Networking.Sockets.0.h"
#include "Windows.Security.Credentials.0.h"
#include "Windows.Security.Cryptography.Certificates.0.h"
#include "Windows.Storage.Streams.0.h"
#include "Windows.ApplicationModel.Activation.1.h"
#include "Windows.Foundation.Collections.1.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnChannel> {
  struct type : inspectable_abi {
    virtual int32_t AssociateTransport(void* p_mainOuterTunnelTransport, void* p_optionalOuterTunnelTransport) noexcept = 0;
    virtual int32_t Start(void* p_assignedClientIPv4list, void* p_assignedClientIPv6list, void* p_vpnInterfaceId, void* p_routeScope, void* p_namespaceScope, uint32_t p_mtuSize, uint32_t p_maxFrameSize, bool p_optimizeForLowCostNetwork, void* p_mainOuterTunnelTransport, void* p_optionalOuterTunnelTransport) noexcept = 0;
    virtual int32_t Stop() noexcept = 0;
    virtual int32_t RequestCredentials(::winrt::Windows::Networking::Vpn::VpnCredentialType p_credType, bool p_isRetry, bool p_isSingleSignOnCredential, void* p_certificate, void** result) noexcept = 0;
    virtual int32_t RequestVpnPacketBuffer(::winrt::Windows::Networking::Vpn::VpnDataPathType p_type, void** p_vpnPacketBuffer) noexcept = 0;
    virtual int32_t LogDiagnosticMessage(void* p_message) noexcept = 0;
    virtual int32_t get_Id(uint32_t* result) noexcept = 0;
    virtual int32_t get_Configuration(void** result) noexcept = 0;
    virtual int32_t add_ActivityChange(void* p_handler, ::winrt::event_token* result) noexcept = 0;
    virtual int32_t remove_ActivityChange(::winrt::event_token p_token) noexcept = 0;
    virtual int32_t put_PlugInContext(void* p_value) noexcept = 0;
    virtual int32_t get_PlugInContext(void** result) noexcept = 0;
    virtual int32_t get_SystemHealth(void** result) noexcept = 0;
    virtual int32_t RequestCustomPrompt(void* p_customPrompt) noexcept = 0;
    virtual int32_t SetErrorMessage(void* p_message) noexcept = 0;
    virtual int32_t SetAllowedSslTlsVersions(void* p_tunnelTransport, bool p_useTls12) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnChannel2> {
  struct type : inspectable_abi {
    virtual int32_t StartWithMainTransport(void* p_assignedClientIPv4list, void* p_assignedClientIPv6list, void* p_vpnInterfaceId, void* p_assignedRoutes, void* p_assignedDomainName, uint32_t p_mtuSize, uint32_t p_maxFrameSize, bool p_Reserved, void* p_mainOuterTunnelTransport) noexcept = 0;
    virtual int32_t StartExistingTransports(void* p_assignedClientIPv4list, void* p_assignedClientIPv6list, void* p_vpnInterfaceId, void* p_assignedRoutes, void* p_assignedDomainName, uint32_t p_mtuSize, uint32_t p_maxFrameSize, bool p_Reserved) noexcept = 0;
    virtual int32_t add_ActivityStateChange(void* p_handler, ::winrt::event_token* result) noexcept = 0;
    virtual int32_t remove_ActivityStateChange(::winrt::event_token p_token) noexcept = 0;
    virtual int32_t GetVpnSendPacketBuffer(void** result) noexcept = 0;
    virtual int32_t GetVpnReceivePacketBuffer(void** result) noexcept = 0;
    virtual int32_t RequestCustomPromptAsync(void* p_customPromptElement, void** result) noexcept = 0;
    virtual int32_t RequestCredentialsWithCertificateAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType p_credType, uint32_t p_credOptions, void* p_certificate, void** result) noexcept = 0;
    virtual int32_t RequestCredentialsWithOptionsAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType p_credType, uint32_t p_credOptions, void** result) noexcept = 0;
    virtual int32_t RequestCredentialsSimpleAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType p_credType, void** result) noexcept = 0;
    virtual int32_t TerminateConnection(void* p_message) noexcept = 0;
    virtual int32_t StartWithTrafficFilter(void* p_assignedClientIpv4List, void* p_assignedClientIpv6List, void* p_vpnInterfaceId, void* p_assignedRoutes, void* p_assignedNamespace, uint32_t p_mtuSize, uint32_t p_maxFrameSize, bool p_reserved, void* p_mainOuterTunnelTransport, void* p_optionalOuterTunnelTransport, void* p_assignedTrafficFilters) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnChannel4> {
  struct type : inspectable_abi {
    virtual int32_t AddAndAssociateTransport(void* p_transport, void* p_context) noexcept = 0;
    virtual int32_t StartWithMultipleTransports(void* p_assignedClientIpv4Addresses, void* p_assignedClientIpv6Addresses, void* p_vpninterfaceId, void* p_assignedRoutes, void* p_assignedNamespace, uint32_t p_mtuSize, uint32_t p_maxFrameSize, bool p_reserved, void* p_transports, void* p_assignedTrafficFilters) noexcept = 0;
    virtual int32_t ReplaceAndAssociateTransport(void* p_transport, void* p_context) noexcept = 0;
    virtual int32_t StartReconnectingTransport(void* p_transport, void* p_context) noexcept = 0;
    virtual int32_t GetSlotTypeForTransportContext(void* p_context, ::winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus* result) noexcept = 0;
    virtual int32_t get_CurrentRequestTransportContext(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnChannel5> {
  struct type : inspectable_abi {
    virtual int32_t AppendVpnReceivePacketBuffer(void* p_decapsulatedPacketBuffer) noexcept = 0;
    virtual int32_t AppendVpnSendPacketBuffer(void* p_encapsulatedPacketBuffer) noexcept = 0;
    virtual int32_t FlushVpnReceivePacketBuffers() noexcept = 0;
    virtual int32_t FlushVpnSendPacketBuffers() noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnChannel6> {
  struct type : inspectable_abi {
    virtual int32_t ActivateForeground(void* p_packageRelativeAppId, void* p_sharedContext, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnChannelStatics> {
  struct type : inspectable_abi {
    virtual int32_t ProcessEventAsync(void* p_thirdPartyPlugIn, void* p_event) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPlugIn> {
  struct type : inspectable_abi {
    virtual int32_t Connect(void* p_channel) noexcept = 0;
    virtual int32_t Disconnect(void* p_channel) noexcept = 0;
    virtual int32_t GetKeepAlivePayload(void* p_channel, void** p_keepAlivePacket) noexcept = 0;
    virtual int32_t Encapsulate(void* p_channel, void* p_packets, void* p_encapulatedPackets) noexcept = 0;
    virtual int32_t Decapsulate(void* p_channel, void* p_encapBuffer, void* p_decapsulatedPackets, void* p_controlPacketsToSend) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPlugInReconnectTransport> {
  struct type : inspectable_abi {
    virtual int32_t ReconnectTransport(void* p_channel, void* p_context) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer> {
  struct type : inspectable_abi {
    virtual int32_t get_Buffer(void** result) noexcept = 0;
    virtual int32_t put_Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus p_value) noexcept = 0;
    virtual int32_t get_Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus* result) noexcept = 0;
    virtual int32_t put_TransportAffinity(uint32_t p_value) noexcept = 0;
    virtual int32_t get_TransportAffinity(uint32_t* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer2> {
  struct type : inspectable_abi {
    virtual int32_t get_AppId(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3> {
  struct type : inspectable_abi {
    virtual int32_t put_TransportContext(void* p_value) noexcept = 0;
    virtual int32_t get_TransportContext(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPacketBufferFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateVpnPacketBuffer(void* p_parentBuffer, uint32_t p_offset, uint32_t p_length, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList> {
  struct type : inspectable_abi {
    virtual int32_t Append(void* p_nextVpnPacketBuffer) noexcept = 0;
    virtual int32_t AddAtBegin(void* p_nextVpnPacketBuffer) noexcept = 0;
    virtual int32_t RemoveAtEnd(void** result) noexcept = 0;
    virtual int32_t RemoveAtBegin(void** result) noexcept = 0;
    virtual int32_t Clear() noexcept = 0;
    virtual int32_t put_Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus p_value) noexcept = 0;
    virtual int32_t get_Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus* result) noexcept = 0;
    virtual int32_t get_Size(uint32_t* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2> {
  struct type : inspectable_abi {
    virtual int32_t AddLeadingPacket(void* p_nextVpnPacketBuffer) noexcept = 0;
    virtual int32_t RemoveLeadingPacket(void** result) noexcept = 0;
    virtual int32_t AddTrailingPacket(void* p_nextVpnPacketBuffer) noexcept = 0;
    virtual int32_t RemoveTrailingPacket(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration> {
  struct type : inspectable_abi {
    virtual int32_t get_ServerServiceName(void** result) noexcept = 0;
    virtual int32_t get_ServerHostNameList(void** result) noexcept = 0;
    virtual int32_t get_CustomField(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration2> {
  struct type : inspectable_abi {
    virtual int32_t get_ServerUris(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs> {
  struct type : inspectable_abi {
    virtual int32_t get_ActivityState(::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs> {
  struct type : inspectable_abi {
    virtual int32_t get_Type(::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnRoute> {
  struct type : inspectable_abi {
    virtual int32_t put_Address(void* p_value) noexcept = 0;
    virtual int32_t get_Address(void** result) noexcept = 0;
    virtual int32_t put_PrefixSize(uint8_t p_value) noexcept = 0;
    virtual int32_t get_PrefixSize(uint8_t* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnRouteFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateVpnRoute(void* p_address, uint8_t p_prefixSize, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment> {
  struct type : inspectable_abi {
    virtual int32_t put_Ipv4InclusionRoutes(void* p_value) noexcept = 0;
    virtual int32_t put_Ipv6InclusionRoutes(void* p_value) noexcept = 0;
    virtual int32_t get_Ipv4InclusionRoutes(void** result) noexcept = 0;
    virtual int32_t get_Ipv6InclusionRoutes(void** result) noexcept = 0;
    virtual int32_t put_Ipv4ExclusionRoutes(void* p_value) noexcept = 0;
    virtual int32_t put_Ipv6ExclusionRoutes(void* p_value) noexcept = 0;
    virtual int32_t get_Ipv4ExclusionRoutes(void** result) noexcept = 0;
    virtual int32_t get_Ipv6ExclusionRoutes(void** result) noexcept = 0;
    virtual int32_t put_ExcludeLocalSubnets(bool p_value) noexcept = 0;
    virtual int32_t get_ExcludeLocalSubnets(bool* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment> {
  struct type : inspectable_abi {
    virtual int32_t get_DomainNameList(void** result) noexcept = 0;
    virtual int32_t put_ProxyAutoConfigurationUri(void* p_value) noexcept = 0;
    virtual int32_t get_ProxyAutoConfigurationUri(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo> {
  struct type : inspectable_abi {
    virtual int32_t put_DomainName(void* p_value) noexcept = 0;
    virtual int32_t get_DomainName(void** result) noexcept = 0;
    virtual int32_t put_DomainNameType(::winrt::Windows::Networking::Vpn::VpnDomainNameType p_value) noexcept = 0;
    virtual int32_t get_DomainNameType(::winrt::Windows::Networking::Vpn::VpnDomainNameType* result) noexcept = 0;
    virtual int32_t get_DnsServers(void** result) noexcept = 0;
    virtual int32_t get_WebProxyServers(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo2> {
  struct type : inspectable_abi {
    virtual int32_t get_WebProxyUris(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfoFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateVpnDomainNameInfo(void* p_name, ::winrt::Windows::Networking::Vpn::VpnDomainNameType p_nameType, void* p_dnsServerList, void* p_proxyServerList, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnInterfaceId> {
  struct type : inspectable_abi {
    virtual int32_t GetAddressInfo(uint32_t* p_id_size, uint8_t** p_id) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnInterfaceIdFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateVpnInterfaceId(uint32_t p_address_size, uint8_t* p_address, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment> {
  struct type : inspectable_abi {
    virtual int32_t put_NamespaceList(void* p_value) noexcept = 0;
    virtual int32_t get_NamespaceList(void** result) noexcept = 0;
    virtual int32_t put_ProxyAutoConfigUri(void* p_value) noexcept = 0;
    virtual int32_t get_ProxyAutoConfigUri(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo> {
  struct type : inspectable_abi {
    virtual int32_t put_Namespace(void* p_value) noexcept = 0;
    virtual int32_t get_Namespace(void** result) noexcept = 0;
    virtual int32_t put_DnsServers(void* p_value) noexcept = 0;
    virtual int32_t get_DnsServers(void** result) noexcept = 0;
    virtual int32_t put_WebProxyServers(void* p_value) noexcept = 0;
    virtual int32_t get_WebProxyServers(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfoFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateVpnNamespaceInfo(void* p_name, void* p_dnsServerList, void* p_proxyServerList, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter> {
  struct type : inspectable_abi {
    virtual int32_t get_AppId(void** result) noexcept = 0;
    virtual int32_t put_AppId(void* p_value) noexcept = 0;
    virtual int32_t get_AppClaims(void** result) noexcept = 0;
    virtual int32_t get_Protocol(::winrt::Windows::Networking::Vpn::VpnIPProtocol* result) noexcept = 0;
    virtual int32_t put_Protocol(::winrt::Windows::Networking::Vpn::VpnIPProtocol p_value) noexcept = 0;
    virtual int32_t get_LocalPortRanges(void** result) noexcept = 0;
    virtual int32_t get_RemotePortRanges(void** result) noexcept = 0;
    virtual int32_t get_LocalAddressRanges(void** result) noexcept = 0;
    virtual int32_t get_RemoteAddressRanges(void** result) noexcept = 0;
    virtual int32_t get_RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType* result) noexcept = 0;
    virtual int32_t put_RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterFactory> {
  struct type : inspectable_abi {
    virtual int32_t Create(void* p_appId, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment> {
  struct type : inspectable_abi {
    virtual int32_t get_TrafficFilterList(void** result) noexcept = 0;
    virtual int32_t get_AllowOutbound(bool* result) noexcept = 0;
    virtual int32_t put_AllowOutbound(bool p_value) noexcept = 0;
    virtual int32_t get_AllowInbound(bool* result) noexcept = 0;
    virtual int32_t put_AllowInbound(bool p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnAppId> {
  struct type : inspectable_abi {
    virtual int32_t get_Type(::winrt::Windows::Networking::Vpn::VpnAppIdType* result) noexcept = 0;
    virtual int32_t put_Type(::winrt::Windows::Networking::Vpn::VpnAppIdType p_value) noexcept = 0;
    virtual int32_t get_Value(void** result) noexcept = 0;
    virtual int32_t put_Value(void* p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnAppIdFactory> {
  struct type : inspectable_abi {
    virtual int32_t Create(::winrt::Windows::Networking::Vpn::VpnAppIdType p_type, void* p_value, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnSystemHealth> {
  struct type : inspectable_abi {
    virtual int32_t get_StatementOfHealth(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCredential> {
  struct type : inspectable_abi {
    virtual int32_t get_PasskeyCredential(void** result) noexcept = 0;
    virtual int32_t get_CertificateCredential(void** result) noexcept = 0;
    virtual int32_t get_AdditionalPin(void** result) noexcept = 0;
    virtual int32_t get_OldPasswordCredential(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPickedCredential> {
  struct type : inspectable_abi {
    virtual int32_t get_PasskeyCredential(void** result) noexcept = 0;
    virtual int32_t get_AdditionalPin(void** result) noexcept = 0;
    virtual int32_t get_OldPasswordCredential(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> {
  struct type : inspectable_abi {
    virtual int32_t put_DisplayName(void* p_value) noexcept = 0;
    virtual int32_t get_DisplayName(void** result) noexcept = 0;
    virtual int32_t put_Compulsory(bool p_value) noexcept = 0;
    virtual int32_t get_Compulsory(bool* result) noexcept = 0;
    virtual int32_t put_Emphasized(bool p_value) noexcept = 0;
    virtual int32_t get_Emphasized(bool* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput> {
  struct type : inspectable_abi {
    virtual int32_t put_InitialValue(bool p_value) noexcept = 0;
    virtual int32_t get_InitialValue(bool* result) noexcept = 0;
    virtual int32_t get_Value(bool* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector> {
  struct type : inspectable_abi {
    virtual int32_t get_Options(void** result) noexcept = 0;
    virtual int32_t get_SelectedIndex(uint32_t* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomPromptText> {
  struct type : inspectable_abi {
    virtual int32_t put_Text(void* p_value) noexcept = 0;
    virtual int32_t get_Text(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput> {
  struct type : inspectable_abi {
    virtual int32_t put_PlaceholderText(void* p_value) noexcept = 0;
    virtual int32_t get_PlaceholderText(void** result) noexcept = 0;
    virtual int32_t put_IsTextHidden(bool p_value) noexcept = 0;
    virtual int32_t get_IsTextHidden(bool* result) noexcept = 0;
    virtual int32_t get_Text(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  struct type : inspectable_abi {
    virtual int32_t put_Label(void* p_value) noexcept = 0;
    virtual int32_t get_Label(void** result) noexcept = 0;
    virtual int32_t put_Compulsory(bool p_value) noexcept = 0;
    virtual int32_t get_Compulsory(bool* result) noexcept = 0;
    virtual int32_t put_Bordered(bool p_value) noexcept = 0;
    virtual int32_t get_Bordered(bool* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox> {
  struct type : inspectable_abi {
    virtual int32_t put_InitialCheckState(bool p_value) noexcept = 0;
    virtual int32_t get_InitialCheckState(bool* result) noexcept = 0;
    virtual int32_t get_Checked(bool* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox> {
  struct type : inspectable_abi {
    virtual int32_t put_OptionsText(void* p_value) noexcept = 0;
    virtual int32_t get_OptionsText(void** result) noexcept = 0;
    virtual int32_t get_Selected(uint32_t* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox> {
  struct type : inspectable_abi {
    virtual int32_t put_DefaultText(void* p_value) noexcept = 0;
    virtual int32_t get_DefaultText(void** result) noexcept = 0;
    virtual int32_t put_NoEcho(bool p_value) noexcept = 0;
    virtual int32_t get_NoEcho(bool* result) noexcept = 0;
    virtual int32_t get_Text(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox> {
  struct type : inspectable_abi {
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnCustomTextBox> {
  struct type : inspectable_abi {
    virtual int32_t put_DisplayText(void* p_value) noexcept = 0;
    virtual int32_t get_DisplayText(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation> {
  struct type : inspectable_abi {
    virtual int32_t Complete(void* p_result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs> {
  struct type : inspectable_abi {
    virtual int32_t get_ProfileName(void** result) noexcept = 0;
    virtual int32_t get_SharedContext(void** result) noexcept = 0;
    virtual int32_t get_ActivationOperation(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnProfile> {
  struct type : inspectable_abi {
    virtual int32_t get_ProfileName(void** result) noexcept = 0;
    virtual int32_t put_ProfileName(void* p_value) noexcept = 0;
    virtual int32_t get_AppTriggers(void** result) noexcept = 0;
    virtual int32_t get_Routes(void** result) noexcept = 0;
    virtual int32_t get_DomainNameInfoList(void** result) noexcept = 0;
    virtual int32_t get_TrafficFilters(void** result) noexcept = 0;
    virtual int32_t get_RememberCredentials(bool* result) noexcept = 0;
    virtual int32_t put_RememberCredentials(bool p_value) noexcept = 0;
    virtual int32_t get_AlwaysOn(bool* result) noexcept = 0;
    virtual int32_t put_AlwaysOn(bool p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile> {
  struct type : inspectable_abi {
    virtual int32_t get_ServerUris(void** result) noexcept = 0;
    virtual int32_t get_CustomConfiguration(void** result) noexcept = 0;
    virtual int32_t put_CustomConfiguration(void* p_value) noexcept = 0;
    virtual int32_t get_VpnPluginPackageFamilyName(void** result) noexcept = 0;
    virtual int32_t put_VpnPluginPackageFamilyName(void* p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2> {
  struct type : inspectable_abi {
    virtual int32_t get_RequireVpnClientAppUI(bool* result) noexcept = 0;
    virtual int32_t put_RequireVpnClientAppUI(bool p_value) noexcept = 0;
    virtual int32_t get_ConnectionStatus(::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnNativeProfile> {
  struct type : inspectable_abi {
    virtual int32_t get_Servers(void** result) noexcept = 0;
    virtual int32_t get_RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType* result) noexcept = 0;
    virtual int32_t put_RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType p_value) noexcept = 0;
    virtual int32_t get_NativeProtocolType(::winrt::Windows::Networking::Vpn::VpnNativeProtocolType* result) noexcept = 0;
    virtual int32_t put_NativeProtocolType(::winrt::Windows::Networking::Vpn::VpnNativeProtocolType p_value) noexcept = 0;
    virtual int32_t get_UserAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod* result) noexcept = 0;
    virtual int32_t put_UserAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod p_value) noexcept = 0;
    virtual int32_t get_TunnelAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod* result) noexcept = 0;
    virtual int32_t put_TunnelAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod p_value) noexcept = 0;
    virtual int32_t get_EapConfiguration(void** result) noexcept = 0;
    virtual int32_t put_EapConfiguration(void* p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2> {
  struct type : inspectable_abi {
    virtual int32_t get_RequireVpnClientAppUI(bool* result) noexcept = 0;
    virtual int32_t put_RequireVpnClientAppUI(bool p_value) noexcept = 0;
    virtual int32_t get_ConnectionStatus(::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Vpn::IVpnManagementAgent> {
  struct type : inspectable_abi {
    virtual int32_t AddProfileFromXmlAsync(void* p_xml, void** result) noexcept = 0;
    virtual int32_t AddProfileFromObjectAsync(void* p_profile, void** result) noexcept = 0;
    virtual int32_t UpdateProfileFromXmlAsync(void* p_xml, void** result) noexcept = 0;
    virtual int32_t UpdateProfileFromObjectAsync(void* p_profile, void** result) noexcept = 0;
    virtual int32_t GetProfilesAsync(void** result) noexcept = 0;
    virtual int32_t DeleteProfileAsync(void* p_profile, void** result) noexcept = 0;
    virtual int32_t ConnectProfileAsync(void* p_profile, void** result) noexcept = 0;
    virtual int32_t ConnectProfileWithPasswordCredentialAsync(void* p_profile, void* p_passwordCredential, void** result) noexcept = 0;
    virtual int32_t DisconnectProfileAsync(void* p_profile, void** result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnChannel> {
  template <typename D>
  struct type {
    void AssociateTransport(::winrt::Windows::Foundation::IInspectable const& mainOuterTunnelTransport, ::winrt::Windows::Foundation::IInspectable const& optionalOuterTunnelTransport) const;
    void Start(::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv4list, ::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv6list, ::winrt::Windows::Networking::Vpn::VpnInterfaceId const& vpnInterfaceId, ::winrt::Windows::Networking::Vpn::VpnRouteAssignment const& routeScope, ::winrt::Windows::Networking::Vpn::VpnNamespaceAssignment const& namespaceScope, uint32_t mtuSize, uint32_t maxFrameSize, bool optimizeForLowCostNetwork, ::winrt::Windows::Foundation::IInspectable const& mainOuterTunnelTransport, ::winrt::Windows::Foundation::IInspectable const& optionalOuterTunnelTransport) const;
    void Stop() const;
    ::winrt::Windows::Networking::Vpn::VpnPickedCredential RequestCredentials(::winrt::Windows::Networking::Vpn::VpnCredentialType credType, bool isRetry, bool isSingleSignOnCredential, ::winrt::Windows::Security::Cryptography::Certificates::Certificate const& certificate) const;
    void RequestVpnPacketBuffer(::winrt::Windows::Networking::Vpn::VpnDataPathType type, ::winrt::Windows::Networking::Vpn::VpnPacketBuffer& vpnPacketBuffer) const;
    void LogDiagnosticMessage(::winrt::param::hstring const& message) const;
    uint32_t Id() const;
    ::winrt::Windows::Networking::Vpn::VpnChannelConfiguration Configuration() const;
    ::winrt::event_token ActivityChange(::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Vpn::VpnChannel, ::winrt::Windows::Networking::Vpn::VpnChannelActivityEventArgs> const& handler) const;
    using ActivityChange_revoker = event_revoker<::winrt::Windows::Networking::Vpn::IVpnChannel>;
    event_revoker<::winrt::Windows::Networking::Vpn::IVpnChannel> ActivityChange(auto_revoke_t, ::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Vpn::VpnChannel, ::winrt::Windows::Networking::Vpn::VpnChannelActivityEventArgs> const& handler) const;
    void ActivityChange(::winrt::event_token const& token) const;
    void PlugInContext(::winrt::Windows::Foundation::IInspectable const& value) const;
    ::winrt::Windows::Foundation::IInspectable PlugInContext() const;
    ::winrt::Windows::Networking::Vpn::VpnSystemHealth SystemHealth() const;
    void RequestCustomPrompt(::winrt::param::vector_view<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> const& customPrompt) const;
    void SetErrorMessage(::winrt::param::hstring const& message) const;
    void SetAllowedSslTlsVersions(::winrt::Windows::Foundation::IInspectable const& tunnelTransport, bool useTls12) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnChannel2> {
  template <typename D>
  struct type {
    void StartWithMainTransport(::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv4list, ::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv6list, ::winrt::Windows::Networking::Vpn::VpnInterfaceId const& vpnInterfaceId, ::winrt::Windows::Networking::Vpn::VpnRouteAssignment const& assignedRoutes, ::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment const& assignedDomainName, uint32_t mtuSize, uint32_t maxFrameSize, bool Reserved, ::winrt::Windows::Foundation::IInspectable const& mainOuterTunnelTransport) const;
    void StartExistingTransports(::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv4list, ::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIPv6list, ::winrt::Windows::Networking::Vpn::VpnInterfaceId const& vpnInterfaceId, ::winrt::Windows::Networking::Vpn::VpnRouteAssignment const& assignedRoutes, ::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment const& assignedDomainName, uint32_t mtuSize, uint32_t maxFrameSize, bool Reserved) const;
    ::winrt::event_token ActivityStateChange(::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Vpn::VpnChannel, ::winrt::Windows::Networking::Vpn::VpnChannelActivityStateChangedArgs> const& handler) const;
    using ActivityStateChange_revoker = event_revoker<::winrt::Windows::Networking::Vpn::IVpnChannel2>;
    event_revoker<::winrt::Windows::Networking::Vpn::IVpnChannel2> ActivityStateChange(auto_revoke_t, ::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Vpn::VpnChannel, ::winrt::Windows::Networking::Vpn::VpnChannelActivityStateChangedArgs> const& handler) const;
    void ActivityStateChange(::winrt::event_token const& token) const;
    ::winrt::Windows::Networking::Vpn::VpnPacketBuffer GetVpnSendPacketBuffer() const;
    ::winrt::Windows::Networking::Vpn::VpnPacketBuffer GetVpnReceivePacketBuffer() const;
    ::winrt::Windows::Foundation::IAsyncAction RequestCustomPromptAsync(::winrt::param::vector_view<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> const& customPromptElement) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential> RequestCredentialsAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType credType, uint32_t credOptions, ::winrt::Windows::Security::Cryptography::Certificates::Certificate const& certificate) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential> RequestCredentialsAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType credType, uint32_t credOptions) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnCredential> RequestCredentialsAsync(::winrt::Windows::Networking::Vpn::VpnCredentialType credType) const;
    void TerminateConnection(::winrt::param::hstring const& message) const;
    void StartWithTrafficFilter(::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIpv4List, ::winrt::param::vector_view<::winrt::Windows::Networking::HostName> const& assignedClientIpv6List, ::winrt::Windows::Networking::Vpn::VpnInterfaceId const& vpnInterfaceId, ::winrt::Windows::Networking::Vpn::VpnRouteAssignment const& assignedRoutes, ::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment const& assignedNamespace, uint32_t mtuSize, uint32_t maxFrameSize, bool reserved, ::winrt::Windows::Foundation::IInspectable const& mainOuterTunnelTransport, ::winrt::Windows::Foundation::IInspectable const& optionalOuterTunnelTransport, ::winrt::Windows::Networking::Vpn::VpnTrafficFilterAssignment const& assignedTrafficFilters) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnChannel4> {
  template <typename D>
  struct type {
    void AddAndAssociateTransport(::winrt::Windows::Foundation::IInspectable const& transport, ::winrt::Windows::Foundation::IInspectable const& context) const;
    void StartWithTrafficFilter(::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& assignedClientIpv4Addresses, ::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& assignedClientIpv6Addresses, ::winrt::Windows::Networking::Vpn::VpnInterfaceId const& vpninterfaceId, ::winrt::Windows::Networking::Vpn::VpnRouteAssignment const& assignedRoutes, ::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment const& assignedNamespace, uint32_t mtuSize, uint32_t maxFrameSize, bool reserved, ::winrt::param::iterable<::winrt::Windows::Foundation::IInspectable> const& transports, ::winrt::Windows::Networking::Vpn::VpnTrafficFilterAssignment const& assignedTrafficFilters) const;
    void ReplaceAndAssociateTransport(::winrt::Windows::Foundation::IInspectable const& transport, ::winrt::Windows::Foundation::IInspectable const& context) const;
    void StartReconnectingTransport(::winrt::Windows::Foundation::IInspectable const& transport, ::winrt::Windows::Foundation::IInspectable const& context) const;
    ::winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus GetSlotTypeForTransportContext(::winrt::Windows::Foundation::IInspectable const& context) const;
    ::winrt::Windows::Foundation::IInspectable CurrentRequestTransportContext() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnChannel5> {
  template <typename D>
  struct type {
    void AppendVpnReceivePacketBuffer(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& decapsulatedPacketBuffer) const;
    void AppendVpnSendPacketBuffer(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& encapsulatedPacketBuffer) const;
    void FlushVpnReceivePacketBuffers() const;
    void FlushVpnSendPacketBuffers() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnChannel6> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::ValueSet ActivateForeground(::winrt::param::hstring const& packageRelativeAppId, ::winrt::Windows::Foundation::Collections::ValueSet const& sharedContext) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnChannelStatics> {
  template <typename D>
  struct type {
    void ProcessEventAsync(::winrt::Windows::Foundation::IInspectable const& thirdPartyPlugIn, ::winrt::Windows::Foundation::IInspectable const& event) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPlugIn> {
  template <typename D>
  struct type {
    void Connect(::winrt::Windows::Networking::Vpn::VpnChannel const& channel) const;
    void Disconnect(::winrt::Windows::Networking::Vpn::VpnChannel const& channel) const;
    void GetKeepAlivePayload(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::Windows::Networking::Vpn::VpnPacketBuffer& keepAlivePacket) const;
    void Encapsulate(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& packets, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& encapulatedPackets) const;
    void Decapsulate(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& encapBuffer, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& decapsulatedPackets, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& controlPacketsToSend) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPlugInReconnectTransport> {
  template <typename D>
  struct type {
    void ReconnectTransport(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::Windows::Foundation::IInspectable const& context) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::Streams::Buffer Buffer() const;
    void Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus value) const;
    ::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus Status() const;
    void TransportAffinity(uint32_t value) const;
    uint32_t TransportAffinity() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer2> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnAppId AppId() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3> {
  template <typename D>
  struct type {
    void TransportContext(::winrt::Windows::Foundation::IInspectable const& value) const;
    ::winrt::Windows::Foundation::IInspectable TransportContext() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnPacketBuffer CreateVpnPacketBuffer(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& parentBuffer, uint32_t offset, uint32_t length) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList> {
  template <typename D>
  struct type {
    void Append(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& nextVpnPacketBuffer) const;
    void AddAtBegin(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& nextVpnPacketBuffer) const;
    ::winrt::Windows::Networking::Vpn::VpnPacketBuffer RemoveAtEnd() const;
    ::winrt::Windows::Networking::Vpn::VpnPacketBuffer RemoveAtBegin() const;
    void Clear() const;
    void Status(::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus value) const;
    ::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus Status() const;
    uint32_t Size() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2> {
  template <typename D>
  struct type {
    void AddLeadingPacket(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& nextVpnPacketBuffer) const;
    ::winrt::Windows::Networking::Vpn::VpnPacketBuffer RemoveLeadingPacket() const;
    void AddTrailingPacket(::winrt::Windows::Networking::Vpn::VpnPacketBuffer const& nextVpnPacketBuffer) const;
    ::winrt::Windows::Networking::Vpn::VpnPacketBuffer RemoveTrailingPacket() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration> {
  template <typename D>
  struct type {
    ::winrt::hstring ServerServiceName() const;
    ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName> ServerHostNameList() const;
    ::winrt::hstring CustomField() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration2> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Foundation::Uri> ServerUris() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType ActivityState() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType Type() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnRoute> {
  template <typename D>
  struct type {
    void Address(::winrt::Windows::Networking::HostName const& value) const;
    ::winrt::Windows::Networking::HostName Address() const;
    void PrefixSize(uint8_t value) const;
    uint8_t PrefixSize() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnRouteFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnRoute CreateVpnRoute(::winrt::Windows::Networking::HostName const& address, uint8_t prefixSize) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment> {
  template <typename D>
  struct type {
    void Ipv4InclusionRoutes(::winrt::param::vector<::winrt::Windows::Networking::Vpn::VpnRoute> const& value) const;
    void Ipv6InclusionRoutes(::winrt::param::vector<::winrt::Windows::Networking::Vpn::VpnRoute> const& value) const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute> Ipv4InclusionRoutes() const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute> Ipv6InclusionRoutes() const;
    void Ipv4ExclusionRoutes(::winrt::param::vector<::winrt::Windows::Networking::Vpn::VpnRoute> const& value) const;
    void Ipv6ExclusionRoutes(::winrt::param::vector<::winrt::Windows::Networking::Vpn::VpnRoute> const& value) const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute> Ipv4ExclusionRoutes() const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute> Ipv6ExclusionRoutes() const;
    void ExcludeLocalSubnets(bool value) const;
    bool ExcludeLocalSubnets() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo> DomainNameList() const;
    void ProxyAutoConfigurationUri(::winrt::Windows::Foundation::Uri const& value) const;
    ::winrt::Windows::Foundation::Uri ProxyAutoConfigurationUri() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo> {
  template <typename D>
  struct type {
    void DomainName(::winrt::Windows::Networking::HostName const& value) const;
    ::winrt::Windows::Networking::HostName DomainName() const;
    void DomainNameType(::winrt::Windows::Networking::Vpn::VpnDomainNameType value) const;
    ::winrt::Windows::Networking::Vpn::VpnDomainNameType DomainNameType() const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName> DnsServers() const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName> WebProxyServers() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo2> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Foundation::Uri> WebProxyUris() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfoFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnDomainNameInfo CreateVpnDomainNameInfo(::winrt::param::hstring const& name, ::winrt::Windows::Networking::Vpn::VpnDomainNameType nameType, ::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& dnsServerList, ::winrt::param::iterable<::winrt::Windows::Networking::HostName> const& proxyServerList) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnInterfaceId> {
  template <typename D>
  struct type {
    void GetAddressInfo(::winrt::com_array<uint8_t>& id) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnInterfaceIdFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnInterfaceId CreateVpnInterfaceId(::winrt::array_view<uint8_t const> address) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment> {
  template <typename D>
  struct type {
    void NamespaceList(::winrt::param::vector<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo> const& value) const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo> NamespaceList() const;
    void ProxyAutoConfigUri(::winrt::Windows::Foundation::Uri const& value) const;
    ::winrt::Windows::Foundation::Uri ProxyAutoConfigUri() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo> {
  template <typename D>
  struct type {
    void Namespace(::winrt::param::hstring const& value) const;
    ::winrt::hstring Namespace() const;
    void DnsServers(::winrt::param::vector<::winrt::Windows::Networking::HostName> const& value) const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName> DnsServers() const;
    void WebProxyServers(::winrt::param::vector<::winrt::Windows::Networking::HostName> const& value) const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::HostName> WebProxyServers() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfoFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnNamespaceInfo CreateVpnNamespaceInfo(::winrt::param::hstring const& name, ::winrt::param::vector<::winrt::Windows::Networking::HostName> const& dnsServerList, ::winrt::param::vector<::winrt::Windows::Networking::HostName> const& proxyServerList) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnAppId AppId() const;
    void AppId(::winrt::Windows::Networking::Vpn::VpnAppId const& value) const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> AppClaims() const;
    ::winrt::Windows::Networking::Vpn::VpnIPProtocol Protocol() const;
    void Protocol(::winrt::Windows::Networking::Vpn::VpnIPProtocol value) const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> LocalPortRanges() const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> RemotePortRanges() const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> LocalAddressRanges() const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> RemoteAddressRanges() const;
    ::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType RoutingPolicyType() const;
    void RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnTrafficFilter Create(::winrt::Windows::Networking::Vpn::VpnAppId const& appId) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnTrafficFilter> TrafficFilterList() const;
    bool AllowOutbound() const;
    void AllowOutbound(bool value) const;
    bool AllowInbound() const;
    void AllowInbound(bool value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnAppId> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnAppIdType Type() const;
    void Type(::winrt::Windows::Networking::Vpn::VpnAppIdType value) const;
    ::winrt::hstring Value() const;
    void Value(::winrt::param::hstring const& value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnAppIdFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Vpn::VpnAppId Create(::winrt::Windows::Networking::Vpn::VpnAppIdType type, ::winrt::param::hstring const& value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnSystemHealth> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::Streams::Buffer StatementOfHealth() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCredential> {
  template <typename D>
  struct type {
    ::winrt::Windows::Security::Credentials::PasswordCredential PasskeyCredential() const;
    ::winrt::Windows::Security::Cryptography::Certificates::Certificate CertificateCredential() const;
    ::winrt::hstring AdditionalPin() const;
    ::winrt::Windows::Security::Credentials::PasswordCredential OldPasswordCredential() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPickedCredential> {
  template <typename D>
  struct type {
    ::winrt::Windows::Security::Credentials::PasswordCredential PasskeyCredential() const;
    ::winrt::hstring AdditionalPin() const;
    ::winrt::Windows::Security::Credentials::PasswordCredential OldPasswordCredential() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> {
  template <typename D>
  struct type {
    void DisplayName(::winrt::param::hstring const& value) const;
    ::winrt::hstring DisplayName() const;
    void Compulsory(bool value) const;
    bool Compulsory() const;
    void Emphasized(bool value) const;
    bool Emphasized() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput> {
  template <typename D>
  struct type {
    void InitialValue(bool value) const;
    bool InitialValue() const;
    bool Value() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> Options() const;
    uint32_t SelectedIndex() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptText> {
  template <typename D>
  struct type {
    void Text(::winrt::param::hstring const& value) const;
    ::winrt::hstring Text() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput> {
  template <typename D>
  struct type {
    void PlaceholderText(::winrt::param::hstring const& value) const;
    ::winrt::hstring PlaceholderText() const;
    void IsTextHidden(bool value) const;
    bool IsTextHidden() const;
    ::winrt::hstring Text() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  template <typename D>
  struct type {
    void Label(::winrt::param::hstring const& value) const;
    ::winrt::hstring Label() const;
    void Compulsory(bool value) const;
    bool Compulsory() const;
    void Bordered(bool value) const;
    bool Bordered() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox> {
  template <typename D>
  struct type {
    void InitialCheckState(bool value) const;
    bool InitialCheckState() const;
    bool Checked() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox> {
  template <typename D>
  struct type {
    void OptionsText(::winrt::param::vector_view<::winrt::hstring> const& value) const;
    ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::hstring> OptionsText() const;
    uint32_t Selected() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox> {
  template <typename D>
  struct type {
    void DefaultText(::winrt::param::hstring const& value) const;
    ::winrt::hstring DefaultText() const;
    void NoEcho(bool value) const;
    bool NoEcho() const;
    ::winrt::hstring Text() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox> {
  template <typename D>
  struct type {
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnCustomTextBox> {
  template <typename D>
  struct type {
    void DisplayText(::winrt::param::hstring const& value) const;
    ::winrt::hstring DisplayText() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation> {
  template <typename D>
  struct type {
    void Complete(::winrt::Windows::Foundation::Collections::ValueSet const& result) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs> {
  template <typename D>
  struct type {
    ::winrt::hstring ProfileName() const;
    ::winrt::Windows::Foundation::Collections::ValueSet SharedContext() const;
    ::winrt::Windows::Networking::Vpn::VpnForegroundActivationOperation ActivationOperation() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnProfile> {
  template <typename D>
  struct type {
    ::winrt::hstring ProfileName() const;
    void ProfileName(::winrt::param::hstring const& value) const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnAppId> AppTriggers() const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnRoute> Routes() const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo> DomainNameInfoList() const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Networking::Vpn::VpnTrafficFilter> TrafficFilters() const;
    bool RememberCredentials() const;
    void RememberCredentials(bool value) const;
    bool AlwaysOn() const;
    void AlwaysOn(bool value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Foundation::Uri> ServerUris() const;
    ::winrt::hstring CustomConfiguration() const;
    void CustomConfiguration(::winrt::param::hstring const& value) const;
    ::winrt::hstring VpnPluginPackageFamilyName() const;
    void VpnPluginPackageFamilyName(::winrt::param::hstring const& value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2> {
  template <typename D>
  struct type {
    bool RequireVpnClientAppUI() const;
    void RequireVpnClientAppUI(bool value) const;
    ::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus ConnectionStatus() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring> Servers() const;
    ::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType RoutingPolicyType() const;
    void RoutingPolicyType(::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType value) const;
    ::winrt::Windows::Networking::Vpn::VpnNativeProtocolType NativeProtocolType() const;
    void NativeProtocolType(::winrt::Windows::Networking::Vpn::VpnNativeProtocolType value) const;
    ::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod UserAuthenticationMethod() const;
    void UserAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod value) const;
    ::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod TunnelAuthenticationMethod() const;
    void TunnelAuthenticationMethod(::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod value) const;
    ::winrt::hstring EapConfiguration() const;
    void EapConfiguration(::winrt::param::hstring const& value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2> {
  template <typename D>
  struct type {
    bool RequireVpnClientAppUI() const;
    void RequireVpnClientAppUI(bool value) const;
    ::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus ConnectionStatus() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Vpn::IVpnManagementAgent> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> AddProfileFromXmlAsync(::winrt::param::hstring const& xml) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> AddProfileFromObjectAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> UpdateProfileFromXmlAsync(::winrt::param::hstring const& xml) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> UpdateProfileFromObjectAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Vpn::IVpnProfile>> GetProfilesAsync() const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> DeleteProfileAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> ConnectProfileAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> ConnectProfileWithPasswordCredentialAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile, ::winrt::Windows::Security::Credentials::PasswordCredential const& passwordCredential) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> DisconnectProfileAsync(::winrt::Windows::Networking::Vpn::IVpnProfile const& profile) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Networking::Vpn {

struct IVpnChannel : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnChannel> {
  IVpnChannel(std::nullptr_t = nullptr) noexcept {}
  IVpnChannel(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnChannel2 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnChannel2> {
  IVpnChannel2(std::nullptr_t = nullptr) noexcept {}
  IVpnChannel2(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnChannel4 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnChannel4> {
  IVpnChannel4(std::nullptr_t = nullptr) noexcept {}
  IVpnChannel4(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnChannel5 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnChannel5> {
  IVpnChannel5(std::nullptr_t = nullptr) noexcept {}
  IVpnChannel5(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnChannel6 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnChannel6> {
  IVpnChannel6(std::nullptr_t = nullptr) noexcept {}
  IVpnChannel6(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnChannelStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnChannelStatics> {
  IVpnChannelStatics(std::nullptr_t = nullptr) noexcept {}
  IVpnChannelStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPlugIn : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPlugIn> {
  IVpnPlugIn(std::nullptr_t = nullptr) noexcept {}
  IVpnPlugIn(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPlugInReconnectTransport : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPlugInReconnectTransport> {
  IVpnPlugInReconnectTransport(std::nullptr_t = nullptr) noexcept {}
  IVpnPlugInReconnectTransport(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPacketBuffer : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPacketBuffer> {
  IVpnPacketBuffer(std::nullptr_t = nullptr) noexcept {}
  IVpnPacketBuffer(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPacketBuffer2 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPacketBuffer2> {
  IVpnPacketBuffer2(std::nullptr_t = nullptr) noexcept {}
  IVpnPacketBuffer2(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPacketBuffer3 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPacketBuffer3> {
  IVpnPacketBuffer3(std::nullptr_t = nullptr) noexcept {}
  IVpnPacketBuffer3(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPacketBufferFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPacketBufferFactory> {
  IVpnPacketBufferFactory(std::nullptr_t = nullptr) noexcept {}
  IVpnPacketBufferFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPacketBufferList : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPacketBufferList> {
  IVpnPacketBufferList(std::nullptr_t = nullptr) noexcept {}
  IVpnPacketBufferList(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPacketBufferList2 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPacketBufferList2> {
  IVpnPacketBufferList2(std::nullptr_t = nullptr) noexcept {}
  IVpnPacketBufferList2(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnChannelConfiguration : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnChannelConfiguration> {
  IVpnChannelConfiguration(std::nullptr_t = nullptr) noexcept {}
  IVpnChannelConfiguration(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnChannelConfiguration2 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnChannelConfiguration2> {
  IVpnChannelConfiguration2(std::nullptr_t = nullptr) noexcept {}
  IVpnChannelConfiguration2(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnChannelActivityStateChangedArgs : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnChannelActivityStateChangedArgs> {
  IVpnChannelActivityStateChangedArgs(std::nullptr_t = nullptr) noexcept {}
  IVpnChannelActivityStateChangedArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnChannelActivityEventArgs : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnChannelActivityEventArgs> {
  IVpnChannelActivityEventArgs(std::nullptr_t = nullptr) noexcept {}
  IVpnChannelActivityEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnRoute : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnRoute> {
  IVpnRoute(std::nullptr_t = nullptr) noexcept {}
  IVpnRoute(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnRouteFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnRouteFactory> {
  IVpnRouteFactory(std::nullptr_t = nullptr) noexcept {}
  IVpnRouteFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnRouteAssignment : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnRouteAssignment> {
  IVpnRouteAssignment(std::nullptr_t = nullptr) noexcept {}
  IVpnRouteAssignment(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnDomainNameAssignment : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnDomainNameAssignment> {
  IVpnDomainNameAssignment(std::nullptr_t = nullptr) noexcept {}
  IVpnDomainNameAssignment(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnDomainNameInfo : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnDomainNameInfo> {
  IVpnDomainNameInfo(std::nullptr_t = nullptr) noexcept {}
  IVpnDomainNameInfo(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnDomainNameInfo2 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnDomainNameInfo2> {
  IVpnDomainNameInfo2(std::nullptr_t = nullptr) noexcept {}
  IVpnDomainNameInfo2(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnDomainNameInfoFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnDomainNameInfoFactory> {
  IVpnDomainNameInfoFactory(std::nullptr_t = nullptr) noexcept {}
  IVpnDomainNameInfoFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnInterfaceId : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnInterfaceId> {
  IVpnInterfaceId(std::nullptr_t = nullptr) noexcept {}
  IVpnInterfaceId(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnInterfaceIdFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnInterfaceIdFactory> {
  IVpnInterfaceIdFactory(std::nullptr_t = nullptr) noexcept {}
  IVpnInterfaceIdFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnNamespaceAssignment : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnNamespaceAssignment> {
  IVpnNamespaceAssignment(std::nullptr_t = nullptr) noexcept {}
  IVpnNamespaceAssignment(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnNamespaceInfo : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnNamespaceInfo> {
  IVpnNamespaceInfo(std::nullptr_t = nullptr) noexcept {}
  IVpnNamespaceInfo(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnNamespaceInfoFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnNamespaceInfoFactory> {
  IVpnNamespaceInfoFactory(std::nullptr_t = nullptr) noexcept {}
  IVpnNamespaceInfoFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnTrafficFilter : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnTrafficFilter> {
  IVpnTrafficFilter(std::nullptr_t = nullptr) noexcept {}
  IVpnTrafficFilter(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnTrafficFilterFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnTrafficFilterFactory> {
  IVpnTrafficFilterFactory(std::nullptr_t = nullptr) noexcept {}
  IVpnTrafficFilterFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnTrafficFilterAssignment : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnTrafficFilterAssignment> {
  IVpnTrafficFilterAssignment(std::nullptr_t = nullptr) noexcept {}
  IVpnTrafficFilterAssignment(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnAppId : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnAppId> {
  IVpnAppId(std::nullptr_t = nullptr) noexcept {}
  IVpnAppId(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnAppIdFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnAppIdFactory> {
  IVpnAppIdFactory(std::nullptr_t = nullptr) noexcept {}
  IVpnAppIdFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnSystemHealth : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnSystemHealth> {
  IVpnSystemHealth(std::nullptr_t = nullptr) noexcept {}
  IVpnSystemHealth(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCredential : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCredential> {
  IVpnCredential(std::nullptr_t = nullptr) noexcept {}
  IVpnCredential(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPickedCredential : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPickedCredential> {
  IVpnPickedCredential(std::nullptr_t = nullptr) noexcept {}
  IVpnPickedCredential(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomPromptElement : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomPromptElement> {
  IVpnCustomPromptElement(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomPromptElement(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomPromptBooleanInput : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomPromptBooleanInput>, ::winrt::impl::require<IVpnCustomPromptBooleanInput, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> {
  IVpnCustomPromptBooleanInput(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomPromptBooleanInput(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomPromptOptionSelector : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomPromptOptionSelector>, ::winrt::impl::require<IVpnCustomPromptOptionSelector, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> {
  IVpnCustomPromptOptionSelector(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomPromptOptionSelector(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomPromptText : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomPromptText>, ::winrt::impl::require<IVpnCustomPromptText, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> {
  IVpnCustomPromptText(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomPromptText(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomPromptTextInput : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomPromptTextInput>, ::winrt::impl::require<IVpnCustomPromptTextInput, ::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> {
  IVpnCustomPromptTextInput(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomPromptTextInput(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomPrompt : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomPrompt> {
  IVpnCustomPrompt(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomPrompt(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomCheckBox : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomCheckBox>, ::winrt::impl::require<IVpnCustomCheckBox, ::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  IVpnCustomCheckBox(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomCheckBox(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomComboBox : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomComboBox>, ::winrt::impl::require<IVpnCustomComboBox, ::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  IVpnCustomComboBox(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomComboBox(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomEditBox : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomEditBox>, ::winrt::impl::require<IVpnCustomEditBox, ::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  IVpnCustomEditBox(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomEditBox(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomErrorBox : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomErrorBox>, ::winrt::impl::require<IVpnCustomErrorBox, ::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  IVpnCustomErrorBox(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomErrorBox(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnCustomTextBox : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnCustomTextBox>, ::winrt::impl::require<IVpnCustomTextBox, ::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  IVpnCustomTextBox(std::nullptr_t = nullptr) noexcept {}
  IVpnCustomTextBox(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnForegroundActivationOperation : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnForegroundActivationOperation> {
  IVpnForegroundActivationOperation(std::nullptr_t = nullptr) noexcept {}
  IVpnForegroundActivationOperation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnForegroundActivatedEventArgs : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnForegroundActivatedEventArgs> {
  IVpnForegroundActivatedEventArgs(std::nullptr_t = nullptr) noexcept {}
  IVpnForegroundActivatedEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnProfile : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnProfile> {
  IVpnProfile(std::nullptr_t = nullptr) noexcept {}
  IVpnProfile(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPlugInProfile : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPlugInProfile>, ::winrt::impl::require<IVpnPlugInProfile, ::winrt::Windows::Networking::Vpn::IVpnProfile> {
  IVpnPlugInProfile(std::nullptr_t = nullptr) noexcept {}
  IVpnPlugInProfile(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPlugInProfile2 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPlugInProfile2> {
  IVpnPlugInProfile2(std::nullptr_t = nullptr) noexcept {}
  IVpnPlugInProfile2(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnNativeProfile : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnNativeProfile>, ::winrt::impl::require<IVpnNativeProfile, ::winrt::Windows::Networking::Vpn::IVpnProfile> {
  IVpnNativeProfile(std::nullptr_t = nullptr) noexcept {}
  IVpnNativeProfile(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnNativeProfile2 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnNativeProfile2> {
  IVpnNativeProfile2(std::nullptr_t = nullptr) noexcept {}
  IVpnNativeProfile2(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnManagementAgent : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnManagementAgent> {
  IVpnManagementAgent(std::nullptr_t = nullptr) noexcept {}
  IVpnManagementAgent(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::Networking::Vpn
