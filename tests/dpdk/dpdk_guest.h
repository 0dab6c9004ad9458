// SPDX-License-Identifier: Apache-2.0
// A DPDK process with a network device on a bus, and the kernel's part between the two: it opens the channel, lends the
// buffers, and shows them to the process as files (device_preload.c). The memory is one file: the rings and buffers at
// its beginning, the heap of the process where its addresses are offsets of the file.
//
// Threads: the test's; ring() from any.
// Memory: the process is gone with the object.
// Errors: expectations.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "channel/bus_client.h"
#include "channel/shared_memory.h"

namespace penstock::network {

inline constexpr std::uint64_t kDpdkMemoryBytes = std::uint64_t{1}
                                                  << 30;  // sparse: only what is touched is there

struct Mapping {
  std::string name;
  std::uint64_t address;
  std::uint32_t pages;
};

class DpdkGuest {
 public:
  DpdkGuest(channel::BusClient& bus, channel::SharedMemory& memory) : bus_(bus), memory_(memory) {}
  ~DpdkGuest();

  void open();  // connects, and opens the channel
  // The program of network_program.c: so many frames of each size, 0 for as many as there is time for.
  void begin(std::uint32_t frames, const std::vector<std::string>& sizes);
  // With 0 frames: this size is over.
  void next_size();
  bool ended();  // and takes in what it says
  int status() const { return status_; }
  const std::string& said() const { return said_; }
  // The driver polls, and signals with a bit in a page that nobody looks at: this stands in for it.
  void ring();

 private:
  class Unattended;
  std::uint32_t lend(std::uint64_t address, std::uint32_t pages);
  void write(const std::string& path, const std::string& text);
  void make_folder();
  [[noreturn]] void become_program(int input, int output, std::vector<std::string> words);
  void take_words();

  channel::BusClient& bus_;
  channel::SharedMemory& memory_;
  std::shared_ptr<Unattended> channel_;
  std::vector<Mapping> mappings_;
  std::string folder_;
  pid_t child_ = -1;
  int to_child_ = -1, from_child_ = -1;
  int status_ = -1;
  std::string said_;
};

}  // namespace penstock::network
