// SPDX-License-Identifier: Apache-2.0
// The arguments of the Start family as the core wants them: plain data, copied, because a plug-in may only have lent its
// lists for the call.
//
// Threads: the caller's.
// Memory: copies.
// Errors: E_INVALIDARG for null elements; everything else is the core's to refuse.
#pragma once

#include <winrt/Windows.Networking.Vpn.h>

#include "tunnel/channel.h"

namespace penstock::projection {

using HostNames = winrt::Windows::Foundation::Collections::IIterable<winrt::Windows::Networking::HostName>;

struct StartArguments {
  HostNames v4{nullptr};
  HostNames v6{nullptr};
  winrt::Windows::Networking::Vpn::VpnInterfaceId id{nullptr};
  winrt::Windows::Networking::Vpn::VpnRouteAssignment routes{nullptr};
  winrt::Windows::Networking::Vpn::VpnDomainNameAssignment names{nullptr};
  winrt::Windows::Networking::Vpn::VpnNamespaceAssignment namespaces{nullptr};
  winrt::Windows::Networking::Vpn::VpnTrafficFilterAssignment filters{nullptr};
  std::uint32_t mtu = 0;
  std::uint32_t frame_max = 0;
};

tunnel::StartRequest start_request(StartArguments const& arguments);

}  // namespace penstock::projection
