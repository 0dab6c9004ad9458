// SPDX-License-Identifier: Apache-2.0
// The Zw registry functions: handles to keys of the tree, and its answers in Windows' structures.
#include <algorithm>
#include <cstddef>
#include <cstring>

#include "nt/guest.h"
#include "nt/object.h"
#include "nt/registry.h"
#include "nt/string_conversion.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

constexpr NTSTATUS kCannotDelete = static_cast<NTSTATUS>(0xC0000121);

struct OpenKey {
  RegistryKeyRef key;
  std::u16string path;  // absolute
};

// Fixed parts as guests declare them; the variable part follows at once.
struct ValueBasic {
  ULONG title, type, name_bytes;
  WCHAR name[1];
};
struct ValueFull {
  ULONG title, type, data_offset, data_bytes, name_bytes;
  WCHAR name[1];
};
struct ValuePartial {
  ULONG title, type, data_bytes;
  UCHAR data[1];
};
struct KeyBasic {
  LARGE_INTEGER written;
  ULONG title, name_bytes;
  WCHAR name[1];
};
struct KeyFull {
  LARGE_INTEGER written;
  ULONG title, class_offset, class_bytes, subkeys, name_bytes_max, class_bytes_max, values,
      value_name_bytes_max, value_data_bytes_max;
};

void destroy_key(void* object) { delete static_cast<OpenKey*>(object); }

// The key behind a handle, with a reference for the call.
class KeyOf {
 public:
  KeyOf(HANDLE handle, CallSite site) {
    const auto target = handle_reference(handle, site);
    if (!target.has_value()) return;
    if (target->type == &key_type) {
      open_ = static_cast<OpenKey*>(target->object);
    } else {
      object_dereference(target->object, site);
    }
  }
  ~KeyOf() {
    if (open_ != nullptr) object_dereference(open_, {});
  }
  KeyOf(const KeyOf&) = delete;
  KeyOf& operator=(const KeyOf&) = delete;

  explicit operator bool() const { return open_ != nullptr; }
  OpenKey* operator->() const { return open_; }
  RegistryKey& key() const { return *open_->key; }

 private:
  OpenKey* open_ = nullptr;
};

NTSTATUS open_or_create(PHANDLE handle, POBJECT_ATTRIBUTES attributes, bool create, PULONG disposition,
                        CallSite site) {
  *handle = nullptr;
  std::u16string path;
  if (attributes->RootDirectory != nullptr) {
    const KeyOf root(attributes->RootDirectory, site);
    if (!root) return STATUS_INVALID_HANDLE;
    path = root->path + u"\\";
  }
  if (attributes->ObjectName != nullptr) path += view_of(*attributes->ObjectName);
  if (path.empty() || path[0] != '\\') return STATUS_OBJECT_PATH_SYNTAX_BAD;
  bool created = false;
  RegistryKeyRef key = create ? registry().create(path, &created) : registry().open(path);
  if (key == nullptr) return STATUS_OBJECT_NAME_NOT_FOUND;
  if (disposition != nullptr) *disposition = created ? 1 : 2;  // REG_CREATED_NEW_KEY, REG_OPENED_EXISTING_KEY
  auto* open = new OpenKey{std::move(key), std::move(path)};
  object_created(open, {.type = &key_type, .destroy = destroy_key, .created_at = site});
  *handle = handle_open(open, guest_of(site), site);
  object_dereference(open, site);  // the handle's reference is the only one
  return STATUS_SUCCESS;
}

// Writes the fixed part and as much of the rest as fits; the status says what did not.
struct Answer {
  PVOID buffer;
  ULONG room;
  PULONG needed;

  NTSTATUS write(const void* fixed, std::size_t fixed_bytes,
                 std::initializer_list<std::pair<const void*, std::size_t>> rest) {
    std::size_t total = fixed_bytes;
    for (const auto& [data, bytes] : rest) total += bytes;
    *needed = static_cast<ULONG>(total);
    if (room < fixed_bytes) return STATUS_BUFFER_TOO_SMALL;
    auto* at = static_cast<char*>(buffer);
    std::memcpy(at, fixed, fixed_bytes);
    std::size_t used = fixed_bytes;
    for (const auto& [data, bytes] : rest) {
      const std::size_t part = std::min(bytes, room - used);
      std::memcpy(at + used, data, part);
      used += part;
    }
    return total <= room ? STATUS_SUCCESS : STATUS_BUFFER_OVERFLOW;
  }
};

