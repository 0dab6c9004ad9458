// SPDX-License-Identifier: Apache-2.0
// Guests' text is 16 bit wide (W-ENV-2), ours is UTF-8.
//
// Threads: pure functions.
// Memory: returns copies.
// Errors: what is no valid text becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace penstock::wfp {

// Zero-terminated; nullptr is empty.
std::string to_utf8(const char16_t* text);
std::u16string to_utf16(std::string_view text);

}  // namespace penstock::wfp
