// SPDX-License-Identifier: Apache-2.0
// The two MACs at the end of handshake messages, and the cookies of the second. mac1 shows that the sender knows
// whom it addresses; mac2, asked for only under load, that it receives what is sent to the address it writes
// from. CookieMaker is the side that asks, CookieJar the side that was asked.
//
// Threads: the owner's lock.
// Memory: fixed.
// Errors: what does not verify is false.
#pragma once

#include "endpoint.h"
#include "handshake.h"

namespace wireguard {

constexpr Nanoseconds kCookieLifetime = 120 * kSecond;

// True when the mac1 at this offset is right.
bool check_mac1(const Identity& self, Bytes message, std::size_t mac1_offset);

// Hands out cookies and checks them. Its secret changes every two minutes; a cookie is not remembered.
class CookieMaker {
 public:
  explicit CookieMaker(Entropy entropy) : entropy_(std::move(entropy)) {}
  bool check_mac2(Bytes message, std::size_t mac1_offset, const Endpoint& source, Nanoseconds now);
  // Writes a cookie reply to the message.
  void write_reply(const Identity& self, Bytes message, std::size_t mac1_offset, std::uint32_t receiver,
                   const Endpoint& source, Nanoseconds now, MutableBytes reply);

 private:
  Mac cookie_for(const Endpoint& source, Nanoseconds now);
  Entropy entropy_;
  SecretKey secret_;
  Nanoseconds secret_made_ = -1;
};

// The cookie that a peer gave us, and the MACs of what we send to that peer.
class CookieJar {
 public:
  // Fills both MACs: the second is zero without a fresh cookie.
  void write_macs(const Remote& remote, MutableBytes message, std::size_t mac1_offset, Nanoseconds now);
  // Takes the cookie of a reply to the last message whose MACs were written; once for each.
  bool read_reply(const Remote& remote, Bytes reply, Nanoseconds now);

 private:
  Mac last_mac1_{};
  bool awaits_reply_ = false;
  Secret<kMacBytes> cookie_;
  Nanoseconds cookie_taken_ = -1;
};

}  // namespace wireguard
