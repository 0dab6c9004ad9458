// SPDX-License-Identifier: Apache-2.0
#include "path/socket_programs.h"

#include <mutex>

#include "exec/runtime.h"

namespace penstock::path {
namespace {

constexpr std::int64_t kSweepEveryNs = 100'000'000;

}  // namespace

std::string SocketPrograms::program_of(const wire::FlowKey& local_first) {
  const std::int64_t now_ns = exec::runtime().now_ns();
  std::lock_guard guard(lock_);
  if (observer_ == nullptr) {
    auto opened = link::SocketObserver::open(namespace_descriptor_);
    if (!opened.ok()) return {};
    observer_ = std::move(opened).value();
  }
  forget_the_dead(now_ns);
  const auto known = known_.find(local_first);
  const bool stands = known != known_.end() &&
                      (!known->second.program.empty() || now_ns - known->second.asked_ns < kAskAgainNs);
  if (stands) return known->second.program;
  if (known_.size() >= kFlowsMax) known_.clear();
  Known found{.program = observer_->owner_of(local_first).image_path, .asked_ns = now_ns};
  return (known_[local_first] = std::move(found)).program;
}

// One that was never connected has no other end, and may have had many flows.
void SocketPrograms::forget_the_dead(std::int64_t now_ns) {
  if (now_ns - swept_ns_ < kSweepEveryNs) return;
  swept_ns_ = now_ns;
  observer_->take_deaths([this](const wire::FlowKey& dead) {
    if (dead.b_port != 0) {
      known_.erase(dead);
      return;
    }
    std::erase_if(known_, [&dead](const auto& one) {
      return one.first.protocol == dead.protocol && one.first.a_port == dead.a_port;
    });
  });
}

}  // namespace penstock::path
