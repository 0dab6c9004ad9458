// SPDX-License-Identifier: Apache-2.0
#include "winrt/xml_tree.h"

namespace penstock::projection {

namespace {

constexpr std::size_t kDepthMax = 256;  // a deeper document is refused, not followed

bool is_space(wchar_t c) { return c == L' ' || c == L'\t' || c == L'\r' || c == L'\n'; }
bool is_name(wchar_t c) {
  return (c >= L'a' && c <= L'z') || (c >= L'A' && c <= L'Z') || (c >= L'0' && c <= L'9') || c == L'_' ||
         c == L'-' || c == L'.' || c == L':' || c >= 128;
}

void append_code(std::wstring& out, unsigned long code) {
  if (code >= 0x10000) {
    out += static_cast<wchar_t>(0xD800 + ((code - 0x10000) >> 10));
    out += static_cast<wchar_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
  } else {
    out += static_cast<wchar_t>(code);
  }
}

class XmlReader {
 public:
  explicit XmlReader(std::wstring_view text) : text_(text) {
    if (!text_.empty() && text_.front() == 0xFEFF) ++at_;
  }

  XmlNodePtr read_document() {
    auto document = std::make_shared<XmlNode>();
    document->kind = XmlKind::document;
    document->name = L"#document";
    bool root = false;
    for (;;) {
      while (!ended() && is_space(peek())) ++at_;
      if (ended()) break;
      if (peek() != L'<') refuse("text outside of the root element");
      auto child = read_markup(0);
      if (!child) continue;
      if (child->kind == XmlKind::element && root) refuse("a second root element");
      root |= child->kind == XmlKind::element;
      document->append(std::move(child));
    }
    if (!root) refuse("there is no root element");
    return document;
  }

 private:
  bool ended() const { return at_ >= text_.size(); }
  wchar_t peek() const { return text_[at_]; }
  bool looking_at(std::wstring_view wanted) const { return text_.substr(at_, wanted.size()) == wanted; }
  [[noreturn]] void refuse(const char* what) const { throw XmlError{at_, what}; }
  void expect(std::wstring_view wanted) {
    if (!looking_at(wanted)) refuse("something else was expected here");
    at_ += wanted.size();
  }
  std::wstring_view until(std::wstring_view stop) {
    auto const end = text_.find(stop, at_);
    if (end == text_.npos) refuse("the end of this is missing");
    auto const found = text_.substr(at_, end - at_);
    at_ = end + stop.size();
    return found;
  }
  std::wstring read_name() {
    auto const from = at_;
    while (!ended() && is_name(peek())) ++at_;
    if (from == at_) refuse("a name was expected");
    return std::wstring(text_.substr(from, at_ - from));
  }
  void skip_spaces() {
    while (!ended() && is_space(peek())) ++at_;
  }
  static XmlNodePtr node(XmlKind kind, std::wstring name, std::wstring value) {
    auto made = std::make_shared<XmlNode>();
    made->kind = kind;
    made->name = std::move(name);
    made->value = std::move(value);
    return made;
  }

