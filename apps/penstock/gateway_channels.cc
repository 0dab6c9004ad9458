// SPDX-License-Identifier: Apache-2.0
#include "gateway_channels.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <mutex>

#include "command.h"
#include "exec/runtime.h"

namespace penstock::app {
namespace {

constexpr std::int64_t kSettlePatienceNs = 1'000'000'000;
constexpr std::int64_t kSettlePauseNs = 200'000;
constexpr int kQuietLooks = 3;

std::string why_unreadable(const std::string& file, const std::string& why) {
  const std::string used = file + ".used";
  if (std::filesystem::exists(file) || !std::filesystem::exists(used)) return why;
  return fmt::format(
      "{}: was used already by a restore or a start: it is {} now, and its channel has gone on since", file,
      used);
}

void tell(const std::string& line) {
  fmt::print(stderr, "penstock: {}\n", line);
  std::fflush(stderr);
}

}  // namespace

bool all_between_turns(const std::vector<std::unique_ptr<Lane>>& lanes) {
  return std::all_of(lanes.begin(), lanes.end(),
                     [](const auto& lane) { return lane->path().between_turns(); });
}

ExitCode Channels::read(const std::vector<control::ChannelSetting>& settings,
                        const std::vector<std::string>& images) {
  for (const std::string& file : images) {
    auto read = read_channel_image(file);
    if (const auto* why = std::get_if<std::string>(&read))
      return complain(ExitCode::link_failed, why_unreadable(file, *why));
    ImageToRestore image = std::move(std::get<ImageToRestore>(read));
    const bool is_known = std::any_of(settings.begin(), settings.end(),
                                      [&](const auto& one) { return one.name == image.image.name; });
    if (!is_known) {
      return complain(
          ExitCode::link_failed,
          fmt::format("{}: is of channel '{}', and no [[channel]] is named so", file, image.image.name));
    }
    const bool twice = std::any_of(images_.begin(), images_.end(),
                                   [&](const auto& one) { return one.image.name == image.image.name; });
    if (twice) {
      return complain(ExitCode::usage, fmt::format("{}: another image of channel '{}' is to be restored too",
                                                   file, image.image.name));
    }
    images_.push_back(std::move(image));
  }
  return ExitCode::ok;
}

ExitCode Channels::open(const std::vector<control::ChannelSetting>& settings,
                        const std::vector<std::string>& images, AroundChannels around) {
  around_ = std::move(around);
  if (const ExitCode read_all = read(settings, images); read_all != ExitCode::ok) return read_all;
  for (const control::ChannelSetting& setting : settings) {
    if (const ExitCode opened = open_one(setting); opened != ExitCode::ok) return opened;
  }
  return ExitCode::ok;
}

ExitCode Channels::open_one(const control::ChannelSetting& setting) {
  ChannelSurroundings around{
      .settle = [this] { return settle(); }, .log = tell, .restore_failed = around_.give_up};
  for (const PathEnd& end : around_.ends) {
    if (end.port != nullptr && end.port->name() == setting.port) around.port = end.port;
  }
  std::optional<ImageToRestore> image;
  const auto found = std::find_if(images_.begin(), images_.end(),
                                  [&](const auto& one) { return one.image.name == setting.name; });
  if (found != images_.end()) {
    image = std::move(*found);
    images_.erase(found);
  }
  const bool restores = image.has_value();
  auto opened = ChannelSide::open(setting, std::move(around), std::move(image));
  if (const auto* wrong = std::get_if<std::string>(&opened)) {
    return complain(restores ? ExitCode::link_failed : ExitCode::cannot_load,
                    control::to_string({setting.place, *wrong}));
  }
  channels_.push_back(std::move(std::get<std::unique_ptr<ChannelSide>>(opened)));
  return ExitCode::ok;
}

void Channels::begin() {
  for (const auto& channel : channels_) channel->begin();
}

void Channels::end() {
  for (const auto& channel : channels_) channel->end();
}

std::uint64_t Channels::moved() const {
  std::uint64_t packets = 0;
  for (const PathEnd& end : around_.ends) {
    const link::LinkCounts counts = end.link->counts();
    packets += counts.received_packets + counts.sent_packets;
    if (end.port != nullptr) packets += end.port->held_packets();
  }
  return packets;
}

// What a provider delivered before it was paused goes on through the path, and some of it may come back to its port.
// What drivers hold is not waited for, nor what hosts beyond the links have to say.
bool Channels::settle() const {
  const std::int64_t deadline_ns = exec::runtime().now_ns() + kSettlePatienceNs;
  std::uint64_t before = moved();
  for (int quiet = 0; exec::runtime().now_ns() < deadline_ns;) {
    exec::runtime().sleep_until(exec::runtime().now_ns() + kSettlePauseNs);
    const bool none_waits = std::all_of(around_.ends.begin(), around_.ends.end(), [](const PathEnd& end) {
      return end.port == nullptr || end.port->waiting_packets() == 0;
    });
    const bool at_rest = none_waits && around_.between_turns();
    const std::uint64_t now = moved();
    quiet = at_rest && now == before ? quiet + 1 : 0;
    before = now;
    if (quiet == kQuietLooks) return true;
  }
  return false;
}

}  // namespace penstock::app
