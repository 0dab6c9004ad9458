// SPDX-License-Identifier: Apache-2.0
#include "testing/hostile_peer.h"

#include "channel/ring_access.h"

namespace penstock::testing {

using channel::DirectAccess;
using channel::kHeadBytes;
using channel::kTrailerBytes;
using channel::PacketHead;

const char* to_string(Mischief mischief) {
  constexpr const char* kNames[] = {"none",      "rewrite head", "write index", "read index",
                                    "length",    "offset",       "flags",       "type",
                                    "page list", "transaction",  "masks",       "payload"};
  static_assert(std::size(kNames) == static_cast<std::size_t>(Mischief::count));
  return kNames[static_cast<std::size_t>(mischief)];
}

HostilePeer::HostilePeer(channel::RingSpan to_server, channel::RingSpan from_server, std::uint64_t seed)
    : out_(to_server), in_(from_server), state_(seed | 1) {
  begin_anew();
}

void HostilePeer::begin_anew() {
  position_ = last_ = DirectAccess::load(out_.control + channel::kReadIndex) % out_.bytes & ~7u;
}

std::uint64_t HostilePeer::draw() {
  state_ ^= state_ << 13;
  state_ ^= state_ >> 7;
  state_ ^= state_ << 17;
  return state_;
}

void HostilePeer::store(channel::RingSpan ring, std::uint32_t offset, std::uint32_t value) {
  DirectAccess::store(ring.control + offset, value);
}

// Word by word: the server reads meanwhile, and the sanitizer is not to call that a race of ours.
bool HostilePeer::write(PacketHead head, std::uint32_t body_bytes, const std::uint32_t* descriptor,
                        std::uint32_t descriptor_words) {
  const std::uint32_t needed = kHeadBytes + body_bytes + kTrailerBytes;
  const std::uint32_t read = DirectAccess::load(out_.control + channel::kReadIndex);
  const std::uint32_t used = (position_ - read) % out_.bytes;
  if (needed > out_.bytes - 16 || out_.bytes - used <= needed + 8) return false;
  std::uint32_t words[4];
  __builtin_memcpy(words, &head, sizeof head);
  last_ = position_;
  for (std::uint32_t i = 0; i < needed / 4; ++i) {
    std::uint32_t value = 0;
    if (i < 4) {
      value = words[i];
    } else if (i - 4 < descriptor_words) {
      value = descriptor[i - 4];
    } else {
      value = static_cast<std::uint32_t>(draw());
    }
    DirectAccess::copy_out(out_.data + (position_ + i * 4) % out_.bytes,
                           reinterpret_cast<const std::byte*>(&value), 4);
  }
  position_ = (position_ + needed) % out_.bytes;
  store(out_, channel::kWriteIndex, position_);
  ++written_;
  return true;
}

// Takes everything that the server wrote, unread.
void HostilePeer::consume() {
  store(in_, channel::kReadIndex, DirectAccess::load(in_.control + channel::kWriteIndex) % in_.bytes & ~7u);
}

Mischief HostilePeer::act(std::uint32_t mischief_every) {
  const bool bad = mischief_every != 0 && draw(mischief_every) == 0;
  const auto chosen =
      bad ? static_cast<Mischief>(1 + draw(static_cast<std::uint32_t>(Mischief::count) - 1)) : Mischief::none;
  commit(chosen);
  if (draw(16) == 0) consume();
  return chosen;
}

void HostilePeer::commit(Mischief mischief) {
  const std::uint32_t payload8 = draw(12);
  PacketHead head{.type = 6,
                  .length8 = static_cast<std::uint16_t>(2 + payload8),
                  .flags = static_cast<std::uint16_t>(draw(2)),
                  .transaction = draw()};
  std::uint32_t body = payload8 * 8;
  std::uint32_t list[8] = {0, 1 + draw(2), draw(5000), draw(5000), draw(9), 0, draw(9), 0};
  std::uint32_t list_words = 0;
  switch (mischief) {
    case Mischief::length:
      head.length8 = static_cast<std::uint16_t>(draw());
      break;
    case Mischief::offset:
      head.data_offset8 = static_cast<std::uint16_t>(draw());
      break;
    case Mischief::flags:
      head.flags = static_cast<std::uint16_t>(draw());
      break;
    case Mischief::type:
      head.type = static_cast<std::uint16_t>(draw(20));
      break;
    case Mischief::transaction:
      head.type = 11;
      break;
    case Mischief::page_list:
      head.type = 9;
      list_words = 8;
      if (draw(2) == 0) list[1] = static_cast<std::uint32_t>(draw());
      if (draw(2) == 0) list[2] = static_cast<std::uint32_t>(draw());
      head.data_offset8 = static_cast<std::uint16_t>(2 + draw(6));
      head.length8 = 7;
      body = 40;
      break;
    case Mischief::write_index:
      if (draw(2) == 0) {
        store(out_, channel::kWriteIndex, static_cast<std::uint32_t>(draw()));
      } else {  // valid, and a lie: old bytes are packets now
        store(out_, channel::kWriteIndex, draw(out_.bytes) & ~7u);
      }
      break;
    case Mischief::read_index:
      store(in_, channel::kReadIndex, static_cast<std::uint32_t>(draw()));
      break;
    case Mischief::masks:
      store(out_, channel::kPendingSend, static_cast<std::uint32_t>(draw()));
      store(out_, channel::kFeatureBits, static_cast<std::uint32_t>(draw()));
      store(in_, channel::kInterruptMask, draw(2));
      break;
    default:
      break;
  }
  ++done_[static_cast<std::size_t>(mischief)];
  if (mischief == Mischief::write_index || mischief == Mischief::read_index || mischief == Mischief::masks)
    return;
  if (!write(head, body, list, list_words)) consume();
  if (mischief == Mischief::rewrite_head || mischief == Mischief::payload) {
    const std::uint32_t at = mischief == Mischief::payload ? kHeadBytes : draw(2) * 4;
    const auto value = static_cast<std::uint32_t>(draw());
    DirectAccess::copy_out(out_.data + (last_ + at) % out_.bytes, reinterpret_cast<const std::byte*>(&value),
                           4);
  }
}

}  // namespace penstock::testing
