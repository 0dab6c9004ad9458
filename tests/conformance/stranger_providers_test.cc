// SPDX-License-Identifier: Apache-2.0
// What is special about providers that were written against the header alone; their whole life is in whole_life_test.cc.
#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "field_bench.h"
#include "providers/visitor/visitor.h"

namespace penstock::conformance {
namespace {

class Strangers : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Strangers, ::testing::Values(0, 1, 2, 3));

template <class Value>
Value answer_of(const CallerDevice::Answered& answered) {
  nt::Answer answer{};
  answer.output = answered.bytes;
  return as<Value>(answer);
}

// --- postmaster: all at passive level ---

struct Letter {
  std::uint32_t verb, sequence, gpadl, flags;
};
struct Receipt {
  std::int32_t status;
  std::uint32_t bytes;
  std::uint64_t sum;
};

Receipt ask(FieldBench& field, Letter letter, std::uint32_t external = CALLER_EXTERNAL_NONE,
            std::uint32_t external_bytes = 0) {
  const CallerDevice::Answered answered =
      field.caller->request(bytes_of(letter), {.TimeoutMs = CALLER_FOREVER,
                                               .WaitForCompletion = 1,
                                               .External = external,
                                               .ExternalBytes = external_bytes,
                                               .AnswerBytes = 64});
  EXPECT_EQ(answered.status, STATUS_SUCCESS) << provider_findings();
  return answer_of<Receipt>(answered);
}

TEST_P(Strangers, PostmasterMapsSumsAnswersLateAndNotifies) {
  constexpr std::uint32_t kEcho = 0, kMap = 1, kSum = 2, kUnmap = 3, kLate = 4, kNotify = 5;
  FieldBench field(kPostmaster, GetParam());
  field.up();
  const CALLER_SHARED shared = field.caller->share(10000, 3);
  ASSERT_EQ(shared.Status, STATUS_SUCCESS);
  EXPECT_EQ(ask(field, {kSum, 1}).status, STATUS_NOT_FOUND);
  EXPECT_EQ(ask(field, {kMap, 2, shared.Gpadl}).status, STATUS_SUCCESS);
  EXPECT_EQ(ask(field, {kMap, 3, shared.Gpadl}).status, STATUS_ALREADY_COMMITTED);
  EXPECT_EQ(ask(field, {kSum, 4}).sum, 30000u);
  EXPECT_EQ(ask(field, {kUnmap, 5}).status, STATUS_SUCCESS);
  for (const std::uint32_t way : {CALLER_EXTERNAL_MDL, CALLER_EXTERNAL_PFNS, CALLER_EXTERNAL_SIMPLE}) {
    const Receipt receipt = ask(field, {kEcho, 6}, static_cast<std::uint32_t>(way), 8192);
    EXPECT_EQ(receipt.status, STATUS_SUCCESS) << way;
    EXPECT_EQ(receipt.sum, 3u * receipt.bytes) << way;
    EXPECT_GT(receipt.bytes, 0u) << way;
  }
  EXPECT_EQ(ask(field, {kLate, 7}).status, STATUS_SUCCESS);
  EXPECT_EQ(ask(field, {kNotify, 8}).status, STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.caller->counts().Received == 1; }));
  EXPECT_EQ(field.caller->post(bytes_of(Letter{kLate, 0, 0, 0}), 100), STATUS_SUCCESS);
  EXPECT_EQ(field.control(IOCTL_FIELD_PAUSE), STATUS_SUCCESS) << "it waits for its own work items";
  EXPECT_EQ(field.control(IOCTL_FIELD_START), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.caller->counts().Completed == 100; }));
  EXPECT_EQ(ask(field, {kMap, 9, shared.Gpadl}).status, STATUS_SUCCESS);
  EXPECT_EQ(field.control(IOCTL_FIELD_REVOKE), STATUS_SUCCESS) << "Closed lets go of the mapping";
  EXPECT_EQ(field.counts().Closed, 1u);
  EXPECT_EQ(field.counts().Wrong, 0u);
  EXPECT_EQ(field.caller->disconnect(), STATUS_SUCCESS);
}

// --- granary: memory of the sender's, answers in its own order ---

struct Command {
  std::uint32_t opcode, sequence;
  std::uint64_t lba;
  std::uint32_t sectors;
  std::uint8_t cdb[16];
  std::uint32_t reserved;
};
static_assert(sizeof(Command) == 40);
struct Moved {
  std::int32_t status;
  std::uint32_t sequence;
  std::uint64_t bytes;
};

Moved move(FieldBench& field, Command command, std::uint32_t bytes) {
  const CallerDevice::Answered answered =
      field.caller->request(bytes_of(command), {.TimeoutMs = CALLER_FOREVER,
                                                .WaitForCompletion = 1,
                                                .External = CALLER_EXTERNAL_SIMPLE,
                                                .ExternalBytes = bytes,
                                                .AnswerBytes = 64});
  EXPECT_EQ(answered.status, STATUS_SUCCESS) << provider_findings();
  return answer_of<Moved>(answered);
}

