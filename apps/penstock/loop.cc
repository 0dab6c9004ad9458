// SPDX-License-Identifier: Apache-2.0
#include "loop.h"

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "base/assert.h"
#include "exec/runtime.h"

namespace penstock::app {
namespace {

constexpr std::int64_t kTurn_ns = 20'000'000;  // how often done() is asked when nothing happens

}  // namespace

Loop::Loop() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  PENSTOCK_ASSERT(pthread_sigmask(SIG_BLOCK, &signals, nullptr) == 0);
  signals_ = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  PENSTOCK_ASSERT(signals_ >= 0 && poller_.watch(signals_, *this).ok());
}

Loop::~Loop() {
  poller_.unwatch(signals_);
  ::close(signals_);
}

void Loop::readable() {
  signalfd_siginfo signal;
  while (::read(signals_, &signal, sizeof signal) == sizeof signal) asked_to_end_ = true;
}

void Loop::ask_to_end() {
  asked_to_end_ = true;
  poller_.wake();
}

bool Loop::run_until(const std::function<bool()>& done, std::int64_t wait_ns_max) {
  const std::int64_t start_ns = exec::runtime().now_ns();
  while (!done()) {
    const std::int64_t now_ns = exec::runtime().now_ns();
    if (asked_to_end_ || now_ns - start_ns >= wait_ns_max) return false;
    poller_.wait(std::min(now_ns + kTurn_ns, start_ns + wait_ns_max));
    if (after_turn_) after_turn_();
  }
  return true;
}

void Loop::run_until_asked_to_end() {
  while (!asked_to_end_) {
    poller_.wait(exec::kForever);
    if (after_turn_) after_turn_();
  }
}

}  // namespace penstock::app
