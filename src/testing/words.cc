// SPDX-License-Identifier: Apache-2.0
#include "testing/words.h"

#include <charconv>
#include <sstream>

namespace penstock::testing {
namespace {

std::vector<std::string> split(std::string_view line) {
  std::istringstream stream{std::string(line.substr(0, line.find('#')))};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

Words::Words(std::string_view line) : words_(split(line)) {}

const std::string& Words::peek() const {
  static const std::string nothing;
  return done() ? nothing : words_[at_];
}

std::string Words::next(std::string_view what) {
  if (done()) throw TextError("the line ends where " + std::string(what) + " should be");
  return words_[at_++];
}

std::uint64_t Words::number(std::string_view what) { return read_number(next(what), what); }

bool Words::accept(std::string_view phrase) {
  const std::vector<std::string> wanted = split(phrase);
  if (at_ + wanted.size() > words_.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (words_[at_ + i] != wanted[i]) return false;
  }
  at_ += wanted.size();
  return true;
}

void Words::expect_end() const {
  if (!done()) throw TextError("'" + peek() + "' is not understood here");
}

std::uint64_t read_number(const std::string& word, std::string_view what) {
  const bool hexadecimal = word.starts_with("0x");
  const char* begin = word.data() + (hexadecimal ? 2 : 0);
  const char* end = word.data() + word.size();
  std::uint64_t value = 0;
  const auto [rest, error] = std::from_chars(begin, end, value, hexadecimal ? 16 : 10);
  if (error != std::errc() || rest != end) {
    throw TextError(std::string(what) + " should be a number, but is '" + word + "'");
  }
  return value;
}

}  // namespace penstock::testing
