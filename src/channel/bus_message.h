// SPDX-License-Identifier: Apache-2.0
// The messages of the bus: how two sides agree on a version, what is offered, which memory is lent, when a
// channel opens and closes. Fixed layouts, little-endian, at most 240 bytes; both directions are here, so
// that each side can be tested against the other and against bytes.
//
// Threads: plain values.
// Memory: a decoded message owns its bytes.
// Errors: MessageFault; a longer message than its layout is taken, guests pad (V-MSG-12).
#pragma once

#include <array>
#include <cstdint>
#include <variant>
#include <vector>

#include "base/result.h"
#include "channel/ring_layout.h"

namespace penstock::channel {

inline constexpr std::uint32_t kMessageBytesMax = 240;
inline constexpr std::uint32_t kOfferDataBytes = 120;
inline constexpr std::uint32_t kHeaderValuesMax = 27;
inline constexpr std::uint32_t kBodyValuesMax = 28;
inline constexpr std::uint32_t kNoProcessor = 0xFFFFFFFF;
inline constexpr std::uint32_t kRegionRefused = 0x8000FFFF;

struct Guid {
  std::array<std::uint8_t, 16> bytes{};
  friend auto operator<=>(const Guid&, const Guid&) = default;
};

using UserData = std::array<std::byte, kOfferDataBytes>;

enum class MessageType : std::uint32_t {
  offer_channel = 1,
  rescind_offer = 2,
  request_offers = 3,
  all_offers_delivered = 4,
  open_channel = 5,
  open_result = 6,
  close_channel = 7,
  region_header = 8,
  region_body = 9,
  region_created = 10,
  region_teardown = 11,
  region_torn_down = 12,
  relid_released = 13,
  initiate_contact = 14,
  version_response = 15,
  unload = 16,
  unload_complete = 17,
  modify_channel = 22,
  modify_response = 24,
};

inline constexpr std::uint32_t bus_version(std::uint32_t major, std::uint32_t minor) {
  return major << 16 | minor;
}

struct OfferChannel {
  Guid interface_type;
  Guid instance;
  std::uint16_t flags = 0;
  std::uint16_t mmio_megabytes = 0;
  UserData user_data{};
  std::uint16_t sub_channel = 0;
  std::uint16_t mmio_megabytes_optional = 0;
  std::uint32_t relid = 0;
  std::uint8_t monitor = 0xFF;
  std::uint8_t monitor_allocated = 0;
  std::uint16_t dedicated_interrupt = 1;
  std::uint32_t connection = 0;
};
struct RescindOffer {
  std::uint32_t relid = 0;
};
struct RequestOffers {};
struct AllOffersDelivered {};
struct OpenChannel {
  std::uint32_t relid = 0;
  std::uint32_t open_id = 0;
  std::uint32_t ring_region = 0;
  std::uint32_t target_processor = kNoProcessor;
  std::uint32_t downstream_page = 0;
  UserData user_data{};
};
struct OpenResult {
  std::uint32_t relid = 0;
  std::uint32_t open_id = 0;
  std::uint32_t status = 0;
};
struct CloseChannel {
  std::uint32_t relid = 0;
};
// Memory lent under a number: ranges as {count, offset, page...}, over as many messages as they need.
struct RegionHeader {
  std::uint32_t relid = 0;
  std::uint32_t region = 0;
  std::uint16_t range_bytes = 0;
  std::uint16_t ranges = 0;
  std::vector<std::uint64_t> values;
  bool read_only = false;  // ours: in the word after the type, which others leave 0
};
struct RegionBody {
  std::uint32_t number = 0;
  std::uint32_t region = 0;
  std::vector<std::uint64_t> values;
};
struct RegionCreated {
  std::uint32_t relid = 0;
  std::uint32_t region = 0;
  std::uint32_t status = 0;
};
struct RegionTeardown {
  std::uint32_t relid = 0;
  std::uint32_t region = 0;
};
struct RegionTornDown {
  std::uint32_t region = 0;
};
struct RelidReleased {
  std::uint32_t relid = 0;
};
struct InitiateContact {
  std::uint32_t version = 0;
  std::uint32_t target_processor = 0;
  std::uint64_t interrupt_page = 0;
  std::uint64_t parent_to_child = 0;
  std::uint64_t child_to_parent = 0;
};
struct VersionResponse {
  std::uint8_t supported = 0;
  std::uint8_t state = 0;
  std::uint32_t connection = 0;
};
struct Unload {};
struct UnloadComplete {};
struct ModifyChannel {
  std::uint32_t relid = 0;
  std::uint32_t target_processor = 0;
};
struct ModifyResponse {
  std::uint32_t relid = 0;
  std::uint32_t status = 0;
};

using BusMessage = std::variant<OfferChannel, RescindOffer, RequestOffers, AllOffersDelivered, OpenChannel,
                                OpenResult, CloseChannel, RegionHeader, RegionBody, RegionCreated,
                                RegionTeardown, RegionTornDown, RelidReleased, InitiateContact,
                                VersionResponse, Unload, UnloadComplete, ModifyChannel, ModifyResponse>;

enum class MessageFault : std::uint8_t {
  too_short,     // shorter than its layout
  too_long,      // above 240 bytes
  unknown_type,  // not a message of these versions
};
const char* to_string(MessageFault fault);

MessageType type_of(const BusMessage& message);
std::vector<std::byte> encode(const BusMessage& message);
base::Result<BusMessage, MessageFault> decode(Bytes bytes);

}  // namespace penstock::channel
