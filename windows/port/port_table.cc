// SPDX-License-Identifier: Apache-2.0
#include "port/port_table.h"

#include <map>
#include <mutex>
#include <utility>

#include "exec/mutex.h"

namespace penstock::port {
namespace {

struct Table {
  exec::Mutex lock;
  std::map<const void*, std::shared_ptr<Port>> open;
  std::vector<std::shared_ptr<Port>> kept;
};

Table& table() {
  static auto* one = new Table;
  return *one;
}

}  // namespace

const void* add(std::shared_ptr<Port> port) {
  std::lock_guard hold(table().lock);
  const void* handle = port.get();
  table().open[handle] = std::move(port);
  return handle;
}

std::shared_ptr<Port> find(const void* handle) {
  std::lock_guard hold(table().lock);
  const auto found = table().open.find(handle);
  return found == table().open.end() ? nullptr : found->second;
}

std::shared_ptr<Port> take(const void* handle) {
  std::lock_guard hold(table().lock);
  const auto found = table().open.find(handle);
  if (found == table().open.end()) return nullptr;
  std::shared_ptr<Port> port = std::move(found->second);
  table().open.erase(found);
  return port;
}

void keep(std::shared_ptr<Port> port) {
  std::lock_guard hold(table().lock);
  table().kept.push_back(std::move(port));
}

std::vector<std::shared_ptr<Port>> ports_of(const nt::Guest* guest) {
  std::lock_guard hold(table().lock);
  std::vector<std::shared_ptr<Port>> found;
  for (const auto& [handle, port] : table().open) {
    if (port->guest() == guest) found.push_back(port);
  }
  return found;
}

}  // namespace penstock::port
