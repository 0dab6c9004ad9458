// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Foundation::Collections {

enum class CollectionChange : int32_t {
  Reset = 0,
  ItemInserted = 1,
  ItemRemoved = 2,
  ItemChanged = 3,
};

template <typename T>
struct IIterator;
template <typename T>
struct IIterable;
template <typename T>
struct IVectorView;
template <typename T>
struct IVector;
template <typename K, typename V>
struct IKeyValuePair;
template <typename K, typename V>
struct IMapView;
template <typename K, typename V>
struct IMap;
template <typename K>
struct IMapChangedEventArgs;
template <typename K, typename V>
struct MapChangedEventHandler;
template <typename K, typename V>
struct IObservableMap;
struct IVectorChangedEventArgs;
template <typename T>
struct VectorChangedEventHandler;
template <typename T>
struct IObservableVector;
struct IPropertySet;
struct PropertySet;
struct ValueSet;
struct StringMap;

}  // namespace winrt::Windows::Foundation::Collections

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Foundation::Collections::CollectionChange> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::Collections::CollectionChange> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.CollectionChange"};
};
template <typename T>
struct category<::winrt::Windows::Foundation::Collections::IIterator<T>> {
  using type = generic_category<T>;
};
template <typename T>
struct type_name<::winrt::Windows::Foundation::Collections::IIterator<T>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IIterator`1<"} + join_names<T>() + fixed_text{">"};
};
template <typename T>
struct type_guid<::winrt::Windows::Foundation::Collections::IIterator<T>> : generic_guid<::winrt::Windows::Foundation::Collections::IIterator<T>> {
  static constexpr guid generic{"6a79e863-4300-459a-9966-cbb660963ee1"};
};
template <typename T>
struct category<::winrt::Windows::Foundation::Collections::IIterable<T>> {
  using type = generic_category<T>;
};
template <typename T>
struct type_name<::winrt::Windows::Foundation::Collections::IIterable<T>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IIterable`1<"} + join_names<T>() + fixed_text{">"};
};
template <typename T>
struct type_guid<::winrt::Windows::Foundation::Collections::IIterable<T>> : generic_guid<::winrt::Windows::Foundation::Collections::IIterable<T>> {
  static constexpr guid generic{"faa585ea-6214-4217-afda-7f46de5869b3"};
};
template <typename T>
struct category<::winrt::Windows::Foundation::Collections::IVectorView<T>> {
  using type = generic_category<T>;
};
template <typename T>
struct type_name<::winrt::Windows::Foundation::Collections::IVectorView<T>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IVectorView`1<"} + join_names<T>() + fixed_text{">"};
};
template <typename T>
struct type_guid<::winrt::Windows::Foundation::Collections::IVectorView<T>> : generic_guid<::winrt::Windows::Foundation::Collections::IVectorView<T>> {
  static constexpr guid generic{"bbe1fa4c-b0e3-4583-baef-1f1b2e483e56"};
};
template <typename T>
struct category<::winrt::Windows::Foundation::Collections::IVector<T>> {
  using type = generic_category<T>;
};
template <typename T>
struct type_name<::winrt::Windows::Foundation::Collections::IVector<T>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IVector`1<"} + join_names<T>() + fixed_text{">"};
};
template <typename T>
struct type_guid<::winrt::Windows::Foundation::Collections::IVector<T>> : generic_guid<::winrt::Windows::Foundation::Collections::IVector<T>> {
  static constexpr guid generic{"913337e9-11a1-4345-a3a2-4e7f956e222d"};
};
template <typename K, typename V>
struct category<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> {
  using type = generic_category<K, V>;
};
template <typename K, typename V>
struct type_name<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IKeyValuePair`2<"} + join_names<K, V>() + fixed_text{">"};
};
template <typename K, typename V>
struct type_guid<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> : generic_guid<::winrt::Windows::Foundation::Collections::IKeyValuePair<K, V>> {
  static constexpr guid generic{"02b51929-c1c4-4a7e-8940-0312b5c18500"};
};
template <typename K, typename V>
struct category<::winrt::Windows::Foundation::Collections::IMapView<K, V>> {
  using type = generic_category<K, V>;
};
template <typename K, typename V>
struct type_name<::winrt::Windows::Foundation::Collections::IMapView<K, V>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IMapView`2<"} + join_names<K, V>() + fixed_text{">"};
};
template <typename K, typename V>
struct type_guid<::winrt::Windows::Foundation::Collections::IMapView<K, V>> : generic_guid<::winrt::Windows::Foundation::Collections::IMapView<K, V>> {
  static constexpr guid generic{"e480ce40-a338-4ada-adcf-272272e48cb9"};
};
template <typename K, typename V>
struct category<::winrt::Windows::Foundation::Collections::IMap<K, V>> {
  using type = generic_category<K, V>;
};
template <typename K, typename V>
struct type_name<::winrt::Windows::Foundation::Collections::IMap<K, V>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IMap`2<"} + join_names<K, V>() + fixed_text{">"};
};
template <typename K, typename V>
struct type_guid<::winrt::Windows::Foundation::Collections::IMap<K, V>> : generic_guid<::winrt::Windows::Foundation::Collections::IMap<K, V>> {
  static constexpr guid generic{"3c2925fe-8519-45c1-aa79-197b6718c1c1"};
};
template <typename K>
struct category<::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>> {
  using type = generic_category<K>;
};
template <typename K>
struct type_name<::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IMapChangedEventArgs`1<"} + join_names<K>() + fixed_text{">"};
};
template <typename K>
struct type_guid<::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>> : generic_guid<::winrt::Windows::Foundation::Collections::IMapChangedEventArgs<K>> {
  static constexpr guid generic{"9939f4df-050a-4c0f-aa60-77075f9c4777"};
};
template <typename K, typename V>
struct category<::winrt::Windows::Foundation::Collections::MapChangedEventHandler<K, V>> {
  using type = generic_category<K, V>;
};
template <typename K, typename V>
struct type_name<::winrt::Windows::Foundation::Collections::MapChangedEventHandler<K, V>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.MapChangedEventHandler`2<"} + join_names<K, V>() + fixed_text{">"};
};
template <typename K, typename V>
struct type_guid<::winrt::Windows::Foundation::Collections::MapChangedEventHandler<K, V>> : generic_guid<::winrt::Windows::Foundation::Collections::MapChangedEventHandler<K, V>> {
  static constexpr guid generic{"179517f3-94ee-41f8-bddc-768a895544f3"};
};
template <typename K, typename V>
struct category<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>> {
  using type = generic_category<K, V>;
};
template <typename K, typename V>
struct type_name<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IObservableMap`2<"} + join_names<K, V>() + fixed_text{">"};
};
template <typename K, typename V>
struct type_guid<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>> : generic_guid<::winrt::Windows::Foundation::Collections::IObservableMap<K, V>> {
  static constexpr guid generic{"65df2bf5-bf39-41b5-aebc-5a9d865e472b"};
};
template <>
struct category<::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IVectorChangedEventArgs"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::Collections::IVectorChangedEventArgs> {
  static constexpr guid value{"575933df-34fe-4480-af15-07691f3d5d9b"};
};
template <typename T>
struct category<::winrt::Windows::Foundation::Collections::VectorChangedEventHandler<T>> {
  using type = generic_category<T>;
};
template <typename T>
struct type_name<::winrt::Windows::Foundation::Collections::VectorChangedEventHandler<T>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.VectorChangedEventHandler`1<"} + join_names<T>() + fixed_text{">"};
};
template <typename T>
struct type_guid<::winrt::Windows::Foundation::Collections::VectorChangedEventHandler<T>> : generic_guid<::winrt::Windows::Foundation::Collections::VectorChangedEventHandler<T>> {
  static constexpr guid generic{"0c051752-9fbf-4c70-aa0c-0e4c82d9a761"};
};
template <typename T>
struct category<::winrt::Windows::Foundation::Collections::IObservableVector<T>> {
  using type = generic_category<T>;
};
template <typename T>
struct type_name<::winrt::Windows::Foundation::Collections::IObservableVector<T>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IObservableVector`1<"} + join_names<T>() + fixed_text{">"};
};
template <typename T>
struct type_guid<::winrt::Windows::Foundation::Collections::IObservableVector<T>> : generic_guid<::winrt::Windows::Foundation::Collections::IObservableVector<T>> {
  static constexpr guid generic{"5917eb53-50b4-4a0d-b309-65862b3f1dbc"};
};
template <>
struct category<::winrt::Windows::Foundation::Collections::IPropertySet> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::Collections::IPropertySet> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.IPropertySet"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::Collections::IPropertySet> {
  static constexpr guid value{"8a43ed9f-f4e6-4421-acf9-1dab2986820c"};
};
template <>
struct category<::winrt::Windows::Foundation::Collections::PropertySet> {
  using type = class_category<::winrt::Windows::Foundation::Collections::IPropertySet>;
};
template <>
struct type_name<::winrt::Windows::Foundation::Collections::PropertySet> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.PropertySet"};
};
template <>
struct category<::winrt::Windows::Foundation::Collections::ValueSet> {
  using type = class_category<::winrt::Windows::Foundation::Collections::IPropertySet>;
};
template <>
struct type_name<::winrt::Windows::Foundation::Collections::ValueSet> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.ValueSet"};
};
template <>
struct category<::winrt::Windows::Foundation::Collections::StringMap> {
  using type = class_category<::winrt::Windows::Foundation::Collections::IMap<::winrt::hstring, ::winrt::hstring>>;
};
template <>
struct type_name<::winrt::Windows::Foundation::Collections::StringMap> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Collections.StringMap"};
};
}  // namespace winrt::impl
