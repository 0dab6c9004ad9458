// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.ApplicationModel.1.h"
#include "Windows.Storage.1.h"

namespace winrt::Windows::ApplicationModel {

struct PackageId : ::winrt::Windows::ApplicationModel::IPackageId {
  PackageId(std::nullptr_t) noexcept : ::winrt::Windows::ApplicationModel::IPackageId(nullptr) {}
  PackageId(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::ApplicationModel::IPackageId(object, take_ownership_from_abi) {}
};
struct Package : ::winrt::Windows::ApplicationModel::IPackage {
  Package(std::nullptr_t) noexcept : ::winrt::Windows::ApplicationModel::IPackage(nullptr) {}
  Package(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::ApplicationModel::IPackage(object, take_ownership_from_abi) {}
  static ::winrt::Windows::ApplicationModel::Package Current();
};
}  // namespace winrt::Windows::ApplicationModel

#include "Windows.Storage.2.h"

namespace winrt::impl {

template <typename D>
::winrt::hstring consume<::winrt::Windows::ApplicationModel::IPackageId>::type<D>::Name() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::IPackageId>(static_cast<D const*>(this))->get_Name(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::ApplicationModel::PackageVersion consume<::winrt::Windows::ApplicationModel::IPackageId>::type<D>::Version() const {
  answer<::winrt::Windows::ApplicationModel::PackageVersion> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::IPackageId>(static_cast<D const*>(this))->get_Version(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::ApplicationModel::IPackageId>::type<D>::FullName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::IPackageId>(static_cast<D const*>(this))->get_FullName(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::ApplicationModel::IPackageId>::type<D>::FamilyName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::IPackageId>(static_cast<D const*>(this))->get_FamilyName(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::ApplicationModel::IPackageId> : produce_base<D, ::winrt::Windows::ApplicationModel::IPackageId> {
  int32_t get_Name(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Name());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Version(::winrt::Windows::ApplicationModel::PackageVersion* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::ApplicationModel::PackageVersion>(result);
    give<::winrt::Windows::ApplicationModel::PackageVersion>(result, this->shim().Version());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_FullName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().FullName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_FamilyName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().FamilyName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::ApplicationModel::PackageId consume<::winrt::Windows::ApplicationModel::IPackage>::type<D>::Id() const {
  answer<::winrt::Windows::ApplicationModel::PackageId> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::IPackage>(static_cast<D const*>(this))->get_Id(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::StorageFolder consume<::winrt::Windows::ApplicationModel::IPackage>::type<D>::InstalledLocation() const {
  answer<::winrt::Windows::Storage::StorageFolder> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::IPackage>(static_cast<D const*>(this))->get_InstalledLocation(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::ApplicationModel::IPackage>::type<D>::DisplayName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::IPackage>(static_cast<D const*>(this))->get_DisplayName(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::ApplicationModel::IPackage> : produce_base<D, ::winrt::Windows::ApplicationModel::IPackage> {
  int32_t get_Id(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::ApplicationModel::PackageId>(result);
    give<::winrt::Windows::ApplicationModel::PackageId>(result, this->shim().Id());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_InstalledLocation(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::StorageFolder>(result);
    give<::winrt::Windows::Storage::StorageFolder>(result, this->shim().InstalledLocation());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DisplayName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().DisplayName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::ApplicationModel::Package consume<::winrt::Windows::ApplicationModel::IPackageStatics>::type<D>::Current() const {
  answer<::winrt::Windows::ApplicationModel::Package> result;
  check_hresult(call<::winrt::Windows::ApplicationModel::IPackageStatics>(static_cast<D const*>(this))->get_Current(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::ApplicationModel::IPackageStatics> : produce_base<D, ::winrt::Windows::ApplicationModel::IPackageStatics> {
  int32_t get_Current(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::ApplicationModel::Package>(result);
    give<::winrt::Windows::ApplicationModel::Package>(result, this->shim().Current());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::ApplicationModel {

inline ::winrt::Windows::ApplicationModel::Package Package::Current() {
  return ::winrt::impl::cached_factory<Package, ::winrt::Windows::ApplicationModel::IPackageStatics>().Current();
}
}  // namespace winrt::Windows::ApplicationModel
