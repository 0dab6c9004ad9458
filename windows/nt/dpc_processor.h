// SPDX-License-Identifier: Apache-2.0
// Where DPCs run: a queue and a thread for each of a few virtual processors. DPCs of one processor run one
// after the other, to completion, at DISPATCH_LEVEL (K-DPC-1). A DPC queued at DISPATCH_LEVEL runs at once,
// on another processor than the caller's.
//
// Threads: any.
// Memory: the queue runs through the guests' KDPCs, which are out of it before their routine is called.
// Errors: none.
#pragma once

#include <cstdint>

#include "base/call_site.h"

namespace penstock::nt {

// What a KDPC holds.
struct Dpc {
  enum class State : std::uint8_t { idle, queued };
  static constexpr std::uint8_t kHighImportance = 2;
  static constexpr std::uint8_t kAnyProcessor = 0xFF;

  std::uint8_t mark;
  State state;
  std::uint8_t importance;
  std::uint8_t processor;  // where it is queued
  std::uint8_t target;
  bool threaded;  // at PASSIVE_LEVEL
  Dpc* next;
  void (*routine)(void* dpc, void* context, void* first, void* second);
  void* context;
  void* first_argument;
  void* second_argument;
};
static_assert(sizeof(Dpc) <= 64);

void start_dpc_processors(int count);
// Runs what is queued, then ends.
void stop_dpc_processors();

// False: it is queued already, with the arguments of the first time. No scheduling point: a caller that
// holds no lock makes one.
bool queue_dpc(Dpc& dpc, void* first, void* second, base::CallSite site);
// True: it was queued and will not run.
bool unqueue_dpc(Dpc& dpc);
// Returns when every DPC queued before has returned. Not from a DPC (F-WAIT-6).
void flush_dpcs();
bool on_dpc_processor();

}  // namespace penstock::nt
