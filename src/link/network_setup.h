// SPDX-License-Identifier: Apache-2.0
// What an interface of ours asks of the host's network, in force for as long as this lives: addresses, routes
// that lead into it, exclusions that keep traffic out of it, and what keeps its own outer packets out. Two ways
// to do the last. `mark`: a routing table of its own, asked by all packets that do not carry a mark; the outer
// sockets carry it. `host_routes`, where there are no routing rules: everything in the main table, with a route
// for every outer peer and exclusion by the way it has now. Everything is undone at the end, in reverse; what
// outlives the interface is also written to a journal, so that the next start can undo what a crash left.
//
// Threads: one at a time.
// Memory: a netlink socket, the list of what was changed, a file's name.
// Errors: Fault with the step and what the kernel said. A failed apply leaves nothing behind, a failed change
//   what was there before.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "link/fault.h"
#include "link/netlink.h"
#include "link/route.h"

namespace penstock::link {

enum class Pinning : std::uint8_t { mark, host_routes };

struct NetworkSettings {
  std::uint32_t interface_index = 0;
  std::uint32_t mtu_bytes = 1400;
  std::vector<wire::Address> addresses;                     // each alone: /32 and /128
  std::optional<std::array<std::uint8_t, 8>> interface_id;  // fe80::/64 with these
  std::vector<wire::Prefix> inclusions;
  std::vector<wire::Prefix> exclusions;  // win over the inclusions that contain them
  bool exclude_local_subnets = false;    // those connected now to any other interface
  Pinning pinning = Pinning::mark;
  std::uint32_t mark = 0;               // `mark`: of the outer sockets; not 0
  std::uint32_t table = 0;              // `mark`: of our own, nobody else's
  std::uint32_t rule_priority = 20000;  // `mark`: and the next one
  std::vector<wire::Address> peers;     // `host_routes`: of the outer sockets
};

using NetworkChange = std::variant<InterfaceAddress, Route, RoutingRule>;
std::string to_string(const NetworkChange& change);

class NetworkSetup {
 public:
  // `journal_file` "": none is kept.
  static Result<std::unique_ptr<NetworkSetup>> apply(NetlinkSocket netlink, const NetworkSettings& settings,
                                                     std::string journal_file);
  ~NetworkSetup();
  NetworkSetup(const NetworkSetup&) = delete;
  NetworkSetup& operator=(const NetworkSetup&) = delete;

  // To other settings of the same interface, without taking it down; what both have stays untouched.
  Result<void> change(const NetworkSettings& settings);
  // What is in force, in the order it was made.
  std::vector<std::string> changes() const;
  // Returns what could not be undone though it was there. Nothing is left to the destructor.
  std::vector<Fault> undo();

  // What a crashed process left behind, by its journal; returns how many changes were undone. No file: none.
  static Result<std::uint32_t> undo_left_behind(NetlinkSocket& netlink, const std::string& journal_file);

 private:
  using Changes = std::vector<NetworkChange>;
  NetworkSetup(NetlinkSocket netlink, std::string journal_file)
      : netlink_(std::move(netlink)), journal_file_(std::move(journal_file)) {}

  Result<Changes> plan(const NetworkSettings& settings);
  Result<void> plan_own_table(const NetworkSettings& settings, Changes& planned);
  Result<void> plan_main_table(const NetworkSettings& settings, Changes& planned);
  Result<void> plan_way_around(const wire::Prefix& destination, const NetworkSettings& settings,
                               Changes& planned);
  Result<void> move_to(const Changes& wanted);
  Result<void> make(const NetworkChange& change);
  Result<void> unmake(const NetworkChange& change);
  bool in_force(const NetworkChange& change) const;
  Result<void> write_journal(const Changes& wanted) const;
  bool outlives_interface(const NetworkChange& change) const;

  NetlinkSocket netlink_;
  const std::string journal_file_;
  std::uint32_t interface_index_ = 0;
  Changes changes_;
};

}  // namespace penstock::link
