// SPDX-License-Identifier: Apache-2.0
#include "channel_image.h"

#include <utility>

#include "channel/saved_section.h"
#include "image_contents.h"
#include "snapshot/byte_reader.h"
#include "snapshot/byte_writer.h"
#include "snapshot/image_file.h"

namespace penstock::app {
namespace {

constexpr std::uint32_t kHeldMax = 1u << 20;
constexpr std::uint32_t kPacketBytesMax = 1u << 17;

// Empty where there is none.
snapshot::Result<std::vector<std::byte>> bytes_of(snapshot::ImageReader& image, const std::string& section) {
  const snapshot::SectionHead* head = image.find(section);
  if (head == nullptr) return std::vector<std::byte>();
  return image.section(*head).rest();
}

std::string text_of(const channel::SectionFault& fault) {
  if (fault.image) return snapshot::to_string(*fault.image);
  std::string text = channel::to_string(fault.fault);
  if (fault.fault == channel::Fault::provider_refused)
    text += " with status " + status_text(static_cast<std::int32_t>(fault.provider_status));
  if (fault.fault == channel::Fault::rings_disagree) text += ": the channel has gone on since it was saved";
  return text;
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

namespace {

snapshot::Result<void> put_section(snapshot::ImageStream& stream, const std::string& name,
                                   snapshot::Bytes bytes) {
  if (auto opened = stream.open(name, kChannelSectionVersion); !opened) return opened;
  if (auto put = stream.put(bytes); !put) return put;
  return stream.close();
}

base::Result<std::uint64_t, channel::SectionFault> put_channel(snapshot::ImageStream& stream,
                                                               const std::string& name,
                                                               channel::ServerEndpoint& endpoint) {
  const auto of_image = [](snapshot::Fault fault) {
    return channel::SectionFault{.image = std::move(fault)};
  };
  if (auto opened = stream.open(name, kChannelSectionVersion); !opened) return of_image(opened.fault());
  auto bytes = channel::save_section(endpoint, stream);
  if (!bytes) return bytes;
  if (auto closed = stream.close(); !closed) return of_image(closed.fault());
  return bytes;
}

}  // namespace

std::variant<std::uint64_t, std::string> write_channel_image(const std::string& file,
                                                             const ChannelImage& image,
                                                             channel::ServerEndpoint& endpoint,
                                                             const std::string& spent) {
  snapshot::ImageFileSink sink(file);
  sink.write_over(spent);
  snapshot::ImageStream stream(image.client.identity.epoch, sink);
  const auto put = [&](const char* kind, snapshot::Bytes bytes) {
    return put_section(stream, kind + image.name, bytes);
  };
  const auto put_around = [&]() -> snapshot::Result<void> {
    if (!image.provider.empty()) {
      if (auto good = put("provider/", image.provider); !good) return good;
    }
    if (!image.held.empty()) {
      if (auto good = put("held/", encode_held(image.held)); !good) return good;
    }
    if (auto good = stream.finish(); !good) return good;
    return sink.commit();
  };
  snapshot::Result<void> good = put("client/", encode(image.client));
  if (good) good = put("bus/", image.bus);
  if (!good) return file + ": " + snapshot::to_string(good.fault());
  const auto bytes = put_channel(stream, "channel/" + image.name, endpoint);
  if (!bytes) return bytes.fault().image ? file + ": " + text_of(bytes.fault()) : text_of(bytes.fault());
  if (good = put_around(); !good) return file + ": " + snapshot::to_string(good.fault());
  return *bytes;
}

std::variant<ImageToRestore, std::string> read_channel_image(const std::string& file) {
  OpenImage verified = verified_image(file, snapshot::kImageBytesMax);
  if (const auto* why = std::get_if<ImageRefused>(&verified)) return why->message;
  ImageToRestore read{.file = file, .source = std::move(std::get<snapshot::ImageReader>(verified))};
  ChannelImage& image = read.image;
  for (const snapshot::SectionHead& section : read.source.sections()) {
    if (!section.name.starts_with("client/")) continue;
    if (!image.name.empty()) return file + ": holds more than one channel";
    image.name = section.name.substr(std::string_view("client/").size());
  }
  if (image.name.empty())
    return file + ": has no section client/..., it is no image of a channel of a running Penstock";
  const auto take = [&](const char* kind, std::vector<std::byte>& into) -> std::string {
    auto bytes = bytes_of(read.source, kind + image.name);
    if (!bytes) return file + ": " + snapshot::to_string(bytes.fault());
    into = std::move(*bytes);
    return {};
  };
  std::vector<std::byte> client, held;
  for (const auto& [kind, into] : {std::pair{"client/", &client}, std::pair{"bus/", &image.bus},
                                   std::pair{"provider/", &image.provider}, std::pair{"held/", &held}}) {
    if (std::string wrong = take(kind, *into); !wrong.empty()) return wrong;
  }
  if (image.bus.empty() || read.source.find("channel/" + image.name) == nullptr)
    return file + ": section bus/" + image.name + " or channel/" + image.name + " is missing";
  const auto decoded = decode_client(client);
  if (!decoded) return file + ": section client/" + image.name + ": damaged";
  image.client = *decoded;
  if (!held.empty()) {
    auto packets = decode_held(held);
    if (!packets) return file + ": section held/" + image.name + ": damaged";
    image.held = std::move(*packets);
  }
  return read;
}

std::string restore_channel(ImageToRestore& from, channel::ServerEndpoint& endpoint) {
  auto section = from.source.section("channel/" + from.image.name);
  if (!section) return snapshot::to_string(section.fault());
  const auto restored = channel::restore_section(endpoint, *section);
  return restored.ok() ? std::string()
                       : "section channel/" + from.image.name + ": " + text_of(restored.fault());
}

}  // namespace penstock::app
