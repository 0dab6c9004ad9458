// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Storage.0.h"
#include "Windows.Foundation.0.h"
#include "Windows.Foundation.Collections.0.h"
#include "Windows.Storage.Streams.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Storage::IStorageItem> {
  struct type : inspectable_abi {
    virtual int32_t DeleteAsync(void** result) noexcept = 0;
    virtual int32_t get_Name(void** result) noexcept = 0;
    virtual int32_t get_Path(void** result) noexcept = 0;
    virtual int32_t get_Attributes(::winrt::Windows::Storage::FileAttributes* result) noexcept = 0;
    virtual int32_t get_DateCreated(::winrt::Windows::Foundation::DateTime* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::IStorageFile> {
  struct type : inspectable_abi {
    virtual int32_t get_FileType(void** result) noexcept = 0;
    virtual int32_t get_ContentType(void** result) noexcept = 0;
    virtual int32_t OpenAsync(::winrt::Windows::Storage::FileAccessMode p_accessMode, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::IStorageFileStatics> {
  struct type : inspectable_abi {
    virtual int32_t GetFileFromPathAsync(void* p_path, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::IStorageFolder> {
  struct type : inspectable_abi {
    virtual int32_t CreateFileAsyncOverloadDefaultOptions(void* p_desiredName, void** result) noexcept = 0;
    virtual int32_t CreateFileAsync(void* p_desiredName, ::winrt::Windows::Storage::CreationCollisionOption p_options, void** result) noexcept = 0;
    virtual int32_t CreateFolderAsyncOverloadDefaultOptions(void* p_desiredName, void** result) noexcept = 0;
    virtual int32_t CreateFolderAsync(void* p_desiredName, ::winrt::Windows::Storage::CreationCollisionOption p_options, void** result) noexcept = 0;
    virtual int32_t GetFileAsync(void* p_name, void** result) noexcept = 0;
    virtual int32_t GetFolderAsync(void* p_name, void** result) noexcept = 0;
    virtual int32_t GetFilesAsync(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::IStorageFolder2> {
  struct type : inspectable_abi {
    virtual int32_t TryGetItemAsync(void* p_name, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::IStorageFolderStatics> {
  struct type : inspectable_abi {
    virtual int32_t GetFolderFromPathAsync(void* p_path, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::IFileIOStatics> {
  struct type : inspectable_abi {
    virtual int32_t ReadTextAsync(void* p_file, void** result) noexcept = 0;
    virtual int32_t WriteTextAsync(void* p_file, void* p_contents, void** result) noexcept = 0;
    virtual int32_t AppendTextAsync(void* p_file, void* p_contents, void** result) noexcept = 0;
    virtual int32_t ReadLinesAsync(void* p_file, void** result) noexcept = 0;
    virtual int32_t ReadBufferAsync(void* p_file, void** result) noexcept = 0;
    virtual int32_t WriteBufferAsync(void* p_file, void* p_buffer, void** result) noexcept = 0;
    virtual int32_t WriteBytesAsync(void* p_file, uint32_t p_buffer_size, uint8_t* p_buffer, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::IApplicationDataContainer> {
  struct type : inspectable_abi {
    virtual int32_t get_Name(void** result) noexcept = 0;
    virtual int32_t get_Locality(::winrt::Windows::Storage::ApplicationDataLocality* result) noexcept = 0;
    virtual int32_t get_Values(void** result) noexcept = 0;
    virtual int32_t get_Containers(void** result) noexcept = 0;
    virtual int32_t CreateContainer(void* p_name, ::winrt::Windows::Storage::ApplicationDataCreateDisposition p_disposition, void** result) noexcept = 0;
    virtual int32_t DeleteContainer(void* p_name) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::IApplicationData> {
  struct type : inspectable_abi {
    virtual int32_t get_LocalSettings(void** result) noexcept = 0;
    virtual int32_t get_RoamingSettings(void** result) noexcept = 0;
    virtual int32_t get_LocalFolder(void** result) noexcept = 0;
    virtual int32_t get_RoamingFolder(void** result) noexcept = 0;
    virtual int32_t get_TemporaryFolder(void** result) noexcept = 0;
    virtual int32_t get_LocalCacheFolder(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::IApplicationDataStatics> {
  struct type : inspectable_abi {
    virtual int32_t get_Current(void** result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::Storage::IStorageItem> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncAction DeleteAsync() const;
    ::winrt::hstring Name() const;
    ::winrt::hstring Path() const;
    ::winrt::Windows::Storage::FileAttributes Attributes() const;
    ::winrt::Windows::Foundation::DateTime DateCreated() const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::IStorageFile> {
  template <typename D>
  struct type {
    ::winrt::hstring FileType() const;
    ::winrt::hstring ContentType() const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IRandomAccessStream> OpenAsync(::winrt::Windows::Storage::FileAccessMode accessMode) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::IStorageFileStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> GetFileFromPathAsync(::winrt::param::hstring const& path) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::IStorageFolder> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> CreateFileAsync(::winrt::param::hstring const& desiredName) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> CreateFileAsync(::winrt::param::hstring const& desiredName, ::winrt::Windows::Storage::CreationCollisionOption options) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> CreateFolderAsync(::winrt::param::hstring const& desiredName) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> CreateFolderAsync(::winrt::param::hstring const& desiredName, ::winrt::Windows::Storage::CreationCollisionOption options) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> GetFileAsync(::winrt::param::hstring const& name) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> GetFolderAsync(::winrt::param::hstring const& name) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Storage::StorageFile>> GetFilesAsync() const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::IStorageFolder2> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::IStorageItem> TryGetItemAsync(::winrt::param::hstring const& name) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::IStorageFolderStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> GetFolderFromPathAsync(::winrt::param::hstring const& path) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::IFileIOStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::hstring> ReadTextAsync(::winrt::Windows::Storage::IStorageFile const& file) const;
    ::winrt::Windows::Foundation::IAsyncAction WriteTextAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::param::hstring const& contents) const;
    ::winrt::Windows::Foundation::IAsyncAction AppendTextAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::param::hstring const& contents) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> ReadLinesAsync(::winrt::Windows::Storage::IStorageFile const& file) const;
    ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IBuffer> ReadBufferAsync(::winrt::Windows::Storage::IStorageFile const& file) const;
    ::winrt::Windows::Foundation::IAsyncAction WriteBufferAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::Windows::Storage::Streams::IBuffer const& buffer) const;
    ::winrt::Windows::Foundation::IAsyncAction WriteBytesAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::array_view<uint8_t const> buffer) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::IApplicationDataContainer> {
  template <typename D>
  struct type {
    ::winrt::hstring Name() const;
    ::winrt::Windows::Storage::ApplicationDataLocality Locality() const;
    ::winrt::Windows::Foundation::Collections::IPropertySet Values() const;
    ::winrt::Windows::Foundation::Collections::IMapView<::winrt::hstring, ::winrt::Windows::Storage::ApplicationDataContainer> Containers() const;
    ::winrt::Windows::Storage::ApplicationDataContainer CreateContainer(::winrt::param::hstring const& name, ::winrt::Windows::Storage::ApplicationDataCreateDisposition disposition) const;
    void DeleteContainer(::winrt::param::hstring const& name) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::IApplicationData> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::ApplicationDataContainer LocalSettings() const;
    ::winrt::Windows::Storage::ApplicationDataContainer RoamingSettings() const;
    ::winrt::Windows::Storage::StorageFolder LocalFolder() const;
    ::winrt::Windows::Storage::StorageFolder RoamingFolder() const;
    ::winrt::Windows::Storage::StorageFolder TemporaryFolder() const;
    ::winrt::Windows::Storage::StorageFolder LocalCacheFolder() const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::IApplicationDataStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::ApplicationData Current() const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Storage {

struct IStorageItem : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStorageItem> {
  IStorageItem(std::nullptr_t = nullptr) noexcept {}
  IStorageItem(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStorageFile : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStorageFile>, ::winrt::impl::require<IStorageFile, ::winrt::Windows::Storage::IStorageItem> {
  IStorageFile(std::nullptr_t = nullptr) noexcept {}
  IStorageFile(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStorageFileStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStorageFileStatics> {
  IStorageFileStatics(std::nullptr_t = nullptr) noexcept {}
  IStorageFileStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStorageFolder : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStorageFolder>, ::winrt::impl::require<IStorageFolder, ::winrt::Windows::Storage::IStorageItem> {
  IStorageFolder(std::nullptr_t = nullptr) noexcept {}
  IStorageFolder(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStorageFolder2 : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStorageFolder2> {
  IStorageFolder2(std::nullptr_t = nullptr) noexcept {}
  IStorageFolder2(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IStorageFolderStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStorageFolderStatics> {
  IStorageFolderStatics(std::nullptr_t = nullptr) noexcept {}
  IStorageFolderStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IFileIOStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IFileIOStatics> {
  IFileIOStatics(std::nullptr_t = nullptr) noexcept {}
  IFileIOStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IApplicationDataContainer : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IApplicationDataContainer> {
  IApplicationDataContainer(std::nullptr_t = nullptr) noexcept {}
  IApplicationDataContainer(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IApplicationData : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IApplicationData> {
  IApplicationData(std::nullptr_t = nullptr) noexcept {}
  IApplicationData(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IApplicationDataStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IApplicationDataStatics> {
  IApplicationDataStatics(std::nullptr_t = nullptr) noexcept {}
  IApplicationDataStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::Storage
