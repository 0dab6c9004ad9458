// SPDX-License-Identifier: Apache-2.0
#include "system_call_killer.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace penstock::faults {
namespace {

// A call that changes nothing, with arguments that nobody else gives.
constexpr long kBegin = 0x5EED0001, kEnd = 0x5EED0002;

class Tracer {
 public:
  Tracer(long nth, pid_t child) : nth_(nth), child_(child) {}
  End follow() {
    int status = 0;
    if (::waitpid(child_, &status, __WALL) != child_ || !WIFSTOPPED(status)) return end_;
    constexpr long kOptions = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
    ::ptrace(PTRACE_SETOPTIONS, child_, nullptr, kOptions);
    ::ptrace(PTRACE_SYSCALL, child_, nullptr, 0L);
    for (;;) {
      const pid_t who = ::waitpid(-1, &status, __WALL);
      if (who < 0 && errno == EINTR) continue;
      if (who < 0) return end_;
      if (WIFSTOPPED(status)) {
        ::ptrace(PTRACE_SYSCALL, who, nullptr, stopped(who, status));
      } else if (who == child_) {
        if (WIFEXITED(status)) end_.status = WEXITSTATUS(status);
        return end_;
      }
    }
  }

 private:
  // The signal to pass on.
  long stopped(pid_t who, int status) {
    const int signal = WSTOPSIG(status);
    if (signal == (SIGTRAP | 0x80)) {
      entered(who);
      return 0;
    }
    // A thread begins with SIGSTOP, and its maker stops with an event.
    return signal == SIGSTOP || (signal == SIGTRAP && status >> 16 != 0) ? 0 : signal;
  }
  void entered(pid_t who) {
    __ptrace_syscall_info info{};
    const auto bytes = reinterpret_cast<void*>(sizeof info);
    if (::ptrace(PTRACE_GET_SYSCALL_INFO, who, bytes, &info) <= 0) return;
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY) return;
    if (info.entry.nr == SYS_getpgid && info.entry.args[0] == kBegin) {
      counting_ = true;
    } else if (info.entry.nr == SYS_getpgid && info.entry.args[0] == kEnd) {
      counting_ = false;
    } else if (counting_ && end_.calls++ == nth_) {
      end_.killed = true;
      counting_ = false;
      ::kill(child_, SIGKILL);
    }
  }

  const long nth_;
  const pid_t child_;
  bool counting_ = false;
  End end_;
};

}  // namespace

void begin_counting() { ::syscall(SYS_getpgid, kBegin); }
void end_counting() { ::syscall(SYS_getpgid, kEnd); }

End run_until_call(long nth, base::FunctionRef<int()> body) {
  const pid_t child = ::fork();
  if (child < 0) return {};
  if (child == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    ::_exit(body());
  }
  return Tracer(nth, child).follow();
}

}  // namespace penstock::faults
