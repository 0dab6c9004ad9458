// SPDX-License-Identifier: Apache-2.0
#include "snapshot/image_reader.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

#include "base/assert.h"
#include "snapshot/byte_reader.h"
#include "snapshot/crc32c.h"
#include "snapshot/image_format.h"

namespace penstock::snapshot {
namespace {

constexpr std::size_t kUnit = 8;  // everything lies at a multiple of it

Fault fault_of(Reason reason, std::string_view section = {}, std::string detail = {}) {
  return {reason, std::string(section), std::move(detail)};
}

std::string differs(std::uint32_t stored, std::uint32_t computed) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "checksum 0x%08x, computed 0x%08x", stored, computed);
  return text.data();
}

std::uint64_t padded(std::uint64_t bytes) { return (bytes + kUnit - 1) / kUnit * kUnit; }

bool all_zero(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::byte one) { return one == std::byte{0}; });
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

// From the bytes that begin at `at`; there may be more of them than the head.
Result<SectionHead> parse_head(Bytes bytes, std::uint64_t at) {
  ByteReader reader(bytes);
  const auto magic = reader.get<std::uint32_t>();
  SectionHead head;
  head.version = reader.get<std::uint16_t>();
  const auto name_bytes = reader.get<std::uint16_t>();
  head.bytes = reader.get<std::uint64_t>();
  head.checksum = reader.get<std::uint32_t>();
  if (reader.failed()) return fault_of(Reason::truncated);
  if (magic != kSectionMagic)
    return fault_of(Reason::damaged, {}, "no section begins at " + std::to_string(at));
  if (name_bytes == 0 || name_bytes > kNameBytesMax) return fault_of(Reason::damaged, {}, "a name's length");
  const Bytes name = reader.get_bytes(name_bytes);
  reader.get_bytes((4 - reader.at() % 4) % 4);
  const std::size_t checked_bytes = reader.at();
  const auto checksum = reader.get<std::uint32_t>();
  const Bytes padding = reader.get_bytes((kUnit - reader.at() % kUnit) % kUnit);
  if (reader.failed()) return fault_of(Reason::truncated);
  if (crc32c(bytes.first(checked_bytes)) != checksum)
    return fault_of(Reason::damaged, {}, "a section's head");
  head.name.assign(reinterpret_cast<const char*>(name.data()), name.size());
  if (!all_zero(padding)) return fault_of(Reason::damaged, head.name, "padding");
  head.at = at + reader.at();
  return head;
}

}  // namespace

SectionReader::SectionReader(ImageSource& source, const SectionHead& head) : source_(&source), head_(&head) {}

Result<Bytes> SectionReader::next(std::size_t bytes_min) {
  if (!fault_) {
    const Result<void> filled = or_no_memory([&] { return fill(bytes_min); });
    if (!filled) fault_ = filled.fault();
  }
  if (fault_) return or_no_memory([&]() -> Result<Bytes> { return *fault_; });
  return Bytes(there_);
}

void SectionReader::taken(std::size_t bytes) {
  PENSTOCK_ASSERT(bytes <= there_.size());
  there_ = there_.subspan(bytes);
  taken_ += bytes;
}

Result<void> SectionReader::check() {
  if (read_ == 0 && !fault_) {
    const Result<void> right = or_no_memory([&] { return check_all(); });
    if (!right) fault_ = right.fault();
  }
  for (;;) {
    const auto bytes = next();
    if (!bytes) return bytes.fault();
    if (bytes->empty()) return {};
    taken(bytes->size());
  }
}

// With nobody to hand the bytes to.
Result<void> SectionReader::check_all() {
  const auto sum = sum_of(*source_, head_->at, head_->bytes);
  if (!sum) return sum.fault();
  checksum_ = *sum;
  std::array<std::byte, kUnit> rest;
  const MutableBytes padding = MutableBytes(rest).first(padded(head_->bytes) - head_->bytes);
  if (!padding.empty()) {
    if (auto read = source_->read(head_->at + head_->bytes, padding); !read) return read;
  }
  if (auto right = end_is_right(padding); !right) return right;
  read_ = padded(head_->bytes);
  taken_ = head_->bytes;
  whole_ = true;
  return {};
}

