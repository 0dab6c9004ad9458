// SPDX-License-Identifier: Apache-2.0
#include "filter/fault.h"

namespace penstock::filter {

const char* to_string(Fault fault) {
  switch (fault) {
    case Fault::callout_not_found:
      return "callout not found";
    case Fault::condition_not_found:
      return "condition not found";
    case Fault::filter_not_found:
      return "filter not found";
    case Fault::layer_not_found:
      return "layer not found";
    case Fault::provider_not_found:
      return "provider not found";
    case Fault::provider_context_not_found:
      return "provider context not found";
    case Fault::sublayer_not_found:
      return "sublayer not found";
    case Fault::not_found:
      return "not found";
    case Fault::already_exists:
      return "already exists";
    case Fault::in_use:
      return "in use";
    case Fault::wrong_session:
      return "wrong session";
    case Fault::dynamic_session_in_progress:
      return "dynamic session in progress";
    case Fault::no_transaction:
      return "no transaction";
    case Fault::transaction_in_progress:
      return "transaction in progress";
    case Fault::transaction_aborted:
      return "transaction aborted";
    case Fault::session_aborted:
      return "session aborted";
    case Fault::read_only_transaction:
      return "read only transaction";
    case Fault::timeout:
      return "timeout";
    case Fault::lifetime_mismatch:
      return "lifetime mismatch";
    case Fault::builtin_object:
      return "builtin object";
    case Fault::too_many_callouts:
      return "too many callouts";
    case Fault::null_display_name:
      return "null display name";
    case Fault::null_pointer:
      return "null pointer";
    case Fault::invalid_action_type:
      return "invalid action type";
    case Fault::invalid_enumerator:
      return "invalid enumerator";
    case Fault::invalid_flags:
      return "invalid flags";
    case Fault::invalid_net_mask:
      return "invalid net mask";
    case Fault::invalid_range:
      return "invalid range";
    case Fault::invalid_weight:
      return "invalid weight";
    case Fault::invalid_parameter:
      return "invalid parameter";
    case Fault::match_type_mismatch:
      return "match type mismatch";
    case Fault::type_mismatch:
      return "type mismatch";
    case Fault::out_of_bounds:
      return "out of bounds";
    case Fault::duplicate_condition:
      return "duplicate condition";
    case Fault::incompatible_layer:
      return "incompatible layer";
    case Fault::action_incompatible_with_layer:
      return "action incompatible with layer";
    case Fault::never_match:
      return "never match";
    case Fault::notification_failed:
      return "notification failed";
    case Fault::zero_length_array:
      return "zero length array";
    case Fault::device_busy:
      return "device busy";
    case Fault::pending:
      return "pending";
    case Fault::no_context:
      return "no context";
    case Fault::context_exists:
      return "context exists";
    case Fault::flow_not_found:
      return "flow not found";
    case Fault::cannot_pend:
      return "cannot pend";
    case Fault::invalid_handle:
      return "invalid handle";
    case Fault::not_ready:
      return "not ready";
    case Fault::handle_closing:
      return "handle closing";
    case Fault::handle_stale:
      return "handle stale";
    case Fault::no_memory:
      return "no memory";
  }
  return "unknown fault";
}

}  // namespace penstock::filter
