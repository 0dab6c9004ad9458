// SPDX-License-Identifier: Apache-2.0
// Ready-made collections over containers of the C++ library, and arguments that accept such containers where a member
// takes a collection: what is given by name is borrowed for the call, what is given away is kept.
//
// Threads: a collection is used by one thread at a time, like the container in it.
// Memory: counted.
// Errors: as collection_bases.h.
#pragma once

#include "collection_bases.h"

namespace winrt {
namespace impl {

template <typename T, typename C>
struct vector_over : implements<vector_over<T, C>, collections::IVector<T>, collections::IVectorView<T>, collections::IIterable<T>>,
                     vector_base<vector_over<T, C>, T> {
  explicit vector_over(C&& values) : values_(std::move(values)) {}
  auto& get_container() noexcept { return values_; }
  auto& get_container() const noexcept { return values_; }

 private:
  C values_;
};
template <typename T>
struct observable_vector_over : implements<observable_vector_over<T>, collections::IObservableVector<T>, collections::IVector<T>,
                                           collections::IVectorView<T>, collections::IIterable<T>>,
                                observable_vector_base<observable_vector_over<T>, T> {
  explicit observable_vector_over(std::vector<T>&& values) : values_(std::move(values)) {}
  auto& get_container() noexcept { return values_; }
  auto& get_container() const noexcept { return values_; }

 private:
  std::vector<T> values_;
};
template <typename T>
struct vector_view_over : implements<vector_view_over<T>, collections::IVectorView<T>, collections::IIterable<T>>,
                          vector_view_base<vector_view_over<T>, T> {
  explicit vector_view_over(std::vector<T>&& values) : values_(std::move(values)) {}
  auto& get_container() noexcept { return values_; }
  auto& get_container() const noexcept { return values_; }

 private:
  std::vector<T> values_;
};
template <typename K, typename V, typename C>
struct map_over : implements<map_over<K, V, C>, collections::IMap<K, V>, collections::IMapView<K, V>,
                             collections::IIterable<collections::IKeyValuePair<K, V>>>,
                  map_base<map_over<K, V, C>, K, V> {
  explicit map_over(C&& values) : values_(std::move(values)) {}
  auto& get_container() noexcept { return values_; }
  auto& get_container() const noexcept { return values_; }

 private:
  C values_;
};
template <typename K, typename V, typename C>
struct observable_map_over : implements<observable_map_over<K, V, C>, collections::IObservableMap<K, V>, collections::IMap<K, V>,
                                        collections::IIterable<collections::IKeyValuePair<K, V>>>,
                             observable_map_base<observable_map_over<K, V, C>, K, V> {
  explicit observable_map_over(C&& values) : values_(std::move(values)) {}
  auto& get_container() noexcept { return values_; }
  auto& get_container() const noexcept { return values_; }

 private:
  C values_;
};

// Elements that somebody else owns, for the length of a call.
template <typename T>
struct borrowed_view : implements<borrowed_view<T>, collections::IVectorView<T>, collections::IIterable<T>>,
                       vector_view_base<borrowed_view<T>, T> {
  borrowed_view(T const* first, std::size_t count) noexcept : items_(first, first + count) {}
  struct span {
    T const* first;
    T const* last;
    span(T const* a, T const* b) noexcept : first(a), last(b) {}
    T const* begin() const noexcept { return first; }
    T const* end() const noexcept { return last; }
    std::size_t size() const noexcept { return static_cast<std::size_t>(last - first); }
  };
  span& get_container() noexcept { return items_; }
  span const& get_container() const noexcept { return items_; }
  void forget() noexcept {
    items_ = span(nullptr, nullptr);
    this->increment_version();
  }

 private:
  span items_;
};

}  // namespace impl

template <typename D, typename T>
Windows::Foundation::Collections::IVectorView<T> vector_base<D, T>::GetView() {
  auto const guard = static_cast<D*>(this)->penstock_reading();
  return make<impl::vector_view_over<T>>(std::vector<T>(container().begin(), container().end()));
}
template <typename D, typename K, typename V>
Windows::Foundation::Collections::IMapView<K, V> map_base<D, K, V>::GetView() {
  using view_map = std::map<K, V>;
  auto const guard = static_cast<D*>(this)->penstock_reading();
  auto view = make_self<impl::map_over<K, V, view_map>>(view_map(container().begin(), container().end()));
  return *view;
}

template <typename T, typename Allocator = std::allocator<T>>
Windows::Foundation::Collections::IVector<T> single_threaded_vector(std::vector<T, Allocator>&& values = {}) {
  return make<impl::vector_over<T, std::vector<T, Allocator>>>(std::move(values));
}
template <typename T>
Windows::Foundation::Collections::IObservableVector<T> single_threaded_observable_vector(std::vector<T>&& values = {}) {
  return make<impl::observable_vector_over<T>>(std::move(values));
}
template <typename K, typename V, typename Compare = std::less<K>, typename Allocator = std::allocator<std::pair<K const, V>>>
Windows::Foundation::Collections::IMap<K, V> single_threaded_map(std::map<K, V, Compare, Allocator>&& values = {}) {
  return make<impl::map_over<K, V, std::map<K, V, Compare, Allocator>>>(std::move(values));
}
template <typename K, typename V, typename Hash, typename Equal, typename Allocator>
Windows::Foundation::Collections::IMap<K, V> single_threaded_map(std::unordered_map<K, V, Hash, Equal, Allocator>&& values) {
  return make<impl::map_over<K, V, std::unordered_map<K, V, Hash, Equal, Allocator>>>(std::move(values));
}
template <typename K, typename V>
Windows::Foundation::Collections::IObservableMap<K, V> single_threaded_observable_map(std::map<K, V>&& values = {}) {
  return make<impl::observable_map_over<K, V, std::map<K, V>>>(std::move(values));
}

namespace param {

// One collection argument; I is the interface that is handed in.
template <typename T, typename I>
struct collection_argument {
  collection_argument(std::nullptr_t = nullptr) noexcept {}
  collection_argument(collection_argument const&) = delete;
  collection_argument& operator=(collection_argument const&) = delete;
  template <typename C, std::enable_if_t<std::is_convertible_v<C const&, I>, int> = 0>
  collection_argument(C const& values) : handle_(values) {}
  collection_argument(std::vector<T> const& values) { borrow_items(values.data(), values.size()); }
  collection_argument(std::vector<T>&& values) { own(std::move(values)); }
  collection_argument(std::initializer_list<T> values) { borrow_items(values.begin(), values.size()); }
  template <std::size_t N>
  collection_argument(std::array<T, N> const& values) {
    borrow_items(values.data(), N);
  }
  // Other containers, and elements that become a T, are copied.
  template <typename C, std::enable_if_t<!std::is_convertible_v<C const&, I> && !std::is_same_v<C, std::vector<T>> &&
                                             std::is_convertible_v<decltype(*std::begin(std::declval<C const&>())), T>,
                                         int> = 0>
  collection_argument(C const& values) {
    own(std::vector<T>(std::begin(values), std::end(values)));
  }
  ~collection_argument() {
    if (borrowed_) borrowed_->forget();
  }
  operator I const&() const noexcept { return handle_; }
  friend void* get_abi(collection_argument const& value) noexcept { return winrt::get_abi(static_cast<Windows::Foundation::IUnknown const&>(value.handle_)); }

