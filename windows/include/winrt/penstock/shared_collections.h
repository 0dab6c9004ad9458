// SPDX-License-Identifier: Apache-2.0
// Collections that several threads use at once: each call takes their lock. What a change removes is released after the
// lock, since a release may run foreign code that comes back.
//
// Threads: any. An iterator belongs to one, and notices what others changed.
// Memory: counted.
// Errors: as collection_bases.h.
#pragma once

#include <shared_mutex>

#include "collections.h"

namespace winrt {
namespace impl {

struct shared_part {
  auto penstock_reading() const { return std::shared_lock<std::shared_mutex>(lock_); }
  auto penstock_writing() { return std::unique_lock<std::shared_mutex>(lock_); }

 private:
  mutable std::shared_mutex lock_;
};

template <typename D, typename T>
struct shared_vector_changes : vector_base<D, T>, shared_part {
  using shared_part::penstock_reading;
  using shared_part::penstock_writing;

  void SetAt(std::uint32_t index, T const& value) {
    std::optional<T> before;
    auto const guard = penstock_writing();
    this->need(index < values().size());
    this->increment_version();
    before = std::exchange(values()[index], value);
  }
  void RemoveAt(std::uint32_t index) {
    std::optional<T> before;
    auto const guard = penstock_writing();
    this->need(index < values().size());
    this->increment_version();
    before = std::move(values()[index]);
    values().erase(values().begin() + static_cast<std::ptrdiff_t>(index));
  }
  void RemoveAtEnd() {
    std::optional<T> before;
    auto const guard = penstock_writing();
    this->need(!values().empty());
    this->increment_version();
    before = std::move(values().back());
    values().pop_back();
  }
  void Clear() { exchange({}); }
  void ReplaceAll(array_view<T const> items) { exchange(std::vector<T>(items.begin(), items.end())); }

 private:
  void exchange(std::vector<T> next) {
    auto const guard = penstock_writing();
    this->increment_version();
    values().swap(next);
  }
  std::vector<T>& values() { return static_cast<D*>(this)->get_container(); }
};

template <typename D, typename K, typename V, typename C>
struct shared_map_changes : map_base<D, K, V>, shared_part {
  using shared_part::penstock_reading;
  using shared_part::penstock_writing;

  bool Insert(K const& key, V const& value) {
    std::optional<V> before;
    auto const guard = penstock_writing();
    this->increment_version();
    auto const [at, fresh] = values().try_emplace(key, value);
    if (!fresh) before = std::exchange(at->second, value);
    return !fresh;
  }
  void Remove(K const& key) {
    typename C::node_type before;
    auto const guard = penstock_writing();
    auto const found = values().find(key);
    if (found == values().end()) throw hresult_out_of_bounds();
    this->increment_version();
    before = values().extract(found);
  }
  void Clear() {
    C before;
    auto const guard = penstock_writing();
    this->increment_version();
    values().swap(before);
  }

 private:
  C& values() { return static_cast<D*>(this)->get_container(); }
};

template <typename T>
struct shared_vector : implements<shared_vector<T>, collections::IVector<T>, collections::IVectorView<T>, collections::IIterable<T>>,
                       shared_vector_changes<shared_vector<T>, T> {
  explicit shared_vector(std::vector<T>&& values) : values_(std::move(values)) {}
  auto& get_container() noexcept { return values_; }
  auto& get_container() const noexcept { return values_; }

 private:
  std::vector<T> values_;
};
template <typename T>
struct shared_observable_vector
    : implements<shared_observable_vector<T>, collections::IObservableVector<T>, collections::IVector<T>, collections::IVectorView<T>,
                 collections::IIterable<T>>,
      observable_vector_base<shared_observable_vector<T>, T, shared_vector_changes<shared_observable_vector<T>, T>> {
  explicit shared_observable_vector(std::vector<T>&& values) : values_(std::move(values)) {}
  auto& get_container() noexcept { return values_; }
  auto& get_container() const noexcept { return values_; }

 private:
  std::vector<T> values_;
};
template <typename K, typename V, typename C>
struct shared_map : implements<shared_map<K, V, C>, collections::IMap<K, V>, collections::IMapView<K, V>,
                               collections::IIterable<collections::IKeyValuePair<K, V>>>,
                    shared_map_changes<shared_map<K, V, C>, K, V, C> {
  explicit shared_map(C&& values) : values_(std::move(values)) {}
  auto& get_container() noexcept { return values_; }
  auto& get_container() const noexcept { return values_; }

 private:
  C values_;
};
template <typename K, typename V, typename C>
struct shared_observable_map
    : implements<shared_observable_map<K, V, C>, collections::IObservableMap<K, V>, collections::IMap<K, V>,
                 collections::IIterable<collections::IKeyValuePair<K, V>>>,
      observable_map_base<shared_observable_map<K, V, C>, K, V, shared_map_changes<shared_observable_map<K, V, C>, K, V, C>> {
  explicit shared_observable_map(C&& values) : values_(std::move(values)) {}
  auto& get_container() noexcept { return values_; }
  auto& get_container() const noexcept { return values_; }

 private:
  C values_;
};

}  // namespace impl

template <typename T>
Windows::Foundation::Collections::IVector<T> multi_threaded_vector(std::vector<T>&& values = {}) {
  return make<impl::shared_vector<T>>(std::move(values));
}
template <typename T>
Windows::Foundation::Collections::IObservableVector<T> multi_threaded_observable_vector(std::vector<T>&& values = {}) {
  return make<impl::shared_observable_vector<T>>(std::move(values));
}
template <typename K, typename V, typename Compare = std::less<K>, typename Allocator = std::allocator<std::pair<K const, V>>>
Windows::Foundation::Collections::IMap<K, V> multi_threaded_map(std::map<K, V, Compare, Allocator>&& values = {}) {
  return make<impl::shared_map<K, V, std::map<K, V, Compare, Allocator>>>(std::move(values));
}
template <typename K, typename V, typename Hash, typename Equal, typename Allocator>
Windows::Foundation::Collections::IMap<K, V> multi_threaded_map(std::unordered_map<K, V, Hash, Equal, Allocator>&& values) {
  return make<impl::shared_map<K, V, std::unordered_map<K, V, Hash, Equal, Allocator>>>(std::move(values));
}
template <typename K, typename V>
Windows::Foundation::Collections::IObservableMap<K, V> multi_threaded_observable_map(std::map<K, V>&& values = {}) {
  return make<impl::shared_observable_map<K, V, std::map<K, V>>>(std::move(values));
}

}  // namespace winrt
