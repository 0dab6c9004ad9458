// SPDX-License-Identifier: Apache-2.0
#include "nt/timer_table.h"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "exec/runtime.h"
#include "exec/timer_queue.h"
#include "nt/guest.h"
#include "nt/live_objects.h"
#include "nt/services.h"

namespace penstock::nt {

namespace {

constexpr const char* kLive = "queued timer";

struct Node final : exec::Timer {
  KernelTimer* timer = nullptr;  // nullptr: taken from its timer, perhaps after fire() began
  Guest* guest = nullptr;
  base::CallSite set_at;

  void fire() override;
};

struct Table {
  std::map<const KernelTimer*, Node*> queued;
  std::vector<Node*> free;
  std::vector<std::unique_ptr<Node>> all;
};

// Under the dispatcher lock.
Table& table() {
  static auto* one = new Table;
  return *one;
}

Node& new_node() {
  Table& nodes = table();
  if (nodes.free.empty()) {
    nodes.all.push_back(std::make_unique<Node>());
    nodes.free.push_back(nodes.all.back().get());
  }
  Node& node = *nodes.free.back();
  nodes.free.pop_back();
  return node;
}

// Takes the node from its timer. A node whose fire() has begun goes back to the free ones there.
void release(Node& node) {
  live_end(node.timer, kLive);
  table().queued.erase(node.timer);
  node.timer = nullptr;
  if (Services::timers().cancel(node)) table().free.push_back(&node);
}

Node* node_of(const KernelTimer& timer) {
  const auto found = table().queued.find(&timer);
  return found == table().queued.end() ? nullptr : found->second;
}

void Node::fire() {
  {
    Wakes wakes;
    std::lock_guard hold(dispatcher_lock());
    if (timer == nullptr) {
      table().free.push_back(this);
      return;
    }
    KernelTimer& expired = *timer;
    expired.header.signal_state = 1;
    grant_waits(expired.header, wakes);
    // Inside the lock, so that a cancel that follows finds the DPC queued.
    if (expired.dpc != nullptr) queue_dpc(*expired.dpc, nullptr, nullptr, set_at);
    if (expired.period_ns > 0) {
      expired.deadline_ns += expired.period_ns;
      Services::timers().arm(*this, expired.deadline_ns);
    } else {
      live_end(timer, kLive);
      table().queued.erase(timer);
      timer = nullptr;
      table().free.push_back(this);
    }
  }
  exec::runtime().point(exec::Point::signal);
}

bool unqueue(KernelTimer& timer) {
  Node* node = node_of(timer);
  if (node != nullptr) release(*node);
  if (timer.dpc != nullptr) unqueue_dpc(*timer.dpc);
  return node != nullptr;
}

struct TimerAccount final : Account {
  TimerAccount() { register_account(*this); }
  const char* name() const override { return "timers"; }
  Closing closing() const override { return Closing::timers; }
  void close(Guest& guest) override;
  void show(const Guest& guest, std::vector<base::Row>& rows) const override;
};

void TimerAccount::close(Guest& guest) {
  std::lock_guard hold(dispatcher_lock());
  std::vector<Node*> left;
  for (const auto& [timer, node] : table().queued) {
    if (node->guest == &guest) left.push_back(node);
  }
  for (Node* node : left) {
    report("F-TIMER-2", "K-TIMER-4", base::Severity::error, &guest, "a timer is still queued", node->set_at,
           {});
    unqueue(*node->timer);
  }
}

void TimerAccount::show(const Guest& guest, std::vector<base::Row>& rows) const {
  std::lock_guard hold(dispatcher_lock());
  for (const auto& [timer, node] : table().queued) {
    if (node->guest == &guest) rows.push_back({{"queued timer set at", base::name_of(node->set_at)}});
  }
}

TimerAccount account;

}  // namespace

bool set_timer(KernelTimer& timer, std::int64_t deadline_ns, std::int64_t period_ns, Dpc* dpc,
               base::CallSite site) {
  bool was_queued;
  {
    std::lock_guard hold(dispatcher_lock());
    was_queued = unqueue(timer);
    timer.header.signal_state = 0;
    timer.deadline_ns = deadline_ns;
    timer.period_ns = period_ns;
    timer.dpc = dpc;
    Node& node = new_node();
    node.timer = &timer;
    node.guest = guest_of(site);
    node.set_at = site;
    table().queued[&timer] = &node;
    live_begin(&timer, kLive, site);
    Services::timers().arm(node, deadline_ns);
  }
  exec::runtime().point(exec::Point::signal);
  return was_queued;
}

bool cancel_timer(KernelTimer& timer) {
  bool was_queued;
  {
    std::lock_guard hold(dispatcher_lock());
    was_queued = unqueue(timer);
  }
  exec::runtime().point(exec::Point::signal);
  return was_queued;
}

bool is_queued(const KernelTimer& timer) {
  std::lock_guard hold(dispatcher_lock());
  return node_of(timer) != nullptr;
}

}  // namespace penstock::nt
