// SPDX-License-Identifier: Apache-2.0
// [[channel]]: a provider's channel, and where its client finds the bus.
#include <fmt/format.h>

#include <algorithm>

#include "control/setting_parts.h"

namespace penstock::control {
namespace {

constexpr std::size_t kNameBytesMax = 48;
constexpr std::size_t kBusPathBytesMax = 107;
constexpr std::size_t kInputBytesMax = 1 << 16;
constexpr std::size_t kHandleBytes = 8;

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= kNameBytesMax && std::all_of(name.begin(), name.end(), [](char one) {
    return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
           one == '-' || one == '_' || one == '.';
  });
}

// As the structure lies in memory: the first three fields are numbers.
std::optional<std::vector<std::uint8_t>> guid_bytes(const std::string& text) {
  static constexpr std::size_t kDashes[] = {8, 13, 18, 23};
  if (text.size() != 36) return std::nullopt;
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = std::find(std::begin(kDashes), std::end(kDashes), i) != std::end(kDashes);
    if (dash != (text[i] == '-')) return std::nullopt;
    if (!dash) digits += text[i];
  }
  auto bytes = hexadecimal_bytes(digits);
  if (!bytes || bytes->size() != 16) return std::nullopt;
  std::reverse(bytes->begin(), bytes->begin() + 4);
  std::reverse(bytes->begin() + 4, bytes->begin() + 6);
  std::reverse(bytes->begin() + 6, bytes->begin() + 8);
  return bytes;
}

std::optional<std::vector<std::uint8_t>> part_bytes(const std::string& part) {
  if (part.starts_with("guid:")) return guid_bytes(part.substr(5));
  if (!part.starts_with("utf16:")) return hexadecimal_bytes(part);
  std::vector<std::uint8_t> bytes;
  for (const char letter : part.substr(6)) {
    if (static_cast<unsigned char>(letter) > 0x7E) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(letter));
    bytes.push_back(0);
  }
  return bytes;
}

void read_input(TableReader& reader, ChannelSetting& channel) {
  const toml::array* parts = reader.array("input");
  bool has_bus = false;
  for (std::size_t i = 0; parts != nullptr && i < parts->size(); ++i) {
    const std::string part = (*parts)[i].value<std::string>().value_or("?");
    if (part == "bus" && !has_bus) {
      has_bus = true;
      channel.attach_bus_at = channel.attach_input.size();
      channel.attach_input.resize(channel.attach_input.size() + kHandleBytes);
      continue;
    }
    const auto bytes = part_bytes(part);
    if (!bytes) {
      return reader.wrong("input",
                          fmt::format("part '{}' is none of: \"bus\" (once), \"guid:...\", \"utf16:...\" of "
                                      "plain letters, hexadecimal bytes such as \"00 ff\"",
                                      part));
    }
    channel.attach_input.insert(channel.attach_input.end(), bytes->begin(), bytes->end());
  }
  if (!has_bus)
    reader.wrong("input", "has no \"bus\": the driver is told its bus by a handle of eight bytes");
  const std::size_t least = channel.attach_input.size();
  const auto bytes = reader.number("input_bytes", 1, kInputBytesMax).value_or(least);
  if (bytes < least)
    reader.wrong("input_bytes", fmt::format("is {}, but input has {}; raise or remove it", bytes, least));
  channel.attach_input.resize(std::max<std::size_t>(bytes, least));
}

std::uint32_t read_control(TableReader& reader, std::string_view key) {
  const auto code = reader.number(key, 1, UINT32_MAX);
  if (!code && !reader.has(key)) reader.wrong(key, "is missing; give the control code, such as 0x122040");
  return static_cast<std::uint32_t>(code.value_or(0));
}

void read_attach(TableReader& channel_reader, ChannelSetting& channel) {
  const toml::table* table = channel_reader.table("attach");
  if (table == nullptr) {
    if (!channel_reader.has("attach"))
      channel_reader.wrong("attach",
                           "is missing; say how the driver is told its bus: { device, control, input }");
    return;
  }
  TableReader reader(*table, "attach", channel_reader.error());
  channel.device = reader.required_text("device");
  channel.attach_control = read_control(reader, "control");
  read_input(reader, channel);
}

