// SPDX-License-Identifier: Apache-2.0
// Work items, DPCs and timers.
#include "nt/services.h"

#include <atomic>
#include <string>
#include <vector>

#include "nt/every_runtime.h"
#include "nt/object.h"
#include "nt/thread_state.h"
#include "testing/rule.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

LARGE_INTEGER in_milliseconds(LONGLONG milliseconds) {
  LARGE_INTEGER due;
  due.QuadPart = -milliseconds * 10'000;
  return due;
}

void wait(PVOID object) { KeWaitForSingleObject(object, Executive, KernelMode, FALSE, nullptr); }

void sleep_ms(LONGLONG milliseconds) {
  LARGE_INTEGER interval = in_milliseconds(milliseconds);
  KeDelayExecutionThread(KernelMode, FALSE, &interval);
}

struct Counted {
  KEVENT done;
  std::atomic<int> runs{0};
  int wanted = 1;
  PIO_WORKITEM item = nullptr;

  Counted() { KeInitializeEvent(&done, NotificationEvent, FALSE); }
  void count() {
    if (++runs == wanted) KeSetEvent(&done, 0, FALSE);
  }
};

PDEVICE_OBJECT no_device() { return nullptr; }

TEST(WorkItem, RunsOnceForEachQueueingAtPassive) {
  RULE("K-WORK-1");
  under_every_runtime([] {
    Counted counted;
    PIO_WORKITEM item = IoAllocateWorkItem(no_device());
    const KIRQL before = KeRaiseIrqlToDpcLevel();
    IoQueueWorkItem(
        item,
        [](PDEVICE_OBJECT, PVOID context) {
          EXPECT_EQ(KeGetCurrentIrql(), PASSIVE_LEVEL);
          static_cast<Counted*>(context)->count();
        },
        DelayedWorkQueue, &counted);
    KeLowerIrql(before);
    wait(&counted.done);
    Services::drain();
    EXPECT_EQ(counted.runs.load(), 1);
    IoFreeWorkItem(item);
    EXPECT_EQ(base::finding_log().list().size(), 0u);
  });
}

TEST(WorkItem, MayQueueItselfFromItsRoutineButNotTwice) {
  RULE("K-WORK-2");
  under_every_runtime([] {
    Counted counted;
    counted.wanted = 3;
    counted.item = IoAllocateWorkItem(no_device());
    const auto routine = [](PDEVICE_OBJECT, PVOID context) {
      auto* one = static_cast<Counted*>(context);
      if (one->runs.load() < 2) {
        static PIO_WORKITEM_ROUTINE again = [](PDEVICE_OBJECT, PVOID inner) {
          static_cast<Counted*>(inner)->count();
        };
        IoQueueWorkItem(one->item, again, DelayedWorkQueue, context);
        one->count();
      }
      one->count();
    };
    IoQueueWorkItem(counted.item, routine, DelayedWorkQueue, &counted);
    wait(&counted.done);
    Services::drain();
    EXPECT_EQ(counted.runs.load(), 3);
    EXPECT_EQ(findings("F-WORK-1"), 0u);
    IoFreeWorkItem(counted.item);
  });
}

// With one worker that is busy, what is queued stays queued until the test lets it go.
TEST(WorkItem, QueuedTwiceOrFreedWhileQueuedIsFound) {
  RULE("K-WORK-3");
  under_every_runtime(
      [] {
        KEVENT go;
        KeInitializeEvent(&go, NotificationEvent, FALSE);
        WORK_QUEUE_ITEM blocker;
        ExInitializeWorkItem(
            &blocker, [](PVOID event) { wait(event); }, &go);
        ExQueueWorkItem(&blocker, DelayedWorkQueue);
        Counted counted;
        PIO_WORKITEM item = IoAllocateWorkItem(no_device());
        const PIO_WORKITEM_ROUTINE count = [](PDEVICE_OBJECT, PVOID context) {
          static_cast<Counted*>(context)->count();
        };
        IoQueueWorkItem(item, count, DelayedWorkQueue, &counted);
        IoQueueWorkItem(item, count, DelayedWorkQueue, &counted);
        EXPECT_EQ(findings("F-WORK-1"), 1u);
        IoFreeWorkItem(item);
        EXPECT_EQ(findings("F-WORK-2"), 1u);
        KeSetEvent(&go, 0, FALSE);
        Services::drain();
        EXPECT_EQ(counted.runs.load(), 1) << "the second queueing was ignored, the first not lost";
      },
      {.dpc_processors = 1, .workers_per_queue = 1});
  under_every_runtime([] {
    EXPECT_NE(IoAllocateWorkItem(no_device()), nullptr);
    for (Account* account : accounts()) {
      if (std::string_view(account->name()) == "work items") account->close(test_guest());
    }
    EXPECT_EQ(findings("F-WORK-3"), 1u);
  });
}

