// SPDX-License-Identifier: Apache-2.0
#include "path/host_network.h"

#include <utility>

#include "link/netlink.h"

namespace penstock::path {
namespace {

link::NameScope scope_of(tunnel::NameKind kind) {
  switch (kind) {
    case tunnel::NameKind::everything:
      return link::NameScope::everything;
    case tunnel::NameKind::suffix:
      return link::NameScope::suffix;
    case tunnel::NameKind::fully_qualified:
      return link::NameScope::exact;
  }
  return link::NameScope::exact;
}

std::vector<link::NameServers> name_servers_of(const std::vector<tunnel::NameRule>& rules) {
  std::vector<link::NameServers> servers;
  for (const tunnel::NameRule& rule : rules) {
    servers.push_back({.scope = scope_of(rule.kind), .name = rule.name, .servers = rule.servers});
  }
  return servers;
}

}  // namespace

tunnel::Result<void> HostNetwork::raise(const tunnel::NetworkPlan& plan) {
  lower();
  auto netlink = link::NetlinkSocket::open(options_.namespace_descriptor);
  if (!netlink.ok()) return told(netlink.fault());
  if (!options_.journal_file.empty()) {
    const auto undone = link::NetworkSetup::undo_left_behind(*netlink, options_.journal_file);
    if (!undone.ok()) return told(undone.fault());
    if (*undone != 0) say("undone after a crash: " + std::to_string(*undone) + " changes to the routing");
  }
  auto applied =
      link::NetworkSetup::apply(std::move(netlink).value(), settings_of(plan), options_.journal_file);
  if (!applied.ok()) return told(applied.fault());
  network_ = std::move(applied).value();
  const auto named = set_names(plan);
  if (!named.ok()) lower();
  return named;
}

tunnel::Result<void> HostNetwork::change(const tunnel::NetworkPlan& plan) {
  if (network_ == nullptr) return raise(plan);
  const auto changed = network_->change(settings_of(plan));
  if (!changed.ok()) return told(changed.fault());
  return plan.names == names_ ? tunnel::Result<void>{} : set_names(plan);
}

tunnel::Result<void> HostNetwork::set_names(const tunnel::NetworkPlan& plan) {
  resolver_ = nullptr;
  auto applied = link::ResolverSetup::apply(options_.resolver, name_servers_of(plan.names));
  if (!applied.ok()) return told(applied.fault());
  resolver_ = std::move(applied).value();
  names_ = plan.names;
  for (const std::string& note : resolver_->notes()) say(note);
  return {};
}

void HostNetwork::lower() {
  resolver_ = nullptr;
  if (network_ == nullptr) return;
  for (const link::Fault& fault : network_->undo()) say("not undone: " + link::to_string(fault));
  network_ = nullptr;
}

std::vector<std::string> HostNetwork::changes() const {
  return network_ != nullptr ? network_->changes() : std::vector<std::string>{};
}

link::NetworkSettings HostNetwork::settings_of(const tunnel::NetworkPlan& plan) const {
  link::NetworkSettings settings{.interface_index = options_.interface_index,
                                 .mtu_bytes = plan.mtu_bytes,
                                 .addresses = plan.addresses,
                                 .interface_id = plan.interface_id,
                                 .inclusions = plan.inclusions,
                                 .exclusions = plan.exclusions,
                                 .exclude_local_subnets = plan.exclude_local_subnets,
                                 .pinning = options_.pinning,
                                 .mark = options_.mark,
                                 .table = options_.table,
                                 .rule_priority = options_.rule_priority};
  if (options_.peers) settings.peers = options_.peers();
  return settings;
}

tunnel::Fault HostNetwork::told(const link::Fault& fault) const {
  const bool privilege = fault.reason == link::Reason::no_permission;
  say(link::to_string(fault) + (privilege ? "; it takes CAP_NET_ADMIN" : ""));
  return privilege ? tunnel::Fault::access_denied : tunnel::Fault::refused_by_host;
}

void HostNetwork::say(const std::string& line) const {
  if (options_.log) options_.log(line);
}

}  // namespace penstock::path
