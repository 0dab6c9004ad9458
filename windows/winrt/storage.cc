// SPDX-License-Identifier: Apache-2.0
// Files and folders, and an application's own; plain files of this machine behind them. Names that lead out of their folder
// are refused.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <vector>

#include <winrt/Windows.Storage.AccessCache.h>
#include <winrt/Windows.Storage.Streams.h>
#include <winrt/Windows.Storage.h>

#include "exec/mutex.h"
#include "winrt/application_folder.h"
#include "winrt/async_task.h"
#include "winrt/factories.h"
#include "winrt/memory_buffer.h"
#include "winrt/stored_property.h"

namespace penstock::projection {

namespace storage = winrt::Windows::Storage;
namespace streams = winrt::Windows::Storage::Streams;
namespace foundation = winrt::Windows::Foundation;
namespace collections = winrt::Windows::Foundation::Collections;
namespace fs = std::filesystem;
using foundation::IAsyncAction;
using foundation::IAsyncOperation;
using foundation::IInspectable;
using storage::CreationCollisionOption;
using winrt::hstring;

namespace {

exec::Mutex lock;
std::string& folder_name() {
  static std::string name;
  return name;
}

[[noreturn]] void throw_file(std::uint32_t win32, const fs::path& path, const char* what) {
  throw winrt::hresult_error(winrt::hresult(0x80070000u | win32),
                             winrt::to_hstring(path.string() + ": " + what));
}

fs::path path_of(storage::IStorageItem const& item) {
  if (!item) throw winrt::hresult_error(winrt::impl::error_pointer);
  return winrt::to_string(item.Path());
}

// Backslashes separate, and nothing leads out of the folder.
fs::path inside(const fs::path& folder, hstring const& name) {
  std::string text = winrt::to_string(name);
  for (char& c : text)
    if (c == '\\') c = '/';
  fs::path const relative = text;
  if (text.empty() || relative.is_absolute())
    throw winrt::hresult_invalid_argument(L"no name in this folder: " + name);
  for (auto const& part : relative)
    if (part == "..") throw winrt::hresult_invalid_argument(L"a name that leads out of its folder: " + name);
  return folder / relative;
}

std::vector<std::uint8_t> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw_file(2, path, "cannot be read");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_file(const fs::path& path, std::span<const std::uint8_t> bytes, std::ios::openmode mode) {
  std::ofstream file(path, std::ios::binary | mode);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) throw_file(5, path, "cannot be written");
}

// What files and folders have in common.
template <typename D, typename... I>
struct Item : winrt::implements<D, I..., storage::IStorageItem> {
  explicit Item(fs::path path) : path_(std::move(path)) {}
  IAsyncAction DeleteAsync() const {
    return run_async<IAsyncAction>([path = path_] {
      std::error_code error;
      if (fs::remove_all(path, error) == 0 || error) throw_file(2, path, "cannot be deleted");
    });
  }
  hstring Name() const { return winrt::to_hstring(path_.filename().string()); }
  hstring Path() const { return winrt::to_hstring(path_.string()); }
  storage::FileAttributes Attributes() const {
    return fs::is_directory(path_) ? storage::FileAttributes::Directory : storage::FileAttributes::Normal;
  }
  foundation::DateTime DateCreated() const { return {}; }