TEST(WorkItem, HoldsItsDeviceUntilTheRoutineReturned) {
  RULE("K-WORK-4");
  under_every_runtime([] {
    static std::atomic<bool> destroyed;
    destroyed = false;
    DEVICE_OBJECT device{};
    object_created(&device, {.type = &file_type, .destroy = [](void*) { destroyed = true; }});
    PIO_WORKITEM item = IoAllocateWorkItem(&device);
    IoQueueWorkItem(
        item, [](PDEVICE_OBJECT, PVOID) { EXPECT_FALSE(destroyed.load()); }, DelayedWorkQueue, nullptr);
    object_dereference(&device, {});
    Services::drain();
    EXPECT_TRUE(destroyed.load());
    IoFreeWorkItem(item);
  });
}

void count_dpc(PKDPC, PVOID context, PVOID, PVOID) { static_cast<Counted*>(context)->count(); }

TEST(Dpc, IsInAQueueOnceAndRunsAtDispatch) {
  RULE("K-DPC-1");
  under_every_runtime([] {
    Counted counted;
    KDPC dpc;
    KeInitializeDpc(
        &dpc,
        [](PKDPC, PVOID context, PVOID first, PVOID second) {
          EXPECT_EQ(KeGetCurrentIrql(), DISPATCH_LEVEL);
          EXPECT_EQ(first, context);
          EXPECT_EQ(second, nullptr);
          static_cast<Counted*>(context)->count();
        },
        &counted);
    int queued = 0;
    for (int i = 0; i < 5; ++i) queued += KeInsertQueueDpc(&dpc, &counted, nullptr);
    KeFlushQueuedDpcs();
    EXPECT_EQ(counted.runs.load(), queued);
    EXPECT_GE(queued, 1);
    KeInsertQueueDpc(&dpc, &counted, nullptr);
    const bool removed = KeRemoveQueueDpc(&dpc);
    KeFlushQueuedDpcs();
    EXPECT_EQ(counted.runs.load(), queued + (removed ? 0 : 1));
  });
}

TEST(Dpc, OfOneProcessorRunOneAfterTheOther) {
  under_every_runtime([] {
    static std::atomic<int> inside;
    static std::string order;
    inside = 0;
    order.clear();
    KDPC dpcs[4];
    for (int i = 0; i < 4; ++i) {
      KeInitializeDpc(
          &dpcs[i],
          [](PKDPC, PVOID context, PVOID, PVOID) {
            EXPECT_EQ(inside.fetch_add(1), 0);
            exec::runtime().point(exec::Point::yield);
            order += static_cast<char>('a' + reinterpret_cast<std::uintptr_t>(context));
            inside.fetch_sub(1);
          },
          reinterpret_cast<PVOID>(static_cast<std::uintptr_t>(i)));
      KeSetTargetProcessorDpc(&dpcs[i], 1);
      KeInsertQueueDpc(&dpcs[i], nullptr, nullptr);
    }
    KeFlushQueuedDpcs();
    EXPECT_EQ(order, "abcd");
  });
}

TEST(Dpc, FlushWaitsForAllProcessors) {
  RULE("K-DPC-2");
  under_every_runtime([] {
    Counted counted;
    KDPC dpcs[6];
    for (int i = 0; i < 6; ++i) {
      KeInitializeDpc(&dpcs[i], count_dpc, &counted);
      KeSetTargetProcessorDpc(&dpcs[i], static_cast<CCHAR>(i % 2));
      KeInsertQueueDpc(&dpcs[i], nullptr, nullptr);
    }
    KeFlushQueuedDpcs();
    EXPECT_EQ(counted.runs.load(), 6);
  });
}

