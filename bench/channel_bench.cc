// SPDX-License-Identifier: Apache-2.0
// What a channel costs: messages through a ring, a save and a restore, a pause. All, or what is named:
// channel_bench rings|save|pause
#include "channel_bench.h"

#include <cstdio>
#include <string_view>

int main(int count, char** words) {
  struct {
    std::string_view name;
    void (*figures)();
  } const all[] = {{"rings", penstock::channel::ring_figures},
                   {"save", penstock::channel::save_figures},
                   {"pause", penstock::channel::pause_figures}};
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  for (const auto& one : all) {
    if (count < 2 || one.name == words[1]) one.figures();
  }
  return 0;
}
