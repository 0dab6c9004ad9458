// SPDX-License-Identifier: Apache-2.0
#include "aead_key.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstdlib>

#include "aead_lanes.h"

namespace wireguard {
namespace {

constexpr std::size_t kSortedMax = 128;

using Nonce = std::array<std::uint8_t, 12>;

Nonce nonce_of(std::uint64_t counter) {
  Nonce nonce{};
  store_le64(nonce.data() + 4, counter);
  return nonce;
}

void must(int worked) {
  if (worked != 1) std::abort();
}

// None where the processor has none. The wider form's call costs no more than the other's, so it takes few as well.
const LaneForm* lane_form() {
  static const LaneForm* const form = kLanesAvx512.usable() ? &kLanesAvx512
                                      : kLanesAvx2.usable() ? &kLanesAvx2
                                                            : nullptr;
  return form;
}

// How many messages of a length cost as much alone as one call of lanes, whose price is that of all lanes. Measured
// (wireguard_bench); about the same for either form beside OpenSSL on a processor that has no more than the form. Where it
// has AVX-512 without IFMA, six or seven full packets would be somewhat faster alone.
std::size_t lanes_worth(std::uint32_t bytes) {
  if (bytes <= 128) return 2;
  if (bytes <= 384) return 3;
  return bytes <= 512 ? 4 : 6;
}

}  // namespace

// The library wipes its own copy of the key when it frees the context.
void AeadKey::FreeContext::operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }

AeadKey::AeadKey(const SecretKey& key, Way way) : context_(EVP_CIPHER_CTX_new()), key_(key), way_(way) {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "ChaCha20-Poly1305", nullptr);
  if (!context_ || !cipher) std::abort();
  must(EVP_CipherInit_ex2(context_.get(), cipher, key.bytes().data(), nullptr, way == Way::seal ? 1 : 0,
                          nullptr));
}

AeadKey::~AeadKey() = default;

void AeadKey::seal(std::span<AeadMessage> messages) { work_on(messages); }
void AeadKey::open(std::span<AeadMessage> messages) { work_on(messages); }

// Lanes cost as much as their longest message, so like lengths go together, and what would leave most lanes
// idle goes alone.
void AeadKey::work_on(std::span<AeadMessage> messages) {
  const LaneForm* const form = lane_form();
  if (!form || messages.size() == 1) {
    for (AeadMessage& message : messages) work_alone(message);
    return;
  }
  while (messages.size() > kSortedMax) {
    work_on(messages.first(kSortedMax));
    messages = messages.subspan(kSortedMax);
  }
  std::array<AeadMessage*, kSortedMax> ordered;
  for (std::size_t i = 0; i < messages.size(); ++i) ordered[i] = &messages[i];
  const std::span<AeadMessage*> all = std::span(ordered).first(messages.size());
  const auto shorter = [](const AeadMessage* one, const AeadMessage* other) {
    return one->plain_bytes < other->plain_bytes;
  };
  if (!std::is_sorted(all.begin(), all.end(), shorter)) std::sort(all.begin(), all.end(), shorter);
  // From the longest down.
  for (std::size_t left = all.size(); left != 0;) {
    const std::size_t count = std::min(left, form->lanes);
    std::size_t alike = 1;
    const std::uint32_t least = all[left - 1]->plain_bytes / 4 * 3;
    while (alike < count && all[left - 1 - alike]->plain_bytes + kTagBytes * 8 >= least) ++alike;
    if (alike < lanes_worth(all[left - 1]->plain_bytes)) {
      for (std::size_t i = 0; i < alike; ++i) work_alone(*all[left - 1 - i]);
    } else {
      work_in_lanes(all.subspan(left - alike, alike));
    }
    left -= alike;
  }
}

void AeadKey::work_alone(AeadMessage& message) {
  if (way_ == Way::seal) {
    seal_one(message.counter, message.data, message.plain_bytes);
  } else {
    message.opened = open_one(message.counter, message.data, message.plain_bytes);
  }
}

void AeadKey::work_in_lanes(std::span<AeadMessage* const> messages) {
  const LaneForm& form = *lane_form();
  std::array<LaneMessage, kLanesMax> lanes;
  for (std::size_t i = 0; i < messages.size(); ++i)
    lanes[i] = {messages[i]->data, messages[i]->plain_bytes, messages[i]->counter, false};
  if (way_ == Way::seal) {
    form.seal(key_.bytes().data(), lanes.data(), messages.size());
  } else {
    form.open(key_.bytes().data(), lanes.data(), messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) messages[i]->opened = lanes[i].opened;
  }
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
