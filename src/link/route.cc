// SPDX-License-Identifier: Apache-2.0
#include "link/route.h"

#include <charconv>

namespace penstock::link {
namespace {

// The words of a line, one after the other.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  std::string_view next() {
    const std::size_t begin = rest_.find_first_not_of(' ');
    if (begin == std::string_view::npos) return {};
    rest_.remove_prefix(begin);
    const std::string_view word = rest_.substr(0, rest_.find(' '));
    rest_.remove_prefix(word.size());
    return word;
  }
  // The next word as a number; 0 and not good() when it is none.
  template <class Number>
  Number number() {
    const std::string_view word = next();
    Number value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size()) good_ = false;
    return value;
  }
  void spoil() { good_ = false; }
  bool good() const { return good_; }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::string to_string(const Route& route) {
  std::string text = "route " + wire::to_string(route.destination) + " table " + std::to_string(route.table);
  if (!route.throws()) text += " interface " + std::to_string(route.interface_index);
  if (route.gateway) text += " gateway " + wire::to_string(route.gateway);
  return text;
}

std::string to_string(const RoutingRule& rule) {
  std::string text = "rule " + std::to_string(rule.ip_version) + " priority " +
                     std::to_string(rule.priority) + " table " + std::to_string(rule.table);
  if (rule.unless_mark != 0) text += " unless-mark " + std::to_string(rule.unless_mark);
  if (rule.without_default) text += " without-default";
  return text;
}

std::string to_string(const InterfaceAddress& address) {
  return "address " + wire::to_string(address.address) + "/" + std::to_string(address.prefix_length) +
         " interface " + std::to_string(address.interface_index);
}

std::optional<Route> parse_route(std::string_view text) {
  Words words(text);
  if (words.next() != "route") return std::nullopt;
  const auto destination = wire::parse_prefix(words.next());
  if (!destination.ok()) return std::nullopt;
  Route route{.destination = *destination};
  for (std::string_view word = words.next(); !word.empty() && words.good(); word = words.next()) {
    if (word == "table") {
      route.table = words.number<std::uint32_t>();
    } else if (word == "interface") {
      route.interface_index = words.number<std::uint32_t>();
    } else if (word == "gateway") {
      const auto gateway = wire::parse_address(words.next());
      if (!gateway.ok()) return std::nullopt;
      route.gateway = *gateway;
    } else {
      words.spoil();
    }
  }
  if (!words.good()) return std::nullopt;
  return route;
}

std::optional<RoutingRule> parse_rule(std::string_view text) {
  Words words(text);
  if (words.next() != "rule") return std::nullopt;
  RoutingRule rule{.ip_version = words.number<std::uint8_t>()};
  for (std::string_view word = words.next(); !word.empty() && words.good(); word = words.next()) {
    if (word == "priority") {
      rule.priority = words.number<std::uint32_t>();
    } else if (word == "table") {
      rule.table = words.number<std::uint32_t>();
    } else if (word == "unless-mark") {
      rule.unless_mark = words.number<std::uint32_t>();
    } else if (word == "without-default") {
      rule.without_default = true;
    } else {
      words.spoil();
    }
  }
  if (!words.good() || (rule.ip_version != 4 && rule.ip_version != 6)) return std::nullopt;
  return rule;
}

}  // namespace penstock::link
