// SPDX-License-Identifier: Apache-2.0
// When may something that readers use without a lock be taken away? A reader announces a section (a path:
// one for each batch); wait_for_readers() returns when every section that had begun before the call has
// ended. A path that sleeps is outside any section.
//
// Threads: a section belongs to its thread and may nest; wait_for_readers() from a thread outside any.
// Memory: a cache line for each thread that ever entered; kept until the process ends.
// Errors: wait_for_readers() inside a section would wait for itself: it returns false and does nothing.
#pragma once

#include <atomic>
#include <cstdint>

namespace penstock::exec {

class Quiescence {
 public:
  // Entering costs a store and a fence, leaving a store and a load.
  class Section {
   public:
    Section();
    ~Section();
    Section(const Section&) = delete;
    Section& operator=(const Section&) = delete;
  };

  static bool inside_section();
  [[nodiscard]] static bool wait_for_readers();
};

}  // namespace penstock::exec
