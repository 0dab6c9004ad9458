// SPDX-License-Identifier: Apache-2.0
// Findings as the program shows them: a line for a person, an object of JSON, a row of a view.
//
// Threads: pure functions.
// Memory: text by value.
// Errors: none.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/finding.h"
#include "base/view.h"

namespace penstock::app {

std::string finding_text(const base::Finding& finding);
nlohmann::ordered_json finding_json(const base::Finding& finding);

class FindingsView final : public base::View {
 public:
  std::string_view name() const override { return "findings"; }
  std::vector<base::Row> show() const override;
};

}  // namespace penstock::app
