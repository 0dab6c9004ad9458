// SPDX-License-Identifier: Apache-2.0
#include "snapshot/file_operations.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace penstock::snapshot {
namespace {

template <class T>
T or_error(T result) {
  return result < 0 ? static_cast<T>(-errno) : result;
}

}  // namespace

int FileOperations::create(const std::string& path) {
  return or_error(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
}
int FileOperations::open_to_overwrite(const std::string& path) {
  const int file = or_error(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (file < 0) return file;
  struct stat about {};
  const bool good = ::fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_nlink == 1 &&
                    about.st_uid == ::geteuid() && (about.st_mode & (S_IRWXG | S_IRWXO)) == 0;
  if (good) return file;
  ::close(file);
  return -EPERM;
}
int FileOperations::open(const std::string& path) {
  return or_error(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}
int FileOperations::open_directory(const std::string& path) {
  return or_error(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}
long FileOperations::write(int file, std::span<const std::byte> bytes) {
  return or_error(static_cast<long>(::write(file, bytes.data(), bytes.size())));
}
long FileOperations::write_at(int file, std::uint64_t at, std::span<const std::byte> bytes) {
  return or_error(static_cast<long>(::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at))));
}
long FileOperations::read_at(int file, std::uint64_t at, std::span<std::byte> into) {
  return or_error(static_cast<long>(::pread(file, into.data(), into.size(), static_cast<off_t>(at))));
}
long long FileOperations::size(int file) {
  struct stat about {};
  return ::fstat(file, &about) < 0 ? -errno : about.st_size;
}
int FileOperations::truncate(int file, std::uint64_t bytes) {
  return or_error(::ftruncate(file, static_cast<off_t>(bytes)));
}
int FileOperations::sync(int file) { return or_error(::fsync(file)); }
int FileOperations::close(int file) { return or_error(::close(file)); }
int FileOperations::rename(const std::string& from, const std::string& to) {
  return or_error(::rename(from.c_str(), to.c_str()));
}
int FileOperations::remove(const std::string& path) { return or_error(::unlink(path.c_str())); }

FileOperations& file_operations() {
  static FileOperations machine;
  return machine;
}

}  // namespace penstock::snapshot
