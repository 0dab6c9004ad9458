// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Networking.1.h"
#include "Windows.Foundation.1.h"
#include "Windows.Networking.Connectivity.1.h"

namespace winrt::Windows::Networking {

struct HostName : ::winrt::Windows::Networking::IHostName {
  HostName(std::nullptr_t) noexcept : ::winrt::Windows::Networking::IHostName(nullptr) {}
  HostName(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::IHostName(object, take_ownership_from_abi) {}
  HostName(::winrt::param::hstring const& hostName);
  static int32_t Compare(::winrt::param::hstring const& value1, ::winrt::param::hstring const& value2);
};
struct EndpointPair : ::winrt::Windows::Networking::IEndpointPair {
  EndpointPair(std::nullptr_t) noexcept : ::winrt::Windows::Networking::IEndpointPair(nullptr) {}
  EndpointPair(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::IEndpointPair(object, take_ownership_from_abi) {}
  EndpointPair(::winrt::Windows::Networking::HostName const& localHostName, ::winrt::param::hstring const& localServiceName, ::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName);
};
}  // namespace winrt::Windows::Networking

#include "Windows.Foundation.2.h"
#include "Windows.Networking.Connectivity.2.h"

namespace winrt::impl {

template <typename D>
::winrt::Windows::Networking::Connectivity::IPInformation consume<::winrt::Windows::Networking::IHostName>::type<D>::IPInformation() const {
  answer<::winrt::Windows::Networking::Connectivity::IPInformation> result;
  check_hresult(call<::winrt::Windows::Networking::IHostName>(static_cast<D const*>(this))->get_IPInformation(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::IHostName>::type<D>::RawName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::IHostName>(static_cast<D const*>(this))->get_RawName(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::IHostName>::type<D>::DisplayName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::IHostName>(static_cast<D const*>(this))->get_DisplayName(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::IHostName>::type<D>::CanonicalName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::IHostName>(static_cast<D const*>(this))->get_CanonicalName(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::HostNameType consume<::winrt::Windows::Networking::IHostName>::type<D>::Type() const {
  answer<::winrt::Windows::Networking::HostNameType> result;
  check_hresult(call<::winrt::Windows::Networking::IHostName>(static_cast<D const*>(this))->get_Type(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Networking::IHostName>::type<D>::IsEqual(::winrt::Windows::Networking::HostName const& hostName) const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Networking::IHostName>(static_cast<D const*>(this))->IsEqual(get_abi(hostName), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::IHostName> : produce_base<D, ::winrt::Windows::Networking::IHostName> {
  int32_t get_IPInformation(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Connectivity::IPInformation>(result);
    give<::winrt::Windows::Networking::Connectivity::IPInformation>(result, this->shim().IPInformation());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RawName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().RawName());
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
  int32_t get_CanonicalName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().CanonicalName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Type(::winrt::Windows::Networking::HostNameType* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostNameType>(result);
    give<::winrt::Windows::Networking::HostNameType>(result, this->shim().Type());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t IsEqual(void* p_hostName, bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().IsEqual(borrow<::winrt::Windows::Networking::HostName>(p_hostName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::IHostNameFactory>::type<D>::CreateHostName(::winrt::param::hstring const& hostName) const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::IHostNameFactory>(static_cast<D const*>(this))->CreateHostName(get_abi(hostName), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::IHostNameFactory> : produce_base<D, ::winrt::Windows::Networking::IHostNameFactory> {
  int32_t CreateHostName(void* p_hostName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().CreateHostName(borrow<::winrt::hstring>(p_hostName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
int32_t consume<::winrt::Windows::Networking::IHostNameStatics>::type<D>::Compare(::winrt::param::hstring const& value1, ::winrt::param::hstring const& value2) const {
  answer<int32_t> result;
  check_hresult(call<::winrt::Windows::Networking::IHostNameStatics>(static_cast<D const*>(this))->Compare(get_abi(value1), get_abi(value2), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::IHostNameStatics> : produce_base<D, ::winrt::Windows::Networking::IHostNameStatics> {
  int32_t Compare(void* p_value1, void* p_value2, int32_t* result) noexcept final try {
    need_place(result);
    clear_out<int32_t>(result);
    give<int32_t>(result, this->shim().Compare(borrow<::winrt::hstring>(p_value1), borrow<::winrt::hstring>(p_value2)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::IEndpointPair>::type<D>::LocalHostName() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::IEndpointPair>(static_cast<D const*>(this))->get_LocalHostName(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::IEndpointPair>::type<D>::LocalHostName(::winrt::Windows::Networking::HostName const& value) const {
  check_hresult(call<::winrt::Windows::Networking::IEndpointPair>(static_cast<D const*>(this))->put_LocalHostName(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::IEndpointPair>::type<D>::LocalServiceName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::IEndpointPair>(static_cast<D const*>(this))->get_LocalServiceName(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::IEndpointPair>::type<D>::LocalServiceName(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::IEndpointPair>(static_cast<D const*>(this))->put_LocalServiceName(get_abi(value)));
}
template <typename D>
::winrt::Windows::Networking::HostName consume<::winrt::Windows::Networking::IEndpointPair>::type<D>::RemoteHostName() const {
  answer<::winrt::Windows::Networking::HostName> result;
  check_hresult(call<::winrt::Windows::Networking::IEndpointPair>(static_cast<D const*>(this))->get_RemoteHostName(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::IEndpointPair>::type<D>::RemoteHostName(::winrt::Windows::Networking::HostName const& value) const {
  check_hresult(call<::winrt::Windows::Networking::IEndpointPair>(static_cast<D const*>(this))->put_RemoteHostName(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::IEndpointPair>::type<D>::RemoteServiceName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::IEndpointPair>(static_cast<D const*>(this))->get_RemoteServiceName(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Networking::IEndpointPair>::type<D>::RemoteServiceName(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Networking::IEndpointPair>(static_cast<D const*>(this))->put_RemoteServiceName(get_abi(value)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::IEndpointPair> : produce_base<D, ::winrt::Windows::Networking::IEndpointPair> {
  int32_t get_LocalHostName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::HostName>(result);
    give<::winrt::Windows::Networking::HostName>(result, this->shim().LocalHostName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_LocalHostName(void* p_value) noexcept final try {
    this->shim().LocalHostName(borrow<::winrt::Windows::Networking::HostName>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_LocalServiceName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().LocalServiceName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_LocalServiceName(void* p_value) noexcept final try {
    this->shim().LocalServiceName(borrow<::winrt::hstring>(p_value));
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
  int32_t put_RemoteHostName(void* p_value) noexcept final try {
    this->shim().RemoteHostName(borrow<::winrt::Windows::Networking::HostName>(p_value));
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
  int32_t put_RemoteServiceName(void* p_value) noexcept final try {
    this->shim().RemoteServiceName(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::EndpointPair consume<::winrt::Windows::Networking::IEndpointPairFactory>::type<D>::CreateEndpointPair(::winrt::Windows::Networking::HostName const& localHostName, ::winrt::param::hstring const& localServiceName, ::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const {
  answer<::winrt::Windows::Networking::EndpointPair> result;
  check_hresult(call<::winrt::Windows::Networking::IEndpointPairFactory>(static_cast<D const*>(this))->CreateEndpointPair(get_abi(localHostName), get_abi(localServiceName), get_abi(remoteHostName), get_abi(remoteServiceName), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::IEndpointPairFactory> : produce_base<D, ::winrt::Windows::Networking::IEndpointPairFactory> {
  int32_t CreateEndpointPair(void* p_localHostName, void* p_localServiceName, void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::EndpointPair>(result);
    give<::winrt::Windows::Networking::EndpointPair>(result, this->shim().CreateEndpointPair(borrow<::winrt::Windows::Networking::HostName>(p_localHostName), borrow<::winrt::hstring>(p_localServiceName), borrow<::winrt::Windows::Networking::HostName>(p_remoteHostName), borrow<::winrt::hstring>(p_remoteServiceName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Networking {

inline HostName::HostName(::winrt::param::hstring const& hostName)
    : HostName(::winrt::impl::cached_factory<HostName, ::winrt::Windows::Networking::IHostNameFactory>().CreateHostName(hostName)) {}
inline int32_t HostName::Compare(::winrt::param::hstring const& value1, ::winrt::param::hstring const& value2) {
  return ::winrt::impl::cached_factory<HostName, ::winrt::Windows::Networking::IHostNameStatics>().Compare(value1, value2);
}
inline EndpointPair::EndpointPair(::winrt::Windows::Networking::HostName const& localHostName, ::winrt::param::hstring const& localServiceName, ::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName)
    : EndpointPair(::winrt::impl::cached_factory<EndpointPair, ::winrt::Windows::Networking::IEndpointPairFactory>().CreateEndpointPair(localHostName, localServiceName, remoteHostName, remoteServiceName)) {}
}  // namespace winrt::Windows::Networking
