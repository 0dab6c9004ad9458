// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <string>
#include <vector>

#include "nt/every_runtime.h"
#include "nt/thread_state.h"
#include "nt/time.h"
#include "testing/rule.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

NTSTATUS wait(PVOID object) { return KeWaitForSingleObject(object, Executive, KernelMode, FALSE, nullptr); }

NTSTATUS poll(PVOID object) {
  LARGE_INTEGER zero{};
  return KeWaitForSingleObject(object, Executive, KernelMode, FALSE, &zero);
}

LARGE_INTEGER in_milliseconds(LONGLONG milliseconds) {
  LARGE_INTEGER due;
  due.QuadPart = -milliseconds * 10'000;
  return due;
}

exec::ThreadId spawn(std::function<void()> body) { return exec::runtime().spawn("other", std::move(body)); }

void join(std::initializer_list<exec::ThreadId> threads) {
  for (const exec::ThreadId thread : threads) exec::runtime().join(thread);
}

TEST(Event, WhatWasWrittenBeforeTheSetIsSeenAfterTheWait) {
  RULE("K-EVENT-1");
  under_every_runtime([] {
    KEVENT event;
    KeInitializeEvent(&event, SynchronizationEvent, FALSE);
    int written = 0;
    const exec::ThreadId setter = spawn([&] {
      written = 42;
      KeSetEvent(&event, IO_NO_INCREMENT, FALSE);
    });
    EXPECT_EQ(wait(&event), STATUS_SUCCESS);
    EXPECT_EQ(written, 42);
    join({setter});
  });
}

TEST(Event, NotificationReleasesAllEvenWhenClearedAtOnce) {
  RULE("K-EVENT-2");
  exec::SeededRuntime runtime({.seed = 5});
  const exec::RuntimeScope scope(runtime);
  KEVENT event;
  KeInitializeEvent(&event, NotificationEvent, FALSE);
  int released = 0;
  const auto waiter = [&] {
    EXPECT_EQ(wait(&event), STATUS_SUCCESS);
    ++released;
  };
  const auto first = spawn(waiter), second = spawn(waiter), third = spawn(waiter);
  runtime.settle(0);
  EXPECT_EQ(KeSetEvent(&event, 0, FALSE), 0);
  KeClearEvent(&event);
  join({first, second, third});
  EXPECT_EQ(released, 3);
  EXPECT_EQ(KeReadStateEvent(&event), 0);
}

TEST(Event, SynchronizationIsNoCounter) {
  RULE("K-EVENT-3");
  under_every_runtime([] {
    KEVENT event;
    KeInitializeEvent(&event, SynchronizationEvent, FALSE);
    EXPECT_EQ(KeSetEvent(&event, 0, FALSE), 0);
    EXPECT_NE(KeSetEvent(&event, 0, FALSE), 0) << "returns the state before";
    EXPECT_EQ(poll(&event), STATUS_SUCCESS);
    EXPECT_EQ(poll(&event), STATUS_TIMEOUT);
  });
}

TEST(Event, WaitersAreReleasedInOrderOfArrival) {
  RULE("K-EVENT-4");
  exec::SeededRuntime runtime({.seed = 11});
  const exec::RuntimeScope scope(runtime);
  KEVENT event;
  KeInitializeEvent(&event, SynchronizationEvent, FALSE);
  std::string order;
  std::vector<exec::ThreadId> threads;
  for (char name = 'a'; name < 'e'; ++name) {
    threads.push_back(spawn([&, name] {
      wait(&event);
      order += name;
    }));
    runtime.settle(0);
  }
  for (int i = 0; i < 4; ++i) {
    KeSetEvent(&event, 0, FALSE);
    runtime.settle(0);
  }
  for (const exec::ThreadId thread : threads) runtime.join(thread);
  EXPECT_EQ(order, "abcd");
}

TEST(Wait, TimesOutAtItsRelativeOrAbsoluteTime) {
  RULE("K-EVENT-5");
  exec::SeededRuntime runtime({.seed = 1});
  const exec::RuntimeScope scope(runtime);
  KEVENT event;
  KeInitializeEvent(&event, NotificationEvent, FALSE);
  LARGE_INTEGER relative = in_milliseconds(5);
  const std::int64_t before_ns = runtime.now_ns();
  EXPECT_EQ(KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, &relative), STATUS_TIMEOUT);
  EXPECT_GE(runtime.now_ns() - before_ns, 5'000'000);
  EXPECT_LT(runtime.now_ns() - before_ns, 6'000'000);
  LARGE_INTEGER absolute;
  absolute.QuadPart = system_time() + 70'000;
  const std::int64_t then_ns = runtime.now_ns();
  EXPECT_EQ(KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, &absolute), STATUS_TIMEOUT);
  EXPECT_NEAR(static_cast<double>(runtime.now_ns() - then_ns), 7e6, 1e5);
  KeSetEvent(&event, 0, FALSE);
  EXPECT_EQ(poll(&event), STATUS_SUCCESS);
}

