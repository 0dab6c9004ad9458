// SPDX-License-Identifier: Apache-2.0
#include "ring_capture.h"

#include <fmt/format.h>

#include <filesystem>
#include <mutex>

#include "file_magic.h"

namespace penstock::app {
namespace {

constexpr std::string_view kPcapngMagic = "\x0a\x0d\x0d\x0a";

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

bool may_be_written(const std::string& file) {
  std::error_code error;
  const auto status = std::filesystem::symlink_status(file, error);
  if (!std::filesystem::exists(status)) return true;
  if (!std::filesystem::is_regular_file(status)) return false;
  if (std::filesystem::file_size(file, error) == 0) return true;
  return begins_with(file, kPcapngMagic);
}

}  // namespace

RingCapture::Answer RingCapture::begin(channel::Endpoint& endpoint, const std::string& file) {
  std::lock_guard hold(lock_);
  if (!file_.empty()) {
    return fmt::format(
        "channel {} is captured into {} already; end that with: penstock channel capture {} --stop", channel_,
        file_, channel_);
  }
  if (!may_be_written(file)) return file + ": is there and is no capture; choose another file";
  auto writer = link::PcapngWriter::create(file);
  if (!writer.ok()) return link::to_string(writer.fault());
  capture_.begin(std::move(writer).value());
  endpoint.set_watch(&watch_);
  file_ = file;
  return base::Row{{"channel", channel_}, {"answer", "captured into " + file}};
}

RingCapture::Answer RingCapture::end(channel::Endpoint& endpoint) {
  std::lock_guard hold(lock_);
  if (file_.empty()) return fmt::format("channel {} is not being captured", channel_);
  endpoint.set_watch(nullptr);
  const auto ended = capture_.end();
  const std::string file = std::exchange(file_, {});
  if (!ended.ok()) {
    return fmt::format("{}; {} of {} packets were lost", link::to_string(ended.fault()),
                       capture_.lost_packets(), capture_.packets());
  }
  return base::Row{{"channel", channel_}, {"file", file}, {"packets", number(capture_.packets())}};
}

base::Row RingCapture::details() const {
  std::lock_guard hold(lock_);
  return {{"capture", file_},
          {"captured", number(file_.empty() ? 0 : capture_.packets())},
          {"not captured", number(file_.empty() ? 0 : capture_.lost_packets())}};
}

}  // namespace penstock::app
