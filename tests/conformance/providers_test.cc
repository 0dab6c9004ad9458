// SPDX-License-Identifier: Apache-2.0
// Providers of other hands, each with the same client.
#include <gtest/gtest.h>

#include <string>

#include "exec/runtime.h"
#include "testing/rule.h"

#include "echo_devices.h"
#include "providers/offer.h"

namespace penstock::conformance {
namespace {

constexpr GUID kClerkType = {0xc1e2b000, 0x1111, 0x4222, {0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x66}};
constexpr GUID kNotepadType = {0x907e9ad0, 0x2222, 0x4333, {0x94, 0x44, 0x55, 0x55, 0x66, 0x66, 0x77, 0x77}};

// Seed 0 is the machine as it is.
class Provider : public ::testing::TestWithParam<int> {
 protected:
  Provider() : bench(static_cast<std::uint64_t>(GetParam())) {}
  ~Provider() override {
    if (caller) caller->close();
    if (device) device->close();
    bench.unload("caller");
    bench.unload(name);
    EXPECT_EQ(provider_errors(), 0u) << provider_findings();
  }
  void up(const std::string& driver, const std::string& device_name, const GUID& type) {
    name = driver;
    bench.load(name);
    bench.load("caller");
    device.emplace(bench.open(device_name));
    caller.emplace(bench);
    EXPECT_EQ(control(IOCTL_PROVIDER_OFFER, bytes_of(PROVIDER_OFFER{bench.bus_handle(), kEchoInstance})), 0);
    EXPECT_EQ(caller->connect(type, kEchoInstance), 0);
    EXPECT_TRUE(bench.eventually([&] { return caller->counts().Started == 1; })) << provider_findings();
  }
  std::int32_t control(std::uint32_t code, const std::vector<std::uint8_t>& in = {}) {
    return device->control_and_wait(code, in, 0).status;
  }
  PROVIDER_COUNTS counts() {
    return as<PROVIDER_COUNTS>(device->control_and_wait(IOCTL_PROVIDER_COUNTS, {}, sizeof(PROVIDER_COUNTS)));
  }

  ProviderBench bench;
  std::string name;
  std::optional<nt::DeviceClient> device;
  std::optional<CallerDevice> caller;
};

class Clerk : public Provider {};
class Notepad : public Provider {};

INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Clerk, ::testing::Values(0, 1, 2, 3, 4));
INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Notepad, ::testing::Values(0, 1, 2, 3, 4));

TEST_P(Clerk, AnswersCopiesLaterAndTheLatestFirst) {
  RULE("V-RX-1");
  up("clerk", "Clerk", kClerkType);
  const std::string text = "a letter to be answered";
  std::vector<std::uint8_t> message(text.begin(), text.end());
  message.push_back(0);
  EXPECT_EQ(caller->ask(message, 64).bytes.size(), message.size());
  EXPECT_EQ(caller->post(message, 400), 0);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == 400; })) << provider_findings();
  const PROVIDER_COUNTS clerk = counts();
  EXPECT_EQ(clerk.Packets, 401u);
  EXPECT_EQ(clerk.InBatches, 401u) << "batches leave nobody out";
  EXPECT_LE(clerk.Batches, 401u);
}

TEST_P(Clerk, IsPausedWithItsPileAnswered) {
  up("clerk", "Clerk", kClerkType);
  EXPECT_EQ(caller->post(std::vector<std::uint8_t>(16), 200), 0);
  EXPECT_EQ(control(IOCTL_PROVIDER_PAUSE), 0);
  const std::uint64_t seen = counts().Packets;
  EXPECT_EQ(counts().Suspended, 1u);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == seen; }));
  EXPECT_EQ(control(IOCTL_PROVIDER_START), 0);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Completed == 200; })) << provider_findings();
}

NOTEPAD_ANSWER ask(CallerDevice& caller, NOTEPAD_VERB verb, std::uint32_t gpadl = 0,
                   std::uint32_t value = 0) {
  const auto answer = caller.ask(bytes_of(NOTEPAD_REQUEST{static_cast<std::uint32_t>(verb), 1, gpadl, value}),
                                 sizeof(NOTEPAD_ANSWER));
  NOTEPAD_ANSWER read{answer.status, 0, 0};
  std::copy_n(answer.bytes.begin(), std::min(answer.bytes.size(), sizeof read),
              reinterpret_cast<std::uint8_t*>(&read));
  return read;
}

TEST_P(Notepad, WritesIntoWhatItsClientShares) {
  up("notepad", "Notepad", kNotepadType);
  EXPECT_EQ(ask(*caller, NotepadSum).Status, STATUS_INVALID_DEVICE_STATE);
  const CALLER_SHARED shared = caller->share(70'000, 2);
  ASSERT_EQ(shared.Status, 0);
  EXPECT_EQ(ask(*caller, NotepadMap, shared.Gpadl).Status, 0);
  NOTEPAD_ANSWER answer = ask(*caller, NotepadSum);
  EXPECT_EQ(answer.Bytes, 70'000u);
  EXPECT_EQ(answer.Sum, 140'000u);
  EXPECT_EQ(ask(*caller, NotepadFill, 0, 9).Sum, 630'000u);
  EXPECT_EQ(caller->counts().FirstBytes, 9u);
  EXPECT_EQ(ask(*caller, NotepadUnmap).Status, 0);
  EXPECT_EQ(caller->unshare(), 0);
  EXPECT_EQ(ask(*caller, NotepadMap, shared.Gpadl).Status, STATUS_INVALID_PARAMETER_3);
  EXPECT_EQ(counts().Deferred, 3u) << "what maps ran at PASSIVE_LEVEL, the second time it came";
}

TEST_P(Notepad, LetsGoOfTheBufferWhenItsClientCloses) {
  up("notepad", "Notepad", kNotepadType);
  const CALLER_SHARED shared = caller->share(4096, 2);
  EXPECT_EQ(ask(*caller, NotepadMap, shared.Gpadl).Status, 0);
  EXPECT_EQ(control(IOCTL_PROVIDER_REVOKE), 0);
  EXPECT_EQ(counts().Closed, 1u);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Closed == 1; }));
}

TEST_P(Notepad, ClosesItsEarsToNonsense) {
  up("notepad", "Notepad", kNotepadType);
  EXPECT_EQ(caller->post(std::vector<std::uint8_t>(8), 1), 0);
  EXPECT_TRUE(bench.eventually([&] { return counts().Failed == 1; }));
  EXPECT_EQ(caller->post(std::vector<std::uint8_t>(16), 1), 0);
  bench.pass_ms(2);
  EXPECT_EQ(counts().Packets, 0u);
  EXPECT_EQ(caller->disconnect(), 0);
  EXPECT_EQ(caller->counts().Cancelled, 2u);
  EXPECT_EQ(caller->connect(kNotepadType, kEchoInstance), 0);
  EXPECT_TRUE(bench.eventually([&] { return caller->counts().Started == 1; }));
  EXPECT_EQ(ask(*caller, NotepadUnmap).Status, 0) << "a new opening listens again";
}

}  // namespace
}  // namespace penstock::conformance