 protected:
  fs::path path_;
};

struct File : Item<File, storage::IStorageFile> {
  using class_type = storage::StorageFile;
  using Item::Item;
  hstring GetRuntimeClassName() const { return L"Windows.Storage.StorageFile"; }
  hstring FileType() const { return winrt::to_hstring(path_.extension().string()); }
  hstring ContentType() const { return L"application/octet-stream"; }
  IAsyncOperation<streams::IRandomAccessStream> OpenAsync(storage::FileAccessMode) const {
    throw winrt::hresult_not_implemented(L"files are read and written by FileIO");
  }
};

storage::StorageFile existing_file(const fs::path& path) {
  if (!fs::is_regular_file(path)) throw_file(2, path, "is no file");
  return winrt::make<File>(path);
}

fs::path unused_name(const fs::path& path) {
  for (int number = 2;; ++number) {
    auto next = path;
    next.replace_filename(path.stem().string() + " (" + std::to_string(number) + ")" +
                          path.extension().string());
    if (!fs::exists(next)) return next;
  }
}

struct Folder : Item<Folder, storage::IStorageFolder, storage::IStorageFolder2> {
  using class_type = storage::StorageFolder;
  using Item::Item;
  hstring GetRuntimeClassName() const { return L"Windows.Storage.StorageFolder"; }
  IAsyncOperation<storage::StorageFile> CreateFileAsync(hstring const& name) const {
    return CreateFileAsync(name, CreationCollisionOption::FailIfExists);
  }
  IAsyncOperation<storage::StorageFile> CreateFileAsync(hstring const& name,
                                                        CreationCollisionOption option) const {
    return run_async<IAsyncOperation<storage::StorageFile>>(
        [path = inside(path_, name), option]() -> storage::StorageFile {
          auto target = path;
          if (fs::exists(target)) {
            if (option == CreationCollisionOption::FailIfExists) throw_file(183, target, "is there already");
            if (option == CreationCollisionOption::OpenIfExists) return existing_file(target);
            if (option == CreationCollisionOption::GenerateUniqueName) target = unused_name(target);
          }
          fs::create_directories(target.parent_path());
          write_file(target, {}, std::ios::trunc);
          return winrt::make<File>(target);
        });
  }
  IAsyncOperation<storage::StorageFolder> CreateFolderAsync(hstring const& name) const {
    return CreateFolderAsync(name, CreationCollisionOption::FailIfExists);
  }
  IAsyncOperation<storage::StorageFolder> CreateFolderAsync(hstring const& name,
                                                            CreationCollisionOption option) const {
    return run_async<IAsyncOperation<storage::StorageFolder>>(
        [path = inside(path_, name), option]() -> storage::StorageFolder {
          auto target = path;
          if (fs::exists(target)) {
            if (option == CreationCollisionOption::FailIfExists) throw_file(183, target, "is there already");
            if (option == CreationCollisionOption::GenerateUniqueName) target = unused_name(target);
            if (option == CreationCollisionOption::ReplaceExisting) fs::remove_all(target);
          }
          fs::create_directories(target);
          return winrt::make<Folder>(target);
        });
  }
  IAsyncOperation<storage::StorageFile> GetFileAsync(hstring const& name) const {
    return run_async<IAsyncOperation<storage::StorageFile>>(
        [path = inside(path_, name)] { return existing_file(path); });
  }
  IAsyncOperation<storage::StorageFolder> GetFolderAsync(hstring const& name) const {
    return run_async<IAsyncOperation<storage::StorageFolder>>(
        [path = inside(path_, name)]() -> storage::StorageFolder {
          if (!fs::is_directory(path)) throw_file(2, path, "is no folder");
          return winrt::make<Folder>(path);
        });
  }
  IAsyncOperation<collections::IVectorView<storage::StorageFile>> GetFilesAsync() const {
    using Files = collections::IVectorView<storage::StorageFile>;
    return run_async<IAsyncOperation<Files>>([path = path_]() -> Files {
      std::vector<storage::StorageFile> files;
      for (auto const& entry : fs::directory_iterator(path))
        if (entry.is_regular_file()) files.push_back(winrt::make<File>(entry.path()));
      return winrt::single_threaded_vector<storage::StorageFile>(std::move(files)).GetView();
    });
  }
  IAsyncOperation<storage::IStorageItem> TryGetItemAsync(hstring const& name) const {
    return run_async<IAsyncOperation<storage::IStorageItem>>(
        [path = inside(path_, name)]() -> storage::IStorageItem {
          if (fs::is_directory(path)) return winrt::make<Folder>(path).as<storage::IStorageItem>();
          if (fs::exists(path)) return winrt::make<File>(path).as<storage::IStorageItem>();
          return nullptr;
        });
  }
};

storage::StorageFolder own_folder(const char* name) {
  auto const path = fs::path(application_folder()) / name;
  fs::create_directories(path);
  return winrt::make<Folder>(path);
}

struct FileStatics
    : winrt::implements<FileStatics, foundation::IActivationFactory, storage::IStorageFileStatics> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  IAsyncOperation<storage::StorageFile> GetFileFromPathAsync(hstring const& path) const {
    return run_async<IAsyncOperation<storage::StorageFile>>(
        [text = winrt::to_string(path)] { return existing_file(text); });
  }
};
struct FolderStatics
    : winrt::implements<FolderStatics, foundation::IActivationFactory, storage::IStorageFolderStatics> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  IAsyncOperation<storage::StorageFolder> GetFolderFromPathAsync(hstring const& path) const {
    return run_async<IAsyncOperation<storage::StorageFolder>>(
        [text = winrt::to_string(path)]() -> storage::StorageFolder {
          if (!fs::is_directory(text)) throw_file(2, text, "is no folder");
          return winrt::make<Folder>(text);
        });
  }
};

