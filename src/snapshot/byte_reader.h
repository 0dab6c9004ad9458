// SPDX-License-Identifier: Apache-2.0
// Fields out of bytes that anybody may have written. A read past the end gives zeros and is remembered: check
// failed() once, after the last field and before believing any of it.
//
// Threads: one holder.
// Memory: borrows the bytes.
// Errors: failed().
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>

namespace penstock::snapshot {

class ByteReader {
 public:
  explicit ByteReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <class T>
  T get() requires(std::is_integral_v<T> || std::is_enum_v<T>) {
    T value{};
    const std::span<const std::byte> from = get_bytes(sizeof value);
    if (!from.empty()) std::memcpy(&value, from.data(), sizeof value);
    return value;
  }
  // Empty when there are not as many.
  std::span<const std::byte> get_bytes(std::size_t count) {
    if (bytes_.size() - at_ < count) {
      failed_ = true;
      at_ = bytes_.size();
      return {};
    }
    at_ += count;
    return bytes_.subspan(at_ - count, count);
  }
  std::span<const std::byte> get_sized() { return get_bytes(get<std::uint32_t>()); }
  std::string get_text() {
    const auto text = get_sized();
    return {reinterpret_cast<const char*>(text.data()), text.size()};
  }
  // How many elements of this size can still follow: a bound for a count that was read.
  bool can_hold(std::uint64_t count, std::size_t element_bytes) {
    if (count <= left() / element_bytes) return true;
    failed_ = true;
    return false;
  }

  std::size_t left() const { return bytes_.size() - at_; }
  std::size_t at() const { return at_; }
  bool failed() const { return failed_; }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace penstock::snapshot
