// SPDX-License-Identifier: Apache-2.0
// Objects of the driver framework: typed handles, parents and children, contexts, references, and the
// two-step end: cleanup while the handle still works, destroy when nobody refers to it (K-WDF-2). A handle is
// a number and not an address, so that a stale or foreign one is always recognised (F-WDF-3).
//
// Threads: any; one lock around the handle table and the tree, never held while a callback runs.
// Memory: shared_ptr keeps an object through a call that another thread's deletion meets; the guest's own
//   references are counted apart. Contexts go with the object.
// Errors: NTSTATUS; misuse is a finding and the call does nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/call_site.h"
#include "nt/wdf_callback_lock.h"

struct _WDF_OBJECT_ATTRIBUTES;
struct _WDF_OBJECT_CONTEXT_TYPE_INFO;

namespace penstock::nt {

class Guest;
class WdfDevice;

enum class WdfKind : std::uint8_t {
  object,
  driver,
  device,
  queue,
  request,
  file,
  memory,
  key,
  spin_lock,
  wait_lock,
  timer,
  dpc,
  work_item,
  string,
  collection,
  lookaside,
};
const char* to_string(WdfKind kind);

class WdfObject : public std::enable_shared_from_this<WdfObject> {
 public:
  WdfObject(WdfKind kind, Guest* guest, base::CallSite created_at)
      : kind_(kind), guest_(guest), created_at_(created_at) {}
  virtual ~WdfObject() = default;

  WdfKind kind() const { return kind_; }
  Guest* guest() const { return guest_; }
  base::CallSite created_at() const { return created_at_; }
  void* handle() const { return handle_; }
  std::shared_ptr<WdfObject> parent() const;
  // The nearest object of this kind above, or this one.
  std::shared_ptr<WdfObject> nearest(WdfKind kind);
  bool wants_passive() const { return execution_passive_; }
  // What serialises callbacks below this object; nullptr: nothing (K-WDF-8).
  const std::shared_ptr<CallbackLock>& callback_lock() const { return callback_lock_; }

  void* context(const _WDF_OBJECT_CONTEXT_TYPE_INFO* type) const;

  // Steps of deletion, for each kind: no new activity; after cleanup, give back what it stands for.
  virtual void stop() {}
  virtual void dispose() {}
  virtual bool may_be_deleted_by_guest() const { return true; }

 private:
  friend class WdfTree;
  using Callback = void (*)(void*);
  struct Context {
    const _WDF_OBJECT_CONTEXT_TYPE_INFO* type;
    std::unique_ptr<std::byte[]> memory;  // a handle, then the guest's bytes
  };
  struct Reference {
    void* tag;
    std::int32_t line;
    std::string file;
  };

  const WdfKind kind_;
  Guest* const guest_;
  const base::CallSite created_at_;
  void* handle_ = nullptr;
  std::weak_ptr<WdfObject> parent_;
  std::vector<std::shared_ptr<WdfObject>> children_;
  std::vector<Context> contexts_;
  std::vector<Callback> cleanups_;
  std::vector<Callback> destroys_;
  std::vector<Reference> references_;  // the guest's own
  bool creation_reference_ = true;
  bool deleting_ = false;
  bool destroying_ = false;  // its destroy callbacks run, or have run
  bool execution_passive_ = false;
  std::shared_ptr<CallbackLock> callback_lock_;
};

using WdfRef = std::shared_ptr<WdfObject>;

// Attaches a new object below the attributes' parent, or else `default_parent`, and gives it a handle.
// `attributes` may be NULL. On failure the object is not known to anybody.
std::int32_t wdf_attach(const WdfRef& object, const _WDF_OBJECT_ATTRIBUTES* attributes,
                        const WdfRef& default_parent);

// nullptr for NULL, a stale handle or one of another kind: reported unless `quiet`.
WdfRef wdf_resolve(const void* handle, WdfKind kind, base::CallSite caller, const char* function);
WdfRef wdf_resolve_any(const void* handle, base::CallSite caller, const char* function);

template <class T>
std::shared_ptr<T> wdf_resolve_as(const void* handle, base::CallSite caller, const char* function) {
  return std::static_pointer_cast<T>(wdf_resolve(handle, T::kKind, caller, function));
}

// Children first, deepest first; callbacks run on the calling thread.
void wdf_delete(const WdfRef& object, base::CallSite site);

std::int32_t wdf_add_context(const WdfRef& object, const _WDF_OBJECT_ATTRIBUTES& attributes, void** context);
void wdf_add_reference(const WdfRef& object, void* tag, std::int32_t line, const char* file);
bool wdf_drop_reference(const WdfRef& object, void* tag);

// The driver object of this guest, for default parents.
WdfRef wdf_driver_of(const Guest* guest);

// Objects of this guest that still exist, for its account.
std::vector<WdfRef> wdf_objects_of(const Guest& guest);

}  // namespace penstock::nt
