// SPDX-License-Identifier: Apache-2.0
// What a running gateway, or an interactive lab, shows and lets itself be told over the control socket: the
// views status, flows, pools, drivers, findings and held, and the actions permit and block; where there is a
// VPN connection, the views vpn, vpn peers and holders, and the actions vpn up and vpn down; where there are channels,
// the view channels and the actions channel show, start, pause, save and restore. Only the borrower
// settles: a verdict goes to the driver's device, never over its head.
//
// Threads: the first, which serves the socket.
// Memory: borrows everything.
// Errors: an action that cannot be done says why.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/view.h"
#include "channel_side.h"
#include "composition.h"
#include "connection_book.h"
#include "control/protocol.h"
#include "finding_text.h"
#include "path/tunnel_connection.h"
#include "verdict_desk.h"

namespace penstock::app {

class GatewayDesk {
 public:
  // `verdicts` may be nullptr: no driver of that kind.
  GatewayDesk(Composition& composition, const ConnectionBook& connections, VerdictDesk* verdicts,
              path::TunnelConnection* vpn = nullptr,
              std::span<const std::unique_ptr<ChannelSide>> channels = {});
  ~GatewayDesk();

  const control::Desk& desk() const { return desk_; }

 private:
  void add_view(std::string name, std::function<std::vector<base::Row>()> show);
  void add_vpn(path::TunnelConnection& vpn);
  void add_channels(std::span<const std::unique_ptr<ChannelSide>> channels);
  control::Desk::ActionResult decide(const nlohmann::ordered_json& request, Verdict verdict);

  VerdictDesk* const verdicts_;
  FindingsView findings_;
  std::vector<std::unique_ptr<base::View>> views_;
  control::Desk desk_;
};

}  // namespace penstock::app
