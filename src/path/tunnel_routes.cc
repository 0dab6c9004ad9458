// SPDX-License-Identifier: Apache-2.0
#include "path/tunnel_routes.h"

namespace penstock::path {

void TunnelRoutes::publish(const tunnel::NetworkPlan& plan) {
  covered_.publish(std::make_shared<const CoveredRoutes>(plan.inclusions, plan.exclusions));
}

tunnel::Result<void> TunnelRoutes::raise(const tunnel::NetworkPlan& plan) {
  if (below_ != nullptr) {
    const auto raised = below_->raise(plan);
    if (!raised.ok()) return raised;
  }
  publish(plan);
  return {};
}

tunnel::Result<void> TunnelRoutes::change(const tunnel::NetworkPlan& plan) {
  if (below_ != nullptr) {
    const auto changed = below_->change(plan);
    if (!changed.ok()) return changed;
  }
  publish(plan);
  return {};
}

void TunnelRoutes::lower() {
  covered_.publish(std::make_shared<const CoveredRoutes>());
  if (below_ != nullptr) below_->lower();
}

}  // namespace penstock::path
