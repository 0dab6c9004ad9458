// SPDX-License-Identifier: Apache-2.0
// A station that tells of each connection whose packets come to another one on their way out, once, with its first
// packet. It stands before the tunnel of the lab, so what is still held is not told of.
//
// Threads: as the station it stands before; the listener is called on the path's.
// Memory: the keys of the connections it has told of.
// Errors: what is no packet of a connection is passed on untold.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_set>

#include "path/station.h"
#include "wire/flow_key.h"

namespace penstock::app {

class EntranceWatch final : public path::Station {
 public:
  // "TCP 10.0.0.1:4000 > 10.0.0.2:80"
  using Listener = std::function<void(const std::string& connection)>;

  EntranceWatch(std::unique_ptr<path::Station> before, Listener listener)
      : before_(std::move(before)), listener_(std::move(listener)) {}

  const char* name() const override { return before_->name(); }
  void process(packet::PacketBatch& batch, path::Direction direction, path::Onward& onward) override;
  void take_ready(path::Onward& onward) override { before_->take_ready(onward); }
  void expire(std::int64_t now_ns) override { before_->expire(now_ns); }
  bool takes(path::Direction direction) const override { return before_->takes(direction); }
  bool call_out() override { return before_->call_out(); }
  std::int64_t before_wait() override { return before_->before_wait(); }

 private:
  void look_at(const packet::Packet& packet);

  const std::unique_ptr<path::Station> before_;
  const Listener listener_;
  std::unordered_set<wire::FlowKey> told_;
};

}  // namespace penstock::app
