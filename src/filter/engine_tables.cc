// SPDX-License-Identifier: Apache-2.0
#include "filter/engine_state.h"

namespace penstock::filter {

std::uint64_t FlowDirectory::reserve() {
  const std::lock_guard hold(lock_);
  return flows_.add({});
}

void FlowDirectory::add(Flow& flow) {
  const std::lock_guard hold(lock_);
  if (packet::Ref<Flow>* place = flows_.find(flow.id)) *place = packet::Ref<Flow>::share(&flow);
}

void FlowDirectory::remove(std::uint64_t id) {
  packet::Ref<Flow> last;  // let go outside the lock: a flow's end calls callouts
  const std::lock_guard hold(lock_);
  last = flows_.remove(id);
}

packet::Ref<Flow> FlowDirectory::find(std::uint64_t id) const {
  const std::lock_guard hold(lock_);
  const packet::Ref<Flow>* place = flows_.find(id);
  return place == nullptr ? packet::Ref<Flow>() : *place;
}

std::uint64_t EndpointTable::acquire(std::uint8_t protocol, const wire::Address& address,
                                     std::uint16_t port) {
  const std::lock_guard hold(lock_);
  auto [place, made] = by_name_.try_emplace(Name{address, protocol, port}, 0);
  if (made) place->second = endpoints_.add({.protocol = protocol, .address = address, .port = port});
  ++endpoints_.find(place->second)->flows;
  return place->second;
}

void EndpointTable::release(std::uint64_t id) {
  const std::lock_guard hold(lock_);
  Endpoint* endpoint = endpoints_.find(id);
  if (endpoint == nullptr || --endpoint->flows != 0) return;
  by_name_.erase(Name{endpoint->address, endpoint->protocol, endpoint->port});
  endpoints_.remove(id);
}

bool EndpointTable::find(std::uint64_t id, Endpoint* found_endpoint) const {
  const std::lock_guard hold(lock_);
  const Endpoint* endpoint = endpoints_.find(id);
  if (endpoint == nullptr) return false;
  *found_endpoint = *endpoint;
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