TEST(Wait, SetWithWaitMustBeFollowedByAWait) {
  RULE("K-EVENT-6");
  base::finding_log().clear();
  KEVENT event;
  KeInitializeEvent(&event, NotificationEvent, FALSE);
  KeSetEvent(&event, 0, TRUE);
  EXPECT_EQ(wait(&event), STATUS_SUCCESS);
  EXPECT_EQ(findings("F-WAIT-3"), 0u);
  KeSetEvent(&event, 0, TRUE);
  KeSetEvent(&event, 0, FALSE);
  EXPECT_EQ(findings("F-WAIT-3"), 1u);
}

TEST(Wait, AllTakesEverythingOrNothing) {
  RULE("K-EVENT-10");
  under_every_runtime([] {
    KEVENT event;
    KSEMAPHORE semaphore;
    KeInitializeEvent(&event, SynchronizationEvent, TRUE);
    KeInitializeSemaphore(&semaphore, 0, 5);
    PVOID objects[] = {&event, &semaphore};
    LARGE_INTEGER zero{};
    EXPECT_EQ(KeWaitForMultipleObjects(2, objects, WaitAll, Executive, KernelMode, FALSE, &zero, nullptr),
              STATUS_TIMEOUT);
    EXPECT_NE(KeReadStateEvent(&event), 0) << "nothing was taken";
    const auto releaser = spawn([&] { KeReleaseSemaphore(&semaphore, 0, 2, FALSE); });
    EXPECT_EQ(KeWaitForMultipleObjects(2, objects, WaitAll, Executive, KernelMode, FALSE, nullptr, nullptr),
              STATUS_SUCCESS);
    join({releaser});
    EXPECT_EQ(KeReadStateEvent(&event), 0);
    EXPECT_EQ(KeReadStateSemaphore(&semaphore), 1);
  });
}

TEST(Wait, AnyAnswersTheLowestIndexThatIsSignalled) {
  under_every_runtime([] {
    KEVENT events[3];
    PVOID objects[3];
    for (int i = 0; i < 3; ++i) {
      KeInitializeEvent(&events[i], SynchronizationEvent, FALSE);
      objects[i] = &events[i];
    }
    KeSetEvent(&events[2], 0, FALSE);
    KeSetEvent(&events[1], 0, FALSE);
    EXPECT_EQ(KeWaitForMultipleObjects(3, objects, WaitAny, Executive, KernelMode, FALSE, nullptr, nullptr),
              1);
    EXPECT_NE(KeReadStateEvent(&events[2]), 0);
    EXPECT_EQ(KeReadStateEvent(&events[1]), 0);
    const auto setter = spawn([&] { KeSetEvent(&events[0], 0, FALSE); });
    KeClearEvent(&events[2]);
    EXPECT_EQ(KeWaitForMultipleObjects(3, objects, WaitAny, Executive, KernelMode, FALSE, nullptr, nullptr),
              0);
    join({setter});
  });
}

TEST(Wait, MisuseIsFound) {
  RULE("K-EVENT-8");
  RULE("K-IRQL-3");
  base::finding_log().clear();
  KEVENT event;
  KeInitializeEvent(&event, NotificationEvent, FALSE);
  KIRQL before;
  KeRaiseIrql(DISPATCH_LEVEL, &before);
  LARGE_INTEGER timeout = in_milliseconds(1);
  EXPECT_EQ(KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, &timeout), STATUS_TIMEOUT);
  EXPECT_EQ(findings("F-WAIT-1"), 1u);
  EXPECT_EQ(poll(&event), STATUS_TIMEOUT);
  EXPECT_EQ(findings("F-WAIT-1"), 1u) << "a poll is allowed";
  KeLowerIrql(before);
  KEVENT never_made = {};
  EXPECT_EQ(wait(&never_made), STATUS_INVALID_PARAMETER);
  EXPECT_EQ(findings("F-WAIT-4"), 1u);
}

TEST(Wait, InitialisingWhatIsWaitedForIsFoundAndLosesNoWaiter) {
  RULE("K-EVENT-9");
  exec::SeededRuntime runtime({.seed = 2});
  const exec::RuntimeScope scope(runtime);
  base::finding_log().clear();
  KEVENT event;
  KeInitializeEvent(&event, NotificationEvent, FALSE);
  const auto waiter = spawn([&] { wait(&event); });
  runtime.settle(0);
  KeInitializeEvent(&event, NotificationEvent, FALSE);
  EXPECT_EQ(findings("F-WAIT-4"), 1u);
  KeSetEvent(&event, 0, FALSE);
  runtime.join(waiter);
}

