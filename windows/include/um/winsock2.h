// SPDX-License-Identifier: Apache-2.0
// Byte order and addresses as text; sockets themselves are the projection's.
//
// Threads: pure functions.
// Memory: none.
// Errors: as the C library's.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>

#include "windows.h"

inline unsigned long long htonll(unsigned long long value) noexcept { return __builtin_bswap64(value); }
inline unsigned long long ntohll(unsigned long long value) noexcept { return __builtin_bswap64(value); }
