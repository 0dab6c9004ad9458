// SPDX-License-Identifier: Apache-2.0
// Typed contexts of framework objects. A context type is known by the address of its info record, which must be one per
// guest although each source file that sees the declaration defines it: it is weak and hidden (K-WDF-3).
// Guests write the declaration with and without a semicolon, so it ends with a function.
//
// Threads: any.
// Memory: the context lives as long as its object.
// Errors: an accessor answers NULL when the object does not carry that type.
#pragma once

#include "generated/wdf_types.h"

#define WDF_TYPE_NAME_TO_TYPE_INFO(type) penstock_wdf_##type##_type_info
#define WDF_GET_CONTEXT_TYPE_INFO(type) (&WDF_TYPE_NAME_TO_TYPE_INFO(type))
#define WDF_TYPE_NAME_POINTER_TYPE(type) type*

EXTERN_C_START
PVOID WdfObjectGetTypedContextWorker(WDFOBJECT Handle, PCWDF_OBJECT_CONTEXT_TYPE_INFO TypeInfo);
EXTERN_C_END

#define WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(type, accessor)                                                       \
  EXTERN_C __attribute__((weak, visibility("hidden"))) const WDF_OBJECT_CONTEXT_TYPE_INFO                        \
      WDF_TYPE_NAME_TO_TYPE_INFO(type);                                                                          \
  const WDF_OBJECT_CONTEXT_TYPE_INFO WDF_TYPE_NAME_TO_TYPE_INFO(type) = {                                        \
      sizeof(WDF_OBJECT_CONTEXT_TYPE_INFO), #type, sizeof(type), NULL, NULL};                                    \
  PENSTOCK_FORCE_INLINE type* accessor(WDFOBJECT Handle) {                                                                 \
    return (type*)WdfObjectGetTypedContextWorker(Handle, WDF_GET_CONTEXT_TYPE_INFO(type));                       \
  }
#define WDF_DECLARE_CONTEXT_TYPE(type) WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(type, WdfObjectGet_##type)
#define WdfObjectGetTypedContext(handle, type) \
  ((type*)WdfObjectGetTypedContextWorker((WDFOBJECT)(handle), WDF_GET_CONTEXT_TYPE_INFO(type)))
#define WDF_OBJECT_ATTRIBUTES_SET_CONTEXT_TYPE(attributes, type) \
  ((attributes)->ContextTypeInfo = WDF_GET_CONTEXT_TYPE_INFO(type))
#define WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(attributes, type) \
  do {                                                            \
    WDF_OBJECT_ATTRIBUTES_INIT(attributes);                       \
    WDF_OBJECT_ATTRIBUTES_SET_CONTEXT_TYPE(attributes, type);     \
  } while (0)
