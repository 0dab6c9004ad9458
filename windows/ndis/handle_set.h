// SPDX-License-Identifier: Apache-2.0
// The objects of one kind that guests hold by handle. A handle is an address; whether it is one of ours is
// asked here before anybody looks behind it.
//
// Threads: any; one lock for each kind.
// Memory: owns the objects.
// Errors: nullptr for what is no handle of this kind.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "exec/mutex.h"

namespace penstock::ndis {

template <class Object>
class HandleSet {
 public:
  Object* add(std::unique_ptr<Object> object) {
    std::lock_guard hold(lock_);
    Object* handle = object.get();
    objects_[handle] = std::move(object);
    return handle;
  }
  Object* find(const void* handle) const {
    std::lock_guard hold(lock_);
    const auto found = objects_.find(handle);
    return found == objects_.end() ? nullptr : found->second.get();
  }
  // What was behind the handle; gone when the caller drops it.
  std::unique_ptr<Object> take(const void* handle) {
    std::lock_guard hold(lock_);
    const auto found = objects_.find(handle);
    if (found == objects_.end()) return nullptr;
    std::unique_ptr<Object> object = std::move(found->second);
    objects_.erase(found);
    return object;
  }
  template <class Condition>
  std::vector<Object*> all(Condition condition) const {
    std::lock_guard hold(lock_);
    std::vector<Object*> found;
    for (const auto& [handle, object] : objects_) {
      if (condition(*object)) found.push_back(object.get());
    }
    return found;
  }

 private:
  mutable exec::Mutex lock_;
  std::map<const void*, std::unique_ptr<Object>> objects_;
};

}  // namespace penstock::ndis
