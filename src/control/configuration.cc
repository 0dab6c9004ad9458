// SPDX-License-Identifier: Apache-2.0
#include "control/configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "control/setting_parts.h"

namespace penstock::control {
namespace {

constexpr std::size_t kInterfaceNameBytesMax = 15;
constexpr std::size_t kSocketPathBytesMax = 107;

TunSetting read_tun(TableReader& reader) {
  TunSetting tun;
  tun.name = reader.required_text("tun");
  if (tun.name.size() > kInterfaceNameBytesMax) {
    reader.wrong("tun", fmt::format("'{}' has {} letters; at most {}; shorten it", tun.name, tun.name.size(),
                                    kInterfaceNameBytesMax));
  }
  tun.network_namespace = reader.text("namespace").value_or("");
  if (const auto pid = reader.number("pid", 1, 1u << 22)) {
    if (!tun.network_namespace.empty()) reader.wrong("pid", "and namespace both name one; keep one of them");
    tun.network_namespace = fmt::format("/proc/{}/ns/net", *pid);
  }
  tun.addresses = read_addresses(reader, "addresses");
  tun.routes = read_addresses(reader, "routes");
  tun.mtu_bytes = static_cast<std::uint32_t>(reader.number("mtu", 68, 65535).value_or(tun.mtu_bytes));
  tun.offload = reader.flag("offload").value_or(tun.offload);
  return tun;
}

LinkSetting read_link(TableReader& path, std::string_view side) {
  const toml::table* table = path.table(side);
  if (table == nullptr) {
    if (!path.has(side)) path.wrong(side, "is missing; write " + std::string(side) + " = { tun = \"pen0\" }");
    return CaptureSetting{};
  }
  TableReader reader(*table, std::string(side), path.error());
  if (reader.has("nowhere")) {
    if (!reader.flag("nowhere").value_or(true)) reader.wrong("nowhere", "is false; name a tun or a capture");
    if (side == "local") reader.wrong("nowhere", "is for the remote side only; the local side needs a tun");
    return NowhereSetting{};
  }
  if (reader.has("capture")) return CaptureSetting{reader.required_text("capture")};
  if (reader.has("port")) return PortSetting{reader.required_text("port")};
  return read_tun(reader);
}

void read_threads(TableReader& reader, PathSetting& path) {
  path.threads = static_cast<std::uint32_t>(reader.number("threads", 1, kPathThreadsMax).value_or(1));
  const bool captures = std::holds_alternative<CaptureSetting>(path.local) ||
                        std::holds_alternative<CaptureSetting>(path.remote);
  if (path.threads > 1 && captures) {
    reader.wrong("threads", fmt::format("is {}; with a capture at most 1; remove it", path.threads));
  }
  const auto* local = std::get_if<PortSetting>(&path.local);
  const auto* remote = std::get_if<PortSetting>(&path.remote);
  if (path.threads > 1 && (local != nullptr || remote != nullptr)) {
    reader.wrong("threads", fmt::format("is {}; with a port at most 1; remove it", path.threads));
  }
  if (local != nullptr && remote != nullptr && local->name == remote->name) {
    reader.wrong("remote", fmt::format("is port '{}', and so is local; name another one", remote->name));
  }
}

PathSetting read_path(const toml::table& table, std::size_t number, FirstError& error) {
  TableReader reader(table, "[[path]]", error);
  PathSetting path;
  path.place = error.place(reader.line());
  path.name = reader.text("name").value_or(fmt::format("path{}", number));
  path.local = read_link(reader, "local");
  path.remote = read_link(reader, "remote");
  read_threads(reader, path);
  return path;
}

void read_parameters(const toml::table& table, FirstError& error, DriverSetting& driver) {
  TableReader reader(table, "parameters", error);
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (node.is_string()) {
      driver.parameters[name] = *reader.text(name);
    } else if (const auto number = reader.number(name, 0, INT64_MAX)) {
      if (*number <= UINT32_MAX) {
        driver.parameters[name] = static_cast<std::uint32_t>(*number);
      } else {
        driver.parameters[name] = *number;
      }
    }
  }
}

DriverSetting read_driver(const toml::table& table, FirstError& error) {
  TableReader reader(table, "[[driver]]", error);
  DriverSetting driver;
  driver.place = error.place(reader.line());
  driver.file = reader.required_text("file");
  driver.name = reader.text("name").value_or(std::filesystem::path(driver.file).stem().string());
  if (const toml::table* parameters = reader.table("parameters")) read_parameters(*parameters, error, driver);
  return driver;
}

ConditionSetting read_condition(const toml::table& table, FirstError& error) {
  TableReader reader(table, "condition", error);
  ConditionSetting condition;
  condition.place = error.place(reader.line());
  condition.field = reader.required_text("field");
  condition.match = reader.text("match").value_or("equal");
  const toml::node* value = reader.any("value");
  if (value == nullptr) {
    reader.wrong("value", "is missing; a condition compares a field with a value");
  } else if (value->is_string()) {
    condition.value = reader.text("value").value_or("");
  } else {
    condition.value = reader.number("value", 0, INT64_MAX).value_or(0);
  }
  return condition;
}

FilterSetting read_filter(const toml::table& table, FirstError& error) {
  TableReader reader(table, "[[policy.filter]]", error);
  FilterSetting filter;
  filter.place = error.place(reader.line());
  filter.name = reader.required_text("name");
  filter.layer = reader.required_text("layer");
  const std::string action = reader.required_text("action");
  filter.block = action == "block";
  if (!action.empty() && action != "block" && action != "permit") {
    reader.wrong("action", fmt::format("is '{}'; write permit or block", action));
  }
  if (const auto weight = reader.number("weight", 0, 15)) filter.weight = static_cast<std::uint8_t>(*weight);
  for_each_table(reader, "condition",
                 [&](const toml::table& one) { filter.conditions.push_back(read_condition(one, error)); });
  return filter;
}

void read_control(TableReader& root, Configuration& configuration) {
  const toml::table* table = root.table("control");
  if (table == nullptr) return;
  TableReader reader(*table, "[control]", root.error());
  if (const auto socket = reader.text("socket")) configuration.control_socket = *socket;
  const std::size_t size = configuration.control_socket.size();
  if (size > kSocketPathBytesMax) {
    reader.wrong("socket", fmt::format("has {} letters; at most {}; shorten it", size, kSocketPathBytesMax));
  }
}

void check_driver_names(const Configuration& configuration, FirstError& error) {
  std::set<std::string> names;
  for (const DriverSetting& driver : configuration.drivers) {
    if (names.insert(driver.name).second) continue;
    error.set(driver.place.line,
              fmt::format("two drivers are named '{}'; give the second one another name", driver.name));
  }
}

void read_all(const toml::table& table, FirstError& error, Configuration& configuration) {
  TableReader root(table, "the file", error);
  for_each_table(root, "path", [&](const toml::table& one) {
    configuration.paths.push_back(read_path(one, configuration.paths.size(), error));
  });
  for_each_table(root, "driver",
                 [&](const toml::table& one) { configuration.drivers.push_back(read_driver(one, error)); });
  for_each_table(root, "channel",
                 [&](const toml::table& one) { configuration.channels.push_back(read_channel(one, error)); });
  for_each_table(root, "vpn",
                 [&](const toml::table& one) { configuration.vpns.push_back(read_vpn(one, error)); });
  if (const toml::table* policy = root.table("policy")) {
    TableReader reader(*policy, "[policy]", error);
    for_each_table(reader, "filter",
                   [&](const toml::table& one) { configuration.filters.push_back(read_filter(one, error)); });
  }
  configuration.verdicts = read_verdicts(root);
  read_control(root, configuration);
}

void check_vpns(const Configuration& configuration, FirstError& error) {
  if (configuration.vpns.empty()) return;
  if (configuration.vpns.size() > kVpnsMax) {
    error.set(configuration.vpns[kVpnsMax].place.line,
              fmt::format("has {} [[vpn]]; at most {}; give each one a penstock run of its own",
                          configuration.vpns.size(), kVpnsMax));
  }
  for (const PathSetting& path : configuration.paths) {
    if (!std::holds_alternative<TunSetting>(path.local)) {
      error.set(path.place.line, "local: with a [[vpn]] it must be a tun, which becomes its interface");
    }
    if (path.threads > 1) {
      error.set(path.place.line,
                fmt::format("threads: is {}; with a [[vpn]] at most 1; remove it", path.threads));
    }
  }
}

void check_whole(const Configuration& configuration, FirstError& error) {
  if (configuration.paths.empty() && configuration.channels.empty())
    error.set(0, "has no [[path]] and no [[channel]]; there would be nothing to run");
  if (configuration.paths.size() > kPathsMax) {
    error.set(configuration.paths[kPathsMax].place.line,
              fmt::format("has {} [[path]]; at most {}; give each one a penstock run of its own, or one path "
                          "more threads = N",
                          configuration.paths.size(), kPathsMax));
  }
  check_driver_names(configuration, error);
  check_channels(configuration, error);
  check_vpns(configuration, error);
}

}  // namespace

ConfigurationResult parse_configuration(std::string_view text, const std::string& file) {
  const auto parsed = parse_toml(text, file);
  if (const auto* wrong = std::get_if<ConfigurationError>(&parsed)) return *wrong;
  FirstError error(file);
  Configuration configuration;
  read_all(std::get<toml::table>(parsed), error, configuration);
  check_whole(configuration, error);
  if (error.get()) return *error.get();
  return configuration;
}

ConfigurationResult read_configuration(const std::string& file) {
  const auto text = read_text_file(file);
  if (const auto* wrong = std::get_if<ConfigurationError>(&text)) return *wrong;
  return parse_configuration(std::get<std::string>(text), file);
}

}  // namespace penstock::control
