// SPDX-License-Identifier: Apache-2.0
#include "tunnel/transport.h"

namespace penstock::tunnel {

const char* to_string(TransportState state) {
  switch (state) {
    case TransportState::unconnected:
      return "unconnected";
    case TransportState::connected:
      return "connected";
    case TransportState::lost:
      return "lost";
    case TransportState::closed:
      return "closed";
  }
  return "?";
}

}  // namespace penstock::tunnel
