// SPDX-License-Identifier: Apache-2.0
// A connection as an operator has it: up, down, and how it is. Dialling and hanging up call the plug-in, which
// may take as long as it likes, so each has a thread of its own and the asker returns at once. Who asks again to
// hang up after 15 s is rid of the connection without the plug-in (N-ERR-3).
//
// Threads: one operator's at a time; rows from any.
// Memory: the channel, its routes, and the threads until they are joined.
// Errors: what became of the last dial is shown in the rows.
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
#include "path/tunnel_routes.h"
#include "tunnel/channel.h"

namespace penstock::path {

struct TunnelConnectionOptions {
  tunnel::ChannelOptions channel;  // but its host
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
  // `network` nullptr: the host's network is left as it is.
  TunnelConnection(TunnelConnectionOptions options, tunnel::InterfaceHost* network);
  // Hangs up, patiently; then without the plug-in.
  ~TunnelConnection();
  TunnelConnection(const TunnelConnection&) = delete;
  TunnelConnection& operator=(const TunnelConnection&) = delete;

  const std::string& name() const { return channel_->options().name; }
  const std::shared_ptr<tunnel::Channel>& channel() const { return channel_; }
  const exec::Published<CoveredRoutes>& covered() const { return routes_.covered(); }
  // Before the first up().
  void set_plug_in(std::shared_ptr<tunnel::PlugIn> plug_in) { plug_in_ = std::move(plug_in); }

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

  TunnelRoutes routes_;
  const std::int64_t hang_up_patience_ns_;
  const std::shared_ptr<tunnel::Channel> channel_;
  std::shared_ptr<tunnel::PlugIn> plug_in_;
  exec::ThreadId dialler_ = 0;
  exec::ThreadId hanger_up_ = 0;
  std::atomic<bool> dialling_{false};
  std::atomic<bool> hanging_up_{false};
  std::int64_t hang_up_asked_ns_ = 0;
  mutable exec::Mutex lock_;  // guards what follows
  std::string last_failure_;
};

}  // namespace penstock::path
