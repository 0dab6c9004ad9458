// SPDX-License-Identifier: Apache-2.0
// Names as they are known outside of a tunnel. Whoever regains a connection looks its server up again, and must not
// ask a name server that is only reached through the connection: while a tunnel's name servers are in force, a name
// that was found before they were is answered as then, and nobody is asked (N-DNS-2). Other names are the tunnel's.
//
// Threads: any; a lock, which is not held while the system is asked.
// Memory: the last kNamesMax names that were found.
// Errors: those of the lookup, which are not remembered.
#pragma once

#include <cstdint>
#include <deque>
#include <utility>

#include "exec/mutex.h"
#include "link/host_lookup.h"

namespace penstock::link {

class OutsideNames {
 public:
  static constexpr std::size_t kNamesMax = 64;

  explicit OutsideNames(HostLookups::Ask ask = ask_system) : ask_(std::move(ask)) {}

  LookupResult ask(const HostQuery& query);
  // From here on a tunnel's name servers answer, until as many times not.
  void enter_inside();
  void leave_inside();
  bool is_inside();

 private:
  const HostLookups::Ask ask_;
  exec::Mutex lock_;
  std::uint32_t insides_ = 0;
  std::deque<std::pair<HostQuery, Endpoints>> known_;  // the newest last
};

// Of this process.
OutsideNames& outside_names();

}  // namespace penstock::link
