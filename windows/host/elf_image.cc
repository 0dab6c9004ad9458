// SPDX-License-Identifier: Apache-2.0
#include "host/elf_image.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

namespace penstock::host {

template <class T>
const T* ElfImage::at(std::uint64_t offset) const {
  if (offset % alignof(T) != 0 || offset > bytes_.size() || bytes_.size() - offset < sizeof(T))
    return nullptr;
  return reinterpret_cast<const T*>(bytes_.data() + offset);
}

Result<ElfImage> ElfImage::read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Failure{Fault::unreadable, 0, path + ": cannot be opened"};
  ElfImage image;
  image.bytes_.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  if (!image.parse())
    return Failure{Fault::not_a_guest, 0,
                   path + ": not a 64-bit x86 shared object (build it with penstock_add_driver)"};
  return image;
}

bool ElfImage::parse() {
  const auto* header = at<Elf64_Ehdr>(0);
  if (header == nullptr || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return false;
  if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_type != ET_DYN || header->e_machine != EM_X86_64)
    return false;
  if (!parse_sections() || !parse_segments()) return false;
  for (const Section& table : sections_) {
    if (table.type == SHT_SYMTAB && !parse_symbols(table, symbols_)) return false;
    if (table.type == SHT_DYNSYM && !parse_symbols(table, dynamic_symbols_)) return false;
    if (table.type == SHT_RELA && !parse_relocations(table)) return false;
  }
  if (symbols_.empty()) symbols_ = dynamic_symbols_;  // a stripped guest
  std::erase_if(symbols_, [](const Symbol& symbol) { return !symbol.defined || symbol.name.empty(); });
  std::stable_sort(symbols_.begin(), symbols_.end(),
                   [](const Symbol& a, const Symbol& b) { return a.address < b.address; });
  return !dynamic_symbols_.empty();
}

bool ElfImage::parse_sections() {
  const auto& header = *at<Elf64_Ehdr>(0);
  const auto* names = at<Elf64_Shdr>(header.e_shoff + std::uint64_t{header.e_shstrndx} * sizeof(Elf64_Shdr));
  if (names == nullptr) return false;
  for (std::uint64_t index = 0; index < header.e_shnum; ++index) {
    const auto* raw = at<Elf64_Shdr>(header.e_shoff + index * sizeof(Elf64_Shdr));
    if (raw == nullptr) return false;
    if (raw->sh_type != SHT_NOBITS &&
        (raw->sh_offset > bytes_.size() || bytes_.size() - raw->sh_offset < raw->sh_size))
      return false;
    auto name = string_at(names->sh_offset, names->sh_size, raw->sh_name);
    if (!name) return false;
    sections_.push_back({.name = std::move(*name),
                         .type = raw->sh_type,
                         .code = (raw->sh_flags & SHF_EXECINSTR) != 0,
                         .address = raw->sh_addr,
                         .offset = raw->sh_offset,
                         .size_bytes = raw->sh_size,
                         .link = raw->sh_link});
  }
  return true;
}

bool ElfImage::parse_segments() {
  const auto& header = *at<Elf64_Ehdr>(0);
  for (std::uint64_t index = 0; index < header.e_phnum; ++index) {
    const auto* segment = at<Elf64_Phdr>(header.e_phoff + index * sizeof(Elf64_Phdr));
    if (segment == nullptr) return false;
    if (segment->p_type == PT_LOAD) span_bytes_ = std::max(span_bytes_, segment->p_vaddr + segment->p_memsz);
  }
  return span_bytes_ != 0;
}