struct FileIO : winrt::implements<FileIO, foundation::IActivationFactory, storage::IFileIOStatics> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  IAsyncOperation<hstring> ReadTextAsync(storage::IStorageFile const& file) const {
    return run_async<IAsyncOperation<hstring>>([path = path_of(file)] { return text_in(path); });
  }
  IAsyncAction WriteTextAsync(storage::IStorageFile const& file, hstring const& text) const {
    return write(file, winrt::to_string(text), std::ios::trunc);
  }
  IAsyncAction AppendTextAsync(storage::IStorageFile const& file, hstring const& text) const {
    return write(file, winrt::to_string(text), std::ios::app);
  }
  IAsyncOperation<collections::IVector<hstring>> ReadLinesAsync(storage::IStorageFile const& file) const {
    using Lines = collections::IVector<hstring>;
    return run_async<IAsyncOperation<Lines>>([path = path_of(file)]() -> Lines {
      auto const lines = winrt::single_threaded_vector<hstring>();
      std::wstring_view text = {};
      hstring const whole = text_in(path);
      for (text = whole; !text.empty();) {
        auto const end = text.find(L'\n');
        auto line = text.substr(0, end);
        if (!line.empty() && line.back() == L'\r') line.remove_suffix(1);
        lines.Append(hstring(line));
        text = end == text.npos ? std::wstring_view() : text.substr(end + 1);
      }
      return lines;
    });
  }
  IAsyncOperation<streams::IBuffer> ReadBufferAsync(storage::IStorageFile const& file) const {
    return run_async<IAsyncOperation<streams::IBuffer>>(
        [path = path_of(file)] { return buffer_of(read_file(path)); });
  }
  IAsyncAction WriteBufferAsync(storage::IStorageFile const& file, streams::IBuffer const& buffer) const {
    auto const bytes = bytes_of(buffer);
    return write(file, std::string(bytes.begin(), bytes.end()), std::ios::trunc);
  }
  IAsyncAction WriteBytesAsync(storage::IStorageFile const& file,
                               winrt::array_view<std::uint8_t const> bytes) const {
    return write(file, std::string(bytes.begin(), bytes.end()), std::ios::trunc);
  }

 private:
  static hstring text_in(const fs::path& path) {
    auto const bytes = read_file(path);
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    return winrt::to_hstring(text);
  }
  static IAsyncAction write(storage::IStorageFile const& file, std::string text, std::ios::openmode mode) {
    return run_async<IAsyncAction>([path = path_of(file), text = std::move(text), mode] {
      write_file(path, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, mode);
    });
  }
};

// Settings live as long as the process.
struct Container : winrt::implements<Container, storage::IApplicationDataContainer> {
  using class_type = storage::ApplicationDataContainer;
  explicit Container(hstring name) : name_(std::move(name)) {}
  PENSTOCK_STORED_READ_ONLY(hstring, Name, name_);
  storage::ApplicationDataLocality Locality() const { return storage::ApplicationDataLocality::Local; }
  collections::IPropertySet Values() const { return values_; }
  collections::IMapView<hstring, storage::ApplicationDataContainer> Containers() const {
    return containers_.GetView();
  }
  storage::ApplicationDataContainer CreateContainer(hstring const& name,
                                                    storage::ApplicationDataCreateDisposition) {
    if (auto const known = containers_.TryLookup(name)) return known;
    storage::ApplicationDataContainer const made = winrt::make<Container>(name);
    containers_.Insert(name, made);
    return made;
  }
  void DeleteContainer(hstring const& name) { containers_.TryRemove(name); }

 private:
  collections::IPropertySet values_ = collections::PropertySet();
  collections::IMap<hstring, storage::ApplicationDataContainer> containers_ =
      winrt::single_threaded_map<hstring, storage::ApplicationDataContainer>();
};

