// SPDX-License-Identifier: Apache-2.0
// The driver framework, driven as a driver and its clients would.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "exec/runtime.h"
#include "nt/device_client.h"
#include "nt/every_runtime.h"
#include "nt/io_driver.h"
#include "nt/registry.h"
#include "nt/thread_state.h"
#include "nt/wdf_driver.h"
#include "testing/rule.h"
#include "wdf.h"

namespace penstock::nt {
namespace {

struct Counter {
  int value;
};
struct Other {
  int value;
};
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(Counter, CounterOf);
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(Other, OtherOf);

constexpr ULONG kCode = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS);
std::vector<std::string> events;
std::function<void(WDFQUEUE, WDFREQUEST)> on_request;

void on_control(WDFQUEUE queue, WDFREQUEST request, size_t, size_t, ULONG) { on_request(queue, request); }

// A framework driver with one control device.
struct Framework {
  Framework() : driver(test_guest(), "framework") {
    // The borrower that test_guest() names.
    static const packet::BorrowerId enrolled = ledger().enroll({"test", packet::SnapshotTerms::refuse});
    EXPECT_GE(enrolled, test_guest().borrower());
    events.clear();
    WDF_DRIVER_CONFIG config;
    WDF_DRIVER_CONFIG_INIT(&config, nullptr);
    config.DriverInitFlags = WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = [](WDFDRIVER) { events.push_back("unload"); };
    UNICODE_STRING path = RTL_CONSTANT_STRING(L"\\Registry");
    EXPECT_EQ(WdfDriverCreate(driver.object(), &path, nullptr, &config, &handle), STATUS_SUCCESS);
  }
  ~Framework() {
    if (device != nullptr || !unloaded) unload();
  }
  void unload() {
    if (unloaded) return;
    unloaded = true;
    driver.run_unload();
  }
  PWDFDEVICE_INIT init() {
    UNICODE_STRING everybody = RTL_CONSTANT_STRING(L"D:P(A;;GA;;;WD)");
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Framed");
    PWDFDEVICE_INIT made = WdfControlDeviceInitAllocate(handle, &everybody);
    EXPECT_EQ(WdfDeviceInitAssignName(made, &name), STATUS_SUCCESS);
    return made;
  }
  void make_device(PWDFDEVICE_INIT made, bool finish = true) {
    EXPECT_EQ(WdfDeviceCreate(&made, nullptr, &device), STATUS_SUCCESS);
    EXPECT_EQ(made, nullptr);
    if (finish) WdfControlFinishInitializing(device);
  }
  WDFQUEUE make_queue(WDF_IO_QUEUE_DISPATCH_TYPE type, bool is_default = true) {
    WDF_IO_QUEUE_CONFIG config;
    WDF_IO_QUEUE_CONFIG_INIT(&config, type);
    config.DefaultQueue = is_default;
    if (type != WdfIoQueueDispatchManual) config.EvtIoDeviceControl = on_control;
    WDFQUEUE queue = nullptr;
    EXPECT_EQ(WdfIoQueueCreate(device, &config, nullptr, &queue), STATUS_SUCCESS);
    return queue;
  }
  WDFOBJECT make_object(WDFOBJECT parent, const char* name) {
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, Counter);
    attributes.ParentObject = parent;
    attributes.EvtCleanupCallback = [](WDFOBJECT object) {
      events.push_back("cleanup " + std::to_string(CounterOf(object)->value));
    };
    attributes.EvtDestroyCallback = [](WDFOBJECT) { events.push_back("destroy"); };
    WDFOBJECT object = nullptr;
    EXPECT_EQ(WdfObjectCreate(&attributes, &object), STATUS_SUCCESS);
    EXPECT_EQ(CounterOf(object)->value, 0) << "contexts are zeroed";
    CounterOf(object)->value = name[0] - '0';
    return object;
  }

  Driver driver;
  WDFDRIVER handle = nullptr;
  WDFDEVICE device = nullptr;
  bool unloaded = false;
};

