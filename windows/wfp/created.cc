// SPDX-License-Identifier: Apache-2.0
#include "wfp/created.h"

#include <map>
#include <mutex>
#include <utility>

#include "exec/mutex.h"

namespace penstock::wfp {
namespace {

exec::Mutex lock;

using Table = std::map<std::pair<Kind, std::uint64_t>, Created>;

Table& table() {
  static auto* one = new Table;
  return *one;
}

}  // namespace

const char* to_string(Kind kind) {
  switch (kind) {
    case Kind::session:
      return "session";
    case Kind::injector:
      return "injection handle";
    case Kind::redirector:
      return "redirect handle";
  }
  return "?";
}

void note_created(const Created& created) {
  std::lock_guard hold(lock);
  table()[{created.kind, created.id}] = created;
}

void note_gone(Kind kind, std::uint64_t id) {
  std::lock_guard hold(lock);
  table().erase({kind, id});
}

bool is_created(Kind kind, std::uint64_t id) {
  std::lock_guard hold(lock);
  return table().contains({kind, id});
}

std::vector<Created> created_by(const nt::Guest* guest) {
  std::lock_guard hold(lock);
  std::vector<Created> found;
  for (const auto& [name, created] : table()) {
    if (created.guest == guest) found.push_back(created);
  }
  return found;
}

std::vector<Created> take_created_by(const nt::Guest* guest, Kind kind) {
  std::vector<Created> found = created_by(guest);
  std::erase_if(found, [&](const Created& each) { return each.kind != kind; });
  for (const Created& each : found) note_gone(kind, each.id);
  return found;
}

}  // namespace penstock::wfp
