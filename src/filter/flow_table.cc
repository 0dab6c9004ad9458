// SPDX-License-Identifier: Apache-2.0
#include "filter/flow_table.h"

#include "filter/authorization.h"

namespace penstock::filter {

FlowTable::~FlowTable() {
  for (auto& [key, flow] : flows_) flow->release();
}

Flow* FlowTable::find(const wire::FlowKey& key) const {
  auto found = flows_.find(key);
  return found == flows_.end() ? nullptr : found->second;
}

void FlowTable::add(Flow& flow, IdleClass idle_class) {
  const bool added = flows_.emplace(flow.key, &flow).second;
  PENSTOCK_ASSERT(added);
  flow.add_reference();
  flow.idle_class = static_cast<std::uint8_t>(idle_class);
  link(flow);
}

packet::Ref<Flow> FlowTable::remove(Flow& flow) {
  auto found = flows_.find(flow.key);
  if (found == flows_.end() || found->second != &flow) return {};
  unlink(flow);
  flows_.erase(found);
  return packet::Ref<Flow>::adopt(&flow);
}

void FlowTable::touch(Flow& flow, std::int64_t now_ns) {
  flow.last_seen_ns = now_ns;
  if (lists_[flow.idle_class].newest == &flow) return;
  unlink(flow);
  link(flow);
}

void FlowTable::reclass(Flow& flow, IdleClass idle_class) {
  if (flow.idle_class == static_cast<std::uint8_t>(idle_class)) return;
  unlink(flow);
  flow.idle_class = static_cast<std::uint8_t>(idle_class);
  link(flow);
}

void FlowTable::link(Flow& flow) {
  List& list = lists_[flow.idle_class];
  flow.newer = nullptr;
  flow.older = list.newest;
  if (list.newest != nullptr) list.newest->newer = &flow;
  list.newest = &flow;
  if (list.oldest == nullptr) list.oldest = &flow;
}

void FlowTable::unlink(Flow& flow) {
  List& list = lists_[flow.idle_class];
  (flow.newer != nullptr ? flow.newer->older : list.newest) = flow.older;
  (flow.older != nullptr ? flow.older->newer : list.oldest) = flow.newer;
  flow.newer = flow.older = nullptr;
}

}  // namespace penstock::filter
