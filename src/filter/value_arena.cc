// SPDX-License-Identifier: Apache-2.0
#include "filter/value_arena.h"

#include <string>

namespace penstock::filter {

std::size_t length_of(const char16_t* text) { return std::char_traits<char16_t>::length(text); }

std::size_t sid_size_bytes(const void* sid) {
  return 8 + std::size_t{4} * static_cast<const std::uint8_t*>(sid)[1];
}

const void* ValueArena::copy_bytes(const void* from, std::size_t size_bytes, std::size_t alignment) {
  void* to = memory_.allocate(size_bytes, alignment);
  if (size_bytes != 0) std::memcpy(to, from, size_bytes);
  return to;
}

const ByteBlob* ValueArena::copy_blob(const ByteBlob& from) {
  void* data = memory_.allocate(from.size_bytes, 8);
  if (from.size_bytes != 0) std::memcpy(data, from.data, from.size_bytes);
  const ByteBlob copied = {from.size_bytes, static_cast<std::uint8_t*>(data)};
  return copy_of(copied);
}

Value ValueArena::copy(const Value& value) {
  Value copied;
  copied.type = value.type;
  switch (value.type) {
    // Scalars one by one: what is beside them in the union is the adder's garbage.
    case ValueType::uint8:
    case ValueType::int8:
      copied.uint8 = value.uint8;
      break;
    case ValueType::uint16:
    case ValueType::int16:
      copied.uint16 = value.uint16;
      break;
    case ValueType::uint32:
    case ValueType::int32:
    case ValueType::float32:
      copied.uint32 = value.uint32;
      break;
    case ValueType::uint64:
    case ValueType::int64:
    case ValueType::double64:
      copied.uint64 = copy_of(*value.uint64);
      break;
    case ValueType::byte_array16:
      copied.byte_array16 = copy_of(*value.byte_array16);
      break;
    case ValueType::byte_array6:
      copied.byte_array6 = copy_of(*value.byte_array6);
      break;
    case ValueType::byte_blob:
    case ValueType::security_descriptor:
    case ValueType::token_access_information:
      copied.blob = copy_blob(*value.blob);
      break;
    case ValueType::sid:
      copied.sid = copy_bytes(value.sid, sid_size_bytes(value.sid), 4);
      break;
    case ValueType::unicode_string: {
      const std::size_t bytes = (length_of(value.unicode_string) + 1) * sizeof(char16_t);
      copied.unicode_string =
          static_cast<const char16_t*>(copy_bytes(value.unicode_string, bytes, alignof(char16_t)));
      break;
    }
    case ValueType::v4_address_mask:
      copied.v4_mask = copy_of(*value.v4_mask);
      break;
    case ValueType::v6_address_mask:
      copied.v6_mask = copy_of(*value.v6_mask);
      break;
    case ValueType::range:
      copied.range = copy_of(Range{copy(value.range->low), copy(value.range->high)});
      break;
    case ValueType::empty:
    case ValueType::token_information:
    default:
      copied.type = ValueType::empty;
      break;
  }
  return copied;
}

}  // namespace penstock::filter
