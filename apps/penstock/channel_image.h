// SPDX-License-Identifier: Apache-2.0
// The image of one channel of a running Penstock: the bus, the channel, what the provider saved of its own, what its
// port held, and which client may go on with it. docs/snapshot_format.md has it in words.
//
// Threads: pure functions, plain values.
// Memory: owns all of it.
// Errors: a sentence that names the section.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "channel/bus_frame.h"
#include "snapshot/image.h"

namespace penstock::app {

inline constexpr std::uint16_t kChannelSectionVersion = 1;

// Section client/<name>.
struct ClientSection {
  channel::BusIdentity identity;
  std::string driver;
};
std::vector<std::byte> encode(const ClientSection& section);
std::optional<ClientSection> decode_client(snapshot::Bytes bytes);

// Section held/<name>: packets of the path toward the provider.
using HeldSection = std::vector<std::vector<std::uint8_t>>;
std::vector<std::byte> encode_held(const HeldSection& packets);
std::optional<HeldSection> decode_held(snapshot::Bytes bytes);

struct ChannelImage {
  std::string name;
  ClientSection client;
  std::vector<std::byte> bus;
  std::vector<std::byte> channel;
  std::vector<std::byte> provider;
  HeldSection held;
};

std::vector<std::byte> encode(const ChannelImage& image);
// Of a file: read whole and checked as far as bytes alone can be.
std::variant<ChannelImage, std::string> read_channel_image(const std::string& file);

}  // namespace penstock::app
