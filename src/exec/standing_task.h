// SPDX-License-Identifier: Apache-2.0
// Work that always has the same name: "look again". However often and from wherever it is asked for, it is left with
// its baton at most once, and one look that begins afterwards is sure. The mark is taken away before the look, and by
// an exchange: who found it set is then seen by that look with all that was done before asking. A plain store would
// lose such an asker.
//
// Threads: any asks.
// Memory: its owner's; it must not go while the baton has it.
// Errors: none.
#pragma once

#include "exec/baton.h"

namespace penstock::exec {

class StandingTask : public BatonTask {
 public:
  // Now, or by the holder before it lets go.
  void ask(Baton& baton) {
    if (!asked_.exchange(true, std::memory_order_acq_rel)) baton.submit(*this);
  }

 protected:
  virtual void look() = 0;  // with the baton held

 private:
  void run() final {
    asked_.exchange(false, std::memory_order_acq_rel);
    look();
  }

  std::atomic<bool> asked_{false};
};

}  // namespace penstock::exec
