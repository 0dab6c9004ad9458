// SPDX-License-Identifier: Apache-2.0
#include "control/view_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace penstock::control {
namespace {

std::string cell_text(const nlohmann::ordered_json& cell) {
  if (cell.is_string()) return cell.get<std::string>();
  return json_line(cell);
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::vector<std::string> columns_of(const nlohmann::ordered_json& row) {
  std::vector<std::string> columns;
  for (const auto& [column, cell] : row.items()) columns.push_back(column);
  return columns;
}

std::string one_table(const nlohmann::ordered_json& rows, std::size_t begin, std::size_t end,
                      const std::vector<std::string>& columns) {
  std::vector<std::vector<std::string>> lines = {columns};
  for (std::size_t row = begin; row < end; ++row) {
    std::vector<std::string>& line = lines.emplace_back();
    for (const std::string& column : columns) line.push_back(cell_text(rows[row][column]));
  }
  std::vector<std::size_t> widths(columns.size(), 0);
  for (const std::vector<std::string>& line : lines) {
    for (std::size_t i = 0; i < columns.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  std::string text;
  for (const std::vector<std::string>& line : lines) {
    std::string shown;
    for (std::size_t i = 0; i < columns.size(); ++i) shown += padded(line[i], widths[i] + 2);
    shown.erase(shown.find_last_not_of(' ') + 1);
    text += shown + "\n";
  }
  return text;
}

}  // namespace

std::string json_line(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

nlohmann::ordered_json rows_json(const std::vector<base::Row>& rows) {
  auto list = nlohmann::ordered_json::array();
  for (const base::Row& row : rows) {
    auto object = nlohmann::ordered_json::object();
    for (const auto& [column, cell] : row) {
      std::visit([&, &name = column](const auto& value) { object[name] = value; }, cell);
    }
    list.push_back(std::move(object));
  }
  return list;
}

std::string table_text(const nlohmann::ordered_json& rows) {
  if (rows.empty()) return "(none)\n";
  std::string text;
  for (std::size_t begin = 0; begin < rows.size();) {
    const std::vector<std::string> columns = columns_of(rows[begin]);
    std::size_t end = begin + 1;
    while (end < rows.size() && columns_of(rows[end]) == columns) ++end;
    if (begin != 0) text += "\n";
    text += one_table(rows, begin, end, columns);
    begin = end;
  }
  return text;
}

}  // namespace penstock::control
