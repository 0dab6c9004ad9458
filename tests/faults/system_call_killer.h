// SPDX-License-Identifier: Apache-2.0
// Runs something in a process of its own and ends it by SIGKILL as it enters the nth of its system calls, whichever of
// its threads makes it. What counts lies between begin_counting() and end_counting().
//
// Threads: run() is called where there is one, and no other child: it waits for all.
// Memory: none.
// Errors: see End.
#pragma once

#include "base/function_ref.h"

namespace penstock::faults {

void begin_counting();
void end_counting();

struct End {
  bool killed = false;
  int status = -1;  // what the body answered, unless it was killed
  long calls = 0;   // counted
};

// 0 is the first; a negative one kills nothing.
End run_until_call(long nth, base::FunctionRef<int()> body);

}  // namespace penstock::faults
