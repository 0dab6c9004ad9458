// SPDX-License-Identifier: Apache-2.0
#include "wfp/list_loans.h"

#include <map>
#include <mutex>

#include "exec/mutex.h"
#include "ndis/clone.h"
#include "ndis/packet_face.h"
#include "nt/guest.h"
#include "wfp/environment.h"

#include "ndis/list_block.h"

namespace penstock::wfp {
namespace {

class LentList final : public packet::Lent {
 public:
  LentList(NET_BUFFER_LIST& lent, bool cloned) : list(lent), is_clone(cloned) {}
  void describe(base::Row& row) const override {
    const packet::Packet* packet = ndis::packet_at_root(&list);
    if (packet == nullptr) return;
    row.emplace_back("packet", static_cast<std::int64_t>(packet->id));
    row.emplace_back("bytes", std::int64_t{packet->size_bytes()});
  }

  NET_BUFFER_LIST& list;
  const bool is_clone;

 private:
  ~LentList() override = default;
};

exec::Mutex references_lock;

using References = std::multimap<const NET_BUFFER_LIST*, packet::LoanId>;

References& references() {
  static auto* one = new References;
  return *one;
}

packet::BorrowerId borrower_at(base::CallSite site) {
  const nt::Guest* guest = nt::guest_of(site);
  return guest == nullptr ? 0 : guest->borrower();
}

packet::LoanId take_reference(const NET_BUFFER_LIST& list) {
  std::lock_guard hold(references_lock);
  const auto found = references().find(&list);
  if (found == references().end()) return 0;
  const packet::LoanId loan = found->second;
  references().erase(found);
  return loan;
}

void forget_reference(const NET_BUFFER_LIST& list, packet::LoanId loan) {
  std::lock_guard hold(references_lock);
  const auto [first, last] = references().equal_range(&list);
  for (auto each = first; each != last; ++each) {
    if (each->second != loan) continue;
    references().erase(each);
    return;
  }
}

void report_reference(const char* fact, base::CallSite site) {
  nt::report("F-NBL-6", "W-REF-1", base::Severity::error, nt::guest_of(site), fact, {}, site);
}

}  // namespace

bool lend_clone(NET_BUFFER_LIST& clone, base::CallSite site) {
  const packet::LoanId loan = engine().ledger().lend(
      borrower_at(site), "clone", site, packet::Ref<packet::Lent>::adopt(new LentList(clone, true)));
  reinterpret_cast<ndis::ListBlock&>(clone).loan.store(loan);
  return loan != 0;
}

void settle_clone(packet::LoanId loan, base::CallSite site) { (void)engine().ledger().settle(loan, 0, site); }

void reference_list(NET_BUFFER_LIST& list, base::CallSite site) {
  packet::Packet* packet = ndis::packet_behind(&list);
  if (packet == nullptr) return report_reference("only an indicated list can be referenced", site);
  const packet::LoanId loan = engine().ledger().lend(
      borrower_at(site), "packet", site, packet::Ref<packet::Lent>::adopt(new LentList(list, false)));
  ndis::hold(*packet);
  std::lock_guard hold(references_lock);
  references().emplace(&list, loan);
}

void dereference_list(NET_BUFFER_LIST& list, base::CallSite site) {
  const packet::LoanId loan = take_reference(list);
  if (loan == 0) return report_reference("dereferenced a list that is not referenced", site);
  (void)engine().ledger().settle(loan, 0, site);
  ndis::let_go(*ndis::packet_behind(&list));
}

bool take_back_list(const packet::LoanRecord& loan) {
  const auto* lent = dynamic_cast<const LentList*>(loan.subject.get());
  if (lent == nullptr) return false;
  if (engine().ledger().settle(loan.id, 0, {}).result != packet::Settlement::settled) return false;
  if (!lent->is_clone) {
    forget_reference(lent->list, loan.id);
    ndis::let_go(*ndis::packet_behind(&lent->list));
  } else if (const ndis::ListBlock* block = ndis::find_block(&lent->list);
             block != nullptr && !block->injected) {
    ndis::free_clone(&lent->list, 0, "unload", {});
  }  // an injected one is freed by its completion
  return true;
}

}  // namespace penstock::wfp