NTSTATUS answer_value(const RegistryValue& value, KEY_VALUE_INFORMATION_CLASS kind, Answer answer) {
  const auto name_bytes = static_cast<ULONG>(value.name.size() * sizeof(WCHAR));
  const auto data_bytes = static_cast<ULONG>(value.data.size());
  switch (kind) {
    case KeyValueBasicInformation: {
      const ValueBasic fixed{0, value.type, name_bytes, {}};
      return answer.write(&fixed, offsetof(ValueBasic, name), {{value.name.data(), name_bytes}});
    }
    case KeyValueFullInformation: {
      const ULONG offset = static_cast<ULONG>(offsetof(ValueFull, name)) + name_bytes;
      const ULONG aligned = (offset + 3) & ~3u;
      const ValueFull fixed{0, value.type, aligned, data_bytes, name_bytes, {}};
      constexpr char kPadding[4] = {};
      return answer.write(
          &fixed, offsetof(ValueFull, name),
          {{value.name.data(), name_bytes}, {kPadding, aligned - offset}, {value.data.data(), data_bytes}});
    }
    case KeyValuePartialInformation: {
      const ValuePartial fixed{0, value.type, data_bytes, {}};
      return answer.write(&fixed, offsetof(ValuePartial, data), {{value.data.data(), data_bytes}});
    }
    default:
      return STATUS_INVALID_PARAMETER;
  }
}

NTSTATUS answer_key(const std::u16string& name, Answer answer) {
  KeyBasic fixed{};
  fixed.name_bytes = static_cast<ULONG>(name.size() * sizeof(WCHAR));
  return answer.write(&fixed, offsetof(KeyBasic, name), {{name.data(), fixed.name_bytes}});
}

NTSTATUS answer_counts(const RegistryKey& key, Answer answer) {
  KeyFull fixed{};
  for (const std::u16string& name : key.subkeys()) {
    ++fixed.subkeys;
    fixed.name_bytes_max = std::max(fixed.name_bytes_max, static_cast<ULONG>(name.size() * sizeof(WCHAR)));
  }
  for (const RegistryValue& value : key.values()) {
    ++fixed.values;
    fixed.value_name_bytes_max =
        std::max(fixed.value_name_bytes_max, static_cast<ULONG>(value.name.size() * sizeof(WCHAR)));
    fixed.value_data_bytes_max = std::max(fixed.value_data_bytes_max, static_cast<ULONG>(value.data.size()));
  }
  fixed.class_offset = MAXULONG;
  return answer.write(&fixed, sizeof fixed, {});
}

}  // namespace

namespace penstock::nt {

RegistryKeyRef key_behind(void* handle, CallSite site) {
  const KeyOf open(handle, site);
  return open ? open->key : nullptr;
}

}  // namespace penstock::nt

