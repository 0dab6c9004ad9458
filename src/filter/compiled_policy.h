// SPDX-License-Identifier: Apache-2.0
// The policy as classification runs it: for each layer the sublayers by falling weight, in each its
// filters by falling weight. Immutable: a change makes a new version. A flow remembers the revision of the
// layer it was authorized under; a layer's revision moves only when its filters do (W-ENG-9).
//
// Threads: shared freely.
// Memory: owns its filters and what their conditions point to.
// Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "filter/callout.h"
#include "filter/callout_registry.h"

namespace penstock::filter {

struct CompiledFilter {
  RunningFilter running;
  const CalloutSlot* callout = nullptr;  // nullptr for plain ones
  std::shared_ptr<const void> keeps;     // conditions and their values
};

struct CompiledSublayer {
  std::uint16_t weight = 0;
  std::vector<std::shared_ptr<const CompiledFilter>> filters;
};

struct CompiledLayer {
  std::uint64_t revision = 1;
  std::vector<CompiledSublayer> sublayers;
  bool empty() const { return sublayers.empty(); }
};

struct CompiledPolicy {
  std::uint64_t revision = 1;
  std::array<CompiledLayer, kLayerCount> layers;

  const CompiledLayer& at(Layer layer) const { return layers[static_cast<std::size_t>(layer)]; }
};

}  // namespace penstock::filter
