// SPDX-License-Identifier: Apache-2.0
// Registering and unregistering callouts (W-CAL).
#include <optional>

#include "nt/guest.h"
#include "nt/thread_state.h"
#include "packet/pool.h"
#include "wfp/account.h"
#include "wfp/callout_face.h"
#include "wfp/classification.h"
#include "wfp/environment.h"
#include "wfp/status.h"

#include "wfp/layout.h"
#include "wfp/provider_context_face.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

// What differs between the versions of a registration.
struct Version0 {
  using Registration = FWPS_CALLOUT0;
  using Filter = FWPS_FILTER0;
  using ProviderContext = FWPM_PROVIDER_CONTEXT0;
  static constexpr bool kShowsContext = false;
};
struct Version1 {
  using Registration = FWPS_CALLOUT1;
  using Filter = FWPS_FILTER1;
  using ProviderContext = FWPM_PROVIDER_CONTEXT1;
  static constexpr bool kShowsContext = true;
};
struct Version2 {
  using Registration = FWPS_CALLOUT2;
  using Filter = FWPS_FILTER2;
  using ProviderContext = FWPM_PROVIDER_CONTEXT2;
  static constexpr bool kShowsContext = true;
};
struct Version3 {
  using Registration = FWPS_CALLOUT3;
  using Filter = FWPS_FILTER3;
  using ProviderContext = FWPM_PROVIDER_CONTEXT3;
  static constexpr bool kShowsContext = true;
};

template <class Version>
class ShownFilter {
 public:
  explicit ShownFilter(const filter::RunningFilter& running) : weight_(running.weight) {
    filter_.filterId = running.id;
    filter_.weight.type = FWP_UINT64;
    filter_.weight.uint64 = &weight_;
    filter_.subLayerWeight = running.sublayer_weight;
    filter_.flags = running.flags;
    filter_.numFilterConditions = running.condition_count;
    filter_.filterCondition =
        reinterpret_cast<FWPS_FILTER_CONDITION0*>(const_cast<filter::RunningCondition*>(running.conditions));
    filter_.action = {static_cast<FWP_ACTION_TYPE>(running.action), running.callout_id};
    filter_.context = running.context;
    if (running.provider_context == nullptr) return;
    provider_context_.emplace(*static_cast<const filter::ProviderContextSpec*>(running.provider_context));
    filter_.providerContext = provider_context_->get();
  }
  typename Version::Filter* get() { return &filter_; }

 private:
  UINT64 weight_;
  typename Version::Filter filter_{};
  std::optional<ProviderContextFace<typename Version::ProviderContext>> provider_context_;
};

template <class Version>
class CalloutOf final : public CalloutFace {
 public:
  CalloutOf(const typename Version::Registration& functions, Tie& tie, base::CallSite made_at)
      : CalloutFace(tie, made_at), functions_(functions) {
    key = key_of(functions.calloutKey);
  }

  void classify(const filter::Classification& asked, filter::ClassifyOut& out) override;
  bool filter_added(const filter::FilterNotice& notice) override {
    const GUID filter_key = guid_of(notice.filter_key);
    return notify(FWPS_CALLOUT_NOTIFY_ADD_FILTER, &filter_key, notice);
  }
  void filter_deleted(const filter::FilterNotice& notice) override {
    notify(FWPS_CALLOUT_NOTIFY_DELETE_FILTER, nullptr, notice);
  }
  bool wants_flow_deletions() const override { return functions_.flowDeleteFn != nullptr; }
  void flow_deleted(filter::Layer layer, std::uint32_t callout_id, std::uint64_t context) override {
    if (tie_.cut.load() || functions_.flowDeleteFn == nullptr) return;
    nt::GuestCall call(tie_.guest, callback_level(), "flowDeleteFn");
    functions_.flowDeleteFn(static_cast<UINT16>(layer), callout_id, context);
  }

 private:
  bool notify(FWPS_CALLOUT_NOTIFY_TYPE type, const GUID* filter_key, const filter::FilterNotice& notice);
  void call(const filter::Classification& asked, NET_BUFFER_LIST* list, FWPS_CLASSIFY_OUT0& answer);

  const typename Version::Registration functions_;
};

