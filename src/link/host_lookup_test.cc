// SPDX-License-Identifier: Apache-2.0
#include "link/host_lookup.h"

#include <gtest/gtest.h>

#include <atomic>

#include "exec/runtime.h"

namespace penstock::link {
namespace {

// A resolver that answers when the test says so.
class Gate {
 public:
  LookupResult pass() {
    while (!open_.load())
      exec::runtime().park(
          this, [this] { return !open_.load(); }, exec::kForever);
    return Endpoints{*parse_endpoint("192.0.2.1:443")};
  }
  void open() {
    open_.store(true);
    exec::runtime().unpark_all(this);
  }

 private:
  std::atomic<bool> open_{false};
};

TEST(HostLookup, AnswersAnAddressWithItself) {
  HostLookups lookups(exec::runtime());
  for (const char* text : {"192.0.2.1", "fd00::7"}) {
    const LookupResult result = lookups.begin({text, "443"})->wait(exec::kForever);
    ASSERT_TRUE(result.ok()) << text;
    EXPECT_EQ(result->front().address, *wire::parse_address(text));
    EXPECT_EQ(result->front().port, 443);
  }
  EXPECT_EQ(lookups.begin({"192.0.2.1", "", 6})->wait(exec::kForever).fault(), LookupFault::not_found);
}

TEST(HostLookup, TellsItsAskerAndWhoeverWaits) {
  std::atomic<int> told{0};
  HostLookups lookups(exec::runtime(), [](const HostQuery& query) -> LookupResult {
    if (query.host == "none.example") return LookupFault::not_found;
    return Endpoints{*parse_endpoint("192.0.2.1:443")};
  });
  {
    auto found =
        lookups.begin({"a.example", "443"}, [&](const LookupResult& result) { told += result.ok() ? 1 : 0; });
    EXPECT_TRUE(found->wait(exec::kForever).ok());
    EXPECT_TRUE(found->done());
  }
  EXPECT_EQ(lookups.begin({"none.example", ""})->wait(exec::kForever).fault(), LookupFault::not_found);
}

TEST(HostLookup, GivenUpReleasesItsWaiterAtOnceAndItsAnswerGoesNowhere) {
  Gate gate;
  std::atomic<int> told{0};
  {
    HostLookups lookups(exec::runtime(), [&](const HostQuery&) { return gate.pass(); });
    auto lookup = lookups.begin({"slow.example", ""}, [&](const LookupResult&) { ++told; });
    const exec::ThreadId waiter = exec::runtime().spawn(
        "waiter", [&] { EXPECT_EQ(lookup->wait(exec::kForever).fault(), LookupFault::abandoned); });
    lookup->abandon();
    exec::runtime().join(waiter);
    EXPECT_EQ(lookup->result().fault(), LookupFault::abandoned);
    gate.open();
  }
  EXPECT_EQ(told, 0);
}

TEST(HostLookup, OfOneHostDoesNotWaitForAnother) {
  Gate gate;
  HostLookups lookups(exec::runtime(), [&](const HostQuery& query) -> LookupResult {
    if (query.host == "slow.example") return gate.pass();
    return Endpoints{*parse_endpoint("192.0.2.2:1")};
  });
  auto slow = lookups.begin({"slow.example", ""});
  EXPECT_TRUE(lookups.begin({"quick.example", ""})->wait(exec::kForever).ok());
  EXPECT_FALSE(slow->done());
  EXPECT_EQ(slow->wait(0).fault(), LookupFault::abandoned) << "not done by its deadline";
  gate.open();
  EXPECT_TRUE(slow->wait(exec::kForever).ok());
}

}  // namespace
}  // namespace penstock::link
