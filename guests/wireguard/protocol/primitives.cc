// SPDX-License-Identifier: Apache-2.0
#include "primitives.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <sodium.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "aead_key.h"

namespace wireguard {
namespace {

constexpr std::size_t kBlockBytes = 64;  // of BLAKE2s, for HMAC

template <auto kFree>
struct Freed {
  template <typename T>
  void operator()(T* what) const {
    kFree(what);
  }
};
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, Freed<EVP_MAC_CTX_free>>;
using KeyObject = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;

// Not for what a peer sent: only for what can fail when the library cannot work at all.
void must(bool worked, const char* what) {
  if (worked) return;
  std::fprintf(stderr, "wireguard: the cryptographic library failed at %s\n", what);
  std::abort();
}

EVP_MD_CTX* digest_context() {
  static EVP_MD* const blake2s = EVP_MD_fetch(nullptr, "BLAKE2s256", nullptr);
  thread_local const DigestContext context(EVP_MD_CTX_new());
  must(context && EVP_DigestInit_ex2(context.get(), blake2s, nullptr) == 1, "BLAKE2s");
  return context.get();
}

void hash_into(std::initializer_list<Bytes> parts, std::uint8_t* result) {
  EVP_MD_CTX* const context = digest_context();
  for (const Bytes part : parts) must(EVP_DigestUpdate(context, part.data(), part.size()) == 1, "BLAKE2s");
  must(EVP_DigestFinal_ex(context, result, nullptr) == 1, "BLAKE2s");
}

using Block = Secret<kBlockBytes>;

void hmac(const SecretKey& key, std::initializer_list<Bytes> parts, SecretKey& result) {
  Block inner;
  Block outer;
  std::memset(inner.writable().data(), 0x36, kBlockBytes);
  std::memset(outer.writable().data(), 0x5c, kBlockBytes);
  for (std::size_t i = 0; i < kKeyBytes; ++i) {
    inner.writable()[i] ^= key.bytes()[i];
    outer.writable()[i] ^= key.bytes()[i];
  }
  EVP_MD_CTX* const context = digest_context();
  must(EVP_DigestUpdate(context, inner.bytes().data(), kBlockBytes) == 1, "HMAC");
  for (const Bytes part : parts) must(EVP_DigestUpdate(context, part.data(), part.size()) == 1, "HMAC");
  SecretKey middle;
  must(EVP_DigestFinal_ex(context, middle.writable().data(), nullptr) == 1, "HMAC");
  hash_into({outer.bytes(), middle.bytes()}, result.writable().data());
}

// The HKDF outputs after the first; `previous` is the output before.
void expand(const SecretKey& extracted, std::uint8_t number, const SecretKey* previous, SecretKey& result) {
  const std::array<std::uint8_t, 1> mark{number};
  hmac(extracted, {previous ? Bytes(previous->bytes()) : Bytes(), mark}, result);
}

KeyObject private_object(const SecretKey& key) {
  return KeyObject(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, key.bytes().data(), kKeyBytes));
}

}  // namespace

Hash hash(std::initializer_list<Bytes> parts) {
  Hash result;
  hash_into(parts, result.data());
  return result;
}

Mac keyed_mac(Bytes key, std::initializer_list<Bytes> parts) {
  static EVP_MAC* const blake2s = EVP_MAC_fetch(nullptr, "BLAKE2SMAC", nullptr);
  thread_local const MacContext context(EVP_MAC_CTX_new(blake2s));
  std::size_t size = kMacBytes;
  const std::array<OSSL_PARAM, 2> parameters{OSSL_PARAM_construct_size_t(OSSL_MAC_PARAM_SIZE, &size),
                                             OSSL_PARAM_construct_end()};
  must(context && EVP_MAC_init(context.get(), key.data(), key.size(), parameters.data()) == 1,
       "keyed BLAKE2s");
  for (const Bytes part : parts)
    must(EVP_MAC_update(context.get(), part.data(), part.size()) == 1, "keyed BLAKE2s");
  Mac result;
  std::size_t written = 0;
  must(EVP_MAC_final(context.get(), result.data(), &written, result.size()) == 1 && written == kMacBytes,
       "keyed BLAKE2s");
  return result;
}

