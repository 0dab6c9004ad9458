// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Networking.Connectivity.1.h"
#include "Windows.Foundation.1.h"
#include "Windows.Foundation.Collections.1.h"
#include "Windows.Networking.1.h"

namespace winrt::Windows::Networking::Connectivity {

struct NetworkAdapter : ::winrt::Windows::Networking::Connectivity::INetworkAdapter {
  NetworkAdapter(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Connectivity::INetworkAdapter(nullptr) {}
  NetworkAdapter(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Connectivity::INetworkAdapter(object, take_ownership_from_abi) {}
};
struct IPInformation : ::winrt::Windows::Networking::Connectivity::IIPInformation {
  IPInformation(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Connectivity::IIPInformation(nullptr) {}
  IPInformation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Connectivity::IIPInformation(object, take_ownership_from_abi) {}
};
struct ConnectionProfile : ::winrt::Windows::Networking::Connectivity::IConnectionProfile {
  ConnectionProfile(std::nullptr_t) noexcept : ::winrt::Windows::Networking::Connectivity::IConnectionProfile(nullptr) {}
  ConnectionProfile(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Networking::Connectivity::IConnectionProfile(object, take_ownership_from_abi) {}
};
struct NetworkInformation {
  NetworkInformation() = delete;
  static ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Connectivity::ConnectionProfile> GetConnectionProfiles();
  static ::winrt::Windows::Networking::Connectivity::ConnectionProfile GetInternetConnectionProfile();
  static ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName> GetHostNames();
  static ::winrt::event_token NetworkStatusChanged(::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler const& handler);
  using NetworkStatusChanged_revoker = ::winrt::impl::event_revoker<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>;
  static ::winrt::impl::event_revoker<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics> NetworkStatusChanged(auto_revoke_t, ::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler const& handler);
  static void NetworkStatusChanged(::winrt::event_token const& token);
};
}  // namespace winrt::Windows::Networking::Connectivity

#include "Windows.Foundation.2.h"
#include "Windows.Foundation.Collections.2.h"
#include "Windows.Networking.2.h"

namespace winrt::impl {

template <typename D>
uint64_t consume<::winrt::Windows::Networking::Connectivity::INetworkAdapter>::type<D>::OutboundMaxBitsPerSecond() const {
  answer<uint64_t> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::INetworkAdapter>(static_cast<D const*>(this))->get_OutboundMaxBitsPerSecond(result.put()));
  return result.take();
}
template <typename D>
uint64_t consume<::winrt::Windows::Networking::Connectivity::INetworkAdapter>::type<D>::InboundMaxBitsPerSecond() const {
  answer<uint64_t> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::INetworkAdapter>(static_cast<D const*>(this))->get_InboundMaxBitsPerSecond(result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::Networking::Connectivity::INetworkAdapter>::type<D>::IanaInterfaceType() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::INetworkAdapter>(static_cast<D const*>(this))->get_IanaInterfaceType(result.put()));
  return result.take();
}
template <typename D>
::winrt::guid consume<::winrt::Windows::Networking::Connectivity::INetworkAdapter>::type<D>::NetworkAdapterId() const {
  answer<::winrt::guid> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::INetworkAdapter>(static_cast<D const*>(this))->get_NetworkAdapterId(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Connectivity::INetworkAdapter> : produce_base<D, ::winrt::Windows::Networking::Connectivity::INetworkAdapter> {
  int32_t get_OutboundMaxBitsPerSecond(uint64_t* result) noexcept final try {
    need_place(result);
    clear_out<uint64_t>(result);
    give<uint64_t>(result, this->shim().OutboundMaxBitsPerSecond());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_InboundMaxBitsPerSecond(uint64_t* result) noexcept final try {
    need_place(result);
    clear_out<uint64_t>(result);
    give<uint64_t>(result, this->shim().InboundMaxBitsPerSecond());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_IanaInterfaceType(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().IanaInterfaceType());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_NetworkAdapterId(::winrt::guid* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::guid>(result);
    give<::winrt::guid>(result, this->shim().NetworkAdapterId());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Networking::Connectivity::NetworkAdapter consume<::winrt::Windows::Networking::Connectivity::IIPInformation>::type<D>::NetworkAdapter() const {
  answer<::winrt::Windows::Networking::Connectivity::NetworkAdapter> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::IIPInformation>(static_cast<D const*>(this))->get_NetworkAdapter(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IReference<uint8_t> consume<::winrt::Windows::Networking::Connectivity::IIPInformation>::type<D>::PrefixLength() const {
  answer<::winrt::Windows::Foundation::IReference<uint8_t>> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::IIPInformation>(static_cast<D const*>(this))->get_PrefixLength(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Connectivity::IIPInformation> : produce_base<D, ::winrt::Windows::Networking::Connectivity::IIPInformation> {
  int32_t get_NetworkAdapter(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Connectivity::NetworkAdapter>(result);
    give<::winrt::Windows::Networking::Connectivity::NetworkAdapter>(result, this->shim().NetworkAdapter());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_PrefixLength(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IReference<uint8_t>>(result);
    give<::winrt::Windows::Foundation::IReference<uint8_t>>(result, this->shim().PrefixLength());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Networking::Connectivity::IConnectionProfile>::type<D>::ProfileName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::IConnectionProfile>(static_cast<D const*>(this))->get_ProfileName(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Connectivity::NetworkConnectivityLevel consume<::winrt::Windows::Networking::Connectivity::IConnectionProfile>::type<D>::GetNetworkConnectivityLevel() const {
  answer<::winrt::Windows::Networking::Connectivity::NetworkConnectivityLevel> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::IConnectionProfile>(static_cast<D const*>(this))->GetNetworkConnectivityLevel(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Connectivity::NetworkAdapter consume<::winrt::Windows::Networking::Connectivity::IConnectionProfile>::type<D>::NetworkAdapter() const {
  answer<::winrt::Windows::Networking::Connectivity::NetworkAdapter> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::IConnectionProfile>(static_cast<D const*>(this))->get_NetworkAdapter(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Connectivity::IConnectionProfile> : produce_base<D, ::winrt::Windows::Networking::Connectivity::IConnectionProfile> {
  int32_t get_ProfileName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().ProfileName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetNetworkConnectivityLevel(::winrt::Windows::Networking::Connectivity::NetworkConnectivityLevel* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Connectivity::NetworkConnectivityLevel>(result);
    give<::winrt::Windows::Networking::Connectivity::NetworkConnectivityLevel>(result, this->shim().GetNetworkConnectivityLevel());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_NetworkAdapter(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Connectivity::NetworkAdapter>(result);
    give<::winrt::Windows::Networking::Connectivity::NetworkAdapter>(result, this->shim().NetworkAdapter());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Connectivity::ConnectionProfile> consume<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>::type<D>::GetConnectionProfiles() const {
  answer<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Connectivity::ConnectionProfile>> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>(static_cast<D const*>(this))->GetConnectionProfiles(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Networking::Connectivity::ConnectionProfile consume<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>::type<D>::GetInternetConnectionProfile() const {
  answer<::winrt::Windows::Networking::Connectivity::ConnectionProfile> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>(static_cast<D const*>(this))->GetInternetConnectionProfile(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName> consume<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>::type<D>::GetHostNames() const {
  answer<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>(static_cast<D const*>(this))->GetHostNames(result.put()));
  return result.take();
}
template <typename D>
::winrt::event_token consume<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>::type<D>::NetworkStatusChanged(::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler const& handler) const {
  answer<::winrt::event_token> result;
  check_hresult(call<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>(static_cast<D const*>(this))->add_NetworkStatusChanged(get_abi(handler), result.put()));
  return result.take();
}
template <typename D>
event_revoker<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics> consume<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>::type<D>::NetworkStatusChanged(auto_revoke_t, ::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler const& handler) const {
  return {static_cast<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>(*static_cast<D const*>(this)), &abi_t<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>::remove_NetworkStatusChanged, NetworkStatusChanged(handler)};
}
template <typename D>
void consume<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>::type<D>::NetworkStatusChanged(::winrt::event_token const& token) const {
  static_cast<void>(call<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>(static_cast<D const*>(this))->remove_NetworkStatusChanged(token));
}
template <typename D>
struct produce<D, ::winrt::Windows::Networking::Connectivity::INetworkInformationStatics> : produce_base<D, ::winrt::Windows::Networking::Connectivity::INetworkInformationStatics> {
  int32_t GetConnectionProfiles(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Connectivity::ConnectionProfile>>(result);
    give<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Connectivity::ConnectionProfile>>(result, this->shim().GetConnectionProfiles());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetInternetConnectionProfile(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Networking::Connectivity::ConnectionProfile>(result);
    give<::winrt::Windows::Networking::Connectivity::ConnectionProfile>(result, this->shim().GetInternetConnectionProfile());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetHostNames(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(result);
    give<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName>>(result, this->shim().GetHostNames());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t add_NetworkStatusChanged(void* p_handler, ::winrt::event_token* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::event_token>(result);
    give<::winrt::event_token>(result, this->shim().NetworkStatusChanged(borrow<::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler>(p_handler)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t remove_NetworkStatusChanged(::winrt::event_token p_token) noexcept final try {
    this->shim().NetworkStatusChanged(p_token);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Networking::Connectivity {

inline ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Connectivity::ConnectionProfile> NetworkInformation::GetConnectionProfiles() {
  return ::winrt::impl::cached_factory<NetworkInformation, ::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>().GetConnectionProfiles();
}
inline ::winrt::Windows::Networking::Connectivity::ConnectionProfile NetworkInformation::GetInternetConnectionProfile() {
  return ::winrt::impl::cached_factory<NetworkInformation, ::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>().GetInternetConnectionProfile();
}
inline ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName> NetworkInformation::GetHostNames() {
  return ::winrt::impl::cached_factory<NetworkInformation, ::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>().GetHostNames();
}
inline ::winrt::event_token NetworkInformation::NetworkStatusChanged(::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler const& handler) {
  return ::winrt::impl::cached_factory<NetworkInformation, ::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>().NetworkStatusChanged(handler);
}
inline NetworkInformation::NetworkStatusChanged_revoker NetworkInformation::NetworkStatusChanged(auto_revoke_t, ::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler const& handler) {
  return ::winrt::impl::cached_factory<NetworkInformation, ::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>().NetworkStatusChanged(auto_revoke, handler);
}
inline void NetworkInformation::NetworkStatusChanged(::winrt::event_token const& token) {
  return ::winrt::impl::cached_factory<NetworkInformation, ::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>().NetworkStatusChanged(token);
}
}  // namespace winrt::Windows::Networking::Connectivity
