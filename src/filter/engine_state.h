// SPDX-License-Identifier: Apache-2.0
// What the engine's files share: the policy and callouts, who owns which flow, the injectors, the stations.
// Private to the room.
//
// Threads: the tables lock for themselves; counters are atomic; stations come and go before traffic.
// Memory: flows are held by reference while they are in the directory.
// Errors: none.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <atomic>
#include <map>
#include <utility>
#include <vector>

#include "exec/mutex.h"
#include "filter/engine.h"
#include "filter/flow.h"
#include "filter/numbered_slab.h"
#include "wire/address.h"

namespace penstock::filter {

// Flow id -> flow, for callouts that know a flow by its id.
class FlowDirectory {
 public:
  std::uint64_t reserve();  // the id of a flow that is about to be made
  void add(Flow& flow);
  void remove(std::uint64_t id);
  packet::Ref<Flow> find(std::uint64_t id) const;

 private:
  mutable exec::Mutex lock_;
  NumberedSlab<packet::Ref<Flow>> flows_;
};

// A local transport endpoint, inferred from the packets that it sends and receives: one for each protocol,
// address and port in use (W-ALE-11).
struct Endpoint {
  std::uint8_t protocol = 0;
  wire::Address address;
  std::uint16_t port = 0;
  std::uint32_t flows = 0;
};

class EndpointTable {
 public:
  std::uint64_t acquire(std::uint8_t protocol, const wire::Address& address, std::uint16_t port);
  void release(std::uint64_t id);
  bool find(std::uint64_t id, Endpoint* found) const;

 private:
  struct Name {
    wire::Address address;
    std::uint8_t protocol;
    std::uint16_t port;

    template <typename H>
    friend H AbslHashValue(H state, const Name& name) {
      return H::combine(std::move(state), name.address.octets, name.protocol, name.port);
    }
    friend bool operator==(const Name&, const Name&) = default;
  };
  mutable exec::Mutex lock_;
  absl::flat_hash_map<Name, std::uint64_t> by_name_;
  NumberedSlab<Endpoint> endpoints_;
};

struct Injector {
  InjectorOptions options;
  InjectorId id = 0;
  std::atomic<bool> closing{false};
  std::atomic<std::uint64_t> outstanding{0};
};

class InjectorTable {
 public:
  InjectorId add(const InjectorOptions& options);
  std::shared_ptr<Injector> find(InjectorId id) const;
  bool remove(InjectorId id);
  std::vector<InjectorId> of(packet::BorrowerId owner) const;

 private:
  mutable exec::Mutex lock_;
  std::map<InjectorId, std::shared_ptr<Injector>> injectors_;
  InjectorId next_ = 1;
};

struct EngineState {
  explicit EngineState(EngineOptions made_with) : options(made_with), policy(callouts) {}

  void emit(const Event& event) const {
    if (options.events != nullptr) options.events->happened(event);
  }
  std::uint64_t next_id() { return ids.fetch_add(1, std::memory_order_relaxed); }

  EngineOptions options;
  CalloutRegistry callouts;
  PolicyStore policy;
  EngineCounts counts;
  FlowDirectory flows;
  EndpointTable endpoints;
  InjectorTable injectors;
  std::atomic<bool> ready{true};
  std::atomic<std::uint64_t> ids{1};
  mutable exec::Mutex stations_lock;
  std::vector<FilterStation*> stations;
};

}  // namespace penstock::filter
