// SPDX-License-Identifier: Apache-2.0
// Noise_IKpsk2 as WireGuard runs it: an initiation (148 bytes), a response (92 bytes), two transport keys. This
// is the cryptography alone: who may begin when, and which time stamps are fresh, is for the owner to say.
//
// Threads: the owner's lock.
// Memory: fixed; ephemeral secrets and chaining keys are wiped as soon as the keys are derived.
// Errors: a message that does not verify leaves everything as it was and says false; nothing tells why.
#pragma once

#include <functional>

#include "messages.h"
#include "primitives.h"
#include "timestamp.h"

namespace wireguard {

using Entropy = std::function<void(MutableBytes)>;

// Who we are, and what follows from it once.
struct Identity {
  explicit Identity(const SecretKey& key);
  SecretKey private_key;
  PublicKey public_key;
  Hash mac1_key;    // of messages that are sent to us
  Hash cookie_key;  // of cookies that we hand out
};

// Keys of a message's mac1 and of a cookie reply, for the one who is addressed.
Hash mac1_key_of(const PublicKey& addressed);
Hash cookie_key_of(const PublicKey& addressed);

// The other side, and what follows from it once.
struct Remote {
  Remote(const Identity& self, const PublicKey& key, const SecretKey& preshared);
  PublicKey public_key;
  SecretKey preshared_key;
  SecretKey static_secret;  // of both static keys: saves one of four multiplications
  bool reachable = false;   // false for a key of small order: such a peer has no handshakes
  Hash mac1_key;
  Hash cookie_key;
};

struct TransportKeys {
  SecretKey send;
  SecretKey receive;
};

// What an initiation told before anything was believed.
struct InitiationRead {
  SecretKey chain;
  Hash transcript;
  PublicKey remote_ephemeral;
  PublicKey remote_static;
  std::uint32_t remote_index = 0;
};

// The responder, first half: who is it? Needs no peer yet.
bool read_initiation(const Identity& self, Bytes message, InitiationRead& read);
// Second half, with the peer that was found: the time stamp, sealed under both static keys.
bool read_timestamp(const Remote& remote, Bytes message, InitiationRead& read, Timestamp& timestamp);
// Writes the response, all but its MACs, and derives the keys.
bool write_response(const Remote& remote, InitiationRead& read, std::uint32_t local_index,
                    const Entropy& entropy, MutableBytes message, TransportKeys& keys);

// The initiator's side of one attempt.
class Initiation {
 public:
  // Writes the initiation, all but its MACs.
  bool write(const Identity& self, const Remote& remote, std::uint32_t local_index,
             const Timestamp& timestamp, const Entropy& entropy, MutableBytes message);
  // True once: afterwards the attempt is over and its secrets are gone.
  bool read_response(const Identity& self, const Remote& remote, Bytes message, TransportKeys& keys);
  bool waiting() const { return waiting_; }
  void forget();

 private:
  SecretKey chain_;
  SecretKey ephemeral_;
  Hash transcript_{};
  bool waiting_ = false;
};

}  // namespace wireguard
