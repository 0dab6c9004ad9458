// SPDX-License-Identifier: Apache-2.0
// The flows of one path, by key (local end first), and in the order in which they were last used, so that
// what is idle is found without a search: one list for each timeout. Private to the room.
//
// Threads: one path's thread.
// Memory: holds one reference on each flow; grows when a flow is added, never when one is looked up.
// Errors: a full table says so; the caller decides who has to go.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <array>
#include <cstdint>

#include "filter/flow.h"

namespace penstock::filter {

enum class IdleClass : std::uint8_t { datagram, opening, established, closing, held, count_ };

class FlowTable {
 public:
  explicit FlowTable(std::uint32_t flows_max) : flows_max_(flows_max) {}
  ~FlowTable();

  Flow* find(const wire::FlowKey& key) const;
  bool full() const { return flows_.size() >= flows_max_; }
  void add(Flow& flow, IdleClass idle_class);  // takes a reference
  packet::Ref<Flow> remove(Flow& flow);        // hands it back
  void touch(Flow& flow, std::int64_t now_ns);
  void reclass(Flow& flow, IdleClass idle_class);
  Flow* oldest(IdleClass idle_class) const { return lists_[index(idle_class)].oldest; }
  IdleClass class_of(const Flow& flow) const { return static_cast<IdleClass>(flow.idle_class); }
  std::size_t size() const { return flows_.size(); }
  // Not the map's first: its order differs from run to run, and a run is a function of its inputs.
  Flow* any() const {
    for (const List& list : lists_) {
      if (list.oldest != nullptr) return list.oldest;
    }
    return nullptr;
  }

  template <class Visitor>
  void for_each(Visitor visit) const {
    for (const auto& [key, flow] : flows_) visit(*flow);
  }

 private:
  struct List {
    Flow* newest = nullptr;
    Flow* oldest = nullptr;
  };
  static std::size_t index(IdleClass idle_class) { return static_cast<std::size_t>(idle_class); }
  void link(Flow& flow);
  void unlink(Flow& flow);

  const std::uint32_t flows_max_;
  absl::flat_hash_map<wire::FlowKey, Flow*, std::hash<wire::FlowKey>> flows_;
  std::array<List, static_cast<std::size_t>(IdleClass::count_)> lists_;
};

}  // namespace penstock::filter
