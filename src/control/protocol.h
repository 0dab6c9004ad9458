// SPDX-License-Identifier: Apache-2.0
// What a client and a running Penstock say to each other over the control socket: one JSON object a line each
// way. {"show":"flows"} asks for a view, {"do":"permit","id":7} asks for an action; the answer is
// {"ok":true,"rows":[...]} or {"ok":false,"error":"..."}.
//
// Threads: pure functions, plain values.
// Memory: a request is at most kRequestBytesMax, an answer kAnswerBytesMax; both are refused beyond.
// Errors: what is not a request is answered with a sentence that says why.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/view.h"

namespace penstock::control {

inline constexpr std::size_t kRequestBytesMax = 64 * 1024;
inline constexpr std::size_t kAnswerBytesMax = 64 * 1024 * 1024;

// What a running Penstock lets itself be asked and told.
class Desk {
 public:
  struct Refused {
    std::string why;
  };
  using ActionResult = std::variant<std::vector<base::Row>, Refused>;
  using Action = std::function<ActionResult(const nlohmann::ordered_json& request)>;

  // Views outlive the desk.
  void add_view(const base::View& view) { views_[std::string(view.name())] = &view; }
  void add_action(std::string name, Action action) { actions_[std::move(name)] = std::move(action); }

  // The answer to one line; never fails, whatever the line holds.
  std::string answer(std::string_view line) const;

 private:
  std::string show(const nlohmann::ordered_json& request) const;
  std::string act(const nlohmann::ordered_json& request) const;

  std::map<std::string, const base::View*> views_;
  std::map<std::string, Action> actions_;
};

}  // namespace penstock::control
