// SPDX-License-Identifier: Apache-2.0
// Rows of a view as a table for a person or as JSON for a program.
//
// Threads: pure functions.
// Memory: text by value.
// Errors: bytes that are not UTF-8 are replaced.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/view.h"

namespace penstock::control {

nlohmann::ordered_json rows_json(const std::vector<base::Row>& rows);
// Rows that follow each other and have the same columns make one table; "(none)" when there is nothing. The
// rows are objects.
std::string table_text(const nlohmann::ordered_json& rows);
// One line, whatever the text holds.
std::string json_line(const nlohmann::ordered_json& json);

}  // namespace penstock::control
