// SPDX-License-Identifier: Apache-2.0
// What stands in a snapshot, as far as the file alone tells: each section, whether this build reads it, and for
// those that it does, what a restore would find. Nothing of the file is believed that its readers did not check.
//
// Threads: plain functions.
// Memory: a section at a time, and of a channel, which may be large, a block at a time.
// Errors: sentences with the file, the section and the reason, safe to print whatever the file holds.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "snapshot/image_reader.h"

namespace penstock::app {

// One that may need more memory or time than this is read when asked for.
inline constexpr std::uint64_t kImageBytesShown = std::uint64_t{1} << 30;

// The sections that this build reads.
inline constexpr snapshot::KnownSection kSectionsRead[] = {
    {"bus/*", 1}, {"channel/*", 1}, {"client/*", 1}, {"held/*", 1}, {"provider/*", 1}};

enum class Known : std::uint8_t { no, newer, yes };
const char* to_string(Known known);

struct SectionContents {
  std::string name;  // without control characters
  std::uint16_t version = 0;
  std::uint64_t bytes = 0;
  std::uint32_t checksum = 0;
  Known known = Known::no;
  std::string text;                  // one line
  nlohmann::ordered_json facts;      // the same for a program; null where nothing is known
  std::optional<std::string> fault;  // what a restore would say
};

struct ImageContents {
  std::string version;
  std::uint64_t epoch = 0;
  std::uint64_t bytes = 0;
  std::vector<SectionContents> sections;
};

// "a.image: section bus/0: damaged: ..."
struct ImageRefused {
  std::string message;
};

using ImageAnswer = std::variant<ImageContents, ImageRefused>;

// The container must be whole; sections of any name are told.
ImageAnswer image_contents(const std::string& path, std::uint64_t bytes_max);
// As a restore goes about it: the first thing that it would refuse, or the image, read to its end once and right.
using OpenImage = std::variant<snapshot::ImageReader, ImageRefused>;
OpenImage verified_image(const std::string& path, std::uint64_t bytes_max);

}  // namespace penstock::app
