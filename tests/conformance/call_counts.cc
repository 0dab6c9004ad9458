// SPDX-License-Identifier: Apache-2.0
#include "call_counts.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/syscall.h>

namespace penstock::conformance {

// Constant-initialised: malloc is called before any constructor.
constinit CallCounts counted;
CallCounts& call_counts() { return counted; }

namespace {

void count(std::atomic<std::uint64_t>& what) { what.fetch_add(1, std::memory_order_relaxed); }

template <class Function>
Function* next_function(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace
}  // namespace penstock::conformance

using penstock::conformance::count;
using penstock::conformance::counted;
using penstock::conformance::next_function;

extern "C" {

void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);
void __libc_free(void*);

void* malloc(size_t size_bytes) {
  count(counted.allocations);
  return __libc_malloc(size_bytes);
}
void* calloc(size_t items, size_t size_bytes) {
  count(counted.allocations);
  return __libc_calloc(items, size_bytes);
}
void* realloc(void* block, size_t size_bytes) {
  count(counted.allocations);
  return __libc_realloc(block, size_bytes);
}
void* aligned_alloc(size_t alignment, size_t size_bytes) {
  count(counted.allocations);
  return __libc_memalign(alignment, size_bytes);
}
int posix_memalign(void** block, size_t alignment, size_t size_bytes) {
  count(counted.allocations);
  *block = __libc_memalign(alignment, size_bytes);
  return *block == nullptr ? ENOMEM : 0;
}
void free(void* block) {
  count(counted.allocations);
  __libc_free(block);
}

int pthread_mutex_lock(pthread_mutex_t* mutex) {
  static auto* const next = next_function<int(pthread_mutex_t*)>("pthread_mutex_lock");
  count(counted.locks);
  return next(mutex);
}
int pthread_mutex_trylock(pthread_mutex_t* mutex) {
  static auto* const next = next_function<int(pthread_mutex_t*)>("pthread_mutex_trylock");
  count(counted.locks);
  return next(mutex);
}
int pthread_rwlock_rdlock(pthread_rwlock_t* lock) {
  static auto* const next = next_function<int(pthread_rwlock_t*)>("pthread_rwlock_rdlock");
  count(counted.locks);
  return next(lock);
}
int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  static auto* const next = next_function<int(pthread_cond_t*, pthread_mutex_t*)>("pthread_cond_wait");
  count(counted.locks);
  return next(condition, mutex);
}
int pthread_cond_signal(pthread_cond_t* condition) {
  static auto* const next = next_function<int(pthread_cond_t*)>("pthread_cond_signal");
  count(counted.locks);
  return next(condition);
}
int pthread_cond_broadcast(pthread_cond_t* condition) {
  static auto* const next = next_function<int(pthread_cond_t*)>("pthread_cond_broadcast");
  count(counted.locks);
  return next(condition);
}

// libc has no function for futexes: who wants one says syscall().
long syscall(long number, ...) {
  static auto* const next = next_function<long(long, ...)>("syscall");
  if (number == SYS_futex) count(counted.futexes);
  va_list rest;
  va_start(rest, number);
  long arguments[6];
  for (long& argument : arguments) argument = va_arg(rest, long);
  va_end(rest);
  return next(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
}

}  // extern "C"
