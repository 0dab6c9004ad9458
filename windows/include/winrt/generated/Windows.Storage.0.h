// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Storage {

enum class CreationCollisionOption : int32_t {
  GenerateUniqueName = 0,
  ReplaceExisting = 1,
  FailIfExists = 2,
  OpenIfExists = 3,
};

enum class NameCollisionOption : int32_t {
  GenerateUniqueName = 0,
  ReplaceExisting = 1,
  FailIfExists = 2,
};

enum class FileAccessMode : int32_t {
  Read = 0,
  ReadWrite = 1,
};

enum class StorageDeleteOption : int32_t {
  Default = 0,
  PermanentDelete = 1,
};

enum class ApplicationDataLocality : int32_t {
  Local = 0,
  Roaming = 1,
  Temporary = 2,
  LocalCache = 3,
};

enum class ApplicationDataCreateDisposition : int32_t {
  Always = 0,
  Existing = 1,
};

enum class FileAttributes : uint32_t {
  Normal = 0x0,
  ReadOnly = 0x1,
  Directory = 0x10,
  Archive = 0x20,
  Temporary = 0x100,
};
constexpr FileAttributes operator|(FileAttributes a, FileAttributes b) noexcept {
  return static_cast<FileAttributes>(static_cast<uint32_t>(a) | static_cast<uint32_t>(b));
}
constexpr FileAttributes& operator|=(FileAttributes& a, FileAttributes b) noexcept { return a = a | b; }
constexpr FileAttributes operator&(FileAttributes a, FileAttributes b) noexcept {
  return static_cast<FileAttributes>(static_cast<uint32_t>(a) & static_cast<uint32_t>(b));
}
constexpr FileAttributes& operator&=(FileAttributes& a, FileAttributes b) noexcept { return a = a & b; }
constexpr FileAttributes operator^(FileAttributes a, FileAttributes b) noexcept {
  return static_cast<FileAttributes>(static_cast<uint32_t>(a) ^ static_cast<uint32_t>(b));
}
constexpr FileAttributes& operator^=(FileAttributes& a, FileAttributes b) noexcept { return a = a ^ b; }
constexpr FileAttributes operator~(FileAttributes a) noexcept {
  return static_cast<FileAttributes>(~static_cast<uint32_t>(a));
}

