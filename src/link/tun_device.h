// SPDX-License-Identifier: Apache-2.0
// A TUN interface with one or more queues. It is created here and goes away with its last queue. Offloads
// are agreed on step by step: what the kernel refuses is left out (UDP segments, then TCP segments, then
// checksums and with them the virtio header), and features() tells what remained. The interface comes with
// its MTU set and down; addresses, routes and up are for NetlinkSocket.
//
// Threads: one; the queues go to theirs by take_queue().
// Memory: owns the queues until they are taken.
// Errors: Fault names the interface and what the kernel refused.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/function_ref.h"
#include "link/fault.h"
#include "link/tun_link.h"

namespace penstock::link {

struct TunOptions {
  std::string name = "penstock%d";  // %d: the kernel takes the first free number
  int namespace_descriptor = -1;    // where the interface appears; -1: where this thread is
  std::uint32_t queues = 1;
  TunFeatures wanted;
  std::uint32_t mtu_bytes = 1500;
};

inline constexpr std::uint32_t kTunQueuesMax = 256;

class TunDevice {
 public:
  static Result<std::unique_ptr<TunDevice>> open(const TunOptions& options);

  const std::string& name() const { return name_; }
  std::uint32_t interface_index() const { return interface_index_; }
  std::uint32_t mtu_bytes() const { return mtu_bytes_; }
  const TunFeatures& features() const { return features_; }
  std::uint32_t queues() const { return static_cast<std::uint32_t>(queues_.size()); }

  // Once for each queue. The pools outlive the link and its packets.
  std::unique_ptr<TunLink> take_queue(std::uint32_t queue, PacketPools pools);

 private:
  TunDevice() = default;
  Result<void> attach(const TunOptions& options);
  Result<void> configure(const TunOptions& options);

  std::string name_;
  std::uint32_t interface_index_ = 0;
  std::uint32_t mtu_bytes_ = 0;
  TunFeatures features_;
  std::vector<Descriptor> queues_;
};

// The largest part of `wanted` that the kernel takes, asked by the flags of TUNSETOFFLOAD.
TunFeatures agree_on_offload(TunFeatures wanted, base::FunctionRef<bool(unsigned flags)> kernel_takes);

}  // namespace penstock::link
