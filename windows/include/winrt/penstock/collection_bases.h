// SPDX-License-Identifier: Apache-2.0
// Collections of a class's own: derive from the base of the collection that you want and offer get_container(). The
// bases translate indices, keys and iterators; a version number tells iterators that the collection has changed.
//
// Threads: as the container. A class that is used by several at once has a lock of its own and offers guards by it, as
//   shared_collections.h does; for others a guard is nothing.
// Memory: a view copies, so that it does not change under its owner.
// Errors: E_BOUNDS for an index or key that is not there, E_CHANGED_STATE for an iterator that is out of date.
#pragma once

#include "iteration.h"

namespace winrt {
namespace impl {

namespace collections = Windows::Foundation::Collections;

struct no_guard {
  no_guard() noexcept {}
};

struct key_value_tag {};
template <typename K, typename V>
struct key_value : implements<key_value<K, V>, collections::IKeyValuePair<K, V>> {
  key_value(K key, V value) : key_(std::move(key)), value_(std::move(value)) {}
  K Key() const { return key_; }
  V Value() const { return value_; }

 private:
  K const key_;
  V const value_;
};

template <typename T>
struct element_maker {
  template <typename E>
  static T make_from(E const& element) {
    return static_cast<T>(element);
  }
};
template <typename K, typename V>
struct element_maker<collections::IKeyValuePair<K, V>> {
  template <typename E>
  static collections::IKeyValuePair<K, V> make_from(E const& element) {
    return make<key_value<K, V>>(element.first, element.second);
  }
};

template <typename T, typename U>
std::uint32_t copy_many(T& first, T const& last, array_view<U> items) {
  std::uint32_t count = 0;
  for (; first != last && count != items.size(); ++first, ++count) items[count] = element_maker<U>::make_from(*first);
  return count;
}

}  // namespace impl

// Counts changes; an iterator made under another count is out of date.
struct collection_version {
  void increment_version() noexcept { version_.fetch_add(1, std::memory_order_relaxed); }
  std::uint32_t version() const noexcept { return version_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint32_t> version_{0};
};

template <typename D, typename T, typename Version = collection_version>
struct iterable_base : Version {
  auto First() {
    auto const guard = static_cast<D*>(this)->penstock_reading();
    return make<iterator>(static_cast<D*>(this));
  }
  impl::no_guard penstock_reading() const noexcept { return {}; }
  impl::no_guard penstock_writing() noexcept { return {}; }

 private:
  struct iterator : implements<iterator, Windows::Foundation::Collections::IIterator<T>> {
    explicit iterator(D* owner) : version_(owner->version()), at_(owner->get_container().begin()), end_(owner->get_container().end()) {
      owner_.copy_from(owner);
    }
    T Current() const {
      auto const guard = owner_->penstock_reading();
      check();
      if (at_ == end_) throw hresult_out_of_bounds();
      return impl::element_maker<T>::make_from(*at_);
    }
    bool HasCurrent() const {
      auto const guard = owner_->penstock_reading();
      check();
      return at_ != end_;
    }
    bool MoveNext() {
      auto const guard = owner_->penstock_reading();
      check();
      if (at_ != end_) ++at_;
      return at_ != end_;
    }
    std::uint32_t GetMany(array_view<T> items) {
      auto const guard = owner_->penstock_reading();
      check();
      return impl::copy_many(at_, end_, items);
    }

   private:
    void check() const {
      if (owner_->version() != version_) throw hresult_changed_state();
    }
    com_ptr<D> owner_;
    std::uint32_t version_;
    decltype(std::declval<D&>().get_container().begin()) at_;
    decltype(std::declval<D&>().get_container().end()) end_;
  };
};

template <typename D, typename T, typename Version = collection_version>
struct vector_view_base : iterable_base<D, T, Version> {
  T GetAt(std::uint32_t index) const {
    auto const guard = reading();
    auto const& items = container();
    if (index >= items.size()) throw hresult_out_of_bounds();
    return *std::next(items.begin(), index);
  }
  std::uint32_t Size() const {
    auto const guard = reading();
    return static_cast<std::uint32_t>(container().size());
  }
  bool IndexOf(T const& value, std::uint32_t& index) const {
    auto const guard = reading();
    auto const& items = container();
    auto const found = std::find(items.begin(), items.end(), value);
    index = found == items.end() ? 0 : static_cast<std::uint32_t>(std::distance(items.begin(), found));
    return found != items.end();
  }
  std::uint32_t GetMany(std::uint32_t start, array_view<T> items) const {
    auto const guard = reading();
    auto const& all = container();
    if (start > all.size()) throw hresult_out_of_bounds();
    auto at = std::next(all.begin(), start);
    return impl::copy_many(at, all.end(), items);
  }

 private:
  auto reading() const { return static_cast<D const*>(this)->penstock_reading(); }
  auto const& container() const { return static_cast<D const*>(this)->get_container(); }
};

template <typename D, typename T>
struct vector_base : vector_view_base<D, T> {
  Windows::Foundation::Collections::IVectorView<T> GetView();
  void SetAt(std::uint32_t index, T const& value) {
    auto const guard = writing();
    need(index < container().size());
    this->increment_version();
    container()[index] = value;
  }
  void InsertAt(std::uint32_t index, T const& value) {
    auto const guard = writing();
    need(index <= container().size());
    this->increment_version();
    container().insert(std::next(container().begin(), index), value);
  }
  void RemoveAt(std::uint32_t index) {
    auto const guard = writing();
    need(index < container().size());
    this->increment_version();
    container().erase(std::next(container().begin(), index));
  }
  void Append(T const& value) {
    auto const guard = writing();
    this->increment_version();
    container().push_back(value);
  }
  void RemoveAtEnd() {
    auto const guard = writing();
    need(!container().empty());
    this->increment_version();
    container().pop_back();
  }
  void Clear() {
    auto const guard = writing();
    this->increment_version();
    container().clear();
  }
  void ReplaceAll(array_view<T const> values) {
    auto const guard = writing();
    this->increment_version();
    container().assign(values.begin(), values.end());
  }

