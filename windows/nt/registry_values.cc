// SPDX-License-Identifier: Apache-2.0
// The Rtl registry functions: a path that starts at a well-known place, and a table of the values to be read there.
// A table's entry is answered by its default when the value is not there; by its routine, or straight into memory.
// Text that would be expanded has no variables to expand on this side and is given as it is.
#include <cstring>
#include <string>

#include "nt/bugcheck.h"
#include "nt/pool.h"
#include "nt/registry.h"
#include "nt/string_conversion.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

constexpr std::uint64_t kUncheckedRegistryType = 9;
constexpr std::uint32_t kTextTag = 0x67655272;  // "rReg"
constexpr ULONG kPlaceMask = 0xFF;

std::u16string_view text_of(PCWSTR text) {
  const auto* units = reinterpret_cast<const char16_t*>(text);
  return text == nullptr ? std::u16string_view() : std::u16string_view(units);
}

const char16_t* place_of(ULONG relative_to) {
  switch (relative_to & kPlaceMask) {
    case RTL_REGISTRY_SERVICES:
      return u"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\";
    case RTL_REGISTRY_CONTROL:
      return u"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\";
    case RTL_REGISTRY_WINDOWS_NT:
      return u"\\Registry\\Machine\\Software\\Microsoft\\Windows NT\\CurrentVersion\\";
    case RTL_REGISTRY_DEVICEMAP:
      return u"\\Registry\\Machine\\Hardware\\DeviceMap\\";
    case RTL_REGISTRY_USER:
      return u"\\Registry\\User\\.Default\\";
    default:
      return u"";
  }
}

RegistryKeyRef find_key(ULONG relative_to, PCWSTR path, bool create, CallSite site) {
  if ((relative_to & RTL_REGISTRY_HANDLE) != 0) return key_behind(const_cast<PWSTR>(path), site);
  const std::u16string whole = std::u16string(place_of(relative_to)) + std::u16string(text_of(path));
  return create ? registry().create(whole) : registry().open(whole);
}

NTSTATUS copy_text(UNICODE_STRING& to, const RegistryValue& value, CallSite site) {
  const std::size_t bytes = value.data.size();
  if (bytes > MAXUSHORT) return STATUS_BUFFER_TOO_SMALL;
  if (to.Buffer == nullptr) {
    to.Buffer = static_cast<PWCH>(
        allocate_pool({.size_bytes = bytes, .tag = kTextTag, .paged = true, .what = "registry text"}, site));
    if (to.Buffer == nullptr) return STATUS_NO_MEMORY;
    to.MaximumLength = static_cast<USHORT>(bytes);
  }
  if (bytes > to.MaximumLength) return STATUS_BUFFER_TOO_SMALL;
  std::memcpy(to.Buffer, value.data.data(), bytes);
  const bool ends = bytes >= sizeof(WCHAR) && to.Buffer[bytes / sizeof(WCHAR) - 1] == 0;
  to.Length = static_cast<USHORT>(bytes - (ends ? sizeof(WCHAR) : 0));
  return STATUS_SUCCESS;
}

// The first word of the memory says how much it holds: negative for the bytes alone, else their count and type go
// in front of them.
NTSTATUS copy_bytes(void* to, const RegistryValue& value) {
  LONG room = 0;
  std::memcpy(&room, to, sizeof room);
  const std::size_t bytes = value.data.size();
  const std::size_t head = room < 0 ? 0 : 2 * sizeof(ULONG);
  if (bytes + head > static_cast<std::size_t>(std::abs(std::int64_t{room}))) return STATUS_BUFFER_TOO_SMALL;
  if (head != 0) {
    const ULONG words[2] = {static_cast<ULONG>(bytes), value.type};
    std::memcpy(to, words, sizeof words);
  }
  std::memcpy(static_cast<char*>(to) + head, value.data.data(), bytes);
  return STATUS_SUCCESS;
}

bool is_text(ULONG type) {
  return type == REG_SZ || type == REG_EXPAND_SZ || type == REG_LINK || type == REG_MULTI_SZ;
}

NTSTATUS give_directly(const RTL_QUERY_REGISTRY_TABLE& entry, const RegistryValue& value, CallSite site) {
  if ((entry.Flags & RTL_QUERY_REGISTRY_TYPECHECK) == 0) {
    bug_check({.code = KERNEL_SECURITY_CHECK_FAILURE, .parameters = {kUncheckedRegistryType}, .site = site});
  }
  if (entry.DefaultType >> RTL_QUERY_REGISTRY_TYPECHECK_SHIFT != value.type)
    return STATUS_OBJECT_TYPE_MISMATCH;
  if (is_text(value.type)) return copy_text(*static_cast<PUNICODE_STRING>(entry.EntryContext), value, site);
  if (value.data.size() > sizeof(ULONG)) return copy_bytes(entry.EntryContext, value);
  std::memcpy(entry.EntryContext, value.data.data(), value.data.size());
  return STATUS_SUCCESS;
}