TEST(Wait, OfAPathThreadIsWorthAWarning) {
  RULE("K-EVENT-12");
  exec::SeededRuntime runtime({.seed = 1});
  const exec::RuntimeScope scope(runtime);
  base::finding_log().clear();
  KEVENT event;
  KeInitializeEvent(&event, NotificationEvent, FALSE);
  LARGE_INTEGER timeout = in_milliseconds(2);
  thread_state().is_path = true;
  KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, &timeout);
  thread_state().is_path = false;
  EXPECT_EQ(findings("F-WAIT-8"), 1u);
  EXPECT_EQ(base::finding_log().count(base::Severity::error), 0u);
}

TEST(Mutex, IsRecursiveAndAbandonedByAThreadThatEnds) {
  under_every_runtime([] {
    KMUTEX mutex;
    KeInitializeMutex(&mutex, 0);
    EXPECT_EQ(wait(&mutex), STATUS_SUCCESS);
    EXPECT_EQ(wait(&mutex), STATUS_SUCCESS);
    EXPECT_TRUE(KeAreApcsDisabled());
    EXPECT_LT(KeReleaseMutex(&mutex, FALSE), 0);
    EXPECT_EQ(KeReleaseMutex(&mutex, FALSE), 0) << "free now";
    EXPECT_FALSE(KeAreApcsDisabled());
    HANDLE thread;
    PsCreateSystemThread(
        &thread, THREAD_ALL_ACCESS, nullptr, nullptr, nullptr, [](PVOID context) { wait(context); }, &mutex);
    PVOID object;
    ObReferenceObjectByHandle(thread, 0, *PsThreadType, KernelMode, &object, nullptr);
    ZwClose(thread);
    wait(object);
    ObDereferenceObject(object);
    EXPECT_EQ(findings("F-THREAD-2"), 1u);
    EXPECT_EQ(wait(&mutex), STATUS_ABANDONED);
    KeReleaseMutex(&mutex, FALSE);
  });
}

struct Item {
  LIST_ENTRY link;
  int value;
};

TEST(Queue, HandsOutEntriesInOrderAndRunsDownWaiters) {
  under_every_runtime([] {
    KQUEUE queue;
    KeInitializeQueue(&queue, 2);
    Item items[4] = {};
    for (int i = 0; i < 4; ++i) {
      items[i].value = i;
      EXPECT_EQ(KeInsertQueue(&queue, &items[i].link), i) << "the depth before";
    }
    for (int i = 0; i < 3; ++i) {
      PLIST_ENTRY entry = KeRemoveQueue(&queue, KernelMode, nullptr);
      EXPECT_EQ(CONTAINING_RECORD(entry, Item, link)->value, i);
    }
    LARGE_INTEGER zero{};
    KeRemoveQueue(&queue, KernelMode, &zero);
    EXPECT_EQ(KeRemoveQueue(&queue, KernelMode, &zero), reinterpret_cast<PLIST_ENTRY>(STATUS_TIMEOUT));
    std::atomic<int> abandoned{0};
    const auto waiter = [&] {
      if (KeRemoveQueue(&queue, KernelMode, nullptr) == reinterpret_cast<PLIST_ENTRY>(STATUS_ABANDONED))
        ++abandoned;
    };
    const auto first = spawn(waiter), second = spawn(waiter);
    LARGE_INTEGER pause = in_milliseconds(1);
    KeDelayExecutionThread(KernelMode, FALSE, &pause);
    EXPECT_EQ(KeRundownQueue(&queue), nullptr);
    // A thread that came after the run-down waits on.
    while (abandoned.load() < 2) {
      KeRundownQueue(&queue);
      KeDelayExecutionThread(KernelMode, FALSE, &pause);
    }
    join({first, second});
  });
}

TEST(Queue, LetsNoMoreThanItsCountRunUntilOneWaitsElsewhere) {
  exec::SeededRuntime runtime({.seed = 4});
  const exec::RuntimeScope scope(runtime);
  KQUEUE queue;
  KeInitializeQueue(&queue, 1);
  KEVENT release;
  KeInitializeEvent(&release, NotificationEvent, FALSE);
  Item items[2] = {};
  int taken = 0;
  bool may_wait = false;
  const auto worker = [&] {
    KeRemoveQueue(&queue, KernelMode, nullptr);
    ++taken;
    LARGE_INTEGER pause = in_milliseconds(1);
    while (!may_wait) KeDelayExecutionThread(KernelMode, FALSE, &pause);
    wait(&release);
  };
  const auto first = spawn(worker), second = spawn(worker);
  for (Item& item : items) KeInsertQueue(&queue, &item.link);
  runtime.settle(runtime.now_ns() + 10'000'000);
  EXPECT_EQ(taken, 1);
  may_wait = true;
  runtime.settle(runtime.now_ns() + 10'000'000);
  EXPECT_EQ(taken, 2) << "the first one waits for something else";
  KeSetEvent(&release, 0, FALSE);
  join({first, second});
}

}  // namespace
}  // namespace penstock::nt
