// SPDX-License-Identifier: Apache-2.0
#include "control/protocol.h"

#include "control/view_text.h"

namespace penstock::control {
namespace {

std::string refusal(const std::string& why) { return json_line({{"ok", false}, {"error", why}}); }
std::string success(const std::vector<base::Row>& rows) {
  return json_line({{"ok", true}, {"rows", rows_json(rows)}});
}

template <class Map>
std::string names_of(const Map& map) {
  std::string names;
  for (const auto& [name, value] : map) names += (names.empty() ? "" : ", ") + name;
  return names;
}

}  // namespace

std::string Desk::answer(std::string_view line) const {
  const auto request = nlohmann::ordered_json::parse(line, nullptr, false);
  if (request.is_discarded()) return refusal("the request is not JSON");
  if (!request.is_object()) return refusal("a request is a JSON object");
  if (request.contains("show")) return show(request);
  if (request.contains("do")) return act(request);
  return refusal("a request has \"show\" or \"do\"");
}

std::string Desk::show(const nlohmann::ordered_json& request) const {
  if (!request["show"].is_string()) return refusal("\"show\" takes the name of a view");
  const std::string name = request["show"].get<std::string>();
  const auto view = views_.find(name);
  if (view == views_.end()) return refusal("no view '" + name + "'; there are " + names_of(views_));
  return success(view->second->show());
}

std::string Desk::act(const nlohmann::ordered_json& request) const {
  if (!request["do"].is_string()) return refusal("\"do\" takes the name of an action");
  const std::string name = request["do"].get<std::string>();
  const auto action = actions_.find(name);
  if (action == actions_.end()) return refusal("no action '" + name + "'; there are " + names_of(actions_));
  const ActionResult result = action->second(request);
  if (const auto* refused = std::get_if<Refused>(&result)) return refusal(refused->why);
  return success(std::get<std::vector<base::Row>>(result));
}

}  // namespace penstock::control
