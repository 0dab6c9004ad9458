// SPDX-License-Identifier: Apache-2.0
// The four messages, bit for bit: where each field lies and how long each message is. Numbers are little endian.
// A message is looked at where it was received, and written where it will be sent.
//
// Threads: none of its own.
// Memory: offsets into the caller's bytes.
// Errors: kind_of() answers `none` for everything whose type, reserved bytes or length are not exactly right.
#pragma once

#include "bytes.h"

namespace wireguard {

enum class MessageKind : std::uint8_t { none = 0, initiation = 1, response = 2, cookie_reply = 3, data = 4 };

// type u8, three zero bytes, sender u32, ephemeral 32, static 32+16, time stamp 12+16, mac1 16, mac2 16
namespace initiation {
constexpr std::size_t kSender = 4;
constexpr std::size_t kEphemeral = 8;
constexpr std::size_t kStatic = 40;
constexpr std::size_t kTimestamp = 88;
constexpr std::size_t kMac1 = 116;
constexpr std::size_t kMac2 = 132;
constexpr std::size_t kBytes = 148;
}  // namespace initiation

// type, zeros, sender u32, receiver u32, ephemeral 32, nothing sealed 16, mac1 16, mac2 16
namespace response {
constexpr std::size_t kSender = 4;
constexpr std::size_t kReceiver = 8;
constexpr std::size_t kEphemeral = 12;
constexpr std::size_t kNothing = 44;
constexpr std::size_t kMac1 = 60;
constexpr std::size_t kMac2 = 76;
constexpr std::size_t kBytes = 92;
}  // namespace response

// type, zeros, receiver u32, nonce 24, cookie 16+16
namespace cookie_reply {
constexpr std::size_t kReceiver = 4;
constexpr std::size_t kNonce = 8;
constexpr std::size_t kCookie = 32;
constexpr std::size_t kBytes = 64;
}  // namespace cookie_reply

// type, zeros, receiver u32, counter u64, sealed packet, tag 16
namespace data {
constexpr std::size_t kReceiver = 4;
constexpr std::size_t kCounter = 8;
constexpr std::size_t kHeaderBytes = 16;
constexpr std::size_t kTrailerBytes = 16;
constexpr std::size_t kBytesMin = kHeaderBytes + kTrailerBytes;  // a keep-alive
}  // namespace data

constexpr std::size_t kPaddingBytes = 16;

inline void write_type(std::uint8_t* message, MessageKind kind) {
  store_le32(message, static_cast<std::uint32_t>(kind));
}

// The type is read together with its reserved bytes: all three must be zero.
inline MessageKind kind_of(Bytes message) {
  if (message.size() < 4) return MessageKind::none;
  switch (load_le32(message.data())) {
    case 1:
      return message.size() == initiation::kBytes ? MessageKind::initiation : MessageKind::none;
    case 2:
      return message.size() == response::kBytes ? MessageKind::response : MessageKind::none;
    case 3:
      return message.size() == cookie_reply::kBytes ? MessageKind::cookie_reply : MessageKind::none;
    case 4:
      return message.size() >= data::kBytesMin ? MessageKind::data : MessageKind::none;
    default:
      return MessageKind::none;
  }
}

inline void write_data_header(std::uint8_t* message, std::uint32_t receiver, std::uint64_t counter) {
  write_type(message, MessageKind::data);
  store_le32(message + data::kReceiver, receiver);
  store_le64(message + data::kCounter, counter);
}

// What a packet grows to before it is sealed: a multiple of 16, but never past the MTU for this alone.
inline std::size_t padded_size(std::size_t packet_bytes, std::size_t mtu) {
  const std::size_t rounded = (packet_bytes + kPaddingBytes - 1) & ~(kPaddingBytes - 1);
  return rounded <= mtu ? rounded : (packet_bytes > mtu ? packet_bytes : mtu);
}

}  // namespace wireguard
