// SPDX-License-Identifier: Apache-2.0
// What goes through one channel's ring, into a file as an operator asks for it. A file that is there is written over only
// where it is a capture or empty.
//
// Threads: begin() and end() by one at a time; the rest from any.
// Memory: outlives the endpoint.
// Errors: a sentence that names the file.
#pragma once

#include <string>
#include <variant>

#include "base/view.h"
#include "channel/channel_capture.h"
#include "channel/endpoint.h"

namespace penstock::app {

class RingCapture {
 public:
  using Answer = std::variant<base::Row, std::string>;  // or why not

  explicit RingCapture(const std::string& channel) : channel_(channel), watch_(capture_.add(channel)) {}

  Answer begin(channel::Endpoint& endpoint, const std::string& file);
  Answer end(channel::Endpoint& endpoint);
  // Before a save that a kill may follow. What the file does not take is told by end().
  void flush() { (void)capture_.flush(); }
  base::Row details() const;

 private:
  const std::string& channel_;
  channel::ChannelCapture capture_;
  channel::PacketWatch& watch_;
  mutable exec::Mutex lock_;  // of what follows
  std::string file_;          // "": none
};

}  // namespace penstock::app
