// SPDX-License-Identifier: Apache-2.0
// Everything of the program that VPN plug-ins need to exist, behind words of our own: a plug-in's file is loaded
// and gets a channel; dialling and hanging up go through its own classes.
//
// Threads: made by one; dial() and hang_up() by one at a time.
// Memory: the channel is shared; a plug-in's code stays until the process ends.
// Errors: a sentence that says what is missing.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tunnel/channel.h"

namespace penstock::app {

struct PlugInCredentials {
  std::string user;
  std::string password;
  std::string pin;
};

struct PlugInRequest {
  std::string file;
  std::vector<std::string> servers;
  std::string service;
  std::string custom;  // the plug-in's own settings
  // Asked when the plug-in asks, on its thread; nothing is "nobody is there".
  std::function<std::optional<PlugInCredentials>()> credentials;
};

class PlugInSide {
 public:
  using Loaded = std::variant<std::unique_ptr<PlugInSide>, std::string>;
  static Loaded load(const PlugInRequest& request, tunnel::ChannelOptions options);
  virtual ~PlugInSide() = default;

  virtual const std::shared_ptr<tunnel::Channel>& channel() const = 0;
  virtual tunnel::DialResult dial() = 0;
  virtual void hang_up() = 0;
};

}  // namespace penstock::app
