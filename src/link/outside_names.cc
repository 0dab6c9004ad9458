// SPDX-License-Identifier: Apache-2.0
#include "link/outside_names.h"

#include <algorithm>
#include <mutex>

namespace penstock::link {

LookupResult OutsideNames::ask(const HostQuery& query) {
  if (wire::parse_address(query.host).ok()) return ask_(query);
  const auto same = [&query](const auto& one) { return one.first == query; };
  {
    std::lock_guard hold(lock_);
    const auto known = std::find_if(known_.begin(), known_.end(), same);
    if (insides_ != 0 && known != known_.end()) return known->second;
  }
  LookupResult found = ask_(query);
  std::lock_guard hold(lock_);
  if (!found.ok() || insides_ != 0) return found;
  std::erase_if(known_, same);
  known_.emplace_back(query, *found);
  if (known_.size() > kNamesMax) known_.pop_front();
  return found;
}

void OutsideNames::enter_inside() {
  std::lock_guard hold(lock_);
  ++insides_;
}

void OutsideNames::leave_inside() {
  std::lock_guard hold(lock_);
  --insides_;
}

bool OutsideNames::is_inside() {
  std::lock_guard hold(lock_);
  return insides_ != 0;
}

OutsideNames& outside_names() {
  static OutsideNames names;
  return names;
}

}  // namespace penstock::link
