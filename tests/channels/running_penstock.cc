// SPDX-License-Identifier: Apache-2.0
#include "running_penstock.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <utility>

namespace penstock::channels {
namespace {

pid_t spawn(const std::vector<std::string>& words, int& output) {
  int ends[2];
  EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  std::vector<char*> arguments = {const_cast<char*>(PENSTOCK_PROGRAM)};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that is ended from outside leaves nobody behind
    ::dup2(ends[1], 1);
    ::dup2(ends[1], 2);
    ::execv(PENSTOCK_PROGRAM, arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  output = ends[0];
  return child;
}

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

// False at the end.
bool read_some(int descriptor, std::string& into) {
  char words[4096];
  const ssize_t count = ::read(descriptor, words, sizeof words);
  if (count > 0) into.append(words, static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && errno == EINTR);
}

}  // namespace

Folder::Folder() : path_((std::filesystem::temp_directory_path() / "penstock_channels_XXXXXX").string()) {
  EXPECT_NE(::mkdtemp(path_.data()), nullptr);
}

Folder::~Folder() { std::filesystem::remove_all(path_); }

void Folder::write(const std::string& name, const std::string& text) const {
  std::ofstream(*this / name) << text;
}

Said penstock(std::vector<std::string> arguments) {
  Said said;
  int output = -1;
  const pid_t child = spawn(arguments, output);
  while (read_some(output, said.text)) {
  }
  ::close(output);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  said.code = code_of(status);
  return said;
}

RunningPenstock::RunningPenstock(const Folder& folder, std::vector<std::string> options)
    : control_(folder / "control") {
  options.insert(options.begin(), {"run", folder / "run.toml"});
  child_ = spawn(options, output_);
  hear("control socket");
}

RunningPenstock::~RunningPenstock() {
  if (child_ > 0) kill();
  ::close(output_);
}

bool RunningPenstock::hear(const std::string& text) {
  while (said_.find(text) == std::string::npos) {
    if (!read_some(output_, said_)) return false;
  }
  return true;
}

void RunningPenstock::kill() {
  EXPECT_EQ(::kill(child_, SIGKILL), 0);
  (void)wait();
}

int RunningPenstock::end() {
  EXPECT_EQ(::kill(child_, SIGTERM), 0);
  return wait();
}

int RunningPenstock::wait() {
  while (read_some(output_, said_)) {
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child_, &status, 0), child_);
  child_ = -1;
  return code_of(status);
}

Said RunningPenstock::command(std::vector<std::string> words) const {
  words.insert(words.end(), {"--control", control_});
  return penstock(std::move(words));
}

nlohmann::json RunningPenstock::ask(std::vector<std::string> words) const {
  words.push_back("--json");
  const Said said = command(std::move(words));
  EXPECT_EQ(said.code, 0) << said.text;
  const auto rows = nlohmann::json::parse(said.text, nullptr, false);
  return rows.is_array() && !rows.empty() ? rows[0] : nlohmann::json::object();
}

}  // namespace penstock::channels
