// SPDX-License-Identifier: Apache-2.0
// Callback objects: a name under which drivers tell each other that something happened (nt.md 3.12). The system's own
// exist from the start and are never notified by us.
#include <algorithm>
#include <atomic>
#include <list>
#include <mutex>
#include <string>
#include <vector>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/io_name.h"
#include "nt/object.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
namespace base = penstock::base;

struct _CALLBACK_OBJECT {
  std::u16string name;  // folded; empty for one without
  bool multiple = true;
};

namespace {

_OBJECT_TYPE callback_type{"Callback"};

// In a list of all, so that it is known by its address.
struct Registration {
  PCALLBACK_OBJECT object;
  PCALLBACK_FUNCTION function;
  PVOID context;
  Guest* guest;
  base::CallSite made_at;
  std::uint32_t running = 0;
  bool leaving = false;
};

struct Callbacks {
  penstock::exec::Mutex lock;
  std::vector<PCALLBACK_OBJECT> objects;
  std::list<Registration> registrations;
};

Callbacks& callbacks() {
  static auto* one = new Callbacks;
  return *one;
}

void destroy(void* object) {
  auto* const ended = static_cast<PCALLBACK_OBJECT>(object);
  {
    std::lock_guard hold(callbacks().lock);
    std::erase(callbacks().objects, ended);
  }
  delete ended;
}

// One more reference to it is the caller's.
PCALLBACK_OBJECT make(std::u16string name, bool multiple, Guest* guest, base::CallSite site) {
  auto* const made = new _CALLBACK_OBJECT{std::move(name), multiple};
  object_created(made, {.type = &callback_type, .destroy = destroy, .guest = guest, .created_at = site});
  callbacks().objects.push_back(made);
  return made;
}

void make_the_systems_own() {
  static std::once_flag once;
  std::call_once(once, [] {
    std::lock_guard hold(callbacks().lock);
    for (const char* name :
         {"\\Callback\\PowerState", "\\Callback\\SetSystemTime", "\\Callback\\ProcessorAdd"})
      make(folded_name(wide_name(name)), true, nullptr, {});
  });
}

void wait_until_idle(Registration& registration) {
  penstock::exec::runtime().park(
      &registration,
      [&] {
        std::lock_guard hold(callbacks().lock);
        return registration.running != 0;
      },
      penstock::exec::kForever);
}

void remove(std::list<Registration>::iterator place, base::CallSite site) {
  wait_until_idle(*place);
  const PCALLBACK_OBJECT object = place->object;
  {
    std::lock_guard hold(callbacks().lock);
    callbacks().registrations.erase(place);
  }
  object_dereference(object, site);
}

class CallbackAccount final : public Account {
 public:
  CallbackAccount() { register_account(*this); }
  const char* name() const override { return "callback registrations"; }
  void close(Guest& guest) override {
    for (;;) {
      std::list<Registration>::iterator left;
      {
        std::lock_guard hold(callbacks().lock);
        left = std::ranges::find(callbacks().registrations, &guest, &Registration::guest);
        if (left == callbacks().registrations.end()) return;
        left->leaving = true;
        left->guest = nullptr;
      }
      report("F-UNLOAD-4", "K-UNLOAD-3", base::Severity::error, &guest,
             "callback left: call ExUnregisterCallback", left->made_at, {});
      remove(left, {});
    }
  }
  void show(const Guest& guest, std::vector<base::Row>& rows) const override {
    std::lock_guard hold(callbacks().lock);
    for (const Registration& one : callbacks().registrations) {
      if (one.guest == &guest) rows.push_back({{"registered at", base::name_of(one.made_at)}});
    }
  }
};

CallbackAccount account;

// The next of the object's, marked as running; `after` is let go.
Registration* step(PCALLBACK_OBJECT object, Registration* after) {
  std::lock_guard hold(callbacks().lock);
  auto& all = callbacks().registrations;
  auto next = all.begin();
  if (after != nullptr) {
    while (&*next != after) ++next;
    ++next;
    if (--after->running == 0 && after->leaving) penstock::exec::runtime().unpark_all(after);
  }
  while (next != all.end() && (next->object != object || next->leaving)) ++next;
  if (next == all.end()) return nullptr;
  ++next->running;
  return &*next;
}

}  // namespace

extern "C" {

NTSTATUS ExCreateCallback(PCALLBACK_OBJECT* object, POBJECT_ATTRIBUTES attributes, BOOLEAN create,
                          BOOLEAN multiple) {
  PENSTOCK_IRQL_MAX(kApc);
  make_the_systems_own();
  const std::u16string name =
      attributes == nullptr ? std::u16string() : folded_name(view_of(attributes->ObjectName));
  PCALLBACK_OBJECT found = nullptr;
  {
    std::lock_guard hold(callbacks().lock);
    const auto place = std::ranges::find_if(
        callbacks().objects, [&](PCALLBACK_OBJECT one) { return !name.empty() && one->name == name; });
    if (place != callbacks().objects.end()) found = *place;
    if (found == nullptr && create == FALSE) return STATUS_OBJECT_NAME_NOT_FOUND;
    if (found == nullptr) {
      *object = make(name, multiple != FALSE, guest_of(PENSTOCK_CALLER), PENSTOCK_CALLER);
      return STATUS_SUCCESS;
    }
  }
  object_reference(found, PENSTOCK_CALLER);
  *object = found;
  return STATUS_SUCCESS;
}

PVOID ExRegisterCallback(PCALLBACK_OBJECT object, PCALLBACK_FUNCTION function, PVOID context) {
  PENSTOCK_IRQL_MAX(kApc);
  Registration* made = nullptr;
  {
    std::lock_guard hold(callbacks().lock);
    auto& all = callbacks().registrations;
    if (!object->multiple && std::ranges::find(all, object, &Registration::object) != all.end())
      return nullptr;
    made = &all.emplace_back(
        Registration{object, function, context, guest_of(PENSTOCK_CALLER), PENSTOCK_CALLER});
  }
  object_reference(object, PENSTOCK_CALLER);
  return made;
}

VOID ExUnregisterCallback(PVOID registration) {
  PENSTOCK_IRQL_MAX(kApc);
  std::list<Registration>::iterator place;
  {
    std::lock_guard hold(callbacks().lock);
    auto& all = callbacks().registrations;
    place = std::ranges::find_if(all, [&](const Registration& one) { return &one == registration; });
    if (place == all.end() || place->leaving) return;
    place->leaving = true;
  }
  remove(place, PENSTOCK_CALLER);
}

VOID ExNotifyCallback(PVOID object, PVOID first, PVOID second) {
  PENSTOCK_IRQL_MAX(kDispatch);
  auto* const notified = static_cast<PCALLBACK_OBJECT>(object);
  for (Registration* each = step(notified, nullptr); each != nullptr; each = step(notified, each))
    each->function(each->context, first, second);
}

}  // extern "C"
