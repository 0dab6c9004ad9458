// SPDX-License-Identifier: Apache-2.0
// What a connection has asked of the network, seen from the path: which destinations it covers while it is up.
// It stands between a channel and whatever changes the host's network, if anything does.
//
// Threads: raise(), change() and lower() one at a time; covered() from any.
// Memory: a compiled version for each plan.
// Errors: those of the host below.
#pragma once

#include <memory>

#include "exec/published.h"
#include "packet/reentry_queue.h"
#include "path/covered_routes.h"
#include "tunnel/network_plan.h"

namespace penstock::path {

class TunnelRoutes final : public tunnel::InterfaceHost {
 public:
  // `below` nullptr: the host's network is left as it is.
  explicit TunnelRoutes(tunnel::InterfaceHost* below = nullptr) : below_(below) {}

  tunnel::Result<void> raise(const tunnel::NetworkPlan& plan) override;
  tunnel::Result<void> change(const tunnel::NetworkPlan& plan) override;
  void lower() override;

  const exec::Published<CoveredRoutes>& covered() const { return covered_; }

 private:
  void publish(const tunnel::NetworkPlan& plan);

  tunnel::InterfaceHost* below_;
  exec::Published<CoveredRoutes> covered_{std::make_shared<const CoveredRoutes>()};
};

}  // namespace penstock::path