struct IStorageItem;
struct IStorageFile;
struct IStorageFileStatics;
struct StorageFile;
struct IStorageFolder;
struct IStorageFolder2;
struct IStorageFolderStatics;
struct StorageFolder;
struct IFileIOStatics;
struct FileIO;
struct IApplicationDataContainer;
struct ApplicationDataContainer;
struct IApplicationData;
struct IApplicationDataStatics;
struct ApplicationData;

}  // namespace winrt::Windows::Storage

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Storage::CreationCollisionOption> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Storage::CreationCollisionOption> {
  static constexpr auto value = fixed_text{"Windows.Storage.CreationCollisionOption"};
};
template <>
struct category<::winrt::Windows::Storage::NameCollisionOption> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Storage::NameCollisionOption> {
  static constexpr auto value = fixed_text{"Windows.Storage.NameCollisionOption"};
};
template <>
struct category<::winrt::Windows::Storage::FileAccessMode> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Storage::FileAccessMode> {
  static constexpr auto value = fixed_text{"Windows.Storage.FileAccessMode"};
};
template <>
struct category<::winrt::Windows::Storage::StorageDeleteOption> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Storage::StorageDeleteOption> {
  static constexpr auto value = fixed_text{"Windows.Storage.StorageDeleteOption"};
};
template <>
struct category<::winrt::Windows::Storage::ApplicationDataLocality> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Storage::ApplicationDataLocality> {
  static constexpr auto value = fixed_text{"Windows.Storage.ApplicationDataLocality"};
};
template <>
struct category<::winrt::Windows::Storage::ApplicationDataCreateDisposition> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Storage::ApplicationDataCreateDisposition> {
  static constexpr auto value = fixed_text{"Windows.Storage.ApplicationDataCreateDisposition"};
};
template <>
struct category<::winrt::Windows::Storage::FileAttributes> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Storage::FileAttributes> {
  static constexpr auto value = fixed_text{"Windows.Storage.FileAttributes"};
};
template <>
struct category<::winrt::Windows::Storage::IStorageItem> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::IStorageItem> {
  static constexpr auto value = fixed_text{"Windows.Storage.IStorageItem"};
};
template <>
struct type_guid<::winrt::Windows::Storage::IStorageItem> {
  static constexpr guid value{"aa20061f-2630-5233-b2b7-6b515a20924c"};
};
template <>
struct category<::winrt::Windows::Storage::IStorageFile> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::IStorageFile> {
  static constexpr auto value = fixed_text{"Windows.Storage.IStorageFile"};
};
template <>
struct type_guid<::winrt::Windows::Storage::IStorageFile> {
  static constexpr guid value{"10812665-40d8-5260-8e9d-ebca8d9fed46"};
};
template <>
struct category<::winrt::Windows::Storage::IStorageFileStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::IStorageFileStatics> {
  static constexpr auto value = fixed_text{"Windows.Storage.IStorageFileStatics"};
};
template <>
struct type_guid<::winrt::Windows::Storage::IStorageFileStatics> {
  static constexpr guid value{"fc963c05-82aa-59ff-9502-47690a5ffa35"};
};
template <>
struct category<::winrt::Windows::Storage::StorageFile> {
  using type = class_category<::winrt::Windows::Storage::IStorageFile>;
};
template <>
struct type_name<::winrt::Windows::Storage::StorageFile> {
  static constexpr auto value = fixed_text{"Windows.Storage.StorageFile"};
};
template <>
struct category<::winrt::Windows::Storage::IStorageFolder> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::IStorageFolder> {
  static constexpr auto value = fixed_text{"Windows.Storage.IStorageFolder"};
};
template <>
struct type_guid<::winrt::Windows::Storage::IStorageFolder> {
  static constexpr guid value{"3272a076-a03f-5807-ac25-33cd99f10cec"};
};
template <>
struct category<::winrt::Windows::Storage::IStorageFolder2> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::IStorageFolder2> {
  static constexpr auto value = fixed_text{"Windows.Storage.IStorageFolder2"};
};
template <>
struct type_guid<::winrt::Windows::Storage::IStorageFolder2> {
  static constexpr guid value{"508a7df1-5fe8-5f6b-bb93-3a9650f6d0ab"};
};
template <>
struct category<::winrt::Windows::Storage::IStorageFolderStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::IStorageFolderStatics> {
  static constexpr auto value = fixed_text{"Windows.Storage.IStorageFolderStatics"};
};
template <>
struct type_guid<::winrt::Windows::Storage::IStorageFolderStatics> {
  static constexpr guid value{"9474050d-15c5-5b00-8865-bc9163b88f03"};
};
template <>
struct category<::winrt::Windows::Storage::StorageFolder> {
  using type = class_category<::winrt::Windows::Storage::IStorageFolder>;
};
template <>
struct type_name<::winrt::Windows::Storage::StorageFolder> {
  static constexpr auto value = fixed_text{"Windows.Storage.StorageFolder"};
};
template <>
struct category<::winrt::Windows::Storage::IFileIOStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::IFileIOStatics> {
  static constexpr auto value = fixed_text{"Windows.Storage.IFileIOStatics"};
};
template <>
struct type_guid<::winrt::Windows::Storage::IFileIOStatics> {
  static constexpr guid value{"bbe361b5-bc5a-547e-a076-03b294c38f36"};
};
template <>
struct category<::winrt::Windows::Storage::FileIO> {
  using type = basic_category;
};
template <>
struct type_name<::winrt::Windows::Storage::FileIO> {
  static constexpr auto value = fixed_text{"Windows.Storage.FileIO"};
};
template <>
struct category<::winrt::Windows::Storage::IApplicationDataContainer> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::IApplicationDataContainer> {
  static constexpr auto value = fixed_text{"Windows.Storage.IApplicationDataContainer"};
};
template <>
struct type_guid<::winrt::Windows::Storage::IApplicationDataContainer> {
  static constexpr guid value{"1f14db98-ebe9-577a-8a08-3c79cd3bfd1c"};
};
template <>
struct category<::winrt::Windows::Storage::ApplicationDataContainer> {
  using type = class_category<::winrt::Windows::Storage::IApplicationDataContainer>;
};
template <>
struct type_name<::winrt::Windows::Storage::ApplicationDataContainer> {
  static constexpr auto value = fixed_text{"Windows.Storage.ApplicationDataContainer"};
};
template <>
struct category<::winrt::Windows::Storage::IApplicationData> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::IApplicationData> {
  static constexpr auto value = fixed_text{"Windows.Storage.IApplicationData"};
};
template <>
struct type_guid<::winrt::Windows::Storage::IApplicationData> {
  static constexpr guid value{"c25149e5-10fe-551a-b86f-842c145d3ad8"};
};
template <>
struct category<::winrt::Windows::Storage::IApplicationDataStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::IApplicationDataStatics> {
  static constexpr auto value = fixed_text{"Windows.Storage.IApplicationDataStatics"};
};
template <>
struct type_guid<::winrt::Windows::Storage::IApplicationDataStatics> {
  static constexpr guid value{"407e2321-03c6-5437-879d-bbc9e5917bbe"};
};
template <>
struct category<::winrt::Windows::Storage::ApplicationData> {
  using type = class_category<::winrt::Windows::Storage::IApplicationData>;
};
template <>
struct type_name<::winrt::Windows::Storage::ApplicationData> {
  static constexpr auto value = fixed_text{"Windows.Storage.ApplicationData"};
};
}  // namespace winrt::impl
