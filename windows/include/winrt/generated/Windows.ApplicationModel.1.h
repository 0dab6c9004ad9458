// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.ApplicationModel.0.h"
#include "Windows.Storage.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::ApplicationModel::IPackageId> {
  struct type : inspectable_abi {
    virtual int32_t get_Name(void** result) noexcept = 0;
    virtual int32_t get_Version(::winrt::Windows::ApplicationModel::PackageVersion* result) noexcept = 0;
    virtual int32_t get_FullName(void** result) noexcept = 0;
    virtual int32_t get_FamilyName(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::ApplicationModel::IPackage> {
  struct type : inspectable_abi {
    virtual int32_t get_Id(void** result) noexcept = 0;
    virtual int32_t get_InstalledLocation(void** result) noexcept = 0;
    virtual int32_t get_DisplayName(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::ApplicationModel::IPackageStatics> {
  struct type : inspectable_abi {
    virtual int32_t get_Current(void** result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::ApplicationModel::IPackageId> {
  template <typename D>
  struct type {
    ::winrt::hstring Name() const;
    ::winrt::Windows::ApplicationModel::PackageVersion Version() const;
    ::winrt::hstring FullName() const;
    ::winrt::hstring FamilyName() const;
  };
};
template <>
struct consume<::winrt::Windows::ApplicationModel::IPackage> {
  template <typename D>
  struct type {
    ::winrt::Windows::ApplicationModel::PackageId Id() const;
    ::winrt::Windows::Storage::StorageFolder InstalledLocation() const;
    ::winrt::hstring DisplayName() const;
  };
};
template <>
struct consume<::winrt::Windows::ApplicationModel::IPackageStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::ApplicationModel::Package Current() const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::ApplicationModel {

struct IPackageId : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IPackageId> {
  IPackageId(std::nullptr_t = nullptr) noexcept {}
  IPackageId(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IPackage : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IPackage> {
  IPackage(std::nullptr_t = nullptr) noexcept {}
  IPackage(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IPackageStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IPackageStatics> {
  IPackageStatics(std::nullptr_t = nullptr) noexcept {}
  IPackageStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::ApplicationModel
