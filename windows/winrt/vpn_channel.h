// SPDX-License-Identifier: Apache-2.0
// The channel as a plug-in sees it: each member translates, makes one call of the tunnel core and translates the answer.
//
// Threads: as tunnel/channel.h.
// Memory: shares the core's channel.
// Errors: HRESULTs by vpn_fault.h; an empty pool is std::bad_alloc in the plug-in's code (N-BUF-6).
#pragma once

#include <memory>

#include <winrt/Windows.Networking.Vpn.h>

#include "exec/mutex.h"
#include "tunnel/channel.h"
#include "winrt/connection_profile.h"

namespace penstock::projection {

struct VpnChannel
    : winrt::implements<
          VpnChannel, winrt::Windows::Networking::Vpn::IVpnChannel,
          winrt::Windows::Networking::Vpn::IVpnChannel2, winrt::Windows::Networking::Vpn::IVpnChannel4,
          winrt::Windows::Networking::Vpn::IVpnChannel5, winrt::Windows::Networking::Vpn::IVpnChannel6> {
  using class_type = winrt::Windows::Networking::Vpn::VpnChannel;
  using Object = winrt::Windows::Foundation::IInspectable;
  using Hosts = winrt::Windows::Foundation::Collections::IVectorView<winrt::Windows::Networking::HostName>;
  using Route = winrt::Windows::Networking::Vpn::VpnRouteAssignment;
  using Names = winrt::Windows::Networking::Vpn::VpnDomainNameAssignment;
  using Filters = winrt::Windows::Networking::Vpn::VpnTrafficFilterAssignment;
  using InterfaceId = winrt::Windows::Networking::Vpn::VpnInterfaceId;
  using Packet = winrt::Windows::Networking::Vpn::VpnPacketBuffer;
  using CredentialKind = winrt::Windows::Networking::Vpn::VpnCredentialType;
  using Certificate = winrt::Windows::Security::Cryptography::Certificates::Certificate;
  using CredentialAsync =
      winrt::Windows::Foundation::IAsyncOperation<winrt::Windows::Networking::Vpn::VpnCredential>;
  using ActivityHandler = winrt::Windows::Foundation::TypedEventHandler<
      class_type, winrt::Windows::Networking::Vpn::VpnChannelActivityStateChangedArgs>;
  using UnsupportedHandler = winrt::Windows::Foundation::TypedEventHandler<
      class_type, winrt::Windows::Networking::Vpn::VpnChannelActivityEventArgs>;

  VpnChannel(std::shared_ptr<tunnel::Channel> core, ConnectionProfile profile);
  ~VpnChannel();
  winrt::hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnChannel"; }
  tunnel::Channel& core() { return *core_; }
  operator class_type() const noexcept {
    class_type projected{nullptr};
    copy_from_abi(projected, penstock_unknown());
    return projected;
  }

  // Transports and the Start family: vpn_channel_start.cc.
  void AssociateTransport(Object const& main, Object const& optional);
  void AddAndAssociateTransport(Object const& transport, Object const& context);
  void ReplaceAndAssociateTransport(Object const& transport, Object const& context);
  void StartReconnectingTransport(Object const& transport, Object const& context);
  winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus GetSlotTypeForTransportContext(
      Object const& context);
  Object CurrentRequestTransportContext();
  void Start(Hosts const& v4, Hosts const& v6, InterfaceId const& id, Route const& routes,
             winrt::Windows::Networking::Vpn::VpnNamespaceAssignment const& names, std::uint32_t mtu,
             std::uint32_t frame_max, bool low_cost, Object const& main, Object const& optional);
  void StartWithMainTransport(Hosts const& v4, Hosts const& v6, InterfaceId const& id, Route const& routes,
                              Names const& names, std::uint32_t mtu, std::uint32_t frame_max, bool reserved,
                              Object const& main);
  void StartExistingTransports(Hosts const& v4, Hosts const& v6, InterfaceId const& id, Route const& routes,
                               Names const& names, std::uint32_t mtu, std::uint32_t frame_max, bool reserved);
  void StartWithTrafficFilter(Hosts const& v4, Hosts const& v6, InterfaceId const& id, Route const& routes,
                              Names const& names, std::uint32_t mtu, std::uint32_t frame_max, bool reserved,
                              Object const& main, Object const& optional, Filters const& filters);
  void StartWithTrafficFilter(
      winrt::Windows::Foundation::Collections::IIterable<winrt::Windows::Networking::HostName> const& v4,
      winrt::Windows::Foundation::Collections::IIterable<winrt::Windows::Networking::HostName> const& v6,
      InterfaceId const& id, Route const& routes, Names const& names, std::uint32_t mtu,
      std::uint32_t frame_max, bool reserved,
      winrt::Windows::Foundation::Collections::IIterable<Object> const& transports, Filters const& filters);
  void Stop();
  void TerminateConnection(winrt::hstring const& message);

  // Buffers: their translators are written by hand, in vpn_channel_lanes.cc.

  // What the channel is and says: vpn_channel.cc.
  std::uint32_t Id();
  winrt::Windows::Networking::Vpn::VpnChannelConfiguration Configuration();
  void PlugInContext(Object const& value);
  Object PlugInContext();
  void LogDiagnosticMessage(winrt::hstring const& message);
  void SetErrorMessage(winrt::hstring const& message);
  winrt::event_token ActivityChange(UnsupportedHandler const& handler);
  void ActivityChange(winrt::event_token token);
  winrt::event_token ActivityStateChange(ActivityHandler const& handler);
  void ActivityStateChange(winrt::event_token token);
  void SetAllowedSslTlsVersions(Object const& transport, bool tls12);
  winrt::Windows::Networking::Vpn::VpnSystemHealth SystemHealth();

  // What the user is asked: vpn_channel_user.cc.
  winrt::Windows::Networking::Vpn::VpnPickedCredential RequestCredentials(CredentialKind kind, bool retry,
                                                                          bool single_sign_on,
                                                                          Certificate const& certificate);
  CredentialAsync RequestCredentialsAsync(CredentialKind kind, std::uint32_t options,
                                          Certificate const& certificate);
  CredentialAsync RequestCredentialsAsync(CredentialKind kind, std::uint32_t options);
  CredentialAsync RequestCredentialsAsync(CredentialKind kind);
  void RequestCustomPrompt(winrt::Windows::Foundation::Collections::IVectorView<
                           winrt::Windows::Networking::Vpn::IVpnCustomPrompt> const& prompts);
  winrt::Windows::Foundation::IAsyncAction RequestCustomPromptAsync(
      winrt::Windows::Foundation::Collections::IVectorView<
          winrt::Windows::Networking::Vpn::IVpnCustomPromptElement> const& prompts);
  winrt::Windows::Foundation::Collections::ValueSet ActivateForeground(
      winrt::hstring const& application, winrt::Windows::Foundation::Collections::ValueSet const& context);

 private:
  void start(struct StartArguments const& arguments,
             std::vector<std::shared_ptr<tunnel::Transport>> transports);
  Credential ask_user(CredentialKind kind, bool retry);

  std::shared_ptr<tunnel::Channel> core_;
  ConnectionProfile const profile_;
  exec::Mutex lock_;
  std::optional<Credential> kept_credential_;
  winrt::event<UnsupportedHandler> never_raised_;
};

}  // namespace penstock::projection

