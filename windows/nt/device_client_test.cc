// SPDX-License-Identifier: Apache-2.0
#include "nt/device_client.h"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "exec/runtime.h"
#include "nt/every_runtime.h"
#include "nt/io_device.h"
#include "nt/io_driver.h"
#include "nt/io_irp.h"
#include "nt/thread_state.h"
#include "ntifs.h"
#include "testing/rule.h"
#include "wdmsec.h"

namespace penstock::nt {
namespace {

constexpr ULONG kBuffered = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS);
constexpr ULONG kInDirect = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_IN_DIRECT, FILE_ANY_ACCESS);
constexpr ULONG kOutDirect = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x802, METHOD_OUT_DIRECT, FILE_ANY_ACCESS);
constexpr ULONG kNeither = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x803, METHOD_NEITHER, FILE_ANY_ACCESS);
constexpr ULONG kWrites = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x804, METHOD_BUFFERED, FILE_WRITE_ACCESS);

// A driver whose dispatch routine is a function of the test.
struct TestDriver {
  explicit TestDriver(const wchar_t* sddl = nullptr, bool exclusive = false) {
    // The borrower that test_guest() names.
    static const packet::BorrowerId enrolled = ledger().enroll({"test", packet::SnapshotTerms::refuse});
    EXPECT_GE(enrolled, test_guest().borrower());
    current = this;
    for (auto& slot : driver.object()->MajorFunction) slot = dispatch;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Bench");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Bench");
    if (sddl == nullptr) {
      EXPECT_EQ(IoCreateDevice(driver.object(), 0, &name, FILE_DEVICE_UNKNOWN, 0, exclusive, &device),
                STATUS_SUCCESS);
    } else {
      std::size_t length = 0;
      while (sddl[length] != 0) ++length;
      const UNICODE_STRING text = {static_cast<USHORT>(length * 2), static_cast<USHORT>(length * 2 + 2),
                                   const_cast<PWCH>(sddl)};
      EXPECT_EQ(WdmlibIoCreateDeviceSecure(driver.object(), 0, &name, FILE_DEVICE_UNKNOWN, 0, exclusive,
                                           &text, nullptr, &device),
                STATUS_SUCCESS);
    }
    EXPECT_EQ(IoCreateSymbolicLink(&link, &name), STATUS_SUCCESS);
    driver.finish_entry();
  }
  ~TestDriver() {
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\??\\BENCH");
    EXPECT_EQ(IoDeleteSymbolicLink(&link), STATUS_SUCCESS);
    IoDeleteDevice(device);
    current = nullptr;
  }

  static NTSTATUS complete(PIRP irp, NTSTATUS status, ULONG_PTR information = 0) {
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
  }
  static NTSTATUS dispatch(PDEVICE_OBJECT, PIRP irp) {
    const UCHAR major = IoGetCurrentIrpStackLocation(irp)->MajorFunction;
    current->seen.push_back(major);
    const bool for_test = major == IRP_MJ_DEVICE_CONTROL || major == IRP_MJ_READ || major == IRP_MJ_WRITE;
    if (major == IRP_MJ_CREATE) return complete(irp, current->create_status);
    return for_test ? current->body(irp) : complete(irp, STATUS_SUCCESS);
  }

  static TestDriver* current;
  Driver driver{test_guest(), "bench"};
  PDEVICE_OBJECT device = nullptr;
  std::vector<int> seen;
  NTSTATUS create_status = STATUS_SUCCESS;
  std::function<NTSTATUS(PIRP)> body = [](PIRP irp) { return complete(irp, STATUS_SUCCESS); };
};
TestDriver* TestDriver::current = nullptr;

DeviceClient opened() {
  auto client = DeviceClient::open("\\\\.\\Bench");
  EXPECT_TRUE(client);
  return std::move(client).value();
}

std::vector<std::uint8_t> bytes(std::string_view text) { return {text.begin(), text.end()}; }

VOID cancel_parked(PDEVICE_OBJECT, PIRP irp) {
  IoReleaseCancelSpinLock(irp->CancelIrql);
  TestDriver::complete(irp, STATUS_CANCELLED);
}

