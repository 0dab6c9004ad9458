// SPDX-License-Identifier: Apache-2.0
// Sublayers.
#include "nt/thread_state.h"
#include "wfp/environment.h"

#include "wfp/object_enum.h"
#include "wfp/object_reading.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

void fill(ResultMemory& memory, FWPM_SUBLAYER0& sublayer, const filter::SublayerSpec& spec) {
  sublayer.subLayerKey = guid_of(spec.key);
  sublayer.displayData = memory.display(spec.display);
  sublayer.flags = spec.flags;
  sublayer.providerKey = memory.key(spec.provider);
  sublayer.providerData = memory.blob(spec.data);
  sublayer.weight = spec.weight;
}

}  // namespace

extern "C" {

NTSTATUS FwpmSubLayerAdd0(HANDLE session, const FWPM_SUBLAYER0* sublayer, PSECURITY_DESCRIPTOR) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (sublayer == nullptr || lacks_data(sublayer->providerData)) return STATUS_FWP_NULL_POINTER;
  const auto added =
      engine().policy().add_sublayer(session_of(session), {.key = key_of(sublayer->subLayerKey),
                                                           .display = read(sublayer->displayData),
                                                           .flags = sublayer->flags,
                                                           .provider = read(sublayer->providerKey),
                                                           .data = read(sublayer->providerData),
                                                           .weight = sublayer->weight});
  return status_of(added, Family::management);
}

NTSTATUS FwpmSubLayerDeleteByKey0(HANDLE session, const GUID* key) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return status_of(engine().policy().delete_sublayer(session_of(session), key_of(*key)), Family::management);
}

NTSTATUS FwpmSubLayerGetByKey0(HANDLE session, const GUID* key, FWPM_SUBLAYER0** sublayer) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return get_object(engine().policy().get_sublayer(session_of(session), key_of(*key)), sublayer, __func__,
                    PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmSubLayerCreateEnumHandle0(HANDLE session, const FWPM_SUBLAYER_ENUM_TEMPLATE0* wanted,
                                       HANDLE* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return create_enum(
      session, engine().policy().list_sublayers(session_of(session)),
      [&](const filter::SublayerSpec& each) {
        return wanted == nullptr || is_provider(wanted->providerKey, each.provider);
      },
      handle);
}

NTSTATUS FwpmSubLayerEnum0(HANDLE session, HANDLE handle, UINT32 wanted, FWPM_SUBLAYER0*** entries,
                           UINT32* returned) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return next_of_enum<filter::SublayerSpec>(session, handle, wanted, entries, returned, __func__,
                                            PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmSubLayerDestroyEnumHandle0(HANDLE session, HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return destroy_enum(session, handle);
}

}  // extern "C"
