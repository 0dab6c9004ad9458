// SPDX-License-Identifier: Apache-2.0
// ChaCha20-Poly1305 for several messages of one key at once, each in a vector lane of its own: no time for unfinished
// vectors at the end of a message, no powers of a key for each, and short messages cost what they are long. A call
// costs what its longest message costs, however few there are. The algorithm stands once, in
// aead_lanes_algorithm.inc; each form is a file with its own vector operations, compiled for its processors, and
// which are used is decided at run time. Bytes are the same as OpenSSL's, which is the reference that the tests
// check every form against. There is no associated data here, since data messages have none.
//
// Threads: any.
// Memory: in place; a tag of kTagBytes is written after, or expected after, each message. Keys and key streams
//   are in registers and on the stack, which is wiped.
// Errors: open() says for each message whether it verified. Time depends on lengths only.
#pragma once

#include <cstddef>
#include <cstdint>

namespace wireguard {

constexpr std::size_t kLanesMax = 16;

struct LaneMessage {
  std::uint8_t* data;
  std::uint32_t bytes;
  std::uint64_t counter;
  bool opened;
};

// One way to do it; which ways there are is the processor's.
struct LaneForm {
  const char* name;
  std::size_t lanes;
  bool (*usable)();
  // 1 to `lanes` messages, where usable() only.
  void (*seal)(const std::uint8_t* key, LaneMessage* messages, std::size_t count);
  void (*open)(const std::uint8_t* key, LaneMessage* messages, std::size_t count);
};

extern const LaneForm kLanesAvx2;
extern const LaneForm kLanesAvx512;

}  // namespace wireguard
