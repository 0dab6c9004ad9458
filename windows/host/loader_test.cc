// SPDX-License-Identifier: Apache-2.0
#include "host/loader.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <optional>

#include "base/finding.h"
#include "exec/runtime.h"
#include "exec/seeded_runtime.h"
#include "nt/debug_print.h"
#include "nt/device_client.h"
#include "nt/guest.h"
#include "nt/registry.h"
#include "nt/services.h"
#include "testing/rule.h"

namespace penstock::host {
namespace {

constexpr std::uint32_t kFirst = 0x222000;
constexpr std::uint32_t kSecond = 0x222004;
constexpr std::uint32_t kThird = 0x222008;
constexpr std::int32_t kSuccess = 0;
constexpr std::int32_t kCancelled = static_cast<std::int32_t>(0xC0000120);
constexpr std::int32_t kNameNotFound = static_cast<std::int32_t>(0xC0000034);
constexpr std::int32_t kNoSuchDevice = static_cast<std::int32_t>(0xC000000E);

std::string driver(const std::string& name) {
  return std::string(PENSTOCK_TEST_DRIVERS) + "/" + name + "_guest.so";
}

std::vector<std::uint8_t> bytes(std::string_view text) { return {text.begin(), text.end()}; }

bool was_found(std::string_view code, std::string_view part = "") {
  for (const base::Finding& finding : base::finding_log().list())
    if (finding.code == code && finding.message.find(part) != std::string::npos) return true;
  return false;
}

std::string findings() {
  std::string text;
  for (const base::Finding& finding : base::finding_log().list())
    text += finding.code + " " + finding.message + "\n";
  return text;
}

// Each test runs on the machine and under the scheduler with a seed.
class Loading : public ::testing::TestWithParam<int> {
 protected:
  Loading() {
    base::finding_log().clear();
    if (GetParam() != 0) {
      seeded_.emplace(exec::SeededOptions{.seed = static_cast<std::uint64_t>(GetParam())});
      scope_.emplace(*seeded_);
    }
    services_.emplace();
  }

  LoadedDriver* load(Host& host, const std::string& name, const std::string& service) {
    auto loaded = host.load(driver(name), service);
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.fault().message);
    return loaded ? *loaded : nullptr;
  }

  std::optional<exec::SeededRuntime> seeded_;
  std::optional<exec::RuntimeScope> scope_;
  std::optional<nt::Services> services_;
};

INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Loading, ::testing::Values(0, 1, 2));

TEST_P(Loading, AWellBehavedDriverComesAndGoesTwiceWithoutAFinding) {
  RULE("K-LOAD-1");
  RULE("K-LOAD-5");
  RULE("K-UNLOAD-5");
  Host host;
  for (int round = 0; round < 2; ++round) {
    LoadedDriver* plain = load(host, "plain", "plain");
    ASSERT_NE(plain, nullptr);
    auto client = nt::DeviceClient::open("\\\\.\\Plain");
    ASSERT_TRUE(client);
    const nt::Answer answer = client->control_and_wait(kFirst, {}, 4);
    EXPECT_EQ(answer.status, kSuccess);
    ASSERT_EQ(answer.output.size(), 4u);
    EXPECT_EQ(answer.output[0], 1) << "static data must be fresh at each load";
    EXPECT_EQ(client->control_and_wait(kSecond, bytes("quay"), 8).output, bytes("QUAY"));
    client->close();
    EXPECT_TRUE(host.unload(*plain));
  }
  EXPECT_EQ(nt::DeviceClient::open("\\\\.\\Plain").fault().status, kNameNotFound);
  EXPECT_EQ(findings(), "");
}

TEST_P(Loading, TheSameFileTwiceIsTwoDriversWithGlobalsOfTheirOwn) {
  RULE("K-UNLOAD-5");
  Host host;
  LoadedDriver* first = load(host, "stuck", "first");
  ASSERT_NE(first, nullptr);
  const auto second = host.load(driver("stuck"), "second");
  ASSERT_FALSE(second);  // its device name is taken: that is its DriverEntry's failure, not the loader's
  EXPECT_EQ(second.fault().fault, Fault::entry_failed);
  LoadedDriver* third = load(host, "no_unload", "third");
  LoadedDriver* fourth = load(host, "no_unload", "fourth");
  ASSERT_NE(third, nullptr);
  ASSERT_NE(fourth, nullptr);
  EXPECT_NE(third->module().begin(), fourth->module().begin());
}

