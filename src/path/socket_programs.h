// SPDX-License-Identifier: Apache-2.0
// The programs behind flows as the kernel's sockets tell them. Finding one takes a look at every process, so what was
// found is kept until its socket is gone; what was not found is asked for again after a while. A flow that was asked about
// a moment ago is answered from a table, without a lock.
//
// Threads: any; one at a time looks, the others wait.
// Memory: at most kFlowsMax flows; beyond, all are forgotten. At most kProgramsMax paths, which stay.
// Errors: "" where no socket is found, or its process may not be looked at.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "exec/mutex.h"
#include "link/socket_observer.h"
#include "path/program_table.h"
#include "tunnel/flow_programs.h"

namespace penstock::path {

class SocketPrograms final : public tunnel::FlowPrograms {
 public:
  static constexpr std::size_t kFlowsMax = 4096;
  static constexpr std::size_t kProgramsMax = 4096;  // what is found beyond these is not known
  static constexpr std::int64_t kAskAgainNs = 1'000'000'000;

  // Of the namespace, -1 for that of the thread that asks first; until then nothing is opened.
  explicit SocketPrograms(int namespace_descriptor = -1) : namespace_descriptor_(namespace_descriptor) {}

  const std::string& program_of(const wire::FlowKey& local_first) override;

 private:
  struct Known {
    const std::string* program = nullptr;  // of programs_
    std::int64_t asked_ns = 0;
  };
  const std::string& look_up(const wire::FlowKey& local_first, std::int64_t now_ns);
  const std::string& kept(std::string program);
  void forget_the_dead(std::int64_t now_ns);

  const int namespace_descriptor_;
  exec::Mutex lock_;
  std::unique_ptr<link::SocketObserver> observer_;
  std::int64_t swept_ns_ = 0;
  std::unordered_map<wire::FlowKey, Known> known_;
  std::unordered_set<std::string> programs_;
  ProgramTable lately_;
};

}  // namespace penstock::path
