// SPDX-License-Identifier: Apache-2.0
// What a wg-quick file asks of the network, in the platform's terms: addresses, routes, names, sizes.
//
// Threads: Connect's.
// Memory: none kept.
// Errors: a file that asks for what the platform cannot do throws, with the line and the reason.
#pragma once

#include <winrt/Windows.Networking.Vpn.h>

#include "wg_quick.h"

namespace wireguard {

std::uint32_t mtu_of(const WgQuickFile& file);
// Refuses what a VPN channel cannot do.
void check_possible(const WgQuickFile& file);
// Says in the log what the file asks for and does not get.
void log_unheeded(const winrt::Windows::Networking::Vpn::VpnChannel& channel, const WgQuickFile& file);
void start_channel(const winrt::Windows::Networking::Vpn::VpnChannel& channel, const WgQuickFile& file);

}  // namespace wireguard
