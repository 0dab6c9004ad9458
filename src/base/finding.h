// SPDX-License-Identifier: Apache-2.0
// A finding: a guest broke a rule of its contract, or did something worth knowing. It has a stable code
// (F-POOL-9), the rule, who, and up to two call sites (where it began, where it went wrong). An error makes
// a test run fail; a gateway counts it and absorbs it. A warning and a note tell and change nothing.
//
// Threads: any; report() takes a lock and is not for the data path.
// Memory: equal findings (code, who, both sites; notes also what they say) are kept once and counted; at most
// kFindingsMax kinds.
// Errors: beyond the bound findings are only counted.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "base/call_site.h"

namespace penstock::base {

enum class Severity : std::uint8_t { note, warning, error };
const char* to_string(Severity severity);

struct Finding {
  std::string code;  // F-POOL-9
  std::string rule;  // K-POOL-7; empty where the code says it all
  Severity severity = Severity::error;
  std::string who;      // the guest
  std::string message;  // fact, value, limit, what to do
  CallSite first;       // where it began: the allocation, the first settlement, the acquisition
  CallSite second;      // where it was found
  std::int64_t at_ns = 0;
  std::uint64_t count = 1;
};

class FindingLog {
 public:
  static constexpr std::size_t kFindingsMax = 1000;
  using Listener = std::function<void(const Finding&)>;

  void report(Finding finding);
  // Called outside the lock, once for each report; replaces the listener before.
  void set_listener(Listener listener);

  std::vector<Finding> list() const;
  std::uint64_t count(Severity severity) const;
  std::uint64_t count(std::string_view code) const;
  void clear();

 private:
  mutable std::mutex lock_;
  std::vector<Finding> findings_;
  std::uint64_t counts_[3] = {};
  Listener listener_;
};

// The log of this process. Functions that a guest calls have no argument to carry one.
FindingLog& finding_log();

}  // namespace penstock::base