Result<std::vector<std::byte>> SectionReader::rest() {
  return or_no_memory([&]() -> Result<std::vector<std::byte>> {
    std::vector<std::byte> all;
    all.reserve(left());
    for (;;) {
      const auto bytes = next();
      if (!bytes) return bytes.fault();
      if (bytes->empty()) return all;
      all.insert(all.end(), bytes->begin(), bytes->end());
      taken(bytes->size());
    }
  });
}

Result<void> SectionReader::fill(std::size_t bytes_min) {
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(bytes_min, left()));
  if (read_ == 0 && head_->bytes >= kWorthAThread)
    ahead_ = std::make_unique<ReadAhead>(*source_, head_->at, padded(head_->bytes), head_->bytes);
  while (!whole_ && (there_.size() < wanted || there_.empty())) {
    auto read = ahead_ != nullptr ? take_ahead(wanted) : read_on(wanted);
    if (!read) return read;
  }
  return {};
}

// What is there goes in front of what comes next; where that has no room for it, both go elsewhere.
Result<void> SectionReader::take_ahead(std::size_t wanted) {
  const auto block = ahead_->next();
  if (!block) return block.fault();
  checksum_ = block->checksum;
  const MutableBytes fresh = block->bytes;
  const std::size_t kept = there_.size();
  if (kept <= ReadAhead::kRoomInFront) {
    std::byte* const begin = fresh.data() - kept;
    if (kept != 0) std::memcpy(begin, there_.data(), kept);
    there_ = {begin, kept + fresh.size()};
  } else {
    make_room(std::max(wanted, kept) + fresh.size());
    std::memcpy(block_.get() + kept, fresh.data(), fresh.size());
    there_ = {block_.get(), kept + fresh.size()};
  }
  return arrived(fresh);
}

Result<void> SectionReader::read_on(std::size_t wanted) {
  const std::size_t kept = there_.size();
  make_room(
      std::max(wanted, static_cast<std::size_t>(std::min<std::uint64_t>(kReadBlockBytes, head_->bytes))) +
      kUnit);
  const std::uint64_t rest = padded(head_->bytes) - read_;
  const auto count =
      static_cast<std::size_t>(std::min<std::uint64_t>(rest, (block_bytes_ - kept) / kUnit * kUnit));
  const MutableBytes fresh(block_.get() + kept, count);
  if (count != 0) {
    if (auto read = source_->read(head_->at + read_, fresh); !read) return read;
  }
  const auto own = static_cast<std::size_t>(std::min<std::uint64_t>(count, head_->bytes - read_));
  checksum_ = crc32c(fresh.first(own), checksum_);
  there_ = {block_.get(), kept + count};
  return arrived(fresh);
}

// Nothing was handed out of the last bytes before the end was seen: the padding comes with them.
Result<void> SectionReader::arrived(MutableBytes fresh) {
  const auto own = static_cast<std::size_t>(std::min<std::uint64_t>(fresh.size(), head_->bytes - read_));
  read_ += fresh.size();
  there_ = there_.first(there_.size() - (fresh.size() - own));
  if (read_ != padded(head_->bytes)) return {};
  if (auto right = end_is_right(fresh.subspan(own)); !right) return right;
  whole_ = true;
  return {};
}

// In a block of our own, with what is there at its front.
void SectionReader::make_room(std::size_t bytes) {
  if (block_bytes_ < bytes) {
    auto block = std::make_unique_for_overwrite<std::byte[]>(bytes);
    if (!there_.empty()) std::memcpy(block.get(), there_.data(), there_.size());
    block_ = std::move(block);
    block_bytes_ = bytes;
  } else if (!there_.empty()) {
    std::memmove(block_.get(), there_.data(), there_.size());
  }
  there_ = {block_.get(), there_.size()};
}

