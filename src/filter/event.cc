// SPDX-License-Identifier: Apache-2.0
#include "filter/event.h"

namespace penstock::filter {

const char* to_string(EventKind kind) {
  switch (kind) {
    case EventKind::classified:
      return "classified";
    case EventKind::held:
      return "held";
    case EventKind::completed:
      return "completed";
    case EventKind::reauthorized:
      return "reauthorized";
    case EventKind::authorized:
      return "authorized";
    case EventKind::denied:
      return "denied";
    case EventKind::absorbed:
      return "absorbed";
    case EventKind::abandoned:
      return "abandoned";
    case EventKind::injected:
      return "injected";
    case EventKind::delivered:
      return "delivered";
    case EventKind::dropped:
      return "dropped";
    case EventKind::flow_closed:
      return "flow_closed";
  }
  return "?";
}

}  // namespace penstock::filter
