// SPDX-License-Identifier: Apache-2.0
#include "ndis/generic_object.h"

#include <string>

#include "ndis/list_pool.h"
#include "nt/guest.h"
#include "nt/thread_state.h"

#include <ndis.h>

namespace penstock::ndis {
namespace {

static_assert(sizeof(NDIS_GENERIC_OBJECT) <= sizeof(GenericObject::face));
static_assert(offsetof(GenericObject, face) == 0);

void report_pools_of(const GenericObject& object, base::CallSite site) {
  for (const Pool* pool : pools().all([&](const Pool& each) { return each.owner == &object; })) {
    nt::report("F-NDIS-1", "K-UNLOAD-3", base::Severity::error, object.guest,
               "generic object freed before a pool that was made from it", pool->made_at, site);
  }
}

class NdisAccount final : public nt::Account {
 public:
  const char* name() const override { return "ndis"; }
  void close(nt::Guest& guest) override;
  void show(const nt::Guest& guest, std::vector<base::Row>& rows) const override;
};

void NdisAccount::close(nt::Guest& guest) {
  for (const Pool* pool : pools().all([&](const Pool& each) { return each.guest == &guest; })) {
    nt::report("F-UNLOAD-8", "K-UNLOAD-3", base::Severity::error, &guest,
               pool->kind == PoolKind::lists ? "pool of NET_BUFFER_LISTs left" : "pool of NET_BUFFERs left",
               pool->made_at, {});
    pools().take(pool);
  }
  for (const GenericObject* object :
       generic_objects().all([&](const auto& each) { return each.guest == &guest; })) {
    nt::report("F-NDIS-1", "K-UNLOAD-3", base::Severity::error, &guest, "generic object left",
               object->made_at, {});
    generic_objects().take(object);
  }
}

void NdisAccount::show(const nt::Guest& guest, std::vector<base::Row>& rows) const {
  for (const Pool* pool : pools().all([&](const Pool& each) { return each.guest == &guest; })) {
    rows.push_back({{"what", std::string(pool->kind == PoolKind::lists ? "list pool" : "buffer pool")},
                    {"out", std::int64_t{pool->out.load()}},
                    {"made_at", base::name_of(pool->made_at)}});
  }
}

}  // namespace

HandleSet<GenericObject>& generic_objects() {
  static auto* one = new HandleSet<GenericObject>;
  return *one;
}

void register_account() {
  static auto* account = new NdisAccount;
  nt::register_account(*account);
}

}  // namespace penstock::ndis

using namespace penstock;
using namespace penstock::ndis;

extern "C" {

PNDIS_GENERIC_OBJECT NdisAllocateGenericObject(PDRIVER_OBJECT driver, ULONG, USHORT) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  auto object = std::make_unique<GenericObject>();
  object->guest = nt::guest_of(PENSTOCK_CALLER);
  object->made_at = PENSTOCK_CALLER;
  auto* face = new (object->face) NDIS_GENERIC_OBJECT{};
  face->Header = {NDIS_OBJECT_TYPE_GENERIC_OBJECT, 1, sizeof(NDIS_GENERIC_OBJECT)};
  face->Caller = const_cast<void*>(PENSTOCK_CALLER.address);
  face->DriverObject = driver;
  return reinterpret_cast<PNDIS_GENERIC_OBJECT>(generic_objects().add(std::move(object))->face);
}

VOID NdisFreeGenericObject(PNDIS_GENERIC_OBJECT handle) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  const GenericObject* object = generic_objects().find(handle);
  if (object == nullptr) {
    nt::report("F-NDIS-1", "K-UNLOAD-3", base::Severity::error, nt::guest_of(PENSTOCK_CALLER),
               "freed as a generic object, but is none", {}, PENSTOCK_CALLER);
    return;
  }
  report_pools_of(*object, PENSTOCK_CALLER);
  generic_objects().take(handle);
}

}  // extern "C"