bool ElfImage::parse_symbols(const Section& table, std::vector<Symbol>& out) {
  if (table.link >= sections_.size()) return false;
  const Section strings = sections_[table.link];
  for (std::uint64_t at_byte = 0; at_byte + sizeof(Elf64_Sym) <= table.size_bytes;
       at_byte += sizeof(Elf64_Sym)) {
    const auto* raw = at<Elf64_Sym>(table.offset + at_byte);
    if (raw == nullptr) return false;
    auto name = string_at(strings.offset, strings.size_bytes, raw->st_name);
    if (!name) return false;
    const auto type = ELF64_ST_TYPE(raw->st_info);
    const bool named = type == STT_FUNC || type == STT_OBJECT || type == STT_NOTYPE || type == STT_GNU_IFUNC;
    out.push_back({.name = named ? std::move(*name) : std::string(),
                   .address = raw->st_value,
                   .size_bytes = raw->st_size,
                   .defined = raw->st_shndx != SHN_UNDEF && raw->st_shndx != SHN_ABS,
                   .weak = ELF64_ST_BIND(raw->st_info) == STB_WEAK,
                   .function = type == STT_FUNC,
                   .entry_offset = table.offset + at_byte});
  }
  return true;
}

bool ElfImage::parse_relocations(const Section& table) {
  for (std::uint64_t at_byte = 0; at_byte + sizeof(Elf64_Rela) <= table.size_bytes;
       at_byte += sizeof(Elf64_Rela)) {
    const auto* raw = at<Elf64_Rela>(table.offset + at_byte);
    if (raw == nullptr) return false;
    relocations_.push_back({.address = raw->r_offset,
                            .type = static_cast<std::uint32_t>(ELF64_R_TYPE(raw->r_info)),
                            .symbol = static_cast<std::uint32_t>(ELF64_R_SYM(raw->r_info)),
                            .addend = raw->r_addend});
  }
  return true;
}

std::optional<std::string> ElfImage::string_at(std::uint64_t table_offset, std::uint64_t table_bytes,
                                               std::uint64_t position) const {
  if (table_offset > bytes_.size() || bytes_.size() - table_offset < table_bytes || position >= table_bytes)
    return std::nullopt;
  const auto* text = reinterpret_cast<const char*>(bytes_.data() + table_offset + position);
  return std::string(text, strnlen(text, table_bytes - position));
}

const Section* ElfImage::section(std::string_view name) const {
  for (const Section& candidate : sections_)
    if (candidate.name == name) return &candidate;
  return nullptr;
}

std::span<const std::uint8_t> ElfImage::bytes_of(const Section& section) const {
  if (section.type == SHT_NOBITS) return {};
  return std::span(bytes_).subspan(section.offset, section.size_bytes);
}

const Symbol* ElfImage::symbol_at(std::uint64_t address) const {
  auto after =
      std::upper_bound(symbols_.begin(), symbols_.end(), address,
                       [](std::uint64_t wanted, const Symbol& symbol) { return wanted < symbol.address; });
  // Symbols of no size (labels) may stand between a function and an address in it.
  while (after != symbols_.begin()) {
    --after;
    if (address == after->address || address < after->address + after->size_bytes) return &*after;
    if (after->size_bytes != 0) return nullptr;
  }
  return nullptr;
}

const Symbol* ElfImage::find_function(bool (*wanted)(std::string_view)) const {
  for (const auto* table : {&dynamic_symbols_, &symbols_})
    for (const Symbol& symbol : *table)
      if (symbol.defined && symbol.function && wanted(symbol.name)) return &symbol;
  return nullptr;
}

std::vector<std::uint64_t> ElfImage::constructors() const {
  std::vector<std::uint64_t> found;
  const Section* array = section(".init_array");
  if (array == nullptr) return found;
  // The words are filled in by relative relocations, which carry the address.
  for (std::uint64_t word = array->address; word < array->address + array->size_bytes; word += 8)
    for (const Relocation& relocation : relocations_)
      if (relocation.address == word && relocation.type == R_X86_64_RELATIVE)
        found.push_back(static_cast<std::uint64_t>(relocation.addend));
      else if (relocation.address == word && relocation.symbol < dynamic_symbols_.size() &&
               relocation.symbol != 0)
        found.push_back(dynamic_symbols_[relocation.symbol].address +
                        static_cast<std::uint64_t>(relocation.addend));
  return found;
}

}  // namespace penstock::host
