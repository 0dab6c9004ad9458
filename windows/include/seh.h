// SPDX-License-Identifier: Apache-2.0
// Structured exceptions without help of the compiler: __try, __except, __finally and __leave are macros over a loop and a
// saved register set. A frame lives in the guest's own stack frame, is pushed on a list of its thread, and unlinks itself
// when its scope ends, also by return (K-SEH-1). The statement is a loop of at most two rounds: the first runs the body,
// the second the handler or the __finally block; an exception that no handler took goes on to the next outer frame after
// the block (K-SEH-9). The filter runs after unwinding, not before it.
//
// The lowering pass rewrites return, break and continue that leave a statement, and turns off optimisation in files that
// use __try, so that locals changed in the body have their values in the handler. Not covered: goto out of a body with a
// __finally skips the block; destructors between the raise and the frame do not run.
//
// Threads: frames belong to the thread that pushed them.
// Memory: nothing is allocated.
// Errors: an exception without a frame is bug check 0x1E, in a system thread 0x7E (K-SEH-4).
#pragma once

#include "penstock/structures.h"

#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)
#define EXCEPTION_NONCONTINUABLE 1

enum penstock_seh_phase {
  PENSTOCK_SEH_NEW,       // the statement has not begun; the frame is not linked
  PENSTOCK_SEH_BODY,      // linked, the body runs
  PENSTOCK_SEH_RAISED,    // unlinked by the runtime; an exception waits for a filter, or runs through a __finally
  PENSTOCK_SEH_HANDLED,   // a filter took it; the handler runs
  PENSTOCK_SEH_NORMAL,    // unlinked; the body ended normally or by __leave
  PENSTOCK_SEH_EARLY      // unlinked; a return runs the __finally block on its way out
};

struct penstock_seh_frame {
  unsigned long long registers[32] __attribute__((aligned(16)));  // what sigsetjmp saves; the runtime jumps here
  struct penstock_seh_frame* outer;
  int phase;
  int filter_value;
  KIRQL irql;  // at the time of the push, for F-SEH-1
  EXCEPTION_RECORD record;
  EXCEPTION_POINTERS pointers;
};

EXTERN_C_START
int penstock_seh_save(void* registers, int with_signals) __asm__("__sigsetjmp") __attribute__((returns_twice));

// The runtime. push links the frame and records the IRQL; pop unlinks it. A raise (also from a fault) takes the top
// frame, unlinks it, fills record and pointers, sets phase to RAISED and jumps to registers with the value 1. No signal
// mask was saved: the runtime unblocks a signal it jumps out of.
void penstock_seh_push(struct penstock_seh_frame* frame);
void penstock_seh_pop(struct penstock_seh_frame* frame);
// Raises the frame's exception again, in the next outer frame.
DECLSPEC_NORETURN void penstock_seh_continue_search(struct penstock_seh_frame* frame);
// The filter said EXCEPTION_CONTINUE_EXECUTION: finding F-SEH-2 unless the raise was continuable.
DECLSPEC_NORETURN void penstock_seh_continue_execution(struct penstock_seh_frame* frame);
// __leave: from the body of the frame, or, when a handler of it runs, from the body of the next outer frame. Unlinks,
// sets phase to NORMAL, and jumps to registers with the value 2.
DECLSPEC_NORETURN void penstock_seh_leave(struct penstock_seh_frame* frame);
// Takes a filled record, whose address must stay valid for the call.
DECLSPEC_NORETURN void penstock_seh_raise(const EXCEPTION_RECORD* record);
EXTERN_C_END

PENSTOCK_FORCE_INLINE int penstock_seh_next_round(struct penstock_seh_frame* frame) {
  switch (frame->phase) {
    case PENSTOCK_SEH_NEW:
      frame->phase = PENSTOCK_SEH_BODY;
      penstock_seh_push(frame);
      return 1;
    case PENSTOCK_SEH_BODY:
      penstock_seh_pop(frame);
      frame->phase = PENSTOCK_SEH_NORMAL;
      return 1;
    case PENSTOCK_SEH_RAISED:
      penstock_seh_continue_search(frame);
    default:
      return 0;
  }
}

// Runs when the statement's scope ends, however it does.
PENSTOCK_FORCE_INLINE void penstock_seh_end(struct penstock_seh_frame* frame) {
  if (frame->phase == PENSTOCK_SEH_BODY) penstock_seh_pop(frame);
}

PENSTOCK_FORCE_INLINE void penstock_seh_early(struct penstock_seh_frame* frame) {
  if (frame->phase == PENSTOCK_SEH_BODY) penstock_seh_pop(frame);
  frame->phase = PENSTOCK_SEH_EARLY;
}

PENSTOCK_FORCE_INLINE int penstock_seh_takes(struct penstock_seh_frame* frame, int filter_value) {
  if (filter_value < 0) penstock_seh_continue_execution(frame);
  if (filter_value == EXCEPTION_CONTINUE_SEARCH) return 0;
  frame->phase = PENSTOCK_SEH_HANDLED;
  return 1;
}

#ifdef PENSTOCK_GUEST
#undef __try
#undef __except
#undef __finally
#undef __leave
#define __try                                                                                                     \
  for (struct penstock_seh_frame penstock_frame __attribute__((cleanup(penstock_seh_end))) = {{0}, 0, 0, 0, 0, {0}, {0}}; \
       penstock_seh_next_round(&penstock_frame);)                                                                 \
    if (penstock_frame.phase == PENSTOCK_SEH_BODY && penstock_seh_save(penstock_frame.registers, 0) == 0)
#define __except(filter)                               \
  else if (penstock_frame.phase == PENSTOCK_SEH_RAISED && \
           penstock_seh_takes(&penstock_frame, (int)(filter)))
#define __finally else
#define __leave penstock_seh_leave(&penstock_frame)
#define _try __try
#define _except __except
#define _finally __finally
#define _leave __leave

#define GetExceptionCode() (penstock_frame.record.ExceptionCode)
#define GetExceptionInformation() (&penstock_frame.pointers)
#define AbnormalTermination() (penstock_frame.phase != PENSTOCK_SEH_NORMAL)
#define exception_code GetExceptionCode
#define exception_info GetExceptionInformation
#define abnormal_termination AbnormalTermination
#define _exception_code GetExceptionCode
#define _exception_info GetExceptionInformation
#define _abnormal_termination AbnormalTermination
#endif
