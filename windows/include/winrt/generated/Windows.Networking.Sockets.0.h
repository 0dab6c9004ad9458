// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Networking::Sockets {

enum class SocketProtectionLevel : int32_t {
  PlainSocket = 0,
  Ssl = 1,
  SslAllowNullEncryption = 2,
  BluetoothEncryptionAllowNullAuthentication = 3,
  BluetoothEncryptionWithAuthentication = 4,
  Ssl3AllowWeakEncryption = 5,
  Tls10 = 6,
  Tls11 = 7,
  Tls12 = 8,
  Unspecified = 9,
  Tls13 = 10,
};

enum class SocketQualityOfService : int32_t {
  Normal = 0,
  LowLatency = 1,
};

enum class SocketSslErrorSeverity : int32_t {
  None = 0,
  Ignorable = 1,
  Fatal = 2,
};

enum class ControlChannelTriggerStatus : int32_t {
  HardwareSlotRequested = 0,
  SoftwareSlotAllocated = 1,
  HardwareSlotAllocated = 2,
  PolicyError = 3,
  SystemError = 4,
  TransportDisconnected = 5,
  ServiceUnavailable = 6,
};

enum class SocketErrorStatus : int32_t {
  Unknown = 0,
  OperationAborted = 1,
  HttpInvalidServerResponse = 2,
  ConnectionTimedOut = 3,
  AddressFamilyNotSupported = 4,
  SocketTypeNotSupported = 5,
  HostNotFound = 6,
  NoDataRecordOfRequestedType = 7,
  NonAuthoritativeHostNotFound = 8,
  ClassTypeNotFound = 9,
  AddressAlreadyInUse = 10,
  CannotAssignRequestedAddress = 11,
  ConnectionRefused = 12,
  NetworkIsUnreachable = 13,
  UnreachableHost = 14,
  NetworkIsDown = 15,
  NetworkDroppedConnectionOnReset = 16,
  SoftwareCausedConnectionAbort = 17,
  ConnectionResetByPeer = 18,
  HostIsDown = 19,
  NoAddressesFound = 20,
  TooManyOpenFiles = 21,
  MessageTooLong = 22,
  CertificateExpired = 23,
  CertificateUntrustedRoot = 24,
  CertificateCommonNameIsIncorrect = 25,
  CertificateWrongUsage = 26,
  CertificateRevoked = 27,
  CertificateNoRevocationCheck = 28,
  CertificateRevocationServerOffline = 29,
  CertificateIsInvalid = 30,
};

struct BandwidthStatistics;
struct RoundTripTimeStatistics;
struct ISocketErrorStatics;
struct SocketError;
struct IDatagramSocketControl;
struct DatagramSocketControl;
struct IDatagramSocketInformation;
struct DatagramSocketInformation;
struct IDatagramSocketMessageReceivedEventArgs;
struct DatagramSocketMessageReceivedEventArgs;
struct IDatagramSocket;
struct IDatagramSocketStatics;
struct IDatagramSocket2;
struct IDatagramSocket3;
struct DatagramSocket;
struct IStreamSocketControl;
struct StreamSocketControl;
struct IStreamSocketInformation;
struct StreamSocketInformation;
struct IStreamSocket;
struct IStreamSocket2;
struct IStreamSocket3;
struct IStreamSocketStatics;
struct StreamSocket;
struct IStreamSocketListenerControl;
struct StreamSocketListenerControl;
struct IStreamSocketListenerInformation;
struct StreamSocketListenerInformation;
struct IStreamSocketListenerConnectionReceivedEventArgs;
struct StreamSocketListenerConnectionReceivedEventArgs;
struct IStreamSocketListener;
struct StreamSocketListener;

struct BandwidthStatistics {
  uint64_t OutboundBitsPerSecond;
  uint64_t InboundBitsPerSecond;
  uint64_t OutboundBitsPerSecondInstability;
  uint64_t InboundBitsPerSecondInstability;
  bool OutboundBandwidthPeaked;
  bool InboundBandwidthPeaked;
};
inline bool operator==(BandwidthStatistics const& a, BandwidthStatistics const& b) noexcept { return a.OutboundBitsPerSecond == b.OutboundBitsPerSecond && a.InboundBitsPerSecond == b.InboundBitsPerSecond && a.OutboundBitsPerSecondInstability == b.OutboundBitsPerSecondInstability && a.InboundBitsPerSecondInstability == b.InboundBitsPerSecondInstability && a.OutboundBandwidthPeaked == b.OutboundBandwidthPeaked && a.InboundBandwidthPeaked == b.InboundBandwidthPeaked; }
inline bool operator!=(BandwidthStatistics const& a, BandwidthStatistics const& b) noexcept { return !(a == b); }

