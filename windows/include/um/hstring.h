// SPDX-License-Identifier: Apache-2.0
// The handle of a string, as the binary interface has it.
//
// Threads: a value.
// Memory: see winrt/penstock/hstring.h.
// Errors: none.
#pragma once

typedef struct HSTRING__* HSTRING;
