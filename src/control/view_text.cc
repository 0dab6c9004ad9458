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
  std::vector<std::string> columns;
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    for (const auto& [column, cell] : row.items()) {
      const auto known = std::find(columns.begin(), columns.end(), column);
      const auto index = static_cast<std::size_t>(known - columns.begin());
      if (known == columns.end()) {
        columns.push_back(column);
        widths.push_back(column.size());
      }
      widths[index] = std::max(widths[index], cell_text(cell).size());
    }
  }
  if (columns.empty()) return "(none)\n";
  const auto line = [&](auto cell_of) {
    std::string text;
    for (std::size_t i = 0; i < columns.size(); ++i) text += padded(cell_of(i), widths[i] + 2);
    text.erase(text.find_last_not_of(' ') + 1);
    return text + "\n";
  };
  std::string text = line([&](std::size_t i) { return columns[i]; });
  for (const auto& row : rows) {
    text += line([&](std::size_t i) { return row.contains(columns[i]) ? cell_text(row.at(columns[i])) : ""; });
  }
  return text;
}

}  // namespace penstock::control
