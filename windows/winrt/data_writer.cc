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

struct DataWriter : winrt::implements<DataWriter, streams::IDataWriter, foundation::IClosable> {
  using class_type = streams::DataWriter;
  DataWriter() = default;
  explicit DataWriter(streams::IOutputStream stream) : stream_(std::move(stream)) {}

  hstring GetRuntimeClassName() const { return L"Windows.Storage.Streams.DataWriter"; }
  std::uint32_t UnstoredBufferLength() const { return static_cast<std::uint32_t>(bytes_.size()); }
  PENSTOCK_STORED_VALUE(streams::UnicodeEncoding, UnicodeEncoding,
                        encoding_) = streams::UnicodeEncoding::Utf8;
  PENSTOCK_STORED_VALUE(streams::ByteOrder, ByteOrder, order_) = streams::ByteOrder::BigEndian;

  void WriteByte(std::uint8_t value) { bytes_.push_back(value); }
  void WriteBytes(winrt::array_view<std::uint8_t const> value) { add({value.data(), value.size()}); }
  void WriteBuffer(streams::IBuffer const& buffer) { add(bytes_of(buffer)); }
  void WriteBuffer(streams::IBuffer const& buffer, std::uint32_t start, std::uint32_t count) {
    auto const bytes = bytes_of(buffer);
    if (start > bytes.size() || count > bytes.size() - start) throw winrt::hresult_invalid_argument();
    add(bytes.subspan(start, count));
  }
  void WriteBoolean(bool value) { bytes_.push_back(value); }
  void WriteGuid(winrt::guid const& value) {
    number(value.Data1), number(value.Data2), number(value.Data3);
    add(value.Data4);
  }
  void WriteInt16(std::int16_t value) { number(value); }
  void WriteInt32(std::int32_t value) { number(value); }
  void WriteInt64(std::int64_t value) { number(value); }
  void WriteUInt16(std::uint16_t value) { number(value); }
  void WriteUInt32(std::uint32_t value) { number(value); }
  void WriteUInt64(std::uint64_t value) { number(value); }
  void WriteSingle(float value) { number(value); }
  void WriteDouble(double value) { number(value); }
  void WriteDateTime(foundation::DateTime value) { number(value.time_since_epoch().count()); }
  void WriteTimeSpan(foundation::TimeSpan value) { number(value.count()); }
  std::uint32_t WriteString(hstring const& text) {
    add(encode(text, encoding_));
    return MeasureString(text);
  }
  // In bytes for UTF-8, in units of two for UTF-16.
  std::uint32_t MeasureString(hstring const& text) const {
    auto const size = encode(text, encoding_).size();
    return static_cast<std::uint32_t>(encoding_ == streams::UnicodeEncoding::Utf8 ? size : size / 2);
  }

  // What was written so far leaves as one write: one datagram, on a datagram socket.
  streams::DataWriterStoreOperation StoreAsync() {
    using Async = foundation::IAsyncOperation<std::uint32_t>;
    if (!stream_) throw winrt::hresult_illegal_method_call(L"this writer has no stream");
    auto const writing = stream_.WriteAsync(buffer_of(std::exchange(bytes_, {})));
    auto state = winrt::impl::start_async<Async>();
    writing.Completed([state](auto const& done, foundation::AsyncStatus) {
      try {
        state->complete(done.GetResults());
      } catch (...) {
        state->fail_with_current();
      }
    });
    return Async(*state).as<streams::DataWriterStoreOperation>();
  }
  foundation::IAsyncOperation<bool> FlushAsync() const {
    if (!stream_) return done_async<foundation::IAsyncOperation<bool>>(true);
    return stream_.FlushAsync();
  }
  streams::IBuffer DetachBuffer() { return buffer_of(std::exchange(bytes_, {})); }
  streams::IOutputStream DetachStream() { return std::exchange(stream_, nullptr); }
  void Close() {
    if (auto const stream = std::exchange(stream_, nullptr)) stream.Close();
  }

 private:
  void add(std::span<const std::uint8_t> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  template <typename T>
  void number(T value) {
    add(to_bytes(value, order_));
  }

  streams::IOutputStream stream_{nullptr};
  std::vector<std::uint8_t> bytes_;
};

struct DataWriterFactory
    : winrt::implements<DataWriterFactory, foundation::IActivationFactory, streams::IDataWriterFactory> {
  foundation::IInspectable ActivateInstance() const { return winrt::make<DataWriter>(); }
  streams::DataWriter CreateDataWriter(streams::IOutputStream const& stream) const {
    return winrt::make<DataWriter>(stream);
  }
};

}  // namespace

Factory make_data_writer_factory() { return winrt::make<DataWriterFactory>(); }

}  // namespace penstock::projection
