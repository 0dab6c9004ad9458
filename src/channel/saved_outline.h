// SPDX-License-Identifier: Apache-2.0
// What a saved channel tells whoever has no endpoint to restore it into. Everything that restoring checks of the
// bytes alone is checked here; the rings, the peer and the provider's own bytes are not asked.
//
// Threads: plain values.
// Memory: owns what it tells.
// Errors: the fault, and at which chunk.
#pragma once

#include <memory>

#include "channel/saved_chunk.h"

namespace penstock::channel {

struct SavedOutline {
  SavedHeader header;
  SavedChannel channel;
  std::uint32_t regions = 0;
  std::uint32_t queued = 0;
  std::uint32_t unanswered = 0;
  std::uint32_t answers = 0;
};

struct OutlineFault {
  Fault fault = Fault::damaged;
  std::uint32_t chunk = 0;  // from 1
  std::uint64_t at = 0;     // where it begins
};

// Takes chunks as they come.
class OutlineReader {
 public:
  OutlineReader();
  ~OutlineReader();
  // Whole chunks, in order. After a fault nothing is taken any more.
  void take(Bytes chunks);
  // Nothing follows.
  base::Result<SavedOutline, OutlineFault> end() const;

 private:
  class Reading;
  std::unique_ptr<Reading> reading_;
  OutlineFault fault_;
  bool failed_ = false;
};

base::Result<SavedOutline, OutlineFault> outline_of(Bytes saved);

}  // namespace penstock::channel
