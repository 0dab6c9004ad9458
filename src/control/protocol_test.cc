// SPDX-License-Identifier: Apache-2.0
#include "control/protocol.h"

#include <gtest/gtest.h>

#include "control/view_text.h"

namespace penstock::control {
namespace {

class Fruit final : public base::View {
 public:
  std::string_view name() const override { return "fruit"; }
  std::vector<base::Row> show() const override {
    return {{{"name", std::string("pear")}, {"count", std::int64_t{3}}, {"ripe", true}},
            {{"name", std::string("\xff")}, {"count", std::int64_t{-1}}}};
  }
};

class DeskTest : public ::testing::Test {
 protected:
  DeskTest() {
    desk_.add_view(fruit_);
    desk_.add_action("eat", [this](const nlohmann::ordered_json& request) -> Desk::ActionResult {
      if (!request.contains("id")) return Desk::Refused{"no id"};
      ++eaten_;
      return std::vector<base::Row>{};
    });
  }
  nlohmann::ordered_json ask(std::string_view line) {
    return nlohmann::ordered_json::parse(desk_.answer(line));
  }

  Fruit fruit_;
  Desk desk_;
  int eaten_ = 0;
};

TEST_F(DeskTest, ShowsAView) {
  const auto answer = ask(R"({"show":"fruit"})");
  EXPECT_EQ(answer["ok"], true);
  EXPECT_EQ(answer["rows"][0]["name"], "pear");
  EXPECT_EQ(answer["rows"][0]["ripe"], true);
  EXPECT_EQ(answer["rows"][1]["count"], -1);
}

TEST_F(DeskTest, DoesAnAction) {
  EXPECT_EQ(ask(R"({"do":"eat","id":1})")["ok"], true);
  EXPECT_EQ(eaten_, 1);
  EXPECT_EQ(ask(R"({"do":"eat"})")["error"], "no id");
  EXPECT_EQ(eaten_, 1);
}

TEST_F(DeskTest, RefusesWhatIsNoRequest) {
  const std::string deep(30'000, '[');
  for (const std::string& line :
       {std::string(), std::string("nonsense"), std::string("7"), std::string("[]"), std::string("{}"),
        std::string(R"({"show":7})"), std::string(R"({"show":null})"), std::string(R"({"show":"other"})"),
        std::string(R"({"do":["eat"]})"), std::string(R"({"do":"other"})"), std::string("\xff\xfe\x00", 3),
        std::string(R"({"show":"fruit")"), deep, deep + std::string(30'000, ']')}) {
    const auto answer = ask(line);
    EXPECT_EQ(answer["ok"], false) << line.substr(0, 40);
    EXPECT_FALSE(answer["error"].get<std::string>().empty());
  }
  EXPECT_EQ(eaten_, 0);
}

TEST(TableText, HasATableForEachRunOfRowsWithTheSameColumns) {
  const nlohmann::ordered_json rows = {{{"name", "pear"}, {"count", 3}},
                                       {{"name", "pineapple"}, {"count", 12}},
                                       {{"name", "plum"}, {"ripe", true}}};
  EXPECT_EQ(table_text(rows),
            "name       count\n"
            "pear       3\n"
            "pineapple  12\n"
            "\n"
            "name  ripe\n"
            "plum  true\n");
  EXPECT_EQ(table_text(rows_json({})), "(none)\n");
}

}  // namespace
}  // namespace penstock::control
