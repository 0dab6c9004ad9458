// SPDX-License-Identifier: Apache-2.0
// Provider contexts: the versions differ in what IPsec ones hold; here all of them hold one blob (GENERAL).
#include "nt/thread_state.h"
#include "wfp/environment.h"

#include "wfp/object_enum.h"
#include "wfp/object_reading.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

template <class Context>
void fill(ResultMemory& memory, Context& to, const filter::ProviderContextSpec& spec) {
  to.providerContextKey = guid_of(spec.key);
  to.displayData = memory.display(spec.display);
  to.flags = spec.flags;
  to.providerKey = memory.key(spec.provider);
  to.providerData = memory.blob(spec.provider_data);
  to.type = static_cast<FWPM_PROVIDER_CONTEXT_TYPE>(spec.type);
  to.dataBuffer = memory.make<FWP_BYTE_BLOB>();
  *to.dataBuffer = memory.blob(spec.data);
  to.providerContextId = spec.id;
}

template <class Context>
NTSTATUS add(HANDLE session, const Context* from, UINT64* id) {
  if (from == nullptr) return STATUS_FWP_NULL_POINTER;
  if (static_cast<UINT32>(from->type) >= FWPM_PROVIDER_CONTEXT_TYPE_MAX) return STATUS_FWP_INVALID_ENUMERATOR;
  if (from->type != FWPM_GENERAL_CONTEXT) return STATUS_NOT_SUPPORTED;
  if (from->dataBuffer == nullptr || lacks_data(*from->dataBuffer) || lacks_data(from->providerData)) {
    return STATUS_FWP_NULL_POINTER;
  }
  const auto added = engine().policy().add_provider_context(session_of(session),
                                                            {.key = key_of(from->providerContextKey),
                                                             .display = read(from->displayData),
                                                             .flags = from->flags,
                                                             .provider = read(from->providerKey),
                                                             .provider_data = read(from->providerData),
                                                             .type = static_cast<std::uint32_t>(from->type),
                                                             .data = read(*from->dataBuffer)});
  if (added && id != nullptr) *id = *added;
  return status_of(added, Family::management);
}

template <class Context>
NTSTATUS get(HANDLE session, UINT64 id, Context** to, const char* function, base::CallSite site) {
  return get_object(engine().policy().get_provider_context(session_of(session), id), to, function, site,
                    fill<Context>);
}

template <class Context>
NTSTATUS get(HANDLE session, const GUID* key, Context** to, const char* function, base::CallSite site) {
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return get_object(engine().policy().get_provider_context(session_of(session), key_of(*key)), to, function,
                    site, fill<Context>);
}

template <class Context>
NTSTATUS next(HANDLE session, HANDLE handle, UINT32 wanted, Context*** entries, UINT32* returned,
              const char* function, base::CallSite site) {
  return next_of_enum<filter::ProviderContextSpec>(session, handle, wanted, entries, returned, function, site,
                                                   fill<Context>);
}

}  // namespace

// One set of functions for each version of the structure.
#define PROVIDER_CONTEXT_FUNCTIONS(version)                                                                \
  NTSTATUS FwpmProviderContextAdd##version(HANDLE session, const FWPM_PROVIDER_CONTEXT##version* context,  \
                                           PSECURITY_DESCRIPTOR, UINT64* id) {                             \
    PENSTOCK_IRQL_MAX(nt::kPassive);                                                                       \
    return add(session, context, id);                                                                      \
  }                                                                                                        \
  NTSTATUS FwpmProviderContextGetById##version(HANDLE session, UINT64 id,                                  \
                                               FWPM_PROVIDER_CONTEXT##version** to) {                      \
    PENSTOCK_IRQL_MAX(nt::kPassive);                                                                       \
    return get(session, id, to, __func__, PENSTOCK_CALLER);                                                \
  }                                                                                                        \
  NTSTATUS FwpmProviderContextGetByKey##version(HANDLE session, const GUID* key,                           \
                                                FWPM_PROVIDER_CONTEXT##version** to) {                     \
    PENSTOCK_IRQL_MAX(nt::kPassive);                                                                       \
    return get(session, key, to, __func__, PENSTOCK_CALLER);                                               \
  }                                                                                                        \
  NTSTATUS FwpmProviderContextEnum##version(HANDLE session, HANDLE handle, UINT32 wanted,                  \
                                            FWPM_PROVIDER_CONTEXT##version*** entries, UINT32* returned) { \
    PENSTOCK_IRQL_MAX(nt::kPassive);                                                                       \
    return next(session, handle, wanted, entries, returned, __func__, PENSTOCK_CALLER);                    \
  }

extern "C" {

PROVIDER_CONTEXT_FUNCTIONS(0)
PROVIDER_CONTEXT_FUNCTIONS(1)
PROVIDER_CONTEXT_FUNCTIONS(2)
PROVIDER_CONTEXT_FUNCTIONS(3)

NTSTATUS FwpmProviderContextDeleteById0(HANDLE session, UINT64 id) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return status_of(engine().policy().delete_provider_context(session_of(session), id), Family::management);
}

NTSTATUS FwpmProviderContextDeleteByKey0(HANDLE session, const GUID* key) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return status_of(engine().policy().delete_provider_context(session_of(session), key_of(*key)),
                   Family::management);
}

NTSTATUS FwpmProviderContextCreateEnumHandle0(HANDLE session,
                                              const FWPM_PROVIDER_CONTEXT_ENUM_TEMPLATE0* wanted,
                                              HANDLE* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return create_enum(
      session, engine().policy().list_provider_contexts(session_of(session)),
      [&](const filter::ProviderContextSpec& each) {
        return wanted == nullptr || (is_provider(wanted->providerKey, each.provider) &&
                                     each.type == static_cast<std::uint32_t>(wanted->providerContextType));
      },
      handle);
}

NTSTATUS FwpmProviderContextDestroyEnumHandle0(HANDLE session, HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return destroy_enum(session, handle);
}

}  // extern "C"

#undef PROVIDER_CONTEXT_FUNCTIONS
