// SPDX-License-Identifier: Apache-2.0
// Values and conditions are handed to guests as the core has them, and taken from guests as they are: both
// have one layout, which is checked here. So nothing is copied for a classify.
//
// Threads: compile time.
// Memory: a cast; what it points to is the other side's.
// Errors: a difference does not compile.
#pragma once

#include <cstddef>
#include <cstring>

#include "filter/callout.h"
#include "filter/metadata.h"
#include "filter/value.h"

#include <fwpmk.h>
#include <fwpsk.h>

namespace penstock::wfp {

static_assert(sizeof(filter::Value) == sizeof(FWP_VALUE0) &&
              sizeof(filter::Value) == sizeof(FWP_CONDITION_VALUE0));
static_assert(sizeof(filter::Value) == sizeof(FWPS_INCOMING_VALUE0));
static_assert(offsetof(filter::Value, type) == offsetof(FWP_VALUE0, type));
static_assert(offsetof(filter::Value, raw) == offsetof(FWP_VALUE0, uint64));
static_assert(offsetof(filter::Value, raw) == offsetof(FWP_CONDITION_VALUE0, rangeValue));
static_assert(static_cast<int>(filter::ValueType::byte_array6) == FWP_BYTE_ARRAY6_TYPE);
static_assert(static_cast<int>(filter::ValueType::range) == FWP_RANGE_TYPE);
static_assert(sizeof(filter::Range) == sizeof(FWP_RANGE0));
static_assert(offsetof(filter::Range, high) == offsetof(FWP_RANGE0, valueHigh));
static_assert(sizeof(filter::ByteBlob) == sizeof(FWP_BYTE_BLOB));
static_assert(offsetof(filter::ByteBlob, data) == offsetof(FWP_BYTE_BLOB, data));
static_assert(sizeof(filter::V4AddressMask) == sizeof(FWP_V4_ADDR_AND_MASK));
static_assert(offsetof(filter::V4AddressMask, mask) == offsetof(FWP_V4_ADDR_AND_MASK, mask));
static_assert(sizeof(filter::V6AddressMask) == sizeof(FWP_V6_ADDR_AND_MASK));
static_assert(offsetof(filter::V6AddressMask, prefix_bits) == offsetof(FWP_V6_ADDR_AND_MASK, prefixLength));
static_assert(sizeof(filter::RunningCondition) == sizeof(FWPS_FILTER_CONDITION0));
static_assert(offsetof(filter::RunningCondition, match_type) == offsetof(FWPS_FILTER_CONDITION0, matchType));
static_assert(offsetof(filter::RunningCondition, value) == offsetof(FWPS_FILTER_CONDITION0, conditionValue));
static_assert(sizeof(filter::Key) == sizeof(GUID));
static_assert(sizeof(wchar_t) == sizeof(char16_t));

static_assert(static_cast<std::uint32_t>(filter::Action::block) == FWP_ACTION_BLOCK);
static_assert(static_cast<std::uint32_t>(filter::Action::permit) == FWP_ACTION_PERMIT);
static_assert(static_cast<std::uint32_t>(filter::Action::proceed) == FWP_ACTION_CONTINUE);
static_assert(static_cast<std::uint32_t>(filter::Action::callout_terminating) ==
              FWP_ACTION_CALLOUT_TERMINATING);
static_assert(static_cast<std::uint32_t>(filter::Action::callout_inspection) ==
              FWP_ACTION_CALLOUT_INSPECTION);
static_assert(static_cast<std::uint32_t>(filter::Action::callout_unknown) == FWP_ACTION_CALLOUT_UNKNOWN);
static_assert(filter::kHasCompletionHandle == FWPS_METADATA_FIELD_COMPLETION_HANDLE);
static_assert(filter::kHasPacketDirection == FWPS_METADATA_FIELD_PACKET_DIRECTION);
static_assert(filter::kHasIcmpIdAndSequence == FWPS_METADATA_FIELD_ICMP_ID_AND_SEQUENCE);
static_assert(filter::kHasTransportEndpointHandle == FWPS_METADATA_FIELD_TRANSPORT_ENDPOINT_HANDLE);

inline filter::Key key_of(const GUID& guid) {
  filter::Key key;
  std::memcpy(key.bytes.data(), &guid, sizeof guid);
  return key;
}
inline GUID guid_of(const filter::Key& key) {
  GUID guid;
  std::memcpy(&guid, key.bytes.data(), sizeof guid);
  return guid;
}
inline const filter::Value& value_of(const FWP_VALUE0& value) {
  return reinterpret_cast<const filter::Value&>(value);
}
inline const filter::Value& value_of(const FWP_CONDITION_VALUE0& value) {
  return reinterpret_cast<const filter::Value&>(value);
}
inline const char16_t* text_of(const wchar_t* text) { return reinterpret_cast<const char16_t*>(text); }

template <class Handle>
HANDLE to_handle(Handle id) {
  return reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(id));
}
inline std::uint64_t from_handle(HANDLE handle) { return reinterpret_cast<std::uintptr_t>(handle); }

}  // namespace penstock::wfp