 private:
  void borrow_items(T const* first, std::size_t count) {
    borrowed_ = make_self<impl::borrowed_view<T>>(first, count);
    handle_ = static_cast<I>(*borrowed_);
  }
  void own(std::vector<T>&& values) {
    handle_ = static_cast<I>(*make_self<impl::vector_view_over<T>>(std::move(values)));
  }
  I handle_{nullptr};
  com_ptr<impl::borrowed_view<T>> borrowed_;
};

template <typename T>
struct iterable : collection_argument<T, Windows::Foundation::Collections::IIterable<T>> {
  using base = collection_argument<T, Windows::Foundation::Collections::IIterable<T>>;
  using base::base;
  iterable(std::nullptr_t = nullptr) noexcept {}
  iterable(std::initializer_list<T> values) : base(values) {}
};
template <typename T>
struct vector_view : collection_argument<T, Windows::Foundation::Collections::IVectorView<T>> {
  using base = collection_argument<T, Windows::Foundation::Collections::IVectorView<T>>;
  using base::base;
  vector_view(std::nullptr_t = nullptr) noexcept {}
  vector_view(std::initializer_list<T> values) : base(values) {}
  vector_view(Windows::Foundation::Collections::IVector<T> const& values)
      : base(values ? values.GetView() : Windows::Foundation::Collections::IVectorView<T>{nullptr}) {}
};
template <typename T>
struct vector {
  using I = Windows::Foundation::Collections::IVector<T>;
  vector(std::nullptr_t = nullptr) noexcept {}
  vector(vector const&) = delete;
  vector& operator=(vector const&) = delete;
  template <typename C, std::enable_if_t<std::is_convertible_v<C const&, I>, int> = 0>
  vector(C const& values) : handle_(values) {}
  vector(std::vector<T> values) : handle_(single_threaded_vector<T>(std::move(values))) {}
  vector(std::initializer_list<T> values) : handle_(single_threaded_vector<T>(std::vector<T>(values))) {}
  operator I const&() const noexcept { return handle_; }
  friend void* get_abi(vector const& value) noexcept { return winrt::get_abi(static_cast<Windows::Foundation::IUnknown const&>(value.handle_)); }

