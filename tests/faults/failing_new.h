// SPDX-License-Identifier: Apache-2.0
// One allocation of this thread that fails: the operators `new` of this program count.
//
// Threads: each for itself; others allocate as always.
// Memory: none.
// Errors: std::bad_alloc, where it was asked for.
#pragma once

namespace penstock::faults {

class FailingNew {
 public:
  enum class How { once, from_then_on };
  // The first allocation is 0.
  explicit FailingNew(long which, How how = How::once);
  ~FailingNew();
  FailingNew(const FailingNew&) = delete;
  FailingNew& operator=(const FailingNew&) = delete;
  // Whether it came to that.
  bool failed() const;
};

}  // namespace penstock::faults
