// SPDX-License-Identifier: Apache-2.0
#include "nt/guest_activity.h"

#include <atomic>
#include <mutex>
#include <string>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "nt/guest.h"

namespace penstock::nt {

struct GuestActivities {
  struct Found {
    std::string message;
    base::CallSite since;
  };

  exec::Mutex lock;
  GuestActivity* first = nullptr;
  std::atomic<std::uint64_t> endings{0};  // read without the lock by who is about to park on it
  std::atomic<std::uint32_t> waiting{0};

  static GuestActivities& get() {
    static auto* one = new GuestActivities;
    return *one;
  }

  void link(GuestActivity& activity);
  void unlink(GuestActivity& activity);
  bool has_any(const Guest& guest);
  std::vector<Found> take_unreported(const Guest& guest, bool also_owed);
  void report_unreported(const Guest& guest, bool also_owed);
  bool wait_until_left(const Guest& guest);
  void show(const Guest& guest, std::vector<base::Row>& rows);
};

void GuestActivities::link(GuestActivity& activity) {
  std::lock_guard hold(lock);
  activity.after_ = first;
  if (first != nullptr) first->before_ = &activity;
  first = &activity;
}

void GuestActivities::unlink(GuestActivity& activity) {
  {
    std::lock_guard hold(lock);
    (activity.before_ != nullptr ? activity.before_->after_ : first) = activity.after_;
    if (activity.after_ != nullptr) activity.after_->before_ = activity.before_;
  }
  endings.fetch_add(1);
  if (waiting.load() > 0) exec::runtime().unpark_all(&endings);
}

bool GuestActivities::has_any(const Guest& guest) {
  std::lock_guard hold(lock);
  for (const GuestActivity* at = first; at != nullptr; at = at->after_)
    if (at->guest_ == &guest) return true;
  return false;
}

std::vector<GuestActivities::Found> GuestActivities::take_unreported(const Guest& guest, bool also_owed) {
  std::vector<Found> found;
  std::lock_guard hold(lock);
  for (GuestActivity* at = first; at != nullptr; at = at->after_) {
    const bool owed = at->promise_ == GuestActivity::Promise::owed && !also_owed;
    if (at->guest_ != &guest || at->reported_ || owed) continue;
    at->reported_ = true;
    found.push_back(
        {std::string("a ") + at->what_ + (at->begun_ ? " is still in the driver's code" : " is still queued"),
         at->since_});
  }
  return found;
}

void GuestActivities::report_unreported(const Guest& guest, bool also_owed) {
  for (Found& found : take_unreported(guest, also_owed))
    report("F-UNLOAD-3", "K-UNLOAD-3", base::Severity::error, &guest, std::move(found.message), found.since,
           {});
}

bool GuestActivities::wait_until_left(const Guest& guest) {
  const std::int64_t deadline_ns = exec::runtime().now_ns() + kLeavingNsMax;
  waiting.fetch_add(1);
  bool left = false;
  for (exec::Wake wake = exec::Wake::unparked; !left && wake == exec::Wake::unparked;) {
    const std::uint64_t seen = endings.load();
    left = !has_any(guest);
    if (!left)
      wake = exec::runtime().park(
          &endings, [&] { return endings.load() == seen; }, deadline_ns);
  }
  waiting.fetch_sub(1);
  return left || !has_any(guest);
}

void GuestActivities::show(const Guest& guest, std::vector<base::Row>& rows) {
  std::lock_guard hold(lock);
  for (const GuestActivity* at = first; at != nullptr; at = at->after_) {
    if (at->guest_ != &guest) continue;
    rows.push_back(
        {{at->begun_ ? "running" : "queued", std::string(at->what_)}, {"since", base::name_of(at->since_)}});
  }
}

GuestActivity::GuestActivity(Guest* guest, const char* what, base::CallSite since, Promise promise)
    : guest_(guest), what_(what), since_(since), promise_(promise) {
  if (guest_ != nullptr) GuestActivities::get().link(*this);
}

GuestActivity::~GuestActivity() {
  if (guest_ != nullptr) GuestActivities::get().unlink(*this);
}

bool GuestActivity::begin() {
  if (guest_ == nullptr) return true;
  GuestActivities& all = GuestActivities::get();
  {
    std::lock_guard hold(all.lock);
    begun_ = guest_->phase() < GuestPhase::closing || promise_ == Promise::owed;
    if (begun_ || reported_) return begun_;
    reported_ = true;
  }
  report("F-UNLOAD-3", "K-UNLOAD-2", base::Severity::error, guest_,
         std::string("a ") + what_ + " would have entered the driver after its unload", since_, {});
  return false;
}

namespace {

struct ActivityAccount final : Account {
  ActivityAccount() { register_account(*this); }
  const char* name() const override { return "activities"; }
  Closing closing() const override { return Closing::running; }
  void close(Guest& guest) override {
    GuestActivities& all = GuestActivities::get();
    all.report_unreported(guest, false);
    if (all.wait_until_left(guest)) return;
    all.report_unreported(guest, true);
    guest.stay();
  }
  void show(const Guest& guest, std::vector<base::Row>& rows) const override {
    GuestActivities::get().show(guest, rows);
  }
};

ActivityAccount account;

}  // namespace

}  // namespace penstock::nt
