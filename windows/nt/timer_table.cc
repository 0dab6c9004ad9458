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

// What is to be done once the dispatcher lock is free.
struct Expiry {
  Dpc* dpc = nullptr;
  base::CallSite set_at;
};

struct Node final : exec::Timer {
  Timer* timer = nullptr;  // nullptr: taken from its timer, perhaps after fire() began
  Guest* guest = nullptr;
  base::CallSite set_at;

  void fire() override;
};

struct Table {
  std::map<const Timer*, Node*> queued;
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

Node* node_of(const Timer& timer) {
  const auto found = table().queued.find(&timer);
  return found == table().queued.end() ? nullptr : found->second;
}

void Node::fire() {
  Expiry expiry;
  {
    Wakes wakes;
    std::lock_guard hold(dispatcher_lock());
    if (timer == nullptr) {
      table().free.push_back(this);
      return;
    }
    Timer& expired = *timer;
    expired.header.signal_state = 1;
    grant_waits(expired.header, wakes);
    expiry = {expired.dpc, set_at};
    if (expired.period_ns > 0) {
      expired.deadline_ns += expired.period_ns;
      Services::timers().arm(*this, expired.deadline_ns);
    } else {
      live_end(timer, kLive);
      table().queued.erase(timer);
      timer = nullptr;
      table().free.push_back(this);
    }
    // Inside the lock, so that a cancel that follows finds the DPC queued.
    if (expiry.dpc != nullptr) queue_expired(*expiry.dpc, expiry.set_at);
  }
  exec::runtime().point(exec::Point::signal);
}

}  // namespace

}  // namespace penstock::nt
