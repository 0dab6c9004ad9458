// SPDX-License-Identifier: Apache-2.0
#include "path/program_table.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "testing/rule.h"

namespace penstock::path {
namespace {

const std::string kBrowser = "/usr/bin/browser";
const std::string kMail = "/usr/bin/mail";

wire::FlowKey flow_from(std::uint16_t port) {
  wire::FlowKey key;
  key.a = *wire::parse_address("10.1.2.3");
  key.b = *wire::parse_address("192.0.2.1");
  key.a_port = port;
  key.b_port = 53;
  key.protocol = 17;
  return key;
}

TEST(ProgramTable, TellsWhatWasPutUntilItsTimeIsOver) {
  RULE("N-TF-2");
  ProgramTable table;
  EXPECT_EQ(table.find(flow_from(1), 0), nullptr);
  table.put(flow_from(1), kBrowser, 100);
  EXPECT_EQ(table.find(flow_from(1), 99), &kBrowser);
  EXPECT_EQ(table.find(flow_from(2), 99), nullptr);
  EXPECT_EQ(table.find(flow_from(1), 100), nullptr);
  table.put(flow_from(1), kMail, 200);
  EXPECT_EQ(table.find(flow_from(1), 199), &kMail);
}

TEST(ProgramTable, TellsNothingAfterSomethingWasForgotten) {
  RULE("N-TF-2");
  ProgramTable table;
  table.put(flow_from(1), kBrowser, 100);
  table.forget_all();
  EXPECT_EQ(table.find(flow_from(1), 0), nullptr);
  table.put(flow_from(1), kBrowser, 100);
  EXPECT_EQ(table.find(flow_from(1), 0), &kBrowser);
}

// Two flows that have one place, written in turns under the eyes of readers: none is told the other's program.
TEST(ProgramTable, AReaderNeverSeesHalfOfAnEntry) {
  RULE("N-TF-2");
  ProgramTable table;
  const wire::FlowKey first = flow_from(1);
  std::uint16_t port = 2;
  while (flow_from(port).hash() % ProgramTable::kPlaces != first.hash() % ProgramTable::kPlaces) ++port;
  const wire::FlowKey second = flow_from(port);
  std::atomic<bool> ended{false};
  std::atomic<int> wrong{0};
  std::atomic<int> seen{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!ended) {
        const std::string* of_first = table.find(first, 0);
        const std::string* of_second = table.find(second, 0);
        if (of_first == &kMail || of_second == &kBrowser) ++wrong;
        if (of_first != nullptr && of_second == nullptr) ++seen;
      }
    });
  }
  for (int i = 0; i < 20'000 || seen == 0; ++i) {
    table.put(first, kBrowser, 1);
    if (i % 64 == 0) std::this_thread::yield();
    table.put(second, kMail, 1);
  }
  ended = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace penstock::path