// On the way of packets: no exception between core and vtable, and a lease is noted with the plug-in's own call.
namespace winrt::impl {
using PenstockChannel = penstock::projection::VpnChannel;
template <>
std::int32_t produce<PenstockChannel, Windows::Networking::Vpn::IVpnChannel>::RequestVpnPacketBuffer(
    Windows::Networking::Vpn::VpnDataPathType lane, void** buffer) noexcept;
template <>
std::int32_t produce<PenstockChannel, Windows::Networking::Vpn::IVpnChannel2>::GetVpnSendPacketBuffer(
    void** result) noexcept;
template <>
std::int32_t produce<PenstockChannel, Windows::Networking::Vpn::IVpnChannel2>::GetVpnReceivePacketBuffer(
    void** result) noexcept;
template <>
std::int32_t produce<PenstockChannel, Windows::Networking::Vpn::IVpnChannel5>::AppendVpnReceivePacketBuffer(
    void* buffer) noexcept;
template <>
std::int32_t produce<PenstockChannel, Windows::Networking::Vpn::IVpnChannel5>::AppendVpnSendPacketBuffer(
    void* buffer) noexcept;
template <>
std::int32_t
produce<PenstockChannel, Windows::Networking::Vpn::IVpnChannel5>::FlushVpnReceivePacketBuffers() noexcept;
template <>
std::int32_t
produce<PenstockChannel, Windows::Networking::Vpn::IVpnChannel5>::FlushVpnSendPacketBuffers() noexcept;
}  // namespace winrt::impl
