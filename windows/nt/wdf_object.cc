// SPDX-License-Identifier: Apache-2.0
#include "nt/wdf_object.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>

#include "exec/mutex.h"
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "wdf.h"

namespace penstock::nt {
namespace {

constexpr std::uintptr_t kFirstHandle = 0x57440000'00000010;
constexpr std::uintptr_t kHandleStep = 16;
constexpr std::size_t kRememberedMax = 1024;
constexpr std::size_t kContextHeaderBytes = 16;  // keeps the guest's bytes aligned

struct Gone {
  const void* handle;
  WdfKind kind;
  base::CallSite created_at;
  base::CallSite deleted_at;
};

void call(Guest* guest, void (*callback)(void*), void* handle, const char* what) {
  GuestCall entered(guest, thread_state().irql, what);
  callback(handle);
}

}  // namespace

class WdfTree {
 public:
  static WdfTree& get() {
    static auto* tree = new WdfTree;
    return *tree;
  }

  NTSTATUS attach(const WdfRef& object, const WDF_OBJECT_ATTRIBUTES* attributes, WdfRef parent);
  NTSTATUS add_context(WdfObject& object, const WDF_OBJECT_ATTRIBUTES& attributes, void** context);
  void remove(const WdfRef& object, base::CallSite site);
  void release_if_unreferenced(const WdfRef& object, base::CallSite site);
  void report_bad_handle(const void* handle, base::CallSite caller, const std::string& message);
  static void* context_of(const WdfObject& object, const WDF_OBJECT_CONTEXT_TYPE_INFO* type);
  static WdfRef parent_of(const WdfObject& object) { return object.parent_.lock(); }
  void add_reference(WdfObject& object, void* tag, LONG line, const char* file);
  bool drop_reference(WdfObject& object, void* tag);
  void report_references(const WdfObject& object, Guest& guest);

  exec::Mutex lock;
  std::map<const void*, WdfRef> live;
  std::deque<Gone> gone;

 private:
  void inherit(WdfObject& object, const WDF_OBJECT_ATTRIBUTES* attributes, const WdfObject* parent);

