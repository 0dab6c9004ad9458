// SPDX-License-Identifier: Apache-2.0
#include "vmbus/status.h"

#include <iterator>

#include <ntifs.h>

namespace penstock::vmbus {
namespace {

using channel::Fault;

// What a family calls by another name than the table.
bool own_name(Fault fault, Family family, Status* status) {
  if (family == Family::setting && (fault == Fault::wrong_state || fault == Fault::not_supported)) {
    *status = STATUS_INVALID_PARAMETER_1;  // V-LIFE-2
    return true;
  }
  if (family == Family::packet && fault == Fault::unknown_flags) {
    *status = STATUS_INVALID_PARAMETER_5;  // memory without a wish for an answer
    return true;
  }
  if (family == Family::region && fault == Fault::read_only) {
    *status = STATUS_INVALID_PARAMETER_2;  // V-GPADL-2: the flags
    return true;
  }
  if (family == Family::saved && fault == Fault::bad_length) {
    *status = STATUS_INVALID_BUFFER_SIZE;  // V-SAVE-13
    return true;
  }
  return false;
}

struct Name {
  Fault fault;
  Status status;
};

// In the order of the faults.
constexpr Name kNames[] = {
    {Fault::wrong_state, STATUS_INVALID_DEVICE_STATE},
    {Fault::not_configured, STATUS_INVALID_DEVICE_STATE},
    {Fault::zero_size, STATUS_INVALID_PARAMETER_2},
    {Fault::zero_chain, STATUS_INVALID_PARAMETER_3},
    {Fault::unknown_flags, STATUS_INVALID_PARAMETER_2},
    {Fault::bad_version, STATUS_INVALID_PARAMETER_2},
    {Fault::bad_length, STATUS_INVALID_PARAMETER_3},
    {Fault::not_aligned, STATUS_INVALID_PARAMETER},
    {Fault::not_supported, STATUS_NOT_SUPPORTED},
    {Fault::no_routine, STATUS_INVALID_DEVICE_STATE},
    {Fault::in_use, STATUS_INVALID_DEVICE_STATE},
    {Fault::no_room, STATUS_BUFFER_OVERFLOW},
    {Fault::no_memory, STATUS_INSUFFICIENT_RESOURCES},
    {Fault::cancelled, STATUS_CANCELLED},
    {Fault::removed, STATUS_DEVICE_REMOVED},
    {Fault::unknown_packet, STATUS_INVALID_DEVICE_STATE},
    {Fault::no_external_data, STATUS_INVALID_PARAMETER},
    {Fault::too_much_data, STATUS_INVALID_PARAMETER},
    {Fault::unbacked, STATUS_UNSUCCESSFUL},
    {Fault::not_contiguous, STATUS_INVALID_PARAMETER},
    {Fault::unknown_region, STATUS_INVALID_PARAMETER_3},
    {Fault::mapped, STATUS_INVALID_DEVICE_STATE},
    {Fault::read_only, STATUS_INVALID_PARAMETER},
    {Fault::refused, STATUS_CONNECTION_REFUSED},
    {Fault::not_connected, STATUS_CONNECTION_REFUSED},
    {Fault::saving, STATUS_INVALID_DEVICE_STATE},
    {Fault::active, STATUS_INVALID_DEVICE_STATE},
    {Fault::would_wait_for_itself, STATUS_INVALID_DEVICE_STATE},
    {Fault::damaged, STATUS_DATA_ERROR},
    {Fault::truncated, STATUS_INVALID_BUFFER_SIZE},
    {Fault::newer_version, STATUS_REVISION_MISMATCH},
    {Fault::other_channel, STATUS_INVALID_PARAMETER_1},
    {Fault::limit_lowered, STATUS_INVALID_BUFFER_SIZE},
    {Fault::rings_disagree, STATUS_DATA_ERROR},
    {Fault::provider_refused, STATUS_UNSUCCESSFUL},
};

constexpr bool are_in_order() {
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (static_cast<std::size_t>(kNames[i].fault) != i) return false;
  }
  return std::size(kNames) == static_cast<std::size_t>(Fault::provider_refused) + 1;
}
static_assert(are_in_order());

}  // namespace

Status to_status(Fault fault, Family family) {
  Status status = STATUS_UNSUCCESSFUL;
  return own_name(fault, family, &status) ? status : kNames[static_cast<std::size_t>(fault)].status;
}

Status to_status(channel::Outcome outcome) {
  return outcome == channel::Outcome::done ? STATUS_SUCCESS : STATUS_CANCELLED;
}

}  // namespace penstock::vmbus
