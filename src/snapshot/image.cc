// SPDX-License-Identifier: Apache-2.0
#include "snapshot/image.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

#include "base/assert.h"
#include "snapshot/byte_reader.h"
#include "snapshot/crc32c.h"
#include "snapshot/image_format.h"
#include "snapshot/image_stream.h"

namespace penstock::snapshot {
namespace {

Fault fault_of(Reason reason, std::string_view section = {}, std::string detail = {}) {
  return {reason, std::string(section), std::move(detail)};
}

std::string differs(std::uint32_t stored, std::uint32_t computed) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "checksum 0x%08x, computed 0x%08x", stored, computed);
  return text.data();
}

const KnownSection* known_as(std::string_view name, std::span<const KnownSection> known) {
  for (const KnownSection& one : known) {
    if (one.name.ends_with('*') ? name.starts_with(one.name.substr(0, one.name.size() - 1))
                                : name == one.name) {
      return &one;
    }
  }
  return nullptr;
}

Result<Section> read_section(ByteReader& reader, Bytes image) {
  const std::size_t begin = reader.at();
  const auto magic = reader.get<std::uint32_t>();
  Section section;
  section.version = reader.get<std::uint16_t>();
  const auto name_bytes = reader.get<std::uint16_t>();
  const auto bytes = reader.get<std::uint64_t>();
  const auto checksum = section.checksum = reader.get<std::uint32_t>();
  if (reader.failed()) return fault_of(Reason::truncated);
  if (magic != kSectionMagic)
    return fault_of(Reason::damaged, {}, "no section begins at " + std::to_string(begin));
  if (name_bytes == 0 || name_bytes > kNameBytesMax) return fault_of(Reason::damaged, {}, "a name's length");
  const Bytes name = reader.get_bytes(name_bytes);
  const Bytes padding = reader.get_bytes((4 - (reader.at() - begin) % 4) % 4);
  const std::size_t head_bytes = reader.at() - begin;
  const auto head_checksum = reader.get<std::uint32_t>();
  const Bytes more_padding = reader.get_bytes((8 - reader.at() % 8) % 8);
  if (reader.failed()) return fault_of(Reason::truncated);
  section.name = {reinterpret_cast<const char*>(name.data()), name.size()};
  const std::uint32_t computed_head = crc32c(image.subspan(begin, head_bytes));
  if (computed_head != head_checksum) return fault_of(Reason::damaged, {}, "a section's head");
  (void)padding;
  if (bytes > kSectionBytesMax) return fault_of(Reason::too_large, section.name, std::to_string(bytes));
  section.bytes = reader.get_bytes(bytes);
  const Bytes tail = reader.get_bytes((8 - reader.at() % 8) % 8);
  if (reader.failed()) return fault_of(Reason::truncated, section.name);
  const std::uint32_t computed = crc32c(section.bytes);
  if (computed != checksum) return fault_of(Reason::damaged, section.name, differs(checksum, computed));
  for (const Bytes zeros : {more_padding, tail}) {
    if (std::any_of(zeros.begin(), zeros.end(), [](std::byte one) { return one != std::byte{0}; })) {
      return fault_of(Reason::damaged, section.name, "padding");
    }
  }
  return section;
}

}  // namespace

class ImageWriter::Kept final : public ImageSink {
 public:
  Result<void> append(Bytes bytes) override {
    image.insert(image.end(), bytes.begin(), bytes.end());
    return {};
  }
  Result<void> overwrite(std::uint64_t at, Bytes bytes) override {
    std::memcpy(image.data() + at, bytes.data(), bytes.size());
    return {};
  }
  std::vector<std::byte> image;
};

ImageWriter::ImageWriter(std::uint64_t epoch)
    : kept_(std::make_unique<Kept>()), stream_(std::make_unique<ImageStream>(epoch, *kept_)) {}
ImageWriter::~ImageWriter() = default;

Result<void> ImageWriter::add(std::string_view name, std::uint16_t version, Bytes bytes) {
  if (bytes.size() > kSectionBytesMax) return fault_of(Reason::too_large, name, std::to_string(bytes.size()));
  if (auto opened = stream_->open(name, version); !opened) return opened;
  if (auto put = stream_->put(bytes); !put) return put;
  return stream_->close();
}

std::vector<std::byte> ImageWriter::finish() {
  const Result<void> finished = stream_->finish();
  PENSTOCK_ASSERT(finished.ok());  // memory does not fail
  return std::move(kept_->image);
}

Result<Image> Image::read(Bytes bytes, std::span<const KnownSection> known) {
  ByteReader reader(bytes);
  Image image;
  const auto magic = reader.get<std::uint64_t>();
  if (!reader.failed() && magic != kImageMagic) return fault_of(Reason::not_an_image);
  image.major_ = reader.get<std::uint16_t>();
  image.minor_ = reader.get<std::uint16_t>();  // adds what an older reader may ignore
  image.epoch_ = reader.get<std::uint64_t>();
  const auto count = reader.get<std::uint32_t>();
  reader.get<std::uint32_t>();
  const auto checksum = reader.get<std::uint32_t>();
  if (reader.failed()) {
    return fault_of(Reason::truncated, {}, std::to_string(bytes.size()) + " bytes, a header has 32");
  }
  const std::uint32_t computed = crc32c(bytes.first(kHeaderCheckedBytes));
  if (checksum != computed) return fault_of(Reason::damaged, {}, differs(checksum, computed));
  if (image.major_ > kImageMajor) return fault_of(Reason::newer_version, {}, std::to_string(image.major_));
  if (count > kSectionsMax) return fault_of(Reason::too_large, {}, std::to_string(count) + " sections");
  for (std::uint32_t i = 0; i < count; ++i) {
    auto section = read_section(reader, bytes);
    if (!section) {
      Fault fault = section.fault();
      if (fault.section.empty()) fault.section = "#" + std::to_string(i + 1);  // its head, so no name
      return fault;
    }
    const KnownSection* reads = known_as(section->name, known);
    if (reads == nullptr) return fault_of(Reason::unknown_section, section->name);
    if (section->version > reads->version_max) {
      return fault_of(Reason::newer_version, section->name, std::to_string(section->version));
    }
    if (image.find(section->name).ok()) return fault_of(Reason::duplicate, section->name);
    image.sections_.push_back(*section);
  }
  if (reader.left() != 0)
    return fault_of(Reason::damaged, {}, std::to_string(reader.left()) + " bytes behind the end");
  return image;
}

Result<Section> Image::find(std::string_view name) const {
  for (const Section& section : sections_) {
    if (section.name == name) return section;
  }
  return fault_of(Reason::missing_section, name);
}

}  // namespace penstock::snapshot
