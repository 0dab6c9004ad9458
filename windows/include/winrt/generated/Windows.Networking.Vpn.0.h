// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Networking::Vpn {

enum class VpnDataPathType : int32_t {
  Send = 0,
  Receive = 1,
};

enum class VpnPacketBufferStatus : int32_t {
  Ok = 0,
  InvalidBufferSize = 1,
};

enum class VpnDomainNameType : int32_t {
  Suffix = 0,
  FullyQualified = 1,
  Reserved = 65535,
};

enum class VpnChannelActivityEventType : int32_t {
  Idle = 0,
  Active = 1,
};

enum class VpnAppIdType : int32_t {
  PackageFamilyName = 0,
  FullyQualifiedBinaryName = 1,
  FilePath = 2,
};

enum class VpnIPProtocol : int32_t {
  None = 0,
  Icmp = 1,
  Igmp = 2,
  Tcp = 6,
  Udp = 17,
  Ipv6Icmp = 58,
  Pgm = 113,
};

enum class VpnRoutingPolicyType : int32_t {
  SplitRouting = 0,
  ForceAllTrafficOverVpn = 1,
};

enum class VpnCredentialType : int32_t {
  UsernamePassword = 0,
  UsernameOtpPin = 1,
  UsernamePasswordAndPin = 2,
  UsernamePasswordChange = 3,
  SmartCard = 4,
  ProtectedCertificate = 5,
  UnProtectedCertificate = 6,
};

enum class VpnChannelRequestCredentialsOptions : uint32_t {
  None = 0x0,
  Retrying = 0x1,
  UseForSingleSignIn = 0x2,
};
constexpr VpnChannelRequestCredentialsOptions operator|(VpnChannelRequestCredentialsOptions a, VpnChannelRequestCredentialsOptions b) noexcept {
  return static_cast<VpnChannelRequestCredentialsOptions>(static_cast<uint32_t>(a) | static_cast<uint32_t>(b));
}
constexpr VpnChannelRequestCredentialsOptions& operator|=(VpnChannelRequestCredentialsOptions& a, VpnChannelRequestCredentialsOptions b) noexcept { return a = a | b; }
constexpr VpnChannelRequestCredentialsOptions operator&(VpnChannelRequestCredentialsOptions a, VpnChannelRequestCredentialsOptions b) noexcept {
  return static_cast<VpnChannelRequestCredentialsOptions>(static_cast<uint32_t>(a) & static_cast<uint32_t>(b));
}
constexpr VpnChannelRequestCredentialsOptions& operator&=(VpnChannelRequestCredentialsOptions& a, VpnChannelRequestCredentialsOptions b) noexcept { return a = a & b; }
constexpr VpnChannelRequestCredentialsOptions operator^(VpnChannelRequestCredentialsOptions a, VpnChannelRequestCredentialsOptions b) noexcept {
  return static_cast<VpnChannelRequestCredentialsOptions>(static_cast<uint32_t>(a) ^ static_cast<uint32_t>(b));
}
constexpr VpnChannelRequestCredentialsOptions& operator^=(VpnChannelRequestCredentialsOptions& a, VpnChannelRequestCredentialsOptions b) noexcept { return a = a ^ b; }
constexpr VpnChannelRequestCredentialsOptions operator~(VpnChannelRequestCredentialsOptions a) noexcept {
  return static_cast<VpnChannelRequestCredentialsOptions>(~static_cast<uint32_t>(a));
}

enum class VpnManagementErrorStatus : int32_t {
  Ok = 0,
  Other = 1,
  InvalidXmlSyntax = 2,
  ProfileNameTooLong = 3,
  ProfileInvalidAppId = 4,
  AccessDenied = 5,
  CannotFindProfile = 6,
  AlreadyDisconnecting = 7,
  AlreadyConnected = 8,
  GeneralAuthenticationFailure = 9,
  EapFailure = 10,
  SmartCardFailure = 11,
  CertificateFailure = 12,
  ServerConfiguration = 13,
  NoConnection = 14,
  ServerConnection = 15,
  UserNamePassword = 16,
  DnsNotResolvable = 17,
  InvalidIP = 18,
};

enum class VpnManagementConnectionStatus : int32_t {
  Disconnected = 0,
  Disconnecting = 1,
  Connected = 2,
  Connecting = 3,
};

