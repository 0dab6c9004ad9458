// SPDX-License-Identifier: Apache-2.0
#include "host/parameters.h"

#include <cstring>

#include "nt/registry.h"

namespace penstock::host {
namespace {

// Configuration is text of this system: UTF-8. Names and values of a registry are UTF-16.
std::u16string wide(const std::string& text) {
  std::u16string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (at + bytes > text.size()) break;
    char32_t code = bytes == 1 ? lead : lead & (0x7fu >> bytes);
    for (std::size_t next = 1; next < bytes; ++next) code = (code << 6) | (static_cast<unsigned char>(text[at + next]) & 0x3f);
    at += bytes;
    if (code >= 0x10000) {
      out += static_cast<char16_t>(0xd800 + ((code - 0x10000) >> 10));
      code = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
    out += static_cast<char16_t>(code);
  }
  return out;
}

nt::RegistryValue in_registry(const std::string& name, const RegistryValue& value) {
  const std::u16string wide_name = wide(name);
  if (const auto* number = std::get_if<std::uint32_t>(&value)) return nt::RegistryValue::dword(wide_name, *number);
  if (const auto* text = std::get_if<std::string>(&value)) return nt::RegistryValue::string(wide_name, wide(*text));
  if (const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&value)) return {wide_name, nt::kRegBinary, *bytes};
  nt::RegistryValue quad{wide_name, nt::kRegQword, std::vector<std::uint8_t>(sizeof(std::uint64_t))};
  std::memcpy(quad.data.data(), &std::get<std::uint64_t>(value), sizeof(std::uint64_t));
  return quad;
}

}  // namespace

void set_parameters(std::u16string_view registry_path, const RegistryParameters& parameters) {
  const nt::RegistryKeyRef key = nt::registry().create(std::u16string(registry_path) + u"\\Parameters");
  for (const auto& [name, value] : parameters) key->set(in_registry(name, value));
}

}  // namespace penstock::host
