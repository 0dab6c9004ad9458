// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Data::Xml::Dom {

enum class NodeType : int32_t {
  Invalid = 0,
  ElementNode = 1,
  AttributeNode = 2,
  TextNode = 3,
  DataSectionNode = 4,
  EntityReferenceNode = 5,
  EntityNode = 6,
  ProcessingInstructionNode = 7,
  CommentNode = 8,
  DocumentNode = 9,
  DocumentTypeNode = 10,
  DocumentFragmentNode = 11,
  NotationNode = 12,
};

struct IXmlNode;
struct IXmlNodeSelector;
struct IXmlNodeSerializer;
struct IXmlNodeList;
struct XmlNodeList;
struct IXmlNamedNodeMap;
struct XmlNamedNodeMap;
struct IXmlAttribute;
struct XmlAttribute;
struct IXmlElement;
struct XmlElement;
struct IXmlCharacterData;
struct IXmlText;
struct XmlText;
struct IXmlDocument;
struct IXmlDocumentIO;
struct XmlDocument;

}  // namespace winrt::Windows::Data::Xml::Dom

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Data::Xml::Dom::NodeType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::NodeType> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.NodeType"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlNode> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlNode> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlNode"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlNode> {
  static constexpr guid value{"1c741d59-2122-47d5-a856-83f3d4214875"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlNodeSelector"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlNodeSelector> {
  static constexpr guid value{"63dbba8b-d0db-4fe1-b745-f9433afdc25b"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlNodeSerializer"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlNodeSerializer> {
  static constexpr guid value{"5cc5b382-e6dd-4991-abef-06d8d2e7bd0c"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlNodeList> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlNodeList> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlNodeList"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlNodeList> {
  static constexpr guid value{"8c60ad77-83a4-4ec1-9c54-7ba429e13da6"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::XmlNodeList> {
  using type = class_category<::winrt::Windows::Data::Xml::Dom::IXmlNodeList>;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::XmlNodeList> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.XmlNodeList"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlNamedNodeMap"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap> {
  static constexpr guid value{"b3a69eb0-aab0-4b82-a6fa-b1453f7c021b"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::XmlNamedNodeMap> {
  using type = class_category<::winrt::Windows::Data::Xml::Dom::IXmlNamedNodeMap>;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::XmlNamedNodeMap> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.XmlNamedNodeMap"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlAttribute> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlAttribute> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlAttribute"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlAttribute> {
  static constexpr guid value{"ac144aa4-b4f1-4db6-b206-8a22c308db0a"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::XmlAttribute> {
  using type = class_category<::winrt::Windows::Data::Xml::Dom::IXmlAttribute>;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::XmlAttribute> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.XmlAttribute"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlElement> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlElement> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlElement"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlElement> {
  static constexpr guid value{"2dfb8a1f-6b10-4ef8-9f83-efcce8faec37"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::XmlElement> {
  using type = class_category<::winrt::Windows::Data::Xml::Dom::IXmlElement>;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::XmlElement> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.XmlElement"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlCharacterData"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlCharacterData> {
  static constexpr guid value{"4ba3771e-ab6e-5c5f-82b3-707b279e127e"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlText> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlText> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlText"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlText> {
  static constexpr guid value{"f931a4cb-308d-4760-a1d5-43b67450ac7e"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::XmlText> {
  using type = class_category<::winrt::Windows::Data::Xml::Dom::IXmlText>;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::XmlText> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.XmlText"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlDocument> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlDocument> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlDocument"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlDocument> {
  static constexpr guid value{"f7f3a506-1e87-42d6-bcfb-b8c809fa5494"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::IXmlDocumentIO> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::IXmlDocumentIO> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.IXmlDocumentIO"};
};
template <>
struct type_guid<::winrt::Windows::Data::Xml::Dom::IXmlDocumentIO> {
  static constexpr guid value{"6cd0e74e-ee65-4489-9ebf-ca43e87ba637"};
};
template <>
struct category<::winrt::Windows::Data::Xml::Dom::XmlDocument> {
  using type = class_category<::winrt::Windows::Data::Xml::Dom::IXmlDocument>;
};
template <>
struct type_name<::winrt::Windows::Data::Xml::Dom::XmlDocument> {
  static constexpr auto value = fixed_text{"Windows.Data.Xml.Dom.XmlDocument"};
};
}  // namespace winrt::impl
