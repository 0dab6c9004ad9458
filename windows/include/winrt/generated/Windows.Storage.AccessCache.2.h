// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Storage.AccessCache.1.h"
#include "Windows.Foundation.1.h"
#include "Windows.Storage.1.h"

namespace winrt::Windows::Storage::AccessCache {

struct StorageItemAccessList : ::winrt::Windows::Storage::AccessCache::IStorageItemAccessList {
  StorageItemAccessList(std::nullptr_t) noexcept : ::winrt::Windows::Storage::AccessCache::IStorageItemAccessList(nullptr) {}
  StorageItemAccessList(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Storage::AccessCache::IStorageItemAccessList(object, take_ownership_from_abi) {}
};
struct StorageApplicationPermissions {
  StorageApplicationPermissions() = delete;
  static ::winrt::Windows::Storage::AccessCache::StorageItemAccessList FutureAccessList();
};
}  // namespace winrt::Windows::Storage::AccessCache

#include "Windows.Foundation.2.h"
#include "Windows.Storage.2.h"

namespace winrt::impl {

template <typename D>
::winrt::hstring consume<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>::type<D>::Add(::winrt::Windows::Storage::IStorageItem const& file) const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>(static_cast<D const*>(this))->Add(get_abi(file), result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>::type<D>::AddOrReplace(::winrt::param::hstring const& token, ::winrt::Windows::Storage::IStorageItem const& file) const {
  check_hresult(call<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>(static_cast<D const*>(this))->AddOrReplace(get_abi(token), get_abi(file)));
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> consume<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>::type<D>::GetFileAsync(::winrt::param::hstring const& token) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>> result;
  check_hresult(call<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>(static_cast<D const*>(this))->GetFileAsync(get_abi(token), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> consume<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>::type<D>::GetFolderAsync(::winrt::param::hstring const& token) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>> result;
  check_hresult(call<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>(static_cast<D const*>(this))->GetFolderAsync(get_abi(token), result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>::type<D>::Remove(::winrt::param::hstring const& token) const {
  check_hresult(call<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>(static_cast<D const*>(this))->Remove(get_abi(token)));
}
template <typename D>
bool consume<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>::type<D>::ContainsItem(::winrt::param::hstring const& token) const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>(static_cast<D const*>(this))->ContainsItem(get_abi(token), result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>::type<D>::Clear() const {
  check_hresult(call<::winrt::Windows::Storage::AccessCache::IStorageItemAccessList>(static_cast<D const*>(this))->Clear());
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::AccessCache::IStorageItemAccessList> : produce_base<D, ::winrt::Windows::Storage::AccessCache::IStorageItemAccessList> {
  int32_t Add(void* p_file, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Add(borrow<::winrt::Windows::Storage::IStorageItem>(p_file)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t AddOrReplace(void* p_token, void* p_file) noexcept final try {
    this->shim().AddOrReplace(borrow<::winrt::hstring>(p_token), borrow<::winrt::Windows::Storage::IStorageItem>(p_file));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetFileAsync(void* p_token, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>>(result, this->shim().GetFileAsync(borrow<::winrt::hstring>(p_token)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetFolderAsync(void* p_token, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>>(result, this->shim().GetFolderAsync(borrow<::winrt::hstring>(p_token)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Remove(void* p_token) noexcept final try {
    this->shim().Remove(borrow<::winrt::hstring>(p_token));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ContainsItem(void* p_token, bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().ContainsItem(borrow<::winrt::hstring>(p_token)));
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
template <typename D>
::winrt::Windows::Storage::AccessCache::StorageItemAccessList consume<::winrt::Windows::Storage::AccessCache::IStorageApplicationPermissionsStatics>::type<D>::FutureAccessList() const {
  answer<::winrt::Windows::Storage::AccessCache::StorageItemAccessList> result;
  check_hresult(call<::winrt::Windows::Storage::AccessCache::IStorageApplicationPermissionsStatics>(static_cast<D const*>(this))->get_FutureAccessList(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::AccessCache::IStorageApplicationPermissionsStatics> : produce_base<D, ::winrt::Windows::Storage::AccessCache::IStorageApplicationPermissionsStatics> {
  int32_t get_FutureAccessList(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::AccessCache::StorageItemAccessList>(result);
    give<::winrt::Windows::Storage::AccessCache::StorageItemAccessList>(result, this->shim().FutureAccessList());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Storage::AccessCache {

inline ::winrt::Windows::Storage::AccessCache::StorageItemAccessList StorageApplicationPermissions::FutureAccessList() {
  return ::winrt::impl::cached_factory<StorageApplicationPermissions, ::winrt::Windows::Storage::AccessCache::IStorageApplicationPermissionsStatics>().FutureAccessList();
}
}  // namespace winrt::Windows::Storage::AccessCache
