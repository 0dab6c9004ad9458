// SPDX-License-Identifier: Apache-2.0
// ChaCha20-Poly1305 for up to eight messages of one key at once, each in a vector lane of its own: no time for
// unfinished vectors at the end of a message, no powers of a key for each, and short messages cost what they are
// long. Bytes are the same as OpenSSL's, which is the reference that the tests check against. There is no
// associated data here, since data messages have none.
//
// Threads: any.
// Memory: in place; a tag of kTagBytes is written after, or expected after, each message. Keys and key streams
//   are in registers and on the stack, which is wiped.
// Errors: open_lanes() says for each message whether it verified. Time depends on lengths only.
#pragma once

#include <cstddef>
#include <cstdint>

namespace wireguard {

constexpr std::size_t kLanes = 8;

struct LaneMessage {
  std::uint8_t* data;
  std::uint32_t bytes;
  std::uint64_t counter;
  bool opened;
};

// Whether this processor can: AVX2.
bool lanes_usable();
// 1 to kLanes messages.
void seal_lanes(const std::uint8_t* key, LaneMessage* messages, std::size_t count);
void open_lanes(const std::uint8_t* key, LaneMessage* messages, std::size_t count);

}  // namespace wireguard