TEST_P(Loading, WhatADriverLeavesBehindIsReportedWithWhereItWasMade) {
  RULE("K-UNLOAD-3");
  RULE("K-GUEST-3");
  Host host;
  LoadedDriver* leaver = load(host, "leaver", "leaver");
  ASSERT_NE(leaver, nullptr);
  ASSERT_TRUE(host.unload(*leaver));
  EXPECT_TRUE(was_found("F-UNLOAD-1", "\\Device\\Leaver")) << findings();
  EXPECT_TRUE(was_found("F-UNLOAD-2", "Leaver"));
  EXPECT_TRUE(was_found("F-UNLOAD-5"));
  EXPECT_TRUE(was_found("F-POOL-9"));
  for (const base::Finding& finding : base::finding_log().list()) {
    EXPECT_EQ(finding.who, "leaver");
    EXPECT_EQ(base::name_of(finding.first).substr(0, 14), "DriverEntry+0x") << finding.code;
    EXPECT_NE(base::name_of(finding.first).find("(leaver, unloaded)"), std::string::npos);
  }
  EXPECT_EQ(nt::DeviceClient::open("\\\\.\\Leaver").fault().status, kNameNotFound);
}

TEST_P(Loading, AFailedEntryIsCleanedUpWithoutDriverUnload) {
  RULE("K-LOAD-2");
  Host host;
  const auto failed = host.load(driver("failing"), "failing");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.fault().fault, Fault::entry_failed);
  EXPECT_EQ(failed.fault().status, kNoSuchDevice);
  EXPECT_TRUE(was_found("F-UNLOAD-1", "\\Device\\Failing"));
  EXPECT_FALSE(was_found("F-UNLOAD-1", "WasUnloaded"));
  EXPECT_TRUE(host.drivers().empty());
}

TEST_P(Loading, ParametersStandBelowTheDriversRegistryPath) {
  RULE("K-REG-1");
  Host host;
  const RegistryParameters parameters = {{"Limit", std::uint32_t{7}}, {"Name", std::string("lock")}};
  ASSERT_TRUE(host.load(driver("plain"), "configured", parameters));
  const auto key = nt::registry().open(
      u"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\configured\\Parameters");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->value(u"LIMIT")->data, (std::vector<std::uint8_t>{7, 0, 0, 0}));
  EXPECT_EQ(key->value(u"Name")->type, nt::kRegSz);
}

TEST_P(Loading, EachLoadBeginsWithExactlyTheParametersGiven) {
  RULE("K-REG-1");
  Host host;
  const std::u16string path = u"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\again\\Parameters";
  const auto first = host.load(driver("plain"), "again", {{"Limit", std::uint32_t{7}}});
  ASSERT_TRUE(first);
  const auto earlier = nt::registry().open(path);
  earlier->set(nt::RegistryValue::dword(u"WrittenByTheDriver", 1));
  ASSERT_NE(earlier->create(u"Below"), nullptr);
  ASSERT_TRUE(host.unload(**first));
  ASSERT_TRUE(host.load(driver("plain"), "again", {{"Name", std::string("quay")}}));
  const auto key = nt::registry().open(path);
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->values().size(), 1u);
  EXPECT_EQ(key->value(u"Name")->type, nt::kRegSz);
  EXPECT_TRUE(key->subkeys().empty());
}

// What lingerer.c leaves inside itself.
enum Linger : std::uint32_t { waiting = 1, sleeping, at_a_queue, spinning, timer, dpc, ex_work, io_work };

Result<LoadedDriver*> load_lingerer(Host& host, std::uint32_t linger) {
  return host.load(driver("lingerer"), "lingerer", {{"Linger", linger}});
}

// A global of the driver, for as long as it is mapped.
std::atomic<std::int32_t>* variable(const GuestModule& module, std::string_view name) {
  for (const Symbol& symbol : module.image().symbols())
    if (symbol.name == name)
      return static_cast<std::atomic<std::int32_t>*>(const_cast<void*>(module.address_of(symbol)));
  return nullptr;
}