DeviceClient opened() {
  auto client = DeviceClient::open("\\Device\\Framed");
  EXPECT_TRUE(client);
  return std::move(client).value();
}

TEST(FrameworkObject, IsCleanedUpChildrenFirstAndDestroyedWhenNobodyRefersToIt) {
  RULE("K-WDF-1");
  RULE("K-WDF-2");
  under_every_runtime([] {
    Framework framework;
    const WDFOBJECT parent = framework.make_object(framework.handle, "1");
    const WDFOBJECT child = framework.make_object(parent, "2");
    framework.make_object(child, "3");
    WdfObjectReference(child);
    WdfObjectDelete(parent);
    EXPECT_EQ(events,
              (std::vector<std::string>{"cleanup 3", "destroy", "cleanup 2", "cleanup 1", "destroy"}));
    WdfObjectDereference(child);
    EXPECT_EQ(events.back(), "destroy");
    EXPECT_EQ(events.size(), 6u);
  });
}

TEST(FrameworkObject, CarriesContextsOfSeveralTypesAndAnswersNullForOthers) {
  RULE("K-WDF-3");
  under_every_runtime([] {
    Framework framework;
    const WDFOBJECT object = framework.make_object(framework.handle, "1");
    EXPECT_EQ(OtherOf(object), nullptr);
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, Other);
    PVOID context = nullptr;
    EXPECT_EQ(WdfObjectAllocateContext(object, &attributes, &context), STATUS_SUCCESS);
    EXPECT_EQ(OtherOf(object), context);
    EXPECT_EQ(WdfObjectContextGetObject(context), object);
    EXPECT_EQ(CounterOf(object)->value, 1);
    EXPECT_EQ(WdfObjectAllocateContext(object, &attributes, &context), STATUS_OBJECT_NAME_EXISTS);
  });
}

TEST(FrameworkStructure, OfTheWrongSizeIsRefused) {
  RULE("K-WDF-4");
  under_every_runtime([] {
    Framework framework;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.Size -= 8;
    WDFOBJECT object = nullptr;
    EXPECT_EQ(WdfObjectCreate(&attributes, &object), STATUS_INFO_LENGTH_MISMATCH);
  });
}

TEST(FrameworkHandle, OfAnotherKindOrDeletedIsFound) {
  RULE("K-WDF-15");
  under_every_runtime([] {
    Framework framework;
    const WDFOBJECT object = framework.make_object(framework.handle, "1");
    EXPECT_EQ(WdfMemoryGetBuffer(static_cast<WDFMEMORY>(object), nullptr), nullptr);
    EXPECT_EQ(findings("F-WDF-3"), 1u);
    WdfObjectDelete(object);
    WdfObjectDelete(object);
    EXPECT_EQ(findings("F-WDF-3"), 2u);
  });
}

TEST(FrameworkLookaside, GivesMemoryOfOneSizeWithTheContextOfItsAttributes) {
  RULE("K-WDF-2");  // a context is readable while its object is destroyed
  under_every_runtime([] {
    Framework framework;
    WDF_OBJECT_ATTRIBUTES of_memory;
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&of_memory, Counter);
    of_memory.EvtDestroyCallback = [](WDFOBJECT memory) {
      events.push_back("memory " + std::to_string(CounterOf(memory)->value));
    };
    WDFLOOKASIDE list = nullptr;
    EXPECT_EQ(WdfLookasideListCreate(nullptr, 0, NonPagedPoolNx, &of_memory, 'tsiL', &list),
              STATUS_INVALID_PARAMETER);
    ASSERT_EQ(WdfLookasideListCreate(nullptr, 300, NonPagedPoolNx, &of_memory, 'tsiL', &list),
              STATUS_SUCCESS);
    WDFMEMORY first = nullptr, second = nullptr;
    ASSERT_EQ(WdfMemoryCreateFromLookaside(list, &first), STATUS_SUCCESS);
    ASSERT_EQ(WdfMemoryCreateFromLookaside(list, &second), STATUS_SUCCESS);
    size_t bytes = 0;
    std::memset(WdfMemoryGetBuffer(first, &bytes), 1, 300);
    EXPECT_EQ(bytes, 300u);
    EXPECT_NE(WdfMemoryGetBuffer(first, nullptr), WdfMemoryGetBuffer(second, nullptr));
    CounterOf(first)->value = 1;
    EXPECT_EQ(CounterOf(second)->value, 0);
    WdfObjectDelete(first);
    EXPECT_EQ(events, std::vector<std::string>{"memory 1"});
    WdfObjectDelete(list);
    EXPECT_NE(WdfMemoryGetBuffer(second, nullptr), nullptr) << "which does not go with the list";
    EXPECT_EQ(WdfMemoryCreateFromLookaside(list, &first), STATUS_INVALID_PARAMETER);
    EXPECT_EQ(findings("F-WDF-3"), 1u);
  });
}

