// SPDX-License-Identifier: Apache-2.0
// The functions that Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s is made of, and the one of cookies. OpenSSL has all
// but XChaCha20-Poly1305, which is libsodium's. Bulk sealing is not here: see aead_key.h.
//
// Threads: any; contexts are kept per thread.
// Memory: outputs go where the caller says; nothing is kept but empty contexts.
// Errors: what depends on a peer's bytes returns false; a library that fails by itself ends the process.
#pragma once

#include <initializer_list>
#include <vector>

#include "secret.h"

namespace wireguard {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kMacBytes = 16;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kWideNonceBytes = 24;

using Hash = std::array<std::uint8_t, kHashBytes>;
using Mac = std::array<std::uint8_t, kMacBytes>;

// BLAKE2s-256 over the parts, one after the other.
Hash hash(std::initializer_list<Bytes> parts);
// Keyed BLAKE2s with 16 bytes of output; a key has at most 32 bytes.
Mac keyed_mac(Bytes key, std::initializer_list<Bytes> parts);
bool same_mac(const Mac& one, Bytes other);

// HKDF by HMAC-BLAKE2s. The new chaining key is written over the old one.
void derive_one(SecretKey& chain, Bytes input);
void derive_two(SecretKey& chain, SecretKey& key, Bytes input);
void derive_three(SecretKey& chain, SecretKey& middle, SecretKey& key, Bytes input);

void fill_random(MutableBytes bytes);
SecretKey make_private_key();
PublicKey public_key_of(const SecretKey& private_key);
// False when the other key is of small order: then there is no secret.
bool shared_secret(const SecretKey& mine, const PublicKey& theirs, SecretKey& result);

// One message of the handshake, counter 0. `sealed` has kTagBytes more than `plain`.
void seal_once(const SecretKey& key, Bytes plain, Bytes associated, MutableBytes sealed);
bool open_once(const SecretKey& key, Bytes sealed, Bytes associated, MutableBytes plain);

// XChaCha20-Poly1305, for cookies.
void seal_wide(const Hash& key, Bytes nonce, Bytes plain, Bytes associated, MutableBytes sealed);
bool open_wide(const Hash& key, Bytes nonce, Bytes sealed, Bytes associated, MutableBytes plain);

}  // namespace wireguard
