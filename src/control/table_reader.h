// SPDX-License-Identifier: Apache-2.0
// Reads one table of a TOML file key by key. It remembers which keys were asked for, so that at the end every
// other key is one that nobody knows, and refuses it. The first thing that is wrong is kept; what is read
// after that is filled with defaults and thrown away with it.
//
// Threads: one.
// Memory: borrows the table; the error belongs to the one Verdict that all readers of a file share.
// Errors: FirstError.
#pragma once

#include <toml++/toml.h>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "control/place.h"

namespace penstock::control {

// The first thing that is wrong in a file.
class FirstError {
 public:
  explicit FirstError(std::string file) : file_(std::move(file)) {}

  void set(std::uint32_t line, std::string message) {
    if (!error_) error_ = ConfigurationError{{file_, line}, std::move(message)};
  }
  Place place(std::uint32_t line) const { return {file_, line}; }
  const std::optional<ConfigurationError>& get() const { return error_; }

 private:
  const std::string file_;
  std::optional<ConfigurationError> error_;
};

class TableReader {
 public:
  // `name` is how messages call it: "[[path]]".
  TableReader(const toml::table& table, std::string name, FirstError& error);
  ~TableReader();  // refuses what was never asked for
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;

  std::uint32_t line() const;
  bool has(std::string_view key) const { return table_.contains(key); }

  std::optional<std::string> text(std::string_view key);
  std::string required_text(std::string_view key);
  std::optional<std::uint64_t> number(std::string_view key, std::uint64_t least, std::uint64_t most);
  std::optional<bool> flag(std::string_view key);
  const toml::table* table(std::string_view key);
  const toml::array* array(std::string_view key);
  // The value as it is; for keys that may hold several kinds.
  const toml::node* any(std::string_view key);

  // A complaint about this key's value.
  void wrong(std::string_view key, const std::string& what);
  FirstError& error() { return error_; }

 private:
  const toml::node* find(std::string_view key);

  const toml::table& table_;
  const std::string name_;
  FirstError& error_;
  std::set<std::string, std::less<>> asked_;
};

// Each table of an array of tables.
template <class Read>
void for_each_table(TableReader& reader, std::string_view key, Read read) {
  const toml::array* array = reader.array(key);
  if (array == nullptr) return;
  for (const toml::node& node : *array) {
    if (const toml::table* table = node.as_table()) {
      read(*table);
    } else {
      reader.wrong(key, "must hold tables only");
      return;
    }
  }
}

}  // namespace penstock::control
