// SPDX-License-Identifier: Apache-2.0
#include <atomic>

#include "nt/every_runtime.h"
#include "nt/object.h"
#include "nt/thread_state.h"
#include "testing/rule.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

NTSTATUS wait(PVOID object) { return KeWaitForSingleObject(object, Executive, KernelMode, FALSE, nullptr); }

PVOID create(PKSTART_ROUTINE routine, PVOID context) {
  HANDLE handle = nullptr;
  EXPECT_EQ(PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, nullptr, nullptr, nullptr, routine, context),
            STATUS_SUCCESS);
  PVOID object = nullptr;
  EXPECT_EQ(ObReferenceObjectByHandle(handle, SYNCHRONIZE, *PsThreadType, KernelMode, &object, nullptr),
            STATUS_SUCCESS);
  EXPECT_EQ(ZwClose(handle), STATUS_SUCCESS);
  return object;
}

TEST(SystemThread, StartsAtPassiveAndEndsByReturnOrByTerminate) {
  RULE("K-THREAD-1");
  RULE("K-THREAD-2");
  under_every_runtime([] {
    static std::atomic<int> ran;
    ran = 0;
    PVOID by_return = create(
        [](PVOID) {
          EXPECT_EQ(KeGetCurrentIrql(), PASSIVE_LEVEL);
          EXPECT_EQ(thread_state().held_count, 0u);
          ++ran;
        },
        nullptr);
    PVOID by_terminate = create(
        [](PVOID context) {
          EXPECT_EQ(context, &ran);
          ++ran;
          PsTerminateSystemThread(STATUS_SUCCESS);
          ADD_FAILURE() << "does not return";
        },
        &ran);
    EXPECT_EQ(wait(by_return), STATUS_SUCCESS);
    EXPECT_EQ(wait(by_terminate), STATUS_SUCCESS);
    EXPECT_EQ(ran.load(), 2);
    EXPECT_EQ(wait(by_return), STATUS_SUCCESS) << "stays signalled";
    ObDereferenceObject(by_return);
    ObDereferenceObject(by_terminate);
    EXPECT_EQ(base::finding_log().list().size(), 0u);
  });
}

TEST(SystemThread, MayRunBeforeItsCreatorHasTheHandle) {
  RULE("K-THREAD-6");
  static std::atomic<HANDLE> handle;
  static std::atomic<bool> early, late;
  early = late = false;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    exec::SeededRuntime runtime({.seed = seed});
    const exec::RuntimeScope scope(runtime);
    const Services services;
    handle = nullptr;
    HANDLE stored = nullptr;
    PsCreateSystemThread(
        &stored, 0, nullptr, nullptr, nullptr,
        [](PVOID context) { (*static_cast<HANDLE*>(context) == nullptr ? early : late) = true; }, &stored);
    PVOID object;
    ObReferenceObjectByHandle(stored, 0, nullptr, KernelMode, &object, nullptr);
    wait(object);
    ObDereferenceObject(object);
    ZwClose(stored);
  }
  EXPECT_TRUE(early.load());
  EXPECT_TRUE(late.load());
}

TEST(SystemThread, ForeignThreadCannotTerminateItself) {
  RULE("K-THREAD-4");
  base::finding_log().clear();
  EXPECT_EQ(PsTerminateSystemThread(STATUS_SUCCESS), STATUS_INVALID_PARAMETER);
  EXPECT_EQ(findings("F-THREAD-1"), 1u);
}

TEST(SystemThread, EndingInABadStateIsFound) {
  RULE("K-THREAD-5");
  under_every_runtime([] {
    PVOID raised = create([](PVOID) { KeRaiseIrqlToDpcLevel(); }, nullptr);
    wait(raised);
    PVOID in_region = create(
        [](PVOID) {
          KeEnterCriticalRegion();
          PsTerminateSystemThread(STATUS_SUCCESS);
        },
        nullptr);
    wait(in_region);
    EXPECT_EQ(findings("F-THREAD-2"), 2u);
    ObDereferenceObject(raised);
    ObDereferenceObject(in_region);
  });
}

TEST(SystemThread, LeftBehindIsFoundAtUnload) {
  RULE("K-THREAD-3");
  under_every_runtime([] {
    KEVENT stop;
    KeInitializeEvent(&stop, NotificationEvent, FALSE);
    PVOID thread = create([](PVOID event) { wait(event); }, &stop);
    for (Account* account : accounts()) {
      if (std::string_view(account->name()) == "threads") account->close(test_guest());
    }
    EXPECT_EQ(findings("F-UNLOAD-3"), 1u);
    KeSetEvent(&stop, 0, FALSE);
    wait(thread);
    ObDereferenceObject(thread);
  });
}

TEST(SystemThread, WaitingForItselfIsFound) {
  under_every_runtime([] {
    PVOID thread =
        create([](PVOID) { EXPECT_EQ(wait(KeGetCurrentThread()), STATUS_INVALID_PARAMETER); }, nullptr);
    wait(thread);
    ObDereferenceObject(thread);
    EXPECT_EQ(findings("F-WAIT-2"), 1u);
  });
}

TEST(Object, CountsReferencesAndFindsUnderflow) {
  RULE("K-OBJ-2");
  under_every_runtime([] {
    PVOID thread = create([](PVOID) {}, nullptr);
    wait(thread);
    EXPECT_GE(ObfReferenceObject(thread), 2);
    ObDereferenceObject(thread);
    ObDereferenceObject(thread);
  });
  base::finding_log().clear();
  int no_object = 0;
  ObDereferenceObject(&no_object);
  EXPECT_EQ(findings("F-OBJ-1"), 1u);
}

TEST(Handle, IsAMultipleOfFourAndNeverUsedAgain) {
  RULE("K-OBJ-3");
  RULE("K-OBJ-4");
  under_every_runtime([] {
    HANDLE first, second;
    const PKSTART_ROUTINE nothing = [](PVOID) {};
    PsCreateSystemThread(&first, 0, nullptr, nullptr, nullptr, nothing, nullptr);
    EXPECT_EQ(ZwClose(first), STATUS_SUCCESS);
    PsCreateSystemThread(&second, 0, nullptr, nullptr, nullptr, nothing, nullptr);
    EXPECT_NE(first, second);
    EXPECT_EQ(reinterpret_cast<ULONG_PTR>(second) % 4, 0u);
    EXPECT_EQ(ZwClose(first), STATUS_INVALID_HANDLE);
    PVOID object = &first;
    EXPECT_EQ(ObReferenceObjectByHandle(first, 0, nullptr, KernelMode, &object, nullptr),
              STATUS_INVALID_HANDLE);
    EXPECT_EQ(object, nullptr);
    EXPECT_EQ(findings("F-OBJ-3"), 2u);
    EXPECT_EQ(ObReferenceObjectByHandle(second, 0, *ExEventObjectType, KernelMode, &object, nullptr),
              STATUS_OBJECT_TYPE_MISMATCH);
    ZwClose(second);
  });
}

}  // namespace
}  // namespace penstock::nt