enum class VpnNativeProtocolType : int32_t {
  Pptp = 0,
  L2tp = 1,
  IpsecIkev2 = 2,
};

enum class VpnAuthenticationMethod : int32_t {
  Mschapv2 = 0,
  Eap = 1,
  Certificate = 2,
  PresharedKey = 3,
};

struct IVpnChannel;
struct IVpnChannel2;
struct IVpnChannel4;
struct IVpnChannel5;
struct IVpnChannel6;
struct IVpnChannelStatics;
struct VpnChannel;
struct IVpnPlugIn;
struct IVpnPlugInReconnectTransport;
struct IVpnPacketBuffer;
struct IVpnPacketBuffer2;
struct IVpnPacketBuffer3;
struct IVpnPacketBufferFactory;
struct VpnPacketBuffer;
struct IVpnPacketBufferList;
struct IVpnPacketBufferList2;
struct VpnPacketBufferList;
struct IVpnChannelConfiguration;
struct IVpnChannelConfiguration2;
struct VpnChannelConfiguration;
struct IVpnChannelActivityStateChangedArgs;
struct VpnChannelActivityStateChangedArgs;
struct IVpnChannelActivityEventArgs;
struct VpnChannelActivityEventArgs;
struct IVpnRoute;
struct IVpnRouteFactory;
struct VpnRoute;
struct IVpnRouteAssignment;
struct VpnRouteAssignment;
struct IVpnDomainNameAssignment;
struct VpnDomainNameAssignment;
struct IVpnDomainNameInfo;
struct IVpnDomainNameInfo2;
struct IVpnDomainNameInfoFactory;
struct VpnDomainNameInfo;
struct IVpnInterfaceId;
struct IVpnInterfaceIdFactory;
struct VpnInterfaceId;
struct IVpnNamespaceAssignment;
struct VpnNamespaceAssignment;
struct IVpnNamespaceInfo;
struct IVpnNamespaceInfoFactory;
struct VpnNamespaceInfo;
struct IVpnTrafficFilter;
struct IVpnTrafficFilterFactory;
struct VpnTrafficFilter;
struct IVpnTrafficFilterAssignment;
struct VpnTrafficFilterAssignment;
struct IVpnAppId;
struct IVpnAppIdFactory;
struct VpnAppId;
struct IVpnSystemHealth;
struct VpnSystemHealth;
struct IVpnCredential;
struct VpnCredential;
struct IVpnPickedCredential;
struct VpnPickedCredential;
struct IVpnCustomPromptElement;
struct IVpnCustomPromptBooleanInput;
struct VpnCustomPromptBooleanInput;
struct IVpnCustomPromptOptionSelector;
struct VpnCustomPromptOptionSelector;
struct IVpnCustomPromptText;
struct VpnCustomPromptText;
struct IVpnCustomPromptTextInput;
struct VpnCustomPromptTextInput;
struct IVpnCustomPrompt;
struct IVpnCustomCheckBox;
struct VpnCustomCheckBox;
struct IVpnCustomComboBox;
struct VpnCustomComboBox;
struct IVpnCustomEditBox;
struct VpnCustomEditBox;
struct IVpnCustomErrorBox;
struct VpnCustomErrorBox;
struct IVpnCustomTextBox;
struct VpnCustomTextBox;
struct IVpnForegroundActivationOperation;
struct VpnForegroundActivationOperation;
struct IVpnForegroundActivatedEventArgs;
struct VpnForegroundActivatedEventArgs;
struct IVpnProfile;
struct IVpnPlugInProfile;
struct IVpnPlugInProfile2;
struct VpnPlugInProfile;
struct IVpnNativeProfile;
struct IVpnNativeProfile2;
struct VpnNativeProfile;
struct IVpnManagementAgent;
struct VpnManagementAgent;

}  // namespace winrt::Windows::Networking::Vpn

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Networking::Vpn::VpnDataPathType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnDataPathType> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnDataPathType"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnPacketBufferStatus> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnPacketBufferStatus"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnDomainNameType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnDomainNameType> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnDomainNameType"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnChannelActivityEventType> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnChannelActivityEventType"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnAppIdType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnAppIdType> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnAppIdType"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnIPProtocol> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnIPProtocol> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnIPProtocol"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnRoutingPolicyType> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnRoutingPolicyType"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCredentialType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCredentialType> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCredentialType"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnChannelRequestCredentialsOptions> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnChannelRequestCredentialsOptions> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnChannelRequestCredentialsOptions"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnManagementErrorStatus> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnManagementErrorStatus"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnManagementConnectionStatus> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnManagementConnectionStatus"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnNativeProtocolType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnNativeProtocolType> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnNativeProtocolType"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnAuthenticationMethod> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnAuthenticationMethod"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnChannel> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnChannel> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnChannel"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnChannel> {
  static constexpr guid value{"4ac78d07-d1a8-4303-a091-c8d2e0915bc3"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnChannel2> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnChannel2> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnChannel2"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnChannel2> {
  static constexpr guid value{"2255d165-993b-4629-ad60-f1c3f3537f50"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnChannel4> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnChannel4> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnChannel4"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnChannel4> {
  static constexpr guid value{"d7266ede-2937-419d-9570-486aebb81803"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnChannel5> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnChannel5> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnChannel5"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnChannel5> {
  static constexpr guid value{"de7a0992-8384-4fbc-882c-1fd23124cd3b"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnChannel6> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnChannel6> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnChannel6"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnChannel6> {
  static constexpr guid value{"55843696-bd63-49c5-abca-5da77885551a"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnChannelStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnChannelStatics> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnChannelStatics"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnChannelStatics> {
  static constexpr guid value{"88eb062d-e818-4ffd-98a6-363e3736c95d"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnChannel> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnChannel>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnChannel> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnChannel"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPlugIn> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPlugIn> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPlugIn"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPlugIn> {
  static constexpr guid value{"ceb78d07-d0a8-4703-a091-c8c2c0915bc4"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPlugInReconnectTransport> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPlugInReconnectTransport> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPlugInReconnectTransport"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPlugInReconnectTransport> {
  static constexpr guid value{"9d5a1092-bb46-4d34-9d88-f217893076f4"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPacketBuffer"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer> {
  static constexpr guid value{"c2f891fc-4d5c-4a63-b70d-4e307eacce55"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer2> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer2> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPacketBuffer2"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer2> {
  static constexpr guid value{"665e91f0-8805-4bf5-a619-2e84882e6b4f"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPacketBuffer3"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer3> {
  static constexpr guid value{"e256072f-107b-4c40-b127-5bc53e0ad960"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPacketBufferFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPacketBufferFactory> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPacketBufferFactory"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPacketBufferFactory> {
  static constexpr guid value{"9e2ddca2-1712-4ce4-b179-8c652c6d9999"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnPacketBuffer> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnPacketBuffer>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnPacketBuffer> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnPacketBuffer"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPacketBufferList"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList> {
  static constexpr guid value{"c2f891fc-4d5c-4a63-b70d-4e307eacce77"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPacketBufferList2"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList2> {
  static constexpr guid value{"3e7acfe5-ea1e-482a-8d98-c065f57d89ea"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnPacketBufferList> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnPacketBufferList>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnPacketBufferList> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnPacketBufferList"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnChannelConfiguration"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration> {
  static constexpr guid value{"0e2ddca2-2012-4fe4-b179-8c652c6d107e"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration2> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration2> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnChannelConfiguration2"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration2> {
  static constexpr guid value{"f30b574c-7824-471c-a118-63dbc93ae4c7"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnChannelConfiguration> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnChannelConfiguration>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnChannelConfiguration> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnChannelConfiguration"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnChannelActivityStateChangedArgs"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs> {
  static constexpr guid value{"3d750565-fdc0-4bbe-a23b-45fffc6d97a1"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnChannelActivityStateChangedArgs> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnChannelActivityStateChangedArgs>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnChannelActivityStateChangedArgs> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnChannelActivityStateChangedArgs"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnChannelActivityEventArgs"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs> {
  static constexpr guid value{"a36c88f2-afdc-4775-855d-d4ac0a35fc55"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnChannelActivityEventArgs> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnChannelActivityEventArgs>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnChannelActivityEventArgs> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnChannelActivityEventArgs"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnRoute> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnRoute> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnRoute"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnRoute> {
  static constexpr guid value{"b5731b83-0969-4699-938e-7776db29cfb3"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnRouteFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnRouteFactory> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnRouteFactory"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnRouteFactory> {
  static constexpr guid value{"bdeab5ff-45cf-4b99-83fb-db3bc2672b02"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnRoute> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnRoute>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnRoute> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnRoute"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnRouteAssignment"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment> {
  static constexpr guid value{"db64de22-ce39-4a76-9550-f61039f80e48"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnRouteAssignment> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnRouteAssignment>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnRouteAssignment> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnRouteAssignment"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnDomainNameAssignment"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment> {
  static constexpr guid value{"4135b141-ccdb-49b5-9401-039a8ae767e9"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnDomainNameAssignment>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnDomainNameAssignment> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnDomainNameAssignment"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnDomainNameInfo"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo> {
  static constexpr guid value{"ad2eb82f-ea8e-4f7a-843e-1a87e32e1b9a"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo2> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo2> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnDomainNameInfo2"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo2> {
  static constexpr guid value{"ab871151-6c53-4828-9883-d886de104407"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfoFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfoFactory> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnDomainNameInfoFactory"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfoFactory> {
  static constexpr guid value{"2507bb75-028f-4688-8d3a-c4531df37da8"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnDomainNameInfo>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnDomainNameInfo> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnDomainNameInfo"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnInterfaceId> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnInterfaceId> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnInterfaceId"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnInterfaceId> {
  static constexpr guid value{"9e2ddca2-1712-4ce4-b179-8c652c6d1011"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnInterfaceIdFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnInterfaceIdFactory> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnInterfaceIdFactory"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnInterfaceIdFactory> {
  static constexpr guid value{"9e2ddca2-1712-4ce4-b179-8c652c6d1000"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnInterfaceId> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnInterfaceId>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnInterfaceId> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnInterfaceId"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnNamespaceAssignment"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment> {
  static constexpr guid value{"d7f7db18-307d-4c0e-bd62-8fa270bbadd6"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnNamespaceAssignment> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnNamespaceAssignment>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnNamespaceAssignment> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnNamespaceAssignment"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnNamespaceInfo"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo> {
  static constexpr guid value{"30edfb43-444f-44c5-8167-a35a91f1af94"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfoFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfoFactory> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnNamespaceInfoFactory"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfoFactory> {
  static constexpr guid value{"cb3e951a-b0ce-442b-acbb-5f99b202c31c"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnNamespaceInfo>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnNamespaceInfo> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnNamespaceInfo"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnTrafficFilter"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter> {
  static constexpr guid value{"2f691b60-6c9f-47f5-ac36-bb1b042e2c50"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterFactory> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnTrafficFilterFactory"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterFactory> {
  static constexpr guid value{"480d41d5-7f99-474c-86ee-96df168318f1"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnTrafficFilter> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnTrafficFilter>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnTrafficFilter> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnTrafficFilter"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnTrafficFilterAssignment"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment> {
  static constexpr guid value{"56ccd45c-e664-471e-89cd-601603b9e0f3"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnTrafficFilterAssignment> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnTrafficFilterAssignment>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnTrafficFilterAssignment> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnTrafficFilterAssignment"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnAppId> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnAppId> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnAppId"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnAppId> {
  static constexpr guid value{"7b06a635-5c58-41d9-94a7-bfbcf1d8ca54"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnAppIdFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnAppIdFactory> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnAppIdFactory"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnAppIdFactory> {
  static constexpr guid value{"46adfd2a-0aab-4fdb-821d-d3ddc919788b"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnAppId> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnAppId>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnAppId> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnAppId"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnSystemHealth> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnSystemHealth> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnSystemHealth"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnSystemHealth> {
  static constexpr guid value{"99a8f8af-c0ee-4e75-817a-f231aee5123d"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnSystemHealth> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnSystemHealth>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnSystemHealth> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnSystemHealth"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCredential> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCredential> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCredential"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCredential> {
  static constexpr guid value{"b7e78af3-a46d-404b-8729-1832522853ac"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCredential> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnCredential>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCredential> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCredential"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPickedCredential> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPickedCredential> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPickedCredential"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPickedCredential> {
  static constexpr guid value{"9a793ac7-8854-4e52-ad97-24dd9a842bce"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnPickedCredential> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnPickedCredential>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnPickedCredential> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnPickedCredential"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomPromptElement"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> {
  static constexpr guid value{"73bd5638-6f04-404d-93dd-50a44924a38b"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomPromptBooleanInput"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput> {
  static constexpr guid value{"c4c9a69e-ff47-4527-9f27-a49292019979"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCustomPromptBooleanInput> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnCustomPromptBooleanInput>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCustomPromptBooleanInput> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCustomPromptBooleanInput"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomPromptOptionSelector"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector> {
  static constexpr guid value{"3b8f34d9-8ec1-4e95-9a4e-7ba64d38f330"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCustomPromptOptionSelector> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnCustomPromptOptionSelector>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCustomPromptOptionSelector> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCustomPromptOptionSelector"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomPromptText> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomPromptText> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomPromptText"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomPromptText> {
  static constexpr guid value{"3bc8bdee-3a42-49a3-abdd-07b2edea752d"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCustomPromptText> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnCustomPromptText>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCustomPromptText> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCustomPromptText"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomPromptTextInput"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput> {
  static constexpr guid value{"c9da9c75-913c-47d5-88ba-48fc48930235"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCustomPromptTextInput> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnCustomPromptTextInput>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCustomPromptTextInput> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCustomPromptTextInput"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomPrompt"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomPrompt> {
  static constexpr guid value{"9b2ebe7b-87d5-433c-b4f6-eee6aa68a244"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomCheckBox"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox> {
  static constexpr guid value{"43878753-03c5-4e61-93d7-a957714c4282"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCustomCheckBox> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnCustomCheckBox>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCustomCheckBox> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCustomCheckBox"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomComboBox"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox> {
  static constexpr guid value{"9a24158e-dba1-4c6f-8270-dcf3c9761c4c"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCustomComboBox> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnCustomComboBox>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCustomComboBox> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCustomComboBox"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomEditBox"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox> {
  static constexpr guid value{"3002d9a0-cfbf-4c0b-8f3c-66f503c20b39"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCustomEditBox> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnCustomEditBox>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCustomEditBox> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCustomEditBox"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomErrorBox"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox> {
  static constexpr guid value{"9ec4efb2-c942-42af-b223-588b48328721"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCustomErrorBox> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnCustomErrorBox>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCustomErrorBox> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCustomErrorBox"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnCustomTextBox> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnCustomTextBox> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnCustomTextBox"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnCustomTextBox> {
  static constexpr guid value{"daa4c3ca-8f23-4d36-91f1-76d937827942"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnCustomTextBox> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnCustomTextBox>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnCustomTextBox> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnCustomTextBox"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnForegroundActivationOperation"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation> {
  static constexpr guid value{"9e010d57-f17a-4bd5-9b6d-f984f1297d3c"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnForegroundActivationOperation> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnForegroundActivationOperation>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnForegroundActivationOperation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnForegroundActivationOperation"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnForegroundActivatedEventArgs"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs> {
  static constexpr guid value{"85b465b0-cadb-4d70-ac92-543a24dc9ebc"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnForegroundActivatedEventArgs> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnForegroundActivatedEventArgs>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnForegroundActivatedEventArgs> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnForegroundActivatedEventArgs"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnProfile> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnProfile> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnProfile"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnProfile> {
  static constexpr guid value{"7875b751-b0d7-43db-8a93-d3fe2479e56a"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPlugInProfile"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile> {
  static constexpr guid value{"0edf0da4-4f00-4589-8d7b-4bf988f6542c"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnPlugInProfile2"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile2> {
  static constexpr guid value{"611c4892-cf94-4ad6-ba99-00f4ff34565e"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnPlugInProfile> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnPlugInProfile>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnPlugInProfile> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnPlugInProfile"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnNativeProfile> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnNativeProfile> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnNativeProfile"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnNativeProfile> {
  static constexpr guid value{"a4aee29e-6417-4333-9842-f0a66db69802"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnNativeProfile2"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnNativeProfile2> {
  static constexpr guid value{"0fec2467-cdb5-4ac7-b5a3-0afb5ec47682"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnNativeProfile> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnNativeProfile>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnNativeProfile> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnNativeProfile"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::IVpnManagementAgent> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::IVpnManagementAgent> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.IVpnManagementAgent"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Vpn::IVpnManagementAgent> {
  static constexpr guid value{"193696cd-a5c4-4abe-852b-785be4cb3e34"};
};
template <>
struct category<::winrt::Windows::Networking::Vpn::VpnManagementAgent> {
  using type = class_category<::winrt::Windows::Networking::Vpn::IVpnManagementAgent>;
};
template <>
struct type_name<::winrt::Windows::Networking::Vpn::VpnManagementAgent> {
  static constexpr auto value = fixed_text{"Windows.Networking.Vpn.VpnManagementAgent"};
};
}  // namespace winrt::impl
