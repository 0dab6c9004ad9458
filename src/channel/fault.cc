// SPDX-License-Identifier: Apache-2.0
#include "channel/fault.h"

namespace penstock::channel {

const char* to_string(Fault fault) {
  switch (fault) {
    case Fault::wrong_state:
      return "wrong state";
    case Fault::not_configured:
      return "not configured";
    case Fault::zero_size:
      return "zero size";
    case Fault::zero_chain:
      return "zero chain";
    case Fault::unknown_flags:
      return "unknown flags";
    case Fault::bad_version:
      return "bad version";
    case Fault::bad_length:
      return "bad length";
    case Fault::not_aligned:
      return "not aligned";
    case Fault::not_supported:
      return "not supported";
    case Fault::no_routine:
      return "no routine";
    case Fault::in_use:
      return "in use";
    case Fault::no_room:
      return "no room";
    case Fault::no_memory:
      return "no memory";
    case Fault::cancelled:
      return "cancelled";
    case Fault::removed:
      return "removed";
    case Fault::unknown_packet:
      return "unknown packet";
    case Fault::no_external_data:
      return "no external data";
    case Fault::too_much_data:
      return "too much data";
    case Fault::unbacked:
      return "unbacked";
    case Fault::not_contiguous:
      return "not contiguous";
    case Fault::unknown_region:
      return "unknown region";
    case Fault::mapped:
      return "mapped";
    case Fault::read_only:
      return "read only";
    case Fault::refused:
      return "refused";
    case Fault::not_connected:
      return "not connected";
    case Fault::saving:
      return "saving";
    case Fault::active:
      return "active";
    case Fault::would_wait_for_itself:
      return "would wait for itself";
    case Fault::damaged:
      return "damaged";
    case Fault::truncated:
      return "truncated";
    case Fault::newer_version:
      return "newer version";
    case Fault::other_channel:
      return "other channel";
    case Fault::limit_lowered:
      return "limit lowered";
    case Fault::rings_disagree:
      return "rings disagree";
    case Fault::provider_refused:
      return "provider refused";
  }
  return "?";
}

}  // namespace penstock::channel
