// SPDX-License-Identifier: Apache-2.0
#include "exec/poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "base/assert.h"
#include "exec/runtime.h"

namespace penstock::exec {
namespace {

constexpr std::uint32_t kAwake = 0, kSleeping = 1, kWoken = 2;
// Registrations count from 1.
constexpr std::uint64_t kWakeToken = 0, kTimerToken = 1;
constexpr int kEventsMax = 64;
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

std::uint32_t interest(bool want_write) { return want_write ? EPOLLIN | EPOLLOUT : EPOLLIN; }

std::uint64_t token_of(int descriptor, std::uint32_t number) {
  return std::uint64_t{number} << 32 | static_cast<std::uint32_t>(descriptor);
}

}  // namespace

Poller::Poller()
    : epoll_(epoll_create1(EPOLL_CLOEXEC)),
      event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      timer_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
  PENSTOCK_ASSERT(epoll_ >= 0 && event_ >= 0 && timer_ >= 0);
  const auto add = [this](int descriptor, std::uint64_t token) {
    epoll_event event{.events = EPOLLIN, .data = {.u64 = token}};
    PENSTOCK_ASSERT(epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0);
  };
  add(event_, kWakeToken);
  add(timer_, kTimerToken);
}

Poller::~Poller() {
  close(timer_);
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
  while (true) {
    const bool passed = deadline_ns == 0 || (deadline_ns != kForever && deadline_ns <= runtime().now_ns());
    if (!passed && deadline_ns != kForever) set_timer(deadline_ns);
    bool early = false;
    const int called = look(passed ? Look::no_sleep : Look::until_event, early);
    if (!early) return called;
  }
}

// A path waits for the next second many thousand times before it comes, and setting a timer costs more than the rest of
// a wait, so one that is set stays; when it fires before its time it is set anew.
void Poller::set_timer(std::int64_t deadline_ns) {
  if (timer_ns_ != kNotSet && timer_ns_ <= deadline_ns) return;
  itimerspec at{};
  at.it_value.tv_sec = static_cast<time_t>(deadline_ns / kNanosecondsPerSecond);
  at.it_value.tv_nsec = static_cast<long>(deadline_ns % kNanosecondsPerSecond);
  PENSTOCK_ASSERT(timerfd_settime(timer_, TFD_TIMER_ABSTIME, &at, nullptr) == 0);
  timer_ns_ = deadline_ns;
}

void Poller::take_timer() {
  std::uint64_t times;
  PENSTOCK_ASSERT(read(timer_, &times, sizeof times) == sizeof times);
  timer_ns_ = kNotSet;
}

void Poller::take_wake() {
  std::uint64_t wakes;
  PENSTOCK_ASSERT(read(event_, &wakes, sizeof wakes) == sizeof wakes);
}

// `early`: nothing but the timer, of which the caller knows whether it was its own.
int Poller::look(Look how, bool& early) {
  // Sleeping is announced, unless a wake came while we were awake: then we only look.
  std::uint32_t expected = kAwake;
  const bool sleeps = how == Look::until_event && state_.compare_exchange_strong(expected, kSleeping);
  epoll_event events[kEventsMax];
  const int ready = epoll_wait(epoll_, events, kEventsMax, sleeps ? -1 : 0);
  PENSTOCK_ASSERT(ready >= 0 || errno == EINTR);
  state_.exchange(kAwake);  // reads the waker's exchange: what it did before is seen
  int called = 0;
  for (int i = 0; i < ready; ++i) {
    if (events[i].data.u64 == kTimerToken) {
      take_timer();
      early = sleeps && ready == 1;
    } else if (events[i].data.u64 == kWakeToken) {
      take_wake();
    } else {
      call_back(events[i].data.u64, events[i].events);
      ++called;
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
