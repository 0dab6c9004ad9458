// SPDX-License-Identifier: Apache-2.0
// Every way out of a structured exception statement. Each function appends letters to a trail, which the test reads.
#include <ntddk.h>

static char Trail[64];
static int Length;

static void Mark(char letter) {
  Trail[Length++] = letter;
  Trail[Length] = 0;
}

static void Raise(void) {
  EXCEPTION_RECORD record = {STATUS_ACCESS_VIOLATION};
  penstock_seh_raise(&record);
}

static long NormalEnd(void) {
  volatile long local = 1;
  __try {
    Mark('b');
    local = 2;
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    Mark('h');
  }
  return local;
}

static long Handled(void) {
  long local = 1;
  NTSTATUS code = 0;
  __try {
    local = 5;
    Raise();
    Mark('x');
  } __except (GetExceptionCode() == STATUS_ACCESS_VIOLATION ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH) {
    Mark('h');
    code = GetExceptionCode();
  }
  return code == STATUS_ACCESS_VIOLATION ? local : -1;
}

static long PassesFinally(void) {
  __try {
    __try {
      Raise();
    } __finally {
      Mark(AbnormalTermination() ? 'A' : 'n');
    }
    Mark('x');
  } __except (1) {
    Mark('h');
  }
  return 0;
}

static long NotTaken(void) {
  __try {
    __try {
      Raise();
    } __except (EXCEPTION_CONTINUE_SEARCH) {
      Mark('x');
    }
    Mark('y');
  } __except (1) {
    Mark('h');
  }
  return 0;
}

static long LeaveFromLoop(void) {
  __try {
    for (long i = 0;; i++) {
      if (i == 2) __leave;
      Mark('i');
    }
  } __finally {
    Mark(AbnormalTermination() ? 'A' : 'n');
  }
  return 0;
}

static long ReturnThroughFinally(long value) {
  __try {
    __try {
      if (value) return value * 2;  // both blocks run, the inner one first
    } __finally {
      Mark('1');
    }
  } __finally {
    Mark('2');
  }
  return -1;
}

static long BreakMeansTheGuestsLoop(void) {
  long rounds = 0;
  for (;;) {
    rounds++;
    __try {
      if (rounds == 1) continue;
      for (long i = 0; i < 3; i++) {
        if (i == 1) break;
        Mark('i');
      }
      if (rounds == 3) break;
      Mark('r');
    } __except (1) {
      Mark('h');
    }
    Mark('e');
  }
  return rounds;
}

static long BreakThroughFinally(void) {
  long rounds = 0;
  while (rounds < 5) {
    rounds++;
    __try {
      __try {
        if (rounds == 2) break;
      } __finally {
        Mark('f');
      }
      Mark('r');
    } __except (1) {
      Mark('h');
    }
  }
  return rounds;
}

static long BreakFromHandler(void) {
  long rounds = 0;
  for (;;) {
    rounds++;
    __try {
      Raise();
    } __except (1) {
      if (rounds == 3) break;
      Mark('h');
    }
  }
  return rounds;
}

PENSTOCK_EXPORTED const char* RunExit(int which, long* result);

const char* RunExit(int which, long* result) {
  Length = 0;
  Trail[0] = 0;
  switch (which) {
    case 0: *result = NormalEnd(); break;
    case 1: *result = Handled(); break;
    case 2: *result = PassesFinally(); break;
    case 3: *result = NotTaken(); break;
    case 4: *result = LeaveFromLoop(); break;
    case 5: *result = ReturnThroughFinally(21); break;
    case 6: *result = BreakMeansTheGuestsLoop(); break;
    case 7: *result = BreakThroughFinally(); break;
    default: *result = BreakFromHandler(); break;
  }
  return Trail;
}
