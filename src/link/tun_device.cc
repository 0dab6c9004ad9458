// SPDX-License-Identifier: Apache-2.0
#include "link/tun_device.h"

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/assert.h"
#include "link/netlink.h"
#include "link/network_namespace.h"

namespace penstock::link {
namespace {

// Younger than the headers we build with (Linux 6.2).
constexpr unsigned kUdpSegments4 = 0x20;
constexpr unsigned kUdpSegments6 = 0x40;

constexpr std::uint32_t kMtuBytesMin = 68;     // RFC 791
constexpr std::uint32_t kMtuBytesMax = 65521;  // what the kernel allows a TUN

unsigned offload_flags(const TunFeatures& features) {
  unsigned flags = 0;
  if (features.checksum) flags |= TUN_F_CSUM;
  if (features.tcp_segments) flags |= TUN_F_TSO4 | TUN_F_TSO6 | TUN_F_TSO_ECN;
  if (features.udp_segments) flags |= kUdpSegments4 | kUdpSegments6;
  return flags;
}

Result<void> check(const TunOptions& options) {
  const std::string subject = "interface " + options.name;
  if (options.name.empty() || options.name.size() >= IFNAMSIZ) {
    return Fault{Reason::bad_option, subject,
                 "a name has 1 to " + std::to_string(IFNAMSIZ - 1) + " characters, got " +
                     std::to_string(options.name.size())};
  }
  if (options.queues < 1 || options.queues > kTunQueuesMax) {
    return Fault{Reason::bad_option, subject,
                 "1 to " + std::to_string(kTunQueuesMax) + " queues are possible, got " +
                     std::to_string(options.queues)};
  }
  if (options.mtu_bytes < kMtuBytesMin || options.mtu_bytes > kMtuBytesMax) {
    return Fault{Reason::bad_option, subject,
                 "an MTU is " + std::to_string(kMtuBytesMin) + " to " + std::to_string(kMtuBytesMax) +
                     " bytes, got " + std::to_string(options.mtu_bytes)};
  }
  return {};
}

// One queue of the interface `name`, which becomes what the kernel called it.
Result<Descriptor> attach_queue(std::string& name, bool virtio_header, bool many_queues) {
  Descriptor queue(::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC));
  if (!queue) return system_fault("interface " + name, "open /dev/net/tun", errno);
  ifreq request{};
  std::memcpy(request.ifr_name, name.c_str(), name.size());
  unsigned flags = IFF_TUN | IFF_NO_PI;
  if (virtio_header) flags |= IFF_VNET_HDR;
  if (many_queues) flags |= IFF_MULTI_QUEUE;
  request.ifr_flags = static_cast<short>(flags);
  if (::ioctl(queue.get(), TUNSETIFF, &request) != 0) {
    return system_fault("interface " + name, "create", errno);
  }
  name = std::string(request.ifr_name, ::strnlen(request.ifr_name, IFNAMSIZ));
  return queue;
}

}  // namespace

TunFeatures agree_on_offload(TunFeatures wanted, base::FunctionRef<bool(unsigned flags)> kernel_takes) {
  if (!wanted.virtio_header) return {false, false, false, false};
  // Segments without checksums do not exist.
  wanted.tcp_segments = wanted.tcp_segments && wanted.checksum;
  wanted.udp_segments = wanted.udp_segments && wanted.checksum;
  if (kernel_takes(offload_flags(wanted))) return wanted;
  wanted.udp_segments = false;
  if (kernel_takes(offload_flags(wanted))) return wanted;
  wanted.tcp_segments = false;
  if (kernel_takes(offload_flags(wanted))) return wanted;
  return {false, false, false, false};
}

Result<std::unique_ptr<TunDevice>> TunDevice::open(const TunOptions& options) {
  if (auto valid = check(options); !valid.ok()) return valid.fault();
  std::unique_ptr<TunDevice> device(new TunDevice());
  device->features_ = options.wanted;
  // A device belongs to the namespace in which its descriptor is opened.
  auto inside = NetworkNamespace::enter(options.namespace_descriptor);
  if (!inside.ok()) return inside.fault();
  if (auto attached = device->attach(options); !attached.ok()) return attached.fault();
  if (auto configured = device->configure(options); !configured.ok()) return configured.fault();
  return device;
}

// With the header if wanted; once more without it when no offload at all was to be had.
Result<void> TunDevice::attach(const TunOptions& options) {
  const bool many = options.queues > 1;
  name_ = options.name;
  auto first = attach_queue(name_, features_.virtio_header, many);
  if (!first.ok()) return first.fault();
  queues_.push_back(std::move(first).value());
  if (features_.virtio_header) {
    const int descriptor = queues_.front().get();
    int header_bytes = sizeof(VirtioHeader);
    const bool sized = ::ioctl(descriptor, TUNSETVNETHDRSZ, &header_bytes) == 0;
    features_ = agree_on_offload(options.wanted, [descriptor, sized](unsigned flags) {
      return sized && ::ioctl(descriptor, TUNSETOFFLOAD, static_cast<unsigned long>(flags)) == 0;
    });
    if (!features_.virtio_header) {
      queues_.clear();
      return attach(options);
    }
  } else {
    features_ = {false, false, false, false};
  }
  while (queues_.size() < options.queues) {
    auto next = attach_queue(name_, features_.virtio_header, many);
    if (!next.ok()) return next.fault();
    queues_.push_back(std::move(next).value());
  }
  return {};
}

Result<void> TunDevice::configure(const TunOptions& options) {
  auto netlink = NetlinkSocket::open();
  if (!netlink.ok()) return netlink.fault();
  const auto index = netlink->index_of(name_);
  if (!index.ok()) return index.fault();
  interface_index_ = *index;
  mtu_bytes_ = options.mtu_bytes;
  return netlink->set_mtu(interface_index_, mtu_bytes_);
}

std::unique_ptr<TunLink> TunDevice::take_queue(std::uint32_t queue, PacketPools pools) {
  PENSTOCK_ASSERT(queue < queues_.size() && queues_[queue]);
  return std::make_unique<TunLink>(name_, std::move(queues_[queue]), features_, mtu_bytes_, pools);
}

}  // namespace penstock::link
