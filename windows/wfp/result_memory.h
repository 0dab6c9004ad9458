// SPDX-License-Identifier: Apache-2.0
// What a get or enum call returns is one block of pool memory, freed by one FwpmFreeMemory0 (W-OBJ-7), so a
// leak shows in the guest's pool account under the function's name. The writer runs twice: first to measure,
// then into the block. The first thing it makes is what the caller gets.
//
// Threads: one call.
// Memory: nt pool memory, the guest's to free.
// Errors: nullptr without memory.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "base/call_site.h"
#include "filter/key.h"
#include "filter/policy.h"
#include "filter/value.h"
#include "nt/pool.h"

#include "wfp/layout.h"

namespace penstock::wfp {

inline constexpr std::uint32_t kResultTag = 0x6D707746;  // 'Fwpm'

class ResultMemory {
 public:
  ResultMemory() = default;  // measures
  explicit ResultMemory(std::uint8_t* block) : block_(block) {}

  std::size_t used_bytes() const { return used_bytes_; }

  void* bytes(std::size_t size_bytes);
  template <class T>
  T* make(std::size_t count = 1) {
    return static_cast<T*>(bytes(sizeof(T) * count));
  }
  wchar_t* text(std::string_view utf8);
  GUID* key(const std::optional<filter::Key>& key);
  FWP_BYTE_BLOB blob(const std::vector<std::uint8_t>& from);
  FWPM_DISPLAY_DATA0 display(const filter::Display& from);
  filter::Value value(const filter::Value& from);

 private:
  template <class T>
  T* copy(const T* from, std::size_t count = 1) {
    T* made = make<T>(count);
    if (count != 0) std::memcpy(static_cast<void*>(made), from, sizeof(T) * count);
    return made;
  }
  const filter::ByteBlob* copy_blob(const filter::ByteBlob& from);

  std::uint8_t* block_ = nullptr;
  std::size_t used_bytes_ = 0;
  std::vector<std::unique_ptr<std::uint8_t[]>> scratch_;
};

// `write(memory)` returns a pointer to what it made first.
template <class Write>
auto in_one_block(const char* function, base::CallSite site, Write write) {
  ResultMemory measured;
  (void)write(measured);
  auto* block = static_cast<std::uint8_t*>(
      nt::allocate_pool({.size_bytes = measured.used_bytes(), .tag = kResultTag, .what = function}, site));
  ResultMemory memory(block);
  return block == nullptr ? nullptr : write(memory);
}

}  // namespace penstock::wfp
