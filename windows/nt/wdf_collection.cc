// SPDX-License-Identifier: Apache-2.0
// Collections and strings of the framework. A collection refers to its items, so that they outlive their
// deletion.
#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "exec/mutex.h"
#include "nt/guest.h"
#include "nt/io_name.h"
#include "nt/thread_state.h"
#include "nt/wdf_object.h"
#include "wdf.h"

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

class WdfCollection final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::collection;
  WdfCollection(Guest* guest, CallSite at) : WdfObject(kKind, guest, at) {}

  void add(const WdfRef& item) {
    wdf_add_reference(item, this, 0, "collection");
    std::lock_guard hold(lock_);
    items_.push_back(item);
  }
  WdfRef at(std::size_t index) {
    std::lock_guard hold(lock_);
    return index < items_.size() ? items_[index] : nullptr;
  }
  std::size_t size() {
    std::lock_guard hold(lock_);
    return items_.size();
  }
  bool remove(const void* handle) {
    WdfRef item;
    {
      std::lock_guard hold(lock_);
      const auto found = std::find_if(items_.begin(), items_.end(),
                                      [&](const WdfRef& each) { return each->handle() == handle; });
      if (found == items_.end()) return false;
      item = *found;
      items_.erase(found);
    }
    return wdf_drop_reference(item, this);
  }
  void dispose() override {
    while (const WdfRef item = at(0)) (void)remove(item->handle());
  }

 private:
  penstock::exec::Mutex lock_;
  std::vector<WdfRef> items_;
};

class WdfString final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::string;
  WdfString(Guest* guest, CallSite at, std::u16string_view from) : WdfObject(kKind, guest, at), text(from) {}

  std::u16string text;
};

std::shared_ptr<WdfCollection> collection_behind(WDFCOLLECTION handle, CallSite caller,
                                                 const char* function) {
  return wdf_resolve_as<WdfCollection>(handle, caller, function);
}

WDFOBJECT handle_at(WDFCOLLECTION handle, CallSite caller, const char* function, bool last, ULONG index) {
  const auto collection = collection_behind(handle, caller, function);
  if (collection == nullptr || collection->size() == 0) return nullptr;
  const WdfRef item = collection->at(last ? collection->size() - 1 : index);
  return item == nullptr ? nullptr : item->handle();
}

template <class Object, class Handle>
NTSTATUS attach(const std::shared_ptr<Object>& object, PWDF_OBJECT_ATTRIBUTES attributes, Handle* handle) {
  const NTSTATUS status = wdf_attach(object, attributes, wdf_driver_of(object->guest()));
  if (NT_SUCCESS(status)) *handle = static_cast<Handle>(object->handle());
  return status;
}

}  // namespace

extern "C" {

NTSTATUS WdfCollectionCreate(PWDF_OBJECT_ATTRIBUTES Attributes, WDFCOLLECTION* Collection) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  return attach(std::make_shared<WdfCollection>(guest_of(caller), caller), Attributes, Collection);
}

NTSTATUS WdfCollectionAdd(WDFCOLLECTION Collection, WDFOBJECT Object) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto collection = collection_behind(Collection, caller, __func__);
  const WdfRef item = wdf_resolve_any(Object, caller, __func__);
  if (collection == nullptr || item == nullptr) return STATUS_INVALID_PARAMETER;
  collection->add(item);
  return STATUS_SUCCESS;
}

VOID WdfCollectionRemove(WDFCOLLECTION Collection, WDFOBJECT Item) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (const auto collection = collection_behind(Collection, PENSTOCK_CALLER, __func__))
    (void)collection->remove(Item);
}

VOID WdfCollectionRemoveItem(WDFCOLLECTION Collection, ULONG Index) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto collection = collection_behind(Collection, PENSTOCK_CALLER, __func__);
  const WdfRef item = collection == nullptr ? nullptr : collection->at(Index);
  if (item != nullptr) (void)collection->remove(item->handle());
}

ULONG WdfCollectionGetCount(WDFCOLLECTION Collection) {
  const auto collection = collection_behind(Collection, PENSTOCK_CALLER, __func__);
  return collection == nullptr ? 0 : static_cast<ULONG>(collection->size());
}

WDFOBJECT WdfCollectionGetItem(WDFCOLLECTION Collection, ULONG Index) {
  return handle_at(Collection, PENSTOCK_CALLER, __func__, false, Index);
}

WDFOBJECT WdfCollectionGetFirstItem(WDFCOLLECTION Collection) {
  return handle_at(Collection, PENSTOCK_CALLER, __func__, false, 0);
}

WDFOBJECT WdfCollectionGetLastItem(WDFCOLLECTION Collection) {
  return handle_at(Collection, PENSTOCK_CALLER, __func__, true, 0);
}

NTSTATUS WdfStringCreate(PCUNICODE_STRING UnicodeString, PWDF_OBJECT_ATTRIBUTES Attributes,
                         WDFSTRING* String) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  return attach(std::make_shared<WdfString>(guest_of(caller), caller, view_of(UnicodeString)), Attributes,
                String);
}

VOID WdfStringGetUnicodeString(WDFSTRING String, PUNICODE_STRING UnicodeString) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto string = wdf_resolve_as<WdfString>(String, PENSTOCK_CALLER, __func__);
  if (string == nullptr) return;
  const auto bytes = static_cast<USHORT>(string->text.size() * sizeof(WCHAR));
  *UnicodeString = {bytes, static_cast<USHORT>(bytes + sizeof(WCHAR)),
                    reinterpret_cast<PWCH>(string->text.data())};
}

}  // extern "C"
