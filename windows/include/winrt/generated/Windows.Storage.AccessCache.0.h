// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Storage::AccessCache {

struct IStorageItemAccessList;
struct StorageItemAccessList;
struct IStorageApplicationPermissionsStatics;
struct StorageApplicationPermissions;

}  // namespace winrt::Windows::Storage::AccessCache

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList> {
  static constexpr auto value = fixed_text{"Windows.Storage.AccessCache.IStorageItemAccessList"};
};
template <>
struct type_guid<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList> {
  static constexpr guid value{"e72483fa-50f6-5638-b3b2-1b0bda6ac4e0"};
};
template <>
struct category<::winrt::Windows::Storage::AccessCache::StorageItemAccessList> {
  using type = class_category<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>;
};
template <>
struct type_name<::winrt::Windows::Storage::AccessCache::StorageItemAccessList> {
  static constexpr auto value = fixed_text{"Windows.Storage.AccessCache.StorageItemAccessList"};
};
template <>
struct category<::winrt::Windows::Storage::AccessCache::IStorageApplicationPermissionsStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::AccessCache::IStorageApplicationPermissionsStatics> {
  static constexpr auto value = fixed_text{"Windows.Storage.AccessCache.IStorageApplicationPermissionsStatics"};
};
template <>
struct type_guid<::winrt::Windows::Storage::AccessCache::IStorageApplicationPermissionsStatics> {
  static constexpr guid value{"ff896a08-4032-5352-9988-296f89ea73de"};
};
template <>
struct category<::winrt::Windows::Storage::AccessCache::StorageApplicationPermissions> {
  using type = basic_category;
};
template <>
struct type_name<::winrt::Windows::Storage::AccessCache::StorageApplicationPermissions> {
  static constexpr auto value = fixed_text{"Windows.Storage.AccessCache.StorageApplicationPermissions"};
};
}  // namespace winrt::impl
