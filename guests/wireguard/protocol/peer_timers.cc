// SPDX-License-Identifier: Apache-2.0
#include "peer_timers.h"

#include <algorithm>

namespace wireguard {

void PeerTimers::packet_sent(Nanoseconds now, bool data) {
  if (data && get(unanswered_) <= get(received_)) set(unanswered_, now);
  set(sent_, now);
}

void PeerTimers::packet_received(Nanoseconds now, bool data) {
  if (data) {
    if (get(unacknowledged_) <= get(sent_)) set(unacknowledged_, now);
    set(received_data_, now);
  }
  set(received_, now);
}

void PeerTimers::initiation_sent(Nanoseconds now, Nanoseconds jitter, bool repeat) {
  attempts_ = repeat ? attempts_ + 1 : 0;
  initiated_ = now;
  repeat_at_ = now + kRekeyTimeout + jitter;
}

void PeerTimers::handshake_completed() {
  attempts_ = 0;
  repeat_at_ = kNever;
  last_minute_taken_ = false;
}

// Data went out and nothing at all came back for as long as a peer takes at most to answer.
Nanoseconds PeerTimers::silence_due() const {
  const Nanoseconds first = get(unanswered_);
  return first > get(received_) ? first + kKeepaliveTimeout + kRekeyTimeout : kNever;
}

// Data came in and nothing went out: the peer would take that for silence.
Nanoseconds PeerTimers::reply_due() const {
  const Nanoseconds first = get(unacknowledged_);
  return first > get(sent_) ? first + kKeepaliveTimeout : kNever;
}

Nanoseconds PeerTimers::persistent_due() const {
  if (persistent_keepalive_ == 0) return kNever;
  return std::max({get(sent_), get(received_), persistent_asked_}) + persistent_keepalive_;
}

Nanoseconds PeerTimers::next_due() const {
  return std::min({silence_due(), reply_due(), persistent_due(), repeat_at_, forget_at_});
}

PeerTimers::Due PeerTimers::take_due(Nanoseconds now) {
  Due due;
  if (now >= repeat_at_) {
    repeat_at_ = kNever;
    due.give_up = attempts_ >= kAttemptsMax;
    due.repeat = !due.give_up;
    if (due.give_up) {
      set(unanswered_, get(received_));
      forget_at_ = std::min(forget_at_, now + kForgetAfterTime);
    }
  } else if (now >= silence_due()) {
    // The next one is due a whole silence later.
    set(unanswered_, now);
    due.initiate = true;
  }
  if (now >= reply_due()) {
    due.keepalive = true;
    // What came in since the first of them is owed a sign of its own.
    set(unacknowledged_, get(received_data_) > get(unacknowledged_) ? now + 1 : get(sent_));
  }
  if (now >= persistent_due()) {
    due.keepalive = true;
    persistent_asked_ = now;  // asked once an interval, also while it cannot be sent
  }
  if (now >= forget_at_) {
    forget_at_ = kNever;
    repeat_at_ = kNever;
    due.forget = true;
  }
  return due;
}

}  // namespace wireguard
