// SPDX-License-Identifier: Apache-2.0
// What the functions of this room speak to: the links of the process that have ports as their far side, by name, and
// where delivered packets come from. A link is there from the first time anybody names it, the composition root or a
// driver, so that neither has to come first.
//
// Threads: install() and uninstall() while no guest runs and no path has a link of it; the rest from any.
// Memory: links live until uninstall(); the pools outlive them.
// Errors: a link without an installation is a bug of the composition root and asserts.
#pragma once

#include <cstdint>
#include <string>

#include "link/port_link.h"
#include "packet/pool.h"

namespace penstock::port {

struct Environment {
  packet::PacketPool* small = nullptr;  // an MTU and headroom; with faces
  packet::PacketPool* big = nullptr;    // for large sends; nullptr: there are none
  std::uint32_t mtu_bytes = 1500;
  std::uint32_t queue_packets_max = 4096;
};

// Registers the account "ports" too.
void install(const Environment& installed);
void uninstall();
bool is_installed();
const Environment& environment();

link::PortLink& link_named(const std::string& name);

}  // namespace penstock::port
