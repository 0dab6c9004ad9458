// SPDX-License-Identifier: Apache-2.0
#include "vmbus/account.h"

#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "exec/mutex.h"
#include "nt/guest.h"
#include "vmbus/channel_face.h"

namespace penstock::vmbus {
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

// What the guest had received and never completed goes home, so that its channel can be closed.
void complete_received(const nt::Guest& guest) {
  for (ChannelFace* face : faces_of(guest)) {
    for (const packet::LoanRecord& loan : nt::ledger().outstanding(face->endpoint().provider()))
      (void)channel::Endpoint::complete(nt::ledger(), loan.id, {}, {});
  }
}

class VmbusAccount final : public nt::Account {
 public:
  const char* name() const override { return "vmbus"; }
  void close(nt::Guest& guest) override {
    cut_tie(guest);
    complete_received(guest);
    for (const base::CallSite made_at : remove_faces_of(guest)) {
      nt::report("F-UNLOAD-8", "K-UNLOAD-3", base::Severity::error, &guest,
                 "channel left: call VmbChannelDisable and VmbChannelCleanup", made_at, {});
    }
  }
  void show(const nt::Guest& guest, std::vector<base::Row>& rows) const override {
    for (ChannelFace* face : faces_of(guest)) {
      rows.push_back({{"channel", face->endpoint().name()},
                      {"received and held", static_cast<std::int64_t>(face->endpoint().outstanding())},
                      {"made_at", base::name_of(face->made_at())}});
    }
  }
};

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
  static auto* account = new VmbusAccount;
  nt::register_account(*account);
}

}  // namespace penstock::vmbus