Result<void> SectionReader::end_is_right(Bytes padding) const {
  if (checksum_ != head_->checksum)
    return fault_of(Reason::damaged, head_->name, differs(head_->checksum, checksum_));
  if (!all_zero(padding)) return fault_of(Reason::damaged, head_->name, "padding");
  return {};
}

Result<ImageReader> ImageReader::open(std::unique_ptr<ImageSource> source,
                                      std::span<const KnownSection> known) {
  return or_no_memory([&]() -> Result<ImageReader> {
    ImageReader image(std::move(source));
    const auto count = image.read_header();
    if (!count) return count.fault();
    if (auto read = image.read_heads(*count, known); !read) return read.fault();
    return image;
  });
}

Result<std::uint32_t> ImageReader::read_header() {
  std::array<std::byte, kHeaderBytes> block;
  const std::size_t there = static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), bytes()));
  if (auto read = source_->read(0, MutableBytes(block).first(there)); !read) return read.fault();
  ByteReader reader(Bytes(block).first(there));
  const auto magic = reader.get<std::uint64_t>();
  if (!reader.failed() && magic != kImageMagic) return fault_of(Reason::not_an_image);
  major_ = reader.get<std::uint16_t>();
  minor_ = reader.get<std::uint16_t>();  // adds what an older reader may ignore
  epoch_ = reader.get<std::uint64_t>();
  const auto count = reader.get<std::uint32_t>();
  reader.get<std::uint32_t>();
  const auto checksum = reader.get<std::uint32_t>();
  if (reader.failed())
    return fault_of(Reason::truncated, {}, std::to_string(there) + " bytes, a header has 32");
  const std::uint32_t computed = crc32c(Bytes(block).first(kHeaderCheckedBytes));
  if (checksum != computed) return fault_of(Reason::damaged, {}, differs(checksum, computed));
  if (major_ > kImageMajor) return fault_of(Reason::newer_version, {}, std::to_string(major_));
  if (count > kSectionsMax) return fault_of(Reason::too_large, {}, std::to_string(count) + " sections");
  return count;
}

Result<void> ImageReader::read_heads(std::uint32_t count, std::span<const KnownSection> known) {
  std::uint64_t at = kHeaderBytes;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::array<std::byte, kSectionHeadBytesMax> block;
    const auto there = static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), bytes() - at));
    if (auto read = source_->read(at, MutableBytes(block).first(there)); !read) return read;
    auto head = parse_head(Bytes(block).first(there), at);
    if (!head) {
      Fault fault = head.fault();
      if (fault.section.empty()) fault.section = "#" + std::to_string(i + 1);  // no name that can be believed
      return fault;
    }
    if (head->bytes > kSectionBytesMax)
      return fault_of(Reason::too_large, head->name, std::to_string(head->bytes));
    if (padded(head->bytes) > bytes() - head->at) return fault_of(Reason::truncated, head->name);
    const KnownSection* reads = known_as(head->name, known);
    if (reads == nullptr) return fault_of(Reason::unknown_section, head->name);
    if (head->version > reads->version_max)
      return fault_of(Reason::newer_version, head->name, std::to_string(head->version));
    if (find(head->name) != nullptr) return fault_of(Reason::duplicate, head->name);
    at = head->at + padded(head->bytes);
    sections_.push_back(std::move(*head));
  }
  if (at != bytes())
    return fault_of(Reason::damaged, {}, std::to_string(bytes() - at) + " bytes behind the end");
  return {};
}

const SectionHead* ImageReader::find(std::string_view name) const {
  for (const SectionHead& section : sections_) {
    if (section.name == name) return &section;
  }
  return nullptr;
}

Result<SectionReader> ImageReader::section(std::string_view name) {
  const SectionHead* head = find(name);
  if (head != nullptr) return section(*head);
  return or_no_memory([&]() -> Result<SectionReader> { return fault_of(Reason::missing_section, name); });
}

Result<void> ImageReader::check() {
  for (const SectionHead& head : sections_) {
    if (auto checked = section(head).check(); !checked) return checked;
  }
  return {};
}

}  // namespace penstock::snapshot
