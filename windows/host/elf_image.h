// SPDX-License-Identifier: Apache-2.0
// A guest's file, read before anything of it is mapped: its symbols, what it leaves undefined and from where,
// its constructors. A guest is built with hidden visibility, so the names of its functions are only here,
// in the file, and not with the system's loader.
//
// Threads: immutable once read, except for the few bytes that a private copy needs changed (writable()).
// Memory: the whole file as bytes, and the tables read from it.
// Errors: a file that is damaged or is no 64-bit x86 shared object is refused; offsets are never trusted.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/fault.h"

namespace penstock::host {

struct Symbol {
  std::string name;
  std::uint64_t address = 0;
  std::uint64_t size_bytes = 0;
  bool defined = false;
  bool weak = false;
  bool function = false;
  std::uint64_t entry_offset = 0;  // of its table entry, in the file
};

struct Relocation {
  std::uint64_t address = 0;  // of the word that is filled in
  std::uint32_t type = 0;
  std::uint32_t symbol = 0;  // index into dynamic_symbols(); 0 is none
  std::int64_t addend = 0;
};

struct Section {
  std::string name;
  std::uint32_t type = 0;
  bool code = false;
  std::uint64_t address = 0;
  std::uint64_t offset = 0;
  std::uint64_t size_bytes = 0;
  std::uint32_t link = 0;
};

class ElfImage {
 public:
  static Result<ElfImage> read(const std::string& path);

  const std::vector<Symbol>& symbols() const { return symbols_; }  // all functions and objects, by address
  const std::vector<Symbol>& dynamic_symbols() const { return dynamic_symbols_; }
  const std::vector<Relocation>& relocations() const { return relocations_; }
  const std::vector<Section>& sections() const { return sections_; }
  const Section* section(std::string_view name) const;
  std::span<const std::uint8_t> bytes_of(const Section& section) const;

  // The function or object whose range holds the address.
  const Symbol* symbol_at(std::uint64_t address) const;
  // The first defined symbol that `wanted` accepts.
  const Symbol* find_function(bool (*wanted)(std::string_view)) const;
  // What is mapped: from 0 to the end of the last segment.
  std::uint64_t span_bytes() const { return span_bytes_; }
  // Addresses of the constructors, in the order the system would run them.
  std::vector<std::uint64_t> constructors() const;

  // The file, for a private copy that is changed before it is mapped.
  std::vector<std::uint8_t>& writable() { return bytes_; }
  const std::vector<std::uint8_t>& bytes() const { return bytes_; }

 private:
  bool parse();
  bool parse_sections();
  bool parse_symbols(const Section& table, std::vector<Symbol>& out);
  bool parse_relocations(const Section& table);
  bool parse_segments();
  std::optional<std::string> string_at(std::uint64_t table_offset, std::uint64_t table_bytes,
                                       std::uint64_t at) const;
  template <class T>
  const T* at(std::uint64_t offset) const;

  std::vector<std::uint8_t> bytes_;
  std::vector<Section> sections_;
  std::vector<Symbol> symbols_;
  std::vector<Symbol> dynamic_symbols_;
  std::vector<Relocation> relocations_;
  std::uint64_t span_bytes_ = 0;
};

}  // namespace penstock::host
