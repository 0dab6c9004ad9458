// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Networking.Sockets.0.h"
#include "Windows.Foundation.0.h"
#include "Windows.Foundation.Collections.0.h"
#include "Windows.Networking.0.h"
#include "Windows.Networking.Connectivity.0.h"
#include "Windows.Security.Cryptography.Certificates.0.h"
#include "Windows.Storage.Streams.0.h"
#include "Windows.Foundation.1.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Networking::Sockets::ISocketErrorStatics> {
  struct type : inspectable_abi {
    virtual int32_t GetStatus(int32_t p_hresult, ::winrt::Windows::Networking::Sockets::SocketErrorStatus* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IDatagramSocketControl> {
  struct type : inspectable_abi {
    virtual int32_t get_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService* result) noexcept = 0;
    virtual int32_t put_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService p_value) noexcept = 0;
    virtual int32_t get_OutboundUnicastHopLimit(uint8_t* result) noexcept = 0;
    virtual int32_t put_OutboundUnicastHopLimit(uint8_t p_value) noexcept = 0;
    virtual int32_t get_InboundBufferSizeInBytes(uint32_t* result) noexcept = 0;
    virtual int32_t put_InboundBufferSizeInBytes(uint32_t p_value) noexcept = 0;
    virtual int32_t get_DontFragment(bool* result) noexcept = 0;
    virtual int32_t put_DontFragment(bool p_value) noexcept = 0;
    virtual int32_t get_MulticastOnly(bool* result) noexcept = 0;
    virtual int32_t put_MulticastOnly(bool p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation> {
  struct type : inspectable_abi {
    virtual int32_t get_LocalAddress(void** result) noexcept = 0;
    virtual int32_t get_LocalPort(void** result) noexcept = 0;
    virtual int32_t get_RemoteAddress(void** result) noexcept = 0;
    virtual int32_t get_RemotePort(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs> {
  struct type : inspectable_abi {
    virtual int32_t get_RemoteAddress(void** result) noexcept = 0;
    virtual int32_t get_RemotePort(void** result) noexcept = 0;
    virtual int32_t get_LocalAddress(void** result) noexcept = 0;
    virtual int32_t GetDataReader(void** result) noexcept = 0;
    virtual int32_t GetDataStream(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IDatagramSocket> {
  struct type : inspectable_abi {
    virtual int32_t get_Control(void** result) noexcept = 0;
    virtual int32_t get_Information(void** result) noexcept = 0;
    virtual int32_t get_OutputStream(void** result) noexcept = 0;
    virtual int32_t ConnectAsync(void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept = 0;
    virtual int32_t ConnectWithEndpointPairAsync(void* p_endpointPair, void** result) noexcept = 0;
    virtual int32_t BindServiceNameAsync(void* p_localServiceName, void** result) noexcept = 0;
    virtual int32_t BindEndpointAsync(void* p_localHostName, void* p_localServiceName, void** result) noexcept = 0;
    virtual int32_t JoinMulticastGroup(void* p_host) noexcept = 0;
    virtual int32_t GetOutputStreamAsync(void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept = 0;
    virtual int32_t GetOutputStreamWithEndpointPairAsync(void* p_endpointPair, void** result) noexcept = 0;
    virtual int32_t add_MessageReceived(void* p_handler, ::winrt::event_token* result) noexcept = 0;
    virtual int32_t remove_MessageReceived(::winrt::event_token p_token) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IDatagramSocketStatics> {
  struct type : inspectable_abi {
    virtual int32_t GetEndpointPairsAsync(void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IDatagramSocket2> {
  struct type : inspectable_abi {
    virtual int32_t BindServiceNameAndAdapterAsync(void* p_localServiceName, void* p_adapter, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IDatagramSocket3> {
  struct type : inspectable_abi {
    virtual int32_t CancelIOAsync(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IStreamSocketControl> {
  struct type : inspectable_abi {
    virtual int32_t get_NoDelay(bool* result) noexcept = 0;
    virtual int32_t put_NoDelay(bool p_value) noexcept = 0;
    virtual int32_t get_KeepAlive(bool* result) noexcept = 0;
    virtual int32_t put_KeepAlive(bool p_value) noexcept = 0;
    virtual int32_t get_OutboundBufferSizeInBytes(uint32_t* result) noexcept = 0;
    virtual int32_t put_OutboundBufferSizeInBytes(uint32_t p_value) noexcept = 0;
    virtual int32_t get_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService* result) noexcept = 0;
    virtual int32_t put_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService p_value) noexcept = 0;
    virtual int32_t get_OutboundUnicastHopLimit(uint8_t* result) noexcept = 0;
    virtual int32_t put_OutboundUnicastHopLimit(uint8_t p_value) noexcept = 0;
    virtual int32_t get_SerializeConnectionAttempts(bool* result) noexcept = 0;
    virtual int32_t put_SerializeConnectionAttempts(bool p_value) noexcept = 0;
    virtual int32_t get_IgnorableServerCertificateErrors(void** result) noexcept = 0;
    virtual int32_t get_ClientCertificate(void** result) noexcept = 0;
    virtual int32_t put_ClientCertificate(void* p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IStreamSocketInformation> {
  struct type : inspectable_abi {
    virtual int32_t get_LocalAddress(void** result) noexcept = 0;
    virtual int32_t get_LocalPort(void** result) noexcept = 0;
    virtual int32_t get_RemoteHostName(void** result) noexcept = 0;
    virtual int32_t get_RemoteAddress(void** result) noexcept = 0;
    virtual int32_t get_RemoteServiceName(void** result) noexcept = 0;
    virtual int32_t get_RemotePort(void** result) noexcept = 0;
    virtual int32_t get_RoundTripTimeStatistics(::winrt::Windows::Networking::Sockets::RoundTripTimeStatistics* result) noexcept = 0;
    virtual int32_t get_BandwidthStatistics(::winrt::Windows::Networking::Sockets::BandwidthStatistics* result) noexcept = 0;
    virtual int32_t get_ProtectionLevel(::winrt::Windows::Networking::Sockets::SocketProtectionLevel* result) noexcept = 0;
    virtual int32_t get_ServerCertificateErrorSeverity(::winrt::Windows::Networking::Sockets::SocketSslErrorSeverity* result) noexcept = 0;
    virtual int32_t get_ServerCertificateErrors(void** result) noexcept = 0;
    virtual int32_t get_ServerCertificate(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IStreamSocket> {
  struct type : inspectable_abi {
    virtual int32_t get_Control(void** result) noexcept = 0;
    virtual int32_t get_Information(void** result) noexcept = 0;
    virtual int32_t get_InputStream(void** result) noexcept = 0;
    virtual int32_t get_OutputStream(void** result) noexcept = 0;
    virtual int32_t ConnectWithEndpointPairAsync(void* p_endpointPair, void** result) noexcept = 0;
    virtual int32_t ConnectAsync(void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept = 0;
    virtual int32_t ConnectWithEndpointPairAndProtectionLevelAsync(void* p_endpointPair, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel p_protectionLevel, void** result) noexcept = 0;
    virtual int32_t ConnectWithProtectionLevelAsync(void* p_remoteHostName, void* p_remoteServiceName, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel p_protectionLevel, void** result) noexcept = 0;
    virtual int32_t UpgradeToSslAsync(::winrt::Windows::Networking::Sockets::SocketProtectionLevel p_protectionLevel, void* p_validationHostName, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IStreamSocket2> {
  struct type : inspectable_abi {
    virtual int32_t ConnectWithProtectionLevelAndAdapterAsync(void* p_remoteHostName, void* p_remoteServiceName, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel p_protectionLevel, void* p_adapter, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IStreamSocket3> {
  struct type : inspectable_abi {
    virtual int32_t CancelIOAsync(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IStreamSocketStatics> {
  struct type : inspectable_abi {
    virtual int32_t GetEndpointPairsAsync(void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl> {
  struct type : inspectable_abi {
    virtual int32_t get_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService* result) noexcept = 0;
    virtual int32_t put_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService p_value) noexcept = 0;
    virtual int32_t get_NoDelay(bool* result) noexcept = 0;
    virtual int32_t put_NoDelay(bool p_value) noexcept = 0;
    virtual int32_t get_KeepAlive(bool* result) noexcept = 0;
    virtual int32_t put_KeepAlive(bool p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation> {
  struct type : inspectable_abi {
    virtual int32_t get_LocalPort(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs> {
  struct type : inspectable_abi {
    virtual int32_t get_Socket(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Sockets::IStreamSocketListener> {
  struct type : inspectable_abi {
    virtual int32_t get_Control(void** result) noexcept = 0;
    virtual int32_t get_Information(void** result) noexcept = 0;
    virtual int32_t BindServiceNameAsync(void* p_localServiceName, void** result) noexcept = 0;
    virtual int32_t BindEndpointAsync(void* p_localHostName, void* p_localServiceName, void** result) noexcept = 0;
    virtual int32_t add_ConnectionReceived(void* p_handler, ::winrt::event_token* result) noexcept = 0;
    virtual int32_t remove_ConnectionReceived(::winrt::event_token p_token) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::ISocketErrorStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Sockets::SocketErrorStatus GetStatus(int32_t hresult) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Sockets::SocketQualityOfService QualityOfService() const;
    void QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService value) const;
    uint8_t OutboundUnicastHopLimit() const;
    void OutboundUnicastHopLimit(uint8_t value) const;
    uint32_t InboundBufferSizeInBytes() const;
    void InboundBufferSizeInBytes(uint32_t value) const;
    bool DontFragment() const;
    void DontFragment(bool value) const;
    bool MulticastOnly() const;
    void MulticastOnly(bool value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::HostName LocalAddress() const;
    ::winrt::hstring LocalPort() const;
    ::winrt::Windows::Networking::HostName RemoteAddress() const;
    ::winrt::hstring RemotePort() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::HostName RemoteAddress() const;
    ::winrt::hstring RemotePort() const;
    ::winrt::Windows::Networking::HostName LocalAddress() const;
    ::winrt::Windows::Storage::Streams::DataReader GetDataReader() const;
    ::winrt::Windows::Storage::Streams::IInputStream GetDataStream() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IDatagramSocket> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Sockets::DatagramSocketControl Control() const;
    ::winrt::Windows::Networking::Sockets::DatagramSocketInformation Information() const;
    ::winrt::Windows::Storage::Streams::IOutputStream OutputStream() const;
    ::winrt::Windows::Foundation::IAsyncAction ConnectAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const;
    ::winrt::Windows::Foundation::IAsyncAction ConnectAsync(::winrt::Windows::Networking::EndpointPair const& endpointPair) const;
    ::winrt::Windows::Foundation::IAsyncAction BindServiceNameAsync(::winrt::param::hstring const& localServiceName) const;
    ::winrt::Windows::Foundation::IAsyncAction BindEndpointAsync(::winrt::Windows::Networking::HostName const& localHostName, ::winrt::param::hstring const& localServiceName) const;
    void JoinMulticastGroup(::winrt::Windows::Networking::HostName const& host) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IOutputStream> GetOutputStreamAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IOutputStream> GetOutputStreamAsync(::winrt::Windows::Networking::EndpointPair const& endpointPair) const;
    ::winrt::event_token MessageReceived(::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Sockets::DatagramSocket, ::winrt::Windows::Networking::Sockets::DatagramSocketMessageReceivedEventArgs> const& handler) const;
    using MessageReceived_revoker = event_revoker<::winrt::Windows::Networking::Sockets::IDatagramSocket>;
    event_revoker<::winrt::Windows::Networking::Sockets::IDatagramSocket> MessageReceived(auto_revoke_t, ::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Sockets::DatagramSocket, ::winrt::Windows::Networking::Sockets::DatagramSocketMessageReceivedEventArgs> const& handler) const;
    void MessageReceived(::winrt::event_token const& token) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IDatagramSocketStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>> GetEndpointPairsAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IDatagramSocket2> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncAction BindServiceNameAndAdapterAsync(::winrt::param::hstring const& localServiceName, ::winrt::Windows::Networking::Connectivity::NetworkAdapter const& adapter) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IDatagramSocket3> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncAction CancelIOAsync() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl> {
  template <typename D>
  struct type {
    bool NoDelay() const;
    void NoDelay(bool value) const;
    bool KeepAlive() const;
    void KeepAlive(bool value) const;
    uint32_t OutboundBufferSizeInBytes() const;
    void OutboundBufferSizeInBytes(uint32_t value) const;
    ::winrt::Windows::Networking::Sockets::SocketQualityOfService QualityOfService() const;
    void QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService value) const;
    uint8_t OutboundUnicastHopLimit() const;
    void OutboundUnicastHopLimit(uint8_t value) const;
    bool SerializeConnectionAttempts() const;
    void SerializeConnectionAttempts(bool value) const;
    ::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult> IgnorableServerCertificateErrors() const;
    ::winrt::Windows::Security::Cryptography::Certificates::Certificate ClientCertificate() const;
    void ClientCertificate(::winrt::Windows::Security::Cryptography::Certificates::Certificate const& value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::HostName LocalAddress() const;
    ::winrt::hstring LocalPort() const;
    ::winrt::Windows::Networking::HostName RemoteHostName() const;
    ::winrt::Windows::Networking::HostName RemoteAddress() const;
    ::winrt::hstring RemoteServiceName() const;
    ::winrt::hstring RemotePort() const;
    ::winrt::Windows::Networking::Sockets::RoundTripTimeStatistics RoundTripTimeStatistics() const;
    ::winrt::Windows::Networking::Sockets::BandwidthStatistics BandwidthStatistics() const;
    ::winrt::Windows::Networking::Sockets::SocketProtectionLevel ProtectionLevel() const;
    ::winrt::Windows::Networking::Sockets::SocketSslErrorSeverity ServerCertificateErrorSeverity() const;
    ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult> ServerCertificateErrors() const;
    ::winrt::Windows::Security::Cryptography::Certificates::Certificate ServerCertificate() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IStreamSocket> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Sockets::StreamSocketControl Control() const;
    ::winrt::Windows::Networking::Sockets::StreamSocketInformation Information() const;
    ::winrt::Windows::Storage::Streams::IInputStream InputStream() const;
    ::winrt::Windows::Storage::Streams::IOutputStream OutputStream() const;
    ::winrt::Windows::Foundation::IAsyncAction ConnectAsync(::winrt::Windows::Networking::EndpointPair const& endpointPair) const;
    ::winrt::Windows::Foundation::IAsyncAction ConnectAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const;
    ::winrt::Windows::Foundation::IAsyncAction ConnectAsync(::winrt::Windows::Networking::EndpointPair const& endpointPair, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel protectionLevel) const;
    ::winrt::Windows::Foundation::IAsyncAction ConnectAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel protectionLevel) const;
    ::winrt::Windows::Foundation::IAsyncAction UpgradeToSslAsync(::winrt::Windows::Networking::Sockets::SocketProtectionLevel protectionLevel, ::winrt::Windows::Networking::HostName const& validationHostName) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IStreamSocket2> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncAction ConnectAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel protectionLevel, ::winrt::Windows::Networking::Connectivity::NetworkAdapter const& adapter) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IStreamSocket3> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncAction CancelIOAsync() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IStreamSocketStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>> GetEndpointPairsAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Sockets::SocketQualityOfService QualityOfService() const;
    void QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService value) const;
    bool NoDelay() const;
    void NoDelay(bool value) const;
    bool KeepAlive() const;
    void KeepAlive(bool value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation> {
  template <typename D>
  struct type {
    ::winrt::hstring LocalPort() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Sockets::StreamSocket Socket() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Sockets::IStreamSocketListener> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Sockets::StreamSocketListenerControl Control() const;
    ::winrt::Windows::Networking::Sockets::StreamSocketListenerInformation Information() const;
    ::winrt::Windows::Foundation::IAsyncAction BindServiceNameAsync(::winrt::param::hstring const& localServiceName) const;
    ::winrt::Windows::Foundation::IAsyncAction BindEndpointAsync(::winrt::Windows::Networking::HostName const& localHostName, ::winrt::param::hstring const& localServiceName) const;
    ::winrt::event_token ConnectionReceived(::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Sockets::StreamSocketListener, ::winrt::Windows::Networking::Sockets::StreamSocketListenerConnectionReceivedEventArgs> const& handler) const;
    using ConnectionReceived_revoker = event_revoker<::winrt::Windows::Networking::Sockets::IStreamSocketListener>;
    event_revoker<::winrt::Windows::Networking::Sockets::IStreamSocketListener> ConnectionReceived(auto_revoke_t, ::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Sockets::StreamSocketListener, ::winrt::Windows::Networking::Sockets::StreamSocketListenerConnectionReceivedEventArgs> const& handler) const;
    void ConnectionReceived(::winrt::event_token const& token) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Networking::Sockets {

struct ISocketErrorStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<ISocketErrorStatics> {
  ISocketErrorStatics(std::nullptr_t = nullptr) noexcept {}
  ISocketErrorStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDatagramSocketControl : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDatagramSocketControl> {
  IDatagramSocketControl(std::nullptr_t = nullptr) noexcept {}
  IDatagramSocketControl(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDatagramSocketInformation : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDatagramSocketInformation> {
  IDatagramSocketInformation(std::nullptr_t = nullptr) noexcept {}
  IDatagramSocketInformation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDatagramSocketMessageReceivedEventArgs : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDatagramSocketMessageReceivedEventArgs> {
  IDatagramSocketMessageReceivedEventArgs(std::nullptr_t = nullptr) noexcept {}
  IDatagramSocketMessageReceivedEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDatagramSocket : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDatagramSocket>, ::winrt::impl::require<IDatagramSocket, ::winrt::Windows::Foundation::IClosable> {
  IDatagramSocket(std::nullptr_t = nullptr) noexcept {}
  IDatagramSocket(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDatagramSocketStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDatagramSocketStatics> {
  IDatagramSocketStatics(std::nullptr_t = nullptr) noexcept {}
  IDatagramSocketStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDatagramSocket2 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDatagramSocket2> {
  IDatagramSocket2(std::nullptr_t = nullptr) noexcept {}
  IDatagramSocket2(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDatagramSocket3 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDatagramSocket3> {
  IDatagramSocket3(std::nullptr_t = nullptr) noexcept {}
  IDatagramSocket3(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStreamSocketControl : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStreamSocketControl> {
  IStreamSocketControl(std::nullptr_t = nullptr) noexcept {}
  IStreamSocketControl(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStreamSocketInformation : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStreamSocketInformation> {
  IStreamSocketInformation(std::nullptr_t = nullptr) noexcept {}
  IStreamSocketInformation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStreamSocket : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStreamSocket>, ::winrt::impl::require<IStreamSocket, ::winrt::Windows::Foundation::IClosable> {
  IStreamSocket(std::nullptr_t = nullptr) noexcept {}
  IStreamSocket(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStreamSocket2 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStreamSocket2> {
  IStreamSocket2(std::nullptr_t = nullptr) noexcept {}
  IStreamSocket2(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStreamSocket3 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStreamSocket3> {
  IStreamSocket3(std::nullptr_t = nullptr) noexcept {}
  IStreamSocket3(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStreamSocketStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStreamSocketStatics> {
  IStreamSocketStatics(std::nullptr_t = nullptr) noexcept {}
  IStreamSocketStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStreamSocketListenerControl : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStreamSocketListenerControl> {
  IStreamSocketListenerControl(std::nullptr_t = nullptr) noexcept {}
  IStreamSocketListenerControl(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStreamSocketListenerInformation : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStreamSocketListenerInformation> {
  IStreamSocketListenerInformation(std::nullptr_t = nullptr) noexcept {}
  IStreamSocketListenerInformation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStreamSocketListenerConnectionReceivedEventArgs : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStreamSocketListenerConnectionReceivedEventArgs> {
  IStreamSocketListenerConnectionReceivedEventArgs(std::nullptr_t = nullptr) noexcept {}
  IStreamSocketListenerConnectionReceivedEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStreamSocketListener : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStreamSocketListener>, ::winrt::impl::require<IStreamSocketListener, ::winrt::Windows::Foundation::IClosable> {
  IStreamSocketListener(std::nullptr_t = nullptr) noexcept {}
  IStreamSocketListener(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::Networking::Sockets
