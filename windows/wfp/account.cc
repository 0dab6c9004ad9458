// SPDX-License-Identifier: Apache-2.0
#include "wfp/account.h"

#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "exec/mutex.h"
#include "nt/guest.h"
#include "wfp/callout_face.h"
#include "wfp/created.h"
#include "wfp/environment.h"
#include "wfp/list_loans.h"
#include "wfp/service_state.h"

#include "wfp/object_enum.h"

namespace penstock::wfp {
namespace {

exec::Mutex ties_lock;

// Ties are never freed: whatever may still call a guest looks at one.
std::deque<Tie>& all_ties() {
  static auto* one = new std::deque<Tie>;
  return *one;
}

// Of the guests that are there.
std::map<nt::Guest*, Tie*>& ties() {
  static auto* one = new std::map<nt::Guest*, Tie*>;
  return *one;
}

// The next guest at the same address is another one.
void cut_tie(nt::Guest& guest) {
  tie_of(&guest).cut.store(true);
  std::lock_guard hold(ties_lock);
  ties().erase(&guest);
}

void report_left(const nt::Guest& guest, const char* code, const std::string& what, base::CallSite made_at) {
  nt::report(code, "K-UNLOAD-3", base::Severity::error, &guest, what + " left", made_at, {});
}

// Operations first: a completion may still ask callouts (W-COMP-10).
void settle_operations(const nt::Guest& guest) {
  for (const packet::LoanRecord& loan : engine().ledger().outstanding(guest.borrower())) {
    if (std::string(loan.what) == "authorization")
      report_left(guest, "F-UNLOAD-9", "pended operation", loan.lent_at);
  }
  engine().settle_loans_of(guest.borrower());
}

void close_sessions(nt::Guest& guest) {
  for (const Created& session : take_created_by(&guest, Kind::session)) {
    report_left(guest, "F-UNLOAD-8", "filter engine session", session.made_at);
    end_enums_of(session.id);
  }
  engine().policy().close_sessions_of(guest.borrower());
}

void destroy_injectors(nt::Guest& guest) {
  for (const Created& injector : take_created_by(&guest, Kind::injector)) {
    report_left(guest, "F-UNLOAD-8", "injection handle", injector.made_at);
    (void)engine().destroy_injector(injector.id);
  }
}

void forget_redirectors(nt::Guest& guest) {
  for (const Created& redirector : take_created_by(&guest, Kind::redirector)) {
    report_left(guest, "F-UNLOAD-8", "redirect handle", redirector.made_at);
  }
}

class WfpAccount final : public nt::Account {
 public:
  const char* name() const override { return "wfp"; }
  void close(nt::Guest& guest) override;
  void show(const nt::Guest& guest, std::vector<base::Row>& rows) const override;
};

void WfpAccount::close(nt::Guest& guest) {
  if (!is_installed()) return;
  cut_tie(guest);
  settle_operations(guest);
  close_sessions(guest);
  for (const base::CallSite made_at : unregister_callouts_of(guest)) {
    report_left(guest, "F-UNLOAD-8", "registered callout", made_at);
  }
  destroy_injectors(guest);
  forget_redirectors(guest);
  for (const base::CallSite made_at : end_subscriptions_of(guest)) {
    report_left(guest, "F-UNLOAD-8", "subscription to engine state changes", made_at);
  }
  for (const packet::LoanRecord& loan : engine().ledger().outstanding(guest.borrower())) {
    const std::string what = loan.what;
    if (!take_back_list(loan)) continue;
    report_left(guest, "F-UNLOAD-9", what == "clone" ? "clone of a packet" : "reference on a packet",
                loan.lent_at);
  }
}

void WfpAccount::show(const nt::Guest& guest, std::vector<base::Row>& rows) const {
  for (const Created& each : created_by(&guest)) {
    rows.push_back({{"what", std::string(to_string(each.kind))}, {"made_at", base::name_of(each.made_at)}});
  }
}

}  // namespace

Tie& tie_of(nt::Guest* guest) {
  std::lock_guard hold(ties_lock);
  auto& tie = ties()[guest];
  if (tie == nullptr) {
    tie = &all_ties().emplace_back();
    tie->guest = guest;
  }
  return *tie;
}

void register_account() {
  static auto* account = new WfpAccount;
  nt::register_account(*account);
}

}  // namespace penstock::wfp
