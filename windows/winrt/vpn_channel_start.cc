// SPDX-License-Identifier: Apache-2.0
#include "winrt/vpn_buffer.h"
#include "winrt/vpn_channel.h"
#include "winrt/vpn_fault.h"
#include "winrt/vpn_start.h"
#include "winrt/vpn_transport.h"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
namespace collections = winrt::Windows::Foundation::Collections;
using Transports = std::vector<std::shared_ptr<tunnel::Transport>>;

namespace {

Transports named(VpnChannel::Object const& main, VpnChannel::Object const& optional) {
  Transports transports;
  if (!main) throw winrt::hresult_invalid_argument(L"no outer transport was named");
  transports.push_back(transport_of(main));
  if (optional) transports.push_back(transport_of(optional));
  return transports;
}

}  // namespace

void VpnChannel::AssociateTransport(Object const& main, Object const& optional) {
  value_of(core_->associate(transport_of(main), transport_of(optional)));
}

void VpnChannel::AddAndAssociateTransport(Object const& transport, Object const& context) {
  value_of(core_->add_and_associate(transport_of(transport), foreign_ref(context)));
}

void VpnChannel::ReplaceAndAssociateTransport(Object const& transport, Object const& context) {
  value_of(core_->replace_and_associate(transport_of(transport), foreign_ref(context)));
}

void VpnChannel::StartReconnectingTransport(Object const&, Object const&) {
  throw winrt::hresult_not_implemented();
}

winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus VpnChannel::GetSlotTypeForTransportContext(
    Object const& context) {
  auto const tag = foreign_ref(context);
  if (!core_->knows(tag.get())) throw winrt::hresult_invalid_argument(L"no transport carries this context");
  return winrt::Windows::Networking::Sockets::ControlChannelTriggerStatus::SoftwareSlotAllocated;
}

VpnChannel::Object VpnChannel::CurrentRequestTransportContext() {
  return object_of(core_->current_transport_context().get());
}

void VpnChannel::start(StartArguments const& arguments, Transports transports) {
  auto request = start_request(arguments);
  request.transports = std::move(transports);
  value_of(core_->start(request));
}

void VpnChannel::Start(Hosts const& v4, Hosts const& v6, InterfaceId const& id, Route const& routes,
                       vpn::VpnNamespaceAssignment const& names, std::uint32_t mtu, std::uint32_t frame_max,
                       bool, Object const& main, Object const& optional) {
  start({.v4 = v4,
         .v6 = v6,
         .id = id,
         .routes = routes,
         .namespaces = names,
         .mtu = mtu,
         .frame_max = frame_max},
        named(main, optional));
}

void VpnChannel::StartWithMainTransport(Hosts const& v4, Hosts const& v6, InterfaceId const& id,
                                        Route const& routes, Names const& names, std::uint32_t mtu,
                                        std::uint32_t frame_max, bool, Object const& main) {
  start({.v4 = v4, .v6 = v6, .id = id, .routes = routes, .names = names, .mtu = mtu, .frame_max = frame_max},
        named(main, nullptr));
}

void VpnChannel::StartExistingTransports(Hosts const& v4, Hosts const& v6, InterfaceId const& id,
                                         Route const& routes, Names const& names, std::uint32_t mtu,
                                         std::uint32_t frame_max, bool) {
  start({.v4 = v4, .v6 = v6, .id = id, .routes = routes, .names = names, .mtu = mtu, .frame_max = frame_max},
        {});
}

void VpnChannel::StartWithTrafficFilter(Hosts const& v4, Hosts const& v6, InterfaceId const& id,
                                        Route const& routes, Names const& names, std::uint32_t mtu,
                                        std::uint32_t frame_max, bool, Object const& main,
                                        Object const& optional, Filters const& filters) {
  start({.v4 = v4,
         .v6 = v6,
         .id = id,
         .routes = routes,
         .names = names,
         .filters = filters,
         .mtu = mtu,
         .frame_max = frame_max},
        named(main, optional));
}

void VpnChannel::StartWithTrafficFilter(HostNames const& v4, HostNames const& v6, InterfaceId const& id,
                                        Route const& routes, Names const& names, std::uint32_t mtu,
                                        std::uint32_t frame_max, bool,
                                        collections::IIterable<Object> const& transports,
                                        Filters const& filters) {
  Transports given;
  if (transports)
    for (auto const& transport : transports) given.push_back(transport_of(transport));
  start({.v4 = v4,
         .v6 = v6,
         .id = id,
         .routes = routes,
         .names = names,
         .filters = filters,
         .mtu = mtu,
         .frame_max = frame_max},
        std::move(given));
}

void VpnChannel::Stop() { value_of(core_->stop()); }

void VpnChannel::TerminateConnection(winrt::hstring const& message) {
  value_of(core_->terminate(winrt::to_string(message)));
}

}  // namespace penstock::projection
