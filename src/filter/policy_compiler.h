// SPDX-License-Identifier: Apache-2.0
// Keeps the filters that run in the order in which a walk meets them, layer by layer, and makes the next
// version of the compiled policy from the layers that changed.
//
// Threads: the one that holds the store's turn to write.
// Memory: shares filters with the versions it made.
// Errors: none.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "filter/policy_objects.h"

namespace penstock::filter {

class PolicyCompiler {
 public:
  PolicyCompiler();

  void add(std::shared_ptr<const FilterRecord> filter);
  void remove(const std::shared_ptr<const FilterRecord>& filter);
  // The version after the last one; nullptr when no filter came or went since.
  std::shared_ptr<const CompiledPolicy> compile();
  const std::shared_ptr<const CompiledPolicy>& latest() const { return latest_; }

 private:
  using FilterList = std::vector<std::shared_ptr<const FilterRecord>>;

  std::array<FilterList, kLayerCount> filters_;
  std::array<bool, kLayerCount> touched_{};
  std::shared_ptr<const CompiledPolicy> latest_;
};

}  // namespace penstock::filter
