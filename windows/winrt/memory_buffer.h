// SPDX-License-Identifier: Apache-2.0
// A buffer of plain memory, and the bytes of any buffer, whoever made it.
//
// Threads: as any value.
// Memory: the buffer's own; a view of it lives as long as the buffer.
// Errors: a length above the capacity is E_INVALIDARG.
#pragma once

#include <span>
#include <vector>

#include <unknwn.h>

#include <winrt/Windows.Storage.Streams.h>

namespace penstock::projection {

struct ByteAccess : ::IUnknown {
  static constexpr winrt::guid penstock_uuid = winrt::impl::byte_access_guid;
  virtual HRESULT STDMETHODCALLTYPE Buffer(std::uint8_t** value) = 0;

 protected:
  ~ByteAccess() = default;
};

struct MemoryBuffer : winrt::implements<MemoryBuffer, winrt::Windows::Storage::Streams::IBuffer, ByteAccess> {
  using class_type = winrt::Windows::Storage::Streams::Buffer;
  explicit MemoryBuffer(std::uint32_t capacity) : bytes_(capacity) {}
  explicit MemoryBuffer(std::vector<std::uint8_t> bytes)
      : bytes_(std::move(bytes)), length_(static_cast<std::uint32_t>(bytes_.size())) {}

  winrt::hstring GetRuntimeClassName() const { return L"Windows.Storage.Streams.Buffer"; }
  std::uint32_t Capacity() const { return static_cast<std::uint32_t>(bytes_.size()); }
  std::uint32_t Length() const { return length_; }
  void Length(std::uint32_t value) {
    if (value > bytes_.size()) throw winrt::hresult_invalid_argument(L"a length above the buffer's capacity");
    length_ = value;
  }
  HRESULT STDMETHODCALLTYPE Buffer(std::uint8_t** value) final {
    if (!value) return winrt::impl::error_pointer;
    *value = bytes_.data();
    return 0;
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::uint32_t length_ = 0;
};

inline winrt::Windows::Storage::Streams::IBuffer buffer_of(std::vector<std::uint8_t> bytes) {
  return winrt::make<MemoryBuffer>(std::move(bytes));
}
// The valid bytes, Length() of them.
inline std::span<std::uint8_t> bytes_of(winrt::Windows::Storage::Streams::IBuffer const& buffer) {
  if (!buffer) throw winrt::hresult_error(winrt::impl::error_pointer, L"a buffer is null");
  return {buffer.data(), buffer.Length()};
}

}  // namespace penstock::projection
