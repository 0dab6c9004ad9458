// SPDX-License-Identifier: Apache-2.0
// A connection as an operator has it: up, down, and how it is. Dialling and hanging up call the plug-in, which
// may take as long as it likes, so each has a thread of its own and the asker returns at once. Who asks again to
// hang up after 15 s is rid of the connection without the plug-in (N-ERR-3).
//
// Threads: one operator's at a time; rows from any.
// Memory: the channel, and the threads until they are joined.
// Errors: what became of the last dial is shown in the rows. The end waits for a Connect that does not return.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/view.h"
#include "exec/mutex.h"
#include "exec/runtime.h"
#include "tunnel/channel.h"

namespace penstock::path {

// How a plug-in of whatever kind is made to connect its channel, and to end that.
struct Dialler {
  std::function<tunnel::DialResult()> dial;
  std::function<void()> hang_up;
  std::int64_t hang_up_patience_ns = 15'000'000'000;
};

enum class HangUp : std::uint8_t {
  nothing_there,
  begun,
  under_way,  // asked again, too early
  forced,     // without the plug-in
};
const char* to_string(HangUp outcome);

class TunnelConnection {
 public:
  TunnelConnection(std::shared_ptr<tunnel::Channel> channel, Dialler dialler);
  // Hangs up, patiently; then without the plug-in.
  ~TunnelConnection();
  TunnelConnection(const TunnelConnection&) = delete;
  TunnelConnection& operator=(const TunnelConnection&) = delete;

  const std::string& name() const { return channel_->options().name; }
  const std::shared_ptr<tunnel::Channel>& channel() const { return channel_; }

  // false: it is up, or under way.
  bool up();
  HangUp down();
  // Until nobody dials or hangs up.
  void wait();

  // One row: phase, routes, packets each way, what went wrong last.
  base::Row row() const;
  // A row for each outer transport.
  std::vector<base::Row> peer_rows() const;

 private:
  void dial();
  bool wait_until_stopped(std::int64_t deadline_ns);
  void join(exec::ThreadId& thread);

  const std::shared_ptr<tunnel::Channel> channel_;
  const Dialler dialler_;
  exec::ThreadId dial_thread_ = 0;
  exec::ThreadId hang_up_thread_ = 0;
  std::atomic<bool> dialling_{false};
  std::atomic<bool> hanging_up_{false};
  std::int64_t hang_up_asked_ns_ = 0;
  mutable exec::Mutex lock_;  // guards what follows
  std::string last_failure_;
};

}  // namespace penstock::path
