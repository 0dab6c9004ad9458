// SPDX-License-Identifier: Apache-2.0
#include "tunnel/flow_names.h"

#include <gtest/gtest.h>

#include "testing/rule.h"
#include "wire/sample_packets.h"

namespace penstock::tunnel {
namespace {

constexpr std::uint8_t kSyn = 0x02;
constexpr std::uint8_t kAck = 0x10;

// Ports below 5000 are nobody's.
class Browser final : public FlowPrograms {
 public:
  const std::string& program_of(const wire::FlowKey& local_first) override {
    return local_first.a_port >= 5000 ? path : nobody;
  }
  const std::string path = "/usr/bin/browser";
  const std::string nobody;
};

class NamedFlows : public ::testing::Test {
 protected:
  bool tells(const wire::sample::Packet& packet) { return names_.begun_by(packet) == &programs_.path; }
  bool tells_of(std::uint16_t port) { return tells(wire::sample::udp_packet(4, port, 53, 3)); }
  bool tells_of_tcp(std::uint8_t flags) {
    return tells(
        wire::sample::tcp_packet(4, {.source_port = 5000, .destination_port = 80, .flags = flags}, 0));
  }

  Browser programs_;
  FlowNames names_{&programs_};
};

TEST_F(NamedFlows, TellOnlyOfTheFirstPacket) {
  RULE("N-TF-2");
  EXPECT_TRUE(tells_of(5000));
  EXPECT_FALSE(tells_of(5000));
  EXPECT_TRUE(tells_of(5001));
  EXPECT_FALSE(tells_of(5000));
}

TEST_F(NamedFlows, TellNothingOfWhatNobodyKnows) {
  RULE("N-TF-2");
  EXPECT_EQ(names_.begun_by(wire::sample::udp_packet(4, 4999, 53, 3)), nullptr);
  EXPECT_EQ(names_.begun_by(wire::sample::Packet{1, 2, 3}), nullptr);
  FlowNames of_none(nullptr);
  EXPECT_EQ(of_none.begun_by(wire::sample::udp_packet(4, 5000, 53, 3)), nullptr);
}

TEST_F(NamedFlows, ASynThatIsSentAgainIsTheSameFlowAndOneAfterDataIsAnother) {
  RULE("N-TF-2");
  EXPECT_TRUE(tells_of_tcp(kSyn));
  EXPECT_FALSE(tells_of_tcp(kSyn));
  EXPECT_FALSE(tells_of_tcp(kAck));
  EXPECT_TRUE(tells_of_tcp(kSyn));
  EXPECT_FALSE(tells_of_tcp(kAck));
  EXPECT_FALSE(tells_of_tcp(kSyn | kAck)) << "an answer";
}

TEST_F(NamedFlows, AFlowWithPacketsIsNotForgottenHoweverManyOthersThereAre) {
  RULE("N-TF-2");
  EXPECT_TRUE(tells_of(5000));
  for (std::uint32_t port = 5001; port < 5001 + 3 * FlowNames::kFlowsMax; ++port) {
    EXPECT_TRUE(tells_of(static_cast<std::uint16_t>(port)));
    EXPECT_FALSE(tells_of(5000));
  }
  EXPECT_TRUE(tells_of(5001)) << "long silent, and forgotten";
}

}  // namespace
}  // namespace penstock::tunnel
