// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Data.Xml.Dom.0.h"
#include "Windows.Foundation.Collections.0.h"
#include "Windows.Foundation.Collections.1.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlNode> {
  struct type : inspectable_abi {
    virtual int32_t get_NodeValue(void** result) noexcept = 0;
    virtual int32_t put_NodeValue(void* p_value) noexcept = 0;
    virtual int32_t get_NodeType(::winrt::Windows::Data::Xml::Dom::NodeType* result) noexcept = 0;
    virtual int32_t get_NodeName(void** result) noexcept = 0;
    virtual int32_t get_ParentNode(void** result) noexcept = 0;
    virtual int32_t get_ChildNodes(void** result) noexcept = 0;
    virtual int32_t get_FirstChild(void** result) noexcept = 0;
    virtual int32_t get_LastChild(void** result) noexcept = 0;
    virtual int32_t get_PreviousSibling(void** result) noexcept = 0;
    virtual int32_t get_NextSibling(void** result) noexcept = 0;
    virtual int32_t get_Attributes(void** result) noexcept = 0;
    virtual int32_t HasChildNodes(bool* result) noexcept = 0;
    virtual int32_t get_OwnerDocument(void** result) noexcept = 0;
    virtual int32_t InsertBefore(void* p_newChild, void* p_referenceChild, void** result) noexcept = 0;
    virtual int32_t ReplaceChild(void* p_newChild, void* p_referenceChild, void** result) noexcept = 0;
    virtual int32_t RemoveChild(void* p_childNode, void** result) noexcept = 0;
    virtual int32_t AppendChild(void* p_newChild, void** result) noexcept = 0;
    virtual int32_t CloneNode(bool p_deep, void** result) noexcept = 0;
    virtual int32_t get_NamespaceUri(void** result) noexcept = 0;
    virtual int32_t get_LocalName(void** result) noexcept = 0;
    virtual int32_t get_Prefix(void** result) noexcept = 0;
    virtual int32_t put_Prefix(void* p_value) noexcept = 0;
    virtual int32_t Normalize() noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector> {
  struct type : inspectable_abi {
    virtual int32_t SelectSingleNode(void* p_xpath, void** result) noexcept = 0;
    virtual int32_t SelectNodes(void* p_xpath, void** result) noexcept = 0;
    virtual int32_t SelectSingleNodeNS(void* p_xpath, void* p_namespaces, void** result) noexcept = 0;
    virtual int32_t SelectNodesNS(void* p_xpath, void* p_namespaces, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  struct type : inspectable_abi {
    virtual int32_t GetXml(void** result) noexcept = 0;
    virtual int32_t get_InnerText(void** result) noexcept = 0;
    virtual int32_t put_InnerText(void* p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlNodeList> {
  struct type : inspectable_abi {
    virtual int32_t get_Length(uint32_t* result) noexcept = 0;
    virtual int32_t Item(uint32_t p_index, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap> {
  struct type : inspectable_abi {
    virtual int32_t get_Length(uint32_t* result) noexcept = 0;
    virtual int32_t Item(uint32_t p_index, void** result) noexcept = 0;
    virtual int32_t GetNamedItem(void* p_name, void** result) noexcept = 0;
    virtual int32_t SetNamedItem(void* p_node, void** result) noexcept = 0;
    virtual int32_t RemoveNamedItem(void* p_name, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlAttribute> {
  struct type : inspectable_abi {
    virtual int32_t get_Name(void** result) noexcept = 0;
    virtual int32_t get_Specified(bool* result) noexcept = 0;
    virtual int32_t get_Value(void** result) noexcept = 0;
    virtual int32_t put_Value(void* p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlElement> {
  struct type : inspectable_abi {
    virtual int32_t get_TagName(void** result) noexcept = 0;
    virtual int32_t GetAttribute(void* p_attributeName, void** result) noexcept = 0;
    virtual int32_t SetAttribute(void* p_attributeName, void* p_attributeValue) noexcept = 0;
    virtual int32_t RemoveAttribute(void* p_attributeName) noexcept = 0;
    virtual int32_t GetAttributeNode(void* p_attributeName, void** result) noexcept = 0;
    virtual int32_t GetElementsByTagName(void* p_tagName, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData> {
  struct type : inspectable_abi {
    virtual int32_t get_Data(void** result) noexcept = 0;
    virtual int32_t put_Data(void* p_value) noexcept = 0;
    virtual int32_t get_Length(uint32_t* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlText> {
  struct type : inspectable_abi {
    virtual int32_t SplitText(uint32_t p_offset, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlDocument> {
  struct type : inspectable_abi {
    virtual int32_t get_DocumentElement(void** result) noexcept = 0;
    virtual int32_t CreateElement(void* p_tagName, void** result) noexcept = 0;
    virtual int32_t CreateTextNode(void* p_data, void** result) noexcept = 0;
    virtual int32_t CreateAttribute(void* p_name, void** result) noexcept = 0;
    virtual int32_t GetElementsByTagName(void* p_tagName, void** result) noexcept = 0;
    virtual int32_t GetElementById(void* p_elementId, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Data::Xml::Dom::IXmlDocumentIO> {
  struct type : inspectable_abi {
    virtual int32_t LoadXml(void* p_xml) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlNode> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IInspectable NodeValue() const;
    void NodeValue(::winrt::Windows::Foundation::IInspectable const& value) const;
    ::winrt::Windows::Data::Xml::Dom::NodeType NodeType() const;
    ::winrt::hstring NodeName() const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode ParentNode() const;
    ::winrt::Windows::Data::Xml::Dom::XmlNodeList ChildNodes() const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode FirstChild() const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode LastChild() const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode PreviousSibling() const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode NextSibling() const;
    ::winrt::Windows::Data::Xml::Dom::XmlNamedNodeMap Attributes() const;
    bool HasChildNodes() const;
    ::winrt::Windows::Data::Xml::Dom::XmlDocument OwnerDocument() const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode InsertBefore(::winrt::Windows::Data::Xml::Dom::IXmlNode const& newChild, ::winrt::Windows::Data::Xml::Dom::IXmlNode const& referenceChild) const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode ReplaceChild(::winrt::Windows::Data::Xml::Dom::IXmlNode const& newChild, ::winrt::Windows::Data::Xml::Dom::IXmlNode const& referenceChild) const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode RemoveChild(::winrt::Windows::Data::Xml::Dom::IXmlNode const& childNode) const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode AppendChild(::winrt::Windows::Data::Xml::Dom::IXmlNode const& newChild) const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode CloneNode(bool deep) const;
    ::winrt::Windows::Foundation::IInspectable NamespaceUri() const;
    ::winrt::Windows::Foundation::IInspectable LocalName() const;
    ::winrt::Windows::Foundation::IInspectable Prefix() const;
    void Prefix(::winrt::Windows::Foundation::IInspectable const& value) const;
    void Normalize() const;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector> {
  template <typename D>
  struct type {
    ::winrt::Windows::Data::Xml::Dom::IXmlNode SelectSingleNode(::winrt::param::hstring const& xpath) const;
    ::winrt::Windows::Data::Xml::Dom::XmlNodeList SelectNodes(::winrt::param::hstring const& xpath) const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode SelectSingleNodeNS(::winrt::param::hstring const& xpath, ::winrt::Windows::Foundation::IInspectable const& namespaces) const;
    ::winrt::Windows::Data::Xml::Dom::XmlNodeList SelectNodesNS(::winrt::param::hstring const& xpath, ::winrt::Windows::Foundation::IInspectable const& namespaces) const;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  template <typename D>
  struct type {
    ::winrt::hstring GetXml() const;
    ::winrt::hstring InnerText() const;
    void InnerText(::winrt::param::hstring const& value) const;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlNodeList> {
  template <typename D>
  struct type {
    uint32_t Length() const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode Item(uint32_t index) const;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap> {
  template <typename D>
  struct type {
    uint32_t Length() const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode Item(uint32_t index) const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode GetNamedItem(::winrt::param::hstring const& name) const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode SetNamedItem(::winrt::Windows::Data::Xml::Dom::IXmlNode const& node) const;
    ::winrt::Windows::Data::Xml::Dom::IXmlNode RemoveNamedItem(::winrt::param::hstring const& name) const;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlAttribute> {
  template <typename D>
  struct type {
    ::winrt::hstring Name() const;
    bool Specified() const;
    ::winrt::hstring Value() const;
    void Value(::winrt::param::hstring const& value) const;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlElement> {
  template <typename D>
  struct type {
    ::winrt::hstring TagName() const;
    ::winrt::hstring GetAttribute(::winrt::param::hstring const& attributeName) const;
    void SetAttribute(::winrt::param::hstring const& attributeName, ::winrt::param::hstring const& attributeValue) const;
    void RemoveAttribute(::winrt::param::hstring const& attributeName) const;
    ::winrt::Windows::Data::Xml::Dom::XmlAttribute GetAttributeNode(::winrt::param::hstring const& attributeName) const;
    ::winrt::Windows::Data::Xml::Dom::XmlNodeList GetElementsByTagName(::winrt::param::hstring const& tagName) const;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData> {
  template <typename D>
  struct type {
    ::winrt::hstring Data() const;
    void Data(::winrt::param::hstring const& value) const;
    uint32_t Length() const;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlText> {
  template <typename D>
  struct type {
    ::winrt::Windows::Data::Xml::Dom::IXmlText SplitText(uint32_t offset) const;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlDocument> {
  template <typename D>
  struct type {
    ::winrt::Windows::Data::Xml::Dom::XmlElement DocumentElement() const;
    ::winrt::Windows::Data::Xml::Dom::XmlElement CreateElement(::winrt::param::hstring const& tagName) const;
    ::winrt::Windows::Data::Xml::Dom::XmlText CreateTextNode(::winrt::param::hstring const& data) const;
    ::winrt::Windows::Data::Xml::Dom::XmlAttribute CreateAttribute(::winrt::param::hstring const& name) const;
    ::winrt::Windows::Data::Xml::Dom::XmlNodeList GetElementsByTagName(::winrt::param::hstring const& tagName) const;
    ::winrt::Windows::Data::Xml::Dom::XmlElement GetElementById(::winrt::param::hstring const& elementId) const;
  };
};
template <>
struct consume<::winrt::Windows::Data::Xml::Dom::IXmlDocumentIO> {
  template <typename D>
  struct type {
    void LoadXml(::winrt::param::hstring const& xml) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Data::Xml::Dom {

struct IXmlNode : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlNode>, ::winrt::impl::require<IXmlNode, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  IXmlNode(std::nullptr_t = nullptr) noexcept {}
  IXmlNode(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IXmlNodeSelector : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlNodeSelector> {
  IXmlNodeSelector(std::nullptr_t = nullptr) noexcept {}
  IXmlNodeSelector(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IXmlNodeSerializer : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlNodeSerializer> {
  IXmlNodeSerializer(std::nullptr_t = nullptr) noexcept {}
  IXmlNodeSerializer(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IXmlNodeList : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlNodeList>, ::winrt::impl::require<IXmlNodeList, ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Data::Xml::Dom::IXmlNode>, ::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Data::Xml::Dom::IXmlNode>> {
  IXmlNodeList(std::nullptr_t = nullptr) noexcept {}
  IXmlNodeList(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IXmlNamedNodeMap : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlNamedNodeMap>, ::winrt::impl::require<IXmlNamedNodeMap, ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Data::Xml::Dom::IXmlNode>, ::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Data::Xml::Dom::IXmlNode>> {
  IXmlNamedNodeMap(std::nullptr_t = nullptr) noexcept {}
  IXmlNamedNodeMap(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IXmlAttribute : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlAttribute>, ::winrt::impl::require<IXmlAttribute, ::winrt::Windows::Data::Xml::Dom::IXmlNode, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  IXmlAttribute(std::nullptr_t = nullptr) noexcept {}
  IXmlAttribute(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IXmlElement : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlElement>, ::winrt::impl::require<IXmlElement, ::winrt::Windows::Data::Xml::Dom::IXmlNode, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  IXmlElement(std::nullptr_t = nullptr) noexcept {}
  IXmlElement(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IXmlCharacterData : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlCharacterData>, ::winrt::impl::require<IXmlCharacterData, ::winrt::Windows::Data::Xml::Dom::IXmlNode, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  IXmlCharacterData(std::nullptr_t = nullptr) noexcept {}
  IXmlCharacterData(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IXmlText : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlText>, ::winrt::impl::require<IXmlText, ::winrt::Windows::Data::Xml::Dom::IXmlCharacterData, ::winrt::Windows::Data::Xml::Dom::IXmlNode, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  IXmlText(std::nullptr_t = nullptr) noexcept {}
  IXmlText(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IXmlDocument : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlDocument>, ::winrt::impl::require<IXmlDocument, ::winrt::Windows::Data::Xml::Dom::IXmlNode, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector, ::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  IXmlDocument(std::nullptr_t = nullptr) noexcept {}
  IXmlDocument(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IXmlDocumentIO : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IXmlDocumentIO> {
  IXmlDocumentIO(std::nullptr_t = nullptr) noexcept {}
  IXmlDocumentIO(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::Data::Xml::Dom
