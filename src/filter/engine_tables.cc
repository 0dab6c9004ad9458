// SPDX-License-Identifier: Apache-2.0
#include "filter/engine_state.h"

namespace penstock::filter {

void FlowDirectory::add(Flow& flow) {
  const std::lock_guard hold(lock_);
  if (flows_.emplace(flow.id, &flow).second) flow.add_reference();
}

void FlowDirectory::remove(std::uint64_t id) {
  packet::Ref<Flow> last;  // let go outside the lock: a flow's end calls callouts
  const std::lock_guard hold(lock_);
  auto found = flows_.find(id);
  if (found == flows_.end()) return;
  last = packet::Ref<Flow>::adopt(found->second);
  flows_.erase(found);
}

packet::Ref<Flow> FlowDirectory::find(std::uint64_t id) const {
  const std::lock_guard hold(lock_);
  auto found = flows_.find(id);
  return found == flows_.end() ? packet::Ref<Flow>() : packet::Ref<Flow>::share(found->second);
}

std::uint64_t EndpointTable::acquire(std::uint64_t new_id, std::uint8_t protocol,
                                     const wire::Address& address, std::uint16_t port) {
  const std::lock_guard hold(lock_);
  auto [place, made] = by_name_.try_emplace(Name{protocol, address, port}, new_id);
  Endpoint& endpoint = by_id_[place->second];
  if (made) endpoint = {.id = new_id, .protocol = protocol, .address = address, .port = port};
  ++endpoint.flows;
  return place->second;
}

void EndpointTable::release(std::uint64_t id) {
  const std::lock_guard hold(lock_);
  auto found = by_id_.find(id);
  if (found == by_id_.end() || --found->second.flows != 0) return;
  by_name_.erase(Name{found->second.protocol, found->second.address, found->second.port});
  by_id_.erase(found);
}

bool EndpointTable::find(std::uint64_t id, Endpoint* found_endpoint) const {
  const std::lock_guard hold(lock_);
  auto found = by_id_.find(id);
  if (found == by_id_.end()) return false;
  *found_endpoint = found->second;
  return true;
}

InjectorId InjectorTable::add(const InjectorOptions& options) {
  auto injector = std::make_shared<Injector>();
  injector->options = options;
  if (injector->options.types == 0) {
    injector->options.types = kInjectTransport | kInjectStream | kInjectForward;  // W-INJ-1
  }
  const std::lock_guard hold(lock_);
  injector->id = next_++;
  injectors_.emplace(injector->id, injector);
  return injector->id;
}

std::shared_ptr<Injector> InjectorTable::find(InjectorId id) const {
  const std::lock_guard hold(lock_);
  auto found = injectors_.find(id);
  return found == injectors_.end() ? nullptr : found->second;
}

bool InjectorTable::remove(InjectorId id) {
  const std::lock_guard hold(lock_);
  return injectors_.erase(id) != 0;
}

std::vector<InjectorId> InjectorTable::of(packet::BorrowerId owner) const {
  std::vector<InjectorId> owned;
  const std::lock_guard hold(lock_);
  for (const auto& [id, injector] : injectors_) {
    if (injector->options.owner == owner) owned.push_back(id);
  }
  return owned;
}

}  // namespace penstock::filter
