// SPDX-License-Identifier: Apache-2.0
#include "channel/shared_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cstring>
#include <mutex>

#include "base/assert.h"

namespace penstock::channel {
namespace {

class Borrowed final : public ShownPages {
 public:
  explicit Borrowed(std::byte* data) : data_(data) {}
  std::byte* data() const override { return data_; }

 private:
  std::byte* data_;
};

// Scattered pages of a file, mapped one behind the other.
class Gathered final : public ShownPages {
 public:
  static Result<std::unique_ptr<ShownPages>> map(int file, std::span<const std::uint64_t> pages) {
    const std::size_t bytes = pages.size() * kPageBytes;
    void* at = ::mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED) return Fault::no_memory;
    std::unique_ptr<ShownPages> gathered(new Gathered(static_cast<std::byte*>(at), bytes));
    for (std::size_t i = 0; i < pages.size(); ++i) {
      void* to = static_cast<std::byte*>(at) + i * kPageBytes;
      const void* mapped = ::mmap(to, kPageBytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file,
                                  static_cast<off_t>(pages[i] * kPageBytes));
      if (mapped == MAP_FAILED) return Fault::no_memory;
    }
    return gathered;
  }
  ~Gathered() override { ::munmap(data_, bytes_); }
  std::byte* data() const override { return data_; }

 private:
  Gathered(std::byte* data, std::size_t bytes) : data_(data), bytes_(bytes) {}
  std::byte* data_;
  std::size_t bytes_;
};

}  // namespace

Result<std::unique_ptr<SharedMemory>> SharedMemory::create(std::uint64_t bytes) {
  link::Descriptor file(::memfd_create("penstock-guest", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file || ::ftruncate(file.get(), static_cast<off_t>(bytes)) != 0) return Fault::no_memory;
  if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) != 0) return Fault::no_memory;
  return adopt(std::move(file));
}

Result<std::unique_ptr<SharedMemory>> SharedMemory::adopt(link::Descriptor file) {
  struct stat about {};
  const int seals = ::fcntl(file.get(), F_GET_SEALS);
  if (seals < 0 || (seals & F_SEAL_SHRINK) == 0) return Fault::refused;
  if (::fstat(file.get(), &about) != 0 || about.st_size < kPageBytes) return Fault::unbacked;
  const std::uint64_t bytes = static_cast<std::uint64_t>(about.st_size) / kPageBytes * kPageBytes;
  std::unique_ptr<SharedMemory> memory(new SharedMemory(std::move(file), bytes));
  if (!memory->map()) return Fault::no_memory;
  return memory;
}

bool SharedMemory::map() {
  void* reading = ::mmap(nullptr, bytes_, PROT_READ, MAP_SHARED, file_.get(), 0);
  if (reading == MAP_FAILED) return false;
  for_reading_ = static_cast<std::byte*>(reading);
  void* writing = ::mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED, file_.get(), 0);
  if (writing == MAP_FAILED) return false;
  for_writing_ = static_cast<std::byte*>(writing);
  return true;
}

SharedMemory::~SharedMemory() {
  if (for_reading_ != nullptr) ::munmap(for_reading_, bytes_);
  if (for_writing_ != nullptr) ::munmap(for_writing_, bytes_);
}

std::byte* SharedMemory::view(std::uint64_t address, std::uint64_t bytes, Right right) {
  if (!inside(address, bytes)) return nullptr;
  return (right == Right::read ? for_reading_ : for_writing_) + address;
}

Result<std::unique_ptr<ShownPages>> SharedMemory::show(std::span<const std::uint64_t> pages) {
  if (pages.empty()) return Fault::unbacked;
  bool in_a_row = true;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i] >= bytes_ / kPageBytes) return Fault::unbacked;
    in_a_row = in_a_row && pages[i] == pages[0] + i;
  }
  if (!in_a_row) return Gathered::map(file_.get(), pages);
  return std::unique_ptr<ShownPages>(std::make_unique<Borrowed>(for_writing_ + pages[0] * kPageBytes));
}

bool SharedMemory::read(std::uint64_t address, MutableBytes into) {
  if (!inside(address, into.size())) return false;
  std::memcpy(into.data(), for_reading_ + address, into.size());
  return true;
}

bool SharedMemory::write(std::uint64_t address, Bytes from) {
  if (!inside(address, from.size())) return false;
  std::memcpy(for_writing_ + address, from.data(), from.size());
  return true;
}

// First fit; page 0 is never handed out, so that no address is 0.
Result<std::uint64_t> SharedMemory::allocate(std::uint32_t pages) {
  std::uint64_t address = kPageBytes;
  {
    std::lock_guard hold(lock_);
    for (const auto& [taken, taken_pages] : taken_) {
      if (taken - address >= std::uint64_t{pages} * kPageBytes) break;
      address = taken + std::uint64_t{taken_pages} * kPageBytes;
    }
    if (!inside(address, std::uint64_t{pages} * kPageBytes)) return Fault::no_memory;
    taken_.emplace(address, pages);
  }
  std::memset(for_writing_ + address, 0, std::size_t{pages} * kPageBytes);
  return address;
}

void SharedMemory::free(std::uint64_t address, std::uint32_t pages) {
  std::lock_guard hold(lock_);
  const auto found = taken_.find(address);
  PENSTOCK_ASSERT(found != taken_.end() && found->second == pages);
  taken_.erase(found);
}

}  // namespace penstock::channel
