// SPDX-License-Identifier: Apache-2.0
// Ends what the last pshpack1.h, 2, 4 or 8 began. Meant to be included again and again.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma pack(pop)
