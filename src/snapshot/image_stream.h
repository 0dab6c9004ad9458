// SPDX-License-Identifier: Apache-2.0
// An image written piece by piece to where it will stay: whoever has bytes for a section writes them into the
// room that the stream lends, and they are copied from there once, into the file. What comes first in the image
// but is known last (lengths, checksums, how many sections) is filled in behind.
//
// Threads: one.
// Memory: one block; it grows only for a piece that is longer.
// Errors: Fault; after the first one the image is not finished.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "snapshot/image.h"

namespace penstock::snapshot {

// Where the image goes.
class ImageSink {
 public:
  virtual ~ImageSink() = default;
  virtual Result<void> append(Bytes bytes) = 0;
  // What was appended before.
  virtual Result<void> overwrite(std::uint64_t at, Bytes bytes) = 0;
};

class ImageStream {
 public:
  ImageStream(std::uint64_t epoch, ImageSink& sink);

  // Names are unique; one section is open at a time, and at most kSectionBytesMax long.
  Result<void> open(std::string_view name, std::uint16_t version);
  // Where the next bytes of the section go, at least so many; aligned to 8 while the section is.
  Result<MutableBytes> room(std::size_t bytes_min = 1);
  void filled(std::size_t bytes);  // of that room
  Result<void> put(Bytes bytes);
  Result<void> close();
  Result<void> finish();

 private:
  Result<void> begin_section(std::string_view name, std::uint16_t version);
  Result<void> put_bytes(Bytes bytes);
  Result<void> end_section();
  Result<void> put_header();
  Result<void> make_room(std::size_t bytes);
  Result<void> flush();
  Result<void> write_at(std::uint64_t at, Bytes bytes);
  void append(Bytes bytes);
  void pad();
  void add_to_checksum();
  std::uint64_t position() const { return flushed_ + used_; }

  std::uint64_t epoch_;
  ImageSink& sink_;
  std::unique_ptr<std::byte[]> block_;
  std::size_t block_bytes_ = 0;
  std::size_t used_ = 0;       // of the block
  std::uint64_t flushed_ = 0;  // bytes with the sink
  std::vector<std::string> names_;
  // The open section.
  bool open_ = false;
  std::uint16_t version_ = 0;
  std::uint64_t head_at_ = 0, begin_ = 0;
  std::uint32_t checksum_ = 0;
  std::size_t summed_ = 0;  // of the block
};

}  // namespace penstock::snapshot
