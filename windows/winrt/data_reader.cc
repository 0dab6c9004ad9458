// SPDX-License-Identifier: Apache-2.0
#include "winrt/async_task.h"
#include "winrt/byte_order.h"
#include "winrt/factories.h"
#include "winrt/memory_buffer.h"
#include "winrt/stored_property.h"

namespace penstock::projection {

namespace streams = winrt::Windows::Storage::Streams;
namespace foundation = winrt::Windows::Foundation;
using winrt::hstring;

namespace {

struct DataReader : winrt::implements<DataReader, streams::IDataReader, foundation::IClosable> {
  using class_type = streams::DataReader;
  explicit DataReader(streams::IInputStream stream) : stream_(std::move(stream)) {}
  explicit DataReader(std::span<const std::uint8_t> bytes) : bytes_(bytes.begin(), bytes.end()) {}

  hstring GetRuntimeClassName() const { return L"Windows.Storage.Streams.DataReader"; }
  std::uint32_t UnconsumedBufferLength() const { return static_cast<std::uint32_t>(bytes_.size() - at_); }
  PENSTOCK_STORED_VALUE(streams::UnicodeEncoding, UnicodeEncoding,
                        encoding_) = streams::UnicodeEncoding::Utf8;
  PENSTOCK_STORED_VALUE(streams::ByteOrder, ByteOrder, order_) = streams::ByteOrder::BigEndian;
  PENSTOCK_STORED_VALUE(streams::InputStreamOptions, InputStreamOptions,
                        options_) = streams::InputStreamOptions::None;

  std::uint8_t ReadByte() { return take(1)[0]; }
  void ReadBytes(winrt::array_view<std::uint8_t> value) {
    auto const bytes = take(value.size());
    std::copy(bytes.begin(), bytes.end(), value.data());
  }
  streams::IBuffer ReadBuffer(std::uint32_t length) {
    auto const bytes = take(length);
    return buffer_of({bytes.begin(), bytes.end()});
  }
  bool ReadBoolean() { return take(1)[0] != 0; }
  winrt::guid ReadGuid() {
    winrt::guid value;
    value.Data1 = number<std::uint32_t>();
    value.Data2 = number<std::uint16_t>();
    value.Data3 = number<std::uint16_t>();
    auto const rest = take(8);
    std::copy(rest.begin(), rest.end(), value.Data4);
    return value;
  }
  std::int16_t ReadInt16() { return number<std::int16_t>(); }
  std::int32_t ReadInt32() { return number<std::int32_t>(); }
  std::int64_t ReadInt64() { return number<std::int64_t>(); }
  std::uint16_t ReadUInt16() { return number<std::uint16_t>(); }
  std::uint32_t ReadUInt32() { return number<std::uint32_t>(); }
  std::uint64_t ReadUInt64() { return number<std::uint64_t>(); }
  float ReadSingle() { return number<float>(); }
  double ReadDouble() { return number<double>(); }
  // Counted in bytes for UTF-8, in units of two for UTF-16.
  hstring ReadString(std::uint32_t units) {
    if (encoding_ == streams::UnicodeEncoding::Utf8) return decode(take(units), encoding_);
    if (units > 0x7FFFFFFFu) throw winrt::hresult_out_of_bounds();
    return decode(take(units * 2), encoding_);
  }
  foundation::DateTime ReadDateTime() {
    return foundation::DateTime(foundation::TimeSpan(number<std::int64_t>()));
  }
  foundation::TimeSpan ReadTimeSpan() { return foundation::TimeSpan(number<std::int64_t>()); }

  streams::DataReaderLoadOperation LoadAsync(std::uint32_t count) {
    using Async = foundation::IAsyncOperation<std::uint32_t>;
    if (!stream_) throw winrt::hresult_illegal_method_call(L"this reader has no stream");
    // Begun here, so that a later CancelIOAsync of the socket ends it.
    auto const reading = stream_.ReadAsync(buffer_of(std::vector<std::uint8_t>(count)), count, options_);
    auto state = winrt::impl::start_async<Async>();
    reading.Completed([self = get_strong(), state](auto const& done, foundation::AsyncStatus) {
      try {
        state->complete(self->keep(bytes_of(done.GetResults())));
      } catch (...) {
        state->fail_with_current();
      }
    });
    return Async(*state).as<streams::DataReaderLoadOperation>();
  }
  streams::IBuffer DetachBuffer() {
    auto const bytes = take(UnconsumedBufferLength());
    return buffer_of({bytes.begin(), bytes.end()});
  }
  streams::IInputStream DetachStream() { return std::exchange(stream_, nullptr); }
  void Close() {
    if (auto const stream = std::exchange(stream_, nullptr)) stream.Close();
  }

 private:
  std::uint32_t keep(std::span<const std::uint8_t> bytes) {
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(at_));
    at_ = 0;
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return static_cast<std::uint32_t>(bytes.size());
  }
  std::span<const std::uint8_t> take(std::uint32_t count) {
    if (count > UnconsumedBufferLength())
      throw winrt::hresult_out_of_bounds(L"more than the reader has loaded");
    at_ += count;
    return {bytes_.data() + at_ - count, count};
  }
  template <typename T>
  T number() {
    return from_bytes<T>(take(sizeof(T)), order_);
  }

  streams::IInputStream stream_{nullptr};
  std::vector<std::uint8_t> bytes_;
  std::size_t at_ = 0;
};

struct DataReaderFactory : winrt::implements<DataReaderFactory, foundation::IActivationFactory,
                                             streams::IDataReaderFactory, streams::IDataReaderStatics> {
  foundation::IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  streams::DataReader CreateDataReader(streams::IInputStream const& stream) const {
    return winrt::make<DataReader>(stream);
  }
  streams::DataReader FromBuffer(streams::IBuffer const& buffer) const {
    return winrt::make<DataReader>(std::span<const std::uint8_t>(bytes_of(buffer)));
  }
};

}  // namespace

Factory make_data_reader_factory() { return winrt::make<DataReaderFactory>(); }

}  // namespace penstock::projection