// Keeps the request until it is cancelled, or until the test takes it out of `kept`.
NTSTATUS park(PIRP irp, PIRP* kept) {
  IoMarkIrpPending(irp);
  *kept = irp;
  IoSetCancelRoutine(irp, cancel_parked);
  if (irp->Cancel && IoSetCancelRoutine(irp, nullptr) != nullptr) TestDriver::complete(irp, STATUS_CANCELLED);
  return STATUS_PENDING;
}

TEST(DeviceClient, ShowsTheDriverCreateThenRequestsThenCleanupThenClose) {
  RULE("K-CLI-3");
  under_every_runtime([] {
    TestDriver driver;
    PIRP kept = nullptr;
    driver.body = [&](PIRP irp) { return park(irp, &kept); };
    NTSTATUS parked = STATUS_SUCCESS;
    DeviceClient client = opened();
    client.control(kBuffered, {}, 0, [&](auto, Answer answer) { parked = answer.status; });
    client.close();
    EXPECT_EQ(parked, STATUS_CANCELLED);
    EXPECT_EQ(driver.seen,
              (std::vector<int>{IRP_MJ_CREATE, IRP_MJ_DEVICE_CONTROL, IRP_MJ_CLEANUP, IRP_MJ_CLOSE}));
    EXPECT_EQ(base::finding_log().list().size(), 0u);
  });
}

TEST(DeviceClient, FindsADeviceUnderEverySpellingOfItsName) {
  RULE("K-CLI-4");
  under_every_runtime([] {
    TestDriver driver;
    for (const char* name :
         {"\\\\.\\Bench", "\\??\\bench", "\\DosDevices\\BENCH", "\\GLOBAL??\\Bench", "\\Device\\Bench"})
      EXPECT_TRUE(DeviceClient::open(name)) << name;
    EXPECT_EQ(DeviceClient::open("\\\\.\\Nobody").fault().status, STATUS_OBJECT_NAME_NOT_FOUND);
  });
}

TEST(DeviceClient, IsRefusedTheSecondHandleOfAnExclusiveDevice) {
  RULE("K-CLI-4");
  under_every_runtime([] {
    TestDriver driver(nullptr, true);
    DeviceClient first = opened();
    EXPECT_EQ(DeviceClient::open("\\\\.\\Bench").fault().status, STATUS_ACCESS_DENIED);
    first.close();
    EXPECT_TRUE(DeviceClient::open("\\\\.\\Bench"));
  });
}

TEST(DeviceClient, IsCheckedAgainstTheDevicesDescriptorAndTheAccessItOpenedWith) {
  RULE("K-CLI-5");
  under_every_runtime([] {
    TestDriver driver(L"D:P(A;;GA;;;SY)(A;;GR;;;WD)");
    const ClientCredentials somebody{.user_id = 1000};
    EXPECT_EQ(DeviceClient::open("\\\\.\\Bench", somebody).fault().status, STATUS_ACCESS_DENIED);
    auto reader = DeviceClient::open("\\\\.\\Bench", somebody, kAccessRead);
    ASSERT_TRUE(reader);
    EXPECT_EQ(reader->control_and_wait(kBuffered, {}, 0).status, STATUS_SUCCESS);
    EXPECT_EQ(reader->control_and_wait(kWrites, {}, 0).status, STATUS_ACCESS_DENIED);
    EXPECT_EQ(reader->write_and_wait(bytes("x")).status, STATUS_ACCESS_DENIED);
  });
}

TEST(DeviceClient, GetsNoCloseAfterAFailedCreate) {
  RULE("K-IO-7");
  under_every_runtime([] {
    TestDriver driver;
    driver.create_status = STATUS_INSUFFICIENT_RESOURCES;
    EXPECT_EQ(DeviceClient::open("\\\\.\\Bench").fault().status, STATUS_INSUFFICIENT_RESOURCES);
    EXPECT_EQ(driver.seen, std::vector<int>{IRP_MJ_CREATE});
  });
}

