// SPDX-License-Identifier: Apache-2.0
#include "link/resolver_setup.h"

#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

#include "link/descriptor.h"
#include "link/outside_names.h"

namespace penstock::link {
namespace {

constexpr std::size_t kFileServersMax = 3;  // more are not read by the C library
constexpr std::size_t kSearchMax = 6;       // nor by older ones

// An input lies in memory, so nobody waits for a program that does not read it.
int run_program(const std::vector<std::string>& command, const std::string& input) {
  const Descriptor in(::memfd_create("input", MFD_CLOEXEC));
  if (!in || ::pwrite(in.get(), input.data(), input.size(), 0) != static_cast<ssize_t>(input.size()))
    return -1;
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_adddup2(&files, in.get(), STDIN_FILENO);
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  pid_t program = 0;
  const int refused = ::posix_spawnp(&program, words[0], &files, nullptr, words.data(), environ);
  ::posix_spawn_file_actions_destroy(&files);
  if (refused != 0) return -1;
  int status = 0;
  while (::waitpid(program, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string saved_name(const std::string& file) { return file + ".penstock-before"; }

std::optional<std::string> read_file(const std::string& file) {
  std::ifstream from(file);
  if (!from) return std::nullopt;
  std::ostringstream text;
  text << from.rdbuf();
  return text.str();
}

Result<void> write_new_file(const std::string& file, const std::string& text) {
  std::ofstream to(file, std::ios::trunc);
  to << text;
  to.flush();
  if (to) return {};
  return system_fault("file " + file, "write", errno);
}

Result<void> move_file(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0) return {};
  return system_fault("file " + to, "replace", errno);
}

bool is_about(const std::string& line, const char* keyword) {
  std::istringstream words(line);
  std::string first;
  words >> first;
  return first == keyword;
}

std::vector<std::string> all_servers(const std::vector<NameServers>& rules, bool everything_only) {
  std::vector<std::string> servers;
  for (const NameServers& rule : rules) {
    if (everything_only && rule.scope != NameScope::everything) continue;
    for (const wire::Address& server : rule.servers) {
      const std::string text = wire::to_string(server);
      if (std::find(servers.begin(), servers.end(), text) == servers.end()) servers.push_back(text);
    }
  }
  return servers;
}

}  // namespace

std::string resolver_file(const std::string& before, const std::vector<NameServers>& rules,
                          std::vector<std::string>& notes) {
  std::string search;
  std::size_t searched = 0;
  for (const NameServers& rule : rules) {
    if (rule.scope == NameScope::suffix && searched++ < kSearchMax) search += " " + rule.name;
    if (rule.scope == NameScope::everything) continue;
    notes.push_back("resolver file: servers for '" + rule.name + "' alone cannot be said there, " +
                    (rule.scope == NameScope::suffix ? "it is only searched" : "it is left out"));
  }
  if (searched > kSearchMax) {
    notes.push_back("resolver file: " + std::to_string(searched) + " names to search, the first " +
                    std::to_string(kSearchMax) + " are");
  }
  std::vector<std::string> servers = all_servers(rules, true);
  if (servers.size() > kFileServersMax) {
    notes.push_back("resolver file: " + std::to_string(servers.size()) + " servers, the first " +
                    std::to_string(kFileServersMax) + " are asked");
    servers.resize(kFileServersMax);
  }
  std::string text;
  std::istringstream lines(before);
  for (std::string line; std::getline(lines, line);) {
    if (!servers.empty() && is_about(line, "nameserver")) continue;
    if (!search.empty() && (is_about(line, "search") || is_about(line, "domain"))) {
      std::istringstream words(line);  // what was searched before is searched still
      std::string word;
      words >> word;
      while (words >> word && searched++ < kSearchMax) search += " " + word;
      continue;
    }
    text += line + "\n";
  }
  for (const std::string& server : servers) text += "nameserver " + server + "\n";
  if (!search.empty()) text += "search" + search + "\n";
  return text;
}

Result<std::unique_ptr<ResolverSetup>> ResolverSetup::apply(ResolverOptions options,
                                                            const std::vector<NameServers>& rules) {
  auto setup = std::unique_ptr<ResolverSetup>(new ResolverSetup(std::move(options), rules));
  if (setup->options_.kind == ResolverKind::file) {
    const auto restored = restore_left_behind(setup->options_.file);
    if (!restored.ok()) return restored.fault();
  }
  if (setup->options_.kind == ResolverKind::resolvconf) setup->forget_interface();
  if (rules.empty()) return setup;
  const auto applied = setup->apply_kind();
  if (!applied.ok()) return applied.fault();
  return setup;
}

void ResolverSetup::note_applied() {
  applied_ = true;
  outside_names().enter_inside();
}

Result<void> ResolverSetup::apply_kind() {
  switch (options_.kind) {
    case ResolverKind::none:
      return {};
    case ResolverKind::file:
      return apply_file();
    case ResolverKind::resolvconf:
      return apply_resolvconf();
    case ResolverKind::systemd_resolved:
      return apply_resolved();
  }
  return {};
}

ResolverSetup::~ResolverSetup() {
  if (!applied_) return;
  outside_names().leave_inside();
  if (options_.kind == ResolverKind::file) {
    static_cast<void>(restore_left_behind(options_.file).ok());
  } else if (options_.kind == ResolverKind::resolvconf) {
    forget_interface();
  } else {
    static_cast<void>(run({"resolvectl", "revert", options_.interface_name}).ok());
  }
}

Result<bool> ResolverSetup::restore_left_behind(const std::string& file) {
  const std::string saved = saved_name(file);
  if (::access(saved.c_str(), F_OK) != 0) return false;
  const auto restored = move_file(saved, file);
  if (!restored.ok()) return restored.fault();
  return true;
}

// The original is safe beside the file before the file is replaced in one step.
Result<void> ResolverSetup::apply_file() {
  const auto before = read_file(options_.file);
  if (!before) return system_fault("file " + options_.file, "read", errno);
  const std::string next = options_.file + ".penstock-next";
  const auto written = write_new_file(next, resolver_file(*before, rules_, notes_));
  if (!written.ok()) return written.fault();
  const std::string saved = saved_name(options_.file);
  if (::link(options_.file.c_str(), saved.c_str()) != 0) {
    const int error_number = errno;
    ::unlink(next.c_str());
    return system_fault("file " + saved, "keep the original", error_number);
  }
  note_applied();
  const auto moved = move_file(next, options_.file);
  if (!moved.ok()) ::unlink(next.c_str());
  return moved;
}

// Both resolvconfs say no about an interface they do not know.
void ResolverSetup::forget_interface() const {
  static_cast<void>(run({"resolvconf", "-d", options_.interface_name}).ok());
}

// -m and -x are openresolv's, as -p is: first in order and alone; or only for the names that are searched. Debian's
// resolvconf takes no notice of what stands behind the interface.
Result<void> ResolverSetup::apply_resolvconf() {
  const bool everything = std::any_of(rules_.begin(), rules_.end(), [](const NameServers& rule) {
    return rule.scope == NameScope::everything && !rule.servers.empty();
  });
  std::string text;
  for (const std::string& server : all_servers(rules_, everything)) text += "nameserver " + server + "\n";
  std::string search;
  for (const NameServers& rule : rules_) {
    if (rule.servers.empty()) {
      notes_.push_back("resolvconf: '" + rule.name + "' cannot be exempted from a broader rule");
    } else if (rule.scope == NameScope::suffix) {
      search += " " + rule.name;
    } else if (rule.scope == NameScope::exact) {
      notes_.push_back("resolvconf: servers for '" + rule.name +
                       "' alone cannot be said there, it is left out");
    }
  }
  if (!everything)
    notes_.push_back("resolvconf: only openresolv keeps its servers to the names that are searched");
  if (!search.empty()) text += "search" + search + "\n";
  std::vector<std::string> command = {"resolvconf", "-a", options_.interface_name, "-m", "0"};
  command.push_back(everything ? "-x" : "-p");
  note_applied();
  return run(command, text);
}

Result<void> ResolverSetup::apply_resolved() {
  std::vector<std::string> dns = {"resolvectl", "dns", options_.interface_name};
  const std::vector<std::string> servers = all_servers(rules_, false);
  dns.insert(dns.end(), servers.begin(), servers.end());
  std::vector<std::string> domains = {"resolvectl", "domain", options_.interface_name};
  bool everything = false;
  const std::vector<wire::Address>* first_servers = nullptr;
  for (const NameServers& rule : rules_) {
    if (rule.servers.empty()) {
      notes_.push_back("systemd-resolved: '" + rule.name + "' cannot be exempted from a broader rule");
      continue;
    }
    if (first_servers == nullptr) first_servers = &rule.servers;
    if (*first_servers != rule.servers) {
      notes_.push_back("systemd-resolved: the servers of '" + rule.name +
                       "' answer for all names of the interface");
    }
    everything = everything || rule.scope == NameScope::everything;
    // A name alone is searched and asked for here; with a tilde it is only asked for here.
    if (rule.scope == NameScope::everything) domains.push_back("~.");
    if (rule.scope == NameScope::suffix) domains.push_back(rule.name);
    if (rule.scope == NameScope::exact) domains.push_back("~" + rule.name);
  }
  note_applied();  // from the first command on there is something to revert
  for (const auto& command : {dns, domains,
                              std::vector<std::string>{"resolvectl", "default-route", options_.interface_name,
                                                       everything ? "yes" : "no"}}) {
    const auto done = run(command);
    if (!done.ok()) return done.fault();
  }
  return {};
}

Result<void> ResolverSetup::run(const std::vector<std::string>& command, const std::string& input) const {
  const int status = options_.run ? options_.run(command, input) : run_program(command, input);
  if (status == 0) return {};
  std::string text;
  for (const std::string& word : command) text += (text.empty() ? "" : " ") + word;
  return Fault{Reason::refused, "command '" + text + "'",
               status < 0 ? "could not be run" : "ended with status " + std::to_string(status)};
}

}  // namespace penstock::link
