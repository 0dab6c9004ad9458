// SPDX-License-Identifier: Apache-2.0
#include "gateway_links.h"

#include <fcntl.h>

#include <cerrno>
#include <cstring>

#include "link/capture_link.h"
#include "link/netlink.h"
#include "link/network_namespace.h"
#include "link/nowhere_link.h"
#include "link/tun_device.h"

namespace penstock::app {
namespace {

using Links = std::vector<std::unique_ptr<link::Link>>;
using Opened = std::variant<Links, LinkRefused>;

LinkRefused refused(const link::Fault& fault) { return {link::to_string(fault)}; }

std::optional<LinkRefused> set_up(const control::TunSetting& setting, const link::TunDevice& device) {
  auto netlink = link::NetlinkSocket::open();
  if (!netlink.ok()) return refused(netlink.fault());
  const std::uint32_t index = device.interface_index();
  for (const control::AddressSetting& one : setting.addresses) {
    const auto added = netlink->add_address(index, *wire::parse_address(one.address), one.prefix_length);
    if (!added.ok()) return refused(added.fault());
  }
  if (const auto up = netlink->set_link_up(index); !up.ok()) return refused(up.fault());
  for (const control::AddressSetting& one : setting.routes) {
    const auto prefix = wire::Prefix::of(*wire::parse_address(one.address), one.prefix_length);
    if (const auto added = netlink->add_route(prefix, index); !added.ok()) return refused(added.fault());
  }
  for (const control::AddressSetting& one : setting.addresses) {
    const wire::Address address = *wire::parse_address(one.address);
    if (address.version != 6) continue;
    if (const auto usable = netlink->await_local(address); !usable.ok()) return refused(usable.fault());
  }
  return std::nullopt;
}

Opened open_tun(const control::TunSetting& setting, std::uint32_t queues, link::PacketPools pools) {
  link::Descriptor there;
  if (!setting.network_namespace.empty()) {
    there = link::Descriptor(::open(setting.network_namespace.c_str(), O_RDONLY | O_CLOEXEC));
    if (!there) return LinkRefused{"namespace " + setting.network_namespace + ": " + std::strerror(errno)};
  }
  const auto inside = link::NetworkNamespace::enter(there ? there.get() : -1);
  if (!inside.ok()) return refused(inside.fault());
  link::TunFeatures wanted;
  if (!setting.offload) wanted = {.checksum = false, .tcp_segments = false, .udp_segments = false};
  auto device = link::TunDevice::open(
      {.name = setting.name, .queues = queues, .wanted = wanted, .mtu_bytes = setting.mtu_bytes});
  if (!device.ok()) return refused(device.fault());
  if (auto wrong = set_up(setting, **device)) return *wrong;
  Links links;
  for (std::uint32_t queue = 0; queue < queues; ++queue) links.push_back((*device)->take_queue(queue, pools));
  return links;
}

}  // namespace

Opened open_links(const control::LinkSetting& setting, std::uint32_t threads, link::PacketPools pools) {
  if (const auto* tun = std::get_if<control::TunSetting>(&setting)) return open_tun(*tun, threads, pools);
  if (std::holds_alternative<control::NowhereSetting>(setting)) {
    Links nowhere;
    for (std::uint32_t i = 0; i < threads; ++i)
      nowhere.push_back(std::make_unique<link::NowhereLink>("nowhere"));
    return nowhere;
  }
  auto capture = link::CaptureLink::open(
      {.path = std::get<control::CaptureSetting>(setting).file, .paced = true}, pools.big);
  if (!capture.ok()) return refused(capture.fault());
  Links links;
  links.push_back(std::move(capture).value());
  return links;
}

}  // namespace penstock::app
