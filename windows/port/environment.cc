// SPDX-License-Identifier: Apache-2.0
#include "port/environment.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "base/assert.h"
#include "exec/mutex.h"
#include "port/account.h"

namespace penstock::port {
namespace {

struct Installation {
  Environment environment;
  std::map<std::string, std::unique_ptr<link::PortLink>> links;
};

exec::Mutex links_lock;  // of the table only
std::atomic<Installation*> current{nullptr};

}  // namespace

void install(const Environment& installed) {
  PENSTOCK_ASSERT(installed.small != nullptr && current.load() == nullptr);
  auto made = std::make_unique<Installation>();
  made->environment = installed;
  current.store(made.release(), std::memory_order_release);
  register_account();
}

void uninstall() { delete current.exchange(nullptr); }

bool is_installed() { return current.load() != nullptr; }

const Environment& environment() {
  const Installation* installed = current.load(std::memory_order_acquire);
  PENSTOCK_ASSERT(installed != nullptr);
  return installed->environment;
}

link::PortLink& link_named(const std::string& name) {
  const Environment& with = environment();
  std::lock_guard hold(links_lock);
  auto& link = current.load()->links[name];
  if (link == nullptr) {
    link::PortOptions options{
        .name = name, .mtu_bytes = with.mtu_bytes, .queue_packets_max = with.queue_packets_max};
    link = std::make_unique<link::PortLink>(std::move(options), *with.small);
  }
  return *link;
}

}  // namespace penstock::port
