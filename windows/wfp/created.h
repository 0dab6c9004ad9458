// SPDX-License-Identifier: Apache-2.0
// Who made what, and where: the engine knows its objects by number and their owner, this room knows the call.
//
// Threads: any; one lock, never on the packet path.
// Memory: an entry for each object that is there.
// Errors: none.
#pragma once

#include <cstdint>
#include <vector>

#include "base/call_site.h"

namespace penstock::nt {
class Guest;
}

namespace penstock::wfp {

enum class Kind : std::uint8_t { session, injector, redirector };
const char* to_string(Kind kind);

struct Created {
  Kind kind = Kind::session;
  std::uint64_t id = 0;
  const nt::Guest* guest = nullptr;
  base::CallSite made_at;
};

void note_created(const Created& created);
void note_gone(Kind kind, std::uint64_t id);
bool is_created(Kind kind, std::uint64_t id);
std::vector<Created> created_by(const nt::Guest* guest);
std::vector<Created> take_created_by(const nt::Guest* guest, Kind kind);

}  // namespace penstock::wfp