struct ApplicationData : winrt::implements<ApplicationData, storage::IApplicationData> {
  using class_type = storage::ApplicationData;
  storage::ApplicationDataContainer LocalSettings() const { return local_; }
  storage::ApplicationDataContainer RoamingSettings() const { return roaming_; }
  storage::StorageFolder LocalFolder() const { return own_folder("LocalState"); }
  storage::StorageFolder RoamingFolder() const { return own_folder("RoamingState"); }
  storage::StorageFolder TemporaryFolder() const { return own_folder("TempState"); }
  storage::StorageFolder LocalCacheFolder() const { return own_folder("LocalCache"); }

 private:
  storage::ApplicationDataContainer local_ = winrt::make<Container>(L"Local");
  storage::ApplicationDataContainer roaming_ = winrt::make<Container>(L"Roaming");
};
struct ApplicationDataStatics : winrt::implements<ApplicationDataStatics, foundation::IActivationFactory,
                                                  storage::IApplicationDataStatics> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  storage::ApplicationData Current() const { return current_; }

 private:
  storage::ApplicationData current_ = winrt::make<ApplicationData>();
};

struct AccessList : winrt::implements<AccessList, storage::AccessCache::IStorageItemAccessList> {
  using class_type = storage::AccessCache::StorageItemAccessList;
  hstring Add(storage::IStorageItem const& item) {
    std::lock_guard guard(lock_);
    hstring const token = winrt::to_hstring(++last_);
    paths_[token] = path_of(item);
    return token;
  }
  void AddOrReplace(hstring const& token, storage::IStorageItem const& item) {
    std::lock_guard guard(lock_);
    paths_[token] = path_of(item);
  }
  IAsyncOperation<storage::StorageFile> GetFileAsync(hstring const& token) const {
    return run_async<IAsyncOperation<storage::StorageFile>>(
        [path = known(token)] { return existing_file(path); });
  }
  IAsyncOperation<storage::StorageFolder> GetFolderAsync(hstring const& token) const {
    return run_async<IAsyncOperation<storage::StorageFolder>>(
        [path = known(token)]() -> storage::StorageFolder { return winrt::make<Folder>(path); });
  }
  void Remove(hstring const& token) {
    std::lock_guard guard(lock_);
    paths_.erase(token);
  }
  bool ContainsItem(hstring const& token) const {
    std::lock_guard guard(lock_);
    return paths_.count(token) != 0;
  }
  void Clear() {
    std::lock_guard guard(lock_);
    paths_.clear();
  }

 private:
  fs::path known(hstring const& token) const {
    std::lock_guard guard(lock_);
    auto const found = paths_.find(token);
    if (found == paths_.end()) throw winrt::hresult_invalid_argument(L"nothing is known as " + token);
    return found->second;
  }
  mutable exec::Mutex lock_;
  std::map<hstring, fs::path> paths_;
  std::uint32_t last_ = 0;
};
struct StoragePermissions : winrt::implements<StoragePermissions, foundation::IActivationFactory,
                                              storage::AccessCache::IStorageApplicationPermissionsStatics> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  storage::AccessCache::StorageItemAccessList FutureAccessList() const { return list_; }

 private:
  storage::AccessCache::StorageItemAccessList list_ = winrt::make<AccessList>();
};

}  // namespace

void set_application_folder(std::string path) {
  std::lock_guard guard(lock);
  folder_name() = std::move(path);
}

std::string application_folder() {
  std::lock_guard guard(lock);
  if (!folder_name().empty()) return folder_name();
  if (auto const* data = std::getenv("XDG_DATA_HOME")) return std::string(data) + "/penstock";
  if (auto const* home = std::getenv("HOME")) return std::string(home) + "/.local/share/penstock";
  return "/var/lib/penstock";
}

Factory make_storage_file_factory() { return winrt::make<FileStatics>(); }
Factory make_storage_folder_factory() { return winrt::make<FolderStatics>(); }
Factory make_file_io_factory() { return winrt::make<FileIO>(); }
Factory make_application_data_factory() { return winrt::make<ApplicationDataStatics>(); }
Factory make_storage_permissions_factory() { return winrt::make<StoragePermissions>(); }

}  // namespace penstock::projection
