// SPDX-License-Identifier: Apache-2.0
// What `penstock pools` and `penstock pools holders` show.
#include "exec/runtime.h"
#include "tunnel/channel.h"

namespace penstock::tunnel {
namespace {

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

base::Row pool_row(const Channel& channel, Lane lane) {
  const PoolCounts counts = channel.counts(lane);
  return {{"channel", channel.options().name},
          {"pool", std::string(lane == Lane::send ? "send" : "receive")},
          {"size", number(counts.size)},
          {"free", number(counts.free)},
          {"leased", number(counts.leased)},
          {"listed", number(counts.listed)},
          {"queued", number(counts.queued)},
          {"in_flight", number(counts.in_flight)},
          {"requests_ok", number(counts.requests_ok)},
          {"requests_denied", number(counts.requests_denied)},
          {"requests_oom", number(counts.requests_oom)},
          {"leaked_reclaimed", number(counts.leaked_reclaimed)},
          {"oversize_dropped", number(counts.oversize_dropped)},
          {"zero_len", number(counts.zero_len)}};
}

}  // namespace

std::vector<base::Row> PoolsView::show() const {
  std::vector<base::Row> rows;
  for (const std::shared_ptr<Channel>& channel : channels_()) {
    rows.push_back(pool_row(*channel, Lane::send));
    rows.push_back(pool_row(*channel, Lane::receive));
  }
  return rows;
}

std::vector<base::Row> HoldersView::show() const {
  std::vector<base::Row> rows;
  const std::int64_t now_ns = exec::runtime().now_ns();
  for (const std::shared_ptr<Channel>& channel : channels_()) {
    for (const Lane lane : {Lane::send, Lane::receive}) {
      for (const HeldSlot& slot : channel->held(lane)) {
        rows.push_back({{"channel", channel->options().name},
                        {"pool", std::string(lane == Lane::send ? "send" : "receive")},
                        {"slot", std::int64_t{slot.index}},
                        {"holder", channel->options().plug_in_name},
                        {"from", base::name_of(slot.lent_at)},
                        {"age_us", (now_ns - slot.lent_ns) / 1000},
                        {"lost", slot.dropped}});
      }
    }
  }
  return rows;
}

}  // namespace penstock::tunnel
