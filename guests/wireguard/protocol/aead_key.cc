// SPDX-License-Identifier: Apache-2.0
#include "aead_key.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace wireguard {
namespace {

using Nonce = std::array<std::uint8_t, 12>;

Nonce nonce_of(std::uint64_t counter) {
  Nonce nonce{};
  store_le64(nonce.data() + 4, counter);
  return nonce;
}

void must(int worked) {
  if (worked != 1) std::abort();
}

}  // namespace

// The library wipes its own copy of the key when it frees the context.
void AeadKey::FreeContext::operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }

AeadKey::AeadKey(const SecretKey& key, Way way) : context_(EVP_CIPHER_CTX_new()), key_(key) {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "ChaCha20-Poly1305", nullptr);
  if (!context_ || !cipher) std::abort();
  must(EVP_CipherInit_ex2(context_.get(), cipher, key.bytes().data(), nullptr, way == Way::seal ? 1 : 0,
                          nullptr));
}

AeadKey::~AeadKey() = default;

void AeadKey::seal(std::span<AeadMessage> messages) {
  for (const AeadMessage& message : messages) seal_one(message.counter, message.data, message.plain_bytes);
}

void AeadKey::open(std::span<AeadMessage> messages) {
  for (AeadMessage& message : messages)
    message.opened = open_one(message.counter, message.data, message.plain_bytes);
}

void AeadKey::seal_one(std::uint64_t counter, std::uint8_t* data, std::size_t plain_bytes, Bytes associated) {
  EVP_CIPHER_CTX* const context = context_.get();
  const Nonce nonce = nonce_of(counter);
  int written = 0;
  must(EVP_CipherInit_ex2(context, nullptr, nullptr, nonce.data(), -1, nullptr));
  if (!associated.empty())
    must(EVP_EncryptUpdate(context, nullptr, &written, associated.data(),
                           static_cast<int>(associated.size())));
  if (plain_bytes) must(EVP_EncryptUpdate(context, data, &written, data, static_cast<int>(plain_bytes)));
  must(EVP_EncryptFinal_ex(context, data + plain_bytes, &written));
  must(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kTagBytes, data + plain_bytes));
}

bool AeadKey::open_one(std::uint64_t counter, std::uint8_t* data, std::size_t plain_bytes, Bytes associated) {
  EVP_CIPHER_CTX* const context = context_.get();
  const Nonce nonce = nonce_of(counter);
  int written = 0;
  must(EVP_CipherInit_ex2(context, nullptr, nullptr, nonce.data(), -1, nullptr));
  must(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, kTagBytes, data + plain_bytes));
  if (!associated.empty())
    must(EVP_DecryptUpdate(context, nullptr, &written, associated.data(),
                           static_cast<int>(associated.size())));
  if (plain_bytes) must(EVP_DecryptUpdate(context, data, &written, data, static_cast<int>(plain_bytes)));
  std::uint8_t none;
  return EVP_DecryptFinal_ex(context, &none, &written) == 1;
}

}  // namespace wireguard
