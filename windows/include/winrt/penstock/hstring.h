// SPDX-License-Identifier: Apache-2.0
// An immutable, reference-counted UTF-16 string: one pointer, null when empty. A string that was only borrowed for a call
// (string_parameter.h) has the same head and no count; copying it makes a real one.
//
// Threads: the count is atomic; a value like any other otherwise.
// Memory: head and text in one block of the C heap, so that either side of a call may let go last.
// Errors: std::bad_alloc; std::invalid_argument for more than 2^31 characters.
#pragma once

#include "abi.h"

namespace winrt {
namespace impl {

struct hstring_head {
  std::uint32_t borrowed;
  std::uint32_t length;
  std::uint32_t padding[2];
  wchar_t const* text;
};
struct hstring_block : hstring_head {
  std::atomic<std::int32_t> count;
  wchar_t buffer[1];
};

inline hstring_head* make_hstring_block(std::size_t length) {
  if (length == 0) return nullptr;
  if (length > 0x7FFFFFF0u / sizeof(wchar_t)) throw std::invalid_argument("a string of this length cannot be had");
  void* memory = std::malloc(sizeof(hstring_block) + length * sizeof(wchar_t));
  if (!memory) throw std::bad_alloc();
  auto* block = new (memory) hstring_block{};
  block->length = static_cast<std::uint32_t>(length);
  block->text = block->buffer;
  block->count.store(1, std::memory_order_relaxed);
  block->buffer[length] = 0;
  return block;
}
inline hstring_head* make_hstring(wchar_t const* text, std::size_t length) {
  auto* head = make_hstring_block(length);
  if (head) std::memcpy(static_cast<hstring_block*>(head)->buffer, text, length * sizeof(wchar_t));
  return head;
}
inline hstring_head* duplicate_hstring(hstring_head* head) {
  if (!head) return nullptr;
  if (head->borrowed) return make_hstring(head->text, head->length);
  static_cast<hstring_block*>(head)->count.fetch_add(1, std::memory_order_relaxed);
  return head;
}
inline void release_hstring(hstring_head* head) noexcept {
  if (!head || head->borrowed) return;
  auto* block = static_cast<hstring_block*>(head);
  if (block->count.fetch_sub(1, std::memory_order_acq_rel) == 1) std::free(block);
}
constexpr std::size_t length_of(wchar_t const* text) noexcept {
  std::size_t length = 0;
  if (text)
    while (text[length]) ++length;
  return length;
}

}  // namespace impl

struct hstring {
  using value_type = wchar_t;
  using size_type = std::uint32_t;
  using const_reference = wchar_t const&;
  using reference = const_reference;
  using pointer = wchar_t const*;
  using const_pointer = pointer;
  using const_iterator = wchar_t const*;
  using iterator = const_iterator;
  using const_reverse_iterator = std::reverse_iterator<const_iterator>;

  hstring() noexcept = default;
  hstring(std::nullptr_t) = delete;
  hstring(wchar_t const* text) : hstring(std::wstring_view(text, impl::length_of(text))) {}
  hstring(wchar_t const* text, size_type size) : hstring(std::wstring_view(text, size)) {}
  hstring(std::initializer_list<wchar_t> text) : hstring(std::wstring_view(text.begin(), text.size())) {}
  explicit hstring(std::wstring_view text) : head_(impl::make_hstring(text.data(), text.size())) {}
  hstring(void* handle, take_ownership_from_abi_t) noexcept : head_(static_cast<impl::hstring_head*>(handle)) {}
  hstring(hstring const& other) : head_(impl::duplicate_hstring(other.head_)) {}
  hstring(hstring&& other) noexcept : head_(std::exchange(other.head_, nullptr)) {}
  ~hstring() { impl::release_hstring(head_); }

  hstring& operator=(hstring const& other) {
    hstring copy(other);
    std::swap(head_, copy.head_);
    return *this;
  }
  hstring& operator=(hstring&& other) noexcept {
    std::swap(head_, other.head_);
    return *this;
  }
  hstring& operator=(std::nullptr_t) = delete;
  hstring& operator=(wchar_t const* text) { return *this = hstring(text); }
  hstring& operator=(std::wstring_view text) { return *this = hstring(text); }
  hstring& operator=(std::wstring const& text) { return *this = hstring(std::wstring_view(text)); }
  hstring& operator=(std::initializer_list<wchar_t> text) { return *this = hstring(text); }

  operator std::wstring_view() const noexcept {
    return head_ ? std::wstring_view(head_->text, head_->length) : std::wstring_view(L"", 0);
  }
  wchar_t const* data() const noexcept { return c_str(); }
  wchar_t const* c_str() const noexcept { return head_ ? head_->text : L""; }
  size_type size() const noexcept { return head_ ? head_->length : 0; }
  bool empty() const noexcept { return !head_; }
  void clear() noexcept { hstring().swap(*this); }
  void swap(hstring& other) noexcept { std::swap(head_, other.head_); }

