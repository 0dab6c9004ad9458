// SPDX-License-Identifier: Apache-2.0
#include "link/network_setup.h"

#include <algorithm>
#include <utility>

#include "link/network_journal.h"

namespace penstock::link {
namespace {

std::string text_of(const InterfaceAddress& change) { return to_string(change); }
std::string text_of(const Route& change) { return to_string(change); }
std::string text_of(const RoutingRule& change) { return to_string(change); }

template <class Value>
bool contains(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

template <class Value>
void add_once(std::vector<Value>& values, Value value) {
  if (!contains(values, value)) values.push_back(std::move(value));
}

// The whole of a version, also as the two halves that some prefer.
bool is_default(const wire::Prefix& prefix) { return prefix.length <= 1; }

std::array<wire::Prefix, 2> halves_of(const wire::Prefix& everything) {
  wire::Address upper{.version = everything.address.version};
  upper.octets[0] = 0x80;
  return {wire::Prefix{{.version = everything.address.version}, 1}, wire::Prefix{upper, 1}};
}

wire::Address link_local(const std::array<std::uint8_t, 8>& interface_id) {
  wire::Address address{.version = 6};
  address.octets[0] = 0xfe;
  address.octets[1] = 0x80;
  std::copy(interface_id.begin(), interface_id.end(), address.octets.begin() + 8);
  return address;
}

// Two routes of one table for one destination cannot both be there.
bool same_place(const NetworkChange& one, const NetworkChange& other) {
  const auto* route = std::get_if<Route>(&one);
  const auto* beside = std::get_if<Route>(&other);
  return route != nullptr && beside != nullptr && route->table == beside->table &&
         route->destination == beside->destination;
}

}  // namespace

std::string to_string(const NetworkChange& change) {
  return std::visit([](const auto& one) { return text_of(one); }, change);
}

Result<std::unique_ptr<NetworkSetup>> NetworkSetup::apply(NetlinkSocket netlink,
                                                          const NetworkSettings& settings,
                                                          std::string journal_file) {
  auto setup = std::unique_ptr<NetworkSetup>(new NetworkSetup(std::move(netlink), std::move(journal_file)));
  auto applied = setup->change(settings);
  if (!applied.ok()) return applied.fault();
  return setup;
}

NetworkSetup::~NetworkSetup() { undo(); }

Result<void> NetworkSetup::change(const NetworkSettings& settings) {
  auto planned = plan(settings);
  if (!planned.ok()) return planned.fault();
  interface_index_ = settings.interface_index;
  auto sized = netlink_.set_mtu(settings.interface_index, settings.mtu_bytes);
  if (!sized.ok()) return sized.fault();
  auto up = netlink_.set_link_up(settings.interface_index);
  if (!up.ok()) return up.fault();
  auto noted = write_journal(*planned);
  if (!noted.ok()) return noted.fault();
  auto moved = move_to(*planned);
  if (!moved.ok()) {
    const auto still_there = write_journal({});  // the fault that matters is the first one
    return moved.fault();
  }
  return write_journal({});
}

std::vector<std::string> NetworkSetup::changes() const {
  std::vector<std::string> texts;
  for (const NetworkChange& change : changes_) texts.push_back(to_string(change));
  return texts;
}

std::vector<Fault> NetworkSetup::undo() {
  std::vector<Fault> faults;
  while (!changes_.empty()) {
    const auto undone = unmake(changes_.back());
    if (!undone.ok()) faults.push_back(undone.fault());
    changes_.pop_back();
  }
  if (interface_index_ != 0) {
    const auto down = netlink_.set_link_down(interface_index_);
    if (!down.ok() && down.fault().reason != Reason::not_found) faults.push_back(down.fault());
    interface_index_ = 0;
  }
  if (!journal_file_.empty() && faults.empty()) remove_journal(journal_file_);
  return faults;
}

Result<NetworkSetup::Changes> NetworkSetup::plan(const NetworkSettings& settings) {
  Changes planned;
  for (const wire::Address& address : settings.addresses) {
    add_once<NetworkChange>(planned, InterfaceAddress{settings.interface_index, address, address.bits()});
  }
  if (settings.interface_id) {
    add_once<NetworkChange>(
        planned, InterfaceAddress{settings.interface_index, link_local(*settings.interface_id), 64});
  }
  const auto routed = settings.pinning == Pinning::mark ? plan_own_table(settings, planned)
                                                        : plan_main_table(settings, planned);
  if (!routed.ok()) return routed.fault();
  return planned;
}

// The rules come last: nobody looks into a table that is not complete.
Result<void> NetworkSetup::plan_own_table(const NetworkSettings& settings, Changes& planned) {
  if (settings.mark == 0 || settings.table == 0 || settings.table == kMainTable) {
    return Fault{Reason::bad_option, "routing",
                 "mark " + std::to_string(settings.mark) + " and table " + std::to_string(settings.table) +
                     ": both must be our own"};
  }
  std::vector<wire::Prefix> around = settings.exclusions;
  if (settings.exclude_local_subnets) {
    const auto subnets = netlink_.connected_subnets(settings.interface_index);
    if (!subnets.ok()) return subnets.fault();
    around.insert(around.end(), subnets->begin(), subnets->end());
  }
  for (const wire::Prefix& prefix : around) {
    add_once<NetworkChange>(planned, Route{.destination = prefix, .table = settings.table});
  }
  for (const wire::Prefix& prefix : settings.inclusions) {
    if (contains(around, prefix)) continue;
    add_once<NetworkChange>(
        planned,
        Route{.destination = prefix, .table = settings.table, .interface_index = settings.interface_index});
  }
  for (const std::uint8_t version : {std::uint8_t{4}, std::uint8_t{6}}) {
    const auto of_version = [&](const wire::Prefix& prefix) { return prefix.address.version == version; };
    const auto carries_default = [&](const wire::Prefix& prefix) {
      return of_version(prefix) && is_default(prefix);
    };
    const auto& inclusions = settings.inclusions;
    if (std::none_of(inclusions.begin(), inclusions.end(), of_version)) continue;
    if (std::any_of(inclusions.begin(), inclusions.end(), carries_default)) {
      planned.push_back(
          RoutingRule{.ip_version = version, .priority = settings.rule_priority, .without_default = true});
    }
    planned.push_back(RoutingRule{.ip_version = version,
                                  .priority = settings.rule_priority + 1,
                                  .table = settings.table,
                                  .unless_mark = settings.mark});
  }
  return {};
}

Result<void> NetworkSetup::plan_main_table(const NetworkSettings& settings, Changes& planned) {
  for (const wire::Address& peer : settings.peers) {
    const auto pinned = plan_way_around({peer, peer.bits()}, settings, planned);
    if (!pinned.ok()) return pinned.fault();
  }
  for (const wire::Prefix& prefix : settings.exclusions) {
    const auto pinned = plan_way_around(prefix, settings, planned);
    if (!pinned.ok()) return pinned.fault();
  }
  for (const wire::Prefix& prefix : settings.inclusions) {
    if (contains(settings.exclusions, prefix)) continue;
    const auto lead_in = [&](const wire::Prefix& destination) {
      add_once<NetworkChange>(planned,
                              Route{.destination = destination, .interface_index = settings.interface_index});
    };
    if (prefix.length != 0) {
      lead_in(prefix);
    } else {
      for (const wire::Prefix& half : halves_of(prefix)) lead_in(half);  // the host's default stays
    }
  }
  return {};
}

// By the way that it has without us. A destination on this host needs none.
Result<void> NetworkSetup::plan_way_around(const wire::Prefix& destination, const NetworkSettings& settings,
                                           Changes& planned) {
  if (destination.address.is_loopback()) return {};
  for (const NetworkChange& change : changes_) {
    const auto* route = std::get_if<Route>(&change);
    if (route == nullptr || route->destination != destination) continue;
    if (route->interface_index == settings.interface_index) continue;
    add_once<NetworkChange>(planned, *route);
    return {};
  }
  auto hop = netlink_.next_hop(destination.address);
  if (!hop.ok()) return hop.fault();
  if (hop->interface_index == settings.interface_index) {
    return Fault{
        Reason::refused, "routing",
        "exclude " + wire::to_string(destination) + ": its only way is through the interface itself"};
  }
  hop->destination = destination;
  add_once<NetworkChange>(planned, *hop);
  return {};
}

bool NetworkSetup::in_force(const NetworkChange& change) const { return contains(changes_, change); }

// What is new and has its place free comes first, so that traffic has a way all the time; then what is gone
// leaves, then the rest of the new comes.
Result<void> NetworkSetup::move_to(const Changes& wanted) {
  const Changes before = changes_;
  Changes later;
  const auto back_out = [&](const Fault& fault) -> Result<void> {
    for (auto made = changes_.rbegin(); made != changes_.rend(); ++made) {
      if (!contains(before, *made)) static_cast<void>(unmake(*made).ok());
    }
    for (const NetworkChange& lost : before) {
      if (!contains(changes_, lost)) static_cast<void>(make(lost).ok());
    }
    changes_ = before;
    return fault;
  };
  for (const NetworkChange& change : wanted) {
    if (in_force(change)) continue;
    const auto beside = [&](const NetworkChange& one) { return same_place(one, change); };
    if (std::any_of(changes_.begin(), changes_.end(), beside)) {
      later.push_back(change);
      continue;
    }
    const auto made = make(change);
    if (!made.ok()) return back_out(made.fault());
    changes_.push_back(change);
  }
  for (auto gone = before.rbegin(); gone != before.rend(); ++gone) {
    if (contains(wanted, *gone)) continue;
    const auto unmade = unmake(*gone);
    if (!unmade.ok()) return back_out(unmade.fault());
    std::erase(changes_, *gone);
  }
  for (const NetworkChange& change : later) {
    const auto made = make(change);
    if (!made.ok()) return back_out(made.fault());
    changes_.push_back(change);
  }
  return {};
}

Result<void> NetworkSetup::make(const NetworkChange& change) {
  if (const auto* address = std::get_if<InterfaceAddress>(&change)) {
    return netlink_.add_address(address->interface_index, address->address, address->prefix_length);
  }
  if (const auto* route = std::get_if<Route>(&change)) return netlink_.add_route(*route);
  return netlink_.add_rule(std::get<RoutingRule>(change));
}

// What is gone already (the interface took it along) is undone.
Result<void> NetworkSetup::unmake(const NetworkChange& change) {
  Result<void> undone;
  if (const auto* address = std::get_if<InterfaceAddress>(&change)) {
    undone = netlink_.remove_address(*address);
  } else if (const auto* route = std::get_if<Route>(&change)) {
    undone = netlink_.remove_route(*route);
  } else {
    undone = netlink_.remove_rule(std::get<RoutingRule>(change));
  }
  if (!undone.ok() && undone.fault().reason == Reason::not_found) return {};
  return undone;
}

bool NetworkSetup::outlives_interface(const NetworkChange& change) const {
  if (std::holds_alternative<InterfaceAddress>(change)) return false;
  const auto* route = std::get_if<Route>(&change);
  return route == nullptr || route->interface_index != interface_index_;
}

// Before a change: what is there and what is coming.
Result<void> NetworkSetup::write_journal(const Changes& wanted) const {
  if (journal_file_.empty()) return {};
  std::vector<std::string> lines;
  for (const Changes* from : {&changes_, &wanted}) {
    for (const NetworkChange& change : *from) {
      if (outlives_interface(change)) add_once(lines, to_string(change));
    }
  }
  return write_journal_file(journal_file_, lines);
}

Result<std::uint32_t> NetworkSetup::undo_left_behind(NetlinkSocket& netlink,
                                                     const std::string& journal_file) {
  const std::vector<std::string> lines = read_journal_file(journal_file);
  std::uint32_t undone = 0;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    Result<void> removed = Fault{Reason::not_found, journal_file, "'" + *line + "' is no change"};
    if (const auto route = parse_route(*line)) removed = netlink.remove_route(*route);
    if (const auto rule = parse_rule(*line)) removed = netlink.remove_rule(*rule);
    if (!removed.ok() && removed.fault().reason != Reason::not_found) return removed.fault();
    undone += removed.ok() ? 1 : 0;
  }
  remove_journal(journal_file);
  return undone;
}

}  // namespace penstock::link
