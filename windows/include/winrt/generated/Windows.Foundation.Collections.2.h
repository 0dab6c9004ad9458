// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Foundation.Collections.1.h"

namespace winrt::Windows::Foundation::Collections {

struct PropertySet : ::winrt::Windows::Foundation::Collections::IPropertySet {
  PropertySet(std::nullptr_t) noexcept : ::winrt::Windows::Foundation::Collections::IPropertySet(nullptr) {}
  PropertySet(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::Collections::IPropertySet(object, take_ownership_from_abi) {}
  PropertySet();
};
struct ValueSet : ::winrt::Windows::Foundation::Collections::IPropertySet {
  ValueSet(std::nullptr_t) noexcept : ::winrt::Windows::Foundation::Collections::IPropertySet(nullptr) {}
  ValueSet(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::Collections::IPropertySet(object, take_ownership_from_abi) {}
  ValueSet();
};
struct StringMap : ::winrt::Windows::Foundation::Collections::IMap<::winrt::hstring, ::winrt::hstring> {
  StringMap(std::nullptr_t) noexcept : ::winrt::Windows::Foundation::Collections::IMap<::winrt::hstring, ::winrt::hstring>(nullptr) {}
  StringMap(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::Collections::IMap<::winrt::hstring, ::winrt::hstring>(object, take_ownership_from_abi) {}
  StringMap();
};
}  // namespace winrt::Windows::Foundation::Collections


namespace winrt::impl {

template <typename T>
template <typename D>
T consume<::winrt::Windows::Foundation::Collections::IIterator<T>>::template type<D>::Current() const {
  answer<T> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IIterator<T>>(static_cast<D const*>(this))->get_Current(result.put()));
  return result.take();
}
template <typename T>
template <typename D>
bool consume<::winrt::Windows::Foundation::Collections::IIterator<T>>::template type<D>::HasCurrent() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IIterator<T>>(static_cast<D const*>(this))->get_HasCurrent(result.put()));
  return result.take();
}
template <typename T>
template <typename D>
bool consume<::winrt::Windows::Foundation::Collections::IIterator<T>>::template type<D>::MoveNext() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IIterator<T>>(static_cast<D const*>(this))->MoveNext(result.put()));
  return result.take();
}
template <typename T>
template <typename D>
uint32_t consume<::winrt::Windows::Foundation::Collections::IIterator<T>>::template type<D>::GetMany(::winrt::array_view<T> items) const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IIterator<T>>(static_cast<D const*>(this))->GetMany(items.size(), reinterpret_cast<arg_in<T>*>(const_cast<T*>(items.data())), result.put()));
  return result.take();
}
template <typename D, typename T>
struct produce<D, ::winrt::Windows::Foundation::Collections::IIterator<T>> : produce_base<D, ::winrt::Windows::Foundation::Collections::IIterator<T>> {
  int32_t get_Current(arg_in<T>* result) noexcept final try {
    need_place(result);
    clear_out<T>(result);
    give<T>(result, this->shim().Current());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_HasCurrent(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().HasCurrent());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t MoveNext(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().MoveNext());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetMany(uint32_t p_items_size, arg_in<T>* p_items, uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().GetMany(array_view<T>(reinterpret_cast<T*>(p_items), p_items_size)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename T>
template <typename D>
::winrt::Windows::Foundation::Collections::IIterator<T> consume<::winrt::Windows::Foundation::Collections::IIterable<T>>::template type<D>::First() const {
  answer<::winrt::Windows::Foundation::Collections::IIterator<T>> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IIterable<T>>(static_cast<D const*>(this))->First(result.put()));
  return result.take();
}
template <typename D, typename T>
struct produce<D, ::winrt::Windows::Foundation::Collections::IIterable<T>> : produce_base<D, ::winrt::Windows::Foundation::Collections::IIterable<T>> {
  int32_t First(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IIterator<T>>(result);
    give<::winrt::Windows::Foundation::Collections::IIterator<T>>(result, this->shim().First());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename T>
template <typename D>
T consume<::winrt::Windows::Foundation::Collections::IVectorView<T>>::template type<D>::GetAt(uint32_t index) const {
  answer<T> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVectorView<T>>(static_cast<D const*>(this))->GetAt(index, result.put()));
  return result.take();
}
template <typename T>
template <typename D>
uint32_t consume<::winrt::Windows::Foundation::Collections::IVectorView<T>>::template type<D>::Size() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVectorView<T>>(static_cast<D const*>(this))->get_Size(result.put()));
  return result.take();
}
template <typename T>
template <typename D>
bool consume<::winrt::Windows::Foundation::Collections::IVectorView<T>>::template type<D>::IndexOf(T const& value, uint32_t& index) const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVectorView<T>>(static_cast<D const*>(this))->IndexOf(in<T>(value), out(index), result.put()));
  return result.take();
}
template <typename T>
template <typename D>
uint32_t consume<::winrt::Windows::Foundation::Collections::IVectorView<T>>::template type<D>::GetMany(uint32_t startIndex, ::winrt::array_view<T> items) const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVectorView<T>>(static_cast<D const*>(this))->GetMany(startIndex, items.size(), reinterpret_cast<arg_in<T>*>(const_cast<T*>(items.data())), result.put()));
  return result.take();
}
template <typename D, typename T>
struct produce<D, ::winrt::Windows::Foundation::Collections::IVectorView<T>> : produce_base<D, ::winrt::Windows::Foundation::Collections::IVectorView<T>> {
  int32_t GetAt(uint32_t p_index, arg_in<T>* result) noexcept final try {
    need_place(result);
    clear_out<T>(result);
    give<T>(result, this->shim().GetAt(p_index));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Size(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Size());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t IndexOf(arg_in<T> p_value, uint32_t* p_index, bool* result) noexcept final try {
    need_place(p_index);
    clear_out<uint32_t>(p_index);
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().IndexOf(borrow<T>(p_value), borrow_out<uint32_t>(p_index)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetMany(uint32_t p_startIndex, uint32_t p_items_size, arg_in<T>* p_items, uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().GetMany(p_startIndex, array_view<T>(reinterpret_cast<T*>(p_items), p_items_size)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename T>
template <typename D>
T consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::GetAt(uint32_t index) const {
  answer<T> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->GetAt(index, result.put()));
  return result.take();
}
template <typename T>
template <typename D>
uint32_t consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::Size() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->get_Size(result.put()));
  return result.take();
}
template <typename T>
template <typename D>
::winrt::Windows::Foundation::Collections::IVectorView<T> consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::GetView() const {
  answer<::winrt::Windows::Foundation::Collections::IVectorView<T>> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->GetView(result.put()));
  return result.take();
}
template <typename T>
template <typename D>
bool consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::IndexOf(T const& value, uint32_t& index) const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->IndexOf(in<T>(value), out(index), result.put()));
  return result.take();
}
template <typename T>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::SetAt(uint32_t index, T const& value) const {
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->SetAt(index, in<T>(value)));
}
template <typename T>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::InsertAt(uint32_t index, T const& value) const {
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->InsertAt(index, in<T>(value)));
}
template <typename T>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::RemoveAt(uint32_t index) const {
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->RemoveAt(index));
}
template <typename T>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::Append(T const& value) const {
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->Append(in<T>(value)));
}
template <typename T>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::RemoveAtEnd() const {
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->RemoveAtEnd());
}
template <typename T>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::Clear() const {
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->Clear());
}
template <typename T>
template <typename D>
uint32_t consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::GetMany(uint32_t startIndex, ::winrt::array_view<T> items) const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->GetMany(startIndex, items.size(), reinterpret_cast<arg_in<T>*>(const_cast<T*>(items.data())), result.put()));
  return result.take();
}
template <typename T>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IVector<T>>::template type<D>::ReplaceAll(::winrt::array_view<T const> items) const {
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVector<T>>(static_cast<D const*>(this))->ReplaceAll(items.size(), reinterpret_cast<arg_in<T>*>(const_cast<T*>(items.data()))));
}
template <typename D, typename T>
struct produce<D, ::winrt::Windows::Foundation::Collections::IVector<T>> : produce_base<D, ::winrt::Windows::Foundation::Collections::IVector<T>> {
  int32_t GetAt(uint32_t p_index, arg_in<T>* result) noexcept final try {
    need_place(result);
    clear_out<T>(result);
    give<T>(result, this->shim().GetAt(p_index));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Size(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Size());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetView(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IVectorView<T>>(result);
    give<::winrt::Windows::Foundation::Collections::IVectorView<T>>(result, this->shim().GetView());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t IndexOf(arg_in<T> p_value, uint32_t* p_index, bool* result) noexcept final try {
    need_place(p_index);
    clear_out<uint32_t>(p_index);
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().IndexOf(borrow<T>(p_value), borrow_out<uint32_t>(p_index)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t SetAt(uint32_t p_index, arg_in<T> p_value) noexcept final try {
    this->shim().SetAt(p_index, borrow<T>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t InsertAt(uint32_t p_index, arg_in<T> p_value) noexcept final try {
    this->shim().InsertAt(p_index, borrow<T>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RemoveAt(uint32_t p_index) noexcept final try {
    this->shim().RemoveAt(p_index);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Append(arg_in<T> p_value) noexcept final try {
    this->shim().Append(borrow<T>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RemoveAtEnd() noexcept final try {
    this->shim().RemoveAtEnd();
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Clear() noexcept final try {
    this->shim().Clear();
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetMany(uint32_t p_startIndex, uint32_t p_items_size, arg_in<T>* p_items, uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().GetMany(p_startIndex, array_view<T>(reinterpret_cast<T*>(p_items), p_items_size)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReplaceAll(uint32_t p_items_size, arg_in<T>* p_items) noexcept final try {
    this->shim().ReplaceAll(array_view<T const>(reinterpret_cast<T const*>(p_items), p_items_size));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename K, typename V>
template <typename D>
K consume<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>>::template type<D>::Key() const {
  answer<K> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>>(static_cast<D const*>(this))->get_Key(result.put()));
  return result.take();
}
template <typename K, typename V>
template <typename D>
V consume<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>>::template type<D>::Value() const {
  answer<V> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>>(static_cast<D const*>(this))->get_Value(result.put()));
  return result.take();
}
template <typename D, typename K, typename V>
struct produce<D, ::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> : produce_base<D, ::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> {
  int32_t get_Key(arg_in<K>* result) noexcept final try {
    need_place(result);
    clear_out<K>(result);
    give<K>(result, this->shim().Key());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Value(arg_in<V>* result) noexcept final try {
    need_place(result);
    clear_out<V>(result);
    give<V>(result, this->shim().Value());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename K, typename V>
template <typename D>
V consume<::winrt::Windows::Foundation::Collections::IMapView<K, V>>::template type<D>::Lookup(K const& key) const {
  answer<V> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMapView<K, V>>(static_cast<D const*>(this))->Lookup(in<K>(key), result.put()));
  return result.take();
}
template <typename K, typename V>
template <typename D>
uint32_t consume<::winrt::Windows::Foundation::Collections::IMapView<K, V>>::template type<D>::Size() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMapView<K, V>>(static_cast<D const*>(this))->get_Size(result.put()));
  return result.take();
}
template <typename K, typename V>
template <typename D>
bool consume<::winrt::Windows::Foundation::Collections::IMapView<K, V>>::template type<D>::HasKey(K const& key) const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMapView<K, V>>(static_cast<D const*>(this))->HasKey(in<K>(key), result.put()));
  return result.take();
}
template <typename K, typename V>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IMapView<K, V>>::template type<D>::Split(::winrt::Windows::Foundation::Collections::IMapView<K, V>& firstPartition, ::winrt::Windows::Foundation::Collections::IMapView<K, V>& secondPartition) const {
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMapView<K, V>>(static_cast<D const*>(this))->Split(out(firstPartition), out(secondPartition)));
}
template <typename D, typename K, typename V>
struct produce<D, ::winrt::Windows::Foundation::Collections::IMapView<K, V>> : produce_base<D, ::winrt::Windows::Foundation::Collections::IMapView<K, V>> {
  int32_t Lookup(arg_in<K> p_key, arg_in<V>* result) noexcept final try {
    need_place(result);
    clear_out<V>(result);
    give<V>(result, this->shim().Lookup(borrow<K>(p_key)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Size(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Size());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t HasKey(arg_in<K> p_key, bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().HasKey(borrow<K>(p_key)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Split(void** p_firstPartition, void** p_secondPartition) noexcept final try {
    need_place(p_firstPartition);
    clear_out<::winrt::Windows::Foundation::Collections::IMapView<K, V>>(p_firstPartition);
    need_place(p_secondPartition);
    clear_out<::winrt::Windows::Foundation::Collections::IMapView<K, V>>(p_secondPartition);
    this->shim().Split(borrow_out<::winrt::Windows::Foundation::Collections::IMapView<K, V>>(p_firstPartition), borrow_out<::winrt::Windows::Foundation::Collections::IMapView<K, V>>(p_secondPartition));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename K, typename V>
template <typename D>
V consume<::winrt::Windows::Foundation::Collections::IMap<K, V>>::template type<D>::Lookup(K const& key) const {
  answer<V> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMap<K, V>>(static_cast<D const*>(this))->Lookup(in<K>(key), result.put()));
  return result.take();
}
template <typename K, typename V>
template <typename D>
uint32_t consume<::winrt::Windows::Foundation::Collections::IMap<K, V>>::template type<D>::Size() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMap<K, V>>(static_cast<D const*>(this))->get_Size(result.put()));
  return result.take();
}
template <typename K, typename V>
template <typename D>
bool consume<::winrt::Windows::Foundation::Collections::IMap<K, V>>::template type<D>::HasKey(K const& key) const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMap<K, V>>(static_cast<D const*>(this))->HasKey(in<K>(key), result.put()));
  return result.take();
}
template <typename K, typename V>
template <typename D>
::winrt::Windows::Foundation::Collections::IMapView<K, V> consume<::winrt::Windows::Foundation::Collections::IMap<K, V>>::template type<D>::GetView() const {
  answer<::winrt::Windows::Foundation::Collections::IMapView<K, V>> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMap<K, V>>(static_cast<D const*>(this))->GetView(result.put()));
  return result.take();
}
template <typename K, typename V>
template <typename D>
bool consume<::winrt::Windows::Foundation::Collections::IMap<K, V>>::template type<D>::Insert(K const& key, V const& value) const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMap<K, V>>(static_cast<D const*>(this))->Insert(in<K>(key), in<V>(value), result.put()));
  return result.take();
}
template <typename K, typename V>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IMap<K, V>>::template type<D>::Remove(K const& key) const {
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMap<K, V>>(static_cast<D const*>(this))->Remove(in<K>(key)));
}
template <typename K, typename V>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IMap<K, V>>::template type<D>::Clear() const {
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMap<K, V>>(static_cast<D const*>(this))->Clear());
}
template <typename D, typename K, typename V>
struct produce<D, ::winrt::Windows::Foundation::Collections::IMap<K, V>> : produce_base<D, ::winrt::Windows::Foundation::Collections::IMap<K, V>> {
  int32_t Lookup(arg_in<K> p_key, arg_in<V>* result) noexcept final try {
    need_place(result);
    clear_out<V>(result);
    give<V>(result, this->shim().Lookup(borrow<K>(p_key)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Size(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Size());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t HasKey(arg_in<K> p_key, bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().HasKey(borrow<K>(p_key)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetView(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IMapView<K, V>>(result);
    give<::winrt::Windows::Foundation::Collections::IMapView<K, V>>(result, this->shim().GetView());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Insert(arg_in<K> p_key, arg_in<V> p_value, bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Insert(borrow<K>(p_key), borrow<V>(p_value)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Remove(arg_in<K> p_key) noexcept final try {
    this->shim().Remove(borrow<K>(p_key));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Clear() noexcept final try {
    this->shim().Clear();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename K>
template <typename D>
::winrt::Windows::Foundation::Collections::CollectionChange consume<::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>>::template type<D>::CollectionChange() const {
  answer<::winrt::Windows::Foundation::Collections::CollectionChange> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>>(static_cast<D const*>(this))->get_CollectionChange(result.put()));
  return result.take();
}
template <typename K>
template <typename D>
K consume<::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>>::template type<D>::Key() const {
  answer<K> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>>(static_cast<D const*>(this))->get_Key(result.put()));
  return result.take();
}
template <typename D, typename K>
struct produce<D, ::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>> : produce_base<D, ::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>> {
  int32_t get_CollectionChange(::winrt::Windows::Foundation::Collections::CollectionChange* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::CollectionChange>(result);
    give<::winrt::Windows::Foundation::Collections::CollectionChange>(result, this->shim().CollectionChange());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Key(arg_in<K>* result) noexcept final try {
    need_place(result);
    clear_out<K>(result);
    give<K>(result, this->shim().Key());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename K, typename V>
template <typename D>
::winrt::event_token consume<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>>::template type<D>::MapChanged(::winrt::Windows::Foundation::Collections::MapChangedEventHandler<K, V> const& handler) const {
  answer<::winrt::event_token> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>>(static_cast<D const*>(this))->add_MapChanged(get_abi(handler), result.put()));
  return result.take();
}
template <typename K, typename V>
template <typename D>
event_revoker<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>> consume<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>>::template type<D>::MapChanged(auto_revoke_t, ::winrt::Windows::Foundation::Collections::MapChangedEventHandler<K, V> const& handler) const {
  return {static_cast<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>>(*static_cast<D const*>(this)), &abi_t<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>>::remove_MapChanged, MapChanged(handler)};
}
template <typename K, typename V>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>>::template type<D>::MapChanged(::winrt::event_token const& token) const {
  static_cast<void>(call<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>>(static_cast<D const*>(this))->remove_MapChanged(token));
}
template <typename D, typename K, typename V>
struct produce<D, ::winrt::Windows::Foundation::Collections::IObservableMap<K, V>> : produce_base<D, ::winrt::Windows::Foundation::Collections::IObservableMap<K, V>> {
  int32_t add_MapChanged(void* p_handler, ::winrt::event_token* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::event_token>(result);
    give<::winrt::event_token>(result, this->shim().MapChanged(borrow<::winrt::Windows::Foundation::Collections::MapChangedEventHandler<K, V>>(p_handler)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t remove_MapChanged(::winrt::event_token p_token) noexcept final try {
    this->shim().MapChanged(p_token);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Collections::CollectionChange consume<::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs>::type<D>::CollectionChange() const {
  answer<::winrt::Windows::Foundation::Collections::CollectionChange> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs>(static_cast<D const*>(this))->get_CollectionChange(result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs>::type<D>::Index() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs>(static_cast<D const*>(this))->get_Index(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs> : produce_base<D, ::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs> {
  int32_t get_CollectionChange(::winrt::Windows::Foundation::Collections::CollectionChange* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::CollectionChange>(result);
    give<::winrt::Windows::Foundation::Collections::CollectionChange>(result, this->shim().CollectionChange());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Index(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Index());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename T>
template <typename D>
::winrt::event_token consume<::winrt::Windows::Foundation::Collections::IObservableVector<T>>::template type<D>::VectorChanged(::winrt::Windows::Foundation::Collections::VectorChangedEventHandler<T> const& handler) const {
  answer<::winrt::event_token> result;
  check_hresult(call<::winrt::Windows::Foundation::Collections::IObservableVector<T>>(static_cast<D const*>(this))->add_VectorChanged(get_abi(handler), result.put()));
  return result.take();
}
template <typename T>
template <typename D>
event_revoker<::winrt::Windows::Foundation::Collections::IObservableVector<T>> consume<::winrt::Windows::Foundation::Collections::IObservableVector<T>>::template type<D>::VectorChanged(auto_revoke_t, ::winrt::Windows::Foundation::Collections::VectorChangedEventHandler<T> const& handler) const {
  return {static_cast<::winrt::Windows::Foundation::Collections::IObservableVector<T>>(*static_cast<D const*>(this)), &abi_t<::winrt::Windows::Foundation::Collections::IObservableVector<T>>::remove_VectorChanged, VectorChanged(handler)};
}
template <typename T>
template <typename D>
void consume<::winrt::Windows::Foundation::Collections::IObservableVector<T>>::template type<D>::VectorChanged(::winrt::event_token const& token) const {
  static_cast<void>(call<::winrt::Windows::Foundation::Collections::IObservableVector<T>>(static_cast<D const*>(this))->remove_VectorChanged(token));
}
template <typename D, typename T>
struct produce<D, ::winrt::Windows::Foundation::Collections::IObservableVector<T>> : produce_base<D, ::winrt::Windows::Foundation::Collections::IObservableVector<T>> {
  int32_t add_VectorChanged(void* p_handler, ::winrt::event_token* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::event_token>(result);
    give<::winrt::event_token>(result, this->shim().VectorChanged(borrow<::winrt::Windows::Foundation::Collections::VectorChangedEventHandler<T>>(p_handler)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t remove_VectorChanged(::winrt::event_token p_token) noexcept final try {
    this->shim().VectorChanged(p_token);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::Collections::IPropertySet> : produce_base<D, ::winrt::Windows::Foundation::Collections::IPropertySet> {
};
}  // namespace winrt::impl

namespace winrt::Windows::Foundation::Collections {

inline PropertySet::PropertySet() : PropertySet(::winrt::impl::activate<PropertySet>()) {}
inline ValueSet::ValueSet() : ValueSet(::winrt::impl::activate<ValueSet>()) {}
inline StringMap::StringMap() : StringMap(::winrt::impl::activate<StringMap>()) {}
}  // namespace winrt::Windows::Foundation::Collections
