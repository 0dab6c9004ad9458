// SPDX-License-Identifier: Apache-2.0
#include "exec/poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "base/assert.h"
#include "exec/runtime.h"

namespace penstock::exec {
namespace {

constexpr std::uint32_t kAwake = 0, kSleeping = 1, kWoken = 2;
constexpr std::uint64_t kOwnToken = 0;  // registrations count from 1
constexpr int kEventsMax = 64;
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;

std::uint32_t interest(bool want_write) { return want_write ? EPOLLIN | EPOLLOUT : EPOLLIN; }

std::uint64_t token_of(int descriptor, std::uint32_t number) {
  return std::uint64_t{number} << 32 | static_cast<std::uint32_t>(descriptor);
}

// duration_ns: kForever waits. Where the kernel has no nanoseconds, milliseconds rounded up: never early.
int wait_for_events(int epoll, epoll_event* events, std::int64_t duration_ns) {
  timespec duration{};
  if (duration_ns != kForever) {
    duration.tv_sec = static_cast<time_t>(duration_ns / kNanosecondsPerSecond);
    duration.tv_nsec = static_cast<long>(duration_ns % kNanosecondsPerSecond);
  }
  const int ready =
      epoll_pwait2(epoll, events, kEventsMax, duration_ns == kForever ? nullptr : &duration, nullptr);
  if (ready >= 0 || errno != ENOSYS) return ready;
  std::int64_t milliseconds = -1;
  if (duration_ns != kForever) {
    milliseconds = duration_ns / kNanosecondsPerMillisecond + (duration_ns % kNanosecondsPerMillisecond != 0);
  }
  const auto most = std::int64_t{std::numeric_limits<int>::max()};
  return epoll_wait(epoll, events, kEventsMax, static_cast<int>(std::min(milliseconds, most)));
}

}  // namespace

Poller::Poller() : epoll_(epoll_create1(EPOLL_CLOEXEC)), event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  PENSTOCK_ASSERT(epoll_ >= 0 && event_ >= 0);
  epoll_event event{.events = EPOLLIN, .data = {.u64 = kOwnToken}};
  PENSTOCK_ASSERT(epoll_ctl(epoll_, EPOLL_CTL_ADD, event_, &event) == 0);
}

Poller::~Poller() {
  close(event_);
  close(epoll_);
}

base::Result<void, PollerFault> Poller::watch(int descriptor, Watched& watched, bool want_write) {
  const std::uint32_t number = ++last_number_;
  epoll_event event{.events = interest(want_write), .data = {.u64 = token_of(descriptor, number)}};
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) != 0) return PollerFault{errno};
  registrations_[descriptor] = {.watched = &watched, .number = number};
  return {};
}

void Poller::set_want_write(int descriptor, Watched& watched, bool want_write) {
  auto found = registrations_.find(descriptor);
  PENSTOCK_ASSERT(found != registrations_.end() && found->second.watched == &watched);
  epoll_event event{.events = interest(want_write),
                    .data = {.u64 = token_of(descriptor, found->second.number)}};
  PENSTOCK_ASSERT(epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &event) == 0);
}

void Poller::unwatch(int descriptor) {
  // A descriptor that was closed before has left the epoll by itself.
  epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
  registrations_.erase(descriptor);
}

// A callback may unwatch anything, also what is further down in the same batch of events.
Watched* Poller::find(std::uint64_t token) {
  auto found = registrations_.find(static_cast<int>(token & 0xFFFF'FFFF));
  return found != registrations_.end() && found->second.number == token >> 32 ? found->second.watched
                                                                              : nullptr;
}

void Poller::call_back(std::uint64_t token, std::uint32_t events) {
  if (Watched* watched = find(token)) {
    // What is still to be read comes first; the end is seen by reading, or when nothing is left.
    if (events & EPOLLIN) {
      watched->readable();
    } else if (events & (EPOLLHUP | EPOLLERR)) {
      watched->hung_up();
    }
  }
  if (!(events & EPOLLOUT)) return;
  if (Watched* watched = find(token)) watched->writable();
}

int Poller::wait(std::int64_t deadline_ns) {
  PENSTOCK_ASSERT(!runtime().deterministic());
  std::int64_t duration_ns = deadline_ns;
  if (deadline_ns != 0 && deadline_ns != kForever) {
    duration_ns = std::max<std::int64_t>(0, deadline_ns - runtime().now_ns());
  }
  // Sleeping is announced, unless a wake came while we were awake: then we only look.
  std::uint32_t expected = kAwake;
  if (duration_ns != 0 && !state_.compare_exchange_strong(expected, kSleeping)) duration_ns = 0;
  epoll_event events[kEventsMax];
  const int ready = wait_for_events(epoll_, events, duration_ns);
  PENSTOCK_ASSERT(ready >= 0 || errno == EINTR);
  state_.exchange(kAwake);  // reads the waker's exchange: what it did before is seen
  int called = 0;
  for (int i = 0; i < ready; ++i) {
    if (events[i].data.u64 != kOwnToken) {
      call_back(events[i].data.u64, events[i].events);
      ++called;
    } else {
      std::uint64_t wakes;
      PENSTOCK_ASSERT(read(event_, &wakes, sizeof wakes) == sizeof wakes);
    }
  }
  return called;
}

void Poller::wake() {
  if (state_.exchange(kWoken) != kSleeping) return;
  const std::uint64_t one = 1;
  // It cannot overflow: one write for each sleep.
  PENSTOCK_ASSERT(write(event_, &one, sizeof one) == sizeof one);
}

}  // namespace penstock::exec
