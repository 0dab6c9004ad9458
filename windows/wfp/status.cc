// SPDX-License-Identifier: Apache-2.0
#include "wfp/status.h"

#include <iterator>

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

struct Name {
  Fault fault;
  Status status;
};

// In the order of the faults.
constexpr Name kNames[] = {
    {Fault::callout_not_found, STATUS_FWP_CALLOUT_NOT_FOUND},
    {Fault::condition_not_found, STATUS_FWP_CONDITION_NOT_FOUND},
    {Fault::filter_not_found, STATUS_FWP_FILTER_NOT_FOUND},
    {Fault::layer_not_found, STATUS_FWP_LAYER_NOT_FOUND},
    {Fault::provider_not_found, STATUS_FWP_PROVIDER_NOT_FOUND},
    {Fault::provider_context_not_found, STATUS_FWP_PROVIDER_CONTEXT_NOT_FOUND},
    {Fault::sublayer_not_found, STATUS_FWP_SUBLAYER_NOT_FOUND},
    {Fault::not_found, STATUS_FWP_NOT_FOUND},
    {Fault::already_exists, STATUS_FWP_ALREADY_EXISTS},
    {Fault::in_use, STATUS_FWP_IN_USE},
    {Fault::wrong_session, STATUS_FWP_WRONG_SESSION},
    {Fault::dynamic_session_in_progress, STATUS_FWP_DYNAMIC_SESSION_IN_PROGRESS},
    {Fault::no_transaction, STATUS_FWP_NO_TXN_IN_PROGRESS},
    {Fault::transaction_in_progress, STATUS_FWP_TXN_IN_PROGRESS},
    {Fault::transaction_aborted, STATUS_FWP_TXN_ABORTED},
    {Fault::session_aborted, STATUS_FWP_SESSION_ABORTED},
    {Fault::read_only_transaction, STATUS_FWP_INCOMPATIBLE_TXN},
    {Fault::timeout, STATUS_FWP_TIMEOUT},
    {Fault::lifetime_mismatch, STATUS_FWP_LIFETIME_MISMATCH},
    {Fault::builtin_object, STATUS_FWP_BUILTIN_OBJECT},
    {Fault::too_many_callouts, STATUS_FWP_TOO_MANY_CALLOUTS},
    {Fault::null_display_name, STATUS_FWP_NULL_DISPLAY_NAME},
    {Fault::null_pointer, STATUS_FWP_NULL_POINTER},
    {Fault::invalid_action_type, STATUS_FWP_INVALID_ACTION_TYPE},
    {Fault::invalid_enumerator, STATUS_FWP_INVALID_ENUMERATOR},
    {Fault::invalid_flags, STATUS_FWP_INVALID_FLAGS},
    {Fault::invalid_net_mask, STATUS_FWP_INVALID_NET_MASK},
    {Fault::invalid_range, STATUS_FWP_INVALID_RANGE},
    {Fault::invalid_weight, STATUS_FWP_INVALID_WEIGHT},
    {Fault::invalid_parameter, STATUS_FWP_INVALID_PARAMETER},
    {Fault::match_type_mismatch, STATUS_FWP_MATCH_TYPE_MISMATCH},
    {Fault::type_mismatch, STATUS_FWP_TYPE_MISMATCH},
    {Fault::out_of_bounds, STATUS_FWP_OUT_OF_BOUNDS},
    {Fault::duplicate_condition, STATUS_FWP_DUPLICATE_CONDITION},
    {Fault::incompatible_layer, STATUS_FWP_INCOMPATIBLE_LAYER},
    {Fault::action_incompatible_with_layer, STATUS_FWP_ACTION_INCOMPATIBLE_WITH_LAYER},
    {Fault::never_match, STATUS_FWP_NEVER_MATCH},
    {Fault::notification_failed, STATUS_FWP_CALLOUT_NOTIFICATION_FAILED},
    {Fault::zero_length_array, STATUS_FWP_ZERO_LENGTH_ARRAY},
    {Fault::device_busy, STATUS_DEVICE_BUSY},
    {Fault::pending, STATUS_PENDING},
    {Fault::no_context, STATUS_UNSUCCESSFUL},
    {Fault::context_exists, STATUS_OBJECT_NAME_EXISTS},  // NT_SUCCESS is true for it
    {Fault::flow_not_found, STATUS_NOT_FOUND},
    {Fault::cannot_pend, STATUS_FWP_CANNOT_PEND},
    {Fault::invalid_handle, STATUS_INVALID_HANDLE},
    {Fault::not_ready, STATUS_FWP_TCPIP_NOT_READY},
    {Fault::handle_closing, STATUS_FWP_INJECT_HANDLE_CLOSING},
    {Fault::handle_stale, STATUS_FWP_INJECT_HANDLE_STALE},
    {Fault::no_memory, STATUS_INSUFFICIENT_RESOURCES},
};

constexpr bool are_in_order() {
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (static_cast<std::size_t>(kNames[i].fault) != i) return false;
  }
  return std::size(kNames) == static_cast<std::size_t>(Fault::no_memory) + 1;
}
static_assert(are_in_order());

}  // namespace

Status to_status(Fault fault, Family family) {
  Status status = STATUS_UNSUCCESSFUL;
  return own_name(fault, family, &status) ? status : kNames[static_cast<std::size_t>(fault)].status;
}

Status to_status(filter::InjectionStatus status) {
  switch (status) {
    case filter::InjectionStatus::sent:
      return NDIS_STATUS_SUCCESS;
    case filter::InjectionStatus::dropped:
      return NDIS_STATUS_FAILURE;
    case filter::InjectionStatus::malformed:
      return NDIS_STATUS_INVALID_LENGTH;
    case filter::InjectionStatus::path_closed:
      return NDIS_STATUS_SEND_ABORTED;
  }
  return NDIS_STATUS_FAILURE;
}

}  // namespace penstock::wfp
