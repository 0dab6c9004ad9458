// SPDX-License-Identifier: Apache-2.0
#include "link/fault.h"

#include <cerrno>
#include <cstring>
#include <utility>

namespace penstock::link {
namespace {

Reason reason_of(int error_number) {
  switch (error_number) {
    case EPERM:
    case EACCES:
      return Reason::no_permission;
    case ENOENT:
    case ENODEV:
    case ENXIO:
    case ESRCH:          // no such route
    case EADDRNOTAVAIL:  // no such address
      return Reason::not_found;
    case EEXIST:
      return Reason::exists;
    case EBUSY:
      return Reason::busy;
    case ENOSPC:
    case EPIPE:
    case EIO:
    case EFBIG:
      return Reason::cannot_write;
    default:
      return Reason::refused;
  }
}

}  // namespace

const char* to_string(Reason reason) {
  switch (reason) {
    case Reason::bad_option:
      return "bad option";
    case Reason::no_permission:
      return "no permission";
    case Reason::not_found:
      return "not found";
    case Reason::exists:
      return "exists";
    case Reason::busy:
      return "busy";
    case Reason::refused:
      return "refused";
    case Reason::not_a_capture:
      return "not a capture";
    case Reason::unknown_link_type:
      return "unknown link type";
    case Reason::broken_file:
      return "broken file";
    case Reason::cannot_write:
      return "cannot write";
  }
  return "?";
}

std::string to_string(const Fault& fault) {
  return fault.subject + ": " + (fault.detail.empty() ? to_string(fault.reason) : fault.detail);
}

Fault system_fault(std::string subject, const std::string& action, int error_number) {
  const char* text = strerrordesc_np(error_number);  // strerror() is not for threads
  return {reason_of(error_number), std::move(subject),
          action + ": " + (text != nullptr ? text : "error " + std::to_string(error_number))};
}

}  // namespace penstock::link
