// SPDX-License-Identifier: Apache-2.0
#include "base/finding.h"

#include <algorithm>

namespace penstock::base {

const char* to_string(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "?";
}

void FindingLog::report(Finding finding) {
  Listener listener;
  {
    std::lock_guard hold(lock_);
    counts_[static_cast<std::size_t>(finding.severity)] += finding.count;
    auto same = std::find_if(findings_.begin(), findings_.end(), [&](const Finding& known) {
      return known.code == finding.code && known.who == finding.who && known.first == finding.first &&
             known.second == finding.second &&
             (finding.severity != Severity::note || known.message == finding.message);
    });
    if (same != findings_.end()) {
      same->count += finding.count;
    } else if (findings_.size() < kFindingsMax) {
      findings_.push_back(finding);
    }
    listener = listener_;
  }
  if (listener) listener(finding);
}

void FindingLog::set_listener(Listener listener) {
  std::lock_guard hold(lock_);
  listener_ = std::move(listener);
}

std::vector<Finding> FindingLog::list() const {
  std::lock_guard hold(lock_);
  return findings_;
}

std::uint64_t FindingLog::count(Severity severity) const {
  std::lock_guard hold(lock_);
  return counts_[static_cast<std::size_t>(severity)];
}

std::uint64_t FindingLog::count(std::string_view code) const {
  std::lock_guard hold(lock_);
  std::uint64_t total = 0;
  for (const Finding& finding : findings_) {
    if (finding.code == code) total += finding.count;
  }
  return total;
}

void FindingLog::clear() {
  std::lock_guard hold(lock_);
  findings_.clear();
  std::fill(std::begin(counts_), std::end(counts_), 0);
}

FindingLog& finding_log() {
  static FindingLog log;
  return log;
}

}  // namespace penstock::base
