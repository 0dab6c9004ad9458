// SPDX-License-Identifier: Apache-2.0
#include "vmbus/external_send.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "channel/endpoint.h"
#include "exec/mutex.h"
#include "vmbus/environment.h"

namespace penstock::vmbus {
namespace {

exec::Mutex sent_lock;

std::map<const channel::SentPacket*, ExternalRanges>& sent() {
  static auto* all = new std::map<const channel::SentPacket*, ExternalRanges>;
  return *all;
}

}  // namespace

void ExternalRanges::add(std::uint64_t address, std::uint32_t bytes) {
  Range range{.bytes = bytes, .offset = static_cast<std::uint32_t>(address % PAGE_SIZE), .pages = {}};
  const std::uint64_t pages = channel::pages_spanned(range.offset, bytes);
  for (std::uint64_t i = 0; i < pages; ++i) range.pages.push_back(address / PAGE_SIZE + i);
  ranges_.push_back(std::move(range));
}

ExternalRanges ExternalRanges::of_buffer(const void* buffer, std::uint32_t bytes) {
  ExternalRanges made;
  if (bytes != 0) made.add(reinterpret_cast<std::uint64_t>(buffer), bytes);
  return made;
}

ExternalRanges ExternalRanges::of_chain(const MDL* chain, std::uint32_t offset, std::uint32_t length) {
  ExternalRanges made;
  std::uint32_t left = length != 0 ? length : MAXULONG;
  for (; chain != nullptr && left != 0; chain = chain->Next) {
    if (offset >= chain->ByteCount) {
      offset -= chain->ByteCount;
      continue;
    }
    const std::uint32_t bytes = std::min<std::uint32_t>(chain->ByteCount - offset, left);
    made.add(reinterpret_cast<std::uint64_t>(chain->StartVa) + chain->ByteOffset + offset, bytes);
    left -= bytes;
    offset = 0;
  }
  if (length != 0 && left != 0) made.ranges_.clear();  // the chain is shorter than that
  return made;
}

ExternalRanges ExternalRanges::of_first(const MDL* mdl, std::uint32_t offset, std::uint32_t length) {
  ExternalRanges made;
  if (mdl == nullptr) return made;
  const std::uint32_t whole = ROUND_TO_PAGES(mdl->ByteOffset + mdl->ByteCount) - mdl->ByteOffset;
  if (mdl->ByteCount == 0 || offset >= whole || length > whole - offset) return made;
  made.add(reinterpret_cast<std::uint64_t>(mdl->StartVa) + mdl->ByteOffset + offset,
           length != 0 ? length : whole - offset);
  return made;
}

ExternalRanges ExternalRanges::of_pages(const PFN_NUMBER* pages, std::uint32_t count) {
  ExternalRanges made;
  if (pages == nullptr || count == 0 || count > MAXULONG / PAGE_SIZE) return made;
  made.ranges_.push_back({.bytes = count * PAGE_SIZE, .offset = 0, .pages = {pages, pages + count}});
  return made;
}

std::vector<channel::PageRange> ExternalRanges::view() const {
  std::vector<channel::PageRange> shown;
  for (const Range& range : ranges_) shown.push_back({range.bytes, range.offset, range.pages});
  return shown;
}

void ExternalRanges::add_to_memory() const {
  for (const Range& range : ranges_) {
    for (const std::uint64_t page : range.pages)
      environment().own_memory->add_region(reinterpret_cast<const void*>(page * PAGE_SIZE), PAGE_SIZE);
  }
}

void ExternalRanges::remove_from_memory() const {
  for (const Range& range : ranges_) {
    for (const std::uint64_t page : range.pages)
      environment().own_memory->remove_region(reinterpret_cast<const void*>(page * PAGE_SIZE), PAGE_SIZE);
  }
}

ExternalRanges described(const MDL* chain, std::uint32_t offset, std::uint32_t length, UINT32 flags) {
  return (flags & VMBUS_CHANNEL_FORMAT_FLAG_FORCE_MDL_LENGTH) != 0
             ? ExternalRanges::of_first(chain, offset, length)
             : ExternalRanges::of_chain(chain, offset, length);
}

namespace {

// The packet is not on its way with memory any more.
void forget(const channel::SentPacket& packet) {
  ExternalRanges ranges;
  {
    std::lock_guard hold(sent_lock);
    const auto found = sent().find(&packet);
    if (found == sent().end()) return;
    ranges = std::move(found->second);
    sent().erase(found);
  }
  ranges.remove_from_memory();
}

}  // namespace

Status send_external(channel::SentPacket& packet, channel::Bytes payload, ExternalRanges ranges,
                     bool answer_wanted) {
  if (ranges.empty()) return STATUS_INVALID_PARAMETER_4;
  const std::vector<channel::PageRange> shown = ranges.view();
  if (environment().own_memory == nullptr) return STATUS_NOT_SUPPORTED;
  {
    std::lock_guard hold(sent_lock);
    const auto [entry, is_new] = sent().try_emplace(&packet, std::move(ranges));
    if (!is_new) return to_status(channel::Fault::in_use, Family::packet);
    entry->second.add_to_memory();
  }
  const auto done =
      packet.endpoint().send(packet, payload, {.answer_wanted = answer_wanted, .external = shown});
  if (!done) forget(packet);
  return status_of(done, Family::packet);
}

void end_external(const channel::SentPacket& packet) {
  if (packet.head().wire_type() == channel::WireType::page_list) forget(packet);
}

}  // namespace penstock::vmbus