TEST_P(Strangers, GranaryMovesDataOfTheSender) {
  constexpr std::uint32_t kRead = 0x28, kWrite = 0x2A, kUnknown = 0xFF;
  FieldBench field(kGranary, GetParam());
  field.up();
  EXPECT_EQ(move(field, {.opcode = kWrite, .sequence = 1, .lba = 3, .sectors = 16}, 16384).bytes, 8192u);
  const Moved read = move(field, {.opcode = kRead, .sequence = 2, .lba = 3, .sectors = 16}, 16384);
  EXPECT_EQ(read.status, STATUS_SUCCESS);
  EXPECT_EQ(read.sequence, 2u);
  EXPECT_EQ(read.bytes, 8192u);
  EXPECT_EQ(move(field, {.opcode = kRead, .sequence = 3, .lba = 1 << 20, .sectors = 1}, 512).status,
            STATUS_NONEXISTENT_SECTOR);
  EXPECT_EQ(move(field, {.opcode = kRead, .sequence = 4, .lba = 0, .sectors = 64}, 1024).status,
            STATUS_DATA_OVERRUN);
  EXPECT_EQ(move(field, {.opcode = kUnknown, .sequence = 5}, 512).status, STATUS_INVALID_DEVICE_REQUEST);
  EXPECT_EQ(field.counts().Wrong, 0u);
  EXPECT_EQ(field.caller->disconnect(), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.counts().Closed == 1; }));
  EXPECT_EQ(field.control(IOCTL_FIELD_REVOKE), STATUS_SUCCESS);
}

// --- warden: a thread of its own reads what the guest lends ---

struct WardenMessage {
  std::uint32_t verb, sequence, gpadl;
  std::int32_t status;
  std::uint64_t sum;
};

TEST_P(Strangers, WardenReadsRangesAndSharedMemoryFromItsThread) {
  FieldBench field(kWarden, GetParam());
  field.up(false, 4);
  const auto tell = [&](WardenMessage message, std::uint32_t external, std::uint32_t bytes) {
    const CallerDevice::Answered answered =
        field.caller->request(bytes_of(message), {.TimeoutMs = CALLER_FOREVER,
                                                  .WaitForCompletion = 1,
                                                  .External = external,
                                                  .ExternalBytes = bytes,
                                                  .AnswerBytes = 64});
    EXPECT_EQ(answered.status, STATUS_SUCCESS) << provider_findings();
    return answer_of<WardenMessage>(answered);
  };
  EXPECT_EQ(tell({}, CALLER_EXTERNAL_MDL, 5000).sum, 3u * (5000 - 200))
      << "the caller leaves out 100 at both ends";
  EXPECT_EQ(tell({}, CALLER_EXTERNAL_PFNS, 8192).sum, 3u * 8192);
  const CALLER_SHARED shared = field.caller->share(70'000, 2);
  EXPECT_EQ(shared.Status, STATUS_SUCCESS);
  EXPECT_EQ(tell({1, 0, shared.Gpadl, -1, 0}, CALLER_EXTERNAL_NONE, 0).status, STATUS_SUCCESS);
  EXPECT_EQ(tell({2, 0, 0, -1, 0}, CALLER_EXTERNAL_NONE, 0).sum, 2u * 70'000);
  EXPECT_EQ(tell({3, 0, 0, -1, 0}, CALLER_EXTERNAL_NONE, 0).status, STATUS_SUCCESS);
  EXPECT_EQ(field.caller->unshare(), STATUS_SUCCESS);
  EXPECT_EQ(field.counts().Wrong, 0u);
  EXPECT_EQ(field.control(IOCTL_FIELD_REVOKE), STATUS_SUCCESS);
}

// --- orchard: three channels of one device, each with a client of its own ---

class Visit {
 public:
  explicit Visit(ProviderBench& bench) : bench_(bench) {
    bench_.load("visitor");
    device_.emplace(bench_.open("Visitor"));
  }
  ~Visit() {
    device_->close();
    bench_.unload("visitor");
  }
  std::int32_t control(std::uint32_t code, const Bytes& in = {}) {
    return device_->control_and_wait(code, in, 0).status;
  }
  VISITOR_COUNTS counts() {
    return as<VISITOR_COUNTS>(device_->control_and_wait(IOCTL_VISITOR_COUNTS, {}, sizeof(VISITOR_COUNTS)));
  }
  std::uint32_t received() {
    const VISITOR_COUNTS now = counts();
    return std::accumulate(std::begin(now.Received), std::end(now.Received), 0u);
  }

 private:
  ProviderBench& bench_;
  std::optional<nt::DeviceClient> device_;
};

TEST_P(Strangers, OrchardKeepsThreeChannelsOverAKill) {
  constexpr std::uint32_t kChannels = 3, kTimes = 20, kCalls = 90;
  FieldBench field(kOrchard, GetParam());
  Visit visitor(field.bench);
  ASSERT_EQ(field.offer(), STATUS_SUCCESS) << provider_findings();
  EXPECT_EQ(field.control(IOCTL_FIELD_START), STATUS_SUCCESS);
  ASSERT_EQ(visitor.control(IOCTL_VISITOR_CONNECT,
                            bytes_of(VISITOR_CONNECT{field.type(), kEchoInstance, kChannels, 0})),
            STATUS_SUCCESS)
      << provider_findings();
  EXPECT_EQ(visitor.control(IOCTL_VISITOR_ASK, bytes_of(VISITOR_ASK{kTimes})), STATUS_SUCCESS);
  EXPECT_EQ(field.counts().Packets, kTimes * kChannels);
  EXPECT_EQ(field.number(IOCTL_FIELD_CALL, kCalls), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return visitor.received() > 10; }));
  EXPECT_EQ(field.control(IOCTL_FIELD_PAUSE), STATUS_SUCCESS);

  Pieces pieces;
  ASSERT_EQ(field.save(4096, pieces), STATUS_SUCCESS) << provider_findings();
  field.kill_and_replace();
  ASSERT_EQ(field.restore(pieces), STATUS_SUCCESS) << provider_findings();
  EXPECT_EQ(field.counts().CallsRestored, kCalls);
  EXPECT_EQ(field.counts().Opened, kChannels);
  EXPECT_EQ(field.control(IOCTL_FIELD_START), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return visitor.received() == kCalls; })) << provider_findings();
  EXPECT_EQ(visitor.control(IOCTL_VISITOR_ANSWER), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.counts().CallsDone == kCalls; }));
  EXPECT_EQ(visitor.control(IOCTL_VISITOR_ASK, bytes_of(VISITOR_ASK{kTimes})), STATUS_SUCCESS);

  EXPECT_EQ(visitor.control(IOCTL_VISITOR_DISCONNECT), STATUS_SUCCESS);
  EXPECT_TRUE(field.bench.eventually([&] { return field.counts().Closed == kChannels; }));
  EXPECT_EQ(visitor.counts().Closed, kChannels);
  EXPECT_EQ(visitor.counts().Answered, 2 * kTimes * kChannels);
  EXPECT_EQ(visitor.counts().Wrong, 0u);
  EXPECT_EQ(field.counts().Wrong, 0u);
  EXPECT_EQ(field.counts().CallsCancelled, 0u);
  EXPECT_EQ(field.control(IOCTL_FIELD_REVOKE), STATUS_SUCCESS);
}

