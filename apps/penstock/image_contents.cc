// SPDX-License-Identifier: Apache-2.0
#include "image_contents.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <new>

#include "channel/bus_saved.h"
#include "channel/saved_section.h"
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

OpenImage open_file(const std::string& path, std::uint64_t bytes_max, std::span<const KnownSection> known) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  // A pipe would be waited for, and a device has no end.
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return ImageRefused{path + ": not a regular file"};
  }
  auto image = snapshot::open_image(path, known, std::min(bytes_max, snapshot::kImageBytesMax));
  if (image) return std::move(*image);
  ImageRefused why = refused(path, image.fault());
  if (image.fault().reason == snapshot::Reason::too_large && image.fault().section.empty())
    why.message += fmt::format(", and at most {} are read; see --bytes-max", bytes_max);
  return why;
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

void look_at_channel(snapshot::SectionReader& section, const std::vector<channel::SavedBus>& buses,
                     SectionContents& contents) {
  const auto outline = channel::outline_of(section);
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

// To the section's end, whatever stands in it: a damage is the image's, and told before anything else.
snapshot::Result<SectionContents> look_at(snapshot::ImageReader& image, const snapshot::SectionHead& head,
                                          const std::vector<channel::SavedBus>& buses) {
  SectionContents contents{.name = printable(head.name),
                           .version = head.version,
                           .bytes = head.bytes,
                           .checksum = head.checksum,
                           .facts = nullptr};
  const auto is = [&](std::string_view kind) { return head.name.starts_with(kind); };
  snapshot::SectionReader section = image.section(head);
  if (is(kBus) || is(kChannel) || is(kClient) || is(kHeld) || is(kProvider))
    contents.known = head.version > kVersionRead ? Known::newer : Known::yes;
  if (contents.known == Known::yes) {
    if (is(kChannel)) {
      look_at_channel(section, buses, contents);
    } else if (!is(kProvider)) {
      const auto bytes = section.rest();
      if (!bytes) return bytes.fault();
      if (is(kBus)) look_at_bus(*bytes, contents);
      if (is(kClient)) look_at_client(*bytes, contents);
      if (is(kHeld)) look_at_held(*bytes, contents);
    }
  }
  if (auto whole = section.check(); !whole) return whole.fault();
  if (contents.fault) contents.text = *contents.fault;
  return contents;
}

std::vector<channel::SavedBus> buses_of(snapshot::ImageReader& image) {
  std::vector<channel::SavedBus> buses;
  for (const snapshot::SectionHead& head : image.sections()) {
    if (!head.name.starts_with(kBus) || head.version > kVersionRead) continue;
    const auto bytes = image.section(head).rest();
    if (!bytes) continue;  // is told when its turn comes
    if (auto bus = channel::decode_bus(*bytes); bus.ok()) buses.push_back(std::move(*bus));
  }
  return buses;
}

ImageAnswer contents_of(const std::string& path, snapshot::ImageReader& image) try {
  ImageContents contents{.version = fmt::format("{}.{}", image.major(), image.minor()),
                         .epoch = image.epoch(),
                         .bytes = image.bytes()};
  const std::vector<channel::SavedBus> buses = buses_of(image);
  for (const snapshot::SectionHead& head : image.sections()) {
    auto section = look_at(image, head, buses);
    if (!section) return refused(path, section.fault());
    contents.sections.push_back(std::move(*section));
  }
  return contents;
} catch (const std::bad_alloc&) {
  return ImageRefused{path + ": too large: no memory for it"};
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
  OpenImage image = open_file(path, bytes_max, kAny);
  if (const auto* why = std::get_if<ImageRefused>(&image)) return *why;
  return contents_of(path, std::get<snapshot::ImageReader>(image));
}

OpenImage verified_image(const std::string& path, std::uint64_t bytes_max) {
  OpenImage image = open_file(path, bytes_max, kSectionsRead);
  if (std::holds_alternative<ImageRefused>(image)) return image;
  ImageAnswer answer = contents_of(path, std::get<snapshot::ImageReader>(image));
  if (const auto* why = std::get_if<ImageRefused>(&answer)) return *why;
  for (const SectionContents& section : std::get<ImageContents>(answer).sections) {
    if (section.fault) return ImageRefused{path + ": section " + section.name + ": " + *section.fault};
  }
  return image;
}

}  // namespace penstock::app