TEST(Timer, OneShotSignalsAndQueuesItsDpcOnce) {
  RULE("K-TIMER-1");
  under_every_runtime([] {
    Counted counted;
    KDPC dpc;
    KeInitializeDpc(&dpc, count_dpc, &counted);
    KTIMER timer;
    KeInitializeTimer(&timer);
    const std::int64_t before_ns = exec::runtime().now_ns();
    EXPECT_FALSE(KeSetTimer(&timer, in_milliseconds(2), &dpc));
    wait(&timer);
    EXPECT_GE(exec::runtime().now_ns() - before_ns, 2'000'000);
    EXPECT_TRUE(KeReadStateTimer(&timer));
    wait(&counted.done);
    EXPECT_FALSE(KeCancelTimer(&timer)) << "it is out of the queue";
    KeSetTimer(&timer, LARGE_INTEGER{}, nullptr);
    wait(&timer);
    EXPECT_EQ(counted.runs.load(), 1);
  });
}

TEST(Timer, SettingItAgainReplacesIt) {
  RULE("K-TIMER-2");
  under_every_runtime([] {
    Counted counted;
    KDPC dpc;
    KeInitializeDpc(&dpc, count_dpc, &counted);
    KTIMER timer;
    KeInitializeTimer(&timer);
    KeSetTimer(&timer, in_milliseconds(1'000'000), &dpc);
    EXPECT_TRUE(KeSetTimer(&timer, in_milliseconds(1), &dpc));
    wait(&timer);
    KeFlushQueuedDpcs();
    EXPECT_EQ(counted.runs.load(), 1);
    EXPECT_FALSE(KeCancelTimer(&timer));
  });
}

TEST(Timer, CancelledPeriodicTimerIsDoneAfterAFlush) {
  RULE("K-TIMER-3");
  under_every_runtime([] {
    Counted counted;
    counted.wanted = 3;
    KDPC dpc;
    KeInitializeDpc(&dpc, count_dpc, &counted);
    KTIMER timer;
    KeInitializeTimerEx(&timer, SynchronizationTimer);
    KeSetTimerEx(&timer, in_milliseconds(1), 1, &dpc);
    wait(&counted.done);
    EXPECT_TRUE(KeCancelTimer(&timer)) << "periodic: always, while it is set";
    KeFlushQueuedDpcs();
    const int runs = counted.runs.load();
    sleep_ms(5);
    EXPECT_EQ(counted.runs.load(), runs);
  });
}

TEST(Timer, InitialisedWhileQueuedOrLeftAtUnloadIsFound) {
  RULE("K-TIMER-4");
  under_every_runtime([] {
    KTIMER timer;
    KeInitializeTimer(&timer);
    KeSetTimer(&timer, in_milliseconds(1'000'000), nullptr);
    KeInitializeTimer(&timer);
    EXPECT_EQ(findings("F-TIMER-1"), 1u);
    KeSetTimer(&timer, in_milliseconds(1'000'000), nullptr);
    for (Account* account : accounts()) {
      if (std::string_view(account->name()) == "timers") account->close(test_guest());
    }
    EXPECT_EQ(findings("F-TIMER-2"), 1u);
    EXPECT_FALSE(KeCancelTimer(&timer));
  });
}

TEST(ExTimer, CallsBackAtDispatchAndIsGoneAfterDelete) {
  under_every_runtime([] {
    Counted counted;
    counted.wanted = 2;
    PEX_TIMER timer = ExAllocateTimer(
        [](PEX_TIMER, PVOID context) {
          EXPECT_EQ(KeGetCurrentIrql(), DISPATCH_LEVEL);
          static_cast<Counted*>(context)->count();
        },
        &counted, 0);
    ExSetTimer(timer, -10'000, 10'000, nullptr);
    wait(&counted.done);
    EXPECT_TRUE(ExDeleteTimer(timer, TRUE, TRUE, nullptr));
    const int runs = counted.runs.load();
    sleep_ms(4);
    EXPECT_EQ(counted.runs.load(), runs);
    EXPECT_EQ(findings("F-TIMER-3"), 0u);
  });
}

}  // namespace
}  // namespace penstock::nt
