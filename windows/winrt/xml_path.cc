// SPDX-License-Identifier: Apache-2.0
#include "winrt/xml_tree.h"

namespace penstock::projection {

namespace {

using Nodes = std::vector<XmlNodePtr>;

struct Step {
  bool anywhere = false;  // after //
  std::wstring name;      // also "*", ".", "..", "@a", "text()"
  std::vector<std::wstring> predicates;
};

[[noreturn]] void refuse(std::size_t at) { throw XmlError{at, "this part of XPath is not understood"}; }

std::vector<Step> steps_of(std::wstring_view path) {
  std::vector<Step> steps;
  std::size_t at = 0;
  while (at < path.size()) {
    Step step;
    if (path[at] == L'/') {
      ++at;
      if (at < path.size() && path[at] == L'/') {
        step.anywhere = true;
        ++at;
      }
    } else if (!steps.empty()) {
      refuse(at);
    }
    auto const from = at;
    while (at < path.size() && path[at] != L'/' && path[at] != L'[') ++at;
    step.name = path.substr(from, at - from);
    while (at < path.size() && path[at] == L'[') {
      auto const end = path.find(L']', at);
      if (end == path.npos) refuse(at);
      step.predicates.emplace_back(path.substr(at + 1, end - at - 1));
      at = end + 1;
    }
    if (step.name.empty() && at < path.size()) refuse(at);
    if (!step.name.empty()) steps.push_back(std::move(step));
  }
  return steps;
}

void add_descendants(const XmlNodePtr& node, Nodes& all) {
  all.push_back(node);
  for (auto const& child : node->children) add_descendants(child, all);
}

void add_matches(const XmlNodePtr& node, const std::wstring& name, Nodes& found) {
  if (name == L".") {
    found.push_back(node);
  } else if (name == L"..") {
    if (auto parent = node->parent.lock()) found.push_back(std::move(parent));
  } else if (name[0] == L'@') {
    for (auto const& one : node->attributes)
      if (name == L"@*" || one->name == std::wstring_view(name).substr(1)) found.push_back(one);
  } else {
    for (auto const& child : node->children) {
      bool const is_text = child->kind == XmlKind::text || child->kind == XmlKind::data_section;
      if (name == L"text()" ? is_text
                            : child->kind == XmlKind::element && (name == L"*" || child->name == name))
        found.push_back(child);
    }
  }
}

bool has_value(const XmlNodePtr& node, std::wstring_view key, const std::wstring_view* wanted) {
  Nodes found;
  add_matches(node, std::wstring(key), found);
  for (auto const& one : found)
    if (!wanted || one->inner_text() == *wanted) return true;
  return false;
}

Nodes filtered(const Nodes& nodes, std::wstring_view predicate) {
  Nodes kept;
  if (!predicate.empty() && predicate.find_first_not_of(L"0123456789") == predicate.npos) {
    auto const index = std::stoul(std::wstring(predicate));
    if (index >= 1 && index <= nodes.size()) kept.push_back(nodes[index - 1]);
    return kept;
  }
  auto const equals = predicate.find(L'=');
  auto key = predicate.substr(0, equals);
  while (!key.empty() && key.back() == L' ') key.remove_suffix(1);
  if (key.empty() || key.find_first_of(L"(<>! ") != key.npos) {
    if (key != L"text()") refuse(0);
  }
  std::wstring_view wanted;
  if (equals != predicate.npos) {
    wanted = predicate.substr(equals + 1);
    while (!wanted.empty() && wanted.front() == L' ') wanted.remove_prefix(1);
    if (wanted.size() < 2 || (wanted.front() != L'\'' && wanted.front() != L'"') ||
        wanted.back() != wanted.front())
      refuse(equals);
    wanted = wanted.substr(1, wanted.size() - 2);
  }
  for (auto const& node : nodes)
    if (has_value(node, key, equals == predicate.npos ? nullptr : &wanted)) kept.push_back(node);
  return kept;
}

}  // namespace

Nodes select_xml(const XmlNodePtr& from, std::wstring_view path) {
  XmlNodePtr start = from;
  if (!path.empty() && path.front() == L'/')
    while (auto parent = start->parent.lock()) start = parent;
  Nodes current{start};
  for (auto const& step : steps_of(path)) {
    Nodes next;
    for (auto const& node : current) {
      Nodes bases;
      if (step.anywhere)
        add_descendants(node, bases);
      else
        bases.push_back(node);
      for (auto const& base : bases) {
        Nodes found;
        add_matches(base, step.name, found);
        for (auto const& predicate : step.predicates) found = filtered(found, predicate);
        next.insert(next.end(), found.begin(), found.end());
      }
    }
    current = std::move(next);
  }
  return current;
}

}  // namespace penstock::projection