// --- parlor and visitor: both ends of another hand ---

TEST_P(Strangers, ParlorServesTheVisitorThatComesTwice) {
  constexpr std::uint32_t kTimes = 50, kCalls = 60;
  FieldBench field(kParlor, GetParam());
  Visit visitor(field.bench);
  ASSERT_EQ(field.offer(), STATUS_SUCCESS) << provider_findings();
  EXPECT_EQ(field.control(IOCTL_FIELD_START), STATUS_SUCCESS);
  for (std::uint32_t visit = 1; visit <= 2; ++visit) {
    ASSERT_EQ(
        visitor.control(IOCTL_VISITOR_CONNECT, bytes_of(VISITOR_CONNECT{field.type(), kEchoInstance, 1, 0})),
        STATUS_SUCCESS)
        << provider_findings();
    EXPECT_EQ(visitor.control(IOCTL_VISITOR_ASK, bytes_of(VISITOR_ASK{kTimes})), STATUS_SUCCESS);
    EXPECT_EQ(field.number(IOCTL_FIELD_CALL, kCalls), STATUS_SUCCESS);
    EXPECT_TRUE(field.bench.eventually([&] { return visitor.received() == visit * kCalls; }))
        << provider_findings();
    EXPECT_EQ(visitor.control(IOCTL_VISITOR_ANSWER), STATUS_SUCCESS);
    EXPECT_TRUE(field.bench.eventually([&] { return field.counts().CallsDone == visit * kCalls; }));
    EXPECT_EQ(visitor.control(IOCTL_VISITOR_DISCONNECT), STATUS_SUCCESS);
    EXPECT_TRUE(field.bench.eventually([&] { return field.counts().Closed == visit; }));
  }
  EXPECT_EQ(field.counts().Packets, 2 * kTimes);
  EXPECT_EQ(field.counts().Suspended, 2u);
  EXPECT_EQ(field.counts().Wrong, 0u);
  EXPECT_EQ(visitor.counts().Wrong, 0u);
  EXPECT_EQ(field.control(IOCTL_FIELD_REVOKE), STATUS_SUCCESS);
}

}  // namespace
}  // namespace penstock::conformance
