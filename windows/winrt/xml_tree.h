// SPDX-License-Identifier: Apache-2.0
// A small XML document: elements, attributes, text, comments and processing instructions, read from UTF-16 text. Enough
// for a plug-in's settings: no document type, no external entities; what declares one is refused.
//
// Threads: as any value.
// Memory: a node is kept by its parent, and by whoever holds it; parents are known weakly.
// Errors: XmlError with the place and what was wrong.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace penstock::projection {

struct XmlError {
  std::size_t at = 0;
  std::string what;
};

// The numbers are those of Windows.Data.Xml.Dom.NodeType.
enum class XmlKind {
  element = 1,
  attribute = 2,
  text = 3,
  data_section = 4,
  instruction = 7,
  comment = 8,
  document = 9
};

struct XmlNode : std::enable_shared_from_this<XmlNode> {
  XmlKind kind = XmlKind::element;
  std::wstring name;
  std::wstring value;  // of text, comment, attribute
  std::weak_ptr<XmlNode> parent;
  std::vector<std::shared_ptr<XmlNode>> children;
  std::vector<std::shared_ptr<XmlNode>> attributes;

  std::shared_ptr<XmlNode> attribute(std::wstring_view wanted) const;
  std::wstring inner_text() const;
  std::wstring xml() const;
  void append(std::shared_ptr<XmlNode> child);
  bool remove(const XmlNode& child);
};
using XmlNodePtr = std::shared_ptr<XmlNode>;

// The document node; throws XmlError.
XmlNodePtr parse_xml(std::wstring_view text);

// The nodes that a path finds: steps by name or *, a leading / or //, @name, text(), and predicates [n], [@a], [@a='v'],
// [name='v']. Throws XmlError for what else XPath has.
std::vector<XmlNodePtr> select_xml(const XmlNodePtr& from, std::wstring_view path);

}  // namespace penstock::projection
