// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::ApplicationModel {

struct PackageVersion;
struct IPackageId;
struct PackageId;
struct IPackage;
struct IPackageStatics;
struct Package;

struct PackageVersion {
  uint16_t Major;
  uint16_t Minor;
  uint16_t Build;
  uint16_t Revision;
};
inline bool operator==(PackageVersion const& a, PackageVersion const& b) noexcept { return a.Major == b.Major && a.Minor == b.Minor && a.Build == b.Build && a.Revision == b.Revision; }
inline bool operator!=(PackageVersion const& a, PackageVersion const& b) noexcept { return !(a == b); }

}  // namespace winrt::Windows::ApplicationModel

namespace winrt::impl {

template <>
struct category<::winrt::Windows::ApplicationModel::PackageVersion> {
  using type = struct_category<uint16_t, uint16_t, uint16_t, uint16_t>;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::PackageVersion> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.PackageVersion"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::IPackageId> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::IPackageId> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.IPackageId"};
};
template <>
struct type_guid<::winrt::Windows::ApplicationModel::IPackageId> {
  static constexpr guid value{"f499b333-8a57-5393-8916-b833cf55879b"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::PackageId> {
  using type = class_category<::winrt::Windows::ApplicationModel::IPackageId>;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::PackageId> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.PackageId"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::IPackage> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::IPackage> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.IPackage"};
};
template <>
struct type_guid<::winrt::Windows::ApplicationModel::IPackage> {
  static constexpr guid value{"85b9740f-3c36-5670-a245-b2a1da11e855"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::IPackageStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::IPackageStatics> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.IPackageStatics"};
};
template <>
struct type_guid<::winrt::Windows::ApplicationModel::IPackageStatics> {
  static constexpr guid value{"640bec6b-ab46-5e93-b5ad-6e7219be2d32"};
};
template <>
struct category<::winrt::Windows::ApplicationModel::Package> {
  using type = class_category<::winrt::Windows::ApplicationModel::IPackage>;
};
template <>
struct type_name<::winrt::Windows::ApplicationModel::Package> {
  static constexpr auto value = fixed_text{"Windows.ApplicationModel.Package"};
};
}  // namespace winrt::impl
