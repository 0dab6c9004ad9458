// SPDX-License-Identifier: Apache-2.0
// Who decides about connections that a driver of hold's kind asks about. The program never settles such an
// operation itself: it answers the driver through its device, and the driver completes.
//
// Threads: plain values; a decider is asked on the desk's thread.
// Memory: none.
// Errors: none.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "wire/address.h"

namespace penstock::app {

// A connection that waits, as the driver describes it.
struct Question {
  std::uint64_t id = 0;  // the driver's
  std::uint64_t process_id = 0;
  std::uint16_t layer = 0;
  std::uint8_t protocol = 0;
  bool inbound = false;
  wire::Address local;
  wire::Address remote;
  std::uint16_t local_port = 0;
  std::uint16_t remote_port = 0;
};

enum class Verdict : std::uint8_t { permit, block };
const char* to_string(Verdict verdict);

struct Decision {
  Verdict verdict = Verdict::permit;
  std::int64_t after_ns = 0;
};

// Nothing: it stays held until somebody else answers.
using Decider = std::function<std::optional<Decision>(const Question&)>;

// "10.0.0.1:4000 > 10.0.0.2:80", the way the connection was begun.
std::string question_text(const Question& question);

}  // namespace penstock::app
