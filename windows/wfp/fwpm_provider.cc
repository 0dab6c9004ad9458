// SPDX-License-Identifier: Apache-2.0
// Providers.
#include "nt/thread_state.h"
#include "wfp/environment.h"

#include "wfp/object_enum.h"
#include "wfp/object_reading.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

void fill(ResultMemory& memory, FWPM_PROVIDER0& provider, const filter::ProviderSpec& spec) {
  provider.providerKey = guid_of(spec.key);
  provider.displayData = memory.display(spec.display);
  provider.flags = spec.flags;
  provider.providerData = memory.blob(spec.data);
  provider.serviceName = spec.service_name.empty() ? nullptr : memory.text(spec.service_name);
}

}  // namespace

extern "C" {

NTSTATUS FwpmProviderAdd0(HANDLE session, const FWPM_PROVIDER0* provider, PSECURITY_DESCRIPTOR) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (provider == nullptr || lacks_data(provider->providerData)) return STATUS_FWP_NULL_POINTER;
  const auto added = engine().policy().add_provider(
      session_of(session), {.key = key_of(provider->providerKey),
                            .display = read(provider->displayData),
                            .flags = provider->flags,
                            .data = read(provider->providerData),
                            .service_name = to_utf8(text_of(provider->serviceName))});
  return status_of(added, Family::management);
}

NTSTATUS FwpmProviderDeleteByKey0(HANDLE session, const GUID* key) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return status_of(engine().policy().delete_provider(session_of(session), key_of(*key)), Family::management);
}

NTSTATUS FwpmProviderGetByKey0(HANDLE session, const GUID* key, FWPM_PROVIDER0** provider) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return get_object(engine().policy().get_provider(session_of(session), key_of(*key)), provider, __func__,
                    PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmProviderCreateEnumHandle0(HANDLE session, const FWPM_PROVIDER_ENUM_TEMPLATE0*, HANDLE* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return create_enum(
      session, engine().policy().list_providers(session_of(session)),
      [](const filter::ProviderSpec&) { return true; }, handle);
}

NTSTATUS FwpmProviderEnum0(HANDLE session, HANDLE handle, UINT32 wanted, FWPM_PROVIDER0*** entries,
                           UINT32* returned) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return next_of_enum<filter::ProviderSpec>(session, handle, wanted, entries, returned, __func__,
                                            PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmProviderDestroyEnumHandle0(HANDLE session, HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return destroy_enum(session, handle);
}

}  // extern "C"
