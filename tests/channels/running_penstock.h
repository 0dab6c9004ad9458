// SPDX-License-Identifier: Apache-2.0
// `penstock run` in a process of its own, with a configuration in a folder of its own, and the commands that ask it.
//
// Threads: the test's.
// Memory: the process is gone with the object, by SIGKILL if need be.
// Errors: expectations.
#pragma once

#include <sys/types.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace penstock::channels {

// A folder for sockets, images and configurations.
class Folder {
 public:
  Folder();
  ~Folder();
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  void write(const std::string& name, const std::string& text) const;

 private:
  std::string path_;
};

struct Said {
  int code = -1;
  std::string text;  // standard output and error
};
// A command of the program, until it ends.
Said penstock(std::vector<std::string> arguments);

class RunningPenstock {
 public:
  // Returns once it serves its control socket, or has ended.
  RunningPenstock(const Folder& folder, std::vector<std::string> options = {});
  ~RunningPenstock();
  RunningPenstock(const RunningPenstock&) = delete;
  RunningPenstock& operator=(const RunningPenstock&) = delete;

  // Reads on until it has said this; false when it ended before.
  bool hear(const std::string& text);
  const std::string& said() const { return said_; }
  void kill();  // SIGKILL
  int end();    // SIGTERM; its exit code
  int wait();

  Said command(std::vector<std::string> words) const;
  // The first row of what a command shows.
  nlohmann::json ask(std::vector<std::string> words) const;

 private:
  const std::string control_;
  pid_t child_ = -1;
  int output_ = -1;
  std::string said_;
};

}  // namespace penstock::channels
