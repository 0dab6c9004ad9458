// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Foundation.Collections.0.h"

namespace winrt::impl {

template <typename T>
struct abi<::winrt::Windows::Foundation::Collections::IIterator<T>> {
  struct type : inspectable_abi {
    virtual int32_t get_Current(arg_in<T>* result) noexcept = 0;
    virtual int32_t get_HasCurrent(bool* result) noexcept = 0;
    virtual int32_t MoveNext(bool* result) noexcept = 0;
    virtual int32_t GetMany(uint32_t p_items_size, arg_in<T>* p_items, uint32_t* result) noexcept = 0;
  };
};
template <typename T>
struct abi<::winrt::Windows::Foundation::Collections::IIterable<T>> {
  struct type : inspectable_abi {
    virtual int32_t First(void** result) noexcept = 0;
  };
};
template <typename T>
struct abi<::winrt::Windows::Foundation::Collections::IVectorView<T>> {
  struct type : inspectable_abi {
    virtual int32_t GetAt(uint32_t p_index, arg_in<T>* result) noexcept = 0;
    virtual int32_t get_Size(uint32_t* result) noexcept = 0;
    virtual int32_t IndexOf(arg_in<T> p_value, uint32_t* p_index, bool* result) noexcept = 0;
    virtual int32_t GetMany(uint32_t p_startIndex, uint32_t p_items_size, arg_in<T>* p_items, uint32_t* result) noexcept = 0;
  };
};
template <typename T>
struct abi<::winrt::Windows::Foundation::Collections::IVector<T>> {
  struct type : inspectable_abi {
    virtual int32_t GetAt(uint32_t p_index, arg_in<T>* result) noexcept = 0;
    virtual int32_t get_Size(uint32_t* result) noexcept = 0;
    virtual int32_t GetView(void** result) noexcept = 0;
    virtual int32_t IndexOf(arg_in<T> p_value, uint32_t* p_index, bool* result) noexcept = 0;
    virtual int32_t SetAt(uint32_t p_index, arg_in<T> p_value) noexcept = 0;
    virtual int32_t InsertAt(uint32_t p_index, arg_in<T> p_value) noexcept = 0;
    virtual int32_t RemoveAt(uint32_t p_index) noexcept = 0;
    virtual int32_t Append(arg_in<T> p_value) noexcept = 0;
    virtual int32_t RemoveAtEnd() noexcept = 0;
    virtual int32_t Clear() noexcept = 0;
    virtual int32_t GetMany(uint32_t p_startIndex, uint32_t p_items_size, arg_in<T>* p_items, uint32_t* result) noexcept = 0;
    virtual int32_t ReplaceAll(uint32_t p_items_size, arg_in<T>* p_items) noexcept = 0;
  };
};
template <typename K, typename V>
struct abi<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> {
  struct type : inspectable_abi {
    virtual int32_t get_Key(arg_in<K>* result) noexcept = 0;
    virtual int32_t get_Value(arg_in<V>* result) noexcept = 0;
  };
};
template <typename K, typename V>
struct abi<::winrt::Windows::Foundation::Collections::IMapView<K, V>> {
  struct type : inspectable_abi {
    virtual int32_t Lookup(arg_in<K> p_key, arg_in<V>* result) noexcept = 0;
    virtual int32_t get_Size(uint32_t* result) noexcept = 0;
    virtual int32_t HasKey(arg_in<K> p_key, bool* result) noexcept = 0;
    virtual int32_t Split(void** p_firstPartition, void** p_secondPartition) noexcept = 0;
  };
};
template <typename K, typename V>
struct abi<::winrt::Windows::Foundation::Collections::IMap<K, V>> {
  struct type : inspectable_abi {
    virtual int32_t Lookup(arg_in<K> p_key, arg_in<V>* result) noexcept = 0;
    virtual int32_t get_Size(uint32_t* result) noexcept = 0;
    virtual int32_t HasKey(arg_in<K> p_key, bool* result) noexcept = 0;
    virtual int32_t GetView(void** result) noexcept = 0;
    virtual int32_t Insert(arg_in<K> p_key, arg_in<V> p_value, bool* result) noexcept = 0;
    virtual int32_t Remove(arg_in<K> p_key) noexcept = 0;
    virtual int32_t Clear() noexcept = 0;
  };
};
template <typename K>
struct abi<::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>> {
  struct type : inspectable_abi {
    virtual int32_t get_CollectionChange(::winrt::Windows::Foundation::Collections::CollectionChange* result) noexcept = 0;
    virtual int32_t get_Key(arg_in<K>* result) noexcept = 0;
  };
};
template <typename K, typename V>
struct abi<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>> {
  struct type : inspectable_abi {
    virtual int32_t add_MapChanged(void* p_handler, ::winrt::event_token* result) noexcept = 0;
    virtual int32_t remove_MapChanged(::winrt::event_token p_token) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs> {
  struct type : inspectable_abi {
    virtual int32_t get_CollectionChange(::winrt::Windows::Foundation::Collections::CollectionChange* result) noexcept = 0;
    virtual int32_t get_Index(uint32_t* result) noexcept = 0;
  };
};
template <typename T>
struct abi<::winrt::Windows::Foundation::Collections::IObservableVector<T>> {
  struct type : inspectable_abi {
    virtual int32_t add_VectorChanged(void* p_handler, ::winrt::event_token* result) noexcept = 0;
    virtual int32_t remove_VectorChanged(::winrt::event_token p_token) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::Collections::IPropertySet> {
  struct type : inspectable_abi {
  };
};
template <typename K, typename V>
struct abi<::winrt::Windows::Foundation::Collections::MapChangedEventHandler<K, V>> {
  using type = delegate_abi<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>, ::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>>;
};
template <typename T>
struct abi<::winrt::Windows::Foundation::Collections::VectorChangedEventHandler<T>> {
  using type = delegate_abi<::winrt::Windows::Foundation::Collections::IObservableVector<T>, ::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs>;
};
template <typename T>
struct consume<::winrt::Windows::Foundation::Collections::IIterator<T>> {
  template <typename D>
  struct type : iterator_members<D, T> {
    T Current() const;
    bool HasCurrent() const;
    bool MoveNext() const;
    uint32_t GetMany(::winrt::array_view<T> items) const;
  };
};
template <typename T>
struct consume<::winrt::Windows::Foundation::Collections::IIterable<T>> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::IIterator<T> First() const;
  };
};
template <typename T>
struct consume<::winrt::Windows::Foundation::Collections::IVectorView<T>> {
  template <typename D>
  struct type {
    T GetAt(uint32_t index) const;
    uint32_t Size() const;
    bool IndexOf(T const& value, uint32_t& index) const;
    uint32_t GetMany(uint32_t startIndex, ::winrt::array_view<T> items) const;
  };
};
template <typename T>
struct consume<::winrt::Windows::Foundation::Collections::IVector<T>> {
  template <typename D>
  struct type {
    T GetAt(uint32_t index) const;
    uint32_t Size() const;
    ::winrt::Windows::Foundation::Collections::IVectorView<T> GetView() const;
    bool IndexOf(T const& value, uint32_t& index) const;
    void SetAt(uint32_t index, T const& value) const;
    void InsertAt(uint32_t index, T const& value) const;
    void RemoveAt(uint32_t index) const;
    void Append(T const& value) const;
    void RemoveAtEnd() const;
    void Clear() const;
    uint32_t GetMany(uint32_t startIndex, ::winrt::array_view<T> items) const;
    void ReplaceAll(::winrt::array_view<T const> items) const;
  };
};
template <typename K, typename V>
struct consume<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> {
  template <typename D>
  struct type {
    K Key() const;
    V Value() const;
  };
};
template <typename K, typename V>
struct consume<::winrt::Windows::Foundation::Collections::IMapView<K, V>> {
  template <typename D>
  struct type : map_members<D, K, V> {
    V Lookup(K const& key) const;
    uint32_t Size() const;
    bool HasKey(K const& key) const;
    void Split(::winrt::Windows::Foundation::Collections::IMapView<K, V>& firstPartition, ::winrt::Windows::Foundation::Collections::IMapView<K, V>& secondPartition) const;
  };
};
template <typename K, typename V>
struct consume<::winrt::Windows::Foundation::Collections::IMap<K, V>> {
  template <typename D>
  struct type : map_members<D, K, V> {
    V Lookup(K const& key) const;
    uint32_t Size() const;
    bool HasKey(K const& key) const;
    ::winrt::Windows::Foundation::Collections::IMapView<K, V> GetView() const;
    bool Insert(K const& key, V const& value) const;
    void Remove(K const& key) const;
    void Clear() const;
  };
};
template <typename K>
struct consume<::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::CollectionChange CollectionChange() const;
    K Key() const;
  };
};
template <typename K, typename V>
struct consume<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>> {
  template <typename D>
  struct type {
    ::winrt::event_token MapChanged(::winrt::Windows::Foundation::Collections::MapChangedEventHandler<K, V> const& handler) const;
    using MapChanged_revoker = event_revoker<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>>;
    event_revoker<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>> MapChanged(auto_revoke_t, ::winrt::Windows::Foundation::Collections::MapChangedEventHandler<K, V> const& handler) const;
    void MapChanged(::winrt::event_token const& token) const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::CollectionChange CollectionChange() const;
    uint32_t Index() const;
  };
};
template <typename T>
struct consume<::winrt::Windows::Foundation::Collections::IObservableVector<T>> {
  template <typename D>
  struct type {
    ::winrt::event_token VectorChanged(::winrt::Windows::Foundation::Collections::VectorChangedEventHandler<T> const& handler) const;
    using VectorChanged_revoker = event_revoker<::winrt::Windows::Foundation::Collections::IObservableVector<T>>;
    event_revoker<::winrt::Windows::Foundation::Collections::IObservableVector<T>> VectorChanged(auto_revoke_t, ::winrt::Windows::Foundation::Collections::VectorChangedEventHandler<T> const& handler) const;
    void VectorChanged(::winrt::event_token const& token) const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::Collections::IPropertySet> {
  template <typename D>
  struct type {
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Foundation::Collections {

template <typename T>
struct IIterator : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IIterator<T>> {
  IIterator(std::nullptr_t = nullptr) noexcept {}
  IIterator(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename T>
struct IIterable : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IIterable<T>> {
  IIterable(std::nullptr_t = nullptr) noexcept {}
  IIterable(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename T>
struct IVectorView : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVectorView<T>>, ::winrt::impl::require<IVectorView<T>, ::winrt::Windows::Foundation::Collections::IIterable<T>> {
  IVectorView(std::nullptr_t = nullptr) noexcept {}
  IVectorView(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename T>
struct IVector : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVector<T>>, ::winrt::impl::require<IVector<T>, ::winrt::Windows::Foundation::Collections::IIterable<T>> {
  IVector(std::nullptr_t = nullptr) noexcept {}
  IVector(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename K, typename V>
struct IKeyValuePair : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IKeyValuePair<K, V>> {
  IKeyValuePair(std::nullptr_t = nullptr) noexcept {}
  IKeyValuePair(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename K, typename V>
struct IMapView : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IMapView<K, V>>, ::winrt::impl::require<IMapView<K, V>, ::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>>> {
  IMapView(std::nullptr_t = nullptr) noexcept {}
  IMapView(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename K, typename V>
struct IMap : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IMap<K, V>>, ::winrt::impl::require<IMap<K, V>, ::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>>> {
  IMap(std::nullptr_t = nullptr) noexcept {}
  IMap(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename K>
struct IMapChangedEventArgs : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IMapChangedEventArgs<K>> {
  IMapChangedEventArgs(std::nullptr_t = nullptr) noexcept {}
  IMapChangedEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename K, typename V>
struct IObservableMap : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IObservableMap<K, V>>, ::winrt::impl::require<IObservableMap<K, V>, ::winrt::Windows::Foundation::Collections::IMap<K, V>, ::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>>> {
  IObservableMap(std::nullptr_t = nullptr) noexcept {}
  IObservableMap(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVectorChangedEventArgs : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVectorChangedEventArgs> {
  IVectorChangedEventArgs(std::nullptr_t = nullptr) noexcept {}
  IVectorChangedEventArgs(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename T>
struct IObservableVector : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IObservableVector<T>>, ::winrt::impl::require<IObservableVector<T>, ::winrt::Windows::Foundation::Collections::IVector<T>, ::winrt::Windows::Foundation::Collections::IIterable<T>> {
  IObservableVector(std::nullptr_t = nullptr) noexcept {}
  IObservableVector(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IPropertySet : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IPropertySet>, ::winrt::impl::require<IPropertySet, ::winrt::Windows::Foundation::Collections::IObservableMap<::winrt::hstring, ::winrt::Windows::Foundation::IInspectable>, ::winrt::Windows::Foundation::Collections::IMap<::winrt::hstring, ::winrt::Windows::Foundation::IInspectable>, ::winrt::Windows::Foundation::Collections::IIterable<::winrt::Windows::Foundation::Collections::IKeyValuePair<::winrt::hstring, ::winrt::Windows::Foundation::IInspectable>>> {
  IPropertySet(std::nullptr_t = nullptr) noexcept {}
  IPropertySet(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename K, typename V>
struct MapChangedEventHandler : ::winrt::impl::delegate_base<MapChangedEventHandler<K, V>, ::winrt::Windows::Foundation::Collections::IObservableMap<K, V>, ::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>> {
  using ::winrt::impl::delegate_base<MapChangedEventHandler<K, V>, ::winrt::Windows::Foundation::Collections::IObservableMap<K, V>, ::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>>::delegate_base;
};
template <typename T>
struct VectorChangedEventHandler : ::winrt::impl::delegate_base<VectorChangedEventHandler<T>, ::winrt::Windows::Foundation::Collections::IObservableVector<T>, ::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs> {
  using ::winrt::impl::delegate_base<VectorChangedEventHandler<T>, ::winrt::Windows::Foundation::Collections::IObservableVector<T>, ::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs>::delegate_base;
};
}  // namespace winrt::Windows::Foundation::Collections
