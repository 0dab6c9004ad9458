// SPDX-License-Identifier: Apache-2.0
// The few things that writing an image asks of the operating system, one by one, so that a test can fail or
// end the process at each of them.
//
// Threads: any.
// Memory: none.
// Errors: as errno, negative.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace penstock::snapshot {

class FileOperations {
 public:
  virtual ~FileOperations() = default;

  virtual int create(const std::string& path);  // for writing, empty; a descriptor
  // What is there already stays until it is written over. Only a file that is ours, for us, under this one name.
  virtual int open_to_overwrite(const std::string& path);
  virtual int open(const std::string& path);  // for reading
  virtual int open_directory(const std::string& path);
  virtual long write(int file, std::span<const std::byte> bytes);
  virtual long write_at(int file, std::uint64_t at, std::span<const std::byte> bytes);
  virtual long read_at(int file, std::uint64_t at, std::span<std::byte> into);
  virtual long long size(int file);
  virtual int truncate(int file, std::uint64_t bytes);
  virtual int sync(int file);
  virtual int close(int file);
  virtual int rename(const std::string& from, const std::string& to);
  virtual int remove(const std::string& path);
};

// The machine's.
FileOperations& file_operations();

}  // namespace penstock::snapshot
