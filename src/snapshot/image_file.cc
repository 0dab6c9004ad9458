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

 private:
  FileOperations& files_;
  int number_;
};

Result<void> sync_directory(FileOperations& files, const std::string& path) {
  File directory(files, files.open_directory(directory_of(path)));
  if (directory.get() < 0) return system_fault("open directory " + directory_of(path), directory.get());
  if (const int result = files.sync(directory.get()); result < 0)
    return system_fault("sync directory", result);
  return {};
}

}  // namespace

ImageFileSink::ImageFileSink(std::string path, FileOperations& files)
    : files_(files), path_(std::move(path)) {}

ImageFileSink::~ImageFileSink() {
  if (file_ >= 0) files_.close(file_);
  if (left_) files_.remove(aside_);
}

Result<void> ImageFileSink::create() {
  if (file_ >= 0) return {};
  if (aside_.empty()) aside_ = path_ + ".writing";
  if (take_spent()) return {};
  file_ = files_.create(aside_);
  left_ = true;
  if (file_ < 0) return system_fault("create " + aside_, file_);
  return {};
}

bool ImageFileSink::take_spent() {
  if (spent_.empty()) return false;
  const int file = files_.open_to_overwrite(spent_);
  if (file < 0) return false;
  if (files_.rename(spent_, aside_) < 0) {
    files_.close(file);
    return false;
  }
  file_ = file;
  left_ = was_spent_ = true;
  return true;
}

Result<void> ImageFileSink::append(Bytes bytes) {
  return or_no_memory([&]() -> Result<void> {
    if (auto created = create(); !created) return created;
    while (!bytes.empty()) {
      const long written = files_.write(file_, bytes.first(std::min(bytes.size(), kBlockBytes)));
      if (written == -EINTR) continue;
      if (written <= 0) return system_fault("write", written == 0 ? -EIO : written);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
      bytes_ += static_cast<std::uint64_t>(written);
    }
    return {};
  });
}

Result<void> ImageFileSink::overwrite(std::uint64_t at, Bytes bytes) {
  return or_no_memory([&]() -> Result<void> {
    while (!bytes.empty()) {
      const long written = files_.write_at(file_, at, bytes);
      if (written == -EINTR) continue;
      if (written <= 0) return system_fault("write", written == 0 ? -EIO : written);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
      at += static_cast<std::uint64_t>(written);
    }
    return {};
  });
}

Result<void> ImageFileSink::commit() {
  return or_no_memory([&] { return put_in_place(); });
}

Result<void> ImageFileSink::put_in_place() {
  if (auto created = create(); !created) return created;
  if (was_spent_) {
    if (const int result = files_.truncate(file_, bytes_); result < 0)
      return system_fault("truncate " + aside_, result);
  }
  if (const int result = files_.sync(file_); result < 0) return system_fault("sync " + aside_, result);
  if (const int result = files_.close(std::exchange(file_, -1)); result < 0)
    return system_fault("close " + aside_, result);
  if (const int result = files_.rename(aside_, path_); result < 0)
    return system_fault("rename to " + path_, result);
  left_ = false;
  return sync_directory(files_, path_);
}

Result<void> write_image(const std::string& path, Bytes image, FileOperations& files) {
  return or_no_memory([&]() -> Result<void> {
    ImageFileSink sink(path, files);
    if (auto written = sink.append(image); !written) return written;
    return sink.commit();
  });
}

Result<std::unique_ptr<ImageFileSource>> ImageFileSource::open(const std::string& path,
                                                               std::uint64_t bytes_max,
                                                               FileOperations& files) {
  return or_no_memory([&]() -> Result<std::unique_ptr<ImageFileSource>> {
    std::unique_ptr<ImageFileSource> source(new ImageFileSource(path, files));
    source->file_ = files.open(path);
    if (source->file_ < 0) return system_fault("open " + path, source->file_);
    const long long size = files.size(source->file_);
    if (size < 0) return system_fault("size of " + path, size);
    if (static_cast<std::uint64_t>(size) > bytes_max)
      return Fault{Reason::too_large, {}, std::to_string(size) + " bytes"};
    source->bytes_ = static_cast<std::uint64_t>(size);
    return source;
  });
}

ImageFileSource::~ImageFileSource() {
  if (file_ >= 0) files_.close(file_);
}

Result<void> ImageFileSource::read(std::uint64_t at, MutableBytes into) {
  return or_no_memory([&]() -> Result<void> {
    while (!into.empty()) {
      const long got = files_.read_at(file_, at, into);
      if (got == -EINTR) continue;
      if (got < 0) return system_fault("read " + path_, got);
      if (got == 0) return Fault{Reason::truncated, {}, "the file became shorter"};
      into = into.subspan(static_cast<std::size_t>(got));
      at += static_cast<std::uint64_t>(got);
    }
    return {};
  });
}

Result<ImageReader> open_image(const std::string& path, std::span<const KnownSection> known,
                               std::uint64_t bytes_max, FileOperations& files) {
  auto source = ImageFileSource::open(path, bytes_max, files);
  if (!source) return source.fault();
  return ImageReader::open(std::move(source).value(), known);
}

Result<std::string> consume_image(const std::string& path, FileOperations& files) {
  return or_no_memory([&]() -> Result<std::string> {
    std::string used = path + ".used";
    if (const int result = files.rename(path, used); result < 0) {
      if (result == -ENOENT) return Fault{Reason::used, {}, path};
      return system_fault("rename " + path, result);
    }
    if (auto synced = sync_directory(files, path); !synced) return synced.fault();
    return used;
  });
}

}  // namespace penstock::snapshot
