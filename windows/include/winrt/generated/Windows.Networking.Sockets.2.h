// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Networking.Sockets.1.h"
#include "Windows.Foundation.1.h"
#include "Windows.Foundation.Collections.1.h"
#include "Windows.Networking.1.h"
#include "Windows.Networking.Connectivity.1.h"
#include "Windows.Security.Cryptography.Certificates.1.h"
#include "Windows.Storage.Streams.1.h"

namespace winrt::Windows::Networking::Sockets {

struct SocketError {
  SocketError() = delete;
  static ::winrt::Windows::Networking::Sockets::SocketErrorStatus GetStatus(int32_t hresult);
};
struct DatagramSocketControl : ::winrt::Windows::Networking::Sockets::IDatagramSocketControl {
  DatagramSocketControl(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IDatagramSocketControl(nullptr) {}
  DatagramSocketControl(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IDatagramSocketControl(object, take_ownership_from_abi) {}
};
struct DatagramSocketInformation : ::winrt::Windows::Networking::Sockets::IDatagramSocketInformation {
  DatagramSocketInformation(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IDatagramSocketInformation(nullptr) {}
  DatagramSocketInformation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IDatagramSocketInformation(object, take_ownership_from_abi) {}
};
struct DatagramSocketMessageReceivedEventArgs : ::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs {
  DatagramSocketMessageReceivedEventArgs(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs(nullptr) {}
  DatagramSocketMessageReceivedEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs(object, take_ownership_from_abi) {}
};
struct DatagramSocket : ::winrt::Windows::Networking::Sockets::IDatagramSocket, ::winrt::impl::require<DatagramSocket, ::winrt::Windows::Networking::Sockets::IDatagramSocket3> {
  DatagramSocket(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IDatagramSocket(nullptr) {}
  DatagramSocket(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IDatagramSocket(object, take_ownership_from_abi) {}
  DatagramSocket();
  static ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>> GetEndpointPairsAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName);
};
struct StreamSocketControl : ::winrt::Windows::Networking::Sockets::IStreamSocketControl {
  StreamSocketControl(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IStreamSocketControl(nullptr) {}
  StreamSocketControl(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IStreamSocketControl(object, take_ownership_from_abi) {}
};
struct StreamSocketInformation : ::winrt::Windows::Networking::Sockets::IStreamSocketInformation {
  StreamSocketInformation(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IStreamSocketInformation(nullptr) {}
  StreamSocketInformation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IStreamSocketInformation(object, take_ownership_from_abi) {}
};
struct StreamSocket : ::winrt::Windows::Networking::Sockets::IStreamSocket, ::winrt::impl::require<StreamSocket, ::winrt::Windows::Networking::Sockets::IStreamSocket3> {
  StreamSocket(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IStreamSocket(nullptr) {}
  StreamSocket(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IStreamSocket(object, take_ownership_from_abi) {}
  StreamSocket();
  static ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>> GetEndpointPairsAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName);
};
struct StreamSocketListenerControl : ::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl {
  StreamSocketListenerControl(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl(nullptr) {}
  StreamSocketListenerControl(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl(object, take_ownership_from_abi) {}
};
struct StreamSocketListenerInformation : ::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation {
  StreamSocketListenerInformation(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation(nullptr) {}
  StreamSocketListenerInformation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation(object, take_ownership_from_abi) {}
};
struct StreamSocketListenerConnectionReceivedEventArgs : ::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs {
  StreamSocketListenerConnectionReceivedEventArgs(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs(nullptr) {}
  StreamSocketListenerConnectionReceivedEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs(object, take_ownership_from_abi) {}
};
struct StreamSocketListener : ::winrt::Windows::Networking::Sockets::IStreamSocketListener {
  StreamSocketListener(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Sockets::IStreamSocketListener(nullptr) {}
  StreamSocketListener(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Sockets::IStreamSocketListener(object, take_ownership_from_abi) {}
  StreamSocketListener();
};
}  // namespace winrt::Windows::Networking::Sockets

#include "Windows.Foundation.2.h"
#include "Windows.Foundation.Collections.2.h"
#include "Windows.Networking.2.h"
#include "Windows.Networking.Connectivity.2.h"
#include "Windows.Security.Cryptography.Certificates.2.h"
#include "Windows.Storage.Streams.2.h"

namespace winrt::impl {

template <typename D>
::winrt::Windows::Networking::Sockets::SocketErrorStatus consume<::winrt::Windows::Networking::Sockets::ISocketErrorStatics>::type<D>::GetStatus(int32_t hresult) const {
  answer<::winrt::Windows::Networking::Sockets::SocketErrorStatus> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::ISocketErrorStatics>(static_cast<D const*>(this))->GetStatus(hresult, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::ISocketErrorStatics> : produce_base<D, ::winrt::Windows::Networking::Sockets::ISocketErrorStatics> {
  int32_t GetStatus(int32_t p_hresult, ::winrt::Windows::Networking::Sockets::SocketErrorStatus* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::SocketErrorStatus>(result);
    give<::winrt::Windows::Networking::Sockets::SocketErrorStatus>(result, this->shim().GetStatus(p_hresult));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Sockets::SocketQualityOfService consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>::type<D>::QualityOfService() const {
  answer<::winrt::Windows::Networking::Sockets::SocketQualityOfService> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>(static_cast<D const*>(this))->get_QualityOfService(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>::type<D>::QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>(static_cast<D const*>(this))->put_QualityOfService(value));
}
template <typename D>
uint8_t consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>::type<D>::OutboundUnicastHopLimit() const {
  answer<uint8_t> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>(static_cast<D const*>(this))->get_OutboundUnicastHopLimit(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>::type<D>::OutboundUnicastHopLimit(uint8_t value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>(static_cast<D const*>(this))->put_OutboundUnicastHopLimit(value));
}
template <typename D>
uint32_t consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>::type<D>::InboundBufferSizeInBytes() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>(static_cast<D const*>(this))->get_InboundBufferSizeInBytes(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>::type<D>::InboundBufferSizeInBytes(uint32_t value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>(static_cast<D const*>(this))->put_InboundBufferSizeInBytes(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>::type<D>::DontFragment() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>(static_cast<D const*>(this))->get_DontFragment(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>::type<D>::DontFragment(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>(static_cast<D const*>(this))->put_DontFragment(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>::type<D>::MulticastOnly() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>(static_cast<D const*>(this))->get_MulticastOnly(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>::type<D>::MulticastOnly(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketControl>(static_cast<D const*>(this))->put_MulticastOnly(value));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IDatagramSocketControl> : produce_base<D, ::winrt::Windows::Networking::Sockets::IDatagramSocketControl> {
  int32_t get_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::SocketQualityOfService>(result);
    give<::winrt::Windows::Networking::Sockets::SocketQualityOfService>(result, this->shim().QualityOfService());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService p_value) noexcept final try {
    this->shim().QualityOfService(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_OutboundUnicastHopLimit(uint8_t* result) noexcept final try {
    need_place(result);
    clear_out<uint8_t>(result);
    give<uint8_t>(result, this->shim().OutboundUnicastHopLimit());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_OutboundUnicastHopLimit(uint8_t p_value) noexcept final try {
    this->shim().OutboundUnicastHopLimit(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_InboundBufferSizeInBytes(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().InboundBufferSizeInBytes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_InboundBufferSizeInBytes(uint32_t p_value) noexcept final try {
    this->shim().InboundBufferSizeInBytes(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DontFragment(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().DontFragment());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_DontFragment(bool p_value) noexcept final try {
    this->shim().DontFragment(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_MulticastOnly(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().MulticastOnly());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_MulticastOnly(bool p_value) noexcept final try {
    this->shim().MulticastOnly(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation>::type<D>::LocalAddress() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation>(static_cast<D const*>(this))->get_LocalAddress(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation>::type<D>::LocalPort() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation>(static_cast<D const*>(this))->get_LocalPort(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation>::type<D>::RemoteAddress() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation>(static_cast<D const*>(this))->get_RemoteAddress(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation>::type<D>::RemotePort() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketInformation>(static_cast<D const*>(this))->get_RemotePort(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IDatagramSocketInformation> : produce_base<D, ::winrt::Windows::Networking::Sockets::IDatagramSocketInformation> {
  int32_t get_LocalAddress(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().LocalAddress());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_LocalPort(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().LocalPort());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RemoteAddress(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().RemoteAddress());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RemotePort(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().RemotePort());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>::type<D>::RemoteAddress() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>(static_cast<D const*>(this))->get_RemoteAddress(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>::type<D>::RemotePort() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>(static_cast<D const*>(this))->get_RemotePort(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>::type<D>::LocalAddress() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>(static_cast<D const*>(this))->get_LocalAddress(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::DataReader consume<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>::type<D>::GetDataReader() const {
  answer<::winrt::Windows::Storage::Streams::DataReader> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>(static_cast<D const*>(this))->GetDataReader(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IInputStream consume<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>::type<D>::GetDataStream() const {
  answer<::winrt::Windows::Storage::Streams::IInputStream> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs>(static_cast<D const*>(this))->GetDataStream(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs> : produce_base<D, ::winrt::Windows::Networking::Sockets::IDatagramSocketMessageReceivedEventArgs> {
  int32_t get_RemoteAddress(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().RemoteAddress());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RemotePort(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().RemotePort());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_LocalAddress(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().LocalAddress());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetDataReader(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::DataReader>(result);
    give<::winrt::Windows::Storage::Streams::DataReader>(result, this->shim().GetDataReader());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetDataStream(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IInputStream>(result);
    give<::winrt::Windows::Storage::Streams::IInputStream>(result, this->shim().GetDataStream());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Sockets::DatagramSocketControl consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::Control() const {
  answer<::winrt::Windows::Networking::Sockets::DatagramSocketControl> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->get_Control(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Sockets::DatagramSocketInformation consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::Information() const {
  answer<::winrt::Windows::Networking::Sockets::DatagramSocketInformation> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->get_Information(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IOutputStream consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::OutputStream() const {
  answer<::winrt::Windows::Storage::Streams::IOutputStream> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->get_OutputStream(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::ConnectAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->ConnectAsync(get_abi(remoteHostName), get_abi(remoteServiceName), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::ConnectAsync(::winrt::Windows::Networking::EndpointPair const& endpointPair) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->ConnectWithEndpointPairAsync(get_abi(endpointPair), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::BindServiceNameAsync(::winrt::param::hstring const& localServiceName) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->BindServiceNameAsync(get_abi(localServiceName), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::BindEndpointAsync(::winrt::Windows::Networking::HostName const& localHostName, ::winrt::param::hstring const& localServiceName) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->BindEndpointAsync(get_abi(localHostName), get_abi(localServiceName), result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::JoinMulticastGroup(::winrt::Windows::Networking::HostName const& host) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->JoinMulticastGroup(get_abi(host)));
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IOutputStream> consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::GetOutputStreamAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IOutputStream>> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->GetOutputStreamAsync(get_abi(remoteHostName), get_abi(remoteServiceName), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IOutputStream> consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::GetOutputStreamAsync(::winrt::Windows::Networking::EndpointPair const& endpointPair) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IOutputStream>> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->GetOutputStreamWithEndpointPairAsync(get_abi(endpointPair), result.put()));
  return result.take();
}
template <typename D>
::winrt::event_token consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::MessageReceived(::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Sockets::DatagramSocket, ::winrt::Windows::Networking::Sockets::DatagramSocketMessageReceivedEventArgs> const& handler) const {
  answer<::winrt::event_token> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->add_MessageReceived(get_abi(handler), result.put()));
  return result.take();
}
template <typename D>
event_revoker<::winrt::Windows::Networking::Sockets::IDatagramSocket> consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::MessageReceived(auto_revoke_t, ::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Sockets::DatagramSocket, ::winrt::Windows::Networking::Sockets::DatagramSocketMessageReceivedEventArgs> const& handler) const {
  return {static_cast<::winrt::Windows::Networking::Sockets::IDatagramSocket>(*static_cast<D const*>(this)), &abi_t<::winrt::Windows::Networking::Sockets::IDatagramSocket>::remove_MessageReceived, MessageReceived(handler)};
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IDatagramSocket>::type<D>::MessageReceived(::winrt::event_token const& token) const {
  static_cast<void>(call<::winrt::Windows::Networking::Sockets::IDatagramSocket>(static_cast<D const*>(this))->remove_MessageReceived(token));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IDatagramSocket> : produce_base<D, ::winrt::Windows::Networking::Sockets::IDatagramSocket> {
  int32_t get_Control(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::DatagramSocketControl>(result);
    give<::winrt::Windows::Networking::Sockets::DatagramSocketControl>(result, this->shim().Control());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Information(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::DatagramSocketInformation>(result);
    give<::winrt::Windows::Networking::Sockets::DatagramSocketInformation>(result, this->shim().Information());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_OutputStream(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IOutputStream>(result);
    give<::winrt::Windows::Storage::Streams::IOutputStream>(result, this->shim().OutputStream());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ConnectAsync(void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().ConnectAsync(borrow<::winrt::Windows::Networking::HostName>(p_remoteHostName), borrow<::winrt::hstring>(p_remoteServiceName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ConnectWithEndpointPairAsync(void* p_endpointPair, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().ConnectAsync(borrow<::winrt::Windows::Networking::EndpointPair>(p_endpointPair)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t BindServiceNameAsync(void* p_localServiceName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().BindServiceNameAsync(borrow<::winrt::hstring>(p_localServiceName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t BindEndpointAsync(void* p_localHostName, void* p_localServiceName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().BindEndpointAsync(borrow<::winrt::Windows::Networking::HostName>(p_localHostName), borrow<::winrt::hstring>(p_localServiceName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t JoinMulticastGroup(void* p_host) noexcept final try {
    this->shim().JoinMulticastGroup(borrow<::winrt::Windows::Networking::HostName>(p_host));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetOutputStreamAsync(void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IOutputStream>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IOutputStream>>(result, this->shim().GetOutputStreamAsync(borrow<::winrt::Windows::Networking::HostName>(p_remoteHostName), borrow<::winrt::hstring>(p_remoteServiceName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetOutputStreamWithEndpointPairAsync(void* p_endpointPair, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IOutputStream>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IOutputStream>>(result, this->shim().GetOutputStreamAsync(borrow<::winrt::Windows::Networking::EndpointPair>(p_endpointPair)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t add_MessageReceived(void* p_handler, ::winrt::event_token* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::event_token>(result);
    give<::winrt::event_token>(result, this->shim().MessageReceived(borrow<::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Sockets::DatagramSocket, ::winrt::Windows::Networking::Sockets::DatagramSocketMessageReceivedEventArgs>>(p_handler)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t remove_MessageReceived(::winrt::event_token p_token) noexcept final try {
    this->shim().MessageReceived(p_token);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>> consume<::winrt::Windows::Networking::Sockets::IDatagramSocketStatics>::type<D>::GetEndpointPairsAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>>> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocketStatics>(static_cast<D const*>(this))->GetEndpointPairsAsync(get_abi(remoteHostName), get_abi(remoteServiceName), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IDatagramSocketStatics> : produce_base<D, ::winrt::Windows::Networking::Sockets::IDatagramSocketStatics> {
  int32_t GetEndpointPairsAsync(void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>>>(result, this->shim().GetEndpointPairsAsync(borrow<::winrt::Windows::Networking::HostName>(p_remoteHostName), borrow<::winrt::hstring>(p_remoteServiceName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IDatagramSocket2>::type<D>::BindServiceNameAndAdapterAsync(::winrt::param::hstring const& localServiceName, ::winrt::Windows::Networking::Connectivity::NetworkAdapter const& adapter) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket2>(static_cast<D const*>(this))->BindServiceNameAndAdapterAsync(get_abi(localServiceName), get_abi(adapter), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IDatagramSocket2> : produce_base<D, ::winrt::Windows::Networking::Sockets::IDatagramSocket2> {
  int32_t BindServiceNameAndAdapterAsync(void* p_localServiceName, void* p_adapter, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().BindServiceNameAndAdapterAsync(borrow<::winrt::hstring>(p_localServiceName), borrow<::winrt::Windows::Networking::Connectivity::NetworkAdapter>(p_adapter)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IDatagramSocket3>::type<D>::CancelIOAsync() const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IDatagramSocket3>(static_cast<D const*>(this))->CancelIOAsync(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IDatagramSocket3> : produce_base<D, ::winrt::Windows::Networking::Sockets::IDatagramSocket3> {
  int32_t CancelIOAsync(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().CancelIOAsync());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
bool consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::NoDelay() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->get_NoDelay(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::NoDelay(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->put_NoDelay(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::KeepAlive() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->get_KeepAlive(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::KeepAlive(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->put_KeepAlive(value));
}
template <typename D>
uint32_t consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::OutboundBufferSizeInBytes() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->get_OutboundBufferSizeInBytes(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::OutboundBufferSizeInBytes(uint32_t value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->put_OutboundBufferSizeInBytes(value));
}
template <typename D>
::winrt::Windows::Networking::Sockets::SocketQualityOfService consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::QualityOfService() const {
  answer<::winrt::Windows::Networking::Sockets::SocketQualityOfService> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->get_QualityOfService(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->put_QualityOfService(value));
}
template <typename D>
uint8_t consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::OutboundUnicastHopLimit() const {
  answer<uint8_t> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->get_OutboundUnicastHopLimit(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::OutboundUnicastHopLimit(uint8_t value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->put_OutboundUnicastHopLimit(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::SerializeConnectionAttempts() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->get_SerializeConnectionAttempts(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::SerializeConnectionAttempts(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->put_SerializeConnectionAttempts(value));
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult> consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::IgnorableServerCertificateErrors() const {
  answer<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult>> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->get_IgnorableServerCertificateErrors(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Security::Cryptography::Certificates::Certificate consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::ClientCertificate() const {
  answer<::winrt::Windows::Security::Cryptography::Certificates::Certificate> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->get_ClientCertificate(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketControl>::type<D>::ClientCertificate(::winrt::Windows::Security::Cryptography::Certificates::Certificate const& value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketControl>(static_cast<D const*>(this))->put_ClientCertificate(get_abi(value)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IStreamSocketControl> : produce_base<D, ::winrt::Windows::Networking::Sockets::IStreamSocketControl> {
  int32_t get_NoDelay(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().NoDelay());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_NoDelay(bool p_value) noexcept final try {
    this->shim().NoDelay(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_KeepAlive(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().KeepAlive());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_KeepAlive(bool p_value) noexcept final try {
    this->shim().KeepAlive(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_OutboundBufferSizeInBytes(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().OutboundBufferSizeInBytes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_OutboundBufferSizeInBytes(uint32_t p_value) noexcept final try {
    this->shim().OutboundBufferSizeInBytes(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::SocketQualityOfService>(result);
    give<::winrt::Windows::Networking::Sockets::SocketQualityOfService>(result, this->shim().QualityOfService());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService p_value) noexcept final try {
    this->shim().QualityOfService(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_OutboundUnicastHopLimit(uint8_t* result) noexcept final try {
    need_place(result);
    clear_out<uint8_t>(result);
    give<uint8_t>(result, this->shim().OutboundUnicastHopLimit());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_OutboundUnicastHopLimit(uint8_t p_value) noexcept final try {
    this->shim().OutboundUnicastHopLimit(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_SerializeConnectionAttempts(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().SerializeConnectionAttempts());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_SerializeConnectionAttempts(bool p_value) noexcept final try {
    this->shim().SerializeConnectionAttempts(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_IgnorableServerCertificateErrors(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult>>(result);
    give<::winrt::Windows::Foundation::Collections::IVector<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult>>(result, this->shim().IgnorableServerCertificateErrors());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ClientCertificate(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(result);
    give<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(result, this->shim().ClientCertificate());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_ClientCertificate(void* p_value) noexcept final try {
    this->shim().ClientCertificate(borrow<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::LocalAddress() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_LocalAddress(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::LocalPort() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_LocalPort(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::RemoteHostName() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_RemoteHostName(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::RemoteAddress() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_RemoteAddress(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::RemoteServiceName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_RemoteServiceName(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::RemotePort() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_RemotePort(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Sockets::RoundTripTimeStatistics consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::RoundTripTimeStatistics() const {
  answer<::winrt::Windows::Networking::Sockets::RoundTripTimeStatistics> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_RoundTripTimeStatistics(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Sockets::BandwidthStatistics consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::BandwidthStatistics() const {
  answer<::winrt::Windows::Networking::Sockets::BandwidthStatistics> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_BandwidthStatistics(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Sockets::SocketProtectionLevel consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::ProtectionLevel() const {
  answer<::winrt::Windows::Networking::Sockets::SocketProtectionLevel> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_ProtectionLevel(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Sockets::SocketSslErrorSeverity consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::ServerCertificateErrorSeverity() const {
  answer<::winrt::Windows::Networking::Sockets::SocketSslErrorSeverity> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_ServerCertificateErrorSeverity(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult> consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::ServerCertificateErrors() const {
  answer<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult>> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_ServerCertificateErrors(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Security::Cryptography::Certificates::Certificate consume<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>::type<D>::ServerCertificate() const {
  answer<::winrt::Windows::Security::Cryptography::Certificates::Certificate> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketInformation>(static_cast<D const*>(this))->get_ServerCertificate(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IStreamSocketInformation> : produce_base<D, ::winrt::Windows::Networking::Sockets::IStreamSocketInformation> {
  int32_t get_LocalAddress(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().LocalAddress());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_LocalPort(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().LocalPort());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RemoteHostName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().RemoteHostName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RemoteAddress(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().RemoteAddress());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RemoteServiceName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().RemoteServiceName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RemotePort(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().RemotePort());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RoundTripTimeStatistics(::winrt::Windows::Networking::Sockets::RoundTripTimeStatistics* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::RoundTripTimeStatistics>(result);
    give<::winrt::Windows::Networking::Sockets::RoundTripTimeStatistics>(result, this->shim().RoundTripTimeStatistics());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_BandwidthStatistics(::winrt::Windows::Networking::Sockets::BandwidthStatistics* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::BandwidthStatistics>(result);
    give<::winrt::Windows::Networking::Sockets::BandwidthStatistics>(result, this->shim().BandwidthStatistics());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ProtectionLevel(::winrt::Windows::Networking::Sockets::SocketProtectionLevel* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::SocketProtectionLevel>(result);
    give<::winrt::Windows::Networking::Sockets::SocketProtectionLevel>(result, this->shim().ProtectionLevel());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ServerCertificateErrorSeverity(::winrt::Windows::Networking::Sockets::SocketSslErrorSeverity* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::SocketSslErrorSeverity>(result);
    give<::winrt::Windows::Networking::Sockets::SocketSslErrorSeverity>(result, this->shim().ServerCertificateErrorSeverity());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ServerCertificateErrors(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult>>(result);
    give<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult>>(result, this->shim().ServerCertificateErrors());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ServerCertificate(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(result);
    give<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(result, this->shim().ServerCertificate());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Sockets::StreamSocketControl consume<::winrt::Windows::Networking::Sockets::IStreamSocket>::type<D>::Control() const {
  answer<::winrt::Windows::Networking::Sockets::StreamSocketControl> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket>(static_cast<D const*>(this))->get_Control(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Sockets::StreamSocketInformation consume<::winrt::Windows::Networking::Sockets::IStreamSocket>::type<D>::Information() const {
  answer<::winrt::Windows::Networking::Sockets::StreamSocketInformation> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket>(static_cast<D const*>(this))->get_Information(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IInputStream consume<::winrt::Windows::Networking::Sockets::IStreamSocket>::type<D>::InputStream() const {
  answer<::winrt::Windows::Storage::Streams::IInputStream> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket>(static_cast<D const*>(this))->get_InputStream(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IOutputStream consume<::winrt::Windows::Networking::Sockets::IStreamSocket>::type<D>::OutputStream() const {
  answer<::winrt::Windows::Storage::Streams::IOutputStream> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket>(static_cast<D const*>(this))->get_OutputStream(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IStreamSocket>::type<D>::ConnectAsync(::winrt::Windows::Networking::EndpointPair const& endpointPair) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket>(static_cast<D const*>(this))->ConnectWithEndpointPairAsync(get_abi(endpointPair), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IStreamSocket>::type<D>::ConnectAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket>(static_cast<D const*>(this))->ConnectAsync(get_abi(remoteHostName), get_abi(remoteServiceName), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IStreamSocket>::type<D>::ConnectAsync(::winrt::Windows::Networking::EndpointPair const& endpointPair, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel protectionLevel) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket>(static_cast<D const*>(this))->ConnectWithEndpointPairAndProtectionLevelAsync(get_abi(endpointPair), protectionLevel, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IStreamSocket>::type<D>::ConnectAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel protectionLevel) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket>(static_cast<D const*>(this))->ConnectWithProtectionLevelAsync(get_abi(remoteHostName), get_abi(remoteServiceName), protectionLevel, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IStreamSocket>::type<D>::UpgradeToSslAsync(::winrt::Windows::Networking::Sockets::SocketProtectionLevel protectionLevel, ::winrt::Windows::Networking::HostName const& validationHostName) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket>(static_cast<D const*>(this))->UpgradeToSslAsync(protectionLevel, get_abi(validationHostName), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IStreamSocket> : produce_base<D, ::winrt::Windows::Networking::Sockets::IStreamSocket> {
  int32_t get_Control(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::StreamSocketControl>(result);
    give<::winrt::Windows::Networking::Sockets::StreamSocketControl>(result, this->shim().Control());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Information(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::StreamSocketInformation>(result);
    give<::winrt::Windows::Networking::Sockets::StreamSocketInformation>(result, this->shim().Information());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_InputStream(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IInputStream>(result);
    give<::winrt::Windows::Storage::Streams::IInputStream>(result, this->shim().InputStream());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_OutputStream(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IOutputStream>(result);
    give<::winrt::Windows::Storage::Streams::IOutputStream>(result, this->shim().OutputStream());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ConnectWithEndpointPairAsync(void* p_endpointPair, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().ConnectAsync(borrow<::winrt::Windows::Networking::EndpointPair>(p_endpointPair)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ConnectAsync(void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().ConnectAsync(borrow<::winrt::Windows::Networking::HostName>(p_remoteHostName), borrow<::winrt::hstring>(p_remoteServiceName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ConnectWithEndpointPairAndProtectionLevelAsync(void* p_endpointPair, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel p_protectionLevel, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().ConnectAsync(borrow<::winrt::Windows::Networking::EndpointPair>(p_endpointPair), p_protectionLevel));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ConnectWithProtectionLevelAsync(void* p_remoteHostName, void* p_remoteServiceName, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel p_protectionLevel, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().ConnectAsync(borrow<::winrt::Windows::Networking::HostName>(p_remoteHostName), borrow<::winrt::hstring>(p_remoteServiceName), p_protectionLevel));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t UpgradeToSslAsync(::winrt::Windows::Networking::Sockets::SocketProtectionLevel p_protectionLevel, void* p_validationHostName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().UpgradeToSslAsync(p_protectionLevel, borrow<::winrt::Windows::Networking::HostName>(p_validationHostName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IStreamSocket2>::type<D>::ConnectAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel protectionLevel, ::winrt::Windows::Networking::Connectivity::NetworkAdapter const& adapter) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket2>(static_cast<D const*>(this))->ConnectWithProtectionLevelAndAdapterAsync(get_abi(remoteHostName), get_abi(remoteServiceName), protectionLevel, get_abi(adapter), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IStreamSocket2> : produce_base<D, ::winrt::Windows::Networking::Sockets::IStreamSocket2> {
  int32_t ConnectWithProtectionLevelAndAdapterAsync(void* p_remoteHostName, void* p_remoteServiceName, ::winrt::Windows::Networking::Sockets::SocketProtectionLevel p_protectionLevel, void* p_adapter, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().ConnectAsync(borrow<::winrt::Windows::Networking::HostName>(p_remoteHostName), borrow<::winrt::hstring>(p_remoteServiceName), p_protectionLevel, borrow<::winrt::Windows::Networking::Connectivity::NetworkAdapter>(p_adapter)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IStreamSocket3>::type<D>::CancelIOAsync() const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocket3>(static_cast<D const*>(this))->CancelIOAsync(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IStreamSocket3> : produce_base<D, ::winrt::Windows::Networking::Sockets::IStreamSocket3> {
  int32_t CancelIOAsync(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().CancelIOAsync());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>> consume<::winrt::Windows::Networking::Sockets::IStreamSocketStatics>::type<D>::GetEndpointPairsAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>>> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketStatics>(static_cast<D const*>(this))->GetEndpointPairsAsync(get_abi(remoteHostName), get_abi(remoteServiceName), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IStreamSocketStatics> : produce_base<D, ::winrt::Windows::Networking::Sockets::IStreamSocketStatics> {
  int32_t GetEndpointPairsAsync(void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>>>(result, this->shim().GetEndpointPairsAsync(borrow<::winrt::Windows::Networking::HostName>(p_remoteHostName), borrow<::winrt::hstring>(p_remoteServiceName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Sockets::SocketQualityOfService consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>::type<D>::QualityOfService() const {
  answer<::winrt::Windows::Networking::Sockets::SocketQualityOfService> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>(static_cast<D const*>(this))->get_QualityOfService(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>::type<D>::QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>(static_cast<D const*>(this))->put_QualityOfService(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>::type<D>::NoDelay() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>(static_cast<D const*>(this))->get_NoDelay(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>::type<D>::NoDelay(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>(static_cast<D const*>(this))->put_NoDelay(value));
}
template <typename D>
bool consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>::type<D>::KeepAlive() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>(static_cast<D const*>(this))->get_KeepAlive(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>::type<D>::KeepAlive(bool value) const {
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl>(static_cast<D const*>(this))->put_KeepAlive(value));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl> : produce_base<D, ::winrt::Windows::Networking::Sockets::IStreamSocketListenerControl> {
  int32_t get_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::SocketQualityOfService>(result);
    give<::winrt::Windows::Networking::Sockets::SocketQualityOfService>(result, this->shim().QualityOfService());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_QualityOfService(::winrt::Windows::Networking::Sockets::SocketQualityOfService p_value) noexcept final try {
    this->shim().QualityOfService(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_NoDelay(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().NoDelay());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_NoDelay(bool p_value) noexcept final try {
    this->shim().NoDelay(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_KeepAlive(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().KeepAlive());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_KeepAlive(bool p_value) noexcept final try {
    this->shim().KeepAlive(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation>::type<D>::LocalPort() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation>(static_cast<D const*>(this))->get_LocalPort(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation> : produce_base<D, ::winrt::Windows::Networking::Sockets::IStreamSocketListenerInformation> {
  int32_t get_LocalPort(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().LocalPort());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Sockets::StreamSocket consume<::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs>::type<D>::Socket() const {
  answer<::winrt::Windows::Networking::Sockets::StreamSocket> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs>(static_cast<D const*>(this))->get_Socket(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs> : produce_base<D, ::winrt::Windows::Networking::Sockets::IStreamSocketListenerConnectionReceivedEventArgs> {
  int32_t get_Socket(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::StreamSocket>(result);
    give<::winrt::Windows::Networking::Sockets::StreamSocket>(result, this->shim().Socket());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Sockets::StreamSocketListenerControl consume<::winrt::Windows::Networking::Sockets::IStreamSocketListener>::type<D>::Control() const {
  answer<::winrt::Windows::Networking::Sockets::StreamSocketListenerControl> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListener>(static_cast<D const*>(this))->get_Control(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Sockets::StreamSocketListenerInformation consume<::winrt::Windows::Networking::Sockets::IStreamSocketListener>::type<D>::Information() const {
  answer<::winrt::Windows::Networking::Sockets::StreamSocketListenerInformation> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListener>(static_cast<D const*>(this))->get_Information(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IStreamSocketListener>::type<D>::BindServiceNameAsync(::winrt::param::hstring const& localServiceName) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListener>(static_cast<D const*>(this))->BindServiceNameAsync(get_abi(localServiceName), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Networking::Sockets::IStreamSocketListener>::type<D>::BindEndpointAsync(::winrt::Windows::Networking::HostName const& localHostName, ::winrt::param::hstring const& localServiceName) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListener>(static_cast<D const*>(this))->BindEndpointAsync(get_abi(localHostName), get_abi(localServiceName), result.put()));
  return result.take();
}
template <typename D>
::winrt::event_token consume<::winrt::Windows::Networking::Sockets::IStreamSocketListener>::type<D>::ConnectionReceived(::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Sockets::StreamSocketListener, ::winrt::Windows::Networking::Sockets::StreamSocketListenerConnectionReceivedEventArgs> const& handler) const {
  answer<::winrt::event_token> result;
  check_hresult(call<::winrt::Windows::Networking::Sockets::IStreamSocketListener>(static_cast<D const*>(this))->add_ConnectionReceived(get_abi(handler), result.put()));
  return result.take();
}
template <typename D>
event_revoker<::winrt::Windows::Networking::Sockets::IStreamSocketListener> consume<::winrt::Windows::Networking::Sockets::IStreamSocketListener>::type<D>::ConnectionReceived(auto_revoke_t, ::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Sockets::StreamSocketListener, ::winrt::Windows::Networking::Sockets::StreamSocketListenerConnectionReceivedEventArgs> const& handler) const {
  return {static_cast<::winrt::Windows::Networking::Sockets::IStreamSocketListener>(*static_cast<D const*>(this)), &abi_t<::winrt::Windows::Networking::Sockets::IStreamSocketListener>::remove_ConnectionReceived, ConnectionReceived(handler)};
}
template <typename D>
void consume<::winrt::Windows::Networking::Sockets::IStreamSocketListener>::type<D>::ConnectionReceived(::winrt::event_token const& token) const {
  static_cast<void>(call<::winrt::Windows::Networking::Sockets::IStreamSocketListener>(static_cast<D const*>(this))->remove_ConnectionReceived(token));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Sockets::IStreamSocketListener> : produce_base<D, ::winrt::Windows::Networking::Sockets::IStreamSocketListener> {
  int32_t get_Control(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::StreamSocketListenerControl>(result);
    give<::winrt::Windows::Networking::Sockets::StreamSocketListenerControl>(result, this->shim().Control());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Information(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Sockets::StreamSocketListenerInformation>(result);
    give<::winrt::Windows::Networking::Sockets::StreamSocketListenerInformation>(result, this->shim().Information());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t BindServiceNameAsync(void* p_localServiceName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().BindServiceNameAsync(borrow<::winrt::hstring>(p_localServiceName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t BindEndpointAsync(void* p_localHostName, void* p_localServiceName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().BindEndpointAsync(borrow<::winrt::Windows::Networking::HostName>(p_localHostName), borrow<::winrt::hstring>(p_localServiceName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t add_ConnectionReceived(void* p_handler, ::winrt::event_token* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::event_token>(result);
    give<::winrt::event_token>(result, this->shim().ConnectionReceived(borrow<::winrt::Windows::Foundation::TypedEventHandler<::winrt::Windows::Networking::Sockets::StreamSocketListener, ::winrt::Windows::Networking::Sockets::StreamSocketListenerConnectionReceivedEventArgs>>(p_handler)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t remove_ConnectionReceived(::winrt::event_token p_token) noexcept final try {
    this->shim().ConnectionReceived(p_token);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Networking::Sockets {

inline ::winrt::Windows::Networking::Sockets::SocketErrorStatus SocketError::GetStatus(int32_t hresult) {
  return ::winrt::impl::cached_factory<SocketError, ::winrt::Windows::Networking::Sockets::ISocketErrorStatics>().GetStatus(hresult);
}
inline DatagramSocket::DatagramSocket() : DatagramSocket(::winrt::impl::activate<DatagramSocket>()) {}
inline ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>> DatagramSocket::GetEndpointPairsAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) {
  return ::winrt::impl::cached_factory<DatagramSocket, ::winrt::Windows::Networking::Sockets::IDatagramSocketStatics>().GetEndpointPairsAsync(remoteHostName, remoteServiceName);
}
inline StreamSocket::StreamSocket() : StreamSocket(::winrt::impl::activate<StreamSocket>()) {}
inline ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::EndpointPair>> StreamSocket::GetEndpointPairsAsync(::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) {
  return ::winrt::impl::cached_factory<StreamSocket, ::winrt::Windows::Networking::Sockets::IStreamSocketStatics>().GetEndpointPairsAsync(remoteHostName, remoteServiceName);
}
inline StreamSocketListener::StreamSocketListener() : StreamSocketListener(::winrt::impl::activate<StreamSocketListener>()) {}
}  // namespace winrt::Windows::Networking::Sockets
