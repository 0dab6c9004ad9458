// SPDX-License-Identifier: Apache-2.0
#include "channel/process_memory.h"

#include <sys/uio.h>

namespace penstock::channel {

bool ProcessMemory::read(std::uint64_t address, MutableBytes into) {
  const iovec here{into.data(), into.size()};
  const iovec there{reinterpret_cast<void*>(address), into.size()};
  return ::process_vm_readv(process_, &here, 1, &there, 1, 0) == static_cast<ssize_t>(into.size());
}

bool ProcessMemory::write(std::uint64_t address, Bytes from) {
  const iovec here{const_cast<std::byte*>(from.data()), from.size()};
  const iovec there{reinterpret_cast<void*>(address), from.size()};
  return ::process_vm_writev(process_, &here, 1, &there, 1, 0) == static_cast<ssize_t>(from.size());
}

}  // namespace penstock::channel