TEST(FrameworkReference, LeftAtUnloadIsReportedWithItsLine) {
  RULE("K-WDF-16");
  under_every_runtime([] {
    Framework framework;
    WdfObjectReference(framework.make_object(framework.handle, "1"));
    framework.unload();
    for (Account* account : accounts()) account->close(test_guest());
    ASSERT_EQ(findings("F-WDF-4"), 1u);
    EXPECT_NE(base::finding_log().list().back().message.find("wdf_test.cc:"), std::string::npos);
  });
}

TEST(DeviceInit, NeitherUsedNorFreedIsReported) {
  RULE("K-WDF-13");
  under_every_runtime([] {
    Framework framework;
    WdfDeviceInitFree(framework.init());
    framework.init();
    framework.unload();
    for (Account* account : accounts()) account->close(test_guest());
    EXPECT_EQ(findings("F-WDF-2"), 1u);
  });
}

TEST(ControlDevice, IsNotOpenedBeforeItIsFinishedAndGoesWithItsDriver) {
  RULE("K-WDF-12");
  under_every_runtime([] {
    Framework framework;
    framework.make_device(framework.init(), false);
    EXPECT_EQ(DeviceClient::open("\\Device\\Framed").fault().status, STATUS_NO_SUCH_DEVICE);
    EXPECT_EQ(findings("F-IO-7"), 1u);
    WdfControlFinishInitializing(framework.device);
    opened().close();
    framework.unload();
    EXPECT_EQ(events, std::vector<std::string>{"unload"});
    EXPECT_EQ(DeviceClient::open("\\Device\\Framed").fault().status, STATUS_OBJECT_NAME_NOT_FOUND);
  });
}

TEST(FrameworkRequest, CompletedTwiceIsFound) {
  RULE("K-WDF-5");
  under_every_runtime([] {
    Framework framework;
    framework.make_device(framework.init());
    framework.make_queue(WdfIoQueueDispatchSequential);
    on_request = [](WDFQUEUE, WDFREQUEST request) {
      WdfObjectReference(request);
      WdfRequestComplete(request, STATUS_SUCCESS);
      WdfRequestComplete(request, STATUS_SUCCESS);
      WdfObjectDereference(request);
    };
    EXPECT_EQ(opened().control_and_wait(kCode, {}, 0).status, STATUS_SUCCESS);
    EXPECT_EQ(findings("F-WDF-1"), 1u);
  });
}

TEST(SequentialQueue, PresentsTheNextRequestWhenTheOneBeforeHasLeft) {
  RULE("K-WDF-6");
  under_every_runtime([] {
    Framework framework;
    framework.make_device(framework.init());
    framework.make_queue(WdfIoQueueDispatchSequential);
    std::vector<WDFREQUEST> with_driver;
    on_request = [&](WDFQUEUE, WDFREQUEST request) { with_driver.push_back(request); };
    DeviceClient client = opened();
    int answers = 0;
    for (int request = 0; request < 3; ++request)
      client.control(kCode, {}, 0, [&](auto, Answer) { ++answers; });
    for (std::size_t turn = 1; turn <= 3; ++turn) {
      EXPECT_EQ(with_driver.size(), turn);
      WdfRequestComplete(with_driver.back(), STATUS_SUCCESS);
    }
    EXPECT_EQ(answers, 3);
  });
}

