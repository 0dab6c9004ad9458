// SPDX-License-Identifier: Apache-2.0
#include "port/port.h"

#include <algorithm>
#include <utility>

#include "link/packet_copy.h"
#include "ndis/gather.h"
#include "ndis/out_of_band.h"
#include "ndis/packet_face.h"
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "packet/custody.h"
#include "port/environment.h"

#include <ndis.h>

namespace penstock::port {
namespace {

// Where a lent list names its loan: NDIS' own word, which drivers leave alone. Whatever stands there is only believed
// when the ledger has such a loan of this port.
packet::LoanId loan_of(const NET_BUFFER_LIST& list) {
  return reinterpret_cast<packet::LoanId>(list.NdisReserved[0]);
}

class LentList final : public packet::Lent {
 public:
  LentList(packet::PacketPtr packet, const Port& from) : from_(from), packet_(std::move(packet)) {}
  void describe(base::Row& row) const override {
    row.emplace_back("port", from_.link().name());
    row.emplace_back("packet", static_cast<std::int64_t>(packet_->id));
    row.emplace_back("bytes", std::int64_t{packet_->size_bytes()});
  }
  bool is_of(const Port& port) const { return &from_ == &port; }

 private:
  ~LentList() override = default;

  const Port& from_;
  const packet::PacketPtr packet_;
};

const LentList* lent_by(const packet::Ref<packet::Lent>& subject, const Port& port) {
  const auto* lent = dynamic_cast<const LentList*>(subject.get());
  return lent != nullptr && lent->is_of(port) ? lent : nullptr;
}

std::uint8_t callback_level() {
  const nt::ThreadState& state = nt::thread_state();
  return state.is_path ? std::max<std::uint8_t>(state.irql, nt::kDispatch) : state.irql;
}

packet::BorrowerId borrower_of(const nt::Guest* guest) { return guest == nullptr ? 0 : guest->borrower(); }

// NDIS_STATUS_SUCCESS and one more packet in the chain, or why not.
NDIS_STATUS copy_into(packet::PacketChain& packets, const NET_BUFFER_LIST& list, const NET_BUFFER& buffer) {
  const Environment& with = environment();
  const std::uint32_t bytes = buffer.DataLength;
  const auto fits = [&](packet::PacketPool* pool) {
    return pool != nullptr && bytes <= pool->options().buffer_bytes - pool->options().headroom_bytes;
  };
  packet::PacketPool* pool = fits(with.small) ? with.small : fits(with.big) ? with.big : nullptr;
  if (bytes == 0 || pool == nullptr) return NDIS_STATUS_INVALID_LENGTH;
  packet::PacketPtr made = pool->allocate();
  if (made == nullptr || !made->set_size(bytes)) return NDIS_STATUS_RESOURCES;
  if (ndis::gather(buffer, made->bytes()) != bytes) return NDIS_STATUS_INVALID_LENGTH;
  made->offload = ndis::read_out_of_band(list, ndis::Way::outbound);
  packets.push_back(std::move(made));
  return NDIS_STATUS_SUCCESS;
}

}  // namespace

Port::Port(link::PortLink& link, const Events& events, nt::Guest* guest, base::CallSite opened_at)
    : link_(link), events_(events), guest_(guest), opened_at_(opened_at) {}

void Port::report(const char* code, std::string fact, base::CallSite first, base::CallSite second) const {
  nt::report(code, "", base::Severity::error, guest_, "port " + link_.name() + ": " + std::move(fact), first,
             second);
}

// ---- from the path to the driver ----

// A face may be in use where a packet is shared: somebody who keeps the list of it would see it change.
packet::PacketPtr Port::own_copy(packet::PacketPtr packet) {
  const bool has_face = packet->pool().options().face_bytes >= ndis::kPacketFaceBytes;
  if (has_face && !packet->shared()) return packet;
  return link::copy_packet(*packet, *environment().small);
}

NET_BUFFER_LIST* Port::lend(packet::PacketPtr packet) {
  packet = own_copy(std::move(packet));
  if (packet == nullptr) return nullptr;
  NET_BUFFER_LIST* list = ndis::show(*packet, 0, ndis::Way::inbound);
  const packet::LoanId loan =
      nt::ledger().lend(borrower_of(guest_), "packet at a port", opened_at_,
                        packet::Ref<packet::Lent>::adopt(new LentList(std::move(packet), *this)));
  if (loan == 0) return nullptr;  // the ledger is full; the packet went with what it was to be lent as
  list->NdisReserved[0] = reinterpret_cast<PVOID>(loan);
  return list;
}

void Port::take(packet::PacketBatch& batch) {
  NET_BUFFER_LIST* first = nullptr;
  NET_BUFFER_LIST** end = &first;
  ULONG count = 0;
  for (std::uint32_t i = 0; i < batch.count(); ++i) {
    NET_BUFFER_LIST* list = lend(batch.take(i));
    if (list == nullptr) {
      not_lent_.fetch_add(1, std::memory_order_relaxed);
      continue;
    }
    *end = list;
    end = &list->Next;
    ++count;
  }
  batch.reset();
  if (count == 0) return;
  lent_.fetch_add(count, std::memory_order_relaxed);
  nt::GuestCall call(guest_, callback_level(), "EvtSend");
  events_.send(events_.context, first, count);
}

void Port::give_back(NET_BUFFER_LIST* lists, base::CallSite site) {
  while (lists != nullptr) {
    NET_BUFFER_LIST* next = lists->Next;  // before the packet goes, and its list with it
    give_back_one(*lists, site);
    lists = next;
  }
}

void Port::give_back_one(NET_BUFFER_LIST& list, base::CallSite site) {
  if (ndis::packet_behind(&list) == nullptr)
    return report("F-PORT-2", "a list was given back that the port never lent", {}, site);
  const packet::LoanId loan = loan_of(list);
  const packet::Ref<packet::Lent> subject = nt::ledger().find(loan);
  if (subject && lent_by(subject, *this) == nullptr)
    return report("F-PORT-2", "a list was given back that another lent", {}, site);
  const packet::Settled settled = nt::ledger().settle(loan, borrower_of(guest_), site);
  if (settled.result != packet::Settlement::settled)
    report("F-PORT-2", "a list was given back that is not out", settled.earlier, site);
}

// ---- from the driver to the path ----

void Port::deliver(NET_BUFFER_LIST* lists) {
  ULONG count = 0;
  for (NET_BUFFER_LIST* list = lists; list != nullptr; list = list->Next, ++count) {
    packet::PacketChain packets;
    NDIS_STATUS status = list->FirstNetBuffer == nullptr ? NDIS_STATUS_INVALID_LENGTH : NDIS_STATUS_SUCCESS;
    for (const NET_BUFFER* each = list->FirstNetBuffer; each != nullptr && status == NDIS_STATUS_SUCCESS;
         each = each->Next) {
      status = copy_into(packets, *list, *each);
    }
    if (status == NDIS_STATUS_SUCCESS) {
      delivered_.fetch_add(link_.deliver(packets), std::memory_order_relaxed);
      if (!packets.empty()) status = NDIS_STATUS_RESOURCES;
    }
    list->Status = status;
  }
  if (count == 0) return;
  nt::GuestCall call(guest_, nt::thread_state().irql, "EvtDelivered");
  events_.delivered(events_.context, lists, count);
}

// ---- the end ----

bool Port::close(base::CallSite site) {
  const bool quiet = link_.detach(*this);
  if (!quiet)
    report("F-PORT-3", "closed on the thread of its path, which cannot wait for itself", opened_at_, site);
  take_back_all(site);
  return quiet;
}

void Port::take_back_all(base::CallSite site) {
  std::uint64_t left = 0;
  base::CallSite lent_at;
  for (const packet::LoanRecord& loan : nt::ledger().outstanding(borrower_of(guest_))) {
    if (lent_by(loan.subject, *this) == nullptr) continue;
    if (nt::ledger().settle(loan.id, 0, site).result != packet::Settlement::settled) continue;
    lent_at = loan.lent_at;
    ++left;
  }
  if (left != 0) report("F-PORT-1", std::to_string(left) + " lists had not been given back", lent_at, site);
}

void Port::describe(base::Row& row) const {
  row.emplace_back("what", std::string("port"));
  row.emplace_back("name", link_.name());
  row.emplace_back("made_at", base::name_of(opened_at_));
  row.emplace_back("lent", static_cast<std::int64_t>(lent_.load()));
  row.emplace_back("delivered", static_cast<std::int64_t>(delivered_.load()));
  row.emplace_back("not_lent", static_cast<std::int64_t>(not_lent_.load()));
}

}  // namespace penstock::port
