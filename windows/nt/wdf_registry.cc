// SPDX-License-Identifier: Apache-2.0
// Registry keys of the framework, over the tree of registry.h. A key object is a child of the driver unless
// told otherwise, so one that is not closed goes with it.
#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "nt/guest.h"
#include "nt/io_driver.h"
#include "nt/io_name.h"
#include "nt/registry.h"
#include "nt/thread_state.h"
#include "nt/wdf_object.h"
#include "wdf.h"

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

class WdfKey final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::key;
  WdfKey(Guest* guest, CallSite at, RegistryKeyRef opened)
      : WdfObject(kKind, guest, at), key(std::move(opened)) {}

  const RegistryKeyRef key;
};

std::shared_ptr<WdfKey> key_behind(WDFKEY handle, CallSite caller, const char* function) {
  return wdf_resolve_as<WdfKey>(handle, caller, function);
}

NTSTATUS attach(RegistryKeyRef opened, PWDF_OBJECT_ATTRIBUTES attributes, WDFKEY* handle, CallSite caller) {
  const auto key = std::make_shared<WdfKey>(guest_of(caller), caller, std::move(opened));
  const NTSTATUS status = wdf_attach(key, attributes, wdf_driver_of(guest_of(caller)));
  if (NT_SUCCESS(status)) *handle = static_cast<WDFKEY>(key->handle());
  return status;
}

// Relative to a key, or from the root by a full path.
RegistryKey& base_of(const std::shared_ptr<WdfKey>& parent) {
  return parent == nullptr ? registry() : *parent->key;
}

// Level and handle of every call on a key; nullptr with the status to return.
std::shared_ptr<WdfKey> enter(WDFKEY handle, CallSite caller, const char* function, NTSTATUS& status) {
  check_irql_at_most(kPassive, function, caller);
  status = STATUS_INVALID_DEVICE_REQUEST;
  if (thread_state().irql > kPassive) return nullptr;
  status = STATUS_INVALID_PARAMETER;
  return key_behind(handle, caller, function);
}

std::optional<RegistryValue> value_of(const WdfKey& key, PCUNICODE_STRING name, std::uint32_t type,
                                      NTSTATUS& status) {
  auto value = key.key->value(view_of(name));
  status = !value                ? STATUS_OBJECT_NAME_NOT_FOUND
           : value->type != type ? STATUS_OBJECT_TYPE_MISMATCH
                                 : STATUS_SUCCESS;
  if (!NT_SUCCESS(status)) value.reset();
  return value;
}

// Characters of a REG_SZ without its terminator.
std::size_t text_bytes(const RegistryValue& value) {
  const std::size_t bytes = value.data.size() & ~std::size_t{1};
  const bool terminated = bytes >= 2 && value.data[bytes - 1] == 0 && value.data[bytes - 2] == 0;
  return terminated ? bytes - 2 : bytes;
}

NTSTATUS assign(WDFKEY handle, RegistryValue value, CallSite caller, const char* function) {
  NTSTATUS status;
  const auto key = enter(handle, caller, function, status);
  if (key == nullptr) return status;
  key->key->set(std::move(value));
  return STATUS_SUCCESS;
}

}  // namespace

extern "C" {

NTSTATUS WdfDriverOpenParametersRegistryKey(WDFDRIVER Driver, ACCESS_MASK,
                                            PWDF_OBJECT_ATTRIBUTES KeyAttributes, WDFKEY* Key) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  const WdfRef driver = wdf_resolve(Driver, WdfKind::driver, caller, __func__);
  const auto* owner = driver == nullptr ? nullptr : penstock::nt::Driver::of(*driver->guest());
  if (owner == nullptr) return STATUS_INVALID_PARAMETER;
  const std::u16string path = std::u16string(owner->registry_path()) + u"\\Parameters";
  return attach(registry().create(path), KeyAttributes, Key, caller);
}

NTSTATUS WdfRegistryOpenKey(WDFKEY ParentKey, PCUNICODE_STRING KeyName, ACCESS_MASK,
                            PWDF_OBJECT_ATTRIBUTES KeyAttributes, WDFKEY* Key) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  const auto parent = ParentKey == nullptr ? nullptr : key_behind(ParentKey, caller, __func__);
  if (ParentKey != nullptr && parent == nullptr) return STATUS_INVALID_PARAMETER;
  RegistryKeyRef opened = base_of(parent).open(view_of(KeyName));
  return opened == nullptr ? STATUS_OBJECT_NAME_NOT_FOUND
                           : attach(std::move(opened), KeyAttributes, Key, caller);
}

