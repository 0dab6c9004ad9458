// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <csetjmp>
#include <cstdlib>
#include <string>

#include "testing/rule.h"

#include "seh.h"

extern "C" const char* RunExit(int which, LONG* result);

// The smallest runtime that keeps what seh.h asks for; the real one checks more.
namespace {
penstock_seh_frame* top = nullptr;

[[noreturn]] void jump(penstock_seh_frame* frame, int value) {
  siglongjmp(reinterpret_cast<__jmp_buf_tag*>(frame->registers), value);
}

[[noreturn]] void raise_in(penstock_seh_frame* frame, const EXCEPTION_RECORD& record) {
  if (frame == nullptr) std::abort();
  top = frame->outer;
  frame->record = record;
  frame->pointers = {&frame->record, nullptr};
  frame->phase = PENSTOCK_SEH_RAISED;
  jump(frame, 1);
}
}  // namespace

extern "C" {
void penstock_seh_push(penstock_seh_frame* frame) {
  frame->outer = top;
  top = frame;
}
void penstock_seh_pop(penstock_seh_frame* frame) { top = frame->outer; }
void penstock_seh_raise(const EXCEPTION_RECORD* record) { raise_in(top, *record); }
void penstock_seh_continue_search(penstock_seh_frame* frame) { raise_in(top, frame->record); }
void penstock_seh_continue_execution(penstock_seh_frame*) { std::abort(); }
void penstock_seh_leave(penstock_seh_frame* frame) {
  if (frame->phase != PENSTOCK_SEH_BODY) frame = top;
  top = frame->outer;
  frame->phase = PENSTOCK_SEH_NORMAL;
  jump(frame, 2);
}
}

namespace {

struct Outcome {
  LONG result = 0;
  std::string trail;
};

Outcome run(int which) {
  Outcome outcome;
  top = nullptr;
  outcome.trail = RunExit(which, &outcome.result);
  EXPECT_EQ(top, nullptr) << "a frame was left linked";
  return outcome;
}

TEST(ExceptionStatement, RunsNoHandlerWhenNothingIsRaised) {
  const Outcome outcome = run(0);
  EXPECT_EQ(outcome.trail, "b");
  EXPECT_EQ(outcome.result, 2);
}

TEST(ExceptionStatement, ShowsTheHandlerTheCodeAndTheLocals) {
  RULE("K-SEH-3");
  const Outcome outcome = run(1);
  EXPECT_EQ(outcome.trail, "h");
  EXPECT_EQ(outcome.result, 5);
}

TEST(ExceptionStatement, PassesAFinallyBlockOnToTheOuterHandler) {
  RULE("K-SEH-9");
  EXPECT_EQ(run(2).trail, "Ah");
}

TEST(ExceptionStatement, GoesOnToTheOuterHandlerWhenAFilterRefuses) {
  RULE("K-SEH-2");
  EXPECT_EQ(run(3).trail, "h");
}

TEST(ExceptionStatement, LeavesFromAnInnerLoop) { EXPECT_EQ(run(4).trail, "iin"); }

TEST(ExceptionStatement, RunsEveryFinallyBlockOnReturn) {
  RULE("K-SEH-1");
  const Outcome outcome = run(5);
  EXPECT_EQ(outcome.trail, "12");
  EXPECT_EQ(outcome.result, 42);
}

TEST(ExceptionStatement, LetsBreakAndContinueMeanTheGuestsLoop) {
  const Outcome outcome = run(6);
  EXPECT_EQ(outcome.trail, "irei");
  EXPECT_EQ(outcome.result, 3);
}

TEST(ExceptionStatement, RunsTheFinallyBlockOnBreak) {
  const Outcome outcome = run(7);
  EXPECT_EQ(outcome.trail, "frf");
  EXPECT_EQ(outcome.result, 2);
}

TEST(ExceptionStatement, LetsAHandlerBreakTheGuestsLoop) {
  const Outcome outcome = run(8);
  EXPECT_EQ(outcome.trail, "hh");
  EXPECT_EQ(outcome.result, 3);
}

}  // namespace