// Turns the input around in the way its method gives the buffers.
NTSTATUS turn_around(PIRP irp) {
  const auto& parameters = IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl;
  const ULONG method = METHOD_FROM_CTL_CODE(parameters.IoControlCode);
  auto* from = static_cast<UCHAR*>(method == METHOD_NEITHER ? parameters.Type3InputBuffer
                                                            : irp->AssociatedIrp.SystemBuffer);
  void* to = irp->AssociatedIrp.SystemBuffer;
  if (method == METHOD_NEITHER) to = irp->UserBuffer;
  if (method == METHOD_IN_DIRECT || method == METHOD_OUT_DIRECT)
    to = MmGetSystemAddressForMdlSafe(irp->MdlAddress, NormalPagePriority);
  const std::vector<UCHAR> copy(from, from + parameters.InputBufferLength);
  for (std::size_t at = 0; at < copy.size(); ++at) static_cast<UCHAR*>(to)[at] = copy[copy.size() - 1 - at];
  return TestDriver::complete(irp, STATUS_SUCCESS, copy.size());
}

TEST(DeviceClient, ExchangesBuffersByEveryMethod) {
  RULE("K-CLI-6");
  under_every_runtime([] {
    TestDriver driver;
    driver.body = turn_around;
    DeviceClient client = opened();
    for (const ULONG code : {kBuffered, kInDirect, kOutDirect, kNeither})
      EXPECT_EQ(client.control_and_wait(code, bytes("sluice"), 6).output, bytes("eciuls")) << code;
  });
}

TEST(DeviceClient, GetsNoMoreThanItsBufferAndNothingWithAnError) {
  RULE("K-IO-5");
  under_every_runtime([] {
    TestDriver driver;
    driver.body = [](PIRP irp) { return TestDriver::complete(irp, STATUS_SUCCESS, 100); };
    DeviceClient client = opened();
    EXPECT_EQ(client.control_and_wait(kBuffered, {}, 8).output.size(), 8u);
    EXPECT_EQ(findings("F-IO-9"), 1u);
    driver.body = [](PIRP irp) { return TestDriver::complete(irp, STATUS_INVALID_PARAMETER, 4); };
    EXPECT_EQ(client.control_and_wait(kBuffered, {}, 8).output.size(), 0u);
  });
}

TEST(Dispatch, MustSayPendingIfAndOnlyIfItMarkedTheRequest) {
  RULE("K-IO-2");
  under_every_runtime([] {
    TestDriver driver;
    DeviceClient client = opened();
    std::uint64_t expected = 0;
    const auto expect_finding = [&](std::function<NTSTATUS(PIRP)> body) {
      driver.body = std::move(body);
      (void)client.control_and_wait(kBuffered, {}, 0);
      EXPECT_EQ(findings("F-IO-2"), ++expected);
    };
    expect_finding([](PIRP irp) { return TestDriver::complete(irp, STATUS_SUCCESS), STATUS_PENDING; });
    expect_finding([](PIRP irp) { return IoMarkIrpPending(irp), TestDriver::complete(irp, STATUS_SUCCESS); });
    expect_finding([](PIRP irp) { return TestDriver::complete(irp, STATUS_SUCCESS), STATUS_UNSUCCESSFUL; });
    driver.body = [](PIRP irp) {
      return IoMarkIrpPending(irp), TestDriver::complete(irp, STATUS_SUCCESS), STATUS_PENDING;
    };
    (void)client.control_and_wait(kBuffered, {}, 0);
    EXPECT_EQ(findings("F-IO-2"), expected);
  });
}

