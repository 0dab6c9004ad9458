// SPDX-License-Identifier: Apache-2.0
// Preloaded into a test: around what threads meet at (locks, waits, sockets) the thread that calls gives its turn away
// or naps, by a number drawn from a seed. Orders that a quiet machine never shows happen then, and those that a slow
// one shows once in a thousand runs happen often. The same seed draws the same numbers, but the machine still decides
// who runs: a failure is likely again, not certain.
//
// Threads: any.
// Memory: a few words for each thread.
// Errors: none; without PENSTOCK_SHAKEN_SEED nothing is shaken.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// Of a thousand calls so many give the turn away, so many nap.
enum { kYields = 60, kNaps = 8, kShortestNapUs = 20, kLengths = 12, kNapsInAllUs = 3 * 1000 * 1000 };

static uint64_t seed;
static atomic_uint threads;
static atomic_uint napped_us;  // an end to it, or a test of a million locks takes hours
static _Thread_local uint64_t state;
static _Thread_local unsigned calm;  // calls of this thread that are left alone first

static uint32_t draw(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33);
}

static void begin_thread(void) {
  state = seed ^ (uint64_t)(atomic_fetch_add(&threads, 1) + 1) * 0x9E3779B97F4A7C15u;
  draw();
  calm = draw() % 2 == 0 ? 0 : draw() % 2000;
}

static void shake(void) {
  if (seed == 0) return;
  if (state == 0) begin_thread();
  if (calm != 0) {
    --calm;
    return;
  }
  const uint32_t drawn = draw() % 1000;
  if (drawn >= kYields + kNaps) return;
  if (drawn >= kNaps || atomic_load(&napped_us) > kNapsInAllUs) {
    sched_yield();
    return;
  }
  const uint32_t nap_us = kShortestNapUs << (draw() % kLengths);
  atomic_fetch_add(&napped_us, nap_us);
  const struct timespec nap = {.tv_nsec = (long)nap_us * 1000};
  clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
}

__attribute__((constructor)) static void read_seed(void) {
  const char* given = getenv("PENSTOCK_SHAKEN_SEED");
  seed = given == NULL ? 0 : strtoull(given, NULL, 10);
}

#define SHAKEN(result, name, parameters, arguments)                               \
  result name parameters {                                                        \
    static result(*_Atomic real) parameters;                                      \
    if (atomic_load(&real) == NULL) atomic_store(&real, dlsym(RTLD_NEXT, #name)); \
    shake();                                                                      \
    const result returned = atomic_load(&real) arguments;                         \
    shake();                                                                      \
    return returned;                                                              \
  }

SHAKEN(int, pthread_mutex_lock, (pthread_mutex_t * mutex), (mutex))
SHAKEN(int, pthread_mutex_unlock, (pthread_mutex_t * mutex), (mutex))
SHAKEN(int, pthread_cond_signal, (pthread_cond_t * condition), (condition))
SHAKEN(int, pthread_cond_broadcast, (pthread_cond_t * condition), (condition))
SHAKEN(int, poll, (struct pollfd * all, nfds_t count, int ms), (all, count, ms))
SHAKEN(int, epoll_wait, (int epoll, struct epoll_event* events, int count, int ms),
       (epoll, events, count, ms))
SHAKEN(int, bind, (int file, const struct sockaddr* at, socklen_t bytes), (file, at, bytes))
SHAKEN(int, connect, (int file, const struct sockaddr* to, socklen_t bytes), (file, to, bytes))
SHAKEN(int, accept4, (int file, struct sockaddr* from, socklen_t* bytes, int flags),
       (file, from, bytes, flags))
SHAKEN(ssize_t, send, (int file, const void* from, size_t bytes, int flags), (file, from, bytes, flags))
SHAKEN(ssize_t, recv, (int file, void* to, size_t bytes, int flags), (file, to, bytes, flags))
SHAKEN(ssize_t, sendto,
       (int file, const void* from, size_t bytes, int flags, const struct sockaddr* to, socklen_t to_bytes),
       (file, from, bytes, flags, to, to_bytes))
SHAKEN(ssize_t, recvfrom,
       (int file, void* to, size_t bytes, int flags, struct sockaddr* from, socklen_t* from_bytes),
       (file, to, bytes, flags, from, from_bytes))
SHAKEN(ssize_t, sendmsg, (int file, const struct msghdr* message, int flags), (file, message, flags))
SHAKEN(ssize_t, recvmsg, (int file, struct msghdr* message, int flags), (file, message, flags))
SHAKEN(int, sendmmsg, (int file, struct mmsghdr* all, unsigned count, int flags), (file, all, count, flags))
SHAKEN(int, recvmmsg, (int file, struct mmsghdr* all, unsigned count, int flags, struct timespec* until),
       (file, all, count, flags, until))
SHAKEN(ssize_t, read, (int file, void* to, size_t bytes), (file, to, bytes))
SHAKEN(ssize_t, write, (int file, const void* from, size_t bytes), (file, from, bytes))

// The word that a thread sleeps on.
long syscall(long number, ...) {
  static long (*_Atomic real)(long, ...);
  if (atomic_load(&real) == NULL) atomic_store(&real, dlsym(RTLD_NEXT, "syscall"));
  va_list list;
  va_start(list, number);
  long argument[6];
  for (int i = 0; i < 6; ++i) argument[i] = va_arg(list, long);
  va_end(list);
  if (number == SYS_futex) shake();
  const long returned = atomic_load(&real)(number, argument[0], argument[1], argument[2], argument[3],
                                           argument[4], argument[5]);
  if (number == SYS_futex) shake();
  return returned;
}