extern "C" {

NTSTATUS ZwOpenKey(PHANDLE handle, ACCESS_MASK, POBJECT_ATTRIBUTES attributes) {
  PENSTOCK_IRQL_MAX(kPassive);
  return open_or_create(handle, attributes, false, nullptr, PENSTOCK_CALLER);
}

NTSTATUS ZwCreateKey(PHANDLE handle, ACCESS_MASK, POBJECT_ATTRIBUTES attributes, ULONG, PUNICODE_STRING,
                     ULONG, PULONG disposition) {
  PENSTOCK_IRQL_MAX(kPassive);
  return open_or_create(handle, attributes, true, disposition, PENSTOCK_CALLER);
}

NTSTATUS ZwQueryValueKey(HANDLE handle, PUNICODE_STRING name, KEY_VALUE_INFORMATION_CLASS kind, PVOID buffer,
                         ULONG room, PULONG needed) {
  PENSTOCK_IRQL_MAX(kPassive);
  const KeyOf open(handle, PENSTOCK_CALLER);
  if (!open) return STATUS_INVALID_HANDLE;
  const auto value = open.key().value(view_of(*name));
  return value.has_value() ? answer_value(*value, kind, {buffer, room, needed})
                           : STATUS_OBJECT_NAME_NOT_FOUND;
}

NTSTATUS ZwEnumerateValueKey(HANDLE handle, ULONG index, KEY_VALUE_INFORMATION_CLASS kind, PVOID buffer,
                             ULONG room, PULONG needed) {
  PENSTOCK_IRQL_MAX(kPassive);
  const KeyOf open(handle, PENSTOCK_CALLER);
  if (!open) return STATUS_INVALID_HANDLE;
  const auto values = open.key().values();
  return index < values.size() ? answer_value(values[index], kind, {buffer, room, needed})
                               : STATUS_NO_MORE_ENTRIES;
}

NTSTATUS ZwEnumerateKey(HANDLE handle, ULONG index, KEY_INFORMATION_CLASS kind, PVOID buffer, ULONG room,
                        PULONG needed) {
  PENSTOCK_IRQL_MAX(kPassive);
  const KeyOf open(handle, PENSTOCK_CALLER);
  if (!open) return STATUS_INVALID_HANDLE;
  if (kind != KeyBasicInformation) return STATUS_INVALID_PARAMETER;
  const auto names = open.key().subkeys();
  return index < names.size() ? answer_key(names[index], {buffer, room, needed}) : STATUS_NO_MORE_ENTRIES;
}

NTSTATUS ZwQueryKey(HANDLE handle, KEY_INFORMATION_CLASS kind, PVOID buffer, ULONG room, PULONG needed) {
  PENSTOCK_IRQL_MAX(kPassive);
  const KeyOf open(handle, PENSTOCK_CALLER);
  if (!open) return STATUS_INVALID_HANDLE;
  if (kind == KeyBasicInformation) return answer_key(open.key().name(), {buffer, room, needed});
  if (kind == KeyFullInformation) return answer_counts(open.key(), {buffer, room, needed});
  return STATUS_INVALID_PARAMETER;
}

NTSTATUS ZwSetValueKey(HANDLE handle, PUNICODE_STRING name, ULONG, ULONG type, PVOID data, ULONG bytes) {
  PENSTOCK_IRQL_MAX(kPassive);
  const KeyOf open(handle, PENSTOCK_CALLER);
  if (!open) return STATUS_INVALID_HANDLE;
  const auto* begin = static_cast<const std::uint8_t*>(data);
  open.key().set({std::u16string(view_of(*name)), type, {begin, begin + bytes}});
  return STATUS_SUCCESS;
}

NTSTATUS ZwDeleteValueKey(HANDLE handle, PUNICODE_STRING name) {
  PENSTOCK_IRQL_MAX(kPassive);
  const KeyOf open(handle, PENSTOCK_CALLER);
  if (!open) return STATUS_INVALID_HANDLE;
  return open.key().remove_value(view_of(*name)) ? STATUS_SUCCESS : STATUS_OBJECT_NAME_NOT_FOUND;
}

NTSTATUS ZwDeleteKey(HANDLE handle) {
  PENSTOCK_IRQL_MAX(kPassive);
  const KeyOf open(handle, PENSTOCK_CALLER);
  if (!open) return STATUS_INVALID_HANDLE;
  const std::size_t slash = open->path.rfind(u'\\');
  const RegistryKeyRef parent = registry().open(std::u16string_view(open->path).substr(0, slash));
  const bool removed = parent != nullptr && parent->remove(std::u16string_view(open->path).substr(slash + 1));
  return removed ? STATUS_SUCCESS : kCannotDelete;
}

NTSTATUS ZwFlushKey(HANDLE handle) {
  PENSTOCK_IRQL_MAX(kPassive);
  return KeyOf(handle, PENSTOCK_CALLER) ? STATUS_SUCCESS : STATUS_INVALID_HANDLE;
}

}  // extern "C"
