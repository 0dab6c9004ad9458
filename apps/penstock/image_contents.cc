// SPDX-License-Identifier: Apache-2.0
#include "image_contents.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <new>

#include "channel/bus_saved.h"
#include "channel/saved_outline.h"
#include "channel_image.h"
#include "snapshot/image_file.h"

namespace penstock::app {
namespace {

using snapshot::KnownSection;

constexpr std::string_view kBus = "bus/";
constexpr std::string_view kChannel = "channel/";
constexpr std::string_view kClient = "client/";
constexpr std::string_view kHeld = "held/";
constexpr std::string_view kProvider = "provider/";
constexpr std::uint16_t kVersionRead = kChannelSectionVersion;
constexpr KnownSection kAny[] = {{"*", 0xFFFF}};

// A name in a file may be anything, also what a terminal obeys.
std::string printable(std::string_view name) {
  std::string text;
  for (const char one : name) {
    const auto byte = static_cast<unsigned char>(one);
    if (byte < 0x20 || byte > 0x7E || one == '\\') {
      text += fmt::format("\\x{:02x}", byte);
    } else {
      text += one;
    }
  }
  return text;
}

std::string guid_text(const channel::Guid& guid) {
  const auto& at = guid.bytes;
  return fmt::format(
      "{:02x}{:02x}{:02x}{:02x}-{:02x}{:02x}-{:02x}{:02x}-{:02x}{:02x}-{:02x}{:02x}{:02x}{:02x}{:02x}{:02x}",
      at[3], at[2], at[1], at[0], at[5], at[4], at[7], at[6], at[8], at[9], at[10], at[11], at[12], at[13],
      at[14], at[15]);
}

ImageRefused refused(const std::string& path, const snapshot::Fault& fault) {
  if (fault.reason == snapshot::Reason::system) return {fault.detail};  // names the path
  std::string text = path + ": ";
  if (!fault.section.empty()) text += "section " + printable(fault.section) + ": ";
  text += snapshot::to_string(fault.reason);
  if (!fault.detail.empty()) text += ": " + fault.detail;
  return {text};
}

std::variant<snapshot::ImageBytes, ImageRefused> file_bytes(const std::string& path,
                                                            std::uint64_t bytes_max) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  // A pipe would be waited for, and a device has no end.
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return ImageRefused{path + ": not a regular file"};
  }
  try {
    auto bytes = snapshot::read_image(path, std::min(bytes_max, snapshot::kImageBytesMax));
    if (bytes) return std::move(*bytes);
    ImageRefused why = refused(path, bytes.fault());
    if (bytes.fault().reason == snapshot::Reason::too_large) {
      why.message += fmt::format(", and at most {} are read; see --bytes-max", bytes_max);
    }
    return why;
  } catch (const std::bad_alloc&) {
    return ImageRefused{path + ": too large: no memory for it"};
  }
}

void look_at_bus(snapshot::Bytes bytes, SectionContents& contents) {
  const auto bus = channel::decode_bus(bytes);
  if (!bus) {
    contents.fault = channel::to_string(bus.fault());
    return;
  }
  const auto open =
      std::count_if(bus->records.begin(), bus->records.end(),
                    [](const channel::OfferRecord& one) { return one.state == channel::OpenState::open; });
  const std::string version = fmt::format("{}.{}", bus->version >> 16, bus->version & 0xFFFF);
  contents.facts = {{"bus_version", version},
                    {"channels", bus->records.size()},
                    {"open", open},
                    {"regions", bus->regions.size()}};
  contents.text = fmt::format("bus {}, channels {}, open {}, regions {}", version, bus->records.size(), open,
                              bus->regions.size());
}

// A bus of the image knows the channel, and not as open under that number: its restore stops there (V-REST-11).
bool denied_by(const std::vector<channel::SavedBus>& buses, const channel::SavedOutline& outline) {
  bool denied = false;
  for (const channel::SavedBus& bus : buses) {
    for (const channel::OfferRecord& one : bus.records) {
      const bool same = !one.rescinded && one.spec.interface_type == outline.header.interface_type &&
                        one.spec.instance == outline.header.instance &&
                        one.spec.sub_channel == outline.channel.sub_channel;
      if (!same) continue;
      if (one.state == channel::OpenState::open && one.relid == outline.channel.relid) return false;
      denied = true;
    }
  }
  return denied;
}

