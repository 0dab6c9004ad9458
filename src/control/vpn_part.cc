// SPDX-License-Identifier: Apache-2.0
// [[vpn]]: a connection through a plug-in.
#include <fmt/format.h>

#include <filesystem>

#include "control/setting_parts.h"

namespace penstock::control {
namespace {

constexpr std::uint32_t kReservedTablesFrom = 253;  // default, main, local
constexpr std::uint32_t kReservedTablesTo = 255;

void read_servers(TableReader& reader, VpnSetting& vpn) {
  if (reader.has("server")) vpn.servers.push_back(reader.required_text("server"));
  vpn.service = reader.text("service").value_or(vpn.service);
  const toml::array* servers = reader.array("servers");
  if (servers == nullptr) return;
  for (const toml::node& node : *servers) {
    const auto server = node.value<std::string>();
    if (!server || server->empty()) {
      reader.wrong("servers", "must hold texts only: names or addresses, with a port where there is one");
      return;
    }
    vpn.servers.push_back(*server);
  }
}

// A file of its own is read as it is: plug-ins have forms of their own.
void read_custom(TableReader& reader, VpnSetting& vpn) {
  vpn.custom = reader.text("custom").value_or("");
  const auto file = reader.text("custom_file");
  if (!file) return;
  if (!vpn.custom.empty()) reader.wrong("custom_file", "and custom both say it; keep one of them");
  const auto text = read_text_file(*file);
  if (const auto* wrong = std::get_if<ConfigurationError>(&text)) {
    reader.wrong("custom_file", wrong->message);
    return;
  }
  vpn.custom = std::get<std::string>(text);
  if (vpn.custom.size() > kConfigurationBytesMax) {
    reader.wrong("custom_file", fmt::format("has more than {} bytes; shorten it", kConfigurationBytesMax));
  }
}

void read_pinning(TableReader& reader, VpnSetting& vpn) {
  const std::string pinning = reader.text("pinning").value_or("mark");
  vpn.host_routes = pinning == "host-routes";
  if (pinning != "mark" && pinning != "host-routes") {
    reader.wrong("pinning", fmt::format("is '{}'; write mark or host-routes", pinning));
  }
  vpn.mark = static_cast<std::uint32_t>(reader.number("mark", 1, UINT32_MAX).value_or(vpn.mark));
  vpn.table = static_cast<std::uint32_t>(reader.number("table", 1, UINT32_MAX).value_or(vpn.table));
  if (vpn.table >= kReservedTablesFrom && vpn.table <= kReservedTablesTo) {
    reader.wrong("table", fmt::format("is {}; {} to {} are the system's own; take another one", vpn.table,
                                      kReservedTablesFrom, kReservedTablesTo));
  }
  vpn.journal = reader.text("journal").value_or("");
}

void read_resolver(TableReader& reader, VpnSetting& vpn) {
  const std::string resolver = reader.text("resolver").value_or("none");
  vpn.resolver_file = reader.text("resolver_file").value_or("");
  if (resolver == "file") {
    vpn.resolver = VpnSetting::Resolver::file;
    if (vpn.resolver_file.empty()) {
      reader.wrong("resolver", "is 'file'; name it: resolver_file = \"/etc/resolv.conf\"");
    }
  } else if (resolver == "resolvconf") {
    vpn.resolver = VpnSetting::Resolver::resolvconf;
  } else if (resolver == "systemd-resolved") {
    vpn.resolver = VpnSetting::Resolver::systemd_resolved;
  } else if (resolver != "none") {
    reader.wrong("resolver",
                 fmt::format("is '{}'; write none, file, resolvconf or systemd-resolved", resolver));
  }
  if (!vpn.resolver_file.empty() && resolver != "file") {
    reader.wrong("resolver_file", "is only for resolver = \"file\"; remove it, or say so");
  }
}

}  // namespace

VpnSetting read_vpn(const toml::table& table, FirstError& error) {
  TableReader reader(table, "[[vpn]]", error);
  VpnSetting vpn;
  vpn.place = error.place(reader.line());
  vpn.plug_in = reader.required_text("plug_in");
  vpn.name = reader.text("name").value_or(std::filesystem::path(vpn.plug_in).stem().string());
  read_servers(reader, vpn);
  read_custom(reader, vpn);
  vpn.credentials_file = reader.text("credentials_file").value_or("");
  vpn.up = reader.flag("up").value_or(vpn.up);
  const std::string fidelity = reader.text("fidelity").value_or("lenient");
  vpn.strict = fidelity == "strict";
  if (fidelity != "strict" && fidelity != "lenient") {
    reader.wrong("fidelity", fmt::format("is '{}'; write lenient or strict", fidelity));
  }
  for (auto [key, slots] :
       {std::pair{"send_slots", &vpn.send_slots}, {"receive_slots", &vpn.receive_slots}}) {
    *slots = static_cast<std::uint32_t>(reader.number(key, 1, kVpnSlotsMax).value_or(*slots));
  }
  read_pinning(reader, vpn);
  read_resolver(reader, vpn);
  return vpn;
}

}  // namespace penstock::control
