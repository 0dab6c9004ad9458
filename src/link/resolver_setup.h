// SPDX-License-Identifier: Apache-2.0
// Name servers for as long as this lives: for everything, for names under a suffix, for one name. Behind it
// stands what the host has: systemd-resolved, told by its own tool about one interface; resolvconf, Debian's or
// openresolv, which is given what a file would hold; a file in the form of resolv.conf that the operator names; or
// nothing, and then rules are only recorded. What the one in use cannot express is said in a note and otherwise left out.
//
// Threads: one at a time; other programs are waited for.
// Memory: the original of a file lies beside it (`.penstock-before`) until it is restored, also by the next start.
// Errors: Fault with the file or the command. A failed apply leaves nothing behind.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "link/fault.h"
#include "wire/address.h"

namespace penstock::link {

enum class NameScope : std::uint8_t {
  everything,
  suffix,  // names under it; it is searched too
  exact,
};

struct NameServers {
  NameScope scope = NameScope::everything;
  std::string name;                    // "corp.example"; "" for everything
  std::vector<wire::Address> servers;  // none: exempt from a broader rule
};

enum class ResolverKind : std::uint8_t { none, file, resolvconf, systemd_resolved };

struct ResolverOptions {
  ResolverKind kind = ResolverKind::none;
  std::string file;            // for `file`
  std::string interface_name;  // for the other two
  // Runs a program that reads this input, and waits for it; its exit status, or -1. Empty: the system's way.
  std::function<int(const std::vector<std::string>& command, const std::string& input)> run;
};

class ResolverSetup {
 public:
  // Also takes away what a crashed process left of the same file or, with resolvconf, of the same interface.
  static Result<std::unique_ptr<ResolverSetup>> apply(ResolverOptions options,
                                                      const std::vector<NameServers>& rules);
  ~ResolverSetup();
  ResolverSetup(const ResolverSetup&) = delete;
  ResolverSetup& operator=(const ResolverSetup&) = delete;

  // What could not be expressed, a line each.
  const std::vector<std::string>& notes() const { return notes_; }
  const std::vector<NameServers>& rules() const { return rules_; }

  // true when there was something to restore.
  static Result<bool> restore_left_behind(const std::string& file);

 private:
  ResolverSetup(ResolverOptions options, std::vector<NameServers> rules)
      : options_(std::move(options)), rules_(std::move(rules)) {}
  void note_applied();
  Result<void> apply_kind();
  Result<void> apply_file();
  Result<void> apply_resolvconf();
  Result<void> apply_resolved();
  void forget_interface() const;
  Result<void> run(const std::vector<std::string>& command, const std::string& input = "") const;

  const ResolverOptions options_;
  const std::vector<NameServers> rules_;
  std::vector<std::string> notes_;
  bool applied_ = false;
};

// The contents of a resolv.conf under these rules; `before` is what it contains without.
std::string resolver_file(const std::string& before, const std::vector<NameServers>& rules,
                          std::vector<std::string>& notes);

}  // namespace penstock::link
