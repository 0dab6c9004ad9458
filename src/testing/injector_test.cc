// SPDX-License-Identifier: Apache-2.0
// What a transcript cannot tell about injectors: a destruction that waits, and what one may be used for.
#include <gtest/gtest.h>

#include "exec/seeded_runtime.h"
#include "testing/rule.h"
#include "testing/scripted_callout.h"
#include "testing/scripted_host.h"

namespace penstock::testing {
namespace {

class CountedCompletion final : public filter::InjectionCompletion {
 public:
  void completed(filter::InjectionStatus status) override {
    ++count;
    last = status;
  }
  int count = 0;
  filter::InjectionStatus last{};
};

class Injector : public ::testing::Test {
 protected:
  filter::Result<void> inject(filter::InjectorId injector, std::uint32_t type = filter::kInjectTransport) {
    Words words("udp 10.0.0.1:4000 > 10.0.0.2:53");
    const Bytes bytes = build(read_packet_text(words));
    packet::PacketPtr packet = host_.engine().allocate_packet();
    EXPECT_TRUE(packet->set_size(static_cast<std::uint32_t>(bytes.size())));
    std::copy(bytes.begin(), bytes.end(), packet->data());
    return host_.engine().inject(
        {.injector = injector, .type = type, .packet = std::move(packet), .completion = &completion_});
  }

  exec::SeededRuntime seeded_{{.seed = 1, .strategy = exec::Strategy::fifo}};
  exec::RuntimeScope scope_{seeded_};
  CountedCompletion completion_;
  ScriptedHost host_;
};

TEST_F(Injector, IsDestroyedOnlyWhenEverythingInjectedIsCompleted) {
  RULE("W-INJ-5");
  RULE("W-INJ-2");
  const filter::InjectorId injector = *host_.engine().create_injector({});
  ASSERT_TRUE(inject(injector).ok());
  bool destroyed = false;
  const exec::ThreadId destroyer = seeded_.spawn("destroyer", [&] {
    EXPECT_TRUE(host_.engine().destroy_injector(injector).ok());
    destroyed = true;
  });
  seeded_.settle(seeded_.now_ns());
  EXPECT_FALSE(destroyed) << "the path has not taken the packet yet";
  EXPECT_EQ(completion_.count, 0);
  EXPECT_EQ(inject(injector).fault(), filter::Fault::handle_closing);
  host_.settle();
  seeded_.join(destroyer);
  EXPECT_TRUE(destroyed);
  EXPECT_EQ(completion_.count, 1);
  EXPECT_EQ(completion_.last, filter::InjectionStatus::sent);
  EXPECT_TRUE(host_.next_at(Side::remote).has_value());
}

TEST_F(Injector, WithoutTypesIsForTransportStreamAndForwardOnly) {
  RULE("W-INJ-1");
  const filter::InjectorId injector = *host_.engine().create_injector({.types = 0});
  EXPECT_EQ(inject(injector, filter::kInjectNetwork).fault(), filter::Fault::handle_stale);
  EXPECT_TRUE(inject(injector, filter::kInjectForward).ok());
  EXPECT_TRUE(inject(injector, filter::kInjectTransport).ok());
  EXPECT_EQ(host_.engine().create_injector({.types = 0x40}).fault(), filter::Fault::invalid_flags);
  host_.settle();
  EXPECT_EQ(completion_.count, 2);
  while (host_.next_at(Side::remote)) {
  }
}

}  // namespace
}  // namespace penstock::testing
