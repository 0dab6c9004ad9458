// SPDX-License-Identifier: Apache-2.0
#include "host/parameters.h"

#include <cstring>

#include "nt/io_name.h"
#include "nt/registry.h"

namespace penstock::host {
namespace {

nt::RegistryValue in_registry(const std::string& name, const RegistryValue& value) {
  const std::u16string wide_name = nt::wide_name(name);
  if (const auto* number = std::get_if<std::uint32_t>(&value))
    return nt::RegistryValue::dword(wide_name, *number);
  if (const auto* text = std::get_if<std::string>(&value))
    return nt::RegistryValue::string(wide_name, nt::wide_name(*text));
  if (const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&value))
    return {wide_name, nt::kRegBinary, *bytes};
  nt::RegistryValue quad{wide_name, nt::kRegQword, std::vector<std::uint8_t>(sizeof(std::uint64_t))};
  std::memcpy(quad.data.data(), &std::get<std::uint64_t>(value), sizeof(std::uint64_t));
  return quad;
}

}  // namespace

void set_parameters(std::u16string_view registry_path, const RegistryParameters& parameters) {
  const nt::RegistryKeyRef service = nt::registry().create(registry_path);
  (void)service->remove_tree(u"Parameters");
  const nt::RegistryKeyRef key = service->create(u"Parameters");
  for (const auto& [name, value] : parameters) key->set(in_registry(name, value));
}

}  // namespace penstock::host
