// SPDX-License-Identifier: Apache-2.0
#include "link/outside_names.h"

#include <gtest/gtest.h>

#include "testing/rule.h"

namespace penstock::link {
namespace {

class Names : public ::testing::Test {
 protected:
  std::string ask(const std::string& host) {
    const LookupResult found = names_.ask({.host = host, .service = "443"});
    return found.ok() ? to_string(found->front()) : to_string(found.fault());
  }
  std::string answer_ = "192.0.2.1:443";
  int asked_ = 0;
  OutsideNames names_{[this](const HostQuery&) -> LookupResult {
    ++asked_;
    const auto endpoint = parse_endpoint(answer_);
    if (!endpoint) return LookupFault::try_again;
    return Endpoints{*endpoint};
  }};
};

TEST_F(Names, FoundOutsideStayWhatTheyWereWhileOthersAnswer) {
  RULE("N-DNS-2");
  EXPECT_EQ(ask("server.example"), "192.0.2.1:443");
  names_.enter_inside();
  answer_ = "10.0.0.1:443";
  EXPECT_EQ(ask("server.example"), "192.0.2.1:443");
  EXPECT_EQ(asked_, 1) << "the tunnel's name server may be out of reach";
  EXPECT_EQ(ask("inside.example"), "10.0.0.1:443");
  names_.leave_inside();
  EXPECT_EQ(ask("server.example"), "10.0.0.1:443") << "outside it is asked each time";
}

TEST_F(Names, FoundInsideAreNotTakenForTheOutsides) {
  names_.enter_inside();
  EXPECT_EQ(ask("inside.example"), "192.0.2.1:443");
  answer_ = "10.0.0.1:443";
  EXPECT_EQ(ask("inside.example"), "10.0.0.1:443");
  names_.leave_inside();
}

TEST_F(Names, NotFoundAreAskedAgain) {
  answer_ = "nothing";
  EXPECT_EQ(ask("server.example"), "the name server did not answer");
  names_.enter_inside();
  answer_ = "192.0.2.7:443";
  EXPECT_EQ(ask("server.example"), "192.0.2.7:443");
  names_.leave_inside();
}

TEST_F(Names, AreForgottenOldestFirst) {
  for (std::size_t i = 0; i <= OutsideNames::kNamesMax; ++i) ask(std::to_string(i) + ".example");
  names_.enter_inside();
  asked_ = 0;
  ask("1.example");
  EXPECT_EQ(asked_, 0);
  ask("0.example");
  EXPECT_EQ(asked_, 1);
  names_.leave_inside();
}

}  // namespace
}  // namespace penstock::link
