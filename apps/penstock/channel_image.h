// SPDX-License-Identifier: Apache-2.0
// The image of one channel of a running Penstock: the bus, the channel, what the provider saved of its own, what its
// port held, and which client may go on with it. docs/snapshot_format.md has it in words.
//
// Threads: plain functions and values; the endpoint is its channel's thread's.
// Memory: owns all but the channel, which may be large: that goes between its endpoint and the file.
// Errors: a sentence that names the section.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "channel/bus_frame.h"
#include "channel/server_endpoint.h"
#include "snapshot/image_reader.h"

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

// Beside the channel itself.
struct ChannelImage {
  std::string name;
  ClientSection client;
  std::vector<std::byte> bus;
  std::vector<std::byte> provider;
  HeldSection held;
};

// Into a file, with what its endpoint saves meanwhile; how many bytes that were. `spent`, where it is not empty, is an
// image that this process used up: its file is taken.
std::variant<std::uint64_t, std::string> write_channel_image(const std::string& file,
                                                             const ChannelImage& image,
                                                             channel::ServerEndpoint& endpoint,
                                                             const std::string& spent);

// An image, where it lay, and the file that the channel is still in.
struct ImageToRestore {
  std::string file;
  ChannelImage image;
  snapshot::ImageReader source;
};
// Read to its end and checked as far as bytes alone can be.
std::variant<ImageToRestore, std::string> read_channel_image(const std::string& file);
std::string restore_channel(ImageToRestore& from, channel::ServerEndpoint& endpoint);

// As drivers and their documents write it.
std::string status_text(std::int32_t status);

}  // namespace penstock::app