TEST(ParallelQueue, LosesNoRequestOfClientsThatComeAtOnce) {
  RULE("K-WDF-6");
  under_every_runtime([] {
    Framework framework;
    framework.make_device(framework.init());
    framework.make_queue(WdfIoQueueDispatchParallel);
    on_request = [](WDFQUEUE, WDFREQUEST request) { WdfRequestComplete(request, STATUS_SUCCESS); };
    DeviceClient client = opened();
    std::atomic<int> answers{0};
    const auto send = [&] {
      for (int request = 0; request < 20; ++request)
        client.control(kCode, {}, 0, [&](auto, Answer) { ++answers; });
    };
    const auto first = exec::runtime().spawn("first", send);
    const auto second = exec::runtime().spawn("second", send);
    exec::runtime().join(first);
    exec::runtime().join(second);
    EXPECT_EQ(answers.load(), 40);
  });
}

TEST(Queue, PurgedCancelsWhatWaitsAndRefusesWhatComes) {
  RULE("K-WDF-10");
  under_every_runtime([] {
    Framework framework;
    framework.make_device(framework.init());
    const WDFQUEUE queue = framework.make_queue(WdfIoQueueDispatchManual);
    DeviceClient client = opened();
    NTSTATUS waiting = STATUS_SUCCESS;
    client.control(kCode, {}, 0, [&](auto, Answer answer) { waiting = answer.status; });
    WdfIoQueuePurgeSynchronously(queue);
    EXPECT_EQ(waiting, STATUS_CANCELLED);
    EXPECT_EQ(client.control_and_wait(kCode, {}, 0).status, STATUS_INVALID_DEVICE_STATE);
    WdfIoQueueStart(queue);
    on_request = nullptr;
    client.control(kCode, {}, 0, [&](auto, Answer answer) { waiting = answer.status; });
    WDFREQUEST request = nullptr;
    EXPECT_EQ(WdfIoQueueRetrieveNextRequest(queue, &request), STATUS_SUCCESS);
    WdfRequestComplete(request, STATUS_SUCCESS);
    EXPECT_EQ(waiting, STATUS_SUCCESS);
  });
}

TEST(CancelableRequest, IsCompletedByTheDriverOrByTheCallbackNeverByBoth) {
  RULE("K-WDF-9");
  under_every_runtime([] {
    Framework framework;
    framework.make_device(framework.init());
    framework.make_queue(WdfIoQueueDispatchParallel);
    WDFREQUEST owned = nullptr;
    on_request = [&](WDFQUEUE, WDFREQUEST request) {
      owned = request;
      WdfObjectReference(request);
      WdfRequestMarkCancelable(request,
                               [](WDFREQUEST cancelled) { WdfRequestComplete(cancelled, STATUS_CANCELLED); });
    };
    DeviceClient client = opened();
    int answers = 0;
    const auto id = client.control(kCode, {}, 0, [&](auto, Answer) { ++answers; });
    const auto canceller = exec::runtime().spawn("canceller", [&] { (void)client.cancel(id); });
    if (WdfRequestUnmarkCancelable(owned) == STATUS_SUCCESS) WdfRequestComplete(owned, STATUS_SUCCESS);
    exec::runtime().join(canceller);
    EXPECT_EQ(answers, 1);
    WdfObjectDereference(owned);
    for (const base::Finding& finding : base::finding_log().list())
      ADD_FAILURE() << finding.code << " " << finding.message;
  });
}