TEST_P(Loading, AThreadLeftInTheDriverIsFoundAndEndsAtItsWait) {
  RULE("K-THREAD-3");
  RULE("K-UNLOAD-2");
  for (const Linger linger : {waiting, sleeping, at_a_queue}) {
    base::finding_log().clear();
    Host host;
    const auto loaded = load_lingerer(host, linger);
    ASSERT_TRUE(loaded);
    ASSERT_TRUE(host.unload(**loaded));
    ASSERT_TRUE(was_found("F-UNLOAD-3", "a thread is still in the driver's code")) << findings();
    const base::Finding found = base::finding_log().list().front();
    EXPECT_EQ(base::name_of(found.first).substr(0, 12), "StartThread+");
    EXPECT_FALSE(was_found("F-INFO", "stays mapped")) << "nobody is inside any more";
    EXPECT_EQ(base::finding_log().list().size(), 1u) << findings();
  }
}

TEST_P(Loading, ADriverWithAThreadThatNeverWaitsStaysMapped) {
  RULE("K-THREAD-3");
  Host host;
  const auto loaded = load_lingerer(host, spinning);
  ASSERT_TRUE(loaded);
  std::atomic<std::int32_t>* spins = variable((*loaded)->module(), "Spins");
  std::atomic<std::int32_t>* stop = variable((*loaded)->module(), "StopSpinning");
  ASSERT_TRUE(spins != nullptr && stop != nullptr);
  while (spins->load() == 0) exec::runtime().point(exec::Point::yield);
  ASSERT_TRUE(host.unload(**loaded));
  EXPECT_TRUE(was_found("F-UNLOAD-3", "a thread is still in the driver's code")) << findings();
  EXPECT_TRUE(was_found("F-INFO", "stays mapped"));
  const auto next = load_lingerer(host, 0);  // while the first spins
  ASSERT_TRUE(next);
  EXPECT_TRUE(host.unload(**next));
  stop->store(1);  // the first one's, where it was
}

TEST_P(Loading, WhatIsQueuedAtUnloadEntersBeforeOrNeverAndIsFound) {
  RULE("K-UNLOAD-2");
  for (const Linger linger : {dpc, ex_work}) {
    base::finding_log().clear();
    Host host;
    for (int round = 0; round < 40; ++round) {
      const auto loaded = load_lingerer(host, linger);
      ASSERT_TRUE(loaded);
      ASSERT_TRUE(host.unload(**loaded));
    }
    EXPECT_TRUE(GetParam() == 0 || was_found("F-UNLOAD-3", linger == dpc ? "a DPC" : "a work item"))
        << findings();
    EXPECT_EQ(base::finding_log().list().size(), base::finding_log().count("F-UNLOAD-3")) << findings();
  }
}

TEST_P(Loading, ATimerLeftSetIsFoundAndFiresNoMore) {
  RULE("K-TIMER-4");
  Host host;
  const auto loaded = load_lingerer(host, timer);
  ASSERT_TRUE(loaded);
  ASSERT_TRUE(host.unload(**loaded));
  EXPECT_TRUE(was_found("F-TIMER-2")) << findings();
  exec::runtime().sleep_until(exec::runtime().now_ns() + 5'000'000);  // some periods
}

TEST_P(Loading, AnIoWorkItemKeepsItsDriverUntilItHasRun) {
  RULE("K-WORK-4");
  Host host;
  for (int round = 0; round < 10; ++round) {
    const auto loaded = load_lingerer(host, io_work);
    ASSERT_TRUE(loaded);
    ASSERT_TRUE(host.unload(**loaded));
  }
  EXPECT_EQ(findings(), "");  // its routine has freed it
}

TEST_P(Loading, ADriverWithoutUnloadStaysAndSaysWhy) {
  RULE("K-LOAD-3");
  Host host;
  LoadedDriver* driver = load(host, "no_unload", "no_unload");
  ASSERT_NE(driver, nullptr);
  const auto unloaded = host.unload(*driver);
  ASSERT_FALSE(unloaded);
  EXPECT_EQ(unloaded.fault().fault, Fault::not_unloadable);
  EXPECT_EQ(host.drivers().size(), 1u);
}

