// SPDX-License-Identifier: Apache-2.0
// What a room lets itself be shown as: named views, each a table that is filled when somebody asks. The
// program's control socket sees these and not the rooms behind them.
//
// Threads: show() is called from the thread that asks; the room locks or copies what it must.
// Memory: a Viewed row owns its text.
// Errors: none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace penstock::base {

using Cell = std::variant<std::int64_t, std::string, bool>;

// A row is a list of (column, cell): order is the order of columns in the table shown.
using Row = std::vector<std::pair<std::string, Cell>>;

class View {
 public:
  virtual ~View() = default;
  virtual std::string_view name() const = 0;  // "flows", "pools", "held"
  virtual std::vector<Row> show() const = 0;
};

}  // namespace penstock::base
