// SPDX-License-Identifier: Apache-2.0
// Formatting as Windows does it (K-TYPE-4): %ld is 32 bits wide, %I64x and %Ix exist, %wZ takes a counted
// string, %s and %S depend on the width of the format. The machine's own vprintf would read other sizes.
//
// Threads: any.
// Memory: the result owns its text.
// Errors: an unknown conversion is copied as it stands; a null string prints as (null).
#pragma once

#include <cstdarg>
#include <string>

namespace penstock::nt {

std::string format_text(const char* format, std::va_list arguments);
std::u16string format_text(const char16_t* format, std::va_list arguments);

}  // namespace penstock::nt