 private:
  I handle_{nullptr};
};
template <typename K, typename V>
struct map {
  using I = Windows::Foundation::Collections::IMap<K, V>;
  map(std::nullptr_t = nullptr) noexcept {}
  map(map const&) = delete;
  map& operator=(map const&) = delete;
  template <typename C, std::enable_if_t<std::is_convertible_v<C const&, I>, int> = 0>
  map(C const& values) : handle_(values) {}
  map(std::map<K, V> values) : handle_(single_threaded_map<K, V>(std::move(values))) {}
  map(std::unordered_map<K, V> values) : handle_(single_threaded_map(std::move(values))) {}
  operator I const&() const noexcept { return handle_; }
  friend void* get_abi(map const& value) noexcept { return winrt::get_abi(static_cast<Windows::Foundation::IUnknown const&>(value.handle_)); }

 private:
  I handle_{nullptr};
};
template <typename K, typename V>
struct map_view {
  using I = Windows::Foundation::Collections::IMapView<K, V>;
  map_view(std::nullptr_t = nullptr) noexcept {}
  map_view(map_view const&) = delete;
  map_view& operator=(map_view const&) = delete;
  template <typename C, std::enable_if_t<std::is_convertible_v<C const&, I>, int> = 0>
  map_view(C const& values) : handle_(values) {}
  map_view(std::map<K, V> values) : handle_(single_threaded_map<K, V>(std::move(values)).GetView()) {}
  operator I const&() const noexcept { return handle_; }
  friend void* get_abi(map_view const& value) noexcept { return winrt::get_abi(static_cast<Windows::Foundation::IUnknown const&>(value.handle_)); }

 private:
  I handle_{nullptr};
};

}  // namespace param
}  // namespace winrt

// A pair of a map comes apart: for (auto const& [key, value] : map).
namespace winrt::Windows::Foundation::Collections {
template <std::size_t N, typename K, typename V>
auto get(IKeyValuePair<K, V> const& pair) {
  if constexpr (N == 0) return pair.Key();
  else return pair.Value();
}
}  // namespace winrt::Windows::Foundation::Collections
namespace std {
template <typename K, typename V>
struct tuple_size<winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> : integral_constant<size_t, 2> {};
template <typename K, typename V>
struct tuple_element<0, winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> {
  using type = K;
};
template <typename K, typename V>
struct tuple_element<1, winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> {
  using type = V;
};
}  // namespace std
