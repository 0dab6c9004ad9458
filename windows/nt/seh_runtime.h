// SPDX-License-Identifier: Apache-2.0
// Structured exceptions as the rim uses them: raising a status in the guest that called, and forgetting the
// frames of a thread that leaves them by a jump.
//
// Threads: each its own frames.
// Memory: frames lie in the guest's stack frames.
// Errors: a raise without a frame is bug check 0x1E, in a system thread 0x7E (K-SEH-4).
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/call_site.h"

namespace penstock::nt {

[[noreturn]] void raise_status(std::int32_t status, base::CallSite site);
void reset_seh_frames();

// User-mode memory, which ProbeForRead and ProbeForWrite accept: a client's buffer, while a request uses it.
void announce_user_memory(const void* begin, std::size_t size_bytes);
void retract_user_memory(const void* begin);

}  // namespace penstock::nt