void read_state(TableReader& channel_reader, ChannelSetting& channel) {
  const toml::table* table = channel_reader.table("state");
  if (table == nullptr) return;
  TableReader reader(*table, "state", channel_reader.error());
  channel.state_save_control = read_control(reader, "save");
  channel.state_restore_control = read_control(reader, "restore");
}

void read_bus(TableReader& reader, ChannelSetting& channel) {
  channel.socket = reader.required_text("socket");
  if (channel.socket.size() > kBusPathBytesMax) {
    reader.wrong("socket", fmt::format("has {} letters; at most {}; shorten it", channel.socket.size(),
                                       kBusPathBytesMax));
  }
  channel.socket_mode =
      static_cast<std::uint32_t>(reader.number("socket_mode", 0, 0777).value_or(channel.socket_mode));
  channel.memory_mib_max = static_cast<std::uint32_t>(
      reader.number("memory_mib_max", 1, 1 << 20).value_or(channel.memory_mib_max));
}

}  // namespace

ChannelSetting read_channel(const toml::table& table, FirstError& error) {
  TableReader reader(table, "[[channel]]", error);
  ChannelSetting channel;
  channel.place = error.place(reader.line());
  channel.name = reader.required_text("name");
  if (!channel.name.empty() && !is_name(channel.name)) {
    reader.wrong("name", fmt::format("is '{}'; 1 to {} letters, digits, '-', '_' or '.'", channel.name,
                                     kNameBytesMax));
  }
  channel.driver = reader.required_text("driver");
  channel.port = reader.text("port").value_or("");
  channel.capture = reader.text("capture").value_or("");
  channel.start = reader.flag("start").value_or(true);
  read_bus(reader, channel);
  read_attach(reader, channel);
  read_state(reader, channel);
  return channel;
}

namespace {

void check_unique(const std::vector<ChannelSetting>& channels, const std::string ChannelSetting::*member,
                  const char* what, FirstError& error) {
  std::set<std::string> seen;
  for (const ChannelSetting& channel : channels) {
    const std::string& value = channel.*member;
    if (value.empty() || seen.insert(value).second) continue;
    error.set(channel.place.line,
              fmt::format("{}: '{}' is another [[channel]]'s too; choose another", what, value));
  }
}

bool has_port(const Configuration& configuration, const std::string& name) {
  return std::any_of(configuration.paths.begin(), configuration.paths.end(), [&](const PathSetting& path) {
    const auto is_it = [&](const LinkSetting& link) {
      const auto* port = std::get_if<PortSetting>(&link);
      return port != nullptr && port->name == name;
    };
    return is_it(path.local) || is_it(path.remote);
  });
}

}  // namespace

void check_channels(const Configuration& configuration, FirstError& error) {
  for (const ChannelSetting& channel : configuration.channels) {
    const bool driver_there =
        std::any_of(configuration.drivers.begin(), configuration.drivers.end(),
                    [&](const DriverSetting& one) { return one.name == channel.driver; });
    if (!driver_there) {
      error.set(channel.place.line,
                fmt::format("driver: no [[driver]] is named '{}'; add it, or mend the name", channel.driver));
    }
    if (!channel.port.empty() && !has_port(configuration, channel.port)) {
      error.set(
          channel.place.line,
          fmt::format(
              "port: no [[path]] ends at port '{}'; write local = {{ port = \"{}\" }} there, or remove it",
              channel.port, channel.port));
    }
  }
  check_unique(configuration.channels, &ChannelSetting::name, "name", error);
  check_unique(configuration.channels, &ChannelSetting::driver, "driver", error);
  check_unique(configuration.channels, &ChannelSetting::socket, "socket", error);
  check_unique(configuration.channels, &ChannelSetting::port, "port", error);
  check_unique(configuration.channels, &ChannelSetting::capture, "capture", error);
}

}  // namespace penstock::control
