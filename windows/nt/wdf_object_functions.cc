// SPDX-License-Identifier: Apache-2.0
// What guests call on framework objects of every kind.
#include <cstring>

#include "nt/guest.h"
#include "nt/thread_state.h"
#include "nt/wdf_object.h"
#include "wdf.h"

using namespace penstock::nt;

extern "C" {

NTSTATUS WdfObjectCreate(PWDF_OBJECT_ATTRIBUTES Attributes, WDFOBJECT* Object) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto object = std::make_shared<WdfObject>(WdfKind::object, guest_of(caller), caller);
  const NTSTATUS status = wdf_attach(object, Attributes, wdf_driver_of(guest_of(caller)));
  if (NT_SUCCESS(status)) *Object = object->handle();
  return status;
}

VOID WdfObjectDelete(WDFOBJECT Object) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const WdfRef object = wdf_resolve_any(Object, caller, "WdfObjectDelete");
  if (object == nullptr) return;
  if (object->may_be_deleted_by_guest()) return wdf_delete(object, caller);
  report("F-WDF-3", "K-WDF-2", penstock::base::Severity::error, object->guest(),
         std::string("WdfObjectDelete on a ") + to_string(object->kind()) + " that belongs to the framework",
         object->created_at(), caller);
}

VOID WdfObjectReferenceActual(WDFOBJECT Handle, PVOID Tag, LONG Line, PCSTR File) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (const WdfRef object = wdf_resolve_any(Handle, PENSTOCK_CALLER, "WdfObjectReference"))
    wdf_add_reference(object, Tag, Line, File);
}

VOID WdfObjectDereferenceActual(WDFOBJECT Handle, PVOID Tag, LONG, PCSTR) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const WdfRef object = wdf_resolve_any(Handle, caller, "WdfObjectDereference");
  if (object == nullptr || wdf_drop_reference(object, Tag)) return;
  report("F-WDF-4", "K-WDF-16", penstock::base::Severity::error, object->guest(),
         "WdfObjectDereference without a WdfObjectReference of the same tag", object->created_at(), caller);
}

PVOID WdfObjectGetTypedContextWorker(WDFOBJECT Handle, PCWDF_OBJECT_CONTEXT_TYPE_INFO TypeInfo) {
  const WdfRef object = wdf_resolve_any(Handle, PENSTOCK_CALLER, "WdfObjectGetTypedContext");
  return object == nullptr ? nullptr : object->context(TypeInfo);
}

NTSTATUS WdfObjectAllocateContext(WDFOBJECT Handle, PWDF_OBJECT_ATTRIBUTES ContextAttributes,
                                  PVOID* Context) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const WdfRef object = wdf_resolve_any(Handle, PENSTOCK_CALLER, "WdfObjectAllocateContext");
  if (object == nullptr) return STATUS_INVALID_PARAMETER;
  if (ContextAttributes->Size != sizeof(*ContextAttributes)) return STATUS_INFO_LENGTH_MISMATCH;
  if (ContextAttributes->ContextTypeInfo == nullptr) return STATUS_OBJECT_NAME_INVALID;
  return wdf_add_context(object, *ContextAttributes, Context);
}

WDFOBJECT WdfObjectContextGetObject(PVOID ContextPointer) {
  WDFOBJECT handle;
  std::memcpy(&handle, static_cast<char*>(ContextPointer) - 16, sizeof handle);
  return handle;
}

VOID WdfObjectAcquireLock(WDFOBJECT Object) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const WdfRef object = wdf_resolve_any(Object, PENSTOCK_CALLER, "WdfObjectAcquireLock");
  if (object != nullptr && object->callback_lock() != nullptr) object->callback_lock()->acquire();
}

VOID WdfObjectReleaseLock(WDFOBJECT Object) {
  const WdfRef object = wdf_resolve_any(Object, PENSTOCK_CALLER, "WdfObjectReleaseLock");
  if (object != nullptr && object->callback_lock() != nullptr) object->callback_lock()->release();
}

}  // extern "C"
