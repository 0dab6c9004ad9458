// SPDX-License-Identifier: Apache-2.0
// An image on disk. It is written aside, synced, renamed over the old one, and the directory is synced: killed
// at any step, the old image is there or the new one, and nobody reads half of one. An image is used once: whoever
// starts or restores takes it away first (consume), so that what it says can not be believed a second time.
//
// Threads: one writer for a path.
// Memory: that of the stream or the reader; write_image() is given a whole image.
// Errors: Fault with what the system said.
#pragma once

#include <memory>
#include <string>

#include "snapshot/file_operations.h"
#include "snapshot/image_reader.h"
#include "snapshot/image_stream.h"

namespace penstock::snapshot {

inline constexpr std::uint64_t kImageBytesMax = std::uint64_t{1} << 36;

// An image on its way to `path`. What was not committed is removed.
class ImageFileSink final : public ImageSink {
 public:
  explicit ImageFileSink(std::string path, FileOperations& files = file_operations());
  ~ImageFileSink() override;
  ImageFileSink(const ImageFileSink&) = delete;
  ImageFileSink& operator=(const ImageFileSink&) = delete;

  // An image that nobody needs any more, whose file is taken for this one: finding pages for a new file costs several
  // times what writing does. Before the first byte; where it cannot be had, it stays, and there is a new file.
  void write_over(std::string spent) { spent_ = std::move(spent); }

  Result<void> append(Bytes bytes) override;
  Result<void> overwrite(std::uint64_t at, Bytes bytes) override;
  // Syncs it and puts it into its place. Once.
  Result<void> commit();

 private:
  Result<void> create();
  Result<void> put_in_place();
  bool take_spent();

  FileOperations& files_;
  std::string path_, aside_, spent_;
  int file_ = -1;
  std::uint64_t bytes_ = 0;
  bool was_spent_ = false;  // there may be more behind the last byte
  bool left_ = false;       // something to remove
};

class ImageFileSource final : public ImageSource {
 public:
  static Result<std::unique_ptr<ImageFileSource>> open(const std::string& path,
                                                       std::uint64_t bytes_max = kImageBytesMax,
                                                       FileOperations& files = file_operations());
  ~ImageFileSource() override;
  ImageFileSource(const ImageFileSource&) = delete;
  ImageFileSource& operator=(const ImageFileSource&) = delete;

  std::uint64_t bytes() const override { return bytes_; }
  Result<void> read(std::uint64_t at, MutableBytes into) override;

 private:
  ImageFileSource(std::string path, FileOperations& files) : files_(files), path_(std::move(path)) {}

  FileOperations& files_;
  const std::string path_;
  int file_ = -1;
  std::uint64_t bytes_ = 0;
};

Result<ImageReader> open_image(const std::string& path, std::span<const KnownSection> known,
                               std::uint64_t bytes_max = kImageBytesMax,
                               FileOperations& files = file_operations());

Result<void> write_image(const std::string& path, Bytes image, FileOperations& files = file_operations());
// The image is set aside under the name returned, for an operator to look at; there is none at `path` any more.
Result<std::string> consume_image(const std::string& path, FileOperations& files = file_operations());

}  // namespace penstock::snapshot
