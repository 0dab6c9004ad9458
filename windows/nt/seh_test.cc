// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "nt/bugcheck.h"
#include "nt/every_runtime.h"
#include "nt/seh_runtime.h"
#include "nt/thread_state.h"
#include "testing/rule.h"

// The statement macros of guests, after everything of the host that knows names like them.
#undef __try
#undef __except
#define PENSTOCK_GUEST 1
#define NOMINMAX 1
#include <ntifs.h>
#include <seh.h>

namespace penstock::nt {
namespace {

struct Stopped {
  BugCheck check;
};

class Seh : public testing::Test {
 protected:
  void SetUp() override {
    base::finding_log().clear();
    set_bugcheck_handler([](const BugCheck& check) { throw Stopped{check}; });
  }
  void TearDown() override {
    set_bugcheck_handler(nullptr);
    reset_seh_frames();
  }
};

std::uint32_t unhandled_code() {
  try {
    raise_status(STATUS_ACCESS_VIOLATION, {});
  } catch (const Stopped& stopped) {
    return stopped.check.code;
  }
}

int returns_from_the_block() {
  __try {
    return 5;
  } __except (EXCEPTION_EXECUTE_HANDLER) {
  }
  return 0;
}

TEST_F(Seh, ReturnOutOfABlockLeavesNoFrame) {
  RULE("K-SEH-1");
  RULE("K-SEH-4");
  EXPECT_EQ(returns_from_the_block(), 5);
  EXPECT_EQ(unhandled_code(), 0x1Eu) << "nobody is left to take it";
}

TEST_F(Seh, FilterDecidesAndSeesTheCode) {
  RULE("K-SEH-2");
  RULE("K-SEH-3");
  volatile NTSTATUS seen = 0;
  std::string order;
  __try {
    __try {
      raise_status(STATUS_INSUFFICIENT_RESOURCES, {});
    } __except (GetExceptionCode() == STATUS_ACCESS_VIOLATION ? EXCEPTION_EXECUTE_HANDLER
                                                              : EXCEPTION_CONTINUE_SEARCH) {
      order += "inner ";
    }
    order += "after ";
  } __except (GetExceptionInformation()->ExceptionRecord->ExceptionCode == STATUS_INSUFFICIENT_RESOURCES
                  ? EXCEPTION_EXECUTE_HANDLER
                  : EXCEPTION_CONTINUE_SEARCH) {
    seen = GetExceptionCode();
    order += "outer";
  }
  EXPECT_EQ(order, "outer");
  EXPECT_EQ(seen, STATUS_INSUFFICIENT_RESOURCES);
}

TEST_F(Seh, ExceptionGoesOnAfterAFinally) {
  RULE("K-SEH-9");
  std::string order;
  __try {
    __try {
      raise_status(STATUS_NO_MEMORY, {});
    } __finally {
      order += AbnormalTermination() ? "abnormal " : "normal ";
    }
    order += "after ";
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    order += "handled ";
  }
  __try {
    order += "body ";
    for (;;) __leave;
  } __finally {
    order += AbnormalTermination() ? "abnormal" : "normal";
  }
  EXPECT_EQ(order, "abnormal handled body normal");
  EXPECT_EQ(unhandled_code(), 0x1Eu);
}

TEST_F(Seh, HandlerAtAnotherLevelIsFound) {
  RULE("K-SEH-6");
  __try {
    KeRaiseIrqlToDpcLevel();
    raise_status(STATUS_NO_MEMORY, {});
  } __except (EXCEPTION_EXECUTE_HANDLER) {
  }
  EXPECT_EQ(KeGetCurrentIrql(), DISPATCH_LEVEL) << "not restored by unwinding";
  KeLowerIrql(PASSIVE_LEVEL);
  EXPECT_EQ(findings("F-SEH-1"), 1u);
}

TEST_F(Seh, RaisingAtDispatchIsFound) {
  RULE("K-SEH-7");
  const KIRQL before = KeRaiseIrqlToDpcLevel();
  __try {
    ExRaiseStatus(STATUS_NO_MEMORY);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
  }
  KeLowerIrql(before);
  EXPECT_EQ(findings("F-IRQL-1"), 1u);
}

TEST_F(Seh, ProbesAcceptAnnouncedMemoryOnly) {
  RULE("K-SEH-8");
  alignas(8) char buffer[64];
  const auto probe = [](const void* address, SIZE_T bytes, ULONG alignment) -> NTSTATUS {
    volatile NTSTATUS status = STATUS_SUCCESS;
    __try {
      ProbeForRead(address, bytes, alignment);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
      status = GetExceptionCode();
    }
    return status;
  };
  EXPECT_EQ(probe(buffer, 8, 1), STATUS_ACCESS_VIOLATION);
  announce_user_memory(buffer, sizeof buffer);
  EXPECT_EQ(probe(buffer + 56, 8, 8), STATUS_SUCCESS);
  EXPECT_EQ(probe(buffer + 57, 8, 1), STATUS_ACCESS_VIOLATION);
  EXPECT_EQ(probe(buffer + 1, 8, 8), STATUS_DATATYPE_MISALIGNMENT);
  EXPECT_EQ(probe(nullptr, 0, 8), STATUS_SUCCESS);
  retract_user_memory(buffer);
  EXPECT_EQ(probe(buffer, 8, 1), STATUS_ACCESS_VIOLATION);
}

TEST_F(Seh, RaisingFormsOfThePoolRaise) {
  RULE("K-POOL-9");
  volatile NTSTATUS status = STATUS_SUCCESS;
  __try {
    (void)ExAllocatePoolWithTag(static_cast<POOL_TYPE>(NonPagedPoolNx | POOL_RAISE_IF_ALLOCATION_FAILURE),
                                SIZE_T{1} << 60, 'tseT');
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    status = GetExceptionCode();
  }
  EXPECT_EQ(status, STATUS_INSUFFICIENT_RESOURCES);
}

}  // namespace
}  // namespace penstock::nt
