// SPDX-License-Identifier: Apache-2.0
#include "wfp/text.h"

#include "nt/string_conversion.h"

namespace penstock::wfp {

std::string to_utf8(const char16_t* text) { return text == nullptr ? std::string() : nt::utf8_of(text); }
std::u16string to_utf16(std::string_view text) { return nt::utf16_of(text); }

}  // namespace penstock::wfp
