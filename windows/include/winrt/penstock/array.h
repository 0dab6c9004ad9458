// SPDX-License-Identifier: Apache-2.0
// Arrays at a call: array_view borrows elements, com_array owns what a callee allocated on the C heap.
//
// Threads: values.
// Memory: com_array frees with the C heap, so that either side may have allocated.
// Errors: at() throws std::out_of_range.
#pragma once

#include "unknown.h"

namespace winrt {

template <typename T>
struct array_view {
  using value_type = T;
  using size_type = std::uint32_t;
  using reference = T&;
  using const_reference = T const&;
  using pointer = T*;
  using const_pointer = T const*;
  using iterator = T*;
  using const_iterator = T const*;
  using reverse_iterator = std::reverse_iterator<iterator>;
  using const_reverse_iterator = std::reverse_iterator<const_iterator>;
  using bare = std::remove_const_t<T>;

  array_view() noexcept = default;
  array_view(T* data, size_type size) noexcept : data_(data), size_(size) {}
  array_view(T* first, T* last) noexcept : data_(first), size_(static_cast<size_type>(last - first)) {}
  array_view(std::initializer_list<bare> values) noexcept
      : data_(const_cast<T*>(values.begin())), size_(static_cast<size_type>(values.size())) {}
  template <size_type N>
  array_view(T (&values)[N]) noexcept : data_(values), size_(N) {}
  template <typename C, std::enable_if_t<std::is_convertible_v<C (*)[], T (*)[]>, int> = 0>
  array_view(std::vector<C>& values) noexcept : data_(values.data()), size_(static_cast<size_type>(values.size())) {}
  template <typename C, std::enable_if_t<std::is_convertible_v<C const (*)[], T (*)[]>, int> = 0>
  array_view(std::vector<C> const& values) noexcept
      : data_(values.data()), size_(static_cast<size_type>(values.size())) {}
  template <typename C, std::size_t N, std::enable_if_t<std::is_convertible_v<C (*)[], T (*)[]>, int> = 0>
  array_view(std::array<C, N>& values) noexcept : data_(values.data()), size_(N) {}
  template <typename C, std::size_t N, std::enable_if_t<std::is_convertible_v<C const (*)[], T (*)[]>, int> = 0>
  array_view(std::array<C, N> const& values) noexcept : data_(values.data()), size_(N) {}
  template <typename C, std::enable_if_t<std::is_convertible_v<C (*)[], T (*)[]> && !std::is_same_v<C, T>, int> = 0>
  array_view(array_view<C> const& other) noexcept : data_(other.data()), size_(other.size()) {}

  reference operator[](size_type at) noexcept { return data_[at]; }
  const_reference operator[](size_type at) const noexcept { return data_[at]; }
  reference at(size_type at) {
    if (at >= size_) throw std::out_of_range("index past the end of an array");
    return data_[at];
  }
  const_reference at(size_type at) const { return const_cast<array_view*>(this)->at(at); }
  reference front() noexcept { return *data_; }
  const_reference front() const noexcept { return *data_; }
  reference back() noexcept { return data_[size_ - 1]; }
  const_reference back() const noexcept { return data_[size_ - 1]; }
  pointer data() const noexcept { return data_; }
  iterator begin() noexcept { return data_; }
  const_iterator begin() const noexcept { return data_; }
  const_iterator cbegin() const noexcept { return data_; }
  iterator end() noexcept { return data_ + size_; }
  const_iterator end() const noexcept { return data_ + size_; }
  const_iterator cend() const noexcept { return data_ + size_; }
  reverse_iterator rbegin() noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() noexcept { return reverse_iterator(begin()); }
  bool empty() const noexcept { return size_ == 0; }
  size_type size() const noexcept { return size_; }

 protected:
  pointer data_ = nullptr;
  size_type size_ = 0;
};

template <typename C>
array_view(std::vector<C>&) -> array_view<C>;
template <typename C>
array_view(std::vector<C> const&) -> array_view<C const>;
template <typename C, std::size_t N>
array_view(C (&)[N]) -> array_view<C>;
template <typename C, std::size_t N>
array_view(std::array<C, N>&) -> array_view<C>;
template <typename C, std::size_t N>
array_view(std::array<C, N> const&) -> array_view<C const>;
template <typename C>
array_view(C*, std::uint32_t) -> array_view<C>;

template <typename T>
struct com_array : array_view<T> {
  using size_type = std::uint32_t;
  using base = array_view<T>;

  com_array() noexcept = default;
  explicit com_array(size_type count) : com_array(count, T{}) {}
  com_array(size_type count, T const& value) {
    allocate(count);
    std::uninitialized_fill_n(this->data_, count, value);
  }
  com_array(void* data, std::uint32_t size, take_ownership_from_abi_t) noexcept : base(static_cast<T*>(data), size) {}
  template <typename It, typename = typename std::iterator_traits<It>::iterator_category>
  com_array(It first, It last) {
    allocate(static_cast<size_type>(std::distance(first, last)));
    std::uninitialized_copy(first, last, this->data_);
  }
  com_array(std::vector<T> const& values) : com_array(values.begin(), values.end()) {}
  template <std::size_t N>
  com_array(std::array<T, N> const& values) : com_array(values.begin(), values.end()) {}
  template <std::uint32_t N>
  com_array(T const (&values)[N]) : com_array(values, values + N) {}
  com_array(std::initializer_list<T> values) : com_array(values.begin(), values.end()) {}
  com_array(com_array const&) = delete;
  com_array(com_array&& other) noexcept { swap(other); }
  com_array& operator=(com_array const&) = delete;
  com_array& operator=(com_array&& other) noexcept {
    com_array(std::move(other)).swap(*this);
    return *this;
  }
  ~com_array() noexcept { clear(); }
  void clear() noexcept {
    std::destroy_n(this->data_, this->size_);
    std::free(this->data_);
    this->data_ = nullptr;
    this->size_ = 0;
  }
  void swap(com_array& other) noexcept {
    std::swap(this->data_, other.data_);
    std::swap(this->size_, other.size_);
  }
  friend void swap(com_array& a, com_array& b) noexcept { a.swap(b); }
  std::pair<std::uint32_t, T*> penstock_detach() noexcept {
    return {std::exchange(this->size_, 0), std::exchange(this->data_, nullptr)};
  }

 private:
  void allocate(size_type count) {
    if (count == 0) return;
    this->data_ = static_cast<T*>(std::malloc(std::size_t{count} * sizeof(T)));
    if (!this->data_) throw std::bad_alloc();
    this->size_ = count;
  }
};

template <typename T>
std::pair<std::uint32_t, T*> detach_abi(com_array<T>& value) noexcept {
  return value.penstock_detach();
}
template <typename T>
std::pair<std::uint32_t, T*> detach_abi(com_array<T>&& value) noexcept {
  return value.penstock_detach();
}
template <typename T>
auto get_abi(array_view<T> const& value) noexcept {
  return value.data();
}

template <typename It>
com_array(It, It) -> com_array<typename std::iterator_traits<It>::value_type>;

template <typename T, typename U>
bool operator==(array_view<T> const& a, array_view<U> const& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}
template <typename T, typename U>
bool operator!=(array_view<T> const& a, array_view<U> const& b) {
  return !(a == b);
}

}  // namespace winrt
