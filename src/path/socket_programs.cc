// SPDX-License-Identifier: Apache-2.0
#include "path/socket_programs.h"

#include <mutex>

#include "exec/runtime.h"

namespace penstock::path {
namespace {

constexpr std::int64_t kSweepEveryNs = 100'000'000;
const std::string kNobody;

}  // namespace

// The table is asked first, which holds nothing for longer than a dead socket may go unseen.
const std::string& SocketPrograms::program_of(const wire::FlowKey& local_first) {
  const std::int64_t now_ns = exec::runtime().now_ns();
  if (const std::string* lately = lately_.find(local_first, now_ns)) return *lately;
  std::lock_guard guard(lock_);
  if (observer_ == nullptr) {
    auto opened = link::SocketObserver::open(namespace_descriptor_);
    if (!opened.ok()) return kNobody;
    observer_ = std::move(opened).value();
  }
  forget_the_dead(now_ns);
  const std::string& found = look_up(local_first, now_ns);
  lately_.put(local_first, found, now_ns + kSweepEveryNs);
  return found;
}

const std::string& SocketPrograms::look_up(const wire::FlowKey& local_first, std::int64_t now_ns) {
  const auto known = known_.find(local_first);
  const bool stands = known != known_.end() &&
                      (!known->second.program->empty() || now_ns - known->second.asked_ns < kAskAgainNs);
  if (stands) return *known->second.program;
  if (known_.size() >= kFlowsMax) known_.clear();
  const std::string& found = kept(observer_->owner_of(local_first).image_path);
  known_[local_first] = {.program = &found, .asked_ns = now_ns};
  return found;
}

const std::string& SocketPrograms::kept(std::string program) {
  if (program.empty()) return kNobody;
  const auto found = programs_.find(program);
  if (found != programs_.end()) return *found;
  return programs_.size() < kProgramsMax ? *programs_.insert(std::move(program)).first : kNobody;
}

// One that was never connected has no other end, and may have had many flows.
void SocketPrograms::forget_the_dead(std::int64_t now_ns) {
  if (now_ns - swept_ns_ < kSweepEveryNs) return;
  swept_ns_ = now_ns;
  observer_->take_deaths([this](const wire::FlowKey& dead) {
    lately_.forget_all();
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
