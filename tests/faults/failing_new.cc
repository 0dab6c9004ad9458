// SPDX-License-Identifier: Apache-2.0
#include "failing_new.h"

#include <cstdlib>
#include <new>

namespace penstock::faults {
namespace {

struct Count {
  bool armed = false;
  bool failed = false;
  FailingNew::How how = FailingNew::How::once;
  long left = 0;
};
thread_local Count count;

bool fails_now() {
  if (!count.armed) return false;
  if (count.left-- > 0) return false;
  count.failed = true;
  if (count.how == FailingNew::How::once) count.armed = false;
  return true;
}

void* allocate_or_not(std::size_t bytes, std::size_t alignment) {
  if (fails_now()) return nullptr;
  const std::size_t rounded = (bytes == 0 ? alignment : bytes + alignment - 1) / alignment * alignment;
  return std::aligned_alloc(alignment, rounded);
}

void* allocate(std::size_t bytes, std::size_t alignment) {
  void* memory = allocate_or_not(bytes, alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

FailingNew::FailingNew(long which, How how) { count = {.armed = true, .how = how, .left = which}; }
FailingNew::~FailingNew() { count.armed = false; }
bool FailingNew::failed() const { return count.failed; }

}  // namespace penstock::faults

void* operator new(std::size_t bytes) {
  return penstock::faults::allocate(bytes, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return penstock::faults::allocate(bytes, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  return penstock::faults::allocate_or_not(bytes, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
