// SPDX-License-Identifier: Apache-2.0
// Structures that follow are packed to 1, until poppack.h. Meant to be included again and again.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma pack(push, 1)
