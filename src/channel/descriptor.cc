// SPDX-License-Identifier: Apache-2.0
#include "channel/descriptor.h"

#include <cstring>

namespace penstock::channel {
namespace {

constexpr std::uint32_t kListHead = 8;

std::uint32_t word_at(Bytes bytes, std::size_t at) {
  std::uint32_t value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

void append(std::vector<std::byte>& bytes, const void* from, std::size_t count) {
  const auto* first = static_cast<const std::byte*>(from);
  bytes.insert(bytes.end(), first, first + count);
}
void append_word(std::vector<std::byte>& bytes, std::uint32_t value) { append(bytes, &value, sizeof value); }

}  // namespace

bool parse_page_list(Bytes descriptor, std::uint32_t ranges_max, std::vector<PageRange>& ranges) {
  ranges.clear();
  if (descriptor.size() < kListHead) return false;
  const std::uint32_t count = word_at(descriptor, 4);
  if (count == 0 || count > ranges_max) return false;
  std::size_t at = kListHead;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (descriptor.size() - at < 8) return false;
    PageRange range{.bytes = word_at(descriptor, at), .offset = word_at(descriptor, at + 4)};
    at += 8;
    if (range.bytes == 0 || range.offset >= kPageBytes) return false;
    const std::uint64_t pages = pages_spanned(range.offset, range.bytes);
    if ((descriptor.size() - at) / 8 < pages) return false;
    range.pages = {reinterpret_cast<const std::uint64_t*>(descriptor.data() + at), pages};
    at += pages * 8;
    ranges.push_back(range);
  }
  return true;
}

void write_page_list(std::span<const PageRange> ranges, std::vector<std::byte>& descriptor) {
  descriptor.clear();
  append_word(descriptor, 0);
  append_word(descriptor, static_cast<std::uint32_t>(ranges.size()));
  for (const PageRange& range : ranges) {
    append_word(descriptor, range.bytes);
    append_word(descriptor, range.offset);
    append(descriptor, range.pages.data(), range.pages.size_bytes());
  }
}

bool parse_transfer_pages(Bytes descriptor, TransferPages& pages) {
  pages.ranges.clear();
  if (descriptor.size() < kListHead) return false;
  std::memcpy(&pages.set, descriptor.data(), sizeof pages.set);
  const std::uint32_t count = word_at(descriptor, 4);
  if (count == 0 || count > (descriptor.size() - kListHead) / 8) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t at = kListHead + i * std::size_t{8};
    pages.ranges.push_back({.bytes = word_at(descriptor, at), .offset = word_at(descriptor, at + 4)});
  }
  return true;
}

void write_transfer_pages(const TransferPages& pages, std::vector<std::byte>& descriptor) {
  descriptor.clear();
  append_word(descriptor, pages.set);
  append_word(descriptor, static_cast<std::uint32_t>(pages.ranges.size()));
  for (const TransferRange& range : pages.ranges) {
    append_word(descriptor, range.bytes);
    append_word(descriptor, range.offset);
  }
}

}  // namespace penstock::channel
