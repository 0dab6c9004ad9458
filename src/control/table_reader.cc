// SPDX-License-Identifier: Apache-2.0
#include "control/table_reader.h"

#include <fmt/format.h>

namespace penstock::control {
namespace {

std::uint32_t line_of(const toml::node& node) { return node.source().begin.line; }

const char* kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a number";
    case toml::node_type::floating_point:
      return "a fraction";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

}  // namespace

std::string to_string(const ConfigurationError& error) {
  if (error.place.line == 0) return fmt::format("{}: {}", error.place.file, error.message);
  return fmt::format("{}:{}: {}", error.place.file, error.place.line, error.message);
}

TableReader::TableReader(const toml::table& table, std::string name, FirstError& error)
    : table_(table), name_(std::move(name)), error_(error) {}

TableReader::~TableReader() {
  for (const auto& [key, node] : table_) {
    if (asked_.contains(key.str())) continue;
    std::string known;
    for (const std::string& one : asked_) known += (known.empty() ? "" : ", ") + one;
    error_.set(key.source().begin.line,
               fmt::format("{} has no key '{}'; it knows {}", name_, std::string(key.str()), known));
    return;
  }
}

std::uint32_t TableReader::line() const { return line_of(table_); }

const toml::node* TableReader::find(std::string_view key) {
  asked_.emplace(key);
  return table_.get(key);
}

const toml::node* TableReader::any(std::string_view key) { return find(key); }

void TableReader::wrong(std::string_view key, const std::string& what) {
  const toml::node* node = table_.get(key);
  error_.set(node == nullptr ? line() : line_of(*node), fmt::format("{} in {} {}", key, name_, what));
}

std::optional<std::string> TableReader::text(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto value = node->value_exact<std::string>()) return *value;
  wrong(key, fmt::format("must be a text in quotes, not {}", kind_of(*node)));
  return std::nullopt;
}

std::string TableReader::required_text(std::string_view key) {
  const bool there = find(key) != nullptr;
  std::string value = text(key).value_or("");
  if (!there) error_.set(line(), fmt::format("{} needs {}; add it", name_, key));
  if (there && value.empty()) wrong(key, "is empty; give it a value");
  return value;
}

std::optional<std::uint64_t> TableReader::number(std::string_view key, std::uint64_t least,
                                                 std::uint64_t most) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto value = node->value_exact<std::int64_t>();
  if (!value) {
    wrong(key, fmt::format("must be a number, not {}", kind_of(*node)));
    return std::nullopt;
  }
  const bool low = *value < 0 || static_cast<std::uint64_t>(*value) < least;
  if (low || static_cast<std::uint64_t>(*value) > most) {
    wrong(key, fmt::format("is {}; {} {}; {} it", *value, low ? "at least" : "at most", low ? least : most,
                           low ? "raise" : "lower"));
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(*value);
}

std::optional<bool> TableReader::flag(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto value = node->value_exact<bool>()) return *value;
  wrong(key, fmt::format("must be true or false, not {}", kind_of(*node)));
  return std::nullopt;
}

const toml::table* TableReader::table(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  if (!node->is_table()) wrong(key, fmt::format("must be a table, not {}", kind_of(*node)));
  return node->as_table();
}

const toml::array* TableReader::array(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  if (!node->is_array()) wrong(key, fmt::format("must be an array, not {}", kind_of(*node)));
  return node->as_array();
}

}  // namespace penstock::control
