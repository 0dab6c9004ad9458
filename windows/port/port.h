// SPDX-License-Identifier: Apache-2.0
// A port that a driver has open: the far side of its link. What the path sends is shown to the driver as lists, each a
// loan in the ledger until it comes back; what the driver delivers is copied into packets of ours, so that its lists are
// its own again at once.
//
// Threads: take() on the path's thread; deliver() and give_back() from any; close() once.
// Memory: a lent packet is held by its loan. A delivered one is copied once.
// Errors: F-PORT-1 (closed with lists out), F-PORT-2 (a list given back that is not out, or not from here), F-PORT-3
//   (closed on the path's own thread).
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "base/call_site.h"
#include "base/view.h"
#include "link/port_link.h"

struct _NET_BUFFER_LIST;
struct _PENSTOCK_PORT_CHARACTERISTICS;

namespace penstock::nt {
class Guest;
}

namespace penstock::port {

// The driver's functions.
struct Events {
  void* context = nullptr;
  void (*send)(void* context, _NET_BUFFER_LIST* lists, unsigned count) = nullptr;
  void (*delivered)(void* context, _NET_BUFFER_LIST* lists, unsigned count) = nullptr;
};

class Port final : public link::PortFarSide {
 public:
  Port(link::PortLink& link, const Events& events, nt::Guest* guest, base::CallSite opened_at);

  nt::Guest* guest() const { return guest_; }
  base::CallSite opened_at() const { return opened_at_; }
  const link::PortLink& link() const { return link_; }

  [[nodiscard]] bool attach() { return link_.attach(*this); }
  // False: take() may still be running, and this must stay where it is.
  [[nodiscard]] bool close(base::CallSite site);

  void take(packet::PacketBatch& batch) override;
  void deliver(_NET_BUFFER_LIST* lists);
  void give_back(_NET_BUFFER_LIST* lists, base::CallSite site);

  void describe(base::Row& row) const;

 private:
  _NET_BUFFER_LIST* lend(packet::PacketPtr packet);
  packet::PacketPtr own_copy(packet::PacketPtr packet);
  void give_back_one(_NET_BUFFER_LIST& list, base::CallSite site);
  void take_back_all(base::CallSite site);
  void report(const char* code, std::string fact, base::CallSite first, base::CallSite second) const;

  link::PortLink& link_;
  const Events events_;
  nt::Guest* const guest_;
  const base::CallSite opened_at_;
  std::atomic<std::uint64_t> lent_{0};
  std::atomic<std::uint64_t> delivered_{0};
  std::atomic<std::uint64_t> not_lent_{0};  // no memory, or a full ledger
};

}  // namespace penstock::port