void look_at_channel(snapshot::Bytes bytes, const std::vector<channel::SavedBus>& buses,
                     SectionContents& contents) {
  const auto outline = channel::outline_of(bytes);
  if (!outline) {
    const channel::OutlineFault fault = outline.fault();
    contents.fault =
        fmt::format("{}: chunk {} at byte {}", channel::to_string(fault.fault), fault.chunk, fault.at);
    return;
  }
  if (outline->channel.open && denied_by(buses, *outline)) {
    contents.fault =
        "open here under number " + std::to_string(outline->channel.relid) + ", but not in its bus";
    return;
  }
  const std::string interface_type = guid_text(outline->header.interface_type);
  const std::string instance = guid_text(outline->header.instance);
  contents.facts = {{"interface", interface_type},
                    {"instance", instance},
                    {"sub_channel", outline->channel.sub_channel},
                    {"open", outline->channel.open},
                    {"queued", outline->queued},
                    {"unanswered", outline->unanswered},
                    {"answers", outline->answers},
                    {"regions", outline->regions}};
  contents.text = fmt::format(
      "{}, queued {}, unanswered {}, answers {}, regions {}, interface {}, instance {}, sub-channel {}",
      outline->channel.open ? "open" : "closed", outline->queued, outline->unanswered, outline->answers,
      outline->regions, interface_type, instance, outline->channel.sub_channel);
}

void look_at_client(snapshot::Bytes bytes, SectionContents& contents) {
  const auto client = decode_client(bytes);
  if (!client) {
    contents.fault = "damaged";
    return;
  }
  const std::string bus = fmt::format("{:016x}", client->identity.bus);
  const std::string driver = printable(client->driver);
  contents.facts = {{"bus", bus}, {"epoch", client->identity.epoch}, {"driver", driver}};
  contents.text = fmt::format("of bus {}, epoch {}, driver {}", bus, client->identity.epoch, driver);
}

void look_at_held(snapshot::Bytes bytes, SectionContents& contents) {
  const auto packets = decode_held(bytes);
  if (!packets) {
    contents.fault = "damaged";
    return;
  }
  contents.facts = {{"packets", packets->size()}};
  contents.text = fmt::format("packets {}", packets->size());
}

SectionContents look_at(const snapshot::Section& section, const std::vector<channel::SavedBus>& buses) {
  SectionContents contents{.name = printable(section.name),
                           .version = section.version,
                           .bytes = section.bytes.size(),
                           .checksum = section.checksum,
                           .facts = nullptr};
  const auto is = [&](std::string_view kind) { return section.name.starts_with(kind); };
  if (!is(kBus) && !is(kChannel) && !is(kClient) && !is(kHeld) && !is(kProvider)) return contents;
  contents.known = section.version > kVersionRead ? Known::newer : Known::yes;
  if (contents.known == Known::newer) return contents;
  if (is(kBus)) look_at_bus(section.bytes, contents);
  if (is(kChannel)) look_at_channel(section.bytes, buses, contents);
  if (is(kClient)) look_at_client(section.bytes, contents);
  if (is(kHeld)) look_at_held(section.bytes, contents);
  if (contents.fault) contents.text = *contents.fault;
  return contents;
}

std::vector<channel::SavedBus> buses_of(const snapshot::Image& image) {
  std::vector<channel::SavedBus> buses;
  for (const snapshot::Section& section : image.sections()) {
    if (!section.name.starts_with(kBus) || section.version > kVersionRead) continue;
    if (auto bus = channel::decode_bus(section.bytes); bus.ok()) buses.push_back(std::move(*bus));
  }
  return buses;
}

ImageAnswer contents_of(const std::string& path, std::uint64_t bytes_max,
                        std::span<const KnownSection> known) {
  const auto file = file_bytes(path, bytes_max);
  if (const auto* why = std::get_if<ImageRefused>(&file)) return *why;
  const auto& bytes = std::get<snapshot::ImageBytes>(file);
  const auto image = snapshot::Image::read(bytes, known);
  if (!image) return refused(path, image.fault());
  ImageContents contents{.version = fmt::format("{}.{}", image->major(), image->minor()),
                         .epoch = image->epoch(),
                         .bytes = bytes.size()};
  const std::vector<channel::SavedBus> buses = buses_of(*image);
  for (const snapshot::Section& section : image->sections())
    contents.sections.push_back(look_at(section, buses));
  return contents;
}

}  // namespace

const char* to_string(Known known) {
  switch (known) {
    case Known::no:
      return "no";
    case Known::newer:
      return "newer version";
    case Known::yes:
      return "yes";
  }
  return "?";
}

ImageAnswer image_contents(const std::string& path, std::uint64_t bytes_max) {
  return contents_of(path, bytes_max, kAny);
}

ImageAnswer verified_image(const std::string& path, std::uint64_t bytes_max) {
  ImageAnswer answer = contents_of(path, bytes_max, kSectionsRead);
  if (const auto* contents = std::get_if<ImageContents>(&answer)) {
    for (const SectionContents& section : contents->sections) {
      if (section.fault) return ImageRefused{path + ": section " + section.name + ": " + *section.fault};
    }
  }
  return answer;
}

}  // namespace penstock::app
