// SPDX-License-Identifier: Apache-2.0
// Callouts as objects of the policy, each at one layer (W-CAL-3).
#include "nt/thread_state.h"
#include "wfp/environment.h"

#include "wfp/object_enum.h"
#include "wfp/object_reading.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

void fill(ResultMemory& memory, FWPM_CALLOUT0& callout, const filter::CalloutSpec& spec) {
  callout.calloutKey = guid_of(spec.key);
  callout.displayData = memory.display(spec.display);
  callout.flags = spec.flags;
  callout.providerKey = memory.key(spec.provider);
  callout.providerData = memory.blob(spec.data);
  callout.applicableLayer = guid_of(spec.layer);
  callout.calloutId = spec.id;
}

bool wants(const FWPM_CALLOUT_ENUM_TEMPLATE0* wanted, const filter::CalloutSpec& callout) {
  if (wanted == nullptr) return true;
  const filter::Key layer = key_of(wanted->layerKey);
  return is_provider(wanted->providerKey, callout.provider) && (layer.is_zero() || layer == callout.layer);
}

}  // namespace

extern "C" {

NTSTATUS FwpmCalloutAdd0(HANDLE session, const FWPM_CALLOUT0* callout, PSECURITY_DESCRIPTOR, UINT32* id) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (callout == nullptr || lacks_data(callout->providerData)) return STATUS_FWP_NULL_POINTER;
  const auto added =
      engine().policy().add_callout(session_of(session), {.key = key_of(callout->calloutKey),
                                                          .display = read(callout->displayData),
                                                          .flags = callout->flags,
                                                          .provider = read(callout->providerKey),
                                                          .data = read(callout->providerData),
                                                          .layer = key_of(callout->applicableLayer)});
  if (added && id != nullptr) *id = *added;
  return status_of(added, Family::management);
}

NTSTATUS FwpmCalloutDeleteById0(HANDLE session, UINT32 id) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return status_of(engine().policy().delete_callout(session_of(session), id), Family::management);
}

NTSTATUS FwpmCalloutDeleteByKey0(HANDLE session, const GUID* key) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return status_of(engine().policy().delete_callout(session_of(session), key_of(*key)), Family::management);
}

NTSTATUS FwpmCalloutGetById0(HANDLE session, UINT32 id, FWPM_CALLOUT0** callout) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return get_object(engine().policy().get_callout(session_of(session), id), callout, __func__,
                    PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmCalloutGetByKey0(HANDLE session, const GUID* key, FWPM_CALLOUT0** callout) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return get_object(engine().policy().get_callout(session_of(session), key_of(*key)), callout, __func__,
                    PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmCalloutCreateEnumHandle0(HANDLE session, const FWPM_CALLOUT_ENUM_TEMPLATE0* wanted,
                                      HANDLE* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return create_enum(
      session, engine().policy().list_callouts(session_of(session)),
      [&](const filter::CalloutSpec& each) { return wants(wanted, each); }, handle);
}

NTSTATUS FwpmCalloutEnum0(HANDLE session, HANDLE handle, UINT32 wanted, FWPM_CALLOUT0*** entries,
                          UINT32* returned) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return next_of_enum<filter::CalloutSpec>(session, handle, wanted, entries, returned, __func__,
                                           PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmCalloutDestroyEnumHandle0(HANDLE session, HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return destroy_enum(session, handle);
}

}  // extern "C"
