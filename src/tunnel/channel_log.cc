// SPDX-License-Identifier: Apache-2.0
#include "tunnel/channel_log.h"

#include <mutex>

namespace penstock::tunnel {

void ChannelLog::write(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char c : text) {
    if (c == '\n') {
      line += "\\n";
    } else if (c == '\r') {
      line += "\\r";
    } else {
      line += c;
    }
  }
  {
    std::lock_guard hold(lock_);
    if (lines_.size() == kLinesMax) lines_.pop_front();
    lines_.push_back(line);
  }
  if (listener_) listener_(line);
}

std::vector<std::string> ChannelLog::lines() const {
  std::lock_guard hold(lock_);
  return {lines_.begin(), lines_.end()};
}

}  // namespace penstock::tunnel