TEST(FrameworkFile, SeesCreateThenCleanupThenCloseOnceEach) {
  RULE("K-WDF-14");
  under_every_runtime([] {
    Framework framework;
    WDF_FILEOBJECT_CONFIG files;
    WDF_FILEOBJECT_CONFIG_INIT(
        &files,
        [](WDFDEVICE, WDFREQUEST request, WDFFILEOBJECT) {
          events.push_back("create");
          WdfRequestComplete(request, STATUS_SUCCESS);
        },
        [](WDFFILEOBJECT) { events.push_back("close"); }, [](WDFFILEOBJECT) { events.push_back("cleanup"); });
    PWDFDEVICE_INIT init = framework.init();
    WdfDeviceInitSetFileObjectConfig(init, &files, nullptr);
    framework.make_device(init);
    opened().close();
    EXPECT_EQ(events, (std::vector<std::string>{"create", "cleanup", "close"}));
  });
}

TEST(FrameworkTimer, ExpiresAndWhenStoppedFromItsOwnCallbackIsFound) {
  RULE("K-WDF-11");
  under_every_runtime([] {
    Framework framework;
    framework.make_device(framework.init());
    WDF_TIMER_CONFIG config;
    WDF_TIMER_CONFIG_INIT(&config, [](WDFTIMER timer) {
      events.push_back("expired");
      (void)WdfTimerStop(timer, TRUE);
    });
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    WDFTIMER timer = nullptr;
    EXPECT_EQ(WdfTimerCreate(&config, &attributes, &timer), STATUS_WDF_PARENT_NOT_SPECIFIED);
    attributes.ParentObject = framework.device;
    EXPECT_EQ(WdfTimerCreate(&config, &attributes, &timer), STATUS_SUCCESS);
    (void)WdfTimerStart(timer, WDF_REL_TIMEOUT_IN_MS(1));
    LARGE_INTEGER later;
    later.QuadPart = WDF_REL_TIMEOUT_IN_MS(20);
    KeDelayExecutionThread(KernelMode, FALSE, &later);
    (void)WdfTimerStop(timer, TRUE);
    EXPECT_EQ(events, std::vector<std::string>{"expired"});
    EXPECT_EQ(findings("F-WAIT-6"), 1u);
  });
}

TEST(FrameworkKey, AnswersWhatTheConfigurationSaysAndTellsWrongTypesApart) {
  RULE("K-REG-1");
  under_every_runtime([] {
    Framework framework;
    const auto key_in_tree = registry().create(service_key_path("framework") + u"\\Parameters");
    key_in_tree->set(RegistryValue::dword(u"Limit", 7));
    key_in_tree->set(RegistryValue::string(u"Name", u"lock"));
    WDFKEY key = nullptr;
    ASSERT_EQ(WdfDriverOpenParametersRegistryKey(framework.handle, KEY_READ, nullptr, &key), STATUS_SUCCESS);
    UNICODE_STRING limit = RTL_CONSTANT_STRING(L"LIMIT");
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Name");
    UNICODE_STRING nothing = RTL_CONSTANT_STRING(L"Nothing");
    ULONG value = 0;
    EXPECT_EQ(WdfRegistryQueryULong(key, &limit, &value), STATUS_SUCCESS);
    EXPECT_EQ(value, 7u);
    EXPECT_EQ(WdfRegistryQueryULong(key, &name, &value), STATUS_OBJECT_TYPE_MISMATCH);
    EXPECT_EQ(WdfRegistryQueryULong(key, &nothing, &value), STATUS_OBJECT_NAME_NOT_FOUND);
    DECLARE_UNICODE_STRING_SIZE(small, 2);
    USHORT needed = 0;
    EXPECT_EQ(WdfRegistryQueryUnicodeString(key, &name, &needed, &small), STATUS_BUFFER_OVERFLOW);
    EXPECT_EQ(needed, 10u);
    WdfRegistryClose(key);
  });
}

}  // namespace
}  // namespace penstock::nt
