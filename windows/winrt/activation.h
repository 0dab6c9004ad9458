// SPDX-License-Identifier: Apache-2.0
// The program's way in: a connection of a loaded plug-in. Dialling activates the plug-in as its platform would, by running
// its background task with a VPN event; from ProcessEventAsync on the tunnel core leads.
//
// Threads: dial() and hang_up() by one thread at a time; everything of the core's channel from any.
// Memory: owns the core's channel, shared with the plug-in as long as that keeps its handle.
// Errors: DialResult, with the plug-in's code and message.
#pragma once

#include <memory>
#include <string>

#include "tunnel/channel.h"
#include "winrt/connection_profile.h"
#include "winrt/plug_in_module.h"

namespace penstock::projection {

struct VpnChannel;

class Connection {
 public:
  // `entry_class` names the class to activate; empty: the plug-in's background task, else its only VPN plug-in.
  Connection(std::shared_ptr<PlugInModule> module, ConnectionProfile profile, tunnel::ChannelOptions options,
             std::string entry_class = {});
  // For a plug-in that is compiled in: every activation uses this object.
  Connection(winrt::Windows::Foundation::IInspectable entry, ConnectionProfile profile,
             tunnel::ChannelOptions options);
  ~Connection();

  tunnel::DialResult dial();
  // The user hangs up. False: nothing was connected.
  bool hang_up();
  const std::shared_ptr<tunnel::Channel>& channel() const { return core_; }

 private:
  winrt::Windows::Foundation::IInspectable entry() const;
  void activate(std::function<void(winrt::Windows::Foundation::IInspectable const& plug_in)> work);

  std::shared_ptr<PlugInModule> module_;
  winrt::Windows::Foundation::IInspectable fixed_entry_{nullptr};
  std::string entry_class_;
  std::shared_ptr<tunnel::Channel> core_;
  winrt::com_ptr<VpnChannel> projected_;
  winrt::Windows::Foundation::IInspectable kept_task_{nullptr};
};

}  // namespace penstock::projection