NTSTATUS WdfRegistryCreateKey(WDFKEY ParentKey, PCUNICODE_STRING KeyName, ACCESS_MASK, ULONG,
                              PULONG CreateDisposition, PWDF_OBJECT_ATTRIBUTES KeyAttributes, WDFKEY* Key) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  const auto parent = ParentKey == nullptr ? nullptr : key_behind(ParentKey, caller, __func__);
  if (ParentKey != nullptr && parent == nullptr) return STATUS_INVALID_PARAMETER;
  bool created = false;
  RegistryKeyRef opened = base_of(parent).create(view_of(KeyName), &created);
  if (CreateDisposition != nullptr)
    *CreateDisposition = created ? REG_CREATED_NEW_KEY : REG_OPENED_EXISTING_KEY;
  return attach(std::move(opened), KeyAttributes, Key, caller);
}

VOID WdfRegistryClose(WDFKEY Key) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  if (const auto key = key_behind(Key, caller, __func__)) wdf_delete(key, caller);
}

NTSTATUS WdfRegistryQueryULong(WDFKEY Key, PCUNICODE_STRING ValueName, PULONG Value) {
  NTSTATUS status;
  const auto key = enter(Key, PENSTOCK_CALLER, __func__, status);
  if (key == nullptr) return status;
  const auto value = value_of(*key, ValueName, kRegDword, status);
  if (value && value->data.size() >= sizeof(ULONG)) std::memcpy(Value, value->data.data(), sizeof(ULONG));
  return status;
}

NTSTATUS WdfRegistryQueryUnicodeString(WDFKEY Key, PCUNICODE_STRING ValueName, PUSHORT ValueByteLength,
                                       PUNICODE_STRING Value) {
  NTSTATUS status;
  const auto key = enter(Key, PENSTOCK_CALLER, __func__, status);
  if (key == nullptr) return status;
  const auto value = value_of(*key, ValueName, kRegSz, status);
  if (!value) return status;
  const std::size_t bytes = text_bytes(*value);
  if (ValueByteLength != nullptr) *ValueByteLength = static_cast<USHORT>(bytes + sizeof(WCHAR));
  if (Value == nullptr) return STATUS_SUCCESS;
  if (Value->Buffer == nullptr || Value->MaximumLength < bytes) return STATUS_BUFFER_OVERFLOW;
  std::memcpy(Value->Buffer, value->data.data(), bytes);
  Value->Length = static_cast<USHORT>(bytes);
  if (Value->MaximumLength >= bytes + sizeof(WCHAR)) Value->Buffer[bytes / sizeof(WCHAR)] = 0;
  return STATUS_SUCCESS;
}

NTSTATUS WdfRegistryQueryValue(WDFKEY Key, PCUNICODE_STRING ValueName, ULONG ValueLength, PVOID Value,
                               PULONG ValueLengthQueried, PULONG ValueType) {
  NTSTATUS status;
  const auto key = enter(Key, PENSTOCK_CALLER, __func__, status);
  if (key == nullptr) return status;
  const auto value = key->key->value(view_of(ValueName));
  if (!value) return STATUS_OBJECT_NAME_NOT_FOUND;
  if (ValueLengthQueried != nullptr) *ValueLengthQueried = static_cast<ULONG>(value->data.size());
  if (ValueType != nullptr) *ValueType = value->type;
  if (Value == nullptr || ValueLength < value->data.size()) return STATUS_BUFFER_OVERFLOW;
  std::memcpy(Value, value->data.data(), value->data.size());
  return STATUS_SUCCESS;
}

NTSTATUS WdfRegistryAssignULong(WDFKEY Key, PCUNICODE_STRING ValueName, ULONG Value) {
  return assign(Key, RegistryValue::dword(view_of(ValueName), Value), PENSTOCK_CALLER, __func__);
}

NTSTATUS WdfRegistryAssignUnicodeString(WDFKEY Key, PCUNICODE_STRING ValueName, PCUNICODE_STRING Value) {
  return assign(Key, RegistryValue::string(view_of(ValueName), view_of(Value)), PENSTOCK_CALLER, __func__);
}

NTSTATUS WdfRegistryAssignValue(WDFKEY Key, PCUNICODE_STRING ValueName, ULONG ValueType, ULONG ValueLength,
                                PVOID Value) {
  const auto* bytes = static_cast<const std::uint8_t*>(Value);
  RegistryValue value{std::u16string(view_of(ValueName)), ValueType, {}};
  if (bytes != nullptr) value.data.assign(bytes, bytes + ValueLength);
  return assign(Key, std::move(value), PENSTOCK_CALLER, __func__);
}

NTSTATUS WdfRegistryRemoveValue(WDFKEY Key, PCUNICODE_STRING ValueName) {
  NTSTATUS status;
  const auto key = enter(Key, PENSTOCK_CALLER, __func__, status);
  if (key == nullptr) return status;
  return key->key->remove_value(view_of(ValueName)) ? STATUS_SUCCESS : STATUS_OBJECT_NAME_NOT_FOUND;
}

}  // extern "C"