template <class Version>
void CalloutOf<Version>::call(const filter::Classification& asked, NET_BUFFER_LIST* list,
                              FWPS_CLASSIFY_OUT0& answer) {
  const FWPS_INCOMING_VALUES0 values{
      static_cast<UINT16>(asked.layer), asked.value_count,
      reinterpret_cast<FWPS_INCOMING_VALUE0*>(const_cast<filter::Value*>(asked.values))};
  FWPS_INCOMING_METADATA_VALUES0 metadata;
  show_metadata(*asked.metadata, metadata);
  ShownFilter<Version> shown(*asked.filter);
  nt::GuestCall in_guest(tie_.guest, callback_level(), "classifyFn");
  if constexpr (Version::kShowsContext) {
    functions_.classifyFn(&values, &metadata, list, nullptr, shown.get(), asked.flow_context, &answer);
  } else {
    functions_.classifyFn(&values, &metadata, list, shown.get(), asked.flow_context, &answer);
  }
}

template <class Version>
void CalloutOf<Version>::classify(const filter::Classification& asked, filter::ClassifyOut& out) {
  if (tie_.cut.load(std::memory_order_acquire)) return;
  FWPS_CLASSIFY_OUT0 answer{static_cast<FWP_ACTION_TYPE>(out.action), 0, 0, out.rights, out.flags, 0};
  if (asked.packet == nullptr) {
    call(asked, nullptr, answer);
  } else {
    const ndis::Way way = way_of(asked);
    packet::PacketPtr clone =
        ndis::is_held(*asked.packet) ? asked.packet->pool().clone(*asked.packet) : nullptr;
    packet::Packet& shown = clone != nullptr ? *clone : *asked.packet;
    call(asked, ndis::show(shown, asked.data_offset_bytes, way), answer);
    if (!ndis::put_back(shown, asked.data_offset_bytes, way)) {
      nt::report("F-NBL-1", "W-NBL-6", base::Severity::error, tie_.guest,
                 "classifyFn left the data start or the chain of the indicated list changed", made_at(), {});
    }
  }
  out.action = static_cast<filter::Action>(answer.actionType);
  out.rights = answer.rights;
  out.flags = answer.flags;
}

template <class Version>
bool CalloutOf<Version>::notify(FWPS_CALLOUT_NOTIFY_TYPE type, const GUID* filter_key,
                                const filter::FilterNotice& notice) {
  if (tie_.cut.load()) return true;
  ShownFilter<Version> shown(*notice.filter);
  NTSTATUS status;
  {
    nt::GuestCall call(tie_.guest, callback_level(), "notifyFn");
    status = functions_.notifyFn(type, filter_key, shown.get());
  }
  if (filter_key != nullptr) notice.filter->context = shown.get()->context;  // W-CAL-5
  return NT_SUCCESS(status);
}

template <class Version>
NTSTATUS register_callout(void* device, const typename Version::Registration* functions, UINT32* id,
                          base::CallSite site) {
  if (device == nullptr || functions == nullptr || functions->classifyFn == nullptr ||
      functions->notifyFn == nullptr) {
    return STATUS_FWP_NULL_POINTER;  // W-CAL-1, W-CAL-2
  }
  auto face = std::make_unique<CalloutOf<Version>>(*functions, tie_of(nt::guest_of(site)), site);
  const auto registered = register_face(std::move(face), functions->flags);
  if (registered && id != nullptr) *id = *registered;
  return status_of(registered, Family::management);
}

}  // namespace

extern "C" {

NTSTATUS FwpsCalloutRegister0(void* device, const FWPS_CALLOUT0* callout, UINT32* id) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return register_callout<Version0>(device, callout, id, PENSTOCK_CALLER);
}

NTSTATUS FwpsCalloutRegister1(void* device, const FWPS_CALLOUT1* callout, UINT32* id) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return register_callout<Version1>(device, callout, id, PENSTOCK_CALLER);
}

NTSTATUS FwpsCalloutRegister2(void* device, const FWPS_CALLOUT2* callout, UINT32* id) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return register_callout<Version2>(device, callout, id, PENSTOCK_CALLER);
}

NTSTATUS FwpsCalloutRegister3(void* device, const FWPS_CALLOUT3* callout, UINT32* id) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return register_callout<Version3>(device, callout, id, PENSTOCK_CALLER);
}

NTSTATUS FwpsCalloutUnregisterById0(const UINT32 id) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return status_of(unregister_face(id), Family::management);
}

NTSTATUS FwpsCalloutUnregisterByKey0(const GUID* key) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (key == nullptr) return STATUS_FWP_NULL_POINTER;
  return status_of(unregister_face(key_of(*key)), Family::management);
}

}  // extern "C"
