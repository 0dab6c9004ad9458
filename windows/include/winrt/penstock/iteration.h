// SPDX-License-Identifier: Apache-2.0
// Range-for over projected collections: by index where there is one, else by an iterator.
//
// Threads: as the collection.
// Memory: an iteration keeps its collection alive.
// Errors: E_CHANGED_STATE from an iterator whose collection changed.
#pragma once

#include "coroutine.h"
#include "../generated/Windows.Foundation.Collections.2.h"

namespace winrt::impl {

template <typename T, typename = void>
inline constexpr bool has_get_at = false;
template <typename T>
inline constexpr bool has_get_at<T, std::void_t<decltype(std::declval<T const&>().GetAt(0u)),
                                                decltype(std::declval<T const&>().Size())>> = true;
template <typename T, typename = void>
inline constexpr bool has_first = false;
template <typename T>
inline constexpr bool has_first<T, std::void_t<decltype(std::declval<T const&>().First())>> = true;

template <typename T>
struct index_iterator {
  using iterator_category = std::random_access_iterator_tag;
  using value_type = std::decay_t<decltype(std::declval<T const&>().GetAt(0u))>;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = value_type;

  index_iterator() noexcept = default;
  index_iterator(T const& collection, std::uint32_t index) noexcept : collection_(&collection), index_(index) {}
  reference operator*() const { return collection_->GetAt(index_); }
  reference operator[](difference_type n) const { return collection_->GetAt(index_ + static_cast<std::uint32_t>(n)); }
  index_iterator& operator++() noexcept { return ++index_, *this; }
  index_iterator operator++(int) noexcept { return {*collection_, index_++}; }
  index_iterator& operator--() noexcept { return --index_, *this; }
  index_iterator operator--(int) noexcept { return {*collection_, index_--}; }
  index_iterator& operator+=(difference_type n) noexcept { return index_ += static_cast<std::uint32_t>(n), *this; }
  index_iterator& operator-=(difference_type n) noexcept { return index_ -= static_cast<std::uint32_t>(n), *this; }
  index_iterator operator+(difference_type n) const noexcept { return index_iterator(*this) += n; }
  index_iterator operator-(difference_type n) const noexcept { return index_iterator(*this) -= n; }
  difference_type operator-(index_iterator const& other) const noexcept {
    return static_cast<difference_type>(index_) - static_cast<difference_type>(other.index_);
  }
  bool operator==(index_iterator const& other) const noexcept { return index_ == other.index_; }
  bool operator!=(index_iterator const& other) const noexcept { return index_ != other.index_; }
  bool operator<(index_iterator const& other) const noexcept { return index_ < other.index_; }
  bool operator>(index_iterator const& other) const noexcept { return index_ > other.index_; }
  bool operator<=(index_iterator const& other) const noexcept { return index_ <= other.index_; }
  bool operator>=(index_iterator const& other) const noexcept { return index_ >= other.index_; }

 private:
  T const* collection_ = nullptr;
  std::uint32_t index_ = 0;
};

template <typename T, std::enable_if_t<has_get_at<T>, int> = 0>
index_iterator<T> begin(T const& collection) {
  return {collection, 0};
}
template <typename T, std::enable_if_t<has_get_at<T>, int> = 0>
index_iterator<T> end(T const& collection) {
  return {collection, collection.Size()};
}
template <typename T, std::enable_if_t<!has_get_at<T> && has_first<T>, int> = 0>
auto begin(T const& collection) {
  auto first = collection.First();
  if (!first.HasCurrent()) first = nullptr;
  return first;
}
template <typename T, std::enable_if_t<!has_get_at<T> && has_first<T>, int> = 0>
auto end(T const& collection) {
  return decltype(collection.First()){nullptr};
}

}  // namespace winrt::impl
