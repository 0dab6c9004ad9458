// SPDX-License-Identifier: Apache-2.0
#include "nt/io_access.h"

#include <string>

namespace penstock::nt {
namespace {

// Rights are pairs of letters (GA GR GW GX FA FR FW) or a hexadecimal mask.
std::optional<std::uint32_t> parse_rights(std::u16string_view text) {
  if (text.starts_with(u"0x") || text.starts_with(u"0X")) {
    std::uint64_t mask = 0;
    for (const char16_t digit : text.substr(2)) {
      const bool decimal = digit >= u'0' && digit <= u'9';
      const char16_t letter = static_cast<char16_t>(digit | 0x20);
      if (!decimal && (letter < u'a' || letter > u'f')) return std::nullopt;
      mask = mask * 16 + static_cast<unsigned>(decimal ? digit - u'0' : letter - u'a' + 10);
    }
    std::uint32_t access = (mask & 0x80000001) != 0 ? kAccessRead : 0;
    if ((mask & 0x40000002) != 0) access |= kAccessWrite;
    return (mask & 0x10000000) != 0 ? kAccessAll : access;
  }
  std::uint32_t access = 0;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    const std::u16string_view right = text.substr(at, 2);
    if (right == u"GA" || right == u"FA") access |= kAccessAll;
    if (right == u"GR" || right == u"FR") access |= kAccessRead;
    if (right == u"GW" || right == u"FW") access |= kAccessWrite;
  }
  return access;
}

// The fields of "A;;GA;;;SY".
std::vector<std::u16string_view> fields_of(std::u16string_view entry) {
  std::vector<std::u16string_view> fields;
  for (;;) {
    const std::size_t end = entry.find(u';');
    fields.push_back(entry.substr(0, end));
    if (end == std::u16string_view::npos) return fields;
    entry.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<AccessList> AccessList::from_sddl(std::u16string_view text) {
  AccessList list;
  list.unrestricted_ = false;
  const std::size_t start = text.find(u"D:");
  if (start == std::u16string_view::npos) return std::nullopt;
  text.remove_prefix(start + 2);
  while (!text.empty() && text.front() != u'(') text.remove_prefix(1);  // flags: P, AI
  while (!text.empty() && text.front() == u'(') {
    const std::size_t end = text.find(u')');
    if (end == std::u16string_view::npos) return std::nullopt;
    const auto fields = fields_of(text.substr(1, end - 1));
    text.remove_prefix(end + 1);
    if (fields.size() != 6 || fields[0] != u"A") return std::nullopt;
    const auto access = parse_rights(fields[2]);
    if (!access) return std::nullopt;
    const std::u16string_view who = fields[5];
    if (who == u"SY" || who == u"LS" || who == u"NS") list.entries_.push_back({Who::system, *access});
    if (who == u"BA") list.entries_.push_back({Who::administrators, *access});
    if (who == u"WD" || who == u"AU" || who == u"BU" || who == u"IU")
      list.entries_.push_back({Who::world, *access});
  }
  return text.empty() || text.starts_with(u"S:") ? std::optional(list) : std::nullopt;
}

std::uint32_t AccessList::granted(const ClientCredentials& client) const {
  if (unrestricted_ || client.kernel) return kAccessAll;
  std::uint32_t access = 0;
  for (const Entry& entry : entries_) {
    const bool meant = entry.who == Who::world ||
                       (entry.who == Who::administrators && client.administrator()) ||
                       (entry.who == Who::system && client.user_id == 0);
    if (meant) access |= entry.access;
  }
  return access;
}

}  // namespace penstock::nt
