// SPDX-License-Identifier: Apache-2.0
// The channels of a gateway: each with its image where one was asked for, and with what the gateway knows of the paths
// around it.
//
// Threads: the first.
// Memory: owns the channels; outlives the drivers.
// Errors: ExitCode, and sentences on standard error that name the place in the configuration.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "channel_side.h"
#include "composition.h"
#include "exit_code.h"

namespace penstock::app {

// `port` is the same link, where it is one.
struct PathEnd {
  link::Link* link = nullptr;
  link::PortLink* port = nullptr;
};

struct AroundChannels {
  std::span<const PathEnd> ends;
  std::function<bool()> between_turns;  // of every path
  std::function<void()> give_up;        // an image that the program was started with cannot be restored
};

bool all_between_turns(const std::vector<std::unique_ptr<Lane>>& lanes);

class Channels {
 public:
  ExitCode open(const std::vector<control::ChannelSetting>& settings, const std::vector<std::string>& images,
                AroundChannels around);
  void begin();
  void end();
  std::span<const std::unique_ptr<ChannelSide>> all() const { return channels_; }

 private:
  ExitCode read(const std::vector<control::ChannelSetting>& settings, const std::vector<std::string>& images);
  ExitCode open_one(const control::ChannelSetting& setting);
  bool settle() const;
  std::uint64_t moved() const;

  AroundChannels around_;
  std::vector<ImageToRestore> images_;
  std::vector<std::unique_ptr<ChannelSide>> channels_;
};

}  // namespace penstock::app
