// SPDX-License-Identifier: Apache-2.0
// XmlDocument and its nodes as the projection has them, over xml_tree.h. Two handles on one node are two objects here;
// they are equal in what they do, not in identity.
#include <algorithm>

#include <unknwn.h>

#include <winrt/Windows.Data.Xml.Dom.h>

#include "winrt/factories.h"
#include "winrt/xml_tree.h"

namespace penstock::projection {

namespace dom = winrt::Windows::Data::Xml::Dom;
namespace collections = winrt::Windows::Foundation::Collections;
using winrt::hstring;
using winrt::Windows::Foundation::IInspectable;

namespace {

dom::IXmlNode projected(const XmlNodePtr& node, const XmlNodePtr& document);

// The node behind a projected one; null for somebody else's object.
struct INodeAccess : ::IUnknown {
  static constexpr winrt::guid penstock_uuid{"3a8b8f5e-1a73-4c0b-9f55-2f9a7be1c5d0"};
  virtual XmlNodePtr const* Behind() noexcept = 0;

 protected:
  ~INodeAccess() = default;
};

[[noreturn]] void throw_xml(const XmlError& error) {
  auto const text = "XML, character " + std::to_string(error.at) + ": " + error.what;
  throw winrt::hresult_error(winrt::hresult(0xC00CE508u), winrt::to_hstring(text));
}

template <typename D, typename I>
struct NodeList
    : winrt::implements<D, I, collections::IVectorView<dom::IXmlNode>, collections::IIterable<dom::IXmlNode>>,
      winrt::vector_view_base<D, dom::IXmlNode> {
  NodeList(const std::vector<XmlNodePtr>& nodes, const XmlNodePtr& document) : document_(document) {
    for (auto const& node : nodes) nodes_.push_back(projected(node, document));
  }
  auto& get_container() const { return nodes_; }
  std::uint32_t Length() const { return static_cast<std::uint32_t>(nodes_.size()); }
  dom::IXmlNode Item(std::uint32_t index) const { return index < nodes_.size() ? nodes_[index] : nullptr; }

 protected:
  std::vector<dom::IXmlNode> nodes_;
  XmlNodePtr document_;
};

struct XmlNodeList : NodeList<XmlNodeList, dom::IXmlNodeList> {
  using class_type = dom::XmlNodeList;
  using NodeList::NodeList;
};

struct XmlNamedNodeMap : NodeList<XmlNamedNodeMap, dom::IXmlNamedNodeMap> {
  using class_type = dom::XmlNamedNodeMap;
  XmlNamedNodeMap(const XmlNodePtr& element, const XmlNodePtr& document)
      : NodeList(element->attributes, document), element_(element) {}
  dom::IXmlNode GetNamedItem(hstring const& name) const {
    return projected(element_->attribute(name), document_);
  }
  dom::IXmlNode SetNamedItem(dom::IXmlNode const&) const { throw winrt::hresult_not_implemented(); }
  dom::IXmlNode RemoveNamedItem(hstring const&) const { throw winrt::hresult_not_implemented(); }

