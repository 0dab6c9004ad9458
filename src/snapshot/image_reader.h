// SPDX-License-Identifier: Apache-2.0
// An image read from where it lies, piece by piece through a block that stays in a core's cache: it is never in memory
// as a whole. Opening it reads the heads; a section's bytes are summed as they pass, and its last ones are handed out
// only when the sum is right. Whoever acts before the last ones are there checks all of it first, which is the same
// pass without anybody to hand the bytes to. A section of many bytes is read and summed on a thread of its own.
//
// Threads: one; the source is read by two.
// Memory: the heads, and a block or a few for each section that is being read; more only for a piece that is longer.
// Errors: Fault with the section's name.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "snapshot/image_source.h"
#include "snapshot/read_ahead.h"

namespace penstock::snapshot {

struct SectionHead {
  std::string name;
  std::uint16_t version = 0;
  std::uint32_t checksum = 0;  // of the bytes
  std::uint64_t at = 0;        // where they begin
  std::uint64_t bytes = 0;
};

class SectionReader {
 public:
  // Both outlive it.
  SectionReader(ImageSource& source, const SectionHead& head);

  // What comes next, at least so many bytes where there are as many; until the next call. Empty behind the last.
  Result<Bytes> next(std::size_t bytes_min = 1);
  void taken(std::size_t bytes);  // of those
  std::uint64_t left() const { return head_->bytes - taken_; }
  // Reads on to the end. What was wrong before is told again.
  Result<void> check();
  // From here to the end.
  Result<std::vector<std::byte>> rest();

 private:
  Result<void> fill(std::size_t bytes_min);
  Result<void> read_on(std::size_t wanted);
  Result<void> take_ahead(std::size_t wanted);
  Result<void> arrived(MutableBytes fresh);
  Result<void> check_all();
  void make_room(std::size_t bytes);
  Result<void> end_is_right(Bytes padding) const;

  ImageSource* source_;
  const SectionHead* head_;
  std::unique_ptr<ReadAhead> ahead_;
  std::unique_ptr<std::byte[]> block_;
  std::size_t block_bytes_ = 0;
  MutableBytes there_;      // read and not taken, in the block or in one of those read ahead
  std::uint64_t read_ = 0;  // of the section and its padding
  std::uint64_t taken_ = 0;
  std::uint32_t checksum_ = 0;
  bool whole_ = false;  // all of it was read and is right
  std::optional<Fault> fault_;
};

class ImageReader {
 public:
  // Only the heads are checked, and that the sections have the room they claim.
  static Result<ImageReader> open(std::unique_ptr<ImageSource> source, std::span<const KnownSection> known);

  std::uint16_t major() const { return major_; }
  std::uint16_t minor() const { return minor_; }
  std::uint64_t epoch() const { return epoch_; }
  std::uint64_t bytes() const { return source_->bytes(); }
  const std::vector<SectionHead>& sections() const { return sections_; }
  const SectionHead* find(std::string_view name) const;

  SectionReader section(const SectionHead& head) { return {*source_, head}; }
  Result<SectionReader> section(std::string_view name);
  // Every section to its end.
  Result<void> check();

 private:
  explicit ImageReader(std::unique_ptr<ImageSource> source) : source_(std::move(source)) {}
  Result<std::uint32_t> read_header();  // the number of sections
  Result<void> read_heads(std::uint32_t count, std::span<const KnownSection> known);

  std::unique_ptr<ImageSource> source_;
  std::uint16_t major_ = 0;
  std::uint16_t minor_ = 0;
  std::uint64_t epoch_ = 0;
  std::vector<SectionHead> sections_;
};

}  // namespace penstock::snapshot