TEST_P(Loading, MissingFunctionsAreRefusedAllAtOnce) {
  Host host;
  const auto refused = host.load(driver("missing"), "missing");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.fault().fault, Fault::missing_functions);
  EXPECT_NE(
      refused.fault().message.find("PenstockTestFunctionThatIsMissing (referred to by CallsTheMissingOne"),
      std::string::npos)
      << refused.fault().message;
  EXPECT_NE(refused.fault().message.find("PenstockTestFunctionInTable"), std::string::npos);
}

TEST_P(Loading, StaticConstructorsRunOnlyWhenAskedFor) {
  RULE("K-CXX-3");
  {
    Host host;
    EXPECT_EQ(host.load(driver("constructed"), "constructed").fault().fault, Fault::entry_failed);
    EXPECT_TRUE(was_found("F-CXX-1"));
  }
  base::finding_log().clear();
  Host host({.run_constructors = true});
  EXPECT_TRUE(host.load(driver("constructed"), "constructed"));
  EXPECT_FALSE(was_found("F-CXX-1"));
}

TEST_P(Loading, AnUnloadThatMayNotCloseHandlesIsRefusedWhileOneIsOpen) {
  RULE("K-UNLOAD-1");
  Host host;
  LoadedDriver* plain = load(host, "plain", "plain");
  ASSERT_NE(plain, nullptr);
  auto client = nt::DeviceClient::open("\\\\.\\Plain");
  ASSERT_TRUE(client);
  EXPECT_EQ(host.unload(*plain, OpenHandles::refuse_unload).fault().fault, Fault::in_use);
  client->close();
  EXPECT_TRUE(host.unload(*plain, OpenHandles::refuse_unload));
}

TEST_P(Loading, ARequestThatIsNeverCompletedIsTakenBackAndReported) {
  RULE("K-UNLOAD-2");
  RULE("K-CLI-8");
  Host host;
  LoadedDriver* stuck = load(host, "stuck", "stuck");
  ASSERT_NE(stuck, nullptr);
  auto client = nt::DeviceClient::open("\\Device\\Stuck");
  ASSERT_TRUE(client);
  std::int32_t status = 0;
  client->control(kFirst, {}, 0, [&](auto, nt::Answer answer) { status = answer.status; });
  ASSERT_EQ(nt::ledger().count(stuck->guest().borrower()), 1u);
  const packet::BorrowerId borrower = stuck->guest().borrower();
  EXPECT_TRUE(host.unload(*stuck));
  EXPECT_EQ(status, kCancelled);
  EXPECT_TRUE(was_found("F-IO-11"));
  EXPECT_TRUE(was_found("F-UNLOAD-9"));
  EXPECT_EQ(nt::ledger().count(borrower), 0u);
}

TEST_P(Loading, ASecondCompletionIsFoundWithBothSites) {
  RULE("K-IO-1");
  Host host;
  ASSERT_NE(load(host, "stuck", "stuck"), nullptr);
  auto client = nt::DeviceClient::open("\\Device\\Stuck");
  ASSERT_TRUE(client);
  EXPECT_EQ(client->control_and_wait(kSecond, {}, 0).status, kSuccess);
  ASSERT_TRUE(was_found("F-IO-1")) << findings();
  const base::Finding found = base::finding_log().list().front();
  EXPECT_TRUE(found.first);
  EXPECT_TRUE(found.second);
  EXPECT_NE(found.first, found.second);
}

TEST_P(Loading, AFrameworkDriverServesItsQueuesAndGoesCleanly) {
  RULE("K-WDF-6");
  RULE("K-WDF-12");
  Host host;
  LoadedDriver* framework = load(host, "framework", "framework");
  ASSERT_NE(framework, nullptr);
  auto client = nt::DeviceClient::open("\\\\.\\Framework");
  ASSERT_TRUE(client);
  EXPECT_EQ(client->control_and_wait(kFirst, bytes("lock"), 4).output, bytes("lock"));
  std::int32_t parked = 1;
  client->control(kSecond, {}, 0, [&](auto, nt::Answer answer) { parked = answer.status; });
  EXPECT_EQ(parked, 1);
  EXPECT_EQ(client->control_and_wait(kThird, {}, 0).status, kSuccess);
  EXPECT_EQ(parked, kSuccess);
  client->close();
  EXPECT_TRUE(host.unload(*framework));
  EXPECT_EQ(findings(), "");
}

