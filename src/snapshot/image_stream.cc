// SPDX-License-Identifier: Apache-2.0
#include "snapshot/image_stream.h"

#include <algorithm>
#include <cstring>

#include "base/assert.h"
#include "snapshot/byte_writer.h"
#include "snapshot/crc32c.h"
#include "snapshot/image_format.h"

namespace penstock::snapshot {
namespace {

// Small enough to stay in a core's cache between being filled and being written.
constexpr std::size_t kBlockBytes = 256 << 10;

// The head of a section, with its name and padding; checksummed apart from the bytes, so that a damaged
// length is found before it is believed.
std::vector<std::byte> section_head(std::string_view name, std::uint16_t version, std::uint64_t bytes,
                                    std::uint32_t checksum) {
  ByteWriter head;
  head.put(kSectionMagic);
  head.put(version);
  head.put(static_cast<std::uint16_t>(name.size()));
  head.put(bytes);
  head.put(checksum);
  head.put_bytes(std::as_bytes(std::span(name)));
  head.pad_to(4);
  const std::uint32_t head_checksum = crc32c(head.bytes());
  head.put(head_checksum);
  head.pad_to(8);
  return head.take();
}

}  // namespace

ImageStream::ImageStream(std::uint64_t epoch, ImageSink& sink) : epoch_(epoch), sink_(sink) {}

Result<void> ImageStream::open(std::string_view name, std::uint16_t version) {
  return or_no_memory([&] { return begin_section(name, version); });
}

Result<MutableBytes> ImageStream::room(std::size_t bytes_min) {
  PENSTOCK_ASSERT(open_);
  return or_no_memory([&]() -> Result<MutableBytes> {
    if (auto made = make_room(bytes_min); !made) return made.fault();
    return MutableBytes(block_.get() + used_, block_bytes_ - used_);
  });
}

void ImageStream::filled(std::size_t bytes) {
  PENSTOCK_ASSERT(open_ && bytes <= block_bytes_ - used_);
  used_ += bytes;
}

Result<void> ImageStream::put(Bytes bytes) {
  PENSTOCK_ASSERT(open_);
  return or_no_memory([&] { return put_bytes(bytes); });
}

Result<void> ImageStream::close() {
  PENSTOCK_ASSERT(open_);
  return or_no_memory([&] { return end_section(); });
}

Result<void> ImageStream::finish() {
  PENSTOCK_ASSERT(!open_);
  return or_no_memory([&] { return put_header(); });
}

Result<void> ImageStream::begin_section(std::string_view name, std::uint16_t version) {
  PENSTOCK_ASSERT(!open_ && !name.empty() && name.size() <= kNameBytesMax);
  if (names_.size() == kSectionsMax) return Fault{Reason::too_large, std::string(name), "too many sections"};
  if (std::find(names_.begin(), names_.end(), name) != names_.end())
    return Fault{Reason::duplicate, std::string(name), {}};
  const std::vector<std::byte> head = section_head(name, version, 0, 0);
  if (auto made = make_room(head.size()); !made) return made;  // so it lies in one block
  names_.emplace_back(name);
  open_ = true;
  version_ = version;
  head_at_ = position();
  append(head);
  begin_ = position();
  checksum_ = 0;
  summed_ = used_;
  return {};
}

Result<void> ImageStream::put_bytes(Bytes bytes) {
  if (bytes.size() <= block_bytes_) {
    if (auto made = make_room(bytes.size()); !made) return made;
    append(bytes);
    return {};
  }
  if (auto flushed = flush(); !flushed) return flushed;
  checksum_ = crc32c(bytes, checksum_);
  flushed_ += bytes.size();
  return sink_.append(bytes);
}

Result<void> ImageStream::end_section() {
  open_ = false;
  add_to_checksum();
  const std::string& name = names_.back();
  const std::uint64_t bytes = position() - begin_;
  if (bytes > kSectionBytesMax) return Fault{Reason::too_large, name, std::to_string(bytes)};
  if (auto made = make_room(8); !made) return made;
  pad();
  return write_at(head_at_, section_head(name, version_, bytes, checksum_));
}

Result<void> ImageStream::put_header() {
  if (auto made = make_room(0); !made) return made;
  ByteWriter header;
  header.put(kImageMagic);
  header.put(kImageMajor);
  header.put(kImageMinor);
  header.put(epoch_);
  header.put(static_cast<std::uint32_t>(names_.size()));
  header.put(std::uint32_t{0});
  PENSTOCK_ASSERT(header.size() == kHeaderCheckedBytes);
  const std::uint32_t checksum = crc32c(header.bytes());
  header.put(checksum);
  if (auto written = write_at(0, header.bytes()); !written) return written;
  return flush();
}

// The first time there is room for what comes first, which is known last.
Result<void> ImageStream::make_room(std::size_t bytes) {
  if (block_ == nullptr) {
    block_ = std::make_unique_for_overwrite<std::byte[]>(kBlockBytes);
    block_bytes_ = kBlockBytes;
    std::memset(block_.get(), 0, kHeaderBytes);
    used_ = kHeaderBytes;
  }
  if (bytes <= block_bytes_ - used_) return {};
  if (auto flushed = flush(); !flushed) return flushed;
  if (bytes > block_bytes_) {
    block_ = std::make_unique_for_overwrite<std::byte[]>(bytes);
    block_bytes_ = bytes;
  }
  return {};
}

Result<void> ImageStream::flush() {
  if (open_) add_to_checksum();
  if (used_ != 0) {
    if (auto written = sink_.append({block_.get(), used_}); !written) return written;
  }
  flushed_ += used_;
  used_ = summed_ = 0;
  return {};
}

// A head lies in one block, so it went to the sink as a whole or not at all.
Result<void> ImageStream::write_at(std::uint64_t at, Bytes bytes) {
  if (at < flushed_) return sink_.overwrite(at, bytes);
  std::memcpy(block_.get() + (at - flushed_), bytes.data(), bytes.size());
  return {};
}

void ImageStream::append(Bytes bytes) {
  if (!bytes.empty()) std::memcpy(block_.get() + used_, bytes.data(), bytes.size());
  used_ += bytes.size();
}

void ImageStream::pad() {
  for (; position() % 8 != 0; ++used_) block_[used_] = std::byte{0};
}

void ImageStream::add_to_checksum() {
  checksum_ = crc32c({block_.get() + summed_, used_ - summed_}, checksum_);
  summed_ = used_;
}

}  // namespace penstock::snapshot
