// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "wfp/object_enum.h"

namespace penstock::wfp {
namespace {

struct Table {
  exec::Mutex lock;
  std::map<std::uint64_t, std::shared_ptr<ObjectEnum>> enums;
  std::uint64_t last = kEnumMark;  // numbers are not used twice, so a destroyed handle stays none
};

Table& table() {
  static auto* one = new Table;
  return *one;
}

}  // namespace

HANDLE add_enum(std::shared_ptr<ObjectEnum> enumeration) {
  std::lock_guard hold(table().lock);
  table().enums[++table().last] = std::move(enumeration);
  return to_handle(table().last);
}

std::shared_ptr<ObjectEnum> find_enum(HANDLE session, HANDLE handle) {
  std::lock_guard hold(table().lock);
  const auto found = table().enums.find(from_handle(handle));
  if (found == table().enums.end() || found->second->session() != session_of(session)) return nullptr;
  return found->second;
}

Status destroy_enum(HANDLE session, HANDLE handle) {
  if (find_enum(session, handle) == nullptr) return STATUS_INVALID_HANDLE;
  std::lock_guard hold(table().lock);
  return table().enums.erase(from_handle(handle)) == 1 ? STATUS_SUCCESS : STATUS_INVALID_HANDLE;
}

void end_enums_of(filter::SessionId session) {
  std::lock_guard hold(table().lock);
  std::erase_if(table().enums, [&](const auto& each) { return each.second->session() == session; });
}

}  // namespace penstock::wfp
