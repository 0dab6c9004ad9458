// SPDX-License-Identifier: Apache-2.0
#include "tunnel/data_callbacks.h"

namespace penstock::tunnel {

void DataCallbacks::returned(Answer answer, std::int64_t now_ns) {
  send_leases.after_callback(*send_pool.load(std::memory_order_relaxed), now_ns);
  receive_leases.after_callback(*receive_pool.load(std::memory_order_relaxed), now_ns);
  if (!answer.failed()) {
    if (errors_in_a_row.load(std::memory_order_relaxed) != 0) {
      errors_in_a_row.store(0, std::memory_order_relaxed);
    }
    return;
  }
  const std::uint32_t errors = errors_in_a_row.fetch_add(1, std::memory_order_relaxed) + 1;
  if (options.callback_errors_max != 0 && errors >= options.callback_errors_max) {
    abort_wanted.store(true, std::memory_order_release);
  }
}

void DataCallbacks::saw_packets(std::int64_t now_ns) {
  last_packet_ns.store(now_ns, std::memory_order_relaxed);
  if (!active.load(std::memory_order_relaxed)) active.store(true, std::memory_order_release);
}

void make_ready(ListRef& list, const SlotHome& home, const FaceKind& face, SlotChain& shown) {
  if (!list || list->shared()) list = ListRef::adopt(SlotList::make(home, face));
  list->begin(shown);
}

}  // namespace penstock::tunnel
