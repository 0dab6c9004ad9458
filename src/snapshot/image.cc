// SPDX-License-Identifier: Apache-2.0
#include "snapshot/image.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/assert.h"
#include "snapshot/byte_reader.h"
#include "snapshot/byte_writer.h"
#include "snapshot/crc32c.h"

namespace penstock::snapshot {
namespace {

constexpr std::uint64_t kMagic = 0x0A474D494B4E5450;  // "PTNKIMG\n"
constexpr std::uint32_t kSectionMagic = 0x54434553;   // "SECT"
constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kHeaderCheckedBytes = 28;

Fault fault_of(Reason reason, std::string_view section = {}, std::string detail = {}) {
  return {reason, std::string(section), std::move(detail)};
}

std::string differs(std::uint32_t stored, std::uint32_t computed) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "checksum 0x%08x, computed 0x%08x", stored, computed);
  return text.data();
}

// The head of a section, with its name and padding; checksummed apart from the bytes, so that a damaged
// length is found before it is believed.
std::vector<std::byte> section_head(std::string_view name, std::uint16_t version, Bytes bytes) {
  ByteWriter head;
  head.put(kSectionMagic);
  head.put(version);
  head.put(static_cast<std::uint16_t>(name.size()));
  head.put(static_cast<std::uint64_t>(bytes.size()));
  head.put(crc32c(bytes));
  head.put_bytes(std::as_bytes(std::span(name)));
  head.pad_to(4);
  const std::uint32_t checksum = crc32c(head.bytes());
  head.put(checksum);
  head.pad_to(8);
  return head.take();
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

ImageWriter::ImageWriter(std::uint64_t epoch) : epoch_(epoch), bytes_(kHeaderBytes) {}

Result<void> ImageWriter::add(std::string_view name, std::uint16_t version, Bytes bytes) {
  PENSTOCK_ASSERT(!name.empty() && name.size() <= kNameBytesMax);
  if (bytes.size() > kSectionBytesMax) return fault_of(Reason::too_large, name, std::to_string(bytes.size()));
  if (names_.size() == kSectionsMax) return fault_of(Reason::too_large, name, "too many sections");
  if (std::find(names_.begin(), names_.end(), name) != names_.end()) return fault_of(Reason::duplicate, name);
  names_.emplace_back(name);
  const std::vector<std::byte> head = section_head(name, version, bytes);
  bytes_.reserve(bytes_.size() + head.size() + bytes.size() + 8);
  bytes_.insert(bytes_.end(), head.begin(), head.end());
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  bytes_.resize((bytes_.size() + 7) / 8 * 8);
  return {};
}

std::vector<std::byte> ImageWriter::finish() {
  ByteWriter header;
  header.put(kMagic);
  header.put(kImageMajor);
  header.put(kImageMinor);
  header.put(epoch_);
  header.put(static_cast<std::uint32_t>(names_.size()));
  header.put(std::uint32_t{0});
  PENSTOCK_ASSERT(header.size() == kHeaderCheckedBytes);
  header.put(crc32c(header.bytes()));
  std::memcpy(bytes_.data(), header.bytes().data(), kHeaderBytes);
  names_.clear();
  return std::exchange(bytes_, std::vector<std::byte>(kHeaderBytes));
}

Result<Image> Image::read(Bytes bytes, std::span<const KnownSection> known) {
  ByteReader reader(bytes);
  Image image;
  const auto magic = reader.get<std::uint64_t>();
  if (!reader.failed() && magic != kMagic) return fault_of(Reason::not_an_image);
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
