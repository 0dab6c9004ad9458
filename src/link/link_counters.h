// SPDX-License-Identifier: Apache-2.0
// What a link counts, written by its thread and read by whoever shows it. There is one writer at a time, so
// an increment is a load and a store and no locked instruction.
//
// Threads: one writer; read() from any.
// Memory: in place.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>

#include "link/link.h"

namespace penstock::link {

class LinkCounters {
 public:
  class Counter {
   public:
    void add(std::uint64_t count) {
      value_.store(value_.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
    }
    std::uint64_t read() const { return value_.load(std::memory_order_relaxed); }

   private:
    std::atomic<std::uint64_t> value_{0};
  };

  void received(std::uint64_t bytes) {
    received_packets_.add(1);
    received_bytes_.add(bytes);
  }
  void sent(std::uint64_t bytes) {
    sent_packets_.add(1);
    sent_bytes_.add(bytes);
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
};

}  // namespace penstock::link
