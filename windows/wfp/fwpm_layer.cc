// SPDX-License-Identifier: Apache-2.0
// Layers, which are built in.
#include <vector>

#include "filter/layer.h"
#include "nt/thread_state.h"
#include "wfp/environment.h"

#include "wfp/object_enum.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

FWPM_FIELD_TYPE type_of(const filter::FieldInfo& field) {
  if (field.name == "FLAGS") return FWPM_FIELD_FLAGS;
  return field.name.ends_with("_ADDRESS") ? FWPM_FIELD_IP_ADDRESS : FWPM_FIELD_RAW_DATA;
}

void fill(ResultMemory& memory, FWPM_LAYER0& to, const filter::LayerInfo& layer) {
  to.layerKey = guid_of(layer.key);
  to.displayData = {memory.text(layer.name), nullptr};
  to.flags = FWPM_LAYER_FLAG_KERNEL | FWPM_LAYER_FLAG_BUILTIN;
  to.numFields = static_cast<UINT32>(layer.fields.size());
  to.field = memory.make<FWPM_FIELD0>(layer.fields.size());
  for (std::size_t i = 0; i < layer.fields.size(); ++i) {
    const filter::FieldInfo& field = layer.fields[i];
    to.field[i] = {memory.key(filter::condition_key(field.field)), type_of(field),
                   static_cast<FWP_DATA_TYPE>(field.type)};
  }
  to.defaultSubLayerKey = guid_of(filter::kUniversalSublayer);
  to.layerId = static_cast<UINT16>(layer.layer);
}

filter::Result<filter::LayerInfo> layer_of(HANDLE session, const filter::LayerInfo* layer) {
  if (!is_open(session)) return filter::Fault::invalid_handle;
  if (layer == nullptr) return filter::Fault::layer_not_found;
  return *layer;
}

filter::Result<std::vector<filter::LayerInfo>> all_layers_of(HANDLE session) {
  if (!is_open(session)) return filter::Fault::invalid_handle;
  const auto all = filter::all_layers();
  return std::vector<filter::LayerInfo>(all.begin(), all.end());
}

}  // namespace

extern "C" {

NTSTATUS FwpmLayerGetById0(HANDLE session, UINT16 id, FWPM_LAYER0** layer) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return get_object(layer_of(session, filter::find_layer(static_cast<filter::Layer>(id))), layer, __func__,
                    PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmLayerGetByKey0(HANDLE session, const GUID* key, FWPM_LAYER0** layer) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return get_object(layer_of(session, filter::find_layer(key_of(*key))), layer, __func__, PENSTOCK_CALLER,
                    fill);
}

NTSTATUS FwpmLayerCreateEnumHandle0(HANDLE session, const FWPM_LAYER_ENUM_TEMPLATE0*, HANDLE* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return create_enum(
      session, all_layers_of(session), [](const filter::LayerInfo&) { return true; }, handle);
}

NTSTATUS FwpmLayerEnum0(HANDLE session, HANDLE handle, UINT32 wanted, FWPM_LAYER0*** entries,
                        UINT32* returned) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return next_of_enum<filter::LayerInfo>(session, handle, wanted, entries, returned, __func__,
                                         PENSTOCK_CALLER, fill);
}

NTSTATUS FwpmLayerDestroyEnumHandle0(HANDLE session, HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return destroy_enum(session, handle);
}

}  // extern "C"
