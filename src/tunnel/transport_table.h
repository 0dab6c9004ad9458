// SPDX-License-Identifier: Apache-2.0
// The transports of a channel in the order they were associated: the index is what a buffer's affinity names,
// the context what it may name instead. A table is immutable once published; a change makes another.
//
// Threads: read only; the channel publishes.
// Memory: shares the transports and keeps the contexts.
// Errors: npos where none is named.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "exec/published.h"
#include "tunnel/slot.h"
#include "tunnel/transport.h"

namespace penstock::tunnel {

struct AssociatedTransport {
  std::shared_ptr<Transport> transport;
  ForeignRef context;
};

struct TransportTable {
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  std::vector<AssociatedTransport> entries;

  // Only while it is started do frames leave and units come in.
  bool running = false;

  std::uint32_t index_of(const ForeignObject* context) const {
    for (std::uint32_t index = 0; index < entries.size(); ++index) {
      const ForeignObject* known = entries[index].context.get();
      if (known != nullptr && context != nullptr && known->identity() == context->identity()) return index;
    }
    return kNone;
  }
  std::uint32_t index_of(const Transport* transport) const {
    for (std::uint32_t index = 0; index < entries.size(); ++index) {
      if (entries[index].transport.get() == transport) return index;
    }
    return kNone;
  }
};

using PublishedTransports = exec::Published<TransportTable>;

}  // namespace penstock::tunnel
