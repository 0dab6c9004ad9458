// SPDX-License-Identifier: Apache-2.0
// A peer that keeps to no rule: it opens a channel like any client and then, at full speed and beside the
// server's own work, writes good packets and bad ones, rewrites indices, lengths, descriptors, transactions and
// page lists under the reader's eyes, and answers what was never asked. Whoever writes a service provider can link
// it: what it does is a function of the seed and of time.
//
// Threads: one call runs on the caller's thread, beside the server's.
// Memory: the ring it was given, which it may spoil.
// Errors: none; the server's counters say what it noticed.
#pragma once

#include <array>
#include <cstdint>

#include "channel/ring_layout.h"

namespace penstock::testing {

enum class Mischief : std::uint8_t {
  none,          // a good packet
  rewrite_head,  // a good packet whose head changes while it may be read
  write_index,   // an index that is none, or that says more than there is
  read_index,    // of the ring toward the peer
  length,
  offset,
  flags,
  type,
  page_list,    // counts and ranges that do not fit
  transaction,  // an answer to nothing
  masks,        // interrupt mask, wish, feature bits at random
  payload,      // random bytes over a good packet's payload
  count,
};
const char* to_string(Mischief mischief);

class HostilePeer {
 public:
  // `to_server` is the ring that the peer produces, `from_server` the one it should consume.
  HostilePeer(channel::RingSpan to_server, channel::RingSpan from_server, std::uint64_t seed);

  // One thing, good or bad. Bad ones come about once in `mischief_every`; 0: never.
  Mischief act(std::uint32_t mischief_every);
  // Only this kind, once.
  void commit(Mischief mischief);
  // The rings are new again: whoever closed the way in has opened it anew.
  void begin_anew();
  // Packets that it put into the ring, whatever they were.
  std::uint64_t written() const { return written_; }
  std::uint64_t done(Mischief mischief) const { return done_[static_cast<std::size_t>(mischief)]; }

 private:
  std::uint64_t draw();
  std::uint32_t draw(std::uint32_t below) { return static_cast<std::uint32_t>(draw() % below); }
  // False: there is no room.
  bool write(channel::PacketHead head, std::uint32_t body_bytes, const std::uint32_t* descriptor,
             std::uint32_t descriptor_words);
  void store(channel::RingSpan ring, std::uint32_t offset, std::uint32_t value);
  void consume();

  channel::RingSpan out_;
  channel::RingSpan in_;
  std::uint64_t state_;
  std::uint32_t position_ = 0;
  std::uint32_t last_ = 0;  // where the last packet began
  std::uint64_t written_ = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(Mischief::count)> done_{};
};

}  // namespace penstock::testing