bool same_mac(const Mac& one, Bytes other) {
  return other.size() == kMacBytes && CRYPTO_memcmp(one.data(), other.data(), kMacBytes) == 0;
}

void derive_one(SecretKey& chain, Bytes input) {
  SecretKey extracted;
  hmac(chain, {input}, extracted);
  expand(extracted, 1, nullptr, chain);
}

void derive_two(SecretKey& chain, SecretKey& key, Bytes input) {
  SecretKey extracted;
  hmac(chain, {input}, extracted);
  expand(extracted, 1, nullptr, chain);
  expand(extracted, 2, &chain, key);
}

void derive_three(SecretKey& chain, SecretKey& middle, SecretKey& key, Bytes input) {
  SecretKey extracted;
  hmac(chain, {input}, extracted);
  expand(extracted, 1, nullptr, chain);
  expand(extracted, 2, &chain, middle);
  expand(extracted, 3, &middle, key);
}

void fill_random(MutableBytes bytes) {
  must(RAND_priv_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "random bytes");
}

SecretKey make_private_key() {
  SecretKey key;
  fill_random(key.writable());
  key.writable()[0] &= 248;
  key.writable()[31] = static_cast<std::uint8_t>((key.writable()[31] & 127) | 64);
  return key;
}

PublicKey public_key_of(const SecretKey& private_key) {
  PublicKey result;
  std::size_t size = result.size();
  const KeyObject object = private_object(private_key);
  must(object && EVP_PKEY_get_raw_public_key(object.get(), result.data(), &size) == 1, "X25519");
  return result;
}

bool shared_secret(const SecretKey& mine, const PublicKey& theirs, SecretKey& result) {
  const KeyObject own = private_object(mine);
  const KeyObject other(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, theirs.data(), theirs.size()));
  must(own && other, "X25519");
  const KeyContext context(EVP_PKEY_CTX_new(own.get(), nullptr));
  must(context && EVP_PKEY_derive_init(context.get()) == 1, "X25519");
  std::size_t size = kKeyBytes;
  // Fails for an all-zero result, which is what points of small order give.
  return EVP_PKEY_derive_set_peer_ex(context.get(), other.get(), 0) == 1 &&
         EVP_PKEY_derive(context.get(), result.writable().data(), &size) == 1 && !result.is_zero();
}

void seal_once(const SecretKey& key, Bytes plain, Bytes associated, MutableBytes sealed) {
  if (!plain.empty()) std::memcpy(sealed.data(), plain.data(), plain.size());
  AeadKey(key, AeadKey::Way::seal).seal_one(0, sealed.data(), plain.size(), associated);
}

bool open_once(const SecretKey& key, Bytes sealed, Bytes associated, MutableBytes plain) {
  // A copy, so that a message which does not open leaves nothing in `plain`.
  std::array<std::uint8_t, 64> work;
  if (sealed.size() < kTagBytes || sealed.size() > work.size() || plain.size() != sealed.size() - kTagBytes)
    return false;
  std::memcpy(work.data(), sealed.data(), sealed.size());
  const bool opened = AeadKey(key, AeadKey::Way::open).open_one(0, work.data(), plain.size(), associated);
  if (opened && !plain.empty()) std::memcpy(plain.data(), work.data(), plain.size());
  OPENSSL_cleanse(work.data(), work.size());
  return opened;
}

void seal_wide(const Hash& key, Bytes nonce, Bytes plain, Bytes associated, MutableBytes sealed) {
  static_assert(kWideNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, plain.data(), plain.size(),
                                             associated.data(), associated.size(), nullptr, nonce.data(),
                                             key.data());
}

bool open_wide(const Hash& key, Bytes nonce, Bytes sealed, Bytes associated, MutableBytes plain) {
  return sealed.size() == plain.size() + kTagBytes &&
         crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed.data(),
                                                    sealed.size(), associated.data(), associated.size(),
                                                    nonce.data(), key.data()) == 0;
}

}  // namespace wireguard
