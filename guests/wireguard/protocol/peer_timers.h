// SPDX-License-Identifier: Apache-2.0
// When a peer has to do something without being asked: begin a handshake, repeat it, give up, say that it is
// still there, forget its keys. The lanes report facts only ("data went out", "something authentic came in");
// what is due follows from the facts and `now`, so there is nothing to start or stop on the way of a packet, and
// a test drives all of it on a clock of its own.
//
// Threads: packet_sent() is the outbound lane's, packet_received() the inbound lane's, the rest under both locks.
// Memory: fixed.
// Errors: none.
#pragma once

#include <atomic>
#include <utility>

#include "session.h"

namespace wireguard {

constexpr Nanoseconds kRekeyAttemptTime = 90 * kSecond;
constexpr Nanoseconds kRekeyTimeoutJitter = kSecond / 3;
constexpr Nanoseconds kForgetAfterTime = 3 * kRejectAfterTime;
constexpr int kAttemptsMax = static_cast<int>(kRekeyAttemptTime / kRekeyTimeout);
constexpr Nanoseconds kNever = INT64_MAX;

class PeerTimers {
 public:
  struct Due {
    bool initiate = false;   // nothing came back: a new handshake
    bool repeat = false;     // no response yet: the same again
    bool give_up = false;    // no response for 90 seconds: what waits is dropped
    bool keepalive = false;  // an empty packet
    bool forget = false;     // every key goes
  };

  explicit PeerTimers(Nanoseconds persistent_keepalive) : persistent_keepalive_(persistent_keepalive) {}

  void packet_sent(Nanoseconds now, bool data);
  void packet_received(Nanoseconds now, bool data);

  bool may_initiate(Nanoseconds now) const { return now - initiated_ >= kRekeyTimeout; }
  // `jitter` is at most kRekeyTimeoutJitter; `repeat` continues the attempt that is on.
  void initiation_sent(Nanoseconds now, Nanoseconds jitter, bool repeat);
  void handshake_completed();
  void session_made(Nanoseconds now) { forget_at_ = now + kForgetAfterTime; }
  // Once for each session of ours that is about to end while data still comes in.
  bool take_last_minute() { return !std::exchange(last_minute_taken_, true); }

  // When take_due() will next have something to say, as far as is known.
  Nanoseconds next_due() const;
  Due take_due(Nanoseconds now);

 private:
  Nanoseconds silence_due() const;
  Nanoseconds reply_due() const;
  Nanoseconds persistent_due() const;

  using Fact = std::atomic<Nanoseconds>;
  static Nanoseconds get(const Fact& fact) { return fact.load(std::memory_order_relaxed); }
  static void set(Fact& fact, Nanoseconds value) { fact.store(value, std::memory_order_relaxed); }

  const Nanoseconds persistent_keepalive_;
  Fact sent_{-kNever / 2};            // anything
  Fact unanswered_{-kNever / 2};      // the first data sent since something came in
  Fact received_{-kNever / 2};        // anything authentic
  Fact unacknowledged_{-kNever / 2};  // the first data received since anything went out
  Fact received_data_{-kNever / 2};
  Nanoseconds persistent_asked_ = -kNever / 2;
  Nanoseconds initiated_ = -kNever / 2;
  Nanoseconds repeat_at_ = kNever;
  Nanoseconds forget_at_ = kNever;
  int attempts_ = 0;
  bool last_minute_taken_ = false;
};

}  // namespace wireguard
