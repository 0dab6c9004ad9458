// SPDX-License-Identifier: Apache-2.0
// The registry: one tree of keys with values, in memory, filled by the host from a guest's configuration
// (K-REG-1). Names compare without case and are shown as they were first written. What guests write stays
// in the tree and never reaches the configuration, so a run can be repeated.
//
// Threads: any; one lock.
// Memory: a key lives while it is in the tree or somebody holds it; a deleted key answers but is not found.
// Errors: NTSTATUS, as the Zw functions answer.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/call_site.h"

namespace penstock::nt {

inline constexpr std::uint32_t kRegSz = 1, kRegExpandSz = 2, kRegBinary = 3, kRegDword = 4, kRegMultiSz = 7,
                               kRegQword = 11;

struct RegistryValue {
  std::u16string name;  // as it was written
  std::uint32_t type = 0;
  std::vector<std::uint8_t> data;

  static RegistryValue dword(std::u16string_view name, std::uint32_t value);
  static RegistryValue string(std::u16string_view name, std::u16string_view value);  // with the terminator
};

class RegistryKey;
using RegistryKeyRef = std::shared_ptr<RegistryKey>;

class RegistryKey {
 public:
  explicit RegistryKey(std::u16string name) : name_(std::move(name)) {}

  const std::u16string& name() const { return name_; }

  // A path of names between backslashes, relative to this key.
  RegistryKeyRef open(std::u16string_view path) const;
  // Creates what is missing; `created` says whether the last one was.
  RegistryKeyRef create(std::u16string_view path, bool* created = nullptr);
  // Only a key without subkeys.
  bool remove(std::u16string_view name);
  // With all below it; who holds one of them keeps an answering key that is found no more.
  bool remove_tree(std::u16string_view name);

  std::optional<RegistryValue> value(std::u16string_view name) const;
  void set(RegistryValue value);
  bool remove_value(std::u16string_view name);

  // Sorted by name; by index for the enumerations.
  std::vector<std::u16string> subkeys() const;
  std::vector<RegistryValue> values() const;

 private:
  RegistryKeyRef child(std::u16string_view name) const;

  const std::u16string name_;
  std::map<std::u16string, RegistryKeyRef> subkeys_;  // by name in upper case
  std::map<std::u16string, RegistryValue> values_;
};

// The root, above \Registry.
RegistryKey& registry();

// The key that a guest's handle is of; nullptr when it is of none.
RegistryKeyRef key_behind(void* handle, base::CallSite site);

// \Registry\Machine\System\CurrentControlSet\Services\<name>
std::u16string service_key_path(std::string_view service_name);

}  // namespace penstock::nt
