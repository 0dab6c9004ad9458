// SPDX-License-Identifier: Apache-2.0
// Streams over bytes in memory. A stream and its clones, and the inputs and outputs that were got from it, share the bytes
// and have each a position of their own. Everything is done when the call returns.
#include <winrt/Windows.Storage.Streams.h>

#include <mutex>

#include "exec/mutex.h"
#include "winrt/async_task.h"
#include "winrt/factories.h"
#include "winrt/memory_buffer.h"

namespace penstock::projection {

namespace streams = winrt::Windows::Storage::Streams;
namespace foundation = winrt::Windows::Foundation;

namespace {

using ReadAsyncType = foundation::IAsyncOperationWithProgress<streams::IBuffer, std::uint32_t>;
using WriteAsyncType = foundation::IAsyncOperationWithProgress<std::uint32_t, std::uint32_t>;

// A position that no memory has, and that a sum with a buffer's length does not pass around zero.
constexpr std::uint64_t kBytesMax = std::uint64_t{1} << 40;

class SharedBytes {
 public:
  std::uint64_t size() const {
    std::lock_guard guard(lock_);
    return bytes_.size();
  }
  void resize(std::uint64_t size) {
    std::lock_guard guard(lock_);
    make(size);
  }
  // How many were there from `position`.
  std::uint32_t read(std::uint64_t position, std::span<std::uint8_t> into) const {
    std::lock_guard guard(lock_);
    if (position >= bytes_.size()) return 0;
    auto const count = std::min<std::uint64_t>(into.size(), bytes_.size() - position);
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(position), count, into.begin());
    return static_cast<std::uint32_t>(count);
  }
  // A gap before `position` is filled with zeros.
  void write(std::uint64_t position, std::span<const std::uint8_t> from) {
    std::lock_guard guard(lock_);
    if (position + from.size() > bytes_.size()) make(position + from.size());
    std::copy(from.begin(), from.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(position));
  }

 private:
  void make(std::uint64_t size) {
    if (size > kBytesMax) throw std::bad_alloc();
    bytes_.resize(size);
  }
  mutable exec::Mutex lock_;
  std::vector<std::uint8_t> bytes_;
};
using Shared = std::shared_ptr<SharedBytes>;

// One position in the bytes, until it is closed. Two calls at once are not put in order.
class Cursor {
 public:
  Cursor(Shared bytes, std::uint64_t position) : bytes_(std::move(bytes)) { seek(position); }

  SharedBytes& bytes() const {
    if (closed_) throw winrt::hresult_error(winrt::impl::error_closed);
    return *bytes_;
  }
  const Shared& shared() const {
    (void)bytes();
    return bytes_;
  }
  void seek(std::uint64_t position) {
    if (position > kBytesMax) throw winrt::hresult_invalid_argument(L"a position that no memory has");
    position_ = position;
  }
  std::uint64_t position() const { return position_; }
  void close() { closed_ = true; }

  ReadAsyncType read(streams::IBuffer const& buffer, std::uint32_t count) {
    if (!buffer) throw winrt::hresult_error(winrt::impl::error_pointer, L"a buffer is null");
    if (count > buffer.Capacity()) throw winrt::hresult_invalid_argument(L"more than the buffer holds");
    auto const got = bytes().read(position_, {buffer.data(), count});
    buffer.Length(got);
    position_ += got;
    return done_async<ReadAsyncType>(buffer);
  }
  WriteAsyncType write(streams::IBuffer const& buffer) {
    auto const from = bytes_of(buffer);
    bytes().write(position_, from);
    position_ += from.size();
    return done_async<WriteAsyncType>(static_cast<std::uint32_t>(from.size()));
  }

 private:
  Shared bytes_;
  std::atomic<std::uint64_t> position_{0};
  std::atomic<bool> closed_{false};
};

struct MemoryInput : winrt::implements<MemoryInput, streams::IInputStream, foundation::IClosable> {
  MemoryInput(Shared bytes, std::uint64_t position) : cursor_(std::move(bytes), position) {}
  ReadAsyncType ReadAsync(streams::IBuffer const& buffer, std::uint32_t count, streams::InputStreamOptions) {
    return cursor_.read(buffer, count);
  }
  void Close() { cursor_.close(); }

 private:
  Cursor cursor_;
};

struct MemoryOutput : winrt::implements<MemoryOutput, streams::IOutputStream, foundation::IClosable> {
  MemoryOutput(Shared bytes, std::uint64_t position) : cursor_(std::move(bytes), position) {}
  WriteAsyncType WriteAsync(streams::IBuffer const& buffer) { return cursor_.write(buffer); }
  foundation::IAsyncOperation<bool> FlushAsync() const {
    return done_async<foundation::IAsyncOperation<bool>>(true);
  }
  void Close() { cursor_.close(); }

 private:
  Cursor cursor_;
};

struct MemoryStream : winrt::implements<MemoryStream, streams::IRandomAccessStream, streams::IInputStream,
                                        streams::IOutputStream, foundation::IClosable> {
  MemoryStream() : MemoryStream(std::make_shared<SharedBytes>()) {}
  explicit MemoryStream(Shared bytes) : cursor_(std::move(bytes), 0) {}

  winrt::hstring GetRuntimeClassName() const { return L"Windows.Storage.Streams.InMemoryRandomAccessStream"; }
  std::uint64_t Size() const { return cursor_.bytes().size(); }
  void Size(std::uint64_t value) const { cursor_.bytes().resize(value); }
  streams::IInputStream GetInputStreamAt(std::uint64_t position) const {
    return winrt::make<MemoryInput>(cursor_.shared(), position);
  }
  streams::IOutputStream GetOutputStreamAt(std::uint64_t position) const {
    return winrt::make<MemoryOutput>(cursor_.shared(), position);
  }
  std::uint64_t Position() const { return cursor_.position(); }
  void Seek(std::uint64_t position) { cursor_.seek(position); }
  streams::IRandomAccessStream CloneStream() const { return winrt::make<MemoryStream>(cursor_.shared()); }
  bool CanRead() const noexcept { return true; }
  bool CanWrite() const noexcept { return true; }
  ReadAsyncType ReadAsync(streams::IBuffer const& buffer, std::uint32_t count, streams::InputStreamOptions) {
    return cursor_.read(buffer, count);
  }
  WriteAsyncType WriteAsync(streams::IBuffer const& buffer) { return cursor_.write(buffer); }
  foundation::IAsyncOperation<bool> FlushAsync() const {
    return done_async<foundation::IAsyncOperation<bool>>(true);
  }
  void Close() { cursor_.close(); }

 private:
  Cursor cursor_;
};

}  // namespace

Factory make_memory_stream_factory() { return make_plain_factory<MemoryStream>(); }

}  // namespace penstock::projection
