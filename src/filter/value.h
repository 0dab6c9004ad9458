// SPDX-License-Identifier: Apache-2.0
// A value that a classification shows or a condition compares with: a type and eight bytes, larger things
// by pointer. The layout is the one that callouts are promised, so that the rim hands values over as they
// are and copies nothing (it checks the layout at compile time).
//
// Threads: a plain value.
// Memory: pointers are borrowed: from a classification for its duration, from a policy for its life.
// Errors: none; whether a type fits a field is asked of conditions.h.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace penstock::filter {

// Numbers as in the contract (wfp.md 8.2).
enum class ValueType : std::uint32_t {
  empty = 0,
  uint8 = 1,
  uint16 = 2,
  uint32 = 3,
  uint64 = 4,  // by pointer
  int8 = 5,
  int16 = 6,
  int32 = 7,
  int64 = 8,  // by pointer
  float32 = 9,
  double64 = 10,  // by pointer
  byte_array16 = 11,
  byte_blob = 12,
  sid = 13,
  security_descriptor = 14,
  token_information = 15,
  token_access_information = 16,
  unicode_string = 17,
  byte_array6 = 18,
  v4_address_mask = 0x100,  // conditions only, and so on
  v6_address_mask = 0x101,
  range = 0x102,
};

struct ByteBlob {
  std::uint32_t size_bytes;
  std::uint8_t* data;
};
struct V4AddressMask {
  std::uint32_t address;  // host order (W-CND-9)
  std::uint32_t mask;
};
struct V6AddressMask {
  std::uint8_t address[16];
  std::uint8_t prefix_bits;
};
struct Range;

struct Value {
  ValueType type = ValueType::empty;
  union {
    std::uint8_t uint8;
    std::uint16_t uint16;
    std::uint32_t uint32;
    const std::uint64_t* uint64;
    std::int8_t int8;
    std::int16_t int16;
    std::int32_t int32;
    const std::int64_t* int64;
    float float32;
    const double* double64;
    const std::array<std::uint8_t, 16>* byte_array16;
    const std::array<std::uint8_t, 6>* byte_array6;
    const ByteBlob* blob;  // byte_blob, security_descriptor, token_access_information
    const void* sid;       // revision, count, authority[6], count * uint32
    const void* token_information;
    const char16_t* unicode_string;
    const V4AddressMask* v4_mask;
    const V6AddressMask* v6_mask;
    const Range* range;
    std::uint64_t raw = 0;
  };

  static Value of_uint8(std::uint8_t value) { return make(ValueType::uint8, value); }
  static Value of_uint16(std::uint16_t value) { return make(ValueType::uint16, value); }
  static Value of_uint32(std::uint32_t value) { return make(ValueType::uint32, value); }
  static Value of_uint64(const std::uint64_t* value) {
    Value made;
    made.type = ValueType::uint64;
    made.uint64 = value;
    return made;
  }
  static Value of_bytes16(const std::array<std::uint8_t, 16>* value) {
    Value made;
    made.type = ValueType::byte_array16;
    made.byte_array16 = value;
    return made;
  }
  static Value of_blob(const ByteBlob* value) {
    Value made;
    made.type = ValueType::byte_blob;
    made.blob = value;
    return made;
  }

 private:
  static Value make(ValueType type, std::uint64_t raw) {
    Value made;
    made.type = type;
    made.raw = raw;
    return made;
  }
};
static_assert(sizeof(Value) == 16);

struct Range {
  Value low;
  Value high;
};

}  // namespace penstock::filter
