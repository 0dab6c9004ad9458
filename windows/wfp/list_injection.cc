// SPDX-License-Identifier: Apache-2.0
#include "wfp/list_injection.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "ndis/clone.h"
#include "ndis/gather.h"
#include "ndis/out_of_band.h"
#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/thread_state.h"
#include "wfp/account.h"
#include "wfp/environment.h"

#include "wfp/layout.h"

#include "ndis/list_block.h"

namespace penstock::wfp {
namespace {

class ListInjection final : public filter::InjectionCompletion {
 public:
  ListInjection(const InjectionOrder& order, ndis::ListBlock& block, Tie& tie, std::uint32_t packets)
      : order_(order), block_(block), tie_(tie), left_(packets) {
    block.injected.store(true);
  }

  void completed(filter::InjectionStatus status) override {
    if (status != filter::InjectionStatus::sent) worst_.store(to_status(status));
    if (left_.fetch_sub(1, std::memory_order_acq_rel) == 1) finish();
  }
  // Nothing of it was injected: the list is the guest's again.
  void forget() {
    block_.injected.store(false);
    delete this;
  }

 private:
  ~ListInjection() override = default;
  void finish();

  const InjectionOrder order_;
  ndis::ListBlock& block_;
  Tie& tie_;
  std::atomic<std::uint32_t> left_;
  std::atomic<Status> worst_{STATUS_SUCCESS};
};

void ListInjection::finish() {
  const InjectionOrder order = order_;
  Tie& tie = tie_;
  order.list->Status = worst_.load();
  forget();
  if (tie.cut.load()) {
    if (order.list->ParentNetBufferList != nullptr) ndis::free_clone(order.list, 0, "unload", {});
    return;
  }
  const std::uint8_t level = callback_level();
  nt::GuestCall call(tie.guest, level, "completionFn");
  order.completion(order.completion_context, order.list, level == nt::kDispatch ? TRUE : FALSE);
}

// One NET_BUFFER as a packet of the engine's; nullptr where none can be had.
packet::PacketPtr copy_buffer(const NET_BUFFER& buffer, const InjectionOrder& order) {
  packet::PacketPtr made = engine().allocate_packet();
  if (made == nullptr || !made->set_size(order.header_bytes + buffer.DataLength)) return nullptr;
  std::copy_n(order.header, order.header_bytes, made->data());
  const auto rest = made->bytes().subspan(order.header_bytes);
  if (ndis::gather(buffer, rest) != rest.size()) return nullptr;
  made->offload = ndis::read_out_of_band(*order.list, order.way);
  return made;
}

filter::Result<std::vector<packet::PacketPtr>> copy_list(const InjectionOrder& order) {
  std::vector<packet::PacketPtr> packets;
  for (const NET_BUFFER* each = order.list->FirstNetBuffer; each != nullptr; each = each->Next) {
    packet::PacketPtr made = copy_buffer(*each, order);
    if (made == nullptr) return filter::Fault::no_memory;
    if (order.complete_with != nullptr) {
      const auto done = engine().complete_transport_packet(*made, *order.complete_with);
      if (!done) return done.fault();
    }
    packets.push_back(std::move(made));
  }
  if (packets.empty()) return filter::Fault::invalid_parameter;
  return packets;
}

// Hands the packets over. Once one is with the engine the list is too; what the engine then refuses counts as
// done with an error.
filter::Result<void> hand_over(const InjectionOrder& order, std::vector<packet::PacketPtr> packets,
                               ListInjection& injection) {
  packet::Packet* original = ndis::packet_at_root(order.list);
  for (std::size_t i = 0; i < packets.size(); ++i) {
    const auto injected =
        engine().inject({.injector = from_handle(order.injection_handle),
                         .context = reinterpret_cast<std::uintptr_t>(order.injection_context),
                         .type = order.type,
                         .direction = order.way == ndis::Way::inbound ? filter::Direction::inbound
                                                                      : filter::Direction::outbound,
                         .packet = std::move(packets[i]),
                         .continues = original == nullptr ? nullptr : original->attachment(),
                         .completion = &injection});
    if (injected) continue;
    if (i == 0) {
      injection.forget();
      return injected;
    }
    injection.completed(filter::InjectionStatus::malformed);
  }
  return {};
}

Status refuse(const char* function, const char* fact, base::CallSite site) {
  nt::report("F-INJ-1", "W-INJ-3", base::Severity::error, nt::guest_of(site),
             std::string(function) + ": " + fact, {}, site);
  return STATUS_INVALID_PARAMETER;
}

}  // namespace

Status inject_list(const InjectionOrder& order, const char* function, base::CallSite site) {
  nt::warn_if_spin_lock_held(function, site);
  if (order.list == nullptr || order.completion == nullptr) return STATUS_FWP_NULL_POINTER;  // W-INJ-4
  ndis::ListBlock* block = ndis::find_block(order.list);
  if (block == nullptr) return refuse(function, "the list is not the caller's to give: clone it", site);
  if (block->injected.load()) return refuse(function, "the list is injected already", site);
  auto packets = copy_list(order);
  if (!packets) return to_status(packets.fault(), Family::injection);
  const auto count = static_cast<std::uint32_t>(packets->size());
  auto* injection = new ListInjection(order, *block, tie_of(nt::guest_of(site)), count);
  return status_of(hand_over(order, std::move(*packets), *injection), Family::injection);
}

}  // namespace penstock::wfp
