// SPDX-License-Identifier: Apache-2.0
// The configuration of the C++ library, with one change: templates that the library has compiled already are compiled in
// each plug-in again, because the library's instances for wide characters take a character for 32 bits.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma GCC system_header
#include_next <bits/c++config.h>
#undef _GLIBCXX_EXTERN_TEMPLATE
#define _GLIBCXX_EXTERN_TEMPLATE 0
