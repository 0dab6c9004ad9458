// SPDX-License-Identifier: Apache-2.0
#include "winrt/socket_error.h"

#include <cerrno>

namespace penstock::projection {

namespace {

winrt::hresult from_wsa(std::uint32_t code) { return winrt::hresult(0x80070000u | code); }

}  // namespace

winrt::hresult hresult_of_errno(int error_number) {
  switch (error_number) {
    case EACCES:
    case EPERM:
      return from_wsa(10013);
    case EINVAL:
      return from_wsa(10022);
    case EMSGSIZE:
      return from_wsa(10040);
    case EOPNOTSUPP:
      return from_wsa(10045);
    case EAFNOSUPPORT:
      return from_wsa(10047);
    case EADDRINUSE:
      return from_wsa(10048);
    case EADDRNOTAVAIL:
      return from_wsa(10049);
    case ENETDOWN:
      return from_wsa(10050);
    case ENETUNREACH:
      return from_wsa(10051);
    case ECONNABORTED:
      return from_wsa(10053);
    case ECONNRESET:
    case EPIPE:
      return from_wsa(10054);
    case ENOTCONN:
      return from_wsa(10057);
    case ETIMEDOUT:
      return from_wsa(10060);
    case ECONNREFUSED:
      return from_wsa(10061);
    case EHOSTUNREACH:
      return from_wsa(10065);
    default:
      return winrt::impl::error_fail;
  }
}

void throw_link_fault(const link::Fault& fault) {
  int error_number = EINVAL;
  switch (fault.reason) {
    case link::Reason::no_permission:
      error_number = EACCES;
      break;
    case link::Reason::exists:
    case link::Reason::busy:
      error_number = EADDRINUSE;
      break;
    case link::Reason::not_found:
      error_number = EADDRNOTAVAIL;
      break;
    case link::Reason::refused:
      error_number = ENETUNREACH;
      break;
    default:
      break;
  }
  throw winrt::hresult_error(hresult_of_errno(error_number), winrt::to_hstring(link::to_string(fault)));
}

void throw_lookup_fault(link::LookupFault fault, const std::string& host) {
  auto const code = fault == link::LookupFault::abandoned ? winrt::impl::error_canceled : from_wsa(11001);
  throw winrt::hresult_error(code, winrt::to_hstring(host + ": " + link::to_string(fault)));
}

}  // namespace penstock::projection
