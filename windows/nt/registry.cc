// SPDX-License-Identifier: Apache-2.0
#include "nt/registry.h"

#include <cstring>
#include <mutex>
#include <utility>

#include "exec/mutex.h"
#include "nt/string_conversion.h"

namespace penstock::nt {

namespace {

exec::Mutex& lock() {
  static auto* one = new exec::Mutex;
  return *one;
}

std::u16string key_of(std::u16string_view name) {
  std::u16string key(name);
  for (char16_t& c : key) c = upcase(c);
  return key;
}

// Takes the first name off the path; empty names between backslashes do not count.
std::u16string_view first_name(std::u16string_view& path) {
  while (!path.empty() && path[0] == '\\') path.remove_prefix(1);
  const std::u16string_view name = path.substr(0, path.find(u'\\'));
  path.remove_prefix(name.size());
  return name;
}

}  // namespace

RegistryValue RegistryValue::dword(std::u16string_view name, std::uint32_t value) {
  RegistryValue made{std::u16string(name), kRegDword, std::vector<std::uint8_t>(sizeof value)};
  std::memcpy(made.data.data(), &value, sizeof value);
  return made;
}

RegistryValue RegistryValue::string(std::u16string_view name, std::u16string_view value) {
  const std::u16string terminated = std::u16string(value) + u'\0';
  RegistryValue made{std::u16string(name), kRegSz, std::vector<std::uint8_t>(terminated.size() * 2)};
  std::memcpy(made.data.data(), terminated.data(), made.data.size());
  return made;
}

RegistryKeyRef RegistryKey::child(std::u16string_view name) const {
  const auto found = subkeys_.find(key_of(name));
  return found == subkeys_.end() ? nullptr : found->second;
}

RegistryKeyRef RegistryKey::open(std::u16string_view path) const {
  std::lock_guard hold(lock());
  const RegistryKey* at = this;
  RegistryKeyRef found;
  for (std::u16string_view name = first_name(path); !name.empty(); name = first_name(path)) {
    found = at->child(name);
    if (found == nullptr) return nullptr;
    at = found.get();
  }
  return found;
}

RegistryKeyRef RegistryKey::create(std::u16string_view path, bool* created) {
  std::lock_guard hold(lock());
  RegistryKey* at = this;
  RegistryKeyRef found;
  bool made = false;
  for (std::u16string_view name = first_name(path); !name.empty(); name = first_name(path)) {
    RegistryKeyRef& next = at->subkeys_[key_of(name)];
    made = next == nullptr;
    if (made) next = std::make_shared<RegistryKey>(std::u16string(name));
    found = next;
    at = found.get();
  }
  if (created != nullptr) *created = made;
  return found;
}

bool RegistryKey::remove(std::u16string_view name) {
  std::lock_guard hold(lock());
  const auto found = subkeys_.find(key_of(name));
  if (found == subkeys_.end() || !found->second->subkeys_.empty()) return false;
  subkeys_.erase(found);
  return true;
}

bool RegistryKey::remove_tree(std::u16string_view name) {
  std::lock_guard hold(lock());
  return subkeys_.erase(key_of(name)) > 0;
}

std::optional<RegistryValue> RegistryKey::value(std::u16string_view name) const {
  std::lock_guard hold(lock());
  const auto found = values_.find(key_of(name));
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

void RegistryKey::set(RegistryValue value) {
  std::lock_guard hold(lock());
  std::u16string key = key_of(value.name);
  values_[std::move(key)] = std::move(value);
}

bool RegistryKey::remove_value(std::u16string_view name) {
  std::lock_guard hold(lock());
  return values_.erase(key_of(name)) > 0;
}

std::vector<std::u16string> RegistryKey::subkeys() const {
  std::lock_guard hold(lock());
  std::vector<std::u16string> names;
  for (const auto& [key, subkey] : subkeys_) names.push_back(subkey->name());
  return names;
}

std::vector<RegistryValue> RegistryKey::values() const {
  std::lock_guard hold(lock());
  std::vector<RegistryValue> all;
  for (const auto& [key, value] : values_) all.push_back(value);
  return all;
}

RegistryKey& registry() {
  static auto* root = new RegistryKey(u"");
  return *root;
}

std::u16string service_key_path(std::string_view service_name) {
  return u"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\" + utf16_of(service_name);
}

}  // namespace penstock::nt
