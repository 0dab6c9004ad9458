// SPDX-License-Identifier: Apache-2.0
#include "testing/scripted_host.h"

#include <algorithm>

#include "base/assert.h"
#include "exec/runtime.h"
#include "link/packet_copy.h"

namespace penstock::testing {

ScriptedHost::Lane::Lane(ScriptedHost& host, std::uint32_t number, const HostOptions& options)
    : reentry(&idle),
      local_wire({.left_name = "local",
                  .right_name = "local_side",
                  .queue_packets_max = options.wire_packets_max,
                  .super_packets = options.super_packets},
                 host.pool_),
      remote_wire({.left_name = "remote",
                   .right_name = "remote_side",
                   .queue_packets_max = options.wire_packets_max,
                   .super_packets = options.super_packets},
                  host.pool_),
      station(std::make_unique<filter::FilterStation>(host.engine_, options.station, host.pool_, reentry)),
      as_station(std::make_unique<path::FilterAsStation>(*station)),
      path(std::make_unique<path::Path>(path::PathOptions{.name = "path" + std::to_string(number)},
                                        local_wire.right(), remote_wire.right(), reentry, idle)) {
  path->add_station(*as_station);
  local_wire.right().set_waker(&idle);
  remote_wire.right().set_waker(&idle);
}

ScriptedHost::ScriptedHost(HostOptions options)
    : pool_({.name = "host",
             .packets_max = options.packets_max,
             .buffer_bytes = options.super_packets ? 70'000u : 2048u}),
      engine_({.packets = &pool_,
               .ledger = &ledger_,
               .events = options.events,
               .strict_injection_order = options.strict_injection_order}) {
  for (std::uint32_t number = 0; number < options.paths; ++number) {
    lanes_.push_back(std::make_unique<Lane>(*this, number, options));
    lanes_.back()->path->join(group_);
    group_.add(*lanes_.back()->path);
  }
}

ScriptedHost::~ScriptedHost() { stop(); }

link::MemoryEnd& ScriptedHost::end(std::size_t lane, Side side) {
  return side == Side::local ? lanes_[lane]->local_wire.left() : lanes_[lane]->remote_wire.left();
}

void ScriptedHost::send(Side from, std::span<const std::uint8_t> bytes, std::size_t reader,
                        packet::Offload offload) {
  packet::PacketBatch batch;
  packet::PacketPtr packet = link::packet_with_bytes(bytes, pool_);
  PENSTOCK_ASSERT(packet != nullptr);
  packet->offload = offload;
  batch.push_back(std::move(packet));
  end(reader, from).send(batch);
}

std::optional<Bytes> ScriptedHost::next_at(Side side) {
  std::deque<Bytes>& arrived = arrived_[static_cast<std::size_t>(side)];
  for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
    packet::PacketBatch batch;
    while (end(lane, side).receive(batch) != 0) {
      for (std::uint32_t i = 0; i < batch.count(); ++i) {
        arrived.emplace_back(batch[i].bytes().begin(), batch[i].bytes().end());
      }
      batch.clear();
    }
  }
  if (arrived.empty()) return std::nullopt;
  Bytes first = std::move(arrived.front());
  arrived.pop_front();
  return first;
}

void ScriptedHost::settle() {
  for (std::uint32_t moved = 1; moved != 0;) {
    moved = 0;
    for (auto& lane : lanes_) moved += lane->path->turn();
  }
}

void ScriptedHost::pass_time(std::int64_t nanoseconds) {
  exec::Runtime& runtime = exec::runtime();
  runtime.sleep_until(runtime.now_ns() + nanoseconds);
  settle();
}

void ScriptedHost::close_station() {
  for (auto& lane : lanes_) lane->station->close();
}

void ScriptedHost::run_freely() {
  for (auto& lane : lanes_) {
    path::Path* path = lane->path.get();
    lane->thread = exec::runtime().spawn(path->name(), [path] { path->run(); });
  }
}

void ScriptedHost::stop() {
  for (auto& lane : lanes_) {
    if (lane->thread == 0) continue;
    lane->path->request_stop();
    exec::runtime().join(lane->thread);
    lane->thread = 0;
  }
}

}  // namespace penstock::testing
