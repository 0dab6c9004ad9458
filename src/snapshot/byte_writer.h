// SPDX-License-Identifier: Apache-2.0
// Fields into bytes, little-endian, one after the other, without gaps that hold what was in memory before.
//
// Threads: one holder.
// Memory: a growing vector.
// Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace penstock::snapshot {

class ByteWriter {
 public:
  template <class T>
  void put(T value) requires(std::is_integral_v<T> || std::is_enum_v<T>) {
    const std::size_t at = bytes_.size();
    bytes_.resize(at + sizeof value);
    std::memcpy(bytes_.data() + at, &value, sizeof value);
  }
  void put_bytes(std::span<const std::byte> bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  // Its length first.
  void put_sized(std::span<const std::byte> bytes) {
    put(static_cast<std::uint32_t>(bytes.size()));
    put_bytes(bytes);
  }
  void put_text(std::string_view text) { put_sized(std::as_bytes(std::span(text))); }
  void pad_to(std::size_t unit) { bytes_.resize((bytes_.size() + unit - 1) / unit * unit); }
  template <class T>
  void overwrite(std::size_t at, T value) {
    std::memcpy(bytes_.data() + at, &value, sizeof value);
  }
  void reserve(std::size_t bytes) { bytes_.reserve(bytes); }

  std::size_t size() const { return bytes_.size(); }
  std::span<const std::byte> bytes() const { return bytes_; }
  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace penstock::snapshot
