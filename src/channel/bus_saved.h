// SPDX-License-Identifier: Apache-2.0
// The state of a bus as it is saved: the version, what was offered, what is open, what was lent (V-SAVE-4).
//
// Threads: plain values.
// Memory: owns what it tells.
// Errors: Fault; nothing is believed before all of it was read.
#pragma once

#include <vector>

#include "channel/bus_server.h"

namespace penstock::channel {

struct SavedBus {
  std::uint32_t version = 0;
  bool offers_requested = false;
  std::vector<OfferRecord> records;
  std::vector<Region> regions;
};

Result<SavedBus> decode_bus(Bytes saved, std::uint32_t version_max = kBusVersionMax);

}  // namespace penstock::channel