TEST(Completion, WithPendingOrWithACancelRoutineIsFoundAndPutRight) {
  RULE("K-IO-3");
  under_every_runtime([] {
    TestDriver driver;
    DeviceClient client = opened();
    driver.body = [](PIRP irp) {
      IoMarkIrpPending(irp);
      TestDriver::complete(irp, STATUS_PENDING);
      return STATUS_PENDING;
    };
    EXPECT_EQ(client.control_and_wait(kBuffered, {}, 0).status, STATUS_UNSUCCESSFUL);
    EXPECT_EQ(findings("F-IO-3"), 1u);
    driver.body = [](PIRP irp) {
      IoSetCancelRoutine(irp, cancel_parked);
      return TestDriver::complete(irp, STATUS_SUCCESS);
    };
    (void)client.control_and_wait(kBuffered, {}, 0);
    EXPECT_EQ(findings("F-IO-3"), 2u);
  });
}

TEST(Completion, LeavesTheRequestDeadAndWatched) {
  RULE("K-IO-4");
  under_every_runtime([] {
    TestDriver driver;
    DeviceClient client = opened();
    PIRP kept = nullptr;
    driver.body = [&](PIRP irp) {
      if (kept == nullptr) kept = irp;
      return TestDriver::complete(irp, STATUS_SUCCESS);
    };
    (void)client.control_and_wait(kBuffered, {}, 0);
    kept->IoStatus.Information = 7;
    for (int others = 0; others < 70; ++others) (void)client.control_and_wait(kBuffered, {}, 0);
    EXPECT_EQ(findings("F-IO-4"), 1u);
  });
}

TEST(Cancellation, AndCompletionMeetInEveryOrderAndEndTheRequestOnce) {
  RULE("K-IO-6");
  under_every_runtime([] {
    TestDriver driver;
    DeviceClient client = opened();
    PIRP kept = nullptr;
    driver.body = [&](PIRP irp) { return park(irp, &kept); };
    int answers = 0;
    const auto request = client.control(kBuffered, {}, 0, [&](auto, Answer) { ++answers; });
    const auto canceller = exec::runtime().spawn("canceller", [&] { (void)client.cancel(request); });
    const auto completer = exec::runtime().spawn("completer", [&] {
      const IrpRef record = IrpRecord::find(kept);
      if (!record || !record->pin()) return;  // as a driver's own lock would keep it
      if (IoSetCancelRoutine(kept, nullptr) != nullptr) TestDriver::complete(kept, STATUS_SUCCESS);
      record->unpin();
    });
    exec::runtime().join(canceller);
    exec::runtime().join(completer);
    EXPECT_EQ(answers, 1);
    EXPECT_EQ(base::finding_log().list().size(), 0u);
  });
}

TEST(CancelRoutine, MustReleaseTheCancelSpinLock) {
  RULE("K-IO-6");
  under_every_runtime([] {
    TestDriver driver;
    DeviceClient client = opened();
    driver.body = [](PIRP irp) {
      IoMarkIrpPending(irp);
      IoSetCancelRoutine(irp, [](PDEVICE_OBJECT, PIRP cancelled) {
        cancelled->IoStatus.Status = STATUS_CANCELLED;
        IoCompleteRequest(cancelled, IO_NO_INCREMENT);
      });
      return STATUS_PENDING;
    };
    const auto request = client.control(kBuffered, {}, 0, nullptr);
    EXPECT_TRUE(client.cancel(request));
    EXPECT_EQ(findings("F-IO-5"), 1u);
    EXPECT_EQ(thread_state().irql, kPassive);
  });
}

TEST(DeviceClient, IsAnsweredWhenTheRequestIsCompletedNotWhenDispatchReturns) {
  RULE("K-CLI-7");
  under_every_runtime([] {
    TestDriver driver;
    DeviceClient client = opened();
    PIRP kept = nullptr;
    driver.body = [&](PIRP irp) { return IoMarkIrpPending(irp), kept = irp, STATUS_PENDING; };
    bool answered = false;
    client.control(kBuffered, {}, 0, [&](auto, Answer) { answered = true; });
    EXPECT_FALSE(answered);
    EXPECT_EQ(ledger().count(test_guest().borrower()), 1u);
    TestDriver::complete(kept, STATUS_SUCCESS);
    EXPECT_TRUE(answered);
    EXPECT_EQ(ledger().count(test_guest().borrower()), 0u);
  });
}

}  // namespace
}  // namespace penstock::nt