NTSTATUS tell(const RTL_QUERY_REGISTRY_TABLE& entry, const RegistryValue& value, ULONG type, std::size_t from,
              std::size_t bytes, PVOID context) {
  std::u16string name = value.name;
  return entry.QueryRoutine(reinterpret_cast<PWSTR>(name.data()), type,
                            const_cast<std::uint8_t*>(value.data.data()) + from, static_cast<ULONG>(bytes),
                            context, entry.EntryContext);
}

// A list of texts is told one by one.
NTSTATUS tell_each(const RTL_QUERY_REGISTRY_TABLE& entry, const RegistryValue& value, PVOID context) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at + sizeof(WCHAR) <= value.data.size(); at += sizeof(WCHAR)) {
    if (value.data[at] != 0 || value.data[at + 1] != 0) continue;
    if (at == begin) break;
    const NTSTATUS status = tell(entry, value, REG_SZ, begin, at + sizeof(WCHAR) - begin, context);
    if (!NT_SUCCESS(status)) return status;
    begin = at + sizeof(WCHAR);
  }
  return STATUS_SUCCESS;
}

NTSTATUS give(const RTL_QUERY_REGISTRY_TABLE& entry, const RegistryValue& value, PVOID context,
              CallSite site) {
  if ((entry.Flags & RTL_QUERY_REGISTRY_DIRECT) != 0) return give_directly(entry, value, site);
  if (entry.QueryRoutine == nullptr) return STATUS_SUCCESS;
  const bool expand = (entry.Flags & RTL_QUERY_REGISTRY_NOEXPAND) == 0;
  if (expand && value.type == REG_MULTI_SZ) return tell_each(entry, value, context);
  const ULONG type = expand && value.type == REG_EXPAND_SZ ? REG_SZ : value.type;
  return tell(entry, value, type, 0, value.data.size(), context);
}

NTSTATUS give_default(const RTL_QUERY_REGISTRY_TABLE& entry, PVOID context, CallSite site) {
  RegistryValue value;
  value.name = text_of(entry.Name);
  value.type = entry.DefaultType & kPlaceMask;
  const auto* data = static_cast<const std::uint8_t*>(entry.DefaultData);
  std::size_t bytes = entry.DefaultLength;
  if (bytes == 0 && data != nullptr && (value.type == REG_SZ || value.type == REG_EXPAND_SZ))
    bytes = (text_of(static_cast<PCWSTR>(entry.DefaultData)).size() + 1) * sizeof(WCHAR);
  if (data != nullptr) value.data.assign(data, data + bytes);
  if (!(entry.Flags & RTL_QUERY_REGISTRY_DIRECT)) return give(entry, value, context, site);
  RTL_QUERY_REGISTRY_TABLE checked = entry;  // a default is of the type that it says
  checked.Flags |= RTL_QUERY_REGISTRY_TYPECHECK;
  checked.DefaultType = value.type << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT;
  return give(checked, value, context, site);
}

NTSTATUS give_all(const RTL_QUERY_REGISTRY_TABLE& entry, RegistryKey* key, PVOID context, CallSite site) {
  const bool required = (entry.Flags & RTL_QUERY_REGISTRY_REQUIRED) != 0;
  const auto values = key != nullptr ? key->values() : std::vector<RegistryValue>();
  for (const RegistryValue& value : values) {
    const NTSTATUS status = give(entry, value, context, site);
    if (!NT_SUCCESS(status)) return status;
    if ((entry.Flags & RTL_QUERY_REGISTRY_DELETE) != 0) key->remove_value(value.name);
  }
  return values.empty() && required ? STATUS_OBJECT_NAME_NOT_FOUND : STATUS_SUCCESS;
}

NTSTATUS give_named(const RTL_QUERY_REGISTRY_TABLE& entry, RegistryKey* key, PVOID context, CallSite site) {
  const auto value = key != nullptr ? key->value(text_of(entry.Name)) : std::nullopt;
  if (!value.has_value()) {
    if ((entry.Flags & RTL_QUERY_REGISTRY_REQUIRED) != 0) return STATUS_OBJECT_NAME_NOT_FOUND;
    const bool has_default = (entry.DefaultType & kPlaceMask) != REG_NONE;
    return has_default ? give_default(entry, context, site) : STATUS_SUCCESS;
  }
  const NTSTATUS status = give(entry, *value, context, site);
  if (NT_SUCCESS(status) && (entry.Flags & RTL_QUERY_REGISTRY_DELETE) != 0) key->remove_value(value->name);
  return status;
}

