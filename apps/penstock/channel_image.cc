// SPDX-License-Identifier: Apache-2.0
#include "channel_image.h"

#include "base/assert.h"
#include "image_contents.h"
#include "snapshot/byte_reader.h"
#include "snapshot/byte_writer.h"
#include "snapshot/image_file.h"

namespace penstock::app {
namespace {

constexpr std::uint32_t kHeldMax = 1u << 20;
constexpr std::uint32_t kPacketBytesMax = 1u << 17;

std::vector<std::byte> copy_of(const snapshot::Image& image, const std::string& section) {
  const auto found = image.find(section);
  if (!found) return {};
  return {found->bytes.begin(), found->bytes.end()};
}

}  // namespace

std::vector<std::byte> encode(const ClientSection& section) {
  snapshot::ByteWriter writer;
  writer.put_bytes(channel::encode(section.identity));
  writer.put_text(section.driver);
  return writer.take();
}

std::optional<ClientSection> decode_client(snapshot::Bytes bytes) {
  snapshot::ByteReader reader(bytes);
  ClientSection section;
  section.identity.bus = reader.get<std::uint64_t>();
  section.identity.epoch = reader.get<std::uint64_t>();
  const snapshot::Bytes driver = reader.get_bytes(reader.get<std::uint32_t>());
  section.driver.assign(reinterpret_cast<const char*>(driver.data()), driver.size());
  if (reader.failed() || reader.left() != 0 || section.identity.bus == 0) return std::nullopt;
  return section;
}

std::vector<std::byte> encode_held(const HeldSection& packets) {
  snapshot::ByteWriter writer;
  writer.put(static_cast<std::uint32_t>(packets.size()));
  for (const auto& packet : packets) writer.put_sized(std::as_bytes(std::span(packet)));
  return writer.take();
}

std::optional<HeldSection> decode_held(snapshot::Bytes bytes) {
  snapshot::ByteReader reader(bytes);
  const auto count = reader.get<std::uint32_t>();
  if (count > kHeldMax) return std::nullopt;
  HeldSection packets;
  for (std::uint32_t i = 0; i < count && !reader.failed(); ++i) {
    const auto size = reader.get<std::uint32_t>();
    if (size == 0 || size > kPacketBytesMax) return std::nullopt;
    const snapshot::Bytes packet = reader.get_bytes(size);
    const auto* first = reinterpret_cast<const std::uint8_t*>(packet.data());
    packets.emplace_back(first, first + packet.size());
  }
  if (reader.failed() || reader.left() != 0) return std::nullopt;
  return packets;
}

std::vector<std::byte> encode(const ChannelImage& image) {
  snapshot::ImageWriter writer(image.client.identity.epoch);
  const auto add = [&](const char* kind, snapshot::Bytes bytes) {
    PENSTOCK_ASSERT(writer.add(kind + image.name, kChannelSectionVersion, bytes).ok());
  };
  add("client/", encode(image.client));
  add("bus/", image.bus);
  add("channel/", image.channel);
  if (!image.provider.empty()) add("provider/", image.provider);
  if (!image.held.empty()) add("held/", encode_held(image.held));
  return writer.finish();
}

std::variant<ChannelImage, std::string> read_channel_image(const std::string& file) {
  const ImageAnswer verified = verified_image(file, snapshot::kImageBytesMax);
  if (const auto* why = std::get_if<ImageRefused>(&verified)) return why->message;
  const auto bytes = snapshot::read_image(file);
  if (!bytes) return file + ": " + bytes.fault().detail;
  const auto image = snapshot::Image::read(*bytes, kSectionsRead);
  if (!image) return file + ": changed while it was read";
  ChannelImage read;
  for (const snapshot::Section& section : image->sections()) {
    if (!section.name.starts_with("client/")) continue;
    if (!read.name.empty()) return file + ": holds more than one channel";
    read.name = section.name.substr(std::string_view("client/").size());
    const auto client = decode_client(section.bytes);
    if (!client) return file + ": section " + read.name + ": damaged";
    read.client = *client;
  }
  if (read.name.empty())
    return file + ": has no section client/..., it is no image of a channel of a running Penstock";
  read.bus = copy_of(*image, "bus/" + read.name);
  read.channel = copy_of(*image, "channel/" + read.name);
  if (read.bus.empty() || read.channel.empty())
    return file + ": section bus/" + read.name + " or channel/" + read.name + " is missing";
  read.provider = copy_of(*image, "provider/" + read.name);
  if (const auto held = image->find("held/" + read.name); held.ok()) {
    const auto packets = decode_held(held->bytes);
    if (!packets) return file + ": section held/" + read.name + ": damaged";
    read.held = *packets;
  }
  return read;
}

}  // namespace penstock::app
