// SPDX-License-Identifier: Apache-2.0
// The container of a snapshot: a header with an epoch, then sections, each with a name, a version, a length
// and checksums of its head and of its bytes. A reader names the sections that it knows; any other refuses
// the image, and so does a missing, doubled, damaged or newer one. docs/snapshot_format.md is the same in
// words for somebody who writes another reader.
//
// Threads: plain values.
// Memory: the writer keeps the image; the reader borrows it.
// Errors: Fault with the section's name.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "snapshot/fault.h"

namespace penstock::snapshot {

inline constexpr std::uint16_t kImageMajor = 1;
inline constexpr std::uint16_t kImageMinor = 0;
inline constexpr std::uint32_t kSectionsMax = 4096;
inline constexpr std::uint32_t kNameBytesMax = 64;
inline constexpr std::uint64_t kSectionBytesMax = std::uint64_t{1} << 34;

using Bytes = std::span<const std::byte>;
using MutableBytes = std::span<std::byte>;

class ImageStream;

// An image in memory; image_stream.h writes one that need not fit there.
class ImageWriter {
 public:
  explicit ImageWriter(std::uint64_t epoch);
  ~ImageWriter();
  // Names are unique; a section is at most kSectionBytesMax.
  Result<void> add(std::string_view name, std::uint16_t version, Bytes bytes);
  // The whole image. Once.
  std::vector<std::byte> finish();

 private:
  class Kept;
  std::unique_ptr<Kept> kept_;
  std::unique_ptr<ImageStream> stream_;
};

struct Section {
  std::string name;
  std::uint16_t version = 0;
  std::uint32_t checksum = 0;  // of the bytes
  Bytes bytes;
};

// A name that may end in '*' ("channel/*"), and the highest version that its reader reads.
struct KnownSection {
  std::string_view name;
  std::uint16_t version_max = 1;
};

// One that is in memory; image_reader.h reads one that need not fit there.
class Image {
 public:
  // Checks everything before anything is handed out.
  static Result<Image> read(Bytes bytes, std::span<const KnownSection> known);

  std::uint16_t major() const { return major_; }
  std::uint16_t minor() const { return minor_; }
  std::uint64_t epoch() const { return epoch_; }
  const std::vector<Section>& sections() const { return sections_; }
  Result<Section> find(std::string_view name) const;

 private:
  std::uint16_t major_ = 0;
  std::uint16_t minor_ = 0;
  std::uint64_t epoch_ = 0;
  std::vector<Section> sections_;
};

}  // namespace penstock::snapshot
