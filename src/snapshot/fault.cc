// SPDX-License-Identifier: Apache-2.0
#include "snapshot/fault.h"

namespace penstock::snapshot {

const char* to_string(Reason reason) {
  switch (reason) {
    case Reason::not_an_image:
      return "not an image";
    case Reason::newer_version:
      return "newer version";
    case Reason::truncated:
      return "truncated";
    case Reason::damaged:
      return "damaged";
    case Reason::unknown_section:
      return "unknown section";
    case Reason::missing_section:
      return "missing section";
    case Reason::duplicate:
      return "duplicate section";
    case Reason::too_large:
      return "too large";
    case Reason::system:
      return "system";
    case Reason::no_memory:
      return "no memory";
    case Reason::used:
      return "used before";
  }
  return "?";
}

std::string to_string(const Fault& fault) {
  std::string text = fault.section.empty() ? "image" : "section " + fault.section;
  text += std::string(": ") + to_string(fault.reason);
  if (!fault.detail.empty()) text += ": " + fault.detail;
  return text;
}

}  // namespace penstock::snapshot
