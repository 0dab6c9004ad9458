// SPDX-License-Identifier: Apache-2.0
// A program started by us, in a network namespace, with its output kept in memory. It dies with us: when we
// are killed the kernel kills it, and when this object goes it is ended and waited for.
//
// Threads: the first, which must live as long as the child (the kernel ends it with the thread that made it).
// Memory: the output, as long as the object.
// Errors: a program that is not there ends with exit code 127, as a shell would say.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "link/descriptor.h"

namespace penstock::app {

class ChildProcess {
 public:
  // namespace_descriptor -1: ours.
  ChildProcess(std::vector<std::string> words, int namespace_descriptor);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Readable once it has ended.
  int descriptor() const { return process_.get(); }
  bool ended();
  // After it ended: its exit code, or 128 and the signal.
  int exit_code() const { return exit_code_; }
  std::string output() const;
  std::string command() const;

 private:
  const std::vector<std::string> words_;
  pid_t pid_ = -1;
  link::Descriptor process_;
  link::Descriptor output_;
  bool ended_ = false;
  int exit_code_ = -1;
};

// Runs to its end; its exit code.
int run_program(std::vector<std::string> words, std::string* output = nullptr);
bool program_exists(const std::string& name);

}  // namespace penstock::app
