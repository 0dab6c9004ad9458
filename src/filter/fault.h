// SPDX-License-Identifier: Apache-2.0
// Why the filter room refused. One closed list; the rim maps each to the status its contract names
// (windows/wfp, one file), the configuration to a message.
//
// Threads: a plain value.
// Memory: none.
// Errors: these are they.
#pragma once

#include <cstdint>

#include "base/result.h"

namespace penstock::filter {

enum class Fault : std::uint8_t {
  // objects
  callout_not_found,
  condition_not_found,
  filter_not_found,
  layer_not_found,
  provider_not_found,
  provider_context_not_found,
  sublayer_not_found,
  not_found,
  already_exists,
  in_use,
  wrong_session,
  dynamic_session_in_progress,  // not from a dynamic session
  no_transaction,
  transaction_in_progress,
  transaction_aborted,
  session_aborted,
  read_only_transaction,
  timeout,
  lifetime_mismatch,
  builtin_object,
  too_many_callouts,
  null_display_name,
  null_pointer,
  invalid_action_type,
  invalid_enumerator,
  invalid_flags,
  invalid_net_mask,
  invalid_range,
  invalid_weight,
  invalid_parameter,
  match_type_mismatch,
  type_mismatch,
  out_of_bounds,
  duplicate_condition,
  incompatible_layer,
  action_incompatible_with_layer,
  never_match,
  notification_failed,
  zero_length_array,
  // callouts, flows
  device_busy,  // flow contexts are outstanding
  pending,      // will happen when the classify that is running has ended
  no_context,
  context_exists,
  flow_not_found,
  // pend and inject
  cannot_pend,
  invalid_handle,
  not_ready,
  handle_closing,
  handle_stale,
  no_memory,
};

const char* to_string(Fault fault);

template <class T>
using Result = base::Result<T, Fault>;

}  // namespace penstock::filter
