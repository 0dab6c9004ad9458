// SPDX-License-Identifier: Apache-2.0
#include "nt/object.h"

#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

#include "exec/mutex.h"
#include "nt/guest.h"

namespace penstock::nt {

_OBJECT_TYPE thread_type{"thread"}, process_type{"process"}, event_type{"event"}, file_type{"file"},
    token_type{"token"}, key_type{"key"};

namespace {

struct OpenHandle {
  void* object;
  Guest* guest;
  base::CallSite opened_at;
};

struct Table {
  exec::Mutex lock;
  std::unordered_map<const void*, ObjectTraits> objects;
  std::map<std::uintptr_t, OpenHandle> handles;
  std::uintptr_t last_handle = 0;
};

Table& table() {
  static auto* one = new Table;
  return *one;
}

std::uintptr_t value_of(void* handle) { return reinterpret_cast<std::uintptr_t>(handle); }

void error(const char* code, const char* rule, const Guest* guest, std::string message, base::CallSite first,
           base::CallSite site) {
  report(code, rule, base::Severity::error, guest, std::move(message), first, site);
}

void report_no_object(const char* what, base::CallSite site) {
  error("F-OBJ-1", "K-OBJ-2", guest_of(site),
        std::string(what) + " of something that is no object or no longer one", {}, site);
}

std::int64_t change_count(void* object, std::int64_t by, base::CallSite site) {
  void (*destroy)(void*) = nullptr;
  std::int64_t count = kNotAnObject;
  {
    Table& all = table();
    std::lock_guard hold(all.lock);
    const auto found = all.objects.find(object);
    if (found != all.objects.end()) {
      count = found->second.references += by;
      if (count == 0) {
        destroy = found->second.destroy;
        all.objects.erase(found);
      }
    }
  }
  if (count == kNotAnObject) report_no_object(by > 0 ? "reference" : "dereference", site);
  if (destroy != nullptr) destroy(object);
  return count;
}

struct ObjectAccount final : Account {
  ObjectAccount() { register_account(*this); }
  const char* name() const override { return "objects"; }
  Closing closing() const override { return Closing::held; }
  void close(Guest& guest) override;
  void show(const Guest& guest, std::vector<base::Row>& rows) const override;
};

void ObjectAccount::close(Guest& guest) {
  std::vector<void*> handles;
  {
    std::lock_guard hold(table().lock);
    for (const auto& [handle, open] : table().handles) {
      if (open.guest == &guest) handles.push_back(reinterpret_cast<void*>(handle));
    }
  }
  for (void* handle : handles) {
    OpenHandle open{};
    {
      std::lock_guard hold(table().lock);
      open = table().handles.at(value_of(handle));
    }
    error("F-OBJ-2", "K-OBJ-2", &guest, "handle left open", open.opened_at, {});
    handle_close(handle, {});
  }
  std::lock_guard hold(table().lock);
  for (auto& [object, traits] : table().objects) {
    if (traits.guest != &guest) continue;
    if (traits.references > traits.of_host) {
      error("F-OBJ-2", "K-OBJ-2", &guest,
            std::to_string(traits.references - traits.of_host) + " references left to a " + traits.type->name,
            traits.created_at, {});
    }
    traits.guest = nullptr;
  }
}

void ObjectAccount::show(const Guest& guest, std::vector<base::Row>& rows) const {
  std::lock_guard hold(table().lock);
  for (const auto& [handle, open] : table().handles) {
    if (open.guest != &guest) continue;
    const auto object = table().objects.find(open.object);
    rows.push_back({{"handle", static_cast<std::int64_t>(handle)},
                    {"to", std::string(object == table().objects.end() ? "?" : object->second.type->name)},
                    {"opened at", base::name_of(open.opened_at)}});
  }
}

ObjectAccount account;

}  // namespace

void object_created(void* object, const ObjectTraits& traits) {
  std::lock_guard hold(table().lock);
  table().objects[object] = traits;
}

bool is_object(const void* object) {
  std::lock_guard hold(table().lock);
  return table().objects.contains(object);
}

std::int64_t object_reference(void* object, base::CallSite site) { return change_count(object, 1, site); }
std::int64_t object_dereference(void* object, base::CallSite site) { return change_count(object, -1, site); }

void object_release_by_host(void* object) {
  {
    std::lock_guard hold(table().lock);
    const auto found = table().objects.find(object);
    if (found != table().objects.end()) --found->second.of_host;
  }
  change_count(object, -1, {});
}

void* handle_open(void* object, Guest* guest, base::CallSite site) {
  if (change_count(object, 1, site) == kNotAnObject) return nullptr;
  Table& all = table();
  std::lock_guard hold(all.lock);
  all.last_handle += 4;
  all.handles[all.last_handle] = {object, guest, site};
  return reinterpret_cast<void*>(all.last_handle);
}

bool handle_close(void* handle, base::CallSite site) {
  void* object = nullptr;
  bool was_one;
  {
    Table& all = table();
    std::lock_guard hold(all.lock);
    was_one = value_of(handle) != 0 && value_of(handle) <= all.last_handle && value_of(handle) % 4 == 0;
    if (const auto found = all.handles.find(value_of(handle)); found != all.handles.end()) {
      object = found->second.object;
      all.handles.erase(found);
    }
  }
  if (object == nullptr) {
    error("F-OBJ-3", "K-OBJ-4", guest_of(site),
          was_one ? "handle closed twice" : "close of what is no handle", {}, site);
    return false;
  }
  change_count(object, -1, site);
  return true;
}

std::optional<HandleTarget> handle_reference(void* handle, base::CallSite site) {
  Table& all = table();
  {
    std::lock_guard hold(all.lock);
    if (const auto found = all.handles.find(value_of(handle)); found != all.handles.end()) {
      ObjectTraits& traits = all.objects.at(found->second.object);
      ++traits.references;
      return HandleTarget{found->second.object, traits.type};
    }
  }
  error("F-OBJ-3", "K-OBJ-4", guest_of(site), "use of a handle that is closed or none", {}, site);
  return std::nullopt;
}

}  // namespace penstock::nt
