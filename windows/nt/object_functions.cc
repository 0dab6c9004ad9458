// SPDX-License-Identifier: Apache-2.0
// The Ob functions and ZwClose.
#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/object.h"
#include "nt/process.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

POBJECT_TYPE threads = &thread_type;
POBJECT_TYPE processes = &process_type;
POBJECT_TYPE events = &event_type;
POBJECT_TYPE files = &file_type;
POBJECT_TYPE tokens = &token_type;

NTSTATUS close(HANDLE handle, CallSite site) {
  const bool closed = handle_close(handle, site);
  penstock::exec::runtime().point(penstock::exec::Point::call);
  return closed ? STATUS_SUCCESS : STATUS_INVALID_HANDLE;
}

}  // namespace

extern "C" {

#undef ObReferenceObject
#undef ObDereferenceObject

POBJECT_TYPE* PsThreadType = &threads;
POBJECT_TYPE* PsProcessType = &processes;
POBJECT_TYPE* ExEventObjectType = &events;
POBJECT_TYPE* IoFileObjectType = &files;
POBJECT_TYPE* SeTokenObjectType = &tokens;

NTSTATUS ObReferenceObjectByHandle(HANDLE handle, ACCESS_MASK, POBJECT_TYPE type, KPROCESSOR_MODE,
                                   PVOID* object, POBJECT_HANDLE_INFORMATION) {
  PENSTOCK_IRQL_MAX(kPassive);
  *object = nullptr;
  if (void* pseudo = object_of_pseudo_handle(handle); pseudo != nullptr) {
    object_reference(pseudo, PENSTOCK_CALLER);
    *object = pseudo;
    return STATUS_SUCCESS;
  }
  const auto target = handle_reference(handle, PENSTOCK_CALLER);
  if (!target.has_value()) return STATUS_INVALID_HANDLE;
  if (type != nullptr && type != target->type) {
    object_dereference(target->object, PENSTOCK_CALLER);
    return STATUS_OBJECT_TYPE_MISMATCH;
  }
  *object = target->object;
  return STATUS_SUCCESS;
}

LONG_PTR ObfReferenceObject(PVOID object) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return object_reference(object, PENSTOCK_CALLER);
}

LONG_PTR ObfDereferenceObject(PVOID object) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return object_dereference(object, PENSTOCK_CALLER);
}

VOID ObReferenceObject(PVOID object) {
  PENSTOCK_IRQL_MAX(kDispatch);
  object_reference(object, PENSTOCK_CALLER);
}

VOID ObDereferenceObject(PVOID object) {
  PENSTOCK_IRQL_MAX(kDispatch);
  object_dereference(object, PENSTOCK_CALLER);
}

VOID ObDereferenceObjectDeferDelete(PVOID object) {
  PENSTOCK_IRQL_MAX(kDispatch);
  object_dereference(object, PENSTOCK_CALLER);
}

NTSTATUS ObReferenceObjectByPointer(PVOID object, ACCESS_MASK, POBJECT_TYPE, KPROCESSOR_MODE) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return object_reference(object, PENSTOCK_CALLER) == kNotAnObject ? STATUS_OBJECT_TYPE_MISMATCH
                                                                   : STATUS_SUCCESS;
}

NTSTATUS ObOpenObjectByPointer(PVOID object, ULONG, PACCESS_STATE, ACCESS_MASK, POBJECT_TYPE, KPROCESSOR_MODE,
                               PHANDLE handle) {
  PENSTOCK_IRQL_MAX(kPassive);
  *handle = handle_open(object, guest_of(PENSTOCK_CALLER), PENSTOCK_CALLER);
  return *handle != nullptr ? STATUS_SUCCESS : STATUS_OBJECT_TYPE_MISMATCH;
}

NTSTATUS ZwClose(HANDLE handle) {
  PENSTOCK_IRQL_MAX(kPassive);
  return close(handle, PENSTOCK_CALLER);
}

NTSTATUS ObCloseHandle(HANDLE handle, KPROCESSOR_MODE) {
  PENSTOCK_IRQL_MAX(kPassive);
  return close(handle, PENSTOCK_CALLER);
}

}  // extern "C"