  std::wstring decoded(std::wstring_view raw) const {
    std::wstring out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] != L'&') {
        out += raw[i];
        continue;
      }
      auto const end = raw.find(L';', i);
      if (end == raw.npos) refuse("an entity without its semicolon");
      add_entity(out, raw.substr(i + 1, end - i - 1));
      i = end;
    }
    return out;
  }
  void add_entity(std::wstring& out, std::wstring_view name) const {
    if (name == L"lt")
      out += L'<';
    else if (name == L"gt")
      out += L'>';
    else if (name == L"amp")
      out += L'&';
    else if (name == L"quot")
      out += L'"';
    else if (name == L"apos")
      out += L'\'';
    else if (name.size() > 1 && name[0] == L'#')
      append_code(out, read_code(name.substr(1)));
    else
      refuse("an entity that nobody declared");
  }
  unsigned long read_code(std::wstring_view digits) const {
    bool const hex = digits[0] == L'x';
    if (hex) digits.remove_prefix(1);
    unsigned long code = 0;
    for (wchar_t const c : digits) {
      int const digit = c >= L'0' && c <= L'9'                        ? c - L'0'
                        : hex && (c | 32) >= L'a' && (c | 32) <= L'f' ? (c | 32) - L'a' + 10
                                                                      : -1;
      if (digit < 0 || code > 0x10FFFF) refuse("a character reference that is no number");
      code = code * (hex ? 16 : 10) + static_cast<unsigned long>(digit);
    }
    if (digits.empty() || code == 0 || code > 0x10FFFF)
      refuse("a character reference that names no character");
    return code;
  }

  // Null for what leaves nothing: the XML declaration.
  XmlNodePtr read_markup(std::size_t depth) {
    if (looking_at(L"<!--")) {
      at_ += 4;
      return node(XmlKind::comment, L"#comment", std::wstring(until(L"-->")));
    }
    if (looking_at(L"<![CDATA[")) {
      at_ += 9;
      return node(XmlKind::data_section, L"#cdata-section", std::wstring(until(L"]]>")));
    }
    if (looking_at(L"<?")) {
      at_ += 2;
      auto name = read_name();
      auto value = std::wstring(until(L"?>"));
      return name == L"xml" ? nullptr : node(XmlKind::instruction, std::move(name), std::move(value));
    }
    if (looking_at(L"<!")) refuse("document types are not read");
    return read_element(depth);
  }

  XmlNodePtr read_element(std::size_t depth) {
    if (depth >= kDepthMax) refuse("elements are nested too deeply");
    expect(L"<");
    auto element = node(XmlKind::element, read_name(), {});
    for (;;) {
      skip_spaces();
      if (looking_at(L"/>")) {
        at_ += 2;
        return element;
      }
      if (looking_at(L">")) break;
      read_attribute(*element);
    }
    ++at_;
    read_content(*element, depth);
    if (read_name() != element->name) refuse("the end tag names another element");
    skip_spaces();
    expect(L">");
    return element;
  }

  void read_attribute(XmlNode& element) {
    auto name = read_name();
    if (element.attribute(name)) refuse("an attribute is there twice");
    skip_spaces();
    expect(L"=");
    skip_spaces();
    if (ended() || (peek() != L'"' && peek() != L'\'')) refuse("an attribute's value is quoted");
    wchar_t const quote[] = {text_[at_++], 0};
    auto const raw = until(std::wstring_view(quote, 1));
    if (raw.find(L'<') != raw.npos) refuse("an attribute's value holds no <");
    auto attribute = node(XmlKind::attribute, std::move(name), decoded(raw));
    attribute->parent = element.weak_from_this();
    element.attributes.push_back(std::move(attribute));
  }

  // Up to and including the </ of the end tag.
  void read_content(XmlNode& element, std::size_t depth) {
    for (;;) {
      auto const next = text_.find(L'<', at_);
      if (next == text_.npos) refuse("an element is not ended");
      auto const raw = text_.substr(at_, next - at_);
      bool blank = true;
      for (wchar_t const c : raw) blank &= is_space(c);
      if (!blank) element.append(node(XmlKind::text, L"#text", decoded(raw)));
      at_ = next;
      if (looking_at(L"</")) {
        at_ += 2;
        return;
      }
      if (auto child = read_markup(depth + 1)) element.append(std::move(child));
    }
  }

  std::wstring_view text_;
  std::size_t at_ = 0;
};

std::wstring escaped(std::wstring_view text, bool in_attribute) {
  std::wstring out;
  for (wchar_t const c : text) {
    if (c == L'&')
      out += L"&amp;";
    else if (c == L'<')
      out += L"&lt;";
    else if (c == L'>')
      out += L"&gt;";
    else if (c == L'"' && in_attribute)
      out += L"&quot;";
    else
      out += c;
  }
  return out;
}

}  // namespace

XmlNodePtr XmlNode::attribute(std::wstring_view wanted) const {
  for (auto const& one : attributes)
    if (one->name == wanted) return one;
  return nullptr;
}

std::wstring XmlNode::inner_text() const {
  if (kind == XmlKind::text || kind == XmlKind::data_section || kind == XmlKind::attribute ||
      kind == XmlKind::comment || kind == XmlKind::instruction)
    return value;
  std::wstring text;
  for (auto const& child : children)
    if (child->kind != XmlKind::comment && child->kind != XmlKind::instruction) text += child->inner_text();
  return text;
}

std::wstring XmlNode::xml() const {
  switch (kind) {
    case XmlKind::text:
      return escaped(value, false);
    case XmlKind::data_section:
      return L"<![CDATA[" + value + L"]]>";
    case XmlKind::comment:
      return L"<!--" + value + L"-->";
    case XmlKind::instruction:
      return L"<?" + name + value + L"?>";
    case XmlKind::attribute:
      return name + L"=\"" + escaped(value, true) + L"\"";
    default:
      break;
  }
  std::wstring inner;
  for (auto const& child : children) inner += child->xml();
  if (kind == XmlKind::document) return inner;
  std::wstring tag = L"<" + name;
  for (auto const& one : attributes) tag += L" " + one->xml();
  return inner.empty() ? tag + L"/>" : tag + L">" + inner + L"</" + name + L">";
}

void XmlNode::append(XmlNodePtr child) {
  if (auto const before = child->parent.lock()) before->remove(*child);
  child->parent = weak_from_this();
  children.push_back(std::move(child));
}

bool XmlNode::remove(const XmlNode& child) {
  for (auto at = children.begin(); at != children.end(); ++at) {
    if (at->get() != &child) continue;
    (*at)->parent.reset();
    children.erase(at);
    return true;
  }
  return false;
}

XmlNodePtr parse_xml(std::wstring_view text) { return XmlReader(text).read_document(); }

}  // namespace penstock::projection
