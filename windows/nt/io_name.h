// SPDX-License-Identifier: Apache-2.0
// Names of devices and links. All spellings of the client's directory (\DosDevices\, \??\, \GLOBAL??\, \\.\)
// are one; names compare without regard to case.
//
// Threads: no state.
// Memory: plain strings.
// Errors: none; what is no name is simply not found.
#pragma once

#include <string>
#include <string_view>

struct _UNICODE_STRING;

namespace penstock::nt {

// The view of a counted string; empty for NULL.
std::u16string_view view_of(const _UNICODE_STRING* text);

// \??\Name for every spelling of the client's directory, other names as they are.
std::u16string canonical_name(std::u16string_view name);

// For comparing: upper case.
std::u16string folded_name(std::u16string_view name);

// A name from a configuration, in UTF-8.
std::u16string wide_name(std::string_view utf8);

}  // namespace penstock::nt
