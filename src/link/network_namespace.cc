// SPDX-License-Identifier: Apache-2.0
#include "link/network_namespace.h"

#include <fcntl.h>
#include <sched.h>

#include <cerrno>
#include <utility>

#include "base/assert.h"

namespace penstock::link {

Result<NetworkNamespace> NetworkNamespace::enter(int namespace_descriptor) {
  if (namespace_descriptor < 0) return NetworkNamespace(Descriptor());
  Descriptor before(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
  if (!before) return system_fault("network namespace", "open that of this thread", errno);
  if (::setns(namespace_descriptor, CLONE_NEWNET) != 0) {
    return system_fault("network namespace", "enter", errno);
  }
  return NetworkNamespace(std::move(before));
}

NetworkNamespace::~NetworkNamespace() {
  if (before_) PENSTOCK_ASSERT(::setns(before_.get(), CLONE_NEWNET) == 0);
}

}  // namespace penstock::link