 private:
  XmlNodePtr element_;
};

XmlNodePtr node_of(dom::IXmlNode const& node) {
  if (!node) throw winrt::hresult_error(winrt::impl::error_pointer);
  void* found = nullptr;
  if (node.as(INodeAccess::penstock_uuid, &found) < 0)
    throw winrt::hresult_invalid_argument(L"a foreign XML node");
  winrt::com_ptr<INodeAccess> const access{found, winrt::take_ownership_from_abi};
  return *access->Behind();
}

// The members that every kind of node has; the document keeps the tree alive.
template <typename D, typename... I>
struct Node
    : winrt::implements<D, I..., dom::IXmlNode, dom::IXmlNodeSelector, dom::IXmlNodeSerializer, INodeAccess> {
  Node(XmlNodePtr node, XmlNodePtr document) : node_(std::move(node)), document_(std::move(document)) {}
  XmlNodePtr const* Behind() noexcept final { return &node_; }

  IInspectable NodeValue() const {
    return node_->kind == XmlKind::element || node_->kind == XmlKind::document
               ? nullptr
               : winrt::box_value(hstring(node_->value));
  }
  void NodeValue(IInspectable const& value) { node_->value = winrt::unbox_value<hstring>(value); }
  dom::NodeType NodeType() const { return static_cast<dom::NodeType>(node_->kind); }
  hstring NodeName() const { return hstring(node_->name); }
  dom::IXmlNode ParentNode() const { return projected(node_->parent.lock(), document_); }
  dom::XmlNodeList ChildNodes() const { return winrt::make<XmlNodeList>(node_->children, document_); }
  dom::IXmlNode FirstChild() const {
    return node_->children.empty() ? nullptr : projected(node_->children.front(), document_);
  }
  dom::IXmlNode LastChild() const {
    return node_->children.empty() ? nullptr : projected(node_->children.back(), document_);
  }
  dom::IXmlNode PreviousSibling() const { return sibling(-1); }
  dom::IXmlNode NextSibling() const { return sibling(1); }
  dom::XmlNamedNodeMap Attributes() const {
    return node_->kind == XmlKind::element
               ? dom::XmlNamedNodeMap(winrt::make<XmlNamedNodeMap>(node_, document_))
               : nullptr;
  }
  bool HasChildNodes() const { return !node_->children.empty(); }
  dom::XmlDocument OwnerDocument() const {
    return node_ == document_ ? nullptr : projected(document_, document_).as<dom::XmlDocument>();
  }
  dom::IXmlNode InsertBefore(dom::IXmlNode const& fresh, dom::IXmlNode const& reference) {
    if (!reference) return AppendChild(fresh);
    auto const before = node_of(reference), added = node_of(fresh);
    AppendChild(fresh);
    auto& all = node_->children;
    auto const place = std::find(all.begin(), all.end(), before);
    if (place != all.end()) std::rotate(place, all.end() - 1, all.end());
    return fresh;
  }
  dom::IXmlNode ReplaceChild(dom::IXmlNode const& fresh, dom::IXmlNode const& old) {
    InsertBefore(fresh, old);
    return RemoveChild(old);
  }
  dom::IXmlNode RemoveChild(dom::IXmlNode const& child) {
    if (!node_->remove(*node_of(child))) throw winrt::hresult_invalid_argument(L"not a child of this node");
    return child;
  }
  dom::IXmlNode AppendChild(dom::IXmlNode const& child) {
    auto const added = node_of(child);
    for (auto up = node_; up; up = up->parent.lock())
      if (up == added) throw winrt::hresult_invalid_argument(L"a node cannot be put below itself");
    node_->append(added);
    return child;
  }
  dom::IXmlNode CloneNode(bool) const { throw winrt::hresult_not_implemented(); }
  IInspectable NamespaceUri() const { return nullptr; }
  IInspectable LocalName() const {
    auto const colon = node_->name.find(L':');
    return winrt::box_value(
        hstring(colon == std::wstring::npos ? node_->name : node_->name.substr(colon + 1)));
  }
  IInspectable Prefix() const {
    auto const colon = node_->name.find(L':');
    return colon == std::wstring::npos ? nullptr : winrt::box_value(hstring(node_->name.substr(0, colon)));
  }
  void Prefix(IInspectable const&) const { throw winrt::hresult_not_implemented(); }
  void Normalize() const {}

  dom::IXmlNode SelectSingleNode(hstring const& path) const {
    auto const found = select(path);
    return found.empty() ? nullptr : projected(found.front(), document_);
  }
  dom::XmlNodeList SelectNodes(hstring const& path) const {
    return winrt::make<XmlNodeList>(select(path), document_);
  }
  dom::IXmlNode SelectSingleNodeNS(hstring const& path, IInspectable const&) const {
    return SelectSingleNode(path);
  }
  dom::XmlNodeList SelectNodesNS(hstring const& path, IInspectable const&) const { return SelectNodes(path); }
  hstring GetXml() const { return hstring(node_->xml()); }
  hstring InnerText() const { return hstring(node_->inner_text()); }
  void InnerText(hstring const& value) {
    if (node_->kind != XmlKind::element) {
      node_->value = value;
      return;
    }
    node_->children.clear();
    auto text = std::make_shared<XmlNode>();
    text->kind = XmlKind::text;
    text->name = L"#text";
    text->value = value;
    node_->append(std::move(text));
  }

 protected:
  std::vector<XmlNodePtr> select(hstring const& path) const {
    try {
      return select_xml(node_, path);
    } catch (XmlError const& error) {
      throw_xml(error);
    }
  }
  dom::IXmlNode sibling(std::ptrdiff_t by) const {
    auto const parent = node_->parent.lock();
    if (!parent || node_->kind == XmlKind::attribute) return nullptr;
    auto const& all = parent->children;
    auto const at = std::find(all.begin(), all.end(), node_) - all.begin() + by;
    return at < 0 || at >= static_cast<std::ptrdiff_t>(all.size())
               ? nullptr
               : projected(all[static_cast<std::size_t>(at)], document_);
  }
  dom::XmlNodeList by_tag(hstring const& name) const {
    return winrt::make<XmlNodeList>(select(hstring(L".//") + name), document_);
  }
  XmlNodePtr node_;
  XmlNodePtr document_;
};

struct PlainNode : Node<PlainNode> {
  using Node::Node;
};
struct XmlText : Node<XmlText, dom::IXmlText, dom::IXmlCharacterData> {
  using class_type = dom::XmlText;
  using Node::Node;
  hstring Data() const { return hstring(node_->value); }
  void Data(hstring const& value) { node_->value = value; }
  std::uint32_t Length() const { return static_cast<std::uint32_t>(node_->value.size()); }
  dom::IXmlText SplitText(std::uint32_t) const { throw winrt::hresult_not_implemented(); }
};
struct XmlAttribute : Node<XmlAttribute, dom::IXmlAttribute> {
  using class_type = dom::XmlAttribute;
  using Node::Node;
  hstring Name() const { return hstring(node_->name); }
  bool Specified() const { return true; }
  hstring Value() const { return hstring(node_->value); }
  void Value(hstring const& value) { node_->value = value; }
};
struct XmlElement : Node<XmlElement, dom::IXmlElement> {
  using class_type = dom::XmlElement;
  using Node::Node;
  hstring TagName() const { return hstring(node_->name); }
  hstring GetAttribute(hstring const& name) const {
    auto const found = node_->attribute(name);
    return found ? hstring(found->value) : hstring();
  }
  void SetAttribute(hstring const& name, hstring const& value) {
    auto found = node_->attribute(name);
    if (!found) {
      found = std::make_shared<XmlNode>();
      found->kind = XmlKind::attribute;
      found->name = name;
      found->parent = node_;
      node_->attributes.push_back(found);
    }
    found->value = value;
  }
  void RemoveAttribute(hstring const& name) {
    std::erase_if(node_->attributes, [&name](auto const& one) { return one->name == name; });
  }
  dom::XmlAttribute GetAttributeNode(hstring const& name) const {
    auto const found = node_->attribute(name);
    return found ? projected(found, document_).as<dom::XmlAttribute>() : nullptr;
  }
  dom::XmlNodeList GetElementsByTagName(hstring const& name) const { return by_tag(name); }
};

XmlNodePtr empty_document() {
  auto document = std::make_shared<XmlNode>();
  document->kind = XmlKind::document;
  document->name = L"#document";
  return document;
}

struct XmlDocument : Node<XmlDocument, dom::IXmlDocument, dom::IXmlDocumentIO> {
  using class_type = dom::XmlDocument;
  XmlDocument() : XmlDocument(empty_document()) {}
  explicit XmlDocument(const XmlNodePtr& document) : Node(document, document) {}
  hstring GetRuntimeClassName() const { return L"Windows.Data.Xml.Dom.XmlDocument"; }
  void LoadXml(hstring const& text) {
    try {
      node_ = document_ = parse_xml(text);
    } catch (XmlError const& error) {
      throw_xml(error);
    }
  }
  dom::XmlElement DocumentElement() const {
    for (auto const& child : node_->children)
      if (child->kind == XmlKind::element) return projected(child, document_).as<dom::XmlElement>();
    return nullptr;
  }
  dom::XmlElement CreateElement(hstring const& name) const {
    return fresh(XmlKind::element, name, {}).as<dom::XmlElement>();
  }
  dom::XmlText CreateTextNode(hstring const& data) const {
    return fresh(XmlKind::text, L"#text", data).as<dom::XmlText>();
  }
  dom::XmlAttribute CreateAttribute(hstring const& name) const {
    return fresh(XmlKind::attribute, name, {}).as<dom::XmlAttribute>();
  }
  dom::XmlNodeList GetElementsByTagName(hstring const& name) const { return by_tag(name); }
  dom::XmlElement GetElementById(hstring const&) const {
    return nullptr;
  }  // nothing declares an id without a document type

 private:
  dom::IXmlNode fresh(XmlKind kind, hstring const& name, hstring const& value) const {
    auto node = std::make_shared<XmlNode>();
    node->kind = kind;
    node->name = name;
    node->value = value;
    return projected(node, document_);
  }
};

dom::IXmlNode projected(const XmlNodePtr& node, const XmlNodePtr& document) {
  if (!node) return nullptr;
  switch (node->kind) {
    case XmlKind::element:
      return winrt::make<XmlElement>(node, document);
    case XmlKind::attribute:
      return winrt::make<XmlAttribute>(node, document);
    case XmlKind::text:
      return winrt::make<XmlText>(node, document);
    case XmlKind::document:
      return winrt::make<XmlDocument>(node);
    default:
      return winrt::make<PlainNode>(node, document);
  }
}

}  // namespace

Factory make_xml_document_factory() { return make_plain_factory<XmlDocument>(); }

}  // namespace penstock::projection
