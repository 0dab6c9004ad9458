// SPDX-License-Identifier: Apache-2.0
// Contexts on flows (W-FLOW).
#include "nt/thread_state.h"
#include "wfp/environment.h"
#include "wfp/status.h"

#include "wfp/layout.h"

using namespace penstock;
using namespace penstock::wfp;

extern "C" {

NTSTATUS FwpsFlowAssociateContext0(UINT64 flow_id, UINT16 layer_id, UINT32 callout_id, UINT64 context) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return status_of(
      engine().associate_context(flow_id, static_cast<filter::Layer>(layer_id), callout_id, context),
      Family::flow);
}

NTSTATUS FwpsFlowRemoveContext0(UINT64 flow_id, UINT16 layer_id, UINT32 callout_id) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return status_of(engine().remove_context(flow_id, static_cast<filter::Layer>(layer_id), callout_id),
                   Family::flow);
}

NTSTATUS FwpsFlowAbort0(UINT64 flow_id) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return status_of(engine().abort_flow(flow_id), Family::flow);
}

}  // extern "C"
