// SPDX-License-Identifier: Apache-2.0
// Asks a running Penstock one thing and waits for the answer.
//
// Threads: the caller's; it blocks.
// Memory: an answer of at most kAnswerBytesMax.
// Errors: ClientFault: nobody there, not allowed, or what the other side said.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <variant>

namespace penstock::control {

struct ClientFault {
  std::string message;
};

// The answer's rows.
std::variant<nlohmann::ordered_json, ClientFault> ask(const std::string& socket_path,
                                                      const nlohmann::ordered_json& request);

}  // namespace penstock::control
