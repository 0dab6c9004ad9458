// SPDX-License-Identifier: Apache-2.0
// UTF-16 to UTF-8 and back, and the simple upper and lower case of a character (K-WCHAR-3, K-WCHAR-4). The
// ANSI code page is UTF-8.
//
// Threads: any.
// Memory: results own their text; a UNICODE_STRING borrows.
// Errors: what cannot be converted becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>

#include <ntifs.h>

namespace penstock::nt {

std::u16string utf16_of(std::string_view utf8);
std::string utf8_of(std::u16string_view utf16);

std::u16string_view view_of(const UNICODE_STRING& string);
std::string utf8_of(const UNICODE_STRING& string);
UNICODE_STRING unicode_string_of(const std::u16string& text);

char16_t upcase(char16_t character);
char16_t downcase(char16_t character);
bool equal_ignoring_case(std::u16string_view a, std::u16string_view b);

// One code point, moving `at` past it; 0xFFFD for what is malformed. `at` is within the text.
char32_t next_code_point(std::u16string_view text, std::size_t& at);
char32_t next_code_point(std::string_view text, std::size_t& at);
void append(std::u16string& text, char32_t code_point);
void append(std::string& text, char32_t code_point);

}  // namespace penstock::nt
