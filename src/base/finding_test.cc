// SPDX-License-Identifier: Apache-2.0
#include "base/finding.h"

#include <gtest/gtest.h>

namespace penstock::base {
namespace {

Finding leak(const void* site) {
  return Finding{.code = "F-POOL-9", .rule = "K-POOL-7", .who = "hold", .message = "leak", .first = {site}};
}

TEST(FindingLog, KeepsEqualFindingsOnceAndCountsThem) {
  FindingLog log;
  int a = 0, b = 0;
  log.report(leak(&a));
  log.report(leak(&a));
  log.report(leak(&b));
  ASSERT_EQ(log.list().size(), 2u);
  EXPECT_EQ(log.list()[0].count, 2u);
  EXPECT_EQ(log.count("F-POOL-9"), 3u);
  EXPECT_EQ(log.count(Severity::error), 3u);
}

TEST(FindingLog, TellsItsListenerOfEachReport) {
  FindingLog log;
  int told = 0;
  log.set_listener([&](const Finding& finding) {
    EXPECT_EQ(finding.code, "F-POOL-9");
    ++told;
    EXPECT_EQ(log.count(Severity::error), static_cast<std::uint64_t>(told)) << "the log may be read from it";
  });
  log.report(leak(nullptr));
  log.report(leak(nullptr));
  EXPECT_EQ(told, 2);
}

TEST(FindingLog, IsBoundedButGoesOnCounting) {
  FindingLog log;
  std::vector<char> sites(FindingLog::kFindingsMax + 5);
  for (const char& site : sites) log.report(leak(&site));
  EXPECT_EQ(log.list().size(), FindingLog::kFindingsMax);
  EXPECT_EQ(log.count(Severity::error), sites.size());
}

}  // namespace
}  // namespace penstock::base
