// SPDX-License-Identifier: Apache-2.0
#include "winrt/vpn_fault.h"

namespace penstock::projection {

winrt::hresult hresult_of(tunnel::Fault fault) {
  using tunnel::Fault;
  switch (fault) {
    case Fault::access_denied:
      return winrt::impl::error_access_denied;
    case Fault::invalid_argument:
      return winrt::impl::error_invalid_argument;
    case Fault::null_argument:
      return winrt::impl::error_pointer;
    case Fault::out_of_slots:
      return winrt::impl::error_bad_alloc;
    case Fault::closed:
      return winrt::impl::error_closed;
    case Fault::out_of_bounds:
      return winrt::impl::error_out_of_bounds;
    case Fault::illegal_call:
      return winrt::impl::error_illegal_method_call;
    case Fault::illegal_state_change:
      return winrt::impl::error_illegal_state_change;
    case Fault::no_iteration:
      return winrt::impl::error_no_interface;
    case Fault::already_connected:
      return winrt::impl::error_illegal_state_change;
    case Fault::not_implemented:
      return winrt::impl::error_not_implemented;
    case Fault::cancelled:
      return winrt::impl::error_canceled;
    case Fault::timed_out:
      return winrt::hresult(0x800705B4u);
    case Fault::refused_by_host:
      return winrt::impl::error_access_denied;
  }
  return winrt::impl::error_unexpected;
}

}  // namespace penstock::projection
