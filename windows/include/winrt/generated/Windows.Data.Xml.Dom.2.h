// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Data.Xml.Dom.1.h"
#include "Windows.Foundation.Collections.1.h"

namespace winrt::Windows::Data::Xml::Dom {

struct XmlNodeList : ::winrt::Windows::Data::Xml::Dom::IXmlNodeList {
  XmlNodeList(std::nullptr_t) noexcept : ::winrt::Windows::Data::Xml::Dom::IXmlNodeList(nullptr) {}
  XmlNodeList(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Data::Xml::Dom::IXmlNodeList(object, take_ownership_from_abi) {}
};
struct XmlNamedNodeMap : ::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap {
  XmlNamedNodeMap(std::nullptr_t) noexcept : ::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap(nullptr) {}
  XmlNamedNodeMap(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap(object, take_ownership_from_abi) {}
};
struct XmlAttribute : ::winrt::Windows::Data::Xml::Dom::IXmlAttribute {
  XmlAttribute(std::nullptr_t) noexcept : ::winrt::Windows::Data::Xml::Dom::IXmlAttribute(nullptr) {}
  XmlAttribute(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Data::Xml::Dom::IXmlAttribute(object, take_ownership_from_abi) {}
};
struct XmlElement : ::winrt::Windows::Data::Xml::Dom::IXmlElement {
  XmlElement(std::nullptr_t) noexcept : ::winrt::Windows::Data::Xml::Dom::IXmlElement(nullptr) {}
  XmlElement(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Data::Xml::Dom::IXmlElement(object, take_ownership_from_abi) {}
};
struct XmlText : ::winrt::Windows::Data::Xml::Dom::IXmlText {
  XmlText(std::nullptr_t) noexcept : ::winrt::Windows::Data::Xml::Dom::IXmlText(nullptr) {}
  XmlText(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Data::Xml::Dom::IXmlText(object, take_ownership_from_abi) {}
};
struct XmlDocument : ::winrt::Windows::Data::Xml::Dom::IXmlDocument, ::winrt::impl::require<XmlDocument, ::winrt::Windows::Data::Xml::Dom::IXmlDocumentIO> {
  XmlDocument(std::nullptr_t) noexcept : ::winrt::Windows::Data::Xml::Dom::IXmlDocument(nullptr) {}
  XmlDocument(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Data::Xml::Dom::IXmlDocument(object, take_ownership_from_abi) {}
  XmlDocument();
};
}  // namespace winrt::Windows::Data::Xml::Dom

#include "Windows.Foundation.Collections.2.h"

namespace winrt::impl {

template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::NodeValue() const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_NodeValue(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::NodeValue(::winrt::Windows::Foundation::IInspectable const& value) const {
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->put_NodeValue(get_abi(value)));
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::NodeType consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::NodeType() const {
  answer<::winrt::Windows::Data::Xml::Dom::NodeType> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_NodeType(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::NodeName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_NodeName(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::ParentNode() const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_ParentNode(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlNodeList consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::ChildNodes() const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlNodeList> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_ChildNodes(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::FirstChild() const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_FirstChild(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::LastChild() const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_LastChild(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::PreviousSibling() const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_PreviousSibling(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::NextSibling() const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_NextSibling(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlNamedNodeMap consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::Attributes() const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlNamedNodeMap> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_Attributes(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::HasChildNodes() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->HasChildNodes(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlDocument consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::OwnerDocument() const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlDocument> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_OwnerDocument(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::InsertBefore(::winrt::Windows::Data::Xml::Dom::IXmlNode const& newChild, ::winrt::Windows::Data::Xml::Dom::IXmlNode const& referenceChild) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->InsertBefore(get_abi(newChild), get_abi(referenceChild), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::ReplaceChild(::winrt::Windows::Data::Xml::Dom::IXmlNode const& newChild, ::winrt::Windows::Data::Xml::Dom::IXmlNode const& referenceChild) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->ReplaceChild(get_abi(newChild), get_abi(referenceChild), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::RemoveChild(::winrt::Windows::Data::Xml::Dom::IXmlNode const& childNode) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->RemoveChild(get_abi(childNode), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::AppendChild(::winrt::Windows::Data::Xml::Dom::IXmlNode const& newChild) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->AppendChild(get_abi(newChild), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::CloneNode(bool deep) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->CloneNode(deep, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::NamespaceUri() const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_NamespaceUri(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::LocalName() const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_LocalName(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::Prefix() const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->get_Prefix(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::Prefix(::winrt::Windows::Foundation::IInspectable const& value) const {
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->put_Prefix(get_abi(value)));
}
template <typename D>
void consume<::winrt::Windows::Data::Xml::Dom::IXmlNode>::type<D>::Normalize() const {
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNode>(static_cast<D const*>(this))->Normalize());
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlNode> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlNode> {
  int32_t get_NodeValue(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().NodeValue());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_NodeValue(void* p_value) noexcept final try {
    this->shim().NodeValue(borrow<::winrt::Windows::Foundation::IInspectable>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_NodeType(::winrt::Windows::Data::Xml::Dom::NodeType* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::NodeType>(result);
    give<::winrt::Windows::Data::Xml::Dom::NodeType>(result, this->shim().NodeType());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_NodeName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().NodeName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ParentNode(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().ParentNode());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ChildNodes(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlNodeList>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlNodeList>(result, this->shim().ChildNodes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_FirstChild(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().FirstChild());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_LastChild(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().LastChild());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_PreviousSibling(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().PreviousSibling());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_NextSibling(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().NextSibling());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Attributes(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlNamedNodeMap>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlNamedNodeMap>(result, this->shim().Attributes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t HasChildNodes(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().HasChildNodes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_OwnerDocument(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlDocument>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlDocument>(result, this->shim().OwnerDocument());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t InsertBefore(void* p_newChild, void* p_referenceChild, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().InsertBefore(borrow<::winrt::Windows::Data::Xml::Dom::IXmlNode>(p_newChild), borrow<::winrt::Windows::Data::Xml::Dom::IXmlNode>(p_referenceChild)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReplaceChild(void* p_newChild, void* p_referenceChild, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().ReplaceChild(borrow<::winrt::Windows::Data::Xml::Dom::IXmlNode>(p_newChild), borrow<::winrt::Windows::Data::Xml::Dom::IXmlNode>(p_referenceChild)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RemoveChild(void* p_childNode, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().RemoveChild(borrow<::winrt::Windows::Data::Xml::Dom::IXmlNode>(p_childNode)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t AppendChild(void* p_newChild, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().AppendChild(borrow<::winrt::Windows::Data::Xml::Dom::IXmlNode>(p_newChild)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CloneNode(bool p_deep, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().CloneNode(p_deep));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_NamespaceUri(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().NamespaceUri());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_LocalName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().LocalName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Prefix(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().Prefix());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Prefix(void* p_value) noexcept final try {
    this->shim().Prefix(borrow<::winrt::Windows::Foundation::IInspectable>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Normalize() noexcept final try {
    this->shim().Normalize();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector>::type<D>::SelectSingleNode(::winrt::param::hstring const& xpath) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector>(static_cast<D const*>(this))->SelectSingleNode(get_abi(xpath), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlNodeList consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector>::type<D>::SelectNodes(::winrt::param::hstring const& xpath) const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlNodeList> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector>(static_cast<D const*>(this))->SelectNodes(get_abi(xpath), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector>::type<D>::SelectSingleNodeNS(::winrt::param::hstring const& xpath, ::winrt::Windows::Foundation::IInspectable const& namespaces) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector>(static_cast<D const*>(this))->SelectSingleNodeNS(get_abi(xpath), get_abi(namespaces), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlNodeList consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector>::type<D>::SelectNodesNS(::winrt::param::hstring const& xpath, ::winrt::Windows::Foundation::IInspectable const& namespaces) const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlNodeList> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector>(static_cast<D const*>(this))->SelectNodesNS(get_abi(xpath), get_abi(namespaces), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector> {
  int32_t SelectSingleNode(void* p_xpath, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().SelectSingleNode(borrow<::winrt::hstring>(p_xpath)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t SelectNodes(void* p_xpath, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlNodeList>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlNodeList>(result, this->shim().SelectNodes(borrow<::winrt::hstring>(p_xpath)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t SelectSingleNodeNS(void* p_xpath, void* p_namespaces, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().SelectSingleNodeNS(borrow<::winrt::hstring>(p_xpath), borrow<::winrt::Windows::Foundation::IInspectable>(p_namespaces)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t SelectNodesNS(void* p_xpath, void* p_namespaces, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlNodeList>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlNodeList>(result, this->shim().SelectNodesNS(borrow<::winrt::hstring>(p_xpath), borrow<::winrt::Windows::Foundation::IInspectable>(p_namespaces)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer>::type<D>::GetXml() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer>(static_cast<D const*>(this))->GetXml(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer>::type<D>::InnerText() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer>(static_cast<D const*>(this))->get_InnerText(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer>::type<D>::InnerText(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer>(static_cast<D const*>(this))->put_InnerText(get_abi(value)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  int32_t GetXml(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().GetXml());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_InnerText(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().InnerText());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_InnerText(void* p_value) noexcept final try {
    this->shim().InnerText(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
uint32_t consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeList>::type<D>::Length() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNodeList>(static_cast<D const*>(this))->get_Length(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeList>::type<D>::Item(uint32_t index) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNodeList>(static_cast<D const*>(this))->Item(index, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlNodeList> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlNodeList> {
  int32_t get_Length(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Length());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Item(uint32_t p_index, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().Item(p_index));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
uint32_t consume<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>::type<D>::Length() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>(static_cast<D const*>(this))->get_Length(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>::type<D>::Item(uint32_t index) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>(static_cast<D const*>(this))->Item(index, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>::type<D>::GetNamedItem(::winrt::param::hstring const& name) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>(static_cast<D const*>(this))->GetNamedItem(get_abi(name), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>::type<D>::SetNamedItem(::winrt::Windows::Data::Xml::Dom::IXmlNode const& node) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>(static_cast<D const*>(this))->SetNamedItem(get_abi(node), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlNode consume<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>::type<D>::RemoveNamedItem(::winrt::param::hstring const& name) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlNode> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>(static_cast<D const*>(this))->RemoveNamedItem(get_abi(name), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap> {
  int32_t get_Length(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Length());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Item(uint32_t p_index, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().Item(p_index));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetNamedItem(void* p_name, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().GetNamedItem(borrow<::winrt::hstring>(p_name)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t SetNamedItem(void* p_node, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().SetNamedItem(borrow<::winrt::Windows::Data::Xml::Dom::IXmlNode>(p_node)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RemoveNamedItem(void* p_name, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlNode>(result, this->shim().RemoveNamedItem(borrow<::winrt::hstring>(p_name)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Data::Xml::Dom::IXmlAttribute>::type<D>::Name() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlAttribute>(static_cast<D const*>(this))->get_Name(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Data::Xml::Dom::IXmlAttribute>::type<D>::Specified() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlAttribute>(static_cast<D const*>(this))->get_Specified(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Data::Xml::Dom::IXmlAttribute>::type<D>::Value() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlAttribute>(static_cast<D const*>(this))->get_Value(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Data::Xml::Dom::IXmlAttribute>::type<D>::Value(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlAttribute>(static_cast<D const*>(this))->put_Value(get_abi(value)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlAttribute> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlAttribute> {
  int32_t get_Name(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Name());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Specified(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Specified());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Value(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Value());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Value(void* p_value) noexcept final try {
    this->shim().Value(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Data::Xml::Dom::IXmlElement>::type<D>::TagName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlElement>(static_cast<D const*>(this))->get_TagName(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Data::Xml::Dom::IXmlElement>::type<D>::GetAttribute(::winrt::param::hstring const& attributeName) const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlElement>(static_cast<D const*>(this))->GetAttribute(get_abi(attributeName), result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Data::Xml::Dom::IXmlElement>::type<D>::SetAttribute(::winrt::param::hstring const& attributeName, ::winrt::param::hstring const& attributeValue) const {
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlElement>(static_cast<D const*>(this))->SetAttribute(get_abi(attributeName), get_abi(attributeValue)));
}
template <typename D>
void consume<::winrt::Windows::Data::Xml::Dom::IXmlElement>::type<D>::RemoveAttribute(::winrt::param::hstring const& attributeName) const {
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlElement>(static_cast<D const*>(this))->RemoveAttribute(get_abi(attributeName)));
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlAttribute consume<::winrt::Windows::Data::Xml::Dom::IXmlElement>::type<D>::GetAttributeNode(::winrt::param::hstring const& attributeName) const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlAttribute> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlElement>(static_cast<D const*>(this))->GetAttributeNode(get_abi(attributeName), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlNodeList consume<::winrt::Windows::Data::Xml::Dom::IXmlElement>::type<D>::GetElementsByTagName(::winrt::param::hstring const& tagName) const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlNodeList> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlElement>(static_cast<D const*>(this))->GetElementsByTagName(get_abi(tagName), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlElement> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlElement> {
  int32_t get_TagName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().TagName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetAttribute(void* p_attributeName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().GetAttribute(borrow<::winrt::hstring>(p_attributeName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t SetAttribute(void* p_attributeName, void* p_attributeValue) noexcept final try {
    this->shim().SetAttribute(borrow<::winrt::hstring>(p_attributeName), borrow<::winrt::hstring>(p_attributeValue));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RemoveAttribute(void* p_attributeName) noexcept final try {
    this->shim().RemoveAttribute(borrow<::winrt::hstring>(p_attributeName));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetAttributeNode(void* p_attributeName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlAttribute>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlAttribute>(result, this->shim().GetAttributeNode(borrow<::winrt::hstring>(p_attributeName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetElementsByTagName(void* p_tagName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlNodeList>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlNodeList>(result, this->shim().GetElementsByTagName(borrow<::winrt::hstring>(p_tagName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData>::type<D>::Data() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData>(static_cast<D const*>(this))->get_Data(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData>::type<D>::Data(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData>(static_cast<D const*>(this))->put_Data(get_abi(value)));
}
template <typename D>
uint32_t consume<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData>::type<D>::Length() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData>(static_cast<D const*>(this))->get_Length(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlCharacterData> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlCharacterData> {
  int32_t get_Data(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Data());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Data(void* p_value) noexcept final try {
    this->shim().Data(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Length(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Length());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Data::Xml::Dom::IXmlText consume<::winrt::Windows::Data::Xml::Dom::IXmlText>::type<D>::SplitText(uint32_t offset) const {
  answer<::winrt::Windows::Data::Xml::Dom::IXmlText> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlText>(static_cast<D const*>(this))->SplitText(offset, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlText> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlText> {
  int32_t SplitText(uint32_t p_offset, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::IXmlText>(result);
    give<::winrt::Windows::Data::Xml::Dom::IXmlText>(result, this->shim().SplitText(p_offset));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlElement consume<::winrt::Windows::Data::Xml::Dom::IXmlDocument>::type<D>::DocumentElement() const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlElement> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlDocument>(static_cast<D const*>(this))->get_DocumentElement(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlElement consume<::winrt::Windows::Data::Xml::Dom::IXmlDocument>::type<D>::CreateElement(::winrt::param::hstring const& tagName) const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlElement> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlDocument>(static_cast<D const*>(this))->CreateElement(get_abi(tagName), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlText consume<::winrt::Windows::Data::Xml::Dom::IXmlDocument>::type<D>::CreateTextNode(::winrt::param::hstring const& data) const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlText> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlDocument>(static_cast<D const*>(this))->CreateTextNode(get_abi(data), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlAttribute consume<::winrt::Windows::Data::Xml::Dom::IXmlDocument>::type<D>::CreateAttribute(::winrt::param::hstring const& name) const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlAttribute> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlDocument>(static_cast<D const*>(this))->CreateAttribute(get_abi(name), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlNodeList consume<::winrt::Windows::Data::Xml::Dom::IXmlDocument>::type<D>::GetElementsByTagName(::winrt::param::hstring const& tagName) const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlNodeList> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlDocument>(static_cast<D const*>(this))->GetElementsByTagName(get_abi(tagName), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Data::Xml::Dom::XmlElement consume<::winrt::Windows::Data::Xml::Dom::IXmlDocument>::type<D>::GetElementById(::winrt::param::hstring const& elementId) const {
  answer<::winrt::Windows::Data::Xml::Dom::XmlElement> result;
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlDocument>(static_cast<D const*>(this))->GetElementById(get_abi(elementId), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlDocument> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlDocument> {
  int32_t get_DocumentElement(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlElement>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlElement>(result, this->shim().DocumentElement());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateElement(void* p_tagName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlElement>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlElement>(result, this->shim().CreateElement(borrow<::winrt::hstring>(p_tagName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateTextNode(void* p_data, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlText>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlText>(result, this->shim().CreateTextNode(borrow<::winrt::hstring>(p_data)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateAttribute(void* p_name, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlAttribute>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlAttribute>(result, this->shim().CreateAttribute(borrow<::winrt::hstring>(p_name)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetElementsByTagName(void* p_tagName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlNodeList>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlNodeList>(result, this->shim().GetElementsByTagName(borrow<::winrt::hstring>(p_tagName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetElementById(void* p_elementId, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Data::Xml::Dom::XmlElement>(result);
    give<::winrt::Windows::Data::Xml::Dom::XmlElement>(result, this->shim().GetElementById(borrow<::winrt::hstring>(p_elementId)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Data::Xml::Dom::IXmlDocumentIO>::type<D>::LoadXml(::winrt::param::hstring const& xml) const {
  check_hresult(call<::winrt::Windows::Data::Xml::Dom::IXmlDocumentIO>(static_cast<D const*>(this))->LoadXml(get_abi(xml)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Data::Xml::Dom::IXmlDocumentIO> : produce_base<D, ::winrt::Windows::Data::Xml::Dom::IXmlDocumentIO> {
  int32_t LoadXml(void* p_xml) noexcept final try {
    this->shim().LoadXml(borrow<::winrt::hstring>(p_xml));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Data::Xml::Dom {

inline XmlDocument::XmlDocument() : XmlDocument(::winrt::impl::activate<XmlDocument>()) {}
}  // namespace winrt::Windows::Data::Xml::Dom