  const_reference operator[](size_type at) const noexcept { return c_str()[at]; }
  const_reference front() const noexcept { return c_str()[0]; }
  const_reference back() const noexcept { return c_str()[size() - 1]; }
  const_iterator begin() const noexcept { return c_str(); }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator end() const noexcept { return c_str() + size(); }
  const_iterator cend() const noexcept { return end(); }
  const_reverse_iterator rbegin() const noexcept { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const noexcept { return const_reverse_iterator(begin()); }
  bool starts_with(std::wstring_view text) const noexcept {
    return size() >= text.size() && std::equal(text.begin(), text.end(), begin());
  }
  bool ends_with(std::wstring_view text) const noexcept {
    return size() >= text.size() && std::equal(text.begin(), text.end(), end() - text.size());
  }

  friend void swap(hstring& a, hstring& b) noexcept { a.swap(b); }
  friend void* get_abi(hstring const& value) noexcept { return value.head_; }
  friend void** put_abi(hstring& value) noexcept {
    value.clear();
    return reinterpret_cast<void**>(&value.head_);
  }
  friend void attach_abi(hstring& value, void* handle) noexcept {
    value.clear();
    value.head_ = static_cast<impl::hstring_head*>(handle);
  }
  friend void* detach_abi(hstring& value) noexcept { return std::exchange(value.head_, nullptr); }
  friend void* detach_abi(hstring&& value) noexcept { return std::exchange(value.head_, nullptr); }
  friend void copy_from_abi(hstring& value, void* handle) {
    attach_abi(value, impl::duplicate_hstring(static_cast<impl::hstring_head*>(handle)));
  }
  friend void copy_to_abi(hstring const& value, void*& handle) { handle = impl::duplicate_hstring(value.head_); }

 private:
  impl::hstring_head* head_ = nullptr;
};

// Declared here as well, so that they are found by their qualified names.
void* get_abi(hstring const& value) noexcept;
void** put_abi(hstring& value) noexcept;
void attach_abi(hstring& value, void* handle) noexcept;
void* detach_abi(hstring& value) noexcept;
void* detach_abi(hstring&& value) noexcept;
void copy_from_abi(hstring& value, void* handle);
void copy_to_abi(hstring const& value, void*& handle);

namespace impl {
inline std::wstring_view view_of(hstring const& text) noexcept { return text; }
inline std::wstring_view view_of(wchar_t const* text) noexcept { return {text, length_of(text)}; }
inline std::wstring_view view_of(std::wstring const& text) noexcept { return text; }
inline std::wstring_view view_of(std::wstring_view text) noexcept { return text; }

inline hstring join(std::wstring_view a, std::wstring_view b) {
  auto* head = make_hstring_block(a.size() + b.size());
  if (head) {
    auto* out = static_cast<hstring_block*>(head)->buffer;
    std::memcpy(out, a.data(), a.size() * sizeof(wchar_t));
    std::memcpy(out + a.size(), b.data(), b.size() * sizeof(wchar_t));
  }
  return {head, take_ownership_from_abi};
}
}  // namespace impl

#define PENSTOCK_COMPARE_HSTRING(Operator)                                                                    \
  inline bool operator Operator(hstring const& a, hstring const& b) noexcept {                                \
    return impl::view_of(a) Operator impl::view_of(b);                                                        \
  }                                                                                                           \
  inline bool operator Operator(hstring const& a, wchar_t const* b) noexcept {                                \
    return impl::view_of(a) Operator impl::view_of(b);                                                        \
  }                                                                                                           \
  inline bool operator Operator(wchar_t const* a, hstring const& b) noexcept {                                \
    return impl::view_of(a) Operator impl::view_of(b);                                                        \
  }                                                                                                           \
  inline bool operator Operator(hstring const& a, std::wstring const& b) noexcept {                           \
    return impl::view_of(a) Operator impl::view_of(b);                                                        \
  }                                                                                                           \
  inline bool operator Operator(std::wstring const& a, hstring const& b) noexcept {                           \
    return impl::view_of(a) Operator impl::view_of(b);                                                        \
  }                                                                                                           \
  inline bool operator Operator(hstring const& a, std::wstring_view b) noexcept {                             \
    return impl::view_of(a) Operator b;                                                                       \
  }                                                                                                           \
  inline bool operator Operator(std::wstring_view a, hstring const& b) noexcept {                             \
    return a Operator impl::view_of(b);                                                                       \
  }
PENSTOCK_COMPARE_HSTRING(==)
PENSTOCK_COMPARE_HSTRING(!=)
PENSTOCK_COMPARE_HSTRING(<)
PENSTOCK_COMPARE_HSTRING(>)
PENSTOCK_COMPARE_HSTRING(<=)
PENSTOCK_COMPARE_HSTRING(>=)
#undef PENSTOCK_COMPARE_HSTRING
bool operator==(hstring const&, std::nullptr_t) = delete;
bool operator==(std::nullptr_t, hstring const&) = delete;

inline hstring operator+(hstring const& a, hstring const& b) { return impl::join(a, b); }
inline hstring operator+(hstring const& a, std::wstring const& b) { return impl::join(a, b); }
inline hstring operator+(std::wstring const& a, hstring const& b) { return impl::join(a, b); }
inline hstring operator+(hstring const& a, wchar_t const* b) { return impl::join(a, impl::view_of(b)); }
inline hstring operator+(wchar_t const* a, hstring const& b) { return impl::join(impl::view_of(a), b); }
inline hstring operator+(hstring const& a, wchar_t b) { return impl::join(a, std::wstring_view(&b, 1)); }
inline hstring operator+(wchar_t a, hstring const& b) { return impl::join(std::wstring_view(&a, 1), b); }
inline hstring operator+(hstring const& a, std::wstring_view b) { return impl::join(a, b); }
inline hstring operator+(std::wstring_view a, hstring const& b) { return impl::join(a, b); }
hstring operator+(hstring const&, std::nullptr_t) = delete;
hstring operator+(std::nullptr_t, hstring const&) = delete;

}  // namespace winrt

template <>
struct std::hash<winrt::hstring> {
  std::size_t operator()(winrt::hstring const& value) const noexcept {
    return std::hash<std::wstring_view>()(std::wstring_view(value));
  }
};
