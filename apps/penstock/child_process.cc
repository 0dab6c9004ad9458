// SPDX-License-Identifier: Apache-2.0
#include "child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "base/assert.h"

namespace penstock::app {
namespace {

constexpr int kEndPatienceMs = 2000;

// Between fork and exec only what is safe in the child of a process with threads.
[[noreturn]] void become(char* const* words, int namespace_descriptor, int output, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(125);  // we died in between
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  if (namespace_descriptor >= 0 && ::setns(namespace_descriptor, CLONE_NEWNET) != 0) ::_exit(126);
  ::execvp(words[0], words);
  ::_exit(127);
}

}  // namespace

ChildProcess::ChildProcess(std::vector<std::string> words, int namespace_descriptor)
    : words_(std::move(words)), output_(::memfd_create("output", MFD_CLOEXEC)) {
  PENSTOCK_ASSERT(output_);
  std::vector<char*> pointers;
  for (const std::string& word : words_) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  PENSTOCK_ASSERT(pid_ >= 0);
  if (pid_ == 0) become(pointers.data(), namespace_descriptor, output_.get(), parent);
  process_ = link::Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
}

ChildProcess::~ChildProcess() {
  if (ended()) return;
  ::kill(pid_, SIGTERM);
  pollfd end{process_.get(), POLLIN, 0};
  if (::poll(&end, 1, kEndPatienceMs) != 1) ::kill(pid_, SIGKILL);
  int status;
  ::waitpid(pid_, &status, 0);
}

bool ChildProcess::ended() {
  if (ended_) return true;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) != pid_) return false;
  ended_ = true;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

std::string ChildProcess::output() const {
  std::string text;
  char piece[4096];
  off_t at = 0;
  ssize_t count;
  while ((count = ::pread(output_.get(), piece, sizeof piece, at)) > 0) {
    text.append(piece, static_cast<std::size_t>(count));
    at += count;
  }
  return text;
}

std::string ChildProcess::command() const {
  std::string text;
  for (const std::string& word : words_) text += (text.empty() ? "" : " ") + word;
  return text;
}

int run_program(std::vector<std::string> words, std::string* output) {
  ChildProcess child(std::move(words), -1);
  pollfd end{child.descriptor(), POLLIN, 0};
  while (!child.ended()) ::poll(&end, 1, -1);
  if (output != nullptr) *output = child.output();
  return child.exit_code();
}

bool program_exists(const std::string& name) {
  const char* search = std::getenv("PATH");
  std::string folders = search == nullptr ? "" : search;
  folders += ":/usr/sbin:/sbin";
  for (std::size_t at = 0; at <= folders.size();) {
    const std::size_t end = std::min(folders.find(':', at), folders.size());
    if (::access((folders.substr(at, end - at) + "/" + name).c_str(), X_OK) == 0) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace penstock::app
