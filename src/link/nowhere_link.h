// SPDX-License-Identifier: Apache-2.0
// A link with nobody at its other end: for a host whose packets either go another way or nowhere.
//
// Threads: one at a time; counts() from any.
// Memory: none.
// Errors: what is sent is dropped and counted as refused.
#pragma once

#include <string>
#include <utility>

#include "link/link_counters.h"

namespace penstock::link {

class NowhereLink final : public Link {
 public:
  explicit NowhereLink(std::string name) : name_(std::move(name)) {}

  const std::string& name() const override { return name_; }
  std::uint32_t mtu_bytes() const override { return 65535; }
  bool takes_super_packets() const override { return true; }
  bool silent() const override { return true; }
  std::uint32_t receive(packet::PacketBatch&) override { return 0; }
  void send(packet::PacketBatch& batch) override {
    counters_.refused.add(batch.count());
    batch.clear();
  }
  LinkCounts counts() const override { return counters_.read(); }

 private:
  const std::string name_;
  LinkCounters counters_;
};

}  // namespace penstock::link
