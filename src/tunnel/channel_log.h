// SPDX-License-Identifier: Apache-2.0
// What a channel and its plug-in have said, one record a line: the last of it is kept to be shown, and a
// listener is told as it comes.
//
// Threads: any.
// Memory: the last kLinesMax lines.
// Errors: none.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "exec/mutex.h"

namespace penstock::tunnel {

class ChannelLog {
 public:
  static constexpr std::size_t kLinesMax = 256;
  using Listener = std::function<void(const std::string&)>;

  explicit ChannelLog(Listener listener) : listener_(std::move(listener)) {}
  // Line ends within become "\n" (N-MISC-1).
  void write(std::string_view text);
  std::vector<std::string> lines() const;

 private:
  const Listener listener_;
  mutable exec::Mutex lock_;  // guards what follows
  std::deque<std::string> lines_;
};

}  // namespace penstock::tunnel
