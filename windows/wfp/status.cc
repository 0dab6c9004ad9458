// SPDX-License-Identifier: Apache-2.0
#include "wfp/status.h"

#include <ndis.h>

namespace penstock::wfp {
namespace {

using filter::Fault;

// What the families call by another name than the table of management does.
bool own_name(Fault fault, Family family, Status* status) {
  switch (family) {
    case Family::pend:
      if (fault != Fault::invalid_handle) return false;
      *status = STATUS_FWP_NULL_POINTER;  // W-PEND-7, A-13
      return true;
    case Family::flow:
      if (fault != Fault::invalid_parameter) return false;
      *status = STATUS_INVALID_PARAMETER;  // W-FLOW-3
      return true;
    case Family::management:
    case Family::injection:
      return false;
  }
  return false;
}

Status common_name(Fault fault) {
  switch (fault) {
    case Fault::callout_not_found: return STATUS_FWP_CALLOUT_NOT_FOUND;
    case Fault::condition_not_found: return STATUS_FWP_CONDITION_NOT_FOUND;
    case Fault::filter_not_found: return STATUS_FWP_FILTER_NOT_FOUND;
    case Fault::layer_not_found: return STATUS_FWP_LAYER_NOT_FOUND;
    case Fault::provider_not_found: return STATUS_FWP_PROVIDER_NOT_FOUND;
    case Fault::provider_context_not_found: return STATUS_FWP_PROVIDER_CONTEXT_NOT_FOUND;
    case Fault::sublayer_not_found: return STATUS_FWP_SUBLAYER_NOT_FOUND;
    case Fault::not_found: return STATUS_FWP_NOT_FOUND;
    case Fault::already_exists: return STATUS_FWP_ALREADY_EXISTS;
    case Fault::in_use: return STATUS_FWP_IN_USE;
    case Fault::wrong_session: return STATUS_FWP_WRONG_SESSION;
    case Fault::dynamic_session_in_progress: return STATUS_FWP_DYNAMIC_SESSION_IN_PROGRESS;
    case Fault::no_transaction: return STATUS_FWP_NO_TXN_IN_PROGRESS;
    case Fault::transaction_in_progress: return STATUS_FWP_TXN_IN_PROGRESS;
    case Fault::transaction_aborted: return STATUS_FWP_TXN_ABORTED;
    case Fault::session_aborted: return STATUS_FWP_SESSION_ABORTED;
    case Fault::read_only_transaction: return STATUS_FWP_INCOMPATIBLE_TXN;
    case Fault::timeout: return STATUS_FWP_TIMEOUT;
    case Fault::lifetime_mismatch: return STATUS_FWP_LIFETIME_MISMATCH;
    case Fault::builtin_object: return STATUS_FWP_BUILTIN_OBJECT;
    case Fault::too_many_callouts: return STATUS_FWP_TOO_MANY_CALLOUTS;
    case Fault::null_display_name: return STATUS_FWP_NULL_DISPLAY_NAME;
    case Fault::null_pointer: return STATUS_FWP_NULL_POINTER;
    case Fault::invalid_action_type: return STATUS_FWP_INVALID_ACTION_TYPE;
    case Fault::invalid_enumerator: return STATUS_FWP_INVALID_ENUMERATOR;
    case Fault::invalid_flags: return STATUS_FWP_INVALID_FLAGS;
    case Fault::invalid_net_mask: return STATUS_FWP_INVALID_NET_MASK;
    case Fault::invalid_range: return STATUS_FWP_INVALID_RANGE;
    case Fault::invalid_weight: return STATUS_FWP_INVALID_WEIGHT;
    case Fault::invalid_parameter: return STATUS_FWP_INVALID_PARAMETER;
    case Fault::match_type_mismatch: return STATUS_FWP_MATCH_TYPE_MISMATCH;
    case Fault::type_mismatch: return STATUS_FWP_TYPE_MISMATCH;
    case Fault::out_of_bounds: return STATUS_FWP_OUT_OF_BOUNDS;
    case Fault::duplicate_condition: return STATUS_FWP_DUPLICATE_CONDITION;
    case Fault::incompatible_layer: return STATUS_FWP_INCOMPATIBLE_LAYER;
    case Fault::action_incompatible_with_layer: return STATUS_FWP_ACTION_INCOMPATIBLE_WITH_LAYER;
    case Fault::never_match: return STATUS_FWP_NEVER_MATCH;
    case Fault::notification_failed: return STATUS_FWP_CALLOUT_NOTIFICATION_FAILED;
    case Fault::zero_length_array: return STATUS_FWP_ZERO_LENGTH_ARRAY;
    case Fault::device_busy: return STATUS_DEVICE_BUSY;
    case Fault::pending: return STATUS_PENDING;
    case Fault::no_context: return STATUS_UNSUCCESSFUL;
    case Fault::context_exists: return STATUS_OBJECT_NAME_EXISTS;  // NT_SUCCESS is true for it
    case Fault::flow_not_found: return STATUS_NOT_FOUND;
    case Fault::cannot_pend: return STATUS_FWP_CANNOT_PEND;
    case Fault::invalid_handle: return STATUS_INVALID_HANDLE;
    case Fault::not_ready: return STATUS_FWP_TCPIP_NOT_READY;
    case Fault::handle_closing: return STATUS_FWP_INJECT_HANDLE_CLOSING;
    case Fault::handle_stale: return STATUS_FWP_INJECT_HANDLE_STALE;
    case Fault::no_memory: return STATUS_INSUFFICIENT_RESOURCES;
  }
  return STATUS_UNSUCCESSFUL;
}

}  // namespace

Status to_status(Fault fault, Family family) {
  Status status = STATUS_UNSUCCESSFUL;
  return own_name(fault, family, &status) ? status : common_name(fault);
}

Status to_status(filter::InjectionStatus status) {
  switch (status) {
    case filter::InjectionStatus::sent: return NDIS_STATUS_SUCCESS;
    case filter::InjectionStatus::dropped: return NDIS_STATUS_FAILURE;
    case filter::InjectionStatus::malformed: return NDIS_STATUS_INVALID_LENGTH;
    case filter::InjectionStatus::path_closed: return NDIS_STATUS_SEND_ABORTED;
  }
  return NDIS_STATUS_FAILURE;
}

}  // namespace penstock::wfp
