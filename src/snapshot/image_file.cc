// SPDX-License-Identifier: Apache-2.0
#include "snapshot/image_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace penstock::snapshot {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20;

Fault system_fault(const std::string& action, long long error) {
  return {Reason::system, {}, action + ": " + std::strerror(static_cast<int>(-error))};
}

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// Closes what it holds, whatever happens.
class File {
 public:
  File(FileOperations& files, int number) : files_(files), number_(number) {}
  ~File() {
    if (number_ >= 0) files_.close(number_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return number_; }
  int close() { return files_.close(std::exchange(number_, -1)); }

 private:
  FileOperations& files_;
  int number_;
};

Result<void> write_all(FileOperations& files, int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const long written = files.write(file, bytes.first(std::min(bytes.size(), kBlockBytes)));
    if (written == -EINTR) continue;
    if (written <= 0) return system_fault("write", written == 0 ? -EIO : written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> sync_directory(FileOperations& files, const std::string& path) {
  File directory(files, files.open_directory(directory_of(path)));
  if (directory.get() < 0) return system_fault("open directory " + directory_of(path), directory.get());
  if (const int result = files.sync(directory.get()); result < 0)
    return system_fault("sync directory", result);
  return {};
}

Result<void> write_aside(FileOperations& files, const std::string& aside, std::span<const std::byte> image) {
  File file(files, files.create(aside));
  if (file.get() < 0) return system_fault("create " + aside, file.get());
  if (auto written = write_all(files, file.get(), image); !written) return written;
  if (const int result = files.sync(file.get()); result < 0) return system_fault("sync " + aside, result);
  if (const int result = file.close(); result < 0) return system_fault("close " + aside, result);
  return {};
}

}  // namespace

Result<void> write_image(const std::string& path, std::span<const std::byte> image, FileOperations& files) {
  const std::string aside = path + ".writing";
  if (auto written = write_aside(files, aside, image); !written) {
    files.remove(aside);
    return written;
  }
  if (const int result = files.rename(aside, path); result < 0) {
    files.remove(aside);
    return system_fault("rename to " + path, result);
  }
  return sync_directory(files, path);
}

Result<std::vector<std::byte>> read_image(const std::string& path, std::uint64_t bytes_max,
                                          FileOperations& files) {
  File file(files, files.open(path));
  if (file.get() < 0) return system_fault("open " + path, file.get());
  const long long size = files.size(file.get());
  if (size < 0) return system_fault("size of " + path, size);
  if (static_cast<std::uint64_t>(size) > bytes_max)
    return Fault{Reason::too_large, {}, std::to_string(size) + " bytes"};
  std::vector<std::byte> image(static_cast<std::size_t>(size));
  std::size_t at = 0;
  while (at < image.size()) {
    const long got = files.read(file.get(), std::span(image).subspan(at));
    if (got == -EINTR) continue;
    if (got < 0) return system_fault("read " + path, got);
    if (got == 0) return Fault{Reason::truncated, {}, "the file became shorter"};
    at += static_cast<std::size_t>(got);
  }
  return image;
}

Result<std::string> consume_image(const std::string& path, FileOperations& files) {
  const std::string used = path + ".used";
  if (const int result = files.rename(path, used); result < 0) {
    if (result == -ENOENT) return Fault{Reason::used, {}, path};
    return system_fault("rename " + path, result);
  }
  if (auto synced = sync_directory(files, path); !synced) return synced.fault();
  return used;
}

}  // namespace penstock::snapshot