// What the entries of a table go through: the key they start at, and the one that they are at.
struct Walk {
  RegistryKeyRef top, now;
  PVOID context;
  CallSite site;

  NTSTATUS into_subkey(const RTL_QUERY_REGISTRY_TABLE& entry) {
    if (entry.Name == nullptr) return STATUS_INVALID_PARAMETER;
    now = top != nullptr ? top->open(text_of(entry.Name)) : nullptr;
    if (now == nullptr && (entry.Flags & RTL_QUERY_REGISTRY_REQUIRED) != 0)
      return STATUS_OBJECT_NAME_NOT_FOUND;
    return entry.QueryRoutine != nullptr && now != nullptr ? give_all(entry, now.get(), context, site)
                                                           : STATUS_SUCCESS;
  }
  NTSTATUS step(const RTL_QUERY_REGISTRY_TABLE& entry) {
    const bool direct = (entry.Flags & RTL_QUERY_REGISTRY_DIRECT) != 0;
    const bool subkey = (entry.Flags & RTL_QUERY_REGISTRY_SUBKEY) != 0;
    if (direct && (entry.Name == nullptr || subkey || entry.QueryRoutine != nullptr))
      return STATUS_INVALID_PARAMETER;
    if ((entry.Flags & (RTL_QUERY_REGISTRY_TOPKEY | RTL_QUERY_REGISTRY_SUBKEY)) != 0) now = top;
    if (subkey) return into_subkey(entry);
    if ((entry.Flags & RTL_QUERY_REGISTRY_NOVALUE) != 0)
      return entry.QueryRoutine(nullptr, REG_NONE, nullptr, 0, context, entry.EntryContext);
    if (entry.Name == nullptr) return give_all(entry, now.get(), context, site);
    return give_named(entry, now.get(), context, site);
  }
};

}  // namespace

extern "C" {

NTSTATUS RtlQueryRegistryValues(ULONG relative_to, PCWSTR path, PRTL_QUERY_REGISTRY_TABLE table,
                                PVOID context, PVOID) {
  PENSTOCK_IRQL_MAX(kPassive);
  const CallSite site = PENSTOCK_CALLER;
  const RegistryKeyRef key = find_key(relative_to, path, false, site);
  if (key == nullptr && (relative_to & RTL_REGISTRY_OPTIONAL) == 0) return STATUS_OBJECT_NAME_NOT_FOUND;
  Walk walk{key, key, context, site};
  constexpr ULONG kGoesOn = RTL_QUERY_REGISTRY_SUBKEY | RTL_QUERY_REGISTRY_DIRECT;
  for (; table->QueryRoutine != nullptr || (table->Flags & kGoesOn) != 0; ++table) {
    const NTSTATUS status = walk.step(*table);
    if (!NT_SUCCESS(status)) return status;
  }
  return STATUS_SUCCESS;
}

NTSTATUS RtlWriteRegistryValue(ULONG relative_to, PCWSTR path, PCWSTR name, ULONG type, PVOID data,
                               ULONG bytes) {
  PENSTOCK_IRQL_MAX(kPassive);
  const RegistryKeyRef key = find_key(relative_to, path, true, PENSTOCK_CALLER);
  if (key == nullptr) return STATUS_INVALID_HANDLE;
  const auto* begin = static_cast<const std::uint8_t*>(data);
  key->set({std::u16string(text_of(name)), type, {begin, begin + bytes}});
  return STATUS_SUCCESS;
}

NTSTATUS RtlCheckRegistryKey(ULONG relative_to, PWSTR path) {
  PENSTOCK_IRQL_MAX(kPassive);
  return find_key(relative_to, path, false, PENSTOCK_CALLER) != nullptr ? STATUS_SUCCESS
                                                                        : STATUS_OBJECT_NAME_NOT_FOUND;
}

NTSTATUS RtlCreateRegistryKey(ULONG relative_to, PWSTR path) {
  PENSTOCK_IRQL_MAX(kPassive);
  return find_key(relative_to, path, true, PENSTOCK_CALLER) != nullptr ? STATUS_SUCCESS
                                                                       : STATUS_INVALID_HANDLE;
}

NTSTATUS RtlDeleteRegistryValue(ULONG relative_to, PCWSTR path, PCWSTR name) {
  PENSTOCK_IRQL_MAX(kPassive);
  const RegistryKeyRef key = find_key(relative_to, path, false, PENSTOCK_CALLER);
  return key != nullptr && key->remove_value(text_of(name)) ? STATUS_SUCCESS : STATUS_OBJECT_NAME_NOT_FOUND;
}

}  // extern "C"
