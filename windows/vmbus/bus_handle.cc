// SPDX-License-Identifier: Apache-2.0
#include "vmbus/bus_handle.h"

#include "nt/object.h"

namespace penstock::vmbus {
namespace {

_OBJECT_TYPE bus_type{"VMBus"};

struct BusObject {
  channel::BusServer& bus;
};

// With a reference, which the caller gives up.
BusObject* reference(void* handle, base::CallSite site) {
  const auto target = nt::handle_reference(handle, site);
  if (!target.has_value()) return nullptr;
  if (target->type == &bus_type) return static_cast<BusObject*>(target->object);
  nt::object_dereference(target->object, site);
  return nullptr;
}

}  // namespace

void* open_bus(channel::BusServer& bus) {
  auto* object = new BusObject{bus};
  nt::object_created(
      object,
      {.type = &bus_type, .destroy = [](void* gone) { delete static_cast<BusObject*>(gone); }, .of_host = 1});
  void* handle = nt::handle_open(object, nullptr, {});
  nt::object_release_by_host(object);  // the handles keep it
  return handle;
}

void close_bus(void* handle) { (void)nt::handle_close(handle, {}); }

channel::BusServer* bus_of(void* handle, base::CallSite site) {
  BusObject* object = reference(handle, site);
  if (object == nullptr) return nullptr;
  channel::BusServer* bus = &object->bus;
  nt::object_dereference(object, site);
  return bus;
}

void* duplicate_bus(void* handle, nt::Guest* guest, base::CallSite site) {
  BusObject* object = reference(handle, site);
  if (object == nullptr) return nullptr;
  void* made = nt::handle_open(object, guest, site);
  nt::object_dereference(object, site);
  return made;
}

}  // namespace penstock::vmbus