// What rooted.c prints.
std::vector<std::string> printed;
std::mutex printed_lock;

class RootDevice : public Loading {
 protected:
  RootDevice() {
    printed.clear();
    before_ = nt::set_print_sink([](const nt::PrintedLine& line) {
      std::lock_guard hold(printed_lock);
      printed.emplace_back(line.text.substr(0, line.text.find('\n')));
    });
  }
  ~RootDevice() override { nt::set_print_sink(before_); }
  // The reason of a load that fails at that step, and what the driver was told until it was gone.
  static std::vector<std::string> told_when_failing(std::uint32_t step) {
    Host host;
    printed.clear();
    const auto loaded = host.load(driver("rooted"), "rooted", {{"FailAt", step}});
    EXPECT_FALSE(loaded);
    EXPECT_EQ(loaded.fault().status, static_cast<std::int32_t>(0xC0000182));
    EXPECT_TRUE(host.drivers().empty());
    return printed;
  }

 private:
  nt::PrintSink before_;
};

INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, RootDevice, ::testing::Values(0, 1, 2));

TEST_P(RootDevice, IsAddedStartedAndRemovedInOrder) {
  RULE("K-LOAD-3");
  Host host;
  LoadedDriver* rooted = load(host, "rooted", "rooted");
  ASSERT_NE(rooted, nullptr);
  EXPECT_EQ(printed, (std::vector<std::string>{"add", "prepare", "up", "io init"}));
  auto client = nt::DeviceClient::open("\\\\.\\ROOT#rooted#0000#{6d1f9a10-1111-4222-8333-444455556677}");
  ASSERT_TRUE(client) << "by the name of its interface";
  client->close();
  printed.clear();
  ASSERT_TRUE(host.unload(*rooted));
  EXPECT_EQ(printed, (std::vector<std::string>{"io suspend", "down", "release", "io flush", "io cleanup",
                                               "cleanup", "unload"}));
  EXPECT_EQ(findings(), "");
}

TEST_P(RootDevice, ThatCannotBeStartedGoesWithItsDriver) {
  using Told = std::vector<std::string>;
  EXPECT_EQ(told_when_failing(1), (Told{"add", "unload"}));
  EXPECT_EQ(told_when_failing(2), (Told{"add", "prepare", "release", "cleanup", "unload"}));
  EXPECT_EQ(told_when_failing(3), (Told{"add", "prepare", "up", "release", "cleanup", "unload"}));
  EXPECT_EQ(told_when_failing(4),
            (Told{"add", "prepare", "up", "io init", "down", "release", "cleanup", "unload"}));
  EXPECT_EQ(findings(), "");
}

TEST_P(Loading, ARequestParkedInAFrameworkQueueIsCancelledWhenItsClientGoes) {
  RULE("K-WDF-9");
  RULE("K-CLI-3");
  Host host;
  LoadedDriver* framework = load(host, "framework", "framework");
  ASSERT_NE(framework, nullptr);
  auto client = nt::DeviceClient::open("\\\\.\\Framework");
  ASSERT_TRUE(client);
  std::int32_t parked = 1;
  client->control(kSecond, {}, 0, [&](auto, nt::Answer answer) { parked = answer.status; });
  client->close();
  EXPECT_EQ(parked, kCancelled);
  EXPECT_TRUE(host.unload(*framework));
  EXPECT_EQ(findings(), "");
}

TEST(MissingFunction, EndsTheRunByNameWhenItIsCalled) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        nt::Services services;
        Host host({.allow_missing = true});
        auto loaded = host.load(driver("missing"), "missing");
        if (loaded) (void)host.unload(**loaded);
      },
      ::testing::ExitedWithCode(kMissingExitCode),
      "missing called PenstockTestFunctionThatIsMissing, which is not implemented, from CallsTheMissingOne");
}

}  // namespace
}  // namespace penstock::host
