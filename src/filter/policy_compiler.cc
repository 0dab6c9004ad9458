// SPDX-License-Identifier: Apache-2.0
#include "filter/policy_compiler.h"

#include <algorithm>
#include <tuple>

namespace penstock::filter {
namespace {

// Sublayers by weight, then as they came; filters by weight, then by number (W-ARB-9).
bool comes_before(const std::shared_ptr<const FilterRecord>& left,
                  const std::shared_ptr<const FilterRecord>& right) {
  const auto rank = [](const FilterRecord& filter) {
    return std::tuple(~filter.sublayer_weight, filter.sublayer_id, ~filter.spec.effective_weight, filter.id);
  };
  return rank(*left) < rank(*right);
}

std::vector<CompiledSublayer> sublayers_of(const std::vector<std::shared_ptr<const FilterRecord>>& filters) {
  std::vector<CompiledSublayer> sublayers;
  std::uint64_t current = 0;
  for (const auto& filter : filters) {
    if (sublayers.empty() || filter->sublayer_id != current) {
      sublayers.push_back({filter->sublayer_weight, {}});
      current = filter->sublayer_id;
    }
    sublayers.back().filters.push_back(filter->compiled);
  }
  return sublayers;
}

}  // namespace

PolicyCompiler::PolicyCompiler() : latest_(std::make_shared<const CompiledPolicy>()) {}

void PolicyCompiler::add(std::shared_ptr<const FilterRecord> filter) {
  if (filter->compiled == nullptr) return;
  const auto layer = static_cast<std::size_t>(filter->layer);
  FilterList& list = filters_[layer];
  list.insert(std::upper_bound(list.begin(), list.end(), filter, comes_before), std::move(filter));
  touched_[layer] = true;
}

void PolicyCompiler::remove(const std::shared_ptr<const FilterRecord>& filter) {
  if (filter->compiled == nullptr) return;
  const auto layer = static_cast<std::size_t>(filter->layer);
  FilterList& list = filters_[layer];
  const auto at = std::lower_bound(list.begin(), list.end(), filter, comes_before);
  PENSTOCK_ASSERT(at != list.end() && *at == filter);
  list.erase(at);
  touched_[layer] = true;
}

std::shared_ptr<const CompiledPolicy> PolicyCompiler::compile() {
  if (std::none_of(touched_.begin(), touched_.end(), [](bool touched) { return touched; })) return nullptr;
  auto next = std::make_shared<CompiledPolicy>(*latest_);
  ++next->revision;
  for (std::size_t layer = 0; layer < kLayerCount; ++layer) {
    if (!std::exchange(touched_[layer], false)) continue;
    next->layers[layer] = {latest_->layers[layer].revision + 1, sublayers_of(filters_[layer])};
  }
  latest_ = std::move(next);
  return latest_;
}

}  // namespace penstock::filter
