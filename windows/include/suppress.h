// SPDX-License-Identifier: Apache-2.0
// Speaks to the analyser of another compiler only; nothing is left of it here.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma once
