// SPDX-License-Identifier: Apache-2.0
// The parts that all objects of the engine have in common, as guests give them.
//
// Threads: pure functions.
// Memory: copies.
// Errors: none; what is wrong with an object is the core's to say.
#pragma once

#include <optional>
#include <vector>

#include "filter/policy.h"
#include "wfp/text.h"

#include "wfp/layout.h"

namespace penstock::wfp {

inline filter::Display read(const FWPM_DISPLAY_DATA0& from) {
  return {to_utf8(text_of(from.name)), to_utf8(text_of(from.description))};
}

// A length without bytes: the contract calls that a missing pointer.
inline bool lacks_data(const FWP_BYTE_BLOB& blob) { return blob.size != 0 && blob.data == nullptr; }
inline std::vector<std::uint8_t> read(const FWP_BYTE_BLOB& from) {
  return from.data == nullptr ? std::vector<std::uint8_t>()
                              : std::vector<std::uint8_t>(from.data, from.data + from.size);
}

inline std::optional<filter::Key> read(const GUID* key) {
  return key == nullptr ? std::nullopt : std::optional(key_of(*key));
}

}  // namespace penstock::wfp
