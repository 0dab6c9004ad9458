// SPDX-License-Identifier: Apache-2.0
// What a link counts, written by its thread and read by whoever shows it.
//
// Threads: one writer; read() from any.
// Memory: in place.
// Errors: none.
#pragma once

#include <cstdint>

#include "link/counter.h"
#include "link/link.h"

namespace penstock::link {

class LinkCounters {
 public:
  void received(std::uint64_t bytes) {
    received_packets_.add(1);
    received_bytes_.add(bytes);
  }
  void sent(std::uint64_t bytes, std::uint64_t packets = 1) {
    sent_packets_.add(packets);
    sent_bytes_.add(bytes);
    if (packets > 1) coalesced_.add(packets);
  }

  Counter no_buffer;
  Counter too_long;
  Counter refused;
  Counter malformed;

  LinkCounts read() const {
    return {.received_packets = received_packets_.read(),
            .received_bytes = received_bytes_.read(),
            .sent_packets = sent_packets_.read(),
            .sent_bytes = sent_bytes_.read(),
            .coalesced_packets = coalesced_.read(),
            .dropped_no_buffer = no_buffer.read(),
            .dropped_too_long = too_long.read(),
            .dropped_refused = refused.read(),
            .dropped_malformed = malformed.read()};
  }

 private:
  Counter received_packets_;
  Counter received_bytes_;
  Counter sent_packets_;
  Counter sent_bytes_;
  Counter coalesced_;
};

}  // namespace penstock::link
