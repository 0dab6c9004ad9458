// SPDX-License-Identifier: Apache-2.0
// Processes as guests see them: the system process, where the host's own threads run, and the Linux
// processes that own sockets and open devices, under their Linux ids.
//
// Threads: any; one lock.
// Memory: a process object lives until its exit was told and nobody references it.
// Errors: an unknown id is STATUS_INVALID_CID.
#pragma once

#include <cstdint>
#include <string>

namespace penstock::nt {

inline constexpr std::uint64_t kSystemProcessId = 4;

struct ProcessFacts {
  std::uint64_t id = 0;
  std::uint64_t parent_id = 0;
  std::string image;  // UTF-8, as the host names it: "/usr/bin/curl"
};

// Tells the guests that asked (K-IRQL-5: at PASSIVE_LEVEL, on the calling thread), then knows the process.
void process_started(const ProcessFacts& facts);
void process_ended(std::uint64_t id);

// NtCurrentProcess() and the like; nullptr: an ordinary handle.
void* object_of_pseudo_handle(void* handle);

// Whose behalf the calling thread works on: a client's request, a connection. For as long as it lives.
class OnBehalfOf {
 public:
  explicit OnBehalfOf(std::uint64_t process_id);
  ~OnBehalfOf();
  OnBehalfOf(const OnBehalfOf&) = delete;
  OnBehalfOf& operator=(const OnBehalfOf&) = delete;

 private:
  std::uint64_t outer_;
};

}  // namespace penstock::nt
