// SPDX-License-Identifier: Apache-2.0
// ChaCha20-Poly1305 under one key in one direction, with the context kept for as long as the key lives: a
// message then costs its bytes and no set-up of the cipher. Messages are sealed and opened where they lie. A
// burst is one call: messages of like length go eight or sixteen at a time through aead_lanes.h where the processor has it.
//
// Threads: one at a time; the owner sees to it.
// Memory: in place. A sealed message is kTagBytes longer than its plain text.
// Errors: a message that does not verify says so in `opened`, and its bytes are then worth nothing.
#pragma once

#include <openssl/types.h>

#include <memory>

#include "primitives.h"

namespace wireguard {

struct AeadMessage {
  std::uint8_t* data = nullptr;  // plain text or sealed text; the tag follows
  std::uint32_t plain_bytes = 0;
  bool opened = false;
  std::uint64_t counter = 0;
};

class AeadKey {
 public:
  enum class Way : bool { seal, open };

  AeadKey(const SecretKey& key, Way way);
  ~AeadKey();
  AeadKey(const AeadKey&) = delete;
  AeadKey& operator=(const AeadKey&) = delete;

  void seal(std::span<AeadMessage> messages);
  void open(std::span<AeadMessage> messages);

  void seal_one(std::uint64_t counter, std::uint8_t* data, std::size_t plain_bytes, Bytes associated = {});
  bool open_one(std::uint64_t counter, std::uint8_t* data, std::size_t plain_bytes, Bytes associated = {});

 private:
  void work_on(std::span<AeadMessage> messages);
  void work_alone(AeadMessage& message);
  void work_in_lanes(std::span<AeadMessage* const> messages);

  struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const;
  };
  std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context_;
  SecretKey key_;
  Way way_;
};

}  // namespace wireguard
