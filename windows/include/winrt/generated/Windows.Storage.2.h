// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Storage.1.h"
#include "Windows.Foundation.1.h"
#include "Windows.Foundation.Collections.1.h"
#include "Windows.Storage.Streams.1.h"

namespace winrt::Windows::Storage {

struct StorageFile : ::winrt::Windows::Storage::IStorageFile {
  StorageFile(std::nullptr_t) noexcept : ::winrt::Windows::Storage::IStorageFile(nullptr) {}
  StorageFile(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Storage::IStorageFile(object, take_ownership_from_abi) {}
  static ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> GetFileFromPathAsync(::winrt::param::hstring const& path);
};
struct StorageFolder : ::winrt::Windows::Storage::IStorageFolder, ::winrt::impl::require<StorageFolder, ::winrt::Windows::Storage::IStorageFolder2> {
  StorageFolder(std::nullptr_t) noexcept : ::winrt::Windows::Storage::IStorageFolder(nullptr) {}
  StorageFolder(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Storage::IStorageFolder(object, take_ownership_from_abi) {}
  static ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> GetFolderFromPathAsync(::winrt::param::hstring const& path);
};
struct FileIO {
  FileIO() = delete;
  static ::winrt::Windows::Foundation::IAsyncOperation<::winrt::hstring> ReadTextAsync(::winrt::Windows::Storage::IStorageFile const& file);
  static ::winrt::Windows::Foundation::IAsyncAction WriteTextAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::param::hstring const& contents);
  static ::winrt::Windows::Foundation::IAsyncAction AppendTextAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::param::hstring const& contents);
  static ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> ReadLinesAsync(::winrt::Windows::Storage::IStorageFile const& file);
  static ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IBuffer> ReadBufferAsync(::winrt::Windows::Storage::IStorageFile const& file);
  static ::winrt::Windows::Foundation::IAsyncAction WriteBufferAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::Windows::Storage::Streams::IBuffer const& buffer);
  static ::winrt::Windows::Foundation::IAsyncAction WriteBytesAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::array_view<uint8_t const> buffer);
};
struct ApplicationDataContainer : ::winrt::Windows::Storage::IApplicationDataContainer {
  ApplicationDataContainer(std::nullptr_t) noexcept : ::winrt::Windows::Storage::IApplicationDataContainer(nullptr) {}
  ApplicationDataContainer(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Storage::IApplicationDataContainer(object, take_ownership_from_abi) {}
};
struct ApplicationData : ::winrt::Windows::Storage::IApplicationData {
  ApplicationData(std::nullptr_t) noexcept : ::winrt::Windows::Storage::IApplicationData(nullptr) {}
  ApplicationData(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Storage::IApplicationData(object, take_ownership_from_abi) {}
  static ::winrt::Windows::Storage::ApplicationData Current();
};
}  // namespace winrt::Windows::Storage

#include "Windows.Foundation.2.h"
#include "Windows.Foundation.Collections.2.h"
#include "Windows.Storage.Streams.2.h"

namespace winrt::impl {

template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Storage::IStorageItem>::type<D>::DeleteAsync() const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageItem>(static_cast<D const*>(this))->DeleteAsync(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Storage::IStorageItem>::type<D>::Name() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageItem>(static_cast<D const*>(this))->get_Name(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Storage::IStorageItem>::type<D>::Path() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageItem>(static_cast<D const*>(this))->get_Path(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::FileAttributes consume<::winrt::Windows::Storage::IStorageItem>::type<D>::Attributes() const {
  answer<::winrt::Windows::Storage::FileAttributes> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageItem>(static_cast<D const*>(this))->get_Attributes(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::DateTime consume<::winrt::Windows::Storage::IStorageItem>::type<D>::DateCreated() const {
  answer<::winrt::Windows::Foundation::DateTime> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageItem>(static_cast<D const*>(this))->get_DateCreated(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::IStorageItem> : produce_base<D, ::winrt::Windows::Storage::IStorageItem> {
  int32_t DeleteAsync(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().DeleteAsync());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Name(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Name());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Path(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Path());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Attributes(::winrt::Windows::Storage::FileAttributes* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::FileAttributes>(result);
    give<::winrt::Windows::Storage::FileAttributes>(result, this->shim().Attributes());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DateCreated(::winrt::Windows::Foundation::DateTime* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::DateTime>(result);
    give<::winrt::Windows::Foundation::DateTime>(result, this->shim().DateCreated());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Storage::IStorageFile>::type<D>::FileType() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFile>(static_cast<D const*>(this))->get_FileType(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Storage::IStorageFile>::type<D>::ContentType() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFile>(static_cast<D const*>(this))->get_ContentType(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IRandomAccessStream> consume<::winrt::Windows::Storage::IStorageFile>::type<D>::OpenAsync(::winrt::Windows::Storage::FileAccessMode accessMode) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IRandomAccessStream>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFile>(static_cast<D const*>(this))->OpenAsync(accessMode, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::IStorageFile> : produce_base<D, ::winrt::Windows::Storage::IStorageFile> {
  int32_t get_FileType(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().FileType());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ContentType(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().ContentType());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t OpenAsync(::winrt::Windows::Storage::FileAccessMode p_accessMode, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IRandomAccessStream>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IRandomAccessStream>>(result, this->shim().OpenAsync(p_accessMode));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> consume<::winrt::Windows::Storage::IStorageFileStatics>::type<D>::GetFileFromPathAsync(::winrt::param::hstring const& path) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFileStatics>(static_cast<D const*>(this))->GetFileFromPathAsync(get_abi(path), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::IStorageFileStatics> : produce_base<D, ::winrt::Windows::Storage::IStorageFileStatics> {
  int32_t GetFileFromPathAsync(void* p_path, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>>(result, this->shim().GetFileFromPathAsync(borrow<::winrt::hstring>(p_path)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> consume<::winrt::Windows::Storage::IStorageFolder>::type<D>::CreateFileAsync(::winrt::param::hstring const& desiredName) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFolder>(static_cast<D const*>(this))->CreateFileAsyncOverloadDefaultOptions(get_abi(desiredName), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> consume<::winrt::Windows::Storage::IStorageFolder>::type<D>::CreateFileAsync(::winrt::param::hstring const& desiredName, ::winrt::Windows::Storage::CreationCollisionOption options) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFolder>(static_cast<D const*>(this))->CreateFileAsync(get_abi(desiredName), options, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> consume<::winrt::Windows::Storage::IStorageFolder>::type<D>::CreateFolderAsync(::winrt::param::hstring const& desiredName) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFolder>(static_cast<D const*>(this))->CreateFolderAsyncOverloadDefaultOptions(get_abi(desiredName), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> consume<::winrt::Windows::Storage::IStorageFolder>::type<D>::CreateFolderAsync(::winrt::param::hstring const& desiredName, ::winrt::Windows::Storage::CreationCollisionOption options) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFolder>(static_cast<D const*>(this))->CreateFolderAsync(get_abi(desiredName), options, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> consume<::winrt::Windows::Storage::IStorageFolder>::type<D>::GetFileAsync(::winrt::param::hstring const& name) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFolder>(static_cast<D const*>(this))->GetFileAsync(get_abi(name), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> consume<::winrt::Windows::Storage::IStorageFolder>::type<D>::GetFolderAsync(::winrt::param::hstring const& name) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFolder>(static_cast<D const*>(this))->GetFolderAsync(get_abi(name), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Storage::StorageFile>> consume<::winrt::Windows::Storage::IStorageFolder>::type<D>::GetFilesAsync() const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Storage::StorageFile>>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFolder>(static_cast<D const*>(this))->GetFilesAsync(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::IStorageFolder> : produce_base<D, ::winrt::Windows::Storage::IStorageFolder> {
  int32_t CreateFileAsyncOverloadDefaultOptions(void* p_desiredName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>>(result, this->shim().CreateFileAsync(borrow<::winrt::hstring>(p_desiredName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateFileAsync(void* p_desiredName, ::winrt::Windows::Storage::CreationCollisionOption p_options, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>>(result, this->shim().CreateFileAsync(borrow<::winrt::hstring>(p_desiredName), p_options));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateFolderAsyncOverloadDefaultOptions(void* p_desiredName, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>>(result, this->shim().CreateFolderAsync(borrow<::winrt::hstring>(p_desiredName)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateFolderAsync(void* p_desiredName, ::winrt::Windows::Storage::CreationCollisionOption p_options, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>>(result, this->shim().CreateFolderAsync(borrow<::winrt::hstring>(p_desiredName), p_options));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetFileAsync(void* p_name, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile>>(result, this->shim().GetFileAsync(borrow<::winrt::hstring>(p_name)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetFolderAsync(void* p_name, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>>(result, this->shim().GetFolderAsync(borrow<::winrt::hstring>(p_name)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetFilesAsync(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Storage::StorageFile>>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Storage::StorageFile>>>(result, this->shim().GetFilesAsync());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::IStorageItem> consume<::winrt::Windows::Storage::IStorageFolder2>::type<D>::TryGetItemAsync(::winrt::param::hstring const& name) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::IStorageItem>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFolder2>(static_cast<D const*>(this))->TryGetItemAsync(get_abi(name), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::IStorageFolder2> : produce_base<D, ::winrt::Windows::Storage::IStorageFolder2> {
  int32_t TryGetItemAsync(void* p_name, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::IStorageItem>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::IStorageItem>>(result, this->shim().TryGetItemAsync(borrow<::winrt::hstring>(p_name)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> consume<::winrt::Windows::Storage::IStorageFolderStatics>::type<D>::GetFolderFromPathAsync(::winrt::param::hstring const& path) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>> result;
  check_hresult(call<::winrt::Windows::Storage::IStorageFolderStatics>(static_cast<D const*>(this))->GetFolderFromPathAsync(get_abi(path), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::IStorageFolderStatics> : produce_base<D, ::winrt::Windows::Storage::IStorageFolderStatics> {
  int32_t GetFolderFromPathAsync(void* p_path, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder>>(result, this->shim().GetFolderFromPathAsync(borrow<::winrt::hstring>(p_path)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::hstring> consume<::winrt::Windows::Storage::IFileIOStatics>::type<D>::ReadTextAsync(::winrt::Windows::Storage::IStorageFile const& file) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::hstring>> result;
  check_hresult(call<::winrt::Windows::Storage::IFileIOStatics>(static_cast<D const*>(this))->ReadTextAsync(get_abi(file), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Storage::IFileIOStatics>::type<D>::WriteTextAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::param::hstring const& contents) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Storage::IFileIOStatics>(static_cast<D const*>(this))->WriteTextAsync(get_abi(file), get_abi(contents), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Storage::IFileIOStatics>::type<D>::AppendTextAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::param::hstring const& contents) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Storage::IFileIOStatics>(static_cast<D const*>(this))->AppendTextAsync(get_abi(file), get_abi(contents), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> consume<::winrt::Windows::Storage::IFileIOStatics>::type<D>::ReadLinesAsync(::winrt::Windows::Storage::IStorageFile const& file) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>> result;
  check_hresult(call<::winrt::Windows::Storage::IFileIOStatics>(static_cast<D const*>(this))->ReadLinesAsync(get_abi(file), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IBuffer> consume<::winrt::Windows::Storage::IFileIOStatics>::type<D>::ReadBufferAsync(::winrt::Windows::Storage::IStorageFile const& file) const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IBuffer>> result;
  check_hresult(call<::winrt::Windows::Storage::IFileIOStatics>(static_cast<D const*>(this))->ReadBufferAsync(get_abi(file), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Storage::IFileIOStatics>::type<D>::WriteBufferAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::Windows::Storage::Streams::IBuffer const& buffer) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Storage::IFileIOStatics>(static_cast<D const*>(this))->WriteBufferAsync(get_abi(file), get_abi(buffer), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncAction consume<::winrt::Windows::Storage::IFileIOStatics>::type<D>::WriteBytesAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::array_view<uint8_t const> buffer) const {
  answer<::winrt::Windows::Foundation::IAsyncAction> result;
  check_hresult(call<::winrt::Windows::Storage::IFileIOStatics>(static_cast<D const*>(this))->WriteBytesAsync(get_abi(file), buffer.size(), reinterpret_cast<uint8_t*>(const_cast<uint8_t*>(buffer.data())), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::IFileIOStatics> : produce_base<D, ::winrt::Windows::Storage::IFileIOStatics> {
  int32_t ReadTextAsync(void* p_file, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::hstring>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::hstring>>(result, this->shim().ReadTextAsync(borrow<::winrt::Windows::Storage::IStorageFile>(p_file)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteTextAsync(void* p_file, void* p_contents, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().WriteTextAsync(borrow<::winrt::Windows::Storage::IStorageFile>(p_file), borrow<::winrt::hstring>(p_contents)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t AppendTextAsync(void* p_file, void* p_contents, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().AppendTextAsync(borrow<::winrt::Windows::Storage::IStorageFile>(p_file), borrow<::winrt::hstring>(p_contents)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadLinesAsync(void* p_file, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>>>(result, this->shim().ReadLinesAsync(borrow<::winrt::Windows::Storage::IStorageFile>(p_file)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadBufferAsync(void* p_file, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IBuffer>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IBuffer>>(result, this->shim().ReadBufferAsync(borrow<::winrt::Windows::Storage::IStorageFile>(p_file)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteBufferAsync(void* p_file, void* p_buffer, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().WriteBufferAsync(borrow<::winrt::Windows::Storage::IStorageFile>(p_file), borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_buffer)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteBytesAsync(void* p_file, uint32_t p_buffer_size, uint8_t* p_buffer, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncAction>(result);
    give<::winrt::Windows::Foundation::IAsyncAction>(result, this->shim().WriteBytesAsync(borrow<::winrt::Windows::Storage::IStorageFile>(p_file), array_view<uint8_t const>(reinterpret_cast<uint8_t const*>(p_buffer), p_buffer_size)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Storage::IApplicationDataContainer>::type<D>::Name() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationDataContainer>(static_cast<D const*>(this))->get_Name(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::ApplicationDataLocality consume<::winrt::Windows::Storage::IApplicationDataContainer>::type<D>::Locality() const {
  answer<::winrt::Windows::Storage::ApplicationDataLocality> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationDataContainer>(static_cast<D const*>(this))->get_Locality(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IPropertySet consume<::winrt::Windows::Storage::IApplicationDataContainer>::type<D>::Values() const {
  answer<::winrt::Windows::Foundation::Collections::IPropertySet> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationDataContainer>(static_cast<D const*>(this))->get_Values(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Collections::IMapView<::winrt::hstring, ::winrt::Windows::Storage::ApplicationDataContainer> consume<::winrt::Windows::Storage::IApplicationDataContainer>::type<D>::Containers() const {
  answer<::winrt::Windows::Foundation::Collections::IMapView<::winrt::hstring, ::winrt::Windows::Storage::ApplicationDataContainer>> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationDataContainer>(static_cast<D const*>(this))->get_Containers(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::ApplicationDataContainer consume<::winrt::Windows::Storage::IApplicationDataContainer>::type<D>::CreateContainer(::winrt::param::hstring const& name, ::winrt::Windows::Storage::ApplicationDataCreateDisposition disposition) const {
  answer<::winrt::Windows::Storage::ApplicationDataContainer> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationDataContainer>(static_cast<D const*>(this))->CreateContainer(get_abi(name), disposition, result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::IApplicationDataContainer>::type<D>::DeleteContainer(::winrt::param::hstring const& name) const {
  check_hresult(call<::winrt::Windows::Storage::IApplicationDataContainer>(static_cast<D const*>(this))->DeleteContainer(get_abi(name)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::IApplicationDataContainer> : produce_base<D, ::winrt::Windows::Storage::IApplicationDataContainer> {
  int32_t get_Name(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Name());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Locality(::winrt::Windows::Storage::ApplicationDataLocality* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::ApplicationDataLocality>(result);
    give<::winrt::Windows::Storage::ApplicationDataLocality>(result, this->shim().Locality());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Values(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IPropertySet>(result);
    give<::winrt::Windows::Foundation::Collections::IPropertySet>(result, this->shim().Values());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Containers(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IMapView<::winrt::hstring, ::winrt::Windows::Storage::ApplicationDataContainer>>(result);
    give<::winrt::Windows::Foundation::Collections::IMapView<::winrt::hstring, ::winrt::Windows::Storage::ApplicationDataContainer>>(result, this->shim().Containers());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateContainer(void* p_name, ::winrt::Windows::Storage::ApplicationDataCreateDisposition p_disposition, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::ApplicationDataContainer>(result);
    give<::winrt::Windows::Storage::ApplicationDataContainer>(result, this->shim().CreateContainer(borrow<::winrt::hstring>(p_name), p_disposition));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t DeleteContainer(void* p_name) noexcept final try {
    this->shim().DeleteContainer(borrow<::winrt::hstring>(p_name));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Storage::ApplicationDataContainer consume<::winrt::Windows::Storage::IApplicationData>::type<D>::LocalSettings() const {
  answer<::winrt::Windows::Storage::ApplicationDataContainer> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationData>(static_cast<D const*>(this))->get_LocalSettings(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::ApplicationDataContainer consume<::winrt::Windows::Storage::IApplicationData>::type<D>::RoamingSettings() const {
  answer<::winrt::Windows::Storage::ApplicationDataContainer> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationData>(static_cast<D const*>(this))->get_RoamingSettings(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::StorageFolder consume<::winrt::Windows::Storage::IApplicationData>::type<D>::LocalFolder() const {
  answer<::winrt::Windows::Storage::StorageFolder> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationData>(static_cast<D const*>(this))->get_LocalFolder(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::StorageFolder consume<::winrt::Windows::Storage::IApplicationData>::type<D>::RoamingFolder() const {
  answer<::winrt::Windows::Storage::StorageFolder> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationData>(static_cast<D const*>(this))->get_RoamingFolder(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::StorageFolder consume<::winrt::Windows::Storage::IApplicationData>::type<D>::TemporaryFolder() const {
  answer<::winrt::Windows::Storage::StorageFolder> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationData>(static_cast<D const*>(this))->get_TemporaryFolder(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::StorageFolder consume<::winrt::Windows::Storage::IApplicationData>::type<D>::LocalCacheFolder() const {
  answer<::winrt::Windows::Storage::StorageFolder> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationData>(static_cast<D const*>(this))->get_LocalCacheFolder(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::IApplicationData> : produce_base<D, ::winrt::Windows::Storage::IApplicationData> {
  int32_t get_LocalSettings(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::ApplicationDataContainer>(result);
    give<::winrt::Windows::Storage::ApplicationDataContainer>(result, this->shim().LocalSettings());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RoamingSettings(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::ApplicationDataContainer>(result);
    give<::winrt::Windows::Storage::ApplicationDataContainer>(result, this->shim().RoamingSettings());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_LocalFolder(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::StorageFolder>(result);
    give<::winrt::Windows::Storage::StorageFolder>(result, this->shim().LocalFolder());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RoamingFolder(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::StorageFolder>(result);
    give<::winrt::Windows::Storage::StorageFolder>(result, this->shim().RoamingFolder());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_TemporaryFolder(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::StorageFolder>(result);
    give<::winrt::Windows::Storage::StorageFolder>(result, this->shim().TemporaryFolder());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_LocalCacheFolder(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::StorageFolder>(result);
    give<::winrt::Windows::Storage::StorageFolder>(result, this->shim().LocalCacheFolder());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Storage::ApplicationData consume<::winrt::Windows::Storage::IApplicationDataStatics>::type<D>::Current() const {
  answer<::winrt::Windows::Storage::ApplicationData> result;
  check_hresult(call<::winrt::Windows::Storage::IApplicationDataStatics>(static_cast<D const*>(this))->get_Current(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::IApplicationDataStatics> : produce_base<D, ::winrt::Windows::Storage::IApplicationDataStatics> {
  int32_t get_Current(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::ApplicationData>(result);
    give<::winrt::Windows::Storage::ApplicationData>(result, this->shim().Current());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Storage {

inline ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFile> StorageFile::GetFileFromPathAsync(::winrt::param::hstring const& path) {
  return ::winrt::impl::cached_factory<StorageFile, ::winrt::Windows::Storage::IStorageFileStatics>().GetFileFromPathAsync(path);
}
inline ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::StorageFolder> StorageFolder::GetFolderFromPathAsync(::winrt::param::hstring const& path) {
  return ::winrt::impl::cached_factory<StorageFolder, ::winrt::Windows::Storage::IStorageFolderStatics>().GetFolderFromPathAsync(path);
}
inline ::winrt::Windows::Foundation::IAsyncOperation<::winrt::hstring> FileIO::ReadTextAsync(::winrt::Windows::Storage::IStorageFile const& file) {
  return ::winrt::impl::cached_factory<FileIO, ::winrt::Windows::Storage::IFileIOStatics>().ReadTextAsync(file);
}
inline ::winrt::Windows::Foundation::IAsyncAction FileIO::WriteTextAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::param::hstring const& contents) {
  return ::winrt::impl::cached_factory<FileIO, ::winrt::Windows::Storage::IFileIOStatics>().WriteTextAsync(file, contents);
}
inline ::winrt::Windows::Foundation::IAsyncAction FileIO::AppendTextAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::param::hstring const& contents) {
  return ::winrt::impl::cached_factory<FileIO, ::winrt::Windows::Storage::IFileIOStatics>().AppendTextAsync(file, contents);
}
inline ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Foundation::Collections::IVector<::winrt::hstring>> FileIO::ReadLinesAsync(::winrt::Windows::Storage::IStorageFile const& file) {
  return ::winrt::impl::cached_factory<FileIO, ::winrt::Windows::Storage::IFileIOStatics>().ReadLinesAsync(file);
}
inline ::winrt::Windows::Foundation::IAsyncOperation<::winrt::Windows::Storage::Streams::IBuffer> FileIO::ReadBufferAsync(::winrt::Windows::Storage::IStorageFile const& file) {
  return ::winrt::impl::cached_factory<FileIO, ::winrt::Windows::Storage::IFileIOStatics>().ReadBufferAsync(file);
}
inline ::winrt::Windows::Foundation::IAsyncAction FileIO::WriteBufferAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::Windows::Storage::Streams::IBuffer const& buffer) {
  return ::winrt::impl::cached_factory<FileIO, ::winrt::Windows::Storage::IFileIOStatics>().WriteBufferAsync(file, buffer);
}
inline ::winrt::Windows::Foundation::IAsyncAction FileIO::WriteBytesAsync(::winrt::Windows::Storage::IStorageFile const& file, ::winrt::array_view<uint8_t const> buffer) {
  return ::winrt::impl::cached_factory<FileIO, ::winrt::Windows::Storage::IFileIOStatics>().WriteBytesAsync(file, buffer);
}
inline ::winrt::Windows::Storage::ApplicationData ApplicationData::Current() {
  return ::winrt::impl::cached_factory<ApplicationData, ::winrt::Windows::Storage::IApplicationDataStatics>().Current();
}
}  // namespace winrt::Windows::Storage
