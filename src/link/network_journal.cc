// SPDX-License-Identifier: Apache-2.0
#include "link/network_journal.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>

namespace penstock::link {

Result<void> write_journal_file(const std::string& file, const std::vector<std::string>& lines) {
  const std::string next = file + ".next";
  {
    std::ofstream to(next, std::ios::trunc);
    for (const std::string& line : lines) to << line << '\n';
    to.flush();
    if (!to) return system_fault("file " + next, "write the journal", errno);
  }
  if (std::rename(next.c_str(), file.c_str()) == 0) return {};
  return system_fault("file " + file, "replace the journal", errno);
}

std::vector<std::string> read_journal_file(const std::string& file) {
  std::vector<std::string> lines;
  std::ifstream from(file);
  for (std::string line; std::getline(from, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

void remove_journal(const std::string& file) { ::unlink(file.c_str()); }

}  // namespace penstock::link
