// SPDX-License-Identifier: Apache-2.0
#include "windows_side.h"

#include "ndis/packet_face.h"
#include "nt/guest.h"
#include "nt/services.h"
#include "port/environment.h"
#include "vmbus/environment.h"
#include "wfp/environment.h"

namespace penstock::app {

packet::PoolOptions with_face(packet::PoolOptions options) {
  options.face_bytes = ndis::kPacketFaceBytes;
  options.retire_face = ndis::retire;
  return options;
}

packet::Ledger& process_ledger() { return nt::ledger(); }

struct WindowsSide::State {
  explicit State(const host::HostOptions& options) : host(options) {}

  nt::Services services;  // first made, last gone: unloading a driver drains them
  host::Host host;
};

WindowsSide::WindowsSide(filter::Engine& engine, packet::PacketPool& packets, packet::PacketPool& big_packets,
                         host::HostOptions options) {
  wfp::install(engine);
  port::install({.small = &packets, .big = &big_packets});
  vmbus::install({});  // no bus of its own: a provider is told one by handle
  state_ = std::make_unique<State>(options);
}

WindowsSide::~WindowsSide() {
  state_.reset();
  port::uninstall();
  vmbus::uninstall();
  wfp::uninstall();
}

host::Host& WindowsSide::host() { return state_->host; }

std::vector<std::string> WindowsSide::unload_all() {
  std::vector<std::string> refused;
  const auto& drivers = state_->host.drivers();
  for (std::size_t left = drivers.size(); left > 0; --left) {  // the last loaded first
    const auto unloaded = state_->host.unload(*drivers[left - 1]);
    if (!unloaded.ok()) refused.push_back(unloaded.fault().message);
  }
  return refused;
}

}  // namespace penstock::app
