// SPDX-License-Identifier: Apache-2.0
// Reading objects: one by itself, or an enumeration, which is what matched when its handle was made, and how
// far it has been read. It belongs to its session and ends with it at the latest. An entry array and all its
// entries are one block (W-OBJ-7).
//
// Threads: any; threads that share a handle share out what it lists.
// Memory: enumerations are kept here; entries are the guest's to free.
// Errors: STATUS_INVALID_HANDLE for what is no handle of this kind of object in this session.
#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>
#include <variant>
#include <vector>

#include "exec/mutex.h"
#include "wfp/status.h"

#include "wfp/engine_handle.h"
#include "wfp/layout.h"
#include "wfp/result_memory.h"

namespace penstock::wfp {

class ObjectEnum {
 public:
  using Found = std::variant<std::vector<filter::ProviderSpec>, std::vector<filter::SublayerSpec>,
                             std::vector<filter::CalloutSpec>, std::vector<filter::FilterSpec>,
                             std::vector<filter::ProviderContextSpec>, std::vector<filter::LayerInfo>>;

  ObjectEnum(filter::SessionId session, Found found) : session_(session), found_(std::move(found)) {}

  filter::SessionId session() const { return session_; }
  template <class Spec>
  bool lists() const {
    return std::holds_alternative<std::vector<Spec>>(found_);
  }
  // give(first, count) is shown the next ones; what it takes (true) is not shown again.
  template <class Spec, class Give>
  bool next(std::size_t wanted, Give give) {
    std::lock_guard hold(lock_);
    const auto& all = std::get<std::vector<Spec>>(found_);
    const std::size_t count = std::min(wanted, all.size() - next_);
    if (!give(all.data() + next_, count)) return false;
    next_ += count;
    return true;
  }

 private:
  const filter::SessionId session_;
  const Found found_;
  exec::Mutex lock_;
  std::size_t next_ = 0;
};

HANDLE add_enum(std::shared_ptr<ObjectEnum> enumeration);
std::shared_ptr<ObjectEnum> find_enum(HANDLE session, HANDLE handle);
Status destroy_enum(HANDLE session, HANDLE handle);
void end_enums_of(filter::SessionId session);

template <class Spec, class Matches>
Status create_enum(HANDLE session, filter::Result<std::vector<Spec>> all, Matches matches, HANDLE* handle) {
  if (handle == nullptr) return STATUS_FWP_NULL_POINTER;
  *handle = nullptr;
  if (!all) return to_status(all.fault(), Family::management);
  std::erase_if(*all, [&](const Spec& each) { return !matches(each); });
  *handle = add_enum(std::make_shared<ObjectEnum>(session_of(session), *std::move(all)));
  return STATUS_SUCCESS;
}

// `write(memory, entry, spec)` fills one entry. No entries are no block.
template <class Spec, class Object, class Write>
Status next_of_enum(HANDLE session, HANDLE handle, UINT32 wanted, Object*** entries, UINT32* returned,
                    const char* function, base::CallSite site, Write write) {
  if (entries == nullptr || returned == nullptr) return STATUS_FWP_NULL_POINTER;
  *entries = nullptr;
  *returned = 0;
  const std::shared_ptr<ObjectEnum> enumeration = find_enum(session, handle);
  if (enumeration == nullptr || !enumeration->lists<Spec>()) return STATUS_INVALID_HANDLE;
  const bool given = enumeration->next<Spec>(wanted, [&](const Spec* first, std::size_t count) {
    if (count == 0) return true;
    *entries = in_one_block(function, site, [&](ResultMemory& memory) {
      Object** array = memory.make<Object*>(count);
      for (std::size_t i = 0; i < count; ++i) {
        array[i] = memory.make<Object>();
        write(memory, *array[i], first[i]);
      }
      return array;
    });
    if (*entries == nullptr) return false;
    *returned = static_cast<UINT32>(count);
    return true;
  });
  return given ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

// One object by itself.
template <class Spec, class Object, class Write>
Status get_object(const filter::Result<Spec>& spec, Object** object, const char* function,
                  base::CallSite site, Write write) {
  if (object == nullptr) return STATUS_FWP_NULL_POINTER;
  *object = nullptr;
  if (!spec) return to_status(spec.fault(), Family::management);
  *object = in_one_block(function, site, [&](ResultMemory& memory) {
    Object* made = memory.make<Object>();
    write(memory, *made, *spec);
    return made;
  });
  return *object == nullptr ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
}

// Whether an object's provider is the one a template asks for; none asked for is any.
inline bool is_provider(const GUID* wanted, const std::optional<filter::Key>& provider) {
  return wanted == nullptr || (provider && *provider == key_of(*wanted));
}

}  // namespace penstock::wfp
