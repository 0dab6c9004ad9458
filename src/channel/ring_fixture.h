// SPDX-License-Identifier: Apache-2.0
// A ring in the test's own memory, and an access policy that notices a byte which is read twice.
//
// Threads: the test's.
// Memory: the fixture's.
// Errors: the counters of TwiceAccess.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "channel/ring_reader.h"
#include "channel/ring_writer.h"

namespace penstock::channel {

class TestRing {
 public:
  explicit TestRing(std::uint32_t pages = 1) : memory_((pages + 1) * kPageBytes / 8) {}
  RingSpan span() {
    auto* bytes = reinterpret_cast<std::byte*>(memory_.data());
    return {bytes, bytes + kPageBytes, static_cast<std::uint32_t>(memory_.size() * 8 - kPageBytes)};
  }
  std::uint32_t control(std::uint32_t offset) { return DirectAccess::load(span().control + offset); }
  void set_control(std::uint32_t offset, std::uint32_t value) {
    DirectAccess::store(span().control + offset, value);
  }
  std::vector<int> data(std::uint32_t from, std::uint32_t bytes) {
    std::vector<int> copy;
    for (std::uint32_t i = 0; i < bytes; ++i) copy.push_back(static_cast<int>(span().data[from + i]));
    return copy;
  }
  void set_data(std::uint32_t at, const void* bytes, std::size_t count) {
    std::memcpy(span().data + at, bytes, count);
  }
  // Both indices there, as after so many bytes of traffic.
  void start_at(std::uint32_t index) {
    set_control(kWriteIndex, index);
    set_control(kReadIndex, index);
  }

 private:
  std::vector<std::uint64_t> memory_;
};

inline std::vector<int> hex(std::string_view text) {
  std::vector<int> bytes;
  for (std::size_t i = 0; i + 1 < text.size();) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    bytes.push_back(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
    i += 2;
  }
  return bytes;
}

// Counts how often each byte was copied out of shared memory since forget(). Words of the control page are
// looked at again and again by design and are not counted.
struct TwiceAccess {
  static std::map<const std::byte*, int>& reads() {
    static std::map<const std::byte*, int> counts;
    return counts;
  }
  static int most_reads() {
    int most = 0;
    for (const auto& [at, count] : reads()) most = std::max(most, count);
    return most;
  }
  static void forget() { reads().clear(); }

  static std::uint32_t load(const std::byte* at) { return DirectAccess::load(at); }
  static void store(std::byte* at, std::uint32_t value) { DirectAccess::store(at, value); }
  static void copy_in(std::byte* to, const std::byte* from, std::uint32_t bytes) {
    for (std::uint32_t i = 0; i < bytes; ++i) ++reads()[from + i];
    DirectAccess::copy_in(to, from, bytes);
  }
  static void will_write(const std::byte*, std::uintptr_t) {}
  static void copy_out(std::byte* to, const std::byte* from, std::uint32_t bytes) {
    DirectAccess::copy_out(to, from, bytes);
  }
};

}  // namespace penstock::channel
