// SPDX-License-Identifier: Apache-2.0
// A line of a transcript as words. Whoever reads takes words one by one; what is left over, missing or not
// a number is an error that names the word.
//
// Threads: one reader.
// Memory: owns its words.
// Errors: TextError; the transcript adds file and line.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace penstock::testing {

class TextError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Words {
 public:
  explicit Words(std::string_view line);

  bool done() const { return at_ == words_.size(); }
  // The next word, or an empty one at the end.
  const std::string& peek() const;
  std::string next(std::string_view what);
  std::uint64_t number(std::string_view what);
  // Takes all words of the phrase if they are next.
  bool accept(std::string_view phrase);
  void expect_end() const;

 private:
  std::vector<std::string> words_;
  std::size_t at_ = 0;
};

// Decimal, or hexadecimal after 0x.
std::uint64_t read_number(const std::string& word, std::string_view what);

}  // namespace penstock::testing
