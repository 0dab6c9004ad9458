// SPDX-License-Identifier: Apache-2.0
#include "host/missing_functions.h"

#include <dlfcn.h>

#include <cstring>
#include <map>

namespace penstock::host {
namespace {

using SlotOwners = std::map<std::uint64_t, MissingFunction*>;

bool provided(const std::string& name) { return dlsym(RTLD_DEFAULT, name.c_str()) != nullptr; }

std::uint64_t target_of(std::span<const std::uint8_t> code, std::uint64_t address, std::size_t at) {
  std::int32_t displacement;
  std::memcpy(&displacement, code.data() + at, sizeof displacement);
  return address + at + 4 + static_cast<std::uint64_t>(static_cast<std::int64_t>(displacement));
}

// Where the linker's stubs are that jump through each slot: "jmp *slot(%rip)".
SlotOwners stubs_of(const ElfImage& image, const SlotOwners& slots) {
  constexpr std::uint64_t kStubBytes = 16;
  SlotOwners stubs;
  for (const Section& section : image.sections()) {
    if (!section.code || !section.name.starts_with(".plt")) continue;
    const auto code = image.bytes_of(section);
    for (std::size_t at = 0; at + 6 <= code.size(); ++at) {
      if (code[at] != 0xff || code[at + 1] != 0x25) continue;
      const auto slot = slots.find(target_of(code, section.address, at + 2));
      if (slot == slots.end()) continue;
      const std::uint64_t jump = section.address + at;
      stubs[jump] = slot->second;
      stubs[jump - jump % kStubBytes] = slot->second;  // a landing pad may stand before the jump
    }
  }
  return stubs;
}

void add_referrer(MissingFunction& missing, const Symbol* who) {
  if (who == nullptr) return;
  if (missing.referrers.empty() || missing.referrers.back() != who->name)
    missing.referrers.push_back(who->name);
}

// A call or jump to a stub, or an instruction with a slot as its memory operand. The scan takes every byte
// for a possible start: it may name a referrer too many in data between functions, which no symbol covers.
void find_references_in_code(const ElfImage& image, const SlotOwners& slots, const SlotOwners& stubs) {
  for (const Section& section : image.sections()) {
    if (!section.code || section.name.starts_with(".plt")) continue;
    const auto code = image.bytes_of(section);
    for (std::size_t at = 1; at + 4 <= code.size(); ++at) {
      const std::uint8_t before = code[at - 1];
      const bool branch = before == 0xe8 || before == 0xe9;
      const bool memory = (before & 0xc7) == 0x05;
      if (!branch && !memory) continue;
      const SlotOwners& wanted = branch ? stubs : slots;
      const auto found = wanted.find(target_of(code, section.address, at));
      if (found != wanted.end()) add_referrer(*found->second, image.symbol_at(section.address + at));
    }
  }
}

}  // namespace

std::vector<MissingFunction> missing_functions(const ElfImage& image) {
  std::vector<MissingFunction> missing;
  std::map<std::uint32_t, std::size_t> by_symbol;
  for (std::uint32_t index = 1; index < image.dynamic_symbols().size(); ++index) {
    const Symbol& symbol = image.dynamic_symbols()[index];
    if (symbol.defined || symbol.weak || symbol.name.empty() || provided(symbol.name)) continue;
    by_symbol[index] = missing.size();
    missing.push_back(
        {.name = symbol.name, .referrers = {}, .slots = {}, .entry_offset = symbol.entry_offset});
  }
  SlotOwners slots;
  for (const Relocation& relocation : image.relocations()) {
    const auto found = by_symbol.find(relocation.symbol);
    if (found == by_symbol.end()) continue;
    MissingFunction& owner = missing[found->second];
    owner.slots.push_back(relocation.address);
    slots[relocation.address] = &owner;
    add_referrer(owner, image.symbol_at(relocation.address));  // a table of the guest that holds the address
  }
  find_references_in_code(image, slots, stubs_of(image, slots));
  return missing;
}

std::string to_text(const std::string& file, const std::vector<MissingFunction>& missing) {
  std::string text = file + " needs " + std::to_string(missing.size()) + " function" +
                     (missing.size() == 1 ? "" : "s") + " that nobody provides:";
  for (const MissingFunction& function : missing) {
    text += "\n  " + function.name;
    const char* separator = " (referred to by ";
    for (const std::string& referrer : function.referrers) {
      text += separator + referrer;
      separator = ", ";
    }
    if (!function.referrers.empty()) text += ")";
  }
  return text + "\n--allow-missing loads it anyway; the first call of one of them then ends the run";
}

}  // namespace penstock::host
