// SPDX-License-Identifier: Apache-2.0
#include "host/call_site_names.h"

#include <cxxabi.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "exec/mutex.h"

namespace penstock::host {
namespace {

struct Range {
  std::string guest;
  std::uintptr_t begin;
  std::size_t size_bytes;
  std::vector<Symbol> symbols;
  bool unloaded = false;
};

struct Names {
  exec::Mutex lock;
  std::vector<Range> ranges;
};
Names& names() {
  static auto* table = new Names;  // findings may be named while statics are destroyed
  return *table;
}

std::string hexadecimal(std::uint64_t value) {
  char text[24];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
  return text;
}

std::string plain(const std::string& name) {
  int status = 0;
  char* readable = abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status);
  std::string text = status == 0 ? readable : name;
  std::free(readable);
  return text.substr(0, text.find('('));
}

std::string with_offset(const std::string& name, std::uint64_t offset) {
  return plain(name) + "+" + hexadecimal(offset);
}

// Needs the lock. Newest first: an address may have been reused.
const Range* range_of(std::uintptr_t address) {
  const auto& ranges = names().ranges;
  const auto found = std::find_if(ranges.rbegin(), ranges.rend(), [&](const Range& range) {
    return address >= range.begin && address - range.begin < range.size_bytes;
  });
  return found == ranges.rend() ? nullptr : &*found;
}

std::string name_in(const Range& range, std::uintptr_t address) {
  const std::uint64_t offset = address - range.begin;
  const std::string where = " (" + range.guest + (range.unloaded ? ", unloaded)" : ")");
  auto after =
      std::upper_bound(range.symbols.begin(), range.symbols.end(), offset,
                       [](std::uint64_t wanted, const Symbol& symbol) { return wanted < symbol.address; });
  while (after != range.symbols.begin()) {
    --after;
    // A call that does not return may be the last instruction, so its return address is one past the end.
    if (after->size_bytes != 0 && offset <= after->address + after->size_bytes)
      return with_offset(after->name, offset - after->address) + where;
  }
  return hexadecimal(offset) + where;
}

std::string name_call_site(base::CallSite site) {
  const auto address = reinterpret_cast<std::uintptr_t>(site.address);
  {
    std::lock_guard hold(names().lock);
    if (const Range* range = range_of(address)) return name_in(*range, address);
  }
  Dl_info info;
  if (dladdr(site.address, &info) == 0 || info.dli_sname == nullptr) return hexadecimal(address);
  return with_offset(info.dli_sname, address - reinterpret_cast<std::uintptr_t>(info.dli_saddr));
}

}  // namespace

void install_call_site_namer() { base::set_call_site_namer(name_call_site); }

void remember_names(const std::string& guest, const void* begin, std::size_t size_bytes,
                    std::vector<Symbol> symbols) {
  std::lock_guard hold(names().lock);
  names().ranges.push_back({guest, reinterpret_cast<std::uintptr_t>(begin), size_bytes, std::move(symbols)});
}

void mark_unloaded(const void* begin) {
  std::lock_guard hold(names().lock);
  for (Range& range : names().ranges)
    if (range.begin == reinterpret_cast<std::uintptr_t>(begin)) range.unloaded = true;
}

}  // namespace penstock::host