 protected:
  auto writing() { return static_cast<D*>(this)->penstock_writing(); }
  auto& container() { return static_cast<D*>(this)->get_container(); }
  static void need(bool inside) {
    if (!inside) throw hresult_out_of_bounds();
  }
};

// Changes makes the changes that are told of.
template <typename D, typename T, typename Changes = vector_base<D, T>>
struct observable_vector_base : Changes {
  using handler = Windows::Foundation::Collections::VectorChangedEventHandler<T>;
  using change = Windows::Foundation::Collections::CollectionChange;
  event_token VectorChanged(handler const& value) { return changed_.add(value); }
  void VectorChanged(event_token token) { changed_.remove(token); }
  void SetAt(std::uint32_t index, T const& value) { tell((Changes::SetAt(index, value), change::ItemChanged), index); }
  void InsertAt(std::uint32_t index, T const& value) { tell((Changes::InsertAt(index, value), change::ItemInserted), index); }
  void RemoveAt(std::uint32_t index) { tell((Changes::RemoveAt(index), change::ItemRemoved), index); }
  void Append(T const& value) { tell((Changes::Append(value), change::ItemInserted), this->Size() - 1); }
  void RemoveAtEnd() { tell((Changes::RemoveAtEnd(), change::ItemRemoved), this->Size()); }
  void Clear() { tell((Changes::Clear(), change::Reset), 0); }
  void ReplaceAll(array_view<T const> values) { tell((Changes::ReplaceAll(values), change::Reset), 0); }

 private:
  struct arguments : implements<arguments, Windows::Foundation::Collections::IVectorChangedEventArgs> {
    arguments(change what, std::uint32_t index) noexcept : what_(what), index_(index) {}
    change CollectionChange() const noexcept { return what_; }
    std::uint32_t Index() const noexcept { return index_; }

   private:
    change const what_;
    std::uint32_t const index_;
  };
  void tell(change what, std::uint32_t index) {
    changed_(static_cast<Windows::Foundation::Collections::IObservableVector<T>>(*static_cast<D*>(this)),
             make<arguments>(what, index));
  }
  event<handler> changed_;
};

template <typename D, typename K, typename V, typename Version = collection_version>
struct map_view_base : iterable_base<D, Windows::Foundation::Collections::IKeyValuePair<K, V>, Version> {
  V Lookup(K const& key) const {
    auto const guard = reading();
    auto const found = container().find(key);
    if (found == container().end()) throw hresult_out_of_bounds();
    return found->second;
  }
  std::uint32_t Size() const {
    auto const guard = reading();
    return static_cast<std::uint32_t>(container().size());
  }
  bool HasKey(K const& key) const {
    auto const guard = reading();
    return container().find(key) != container().end();
  }
  void Split(Windows::Foundation::Collections::IMapView<K, V>& first,
             Windows::Foundation::Collections::IMapView<K, V>& second) const {
    first = nullptr;
    second = nullptr;
  }

 private:
  auto reading() const { return static_cast<D const*>(this)->penstock_reading(); }
  auto const& container() const { return static_cast<D const*>(this)->get_container(); }
};

template <typename D, typename K, typename V>
struct map_base : map_view_base<D, K, V> {
  Windows::Foundation::Collections::IMapView<K, V> GetView();
  bool Insert(K const& key, V const& value) {
    auto const guard = writing();
    this->increment_version();
    auto [at, fresh] = container().insert_or_assign(key, value);
    return !fresh;
  }
  void Remove(K const& key) {
    auto const guard = writing();
    auto const found = container().find(key);
    if (found == container().end()) throw hresult_out_of_bounds();
    this->increment_version();
    container().erase(found);
  }
  void Clear() {
    auto const guard = writing();
    this->increment_version();
    container().clear();
  }

 private:
  auto writing() { return static_cast<D*>(this)->penstock_writing(); }
  auto& container() { return static_cast<D*>(this)->get_container(); }
};

template <typename D, typename K, typename V, typename Changes = map_base<D, K, V>>
struct observable_map_base : Changes {
  using handler = Windows::Foundation::Collections::MapChangedEventHandler<K, V>;
  using change = Windows::Foundation::Collections::CollectionChange;
  event_token MapChanged(handler const& value) { return changed_.add(value); }
  void MapChanged(event_token token) { changed_.remove(token); }
  bool Insert(K const& key, V const& value) {
    bool const replaced = Changes::Insert(key, value);
    tell(replaced ? change::ItemChanged : change::ItemInserted, key);
    return replaced;
  }
  void Remove(K const& key) {
    Changes::Remove(key);
    tell(change::ItemRemoved, key);
  }
  void Clear() {
    Changes::Clear();
    tell(change::Reset, K());
  }

 private:
  struct arguments : implements<arguments, Windows::Foundation::Collections::IMapChangedEventArgs<K>> {
    arguments(change what, K key) : what_(what), key_(std::move(key)) {}
    change CollectionChange() const noexcept { return what_; }
    K Key() const { return key_; }

   private:
    change const what_;
    K const key_;
  };
  void tell(change what, K const& key) {
    changed_(static_cast<Windows::Foundation::Collections::IObservableMap<K, V>>(*static_cast<D*>(this)),
             make<arguments>(what, key));
  }
  event<handler> changed_;
};

}  // namespace winrt
