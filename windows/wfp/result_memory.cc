// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "filter/value_arena.h"
#include "wfp/text.h"

#include "wfp/result_memory.h"

namespace penstock::wfp {

void* ResultMemory::bytes(std::size_t size_bytes) {
  const std::size_t rounded_bytes = (size_bytes + 15) & ~std::size_t{15};
  std::uint8_t* at = nullptr;
  if (block_ != nullptr) {
    at = block_ + used_bytes_;
  } else {
    at = scratch_.emplace_back(std::make_unique<std::uint8_t[]>(rounded_bytes)).get();
  }
  used_bytes_ += rounded_bytes;
  return at;
}

wchar_t* ResultMemory::text(std::string_view utf8) {
  const std::u16string wide = to_utf16(utf8);
  return reinterpret_cast<wchar_t*>(copy(wide.c_str(), wide.size() + 1));
}

GUID* ResultMemory::key(const std::optional<filter::Key>& key) {
  if (!key) return nullptr;
  const GUID guid = guid_of(*key);
  return copy(&guid);
}

FWP_BYTE_BLOB ResultMemory::blob(const std::vector<std::uint8_t>& from) {
  if (from.empty()) return {};
  return {static_cast<UINT32>(from.size()), copy(from.data(), from.size())};
}

FWPM_DISPLAY_DATA0 ResultMemory::display(const filter::Display& from) {
  return {text(from.name), from.description.empty() ? nullptr : text(from.description)};
}

const filter::ByteBlob* ResultMemory::copy_blob(const filter::ByteBlob& from) {
  filter::ByteBlob* made = copy(&from);
  made->data = copy(from.data, from.size_bytes);
  return made;
}

filter::Value ResultMemory::value(const filter::Value& from) {
  using filter::ValueType;
  filter::Value made = from;
  switch (from.type) {
    case ValueType::uint64:
    case ValueType::int64:
    case ValueType::double64:
      made.uint64 = copy(from.uint64);
      break;
    case ValueType::byte_array16:
      made.byte_array16 = copy(from.byte_array16);
      break;
    case ValueType::byte_array6:
      made.byte_array6 = copy(from.byte_array6);
      break;
    case ValueType::byte_blob:
    case ValueType::security_descriptor:
    case ValueType::token_access_information:
      made.blob = copy_blob(*from.blob);
      break;
    case ValueType::sid:
      made.sid = copy(static_cast<const std::uint8_t*>(from.sid), filter::sid_size_bytes(from.sid));
      break;
    case ValueType::unicode_string:
      made.unicode_string = copy(from.unicode_string, filter::length_of(from.unicode_string) + 1);
      break;
    case ValueType::v4_address_mask:
      made.v4_mask = copy(from.v4_mask);
      break;
    case ValueType::v6_address_mask:
      made.v6_mask = copy(from.v6_mask);
      break;
    case ValueType::range: {
      filter::Range* range = copy(from.range);
      range->low = value(from.range->low);
      range->high = value(from.range->high);
      made.range = range;
      break;
    }
    default:
      break;  // it is in the value itself
  }
  return made;
}

}  // namespace penstock::wfp