struct RoundTripTimeStatistics {
  uint32_t Variance;
  uint32_t Max;
  uint32_t Min;
  uint32_t Sum;
};
inline bool operator==(RoundTripTimeStatistics const& a, RoundTripTimeStatistics const& b) noexcept { return a.Variance == b.Variance && a.Max == b.Max && a.Min == b.Min && a.Sum == b.Sum; }
inline bool operator!=(RoundTripTimeStatistics const& a, RoundTripTimeStatistics const& b) noexcept { return !(a == b); }

}  // namespace winrt::Windows::Networking::Sockets

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Networking::Sockets::SocketProtectionLevel> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::SocketProtectionLevel> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.SocketProtectionLevel"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::SocketQualityOfService> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::SocketQualityOfService> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.SocketQualityOfService"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::SocketSslErrorSeverity> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::SocketSslErrorSeverity> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.SocketSslErrorSeverity"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.ControlChannelTriggerStatus"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::SocketErrorStatus> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::SocketErrorStatus> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.SocketErrorStatus"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::BandwidthStatistics> {
  using type = struct_category<uint64_t, uint64_t, uint64_t, uint64_t, bool, bool>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::BandwidthStatistics> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.BandwidthStatistics"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::RoundTripTimeStatistics> {
  using type = struct_category<uint32_t, uint32_t, uint32_t, uint32_t>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::RoundTripTimeStatistics> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.RoundTripTimeStatistics"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::ISocketErrorStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::ISocketErrorStatics> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.ISocketErrorStatics"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::ISocketErrorStatics> {
  static constexpr guid value{"c8f44f79-3aa7-5006-a81b-fb50c6f8cf8e"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::SocketError> {
  using type = basic_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::SocketError> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.SocketError"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IDatagramSocketControl> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IDatagramSocketControl> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IDatagramSocketControl"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IDatagramSocketControl> {
  static constexpr guid value{"456b8540-aa23-58c1-9196-15e21823d22c"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::DatagramSocketControl> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::DatagramSocketControl> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.DatagramSocketControl"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IDatagramSocketInformation"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation> {
  static constexpr guid value{"eee5667c-0959-59a1-a359-7bd1912a9bb2"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::DatagramSocketInformation> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::DatagramSocketInformation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.DatagramSocketInformation"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IDatagramSocketMessageReceivedEventArgs"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs> {
  static constexpr guid value{"9e2ddca2-1712-4ce4-b179-8c652c6d1013"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::DatagramSocketMessageReceivedEventArgs> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::DatagramSocketMessageReceivedEventArgs> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.DatagramSocketMessageReceivedEventArgs"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IDatagramSocket> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IDatagramSocket> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IDatagramSocket"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IDatagramSocket> {
  static constexpr guid value{"7fe25bbb-c3bc-4677-8446-ca28a465a3af"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IDatagramSocketStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IDatagramSocketStatics> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IDatagramSocketStatics"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IDatagramSocketStatics> {
  static constexpr guid value{"01f3011e-0123-56cc-b298-e2d62d12c6cc"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IDatagramSocket2> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IDatagramSocket2> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IDatagramSocket2"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IDatagramSocket2> {
  static constexpr guid value{"fea5d414-878f-5d2e-8969-7e4361bf080a"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IDatagramSocket3> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IDatagramSocket3> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IDatagramSocket3"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IDatagramSocket3> {
  static constexpr guid value{"aa486f60-b28e-5fe2-8202-410716bfa850"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::DatagramSocket> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IDatagramSocket>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::DatagramSocket> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.DatagramSocket"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IStreamSocketControl> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IStreamSocketControl> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IStreamSocketControl"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IStreamSocketControl> {
  static constexpr guid value{"cd3d9b1c-4540-55d2-a30f-f7957023bccc"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::StreamSocketControl> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IStreamSocketControl>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::StreamSocketControl> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.StreamSocketControl"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IStreamSocketInformation> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IStreamSocketInformation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IStreamSocketInformation"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IStreamSocketInformation> {
  static constexpr guid value{"91805b12-6c35-5b00-bb7c-29228636b207"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::StreamSocketInformation> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::StreamSocketInformation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.StreamSocketInformation"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IStreamSocket> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IStreamSocket> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IStreamSocket"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IStreamSocket> {
  static constexpr guid value{"69a22cf3-fc7b-4857-af38-f6e7de6a5b49"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IStreamSocket2> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IStreamSocket2> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IStreamSocket2"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IStreamSocket2> {
  static constexpr guid value{"52154667-c524-5a4d-9e62-bad684b8ca58"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IStreamSocket3> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IStreamSocket3> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IStreamSocket3"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IStreamSocket3> {
  static constexpr guid value{"25698fdd-54c8-520d-b319-1c406badb0ea"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IStreamSocketStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IStreamSocketStatics> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IStreamSocketStatics"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IStreamSocketStatics> {
  static constexpr guid value{"05009c08-3181-5c95-9a02-22f3ebfdeb1b"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::StreamSocket> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IStreamSocket>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::StreamSocket> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.StreamSocket"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IStreamSocketListenerControl"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl> {
  static constexpr guid value{"a34d4b7a-98b2-5f88-9717-f9e00ca0e340"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::StreamSocketListenerControl> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::StreamSocketListenerControl> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.StreamSocketListenerControl"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IStreamSocketListenerInformation"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation> {
  static constexpr guid value{"82248290-4497-5c6a-9100-16ac2436b52c"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::StreamSocketListenerInformation> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::StreamSocketListenerInformation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.StreamSocketListenerInformation"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IStreamSocketListenerConnectionReceivedEventArgs"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs> {
  static constexpr guid value{"fe334f12-0329-5d64-8b83-4bada3d4649e"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::StreamSocketListenerConnectionReceivedEventArgs> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::StreamSocketListenerConnectionReceivedEventArgs> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.StreamSocketListenerConnectionReceivedEventArgs"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::IStreamSocketListener> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::IStreamSocketListener> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.IStreamSocketListener"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Sockets::IStreamSocketListener> {
  static constexpr guid value{"244e39c1-c1a9-5db2-837f-81b94dd7344c"};
};
template <>
struct category<::winrt::Windows::Networking::Sockets::StreamSocketListener> {
  using type = class_category<::winrt::Windows::Networking::Sockets::IStreamSocketListener>;
};
template <>
struct type_name<::winrt::Windows::Networking::Sockets::StreamSocketListener> {
  static constexpr auto value = fixed_text{"Windows.Networking.Sockets.StreamSocketListener"};
};
}  // namespace winrt::impl
