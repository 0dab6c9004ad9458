// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Storage.AccessCache.0.h"
#include "Windows.Foundation.0.h"
#include "Windows.Storage.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList> {
  struct type : inspectable_abi {
    virtual int32_t Add(void* p_file, void** result) noexcept = 0;
    virtual int32_t AddOrReplace(void* p_token, void* p_file) noexcept = 0;
    virtual int32_t GetFileAsync(void* p_token, void** result) noexcept = 0;
    virtual int32_t GetFolderAsync(void* p_token, void** result) noexcept = 0;
    virtual int32_t Remove(void* p_token) noexcept = 0;
    virtual int32_t ContainsItem(void* p_token, bool* result) noexcept = 0;
    virtual int32_t Clear() noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::AccessCache::IStorageApplicationPermissionsStatics> {
  struct type : inspectable_abi {
    virtual int32_t get_FutureAccessList(void** result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList> {
  template <typename D>
  struct type {
    ::winrt::hstring Add(::winrt::Windows::Storage::IStorageItem const& file) const;
    void AddOrReplace(::winrt::param::hstring const& token, ::winrt::Windows::Storage::IStorageItem const& file) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> GetFileAsync(::winrt::param::hstring const& token) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> GetFolderAsync(::winrt::param::hstring const& token) const;
    void Remove(::winrt::param::hstring const& token) const;
    bool ContainsItem(::winrt::param::hstring const& token) const;
    void Clear() const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::AccessCache::IStorageApplicationPermissionsStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::AccessCache::StorageItemAccessList FutureAccessList() const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Storage::AccessCache {

struct IStorageItemAccessList : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStorageItemAccessList> {
  IStorageItemAccessList(std::nullptr_t = nullptr) noexcept {}
  IStorageItemAccessList(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStorageApplicationPermissionsStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStorageApplicationPermissionsStatics> {
  IStorageApplicationPermissionsStatics(std::nullptr_t = nullptr) noexcept {}
  IStorageApplicationPermissionsStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::Storage::AccessCache
