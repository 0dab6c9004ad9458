// SPDX-License-Identifier: Apache-2.0
#include "path/tunnel_connection.h"

#include <mutex>
#include <utility>

namespace penstock::path {
namespace {

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

std::string failure_of(const tunnel::DialResult& result) {
  if (!result.message.empty()) return result.message;
  if (result.code != 0) return "the plug-in failed with " + std::to_string(result.code);
  return to_string(result.fault);
}

std::uint64_t dropped(const tunnel::OutboundCounts& counts) {
  return counts.dropped_rules + counts.dropped_malformed + counts.dropped_disconnected +
         counts.frames_refused + counts.frames_no_transport + counts.frames_abandoned;
}

std::uint64_t dropped(const tunnel::InboundCounts& counts) {
  return counts.dropped_invalid + counts.dropped_no_buffer + counts.dropped_rules +
         counts.dropped_disconnected;
}

}  // namespace

const char* to_string(HangUp outcome) {
  switch (outcome) {
    case HangUp::nothing_there:
      return "it is not up";
    case HangUp::begun:
      return "hanging up";
    case HangUp::under_way:
      return "hanging up is under way; ask again in 15 s to do it without the plug-in";
    case HangUp::forced:
      return "ended without the plug-in";
  }
  return "?";
}

TunnelConnection::TunnelConnection(std::shared_ptr<tunnel::Channel> channel, Dialler dialler)
    : channel_(std::move(channel)), dialler_(std::move(dialler)) {}

TunnelConnection::~TunnelConnection() {
  if (down() != HangUp::nothing_there) {
    if (!wait_until_stopped(exec::runtime().now_ns() + dialler_.hang_up_patience_ns))
      channel_->force_stop("the end");
  }
  wait();
}

bool TunnelConnection::up() {
  if (dialling_.load() || hanging_up_.load() || channel_->entered()) return false;
  join(dial_thread_);
  dialling_.store(true);
  dial_thread_ = exec::runtime().spawn(name() + " dial", [this] { dial(); });
  return true;
}

void TunnelConnection::dial() {
  const tunnel::DialResult result = dialler_.dial();
  {
    std::lock_guard guard(lock_);
    last_failure_ = result.connected ? "" : failure_of(result);
  }
  dialling_.store(false);
  exec::runtime().unpark_all(this);
}

HangUp TunnelConnection::down() {
  const std::int64_t now_ns = exec::runtime().now_ns();
  if (hanging_up_.load()) {
    if (now_ns - hang_up_asked_ns_ < dialler_.hang_up_patience_ns) return HangUp::under_way;
    channel_->force_stop("asked to end again");
    return HangUp::forced;
  }
  if (!channel_->entered()) return HangUp::nothing_there;
  join(hang_up_thread_);
  hang_up_asked_ns_ = now_ns;
  hanging_up_.store(true);
  hang_up_thread_ = exec::runtime().spawn(name() + " end", [this] {
    dialler_.hang_up();
    hanging_up_.store(false);
    exec::runtime().unpark_all(this);
  });
  return HangUp::begun;
}

bool TunnelConnection::wait_until_stopped(std::int64_t deadline_ns) {
  const auto busy = [this] { return hanging_up_.load() || dialling_.load(); };
  while (busy() && exec::runtime().now_ns() < deadline_ns) exec::runtime().park(this, busy, deadline_ns);
  return !busy();
}

void TunnelConnection::wait() {
  join(hang_up_thread_);
  join(dial_thread_);
}

void TunnelConnection::join(exec::ThreadId& thread) {
  if (thread != 0) exec::runtime().join(std::exchange(thread, 0));
}

base::Row TunnelConnection::row() const {
  const tunnel::ChannelCounts counts = channel_->counts();
  const tunnel::NetworkPlan plan = channel_->plan();
  std::string addresses;
  for (const wire::Address& address : plan.addresses) {
    addresses += (addresses.empty() ? "" : " ") + wire::to_string(address);
  }
  std::string failure;
  {
    std::lock_guard guard(lock_);
    failure = last_failure_;
  }
  return {{"vpn", name()},
          {"plug-in", channel_->options().plug_in_name},
          {"phase", std::string(to_string(channel_->phase()))},
          {"addresses", addresses},
          {"routes", number(plan.inclusions.size())},
          {"exclusions", number(plan.exclusions.size())},
          {"frames sent", number(counts.outbound.frames_sent)},
          {"packets injected", number(counts.inbound.injected_packets)},
          {"dropped out", number(dropped(counts.outbound))},
          {"dropped in", number(dropped(counts.inbound))},
          {"reconnects", number(counts.reconnects)},
          {"failure", failure}};
}

std::vector<base::Row> TunnelConnection::peer_rows() const {
  std::vector<base::Row> rows;
  std::int64_t index = 0;
  for (const auto& transport : channel_->transports()) {
    rows.push_back({{"vpn", name()},
                    {"transport", index++},
                    {"peer", transport->describe()},
                    {"state", std::string(to_string(transport->state()))}});
  }
  return rows;
}

}  // namespace penstock::path
