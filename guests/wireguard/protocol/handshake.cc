// SPDX-License-Identifier: Apache-2.0
#include "handshake.h"

#include <string_view>

namespace wireguard {
namespace {

constexpr std::string_view kConstruction = "Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s";
constexpr std::string_view kIdentifier = "WireGuard v1 zx2c4 Jason@zx2c4.com";
constexpr std::string_view kMac1Label = "mac1----";
constexpr std::string_view kCookieLabel = "cookie--";

Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

PublicKey key_at(Bytes message, std::size_t offset) {
  PublicKey key;
  std::memcpy(key.data(), message.data() + offset, key.size());
  return key;
}

void mix(Hash& transcript, Bytes more) { transcript = hash({transcript, more}); }

// Both sides begin from the responder's static key.
void begin(const PublicKey& responder, SecretKey& chain, Hash& transcript) {
  static const Hash first = hash({bytes_of(kConstruction)});
  static const Hash named = hash({first, bytes_of(kIdentifier)});
  chain = SecretKey(first);
  transcript = hash({named, responder});
}

SecretKey make_ephemeral(const Entropy& entropy) {
  SecretKey key;
  entropy(key.writable());
  key.writable()[0] &= 248;
  key.writable()[31] = static_cast<std::uint8_t>((key.writable()[31] & 127) | 64);
  return key;
}

// A multiplication mixed into the chain; false when the other key is of small order.
bool mix_secret(SecretKey& chain, const SecretKey& mine, const PublicKey& theirs) {
  SecretKey secret;
  if (!shared_secret(mine, theirs, secret)) return false;
  derive_one(chain, secret.bytes());
  return true;
}

bool mix_secret(SecretKey& chain, SecretKey& key, const SecretKey& mine, const PublicKey& theirs) {
  SecretKey secret;
  if (!shared_secret(mine, theirs, secret)) return false;
  derive_two(chain, key, secret.bytes());
  return true;
}

}  // namespace

Hash mac1_key_of(const PublicKey& addressed) { return hash({bytes_of(kMac1Label), addressed}); }
Hash cookie_key_of(const PublicKey& addressed) { return hash({bytes_of(kCookieLabel), addressed}); }

Identity::Identity(const SecretKey& key)
    : private_key(key),
      public_key(public_key_of(key)),
      mac1_key(mac1_key_of(public_key)),
      cookie_key(cookie_key_of(public_key)) {}

Remote::Remote(const Identity& self, const PublicKey& key, const SecretKey& preshared)
    : public_key(key), preshared_key(preshared), mac1_key(mac1_key_of(key)), cookie_key(cookie_key_of(key)) {
  reachable = shared_secret(self.private_key, key, static_secret);
}

bool read_initiation(const Identity& self, Bytes message, InitiationRead& read) {
  begin(self.public_key, read.chain, read.transcript);
  read.remote_index = load_le32(message.data() + initiation::kSender);
  read.remote_ephemeral = key_at(message, initiation::kEphemeral);
  mix(read.transcript, read.remote_ephemeral);
  derive_one(read.chain, read.remote_ephemeral);
  SecretKey key;
  if (!mix_secret(read.chain, key, self.private_key, read.remote_ephemeral)) return false;
  const Bytes sealed = message.subspan(initiation::kStatic, kKeyBytes + kTagBytes);
  if (!open_once(key, sealed, read.transcript, read.remote_static)) return false;
  mix(read.transcript, sealed);
  return true;
}

bool read_timestamp(const Remote& remote, Bytes message, InitiationRead& read, Timestamp& timestamp) {
  if (!remote.reachable) return false;
  SecretKey key;
  derive_two(read.chain, key, remote.static_secret.bytes());
  const Bytes sealed = message.subspan(initiation::kTimestamp, kTimestampBytes + kTagBytes);
  if (!open_once(key, sealed, read.transcript, timestamp)) return false;
  mix(read.transcript, sealed);
  return true;
}

bool write_response(const Remote& remote, InitiationRead& read, std::uint32_t local_index,
                    const Entropy& entropy, MutableBytes message, TransportKeys& keys) {
  write_type(message.data(), MessageKind::response);
  store_le32(message.data() + response::kSender, local_index);
  store_le32(message.data() + response::kReceiver, read.remote_index);
  const SecretKey ephemeral = make_ephemeral(entropy);
  const PublicKey shown = public_key_of(ephemeral);
  std::memcpy(message.data() + response::kEphemeral, shown.data(), shown.size());
  mix(read.transcript, shown);
  derive_one(read.chain, shown);
  if (!mix_secret(read.chain, ephemeral, read.remote_ephemeral)) return false;
  if (!mix_secret(read.chain, ephemeral, remote.public_key)) return false;
  SecretKey middle;
  SecretKey key;
  derive_three(read.chain, middle, key, remote.preshared_key.bytes());
  mix(read.transcript, middle.bytes());
  seal_once(key, {}, read.transcript, message.subspan(response::kNothing, kTagBytes));
  derive_two(read.chain, keys.send, {});
  keys.receive = read.chain;
  read.chain.wipe();
  return true;
}

bool Initiation::write(const Identity& self, const Remote& remote, std::uint32_t local_index,
                       const Timestamp& timestamp, const Entropy& entropy, MutableBytes message) {
  forget();
  if (!remote.reachable) return false;
  begin(remote.public_key, chain_, transcript_);
  write_type(message.data(), MessageKind::initiation);
  store_le32(message.data() + initiation::kSender, local_index);
  ephemeral_ = make_ephemeral(entropy);
  const PublicKey shown = public_key_of(ephemeral_);
  std::memcpy(message.data() + initiation::kEphemeral, shown.data(), shown.size());
  mix(transcript_, shown);
  derive_one(chain_, shown);
  SecretKey key;
  if (!mix_secret(chain_, key, ephemeral_, remote.public_key)) return false;
  const MutableBytes identity = message.subspan(initiation::kStatic, kKeyBytes + kTagBytes);
  seal_once(key, self.public_key, transcript_, identity);
  mix(transcript_, identity);
  derive_two(chain_, key, remote.static_secret.bytes());
  const MutableBytes stamp = message.subspan(initiation::kTimestamp, kTimestampBytes + kTagBytes);
  seal_once(key, timestamp, transcript_, stamp);
  mix(transcript_, stamp);
  waiting_ = true;
  return true;
}

bool Initiation::read_response(const Identity& self, const Remote& remote, Bytes message,
                               TransportKeys& keys) {
  if (!waiting_) return false;
  SecretKey chain = chain_;
  Hash transcript = transcript_;
  const PublicKey shown = key_at(message, response::kEphemeral);
  mix(transcript, shown);
  derive_one(chain, shown);
  if (!mix_secret(chain, ephemeral_, shown) || !mix_secret(chain, self.private_key, shown)) return false;
  SecretKey middle;
  SecretKey key;
  derive_three(chain, middle, key, remote.preshared_key.bytes());
  mix(transcript, middle.bytes());
  if (!open_once(key, message.subspan(response::kNothing, kTagBytes), transcript, {})) return false;
  derive_two(chain, keys.receive, {});
  keys.send = chain;
  forget();
  return true;
}

void Initiation::forget() {
  chain_.wipe();
  ephemeral_.wipe();
  OPENSSL_cleanse(transcript_.data(), transcript_.size());
  waiting_ = false;
}

}  // namespace wireguard
