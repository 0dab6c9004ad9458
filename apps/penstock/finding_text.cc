// SPDX-License-Identifier: Apache-2.0
#include "finding_text.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace penstock::app {

std::string finding_text(const base::Finding& finding) {
  std::string text = fmt::format("{} {}", base::to_string(finding.severity), finding.code);
  if (!finding.rule.empty()) text += fmt::format(" ({})", finding.rule);
  if (!finding.who.empty()) text += " " + finding.who;
  text += ": " + finding.message;
  if (finding.first) text += "\n    first:  " + base::name_of(finding.first);
  if (finding.second) text += "\n    second: " + base::name_of(finding.second);
  if (finding.count > 1) text += fmt::format("\n    {} times", finding.count);
  return text;
}

nlohmann::ordered_json finding_json(const base::Finding& finding) {
  nlohmann::ordered_json json = {
      {"code", finding.code}, {"rule", finding.rule},       {"severity", base::to_string(finding.severity)},
      {"who", finding.who},   {"message", finding.message}, {"count", finding.count}};
  if (finding.first) json["first"] = base::name_of(finding.first);
  if (finding.second) json["second"] = base::name_of(finding.second);
  return json;
}

std::vector<base::Row> FindingsView::show() const {
  std::vector<base::Row> rows;
  for (const base::Finding& finding : base::finding_log().list()) {
    rows.push_back({{"severity", std::string(base::to_string(finding.severity))},
                    {"code", finding.code},
                    {"rule", finding.rule},
                    {"who", finding.who},
                    {"count", static_cast<std::int64_t>(finding.count)},
                    {"first", finding.first ? base::name_of(finding.first) : ""},
                    {"second", finding.second ? base::name_of(finding.second) : ""},
                    {"message", finding.message}});
  }
  return rows;
}

}  // namespace penstock::app