  std::uintptr_t next_handle_ = kFirstHandle;
};

const char* to_string(WdfKind kind) {
  static constexpr const char* kNames[] = {"object",    "driver",      "device",     "queue",
                                           "request",   "file object", "memory",     "key",
                                           "spin lock", "wait lock",   "timer",      "DPC",
                                           "work item", "string",      "collection", "lookaside list"};
  return kNames[static_cast<std::size_t>(kind)];
}

WdfRef WdfObject::parent() const {
  std::lock_guard hold(WdfTree::get().lock);
  return WdfTree::parent_of(*this);
}

WdfRef WdfObject::nearest(WdfKind kind) {
  for (WdfRef at = shared_from_this(); at != nullptr; at = at->parent())
    if (at->kind() == kind) return at;
  return nullptr;
}

void* WdfObject::context(const WDF_OBJECT_CONTEXT_TYPE_INFO* type) const {
  std::lock_guard hold(WdfTree::get().lock);
  return WdfTree::context_of(*this, type);
}

void* WdfTree::context_of(const WdfObject& object, const WDF_OBJECT_CONTEXT_TYPE_INFO* type) {
  for (const WdfObject::Context& context : object.contexts_)
    if (context.type == type) return context.memory.get() + kContextHeaderBytes;
  return nullptr;
}

// Scope and level: the object's own wish, else its parent's; the driver's are "none" and "dispatch".
void WdfTree::inherit(WdfObject& object, const WDF_OBJECT_ATTRIBUTES* attributes, const WdfObject* parent) {
  const auto level = attributes == nullptr ? WdfExecutionLevelInheritFromParent : attributes->ExecutionLevel;
  object.execution_passive_ =
      level == WdfExecutionLevelPassive ||
      (level != WdfExecutionLevelDispatch && parent != nullptr && parent->execution_passive_);
  const auto scope =
      attributes == nullptr ? WdfSynchronizationScopeInheritFromParent : attributes->SynchronizationScope;
  const bool own = (scope == WdfSynchronizationScopeDevice && object.kind() == WdfKind::device) ||
                   (scope == WdfSynchronizationScopeQueue && object.kind() == WdfKind::queue);
  if (own)
    object.callback_lock_ = std::make_shared<CallbackLock>(object.execution_passive_);
  else if (scope != WdfSynchronizationScopeNone && parent != nullptr)
    object.callback_lock_ = parent->callback_lock_;
}

NTSTATUS WdfTree::add_context(WdfObject& object, const WDF_OBJECT_ATTRIBUTES& attributes, void** context) {
  if (attributes.EvtCleanupCallback != nullptr) object.cleanups_.push_back(attributes.EvtCleanupCallback);
  if (attributes.EvtDestroyCallback != nullptr) object.destroys_.push_back(attributes.EvtDestroyCallback);
  const WDF_OBJECT_CONTEXT_TYPE_INFO* type = attributes.ContextTypeInfo;
  if (type == nullptr) return STATUS_SUCCESS;
  if (void* existing = context_of(object, type)) {
    if (context != nullptr) *context = existing;
    return STATUS_OBJECT_NAME_EXISTS;
  }
  const std::size_t bytes = std::max<std::size_t>(type->ContextSize, attributes.ContextSizeOverride);
  auto memory = std::make_unique<std::byte[]>(kContextHeaderBytes + bytes);
  std::memcpy(memory.get(), &object.handle_, sizeof object.handle_);
  if (context != nullptr) *context = memory.get() + kContextHeaderBytes;
  object.contexts_.push_back({type, std::move(memory)});
  return STATUS_SUCCESS;
}

NTSTATUS WdfTree::attach(const WdfRef& object, const WDF_OBJECT_ATTRIBUTES* attributes, WdfRef parent) {
  std::lock_guard hold(lock);
  if (attributes != nullptr && attributes->ParentObject != nullptr) {
    const auto found = live.find(attributes->ParentObject);
    if (found == live.end()) return STATUS_INVALID_PARAMETER;
    parent = found->second;
  }
  if (parent != nullptr && parent->deleting_) return STATUS_DELETE_PENDING;
  object->handle_ = reinterpret_cast<void*>(next_handle_);
  next_handle_ += kHandleStep;
  inherit(*object, attributes, parent.get());
  if (attributes != nullptr) (void)add_context(*object, *attributes, nullptr);
  object->parent_ = parent;
  if (parent != nullptr) parent->children_.push_back(object);
  live.emplace(object->handle_, object);
  return STATUS_SUCCESS;
}

void WdfTree::remove(const WdfRef& object, base::CallSite site) {
  {
    std::lock_guard hold(lock);
    if (object->deleting_) return;
    object->deleting_ = true;
  }
  object->stop();
  for (;;) {
    WdfRef child;
    {
      std::lock_guard hold(lock);
      if (object->children_.empty()) break;
      child = object->children_.back();
      object->children_.pop_back();
    }
    remove(child, site);
  }
  for (const auto cleanup : object->cleanups_)
    call(object->guest(), cleanup, object->handle(), "EvtCleanupCallback");
  object->dispose();
  {
    std::lock_guard hold(lock);
    if (const WdfRef parent = object->parent_.lock()) std::erase(parent->children_, object);
    object->creation_reference_ = false;
  }
  release_if_unreferenced(object, site);
}

// Its contexts are there until the last destroy callback has returned.
void WdfTree::release_if_unreferenced(const WdfRef& object, base::CallSite site) {
  {
    std::lock_guard hold(lock);
    if (object->creation_reference_ || !object->references_.empty() || object->destroying_) return;
    object->destroying_ = true;
  }
  for (const auto destroy : object->destroys_)
    call(object->guest(), destroy, object->handle(), "EvtDestroyCallback");
  std::lock_guard hold(lock);
  live.erase(object->handle());
  gone.push_back({object->handle(), object->kind(), object->created_at(), site});
  if (gone.size() > kRememberedMax) gone.pop_front();
}

void WdfTree::add_reference(WdfObject& object, void* tag, LONG line, const char* file) {
  std::lock_guard hold(lock);
  object.references_.push_back({tag, line, file == nullptr ? "" : file});
}

bool WdfTree::drop_reference(WdfObject& object, void* tag) {
  std::lock_guard hold(lock);
  auto& references = object.references_;
  const auto found =
      std::find_if(references.rbegin(), references.rend(), [&](const auto& each) { return each.tag == tag; });
  if (found == references.rend()) return false;
  references.erase(std::next(found).base());
  return true;
}

void WdfTree::report_bad_handle(const void* handle, base::CallSite caller, const std::string& message) {
  Gone found = {};
  {
    std::lock_guard hold(lock);
    for (const Gone& each : gone)
      if (each.handle == handle) found = each;
  }
  const std::string history = found.handle == nullptr
                                  ? ": no such handle"
                                  : std::string(": that ") + to_string(found.kind) + ", created at " +
                                        base::name_of(found.created_at) + ", is deleted";
  report("F-WDF-3", "K-WDF-15", base::Severity::error, guest_of(caller), message + history, found.deleted_at,
         caller);
}

void WdfTree::report_references(const WdfObject& object, Guest& guest) {
  std::string message = std::string("a ") + to_string(object.kind()) + " still has references:";
  for (const WdfObject::Reference& reference : object.references_)
    message += " " + reference.file + ":" + std::to_string(reference.line);
  if (object.references_.empty()) message = std::string("a ") + to_string(object.kind()) + " was not deleted";
  report("F-WDF-4", "K-WDF-16", base::Severity::error, &guest, message, object.created_at(), {});
}

namespace {

class WdfAccount final : public Account {
 public:
  WdfAccount() { register_account(*this); }
  const char* name() const override { return "framework objects"; }
  void close(Guest& guest) override {
    WdfTree& tree = WdfTree::get();
    for (const WdfRef& object : wdf_objects_of(guest)) {
      tree.report_references(*object, guest);
      std::lock_guard hold(tree.lock);
      tree.live.erase(object->handle());
    }
  }
  void show(const Guest& guest, std::vector<base::Row>& rows) const override {
    std::map<WdfKind, std::int64_t> counts;
    for (const WdfRef& object : wdf_objects_of(guest)) ++counts[object->kind()];
    for (const auto& [kind, count] : counts)
      rows.push_back({{"kind", std::string(to_string(kind))}, {"count", count}});
  }
} wdf_account;

}  // namespace

NTSTATUS wdf_attach(const WdfRef& object, const WDF_OBJECT_ATTRIBUTES* attributes,
                    const WdfRef& default_parent) {
  if (attributes != nullptr && attributes->Size != sizeof(WDF_OBJECT_ATTRIBUTES))
    return STATUS_INFO_LENGTH_MISMATCH;
  return WdfTree::get().attach(object, attributes, default_parent);
}

WdfRef wdf_resolve_any(const void* handle, base::CallSite caller, const char* function) {
  WdfTree& tree = WdfTree::get();
  {
    std::lock_guard hold(tree.lock);
    if (const auto found = tree.live.find(handle); found != tree.live.end()) return found->second;
  }
  tree.report_bad_handle(handle, caller, std::string(function) + " with an invalid handle");
  return nullptr;
}

WdfRef wdf_resolve(const void* handle, WdfKind kind, base::CallSite caller, const char* function) {
  WdfRef object = wdf_resolve_any(handle, caller, function);
  if (object == nullptr || object->kind() == kind) return object;
  report("F-WDF-3", "K-WDF-15", base::Severity::error, guest_of(caller),
         std::string(function) + " with a handle of a " + to_string(object->kind()) + ", it takes a " +
             to_string(kind),
         object->created_at(), caller);
  return nullptr;
}

void wdf_delete(const WdfRef& object, base::CallSite site) { WdfTree::get().remove(object, site); }

NTSTATUS wdf_add_context(const WdfRef& object, const WDF_OBJECT_ATTRIBUTES& attributes, void** context) {
  WdfTree& tree = WdfTree::get();
  std::lock_guard hold(tree.lock);
  return tree.add_context(*object, attributes, context);
}

void wdf_add_reference(const WdfRef& object, void* tag, std::int32_t line, const char* file) {
  WdfTree::get().add_reference(*object, tag, line, file);
}

bool wdf_drop_reference(const WdfRef& object, void* tag) {
  if (!WdfTree::get().drop_reference(*object, tag)) return false;
  WdfTree::get().release_if_unreferenced(object, {});
  return true;
}

WdfRef wdf_driver_of(const Guest* guest) {
  WdfTree& tree = WdfTree::get();
  std::lock_guard hold(tree.lock);
  for (const auto& [handle, object] : tree.live)
    if (object->kind() == WdfKind::driver && object->guest() == guest) return object;
  return nullptr;
}

std::vector<WdfRef> wdf_objects_of(const Guest& guest) {
  std::vector<WdfRef> found;
  WdfTree& tree = WdfTree::get();
  std::lock_guard hold(tree.lock);
  for (const auto& [handle, object] : tree.live)
    if (object->guest() == &guest) found.push_back(object);
  return found;
}

}  // namespace penstock::nt
