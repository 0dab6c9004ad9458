// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Storage.Streams.1.h"
#include "Windows.Foundation.1.h"

namespace winrt::Windows::Storage::Streams {

struct Buffer : ::winrt::Windows::Storage::Streams::IBuffer {
  Buffer(std::nullptr_t) noexcept : ::winrt::Windows::Storage::Streams::IBuffer(nullptr) {}
  Buffer(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Storage::Streams::IBuffer(object, take_ownership_from_abi) {}
  explicit Buffer(uint32_t capacity);
};
struct InMemoryRandomAccessStream : ::winrt::Windows::Storage::Streams::IRandomAccessStream {
  InMemoryRandomAccessStream(std::nullptr_t) noexcept : ::winrt::Windows::Storage::Streams::IRandomAccessStream(nullptr) {}
  InMemoryRandomAccessStream(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Storage::Streams::IRandomAccessStream(object, take_ownership_from_abi) {}
  InMemoryRandomAccessStream();
};
struct DataReaderLoadOperation : ::winrt::Windows::Foundation::IAsyncOperation<uint32_t> {
  DataReaderLoadOperation(std::nullptr_t) noexcept : ::winrt::Windows::Foundation::IAsyncOperation<uint32_t>(nullptr) {}
  DataReaderLoadOperation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IAsyncOperation<uint32_t>(object, take_ownership_from_abi) {}
};
struct DataReader : ::winrt::Windows::Storage::Streams::IDataReader, ::winrt::impl::require<DataReader, ::winrt::Windows::Foundation::IClosable> {
  DataReader(std::nullptr_t) noexcept : ::winrt::Windows::Storage::Streams::IDataReader(nullptr) {}
  DataReader(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Storage::Streams::IDataReader(object, take_ownership_from_abi) {}
  DataReader(::winrt::Windows::Storage::Streams::IInputStream const& inputStream);
  static ::winrt::Windows::Storage::Streams::DataReader FromBuffer(::winrt::Windows::Storage::Streams::IBuffer const& buffer);
};
struct DataWriterStoreOperation : ::winrt::Windows::Foundation::IAsyncOperation<uint32_t> {
  DataWriterStoreOperation(std::nullptr_t) noexcept : ::winrt::Windows::Foundation::IAsyncOperation<uint32_t>(nullptr) {}
  DataWriterStoreOperation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IAsyncOperation<uint32_t>(object, take_ownership_from_abi) {}
};
struct DataWriter : ::winrt::Windows::Storage::Streams::IDataWriter, ::winrt::impl::require<DataWriter, ::winrt::Windows::Foundation::IClosable> {
  DataWriter(std::nullptr_t) noexcept : ::winrt::Windows::Storage::Streams::IDataWriter(nullptr) {}
  DataWriter(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Storage::Streams::IDataWriter(object, take_ownership_from_abi) {}
  DataWriter();
  DataWriter(::winrt::Windows::Storage::Streams::IOutputStream const& outputStream);
};
}  // namespace winrt::Windows::Storage::Streams

#include "Windows.Foundation.2.h"

namespace winrt::impl {

template <typename D>
uint32_t consume<::winrt::Windows::Storage::Streams::IBuffer>::type<D>::Capacity() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IBuffer>(static_cast<D const*>(this))->get_Capacity(result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::Storage::Streams::IBuffer>::type<D>::Length() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IBuffer>(static_cast<D const*>(this))->get_Length(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IBuffer>::type<D>::Length(uint32_t value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IBuffer>(static_cast<D const*>(this))->put_Length(value));
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IBuffer> : produce_base<D, ::winrt::Windows::Storage::Streams::IBuffer> {
  int32_t get_Capacity(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Capacity());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Length(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Length());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Length(uint32_t p_value) noexcept final try {
    this->shim().Length(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Storage::Streams::Buffer consume<::winrt::Windows::Storage::Streams::IBufferFactory>::type<D>::Create(uint32_t capacity) const {
  answer<::winrt::Windows::Storage::Streams::Buffer> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IBufferFactory>(static_cast<D const*>(this))->Create(capacity, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IBufferFactory> : produce_base<D, ::winrt::Windows::Storage::Streams::IBufferFactory> {
  int32_t Create(uint32_t p_capacity, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::Buffer>(result);
    give<::winrt::Windows::Storage::Streams::Buffer>(result, this->shim().Create(p_capacity));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Storage::Streams::Buffer consume<::winrt::Windows::Storage::Streams::IBufferStatics>::type<D>::CreateCopyFromMemoryBuffer(::winrt::Windows::Foundation::IClosable const& input) const {
  answer<::winrt::Windows::Storage::Streams::Buffer> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IBufferStatics>(static_cast<D const*>(this))->CreateCopyFromMemoryBuffer(get_abi(input), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IBufferStatics> : produce_base<D, ::winrt::Windows::Storage::Streams::IBufferStatics> {
  int32_t CreateCopyFromMemoryBuffer(void* p_input, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::Buffer>(result);
    give<::winrt::Windows::Storage::Streams::Buffer>(result, this->shim().CreateCopyFromMemoryBuffer(borrow<::winrt::Windows::Foundation::IClosable>(p_input)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncOperationWithProgress<::winrt::Windows::Storage::Streams::IBuffer, uint32_t> consume<::winrt::Windows::Storage::Streams::IInputStream>::type<D>::ReadAsync(::winrt::Windows::Storage::Streams::IBuffer const& buffer, uint32_t count, ::winrt::Windows::Storage::Streams::InputStreamOptions options) const {
  answer<::winrt::Windows::Foundation::IAsyncOperationWithProgress<::winrt::Windows::Storage::Streams::IBuffer, uint32_t>> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IInputStream>(static_cast<D const*>(this))->ReadAsync(get_abi(buffer), count, options, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IInputStream> : produce_base<D, ::winrt::Windows::Storage::Streams::IInputStream> {
  int32_t ReadAsync(void* p_buffer, uint32_t p_count, ::winrt::Windows::Storage::Streams::InputStreamOptions p_options, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperationWithProgress<::winrt::Windows::Storage::Streams::IBuffer, uint32_t>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperationWithProgress<::winrt::Windows::Storage::Streams::IBuffer, uint32_t>>(result, this->shim().ReadAsync(borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_buffer), p_count, p_options));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IAsyncOperationWithProgress<uint32_t, uint32_t> consume<::winrt::Windows::Storage::Streams::IOutputStream>::type<D>::WriteAsync(::winrt::Windows::Storage::Streams::IBuffer const& buffer) const {
  answer<::winrt::Windows::Foundation::IAsyncOperationWithProgress<uint32_t, uint32_t>> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IOutputStream>(static_cast<D const*>(this))->WriteAsync(get_abi(buffer), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<bool> consume<::winrt::Windows::Storage::Streams::IOutputStream>::type<D>::FlushAsync() const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<bool>> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IOutputStream>(static_cast<D const*>(this))->FlushAsync(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IOutputStream> : produce_base<D, ::winrt::Windows::Storage::Streams::IOutputStream> {
  int32_t WriteAsync(void* p_buffer, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperationWithProgress<uint32_t, uint32_t>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperationWithProgress<uint32_t, uint32_t>>(result, this->shim().WriteAsync(borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_buffer)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t FlushAsync(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<bool>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<bool>>(result, this->shim().FlushAsync());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
uint64_t consume<::winrt::Windows::Storage::Streams::IRandomAccessStream>::type<D>::Size() const {
  answer<uint64_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IRandomAccessStream>(static_cast<D const*>(this))->get_Size(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IRandomAccessStream>::type<D>::Size(uint64_t value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IRandomAccessStream>(static_cast<D const*>(this))->put_Size(value));
}
template <typename D>
::winrt::Windows::Storage::Streams::IInputStream consume<::winrt::Windows::Storage::Streams::IRandomAccessStream>::type<D>::GetInputStreamAt(uint64_t position) const {
  answer<::winrt::Windows::Storage::Streams::IInputStream> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IRandomAccessStream>(static_cast<D const*>(this))->GetInputStreamAt(position, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IOutputStream consume<::winrt::Windows::Storage::Streams::IRandomAccessStream>::type<D>::GetOutputStreamAt(uint64_t position) const {
  answer<::winrt::Windows::Storage::Streams::IOutputStream> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IRandomAccessStream>(static_cast<D const*>(this))->GetOutputStreamAt(position, result.put()));
  return result.take();
}
template <typename D>
uint64_t consume<::winrt::Windows::Storage::Streams::IRandomAccessStream>::type<D>::Position() const {
  answer<uint64_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IRandomAccessStream>(static_cast<D const*>(this))->get_Position(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IRandomAccessStream>::type<D>::Seek(uint64_t position) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IRandomAccessStream>(static_cast<D const*>(this))->Seek(position));
}
template <typename D>
::winrt::Windows::Storage::Streams::IRandomAccessStream consume<::winrt::Windows::Storage::Streams::IRandomAccessStream>::type<D>::CloneStream() const {
  answer<::winrt::Windows::Storage::Streams::IRandomAccessStream> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IRandomAccessStream>(static_cast<D const*>(this))->CloneStream(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Storage::Streams::IRandomAccessStream>::type<D>::CanRead() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IRandomAccessStream>(static_cast<D const*>(this))->get_CanRead(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Storage::Streams::IRandomAccessStream>::type<D>::CanWrite() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IRandomAccessStream>(static_cast<D const*>(this))->get_CanWrite(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IRandomAccessStream> : produce_base<D, ::winrt::Windows::Storage::Streams::IRandomAccessStream> {
  int32_t get_Size(uint64_t* result) noexcept final try {
    need_place(result);
    clear_out<uint64_t>(result);
    give<uint64_t>(result, this->shim().Size());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Size(uint64_t p_value) noexcept final try {
    this->shim().Size(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetInputStreamAt(uint64_t p_position, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IInputStream>(result);
    give<::winrt::Windows::Storage::Streams::IInputStream>(result, this->shim().GetInputStreamAt(p_position));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetOutputStreamAt(uint64_t p_position, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IOutputStream>(result);
    give<::winrt::Windows::Storage::Streams::IOutputStream>(result, this->shim().GetOutputStreamAt(p_position));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Position(uint64_t* result) noexcept final try {
    need_place(result);
    clear_out<uint64_t>(result);
    give<uint64_t>(result, this->shim().Position());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Seek(uint64_t p_position) noexcept final try {
    this->shim().Seek(p_position);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CloneStream(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IRandomAccessStream>(result);
    give<::winrt::Windows::Storage::Streams::IRandomAccessStream>(result, this->shim().CloneStream());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_CanRead(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().CanRead());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_CanWrite(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().CanWrite());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
uint32_t consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::UnconsumedBufferLength() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->get_UnconsumedBufferLength(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::UnicodeEncoding consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::UnicodeEncoding() const {
  answer<::winrt::Windows::Storage::Streams::UnicodeEncoding> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->get_UnicodeEncoding(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->put_UnicodeEncoding(value));
}
template <typename D>
::winrt::Windows::Storage::Streams::ByteOrder consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ByteOrder() const {
  answer<::winrt::Windows::Storage::Streams::ByteOrder> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->get_ByteOrder(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->put_ByteOrder(value));
}
template <typename D>
::winrt::Windows::Storage::Streams::InputStreamOptions consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::InputStreamOptions() const {
  answer<::winrt::Windows::Storage::Streams::InputStreamOptions> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->get_InputStreamOptions(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::InputStreamOptions(::winrt::Windows::Storage::Streams::InputStreamOptions value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->put_InputStreamOptions(value));
}
template <typename D>
uint8_t consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadByte() const {
  answer<uint8_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadByte(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadBytes(::winrt::array_view<uint8_t> value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadBytes(value.size(), reinterpret_cast<uint8_t*>(const_cast<uint8_t*>(value.data()))));
}
template <typename D>
::winrt::Windows::Storage::Streams::IBuffer consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadBuffer(uint32_t length) const {
  answer<::winrt::Windows::Storage::Streams::IBuffer> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadBuffer(length, result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadBoolean() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadBoolean(result.put()));
  return result.take();
}
template <typename D>
::winrt::guid consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadGuid() const {
  answer<::winrt::guid> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadGuid(result.put()));
  return result.take();
}
template <typename D>
int16_t consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadInt16() const {
  answer<int16_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadInt16(result.put()));
  return result.take();
}
template <typename D>
int32_t consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadInt32() const {
  answer<int32_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadInt32(result.put()));
  return result.take();
}
template <typename D>
int64_t consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadInt64() const {
  answer<int64_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadInt64(result.put()));
  return result.take();
}
template <typename D>
uint16_t consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadUInt16() const {
  answer<uint16_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadUInt16(result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadUInt32() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadUInt32(result.put()));
  return result.take();
}
template <typename D>
uint64_t consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadUInt64() const {
  answer<uint64_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadUInt64(result.put()));
  return result.take();
}
template <typename D>
float consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadSingle() const {
  answer<float> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadSingle(result.put()));
  return result.take();
}
template <typename D>
double consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadDouble() const {
  answer<double> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadDouble(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadString(uint32_t codeUnitCount) const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadString(codeUnitCount, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::DateTime consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadDateTime() const {
  answer<::winrt::Windows::Foundation::DateTime> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadDateTime(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::TimeSpan consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::ReadTimeSpan() const {
  answer<::winrt::Windows::Foundation::TimeSpan> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->ReadTimeSpan(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::DataReaderLoadOperation consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::LoadAsync(uint32_t count) const {
  answer<::winrt::Windows::Storage::Streams::DataReaderLoadOperation> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->LoadAsync(count, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IBuffer consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::DetachBuffer() const {
  answer<::winrt::Windows::Storage::Streams::IBuffer> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->DetachBuffer(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IInputStream consume<::winrt::Windows::Storage::Streams::IDataReader>::type<D>::DetachStream() const {
  answer<::winrt::Windows::Storage::Streams::IInputStream> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReader>(static_cast<D const*>(this))->DetachStream(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IDataReader> : produce_base<D, ::winrt::Windows::Storage::Streams::IDataReader> {
  int32_t get_UnconsumedBufferLength(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().UnconsumedBufferLength());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::UnicodeEncoding>(result);
    give<::winrt::Windows::Storage::Streams::UnicodeEncoding>(result, this->shim().UnicodeEncoding());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding p_value) noexcept final try {
    this->shim().UnicodeEncoding(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::ByteOrder>(result);
    give<::winrt::Windows::Storage::Streams::ByteOrder>(result, this->shim().ByteOrder());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder p_value) noexcept final try {
    this->shim().ByteOrder(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_InputStreamOptions(::winrt::Windows::Storage::Streams::InputStreamOptions* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::InputStreamOptions>(result);
    give<::winrt::Windows::Storage::Streams::InputStreamOptions>(result, this->shim().InputStreamOptions());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_InputStreamOptions(::winrt::Windows::Storage::Streams::InputStreamOptions p_value) noexcept final try {
    this->shim().InputStreamOptions(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadByte(uint8_t* result) noexcept final try {
    need_place(result);
    clear_out<uint8_t>(result);
    give<uint8_t>(result, this->shim().ReadByte());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadBytes(uint32_t p_value_size, uint8_t* p_value) noexcept final try {
    this->shim().ReadBytes(array_view<uint8_t>(reinterpret_cast<uint8_t*>(p_value), p_value_size));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadBuffer(uint32_t p_length, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IBuffer>(result);
    give<::winrt::Windows::Storage::Streams::IBuffer>(result, this->shim().ReadBuffer(p_length));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadBoolean(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().ReadBoolean());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadGuid(::winrt::guid* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::guid>(result);
    give<::winrt::guid>(result, this->shim().ReadGuid());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadInt16(int16_t* result) noexcept final try {
    need_place(result);
    clear_out<int16_t>(result);
    give<int16_t>(result, this->shim().ReadInt16());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadInt32(int32_t* result) noexcept final try {
    need_place(result);
    clear_out<int32_t>(result);
    give<int32_t>(result, this->shim().ReadInt32());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadInt64(int64_t* result) noexcept final try {
    need_place(result);
    clear_out<int64_t>(result);
    give<int64_t>(result, this->shim().ReadInt64());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadUInt16(uint16_t* result) noexcept final try {
    need_place(result);
    clear_out<uint16_t>(result);
    give<uint16_t>(result, this->shim().ReadUInt16());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadUInt32(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().ReadUInt32());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadUInt64(uint64_t* result) noexcept final try {
    need_place(result);
    clear_out<uint64_t>(result);
    give<uint64_t>(result, this->shim().ReadUInt64());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadSingle(float* result) noexcept final try {
    need_place(result);
    clear_out<float>(result);
    give<float>(result, this->shim().ReadSingle());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadDouble(double* result) noexcept final try {
    need_place(result);
    clear_out<double>(result);
    give<double>(result, this->shim().ReadDouble());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadString(uint32_t p_codeUnitCount, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().ReadString(p_codeUnitCount));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadDateTime(::winrt::Windows::Foundation::DateTime* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::DateTime>(result);
    give<::winrt::Windows::Foundation::DateTime>(result, this->shim().ReadDateTime());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ReadTimeSpan(::winrt::Windows::Foundation::TimeSpan* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::TimeSpan>(result);
    give<::winrt::Windows::Foundation::TimeSpan>(result, this->shim().ReadTimeSpan());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t LoadAsync(uint32_t p_count, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::DataReaderLoadOperation>(result);
    give<::winrt::Windows::Storage::Streams::DataReaderLoadOperation>(result, this->shim().LoadAsync(p_count));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t DetachBuffer(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IBuffer>(result);
    give<::winrt::Windows::Storage::Streams::IBuffer>(result, this->shim().DetachBuffer());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t DetachStream(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IInputStream>(result);
    give<::winrt::Windows::Storage::Streams::IInputStream>(result, this->shim().DetachStream());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Storage::Streams::DataReader consume<::winrt::Windows::Storage::Streams::IDataReaderFactory>::type<D>::CreateDataReader(::winrt::Windows::Storage::Streams::IInputStream const& inputStream) const {
  answer<::winrt::Windows::Storage::Streams::DataReader> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReaderFactory>(static_cast<D const*>(this))->CreateDataReader(get_abi(inputStream), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IDataReaderFactory> : produce_base<D, ::winrt::Windows::Storage::Streams::IDataReaderFactory> {
  int32_t CreateDataReader(void* p_inputStream, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::DataReader>(result);
    give<::winrt::Windows::Storage::Streams::DataReader>(result, this->shim().CreateDataReader(borrow<::winrt::Windows::Storage::Streams::IInputStream>(p_inputStream)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Storage::Streams::DataReader consume<::winrt::Windows::Storage::Streams::IDataReaderStatics>::type<D>::FromBuffer(::winrt::Windows::Storage::Streams::IBuffer const& buffer) const {
  answer<::winrt::Windows::Storage::Streams::DataReader> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataReaderStatics>(static_cast<D const*>(this))->FromBuffer(get_abi(buffer), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IDataReaderStatics> : produce_base<D, ::winrt::Windows::Storage::Streams::IDataReaderStatics> {
  int32_t FromBuffer(void* p_buffer, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::DataReader>(result);
    give<::winrt::Windows::Storage::Streams::DataReader>(result, this->shim().FromBuffer(borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_buffer)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
uint32_t consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::UnstoredBufferLength() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->get_UnstoredBufferLength(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::UnicodeEncoding consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::UnicodeEncoding() const {
  answer<::winrt::Windows::Storage::Streams::UnicodeEncoding> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->get_UnicodeEncoding(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->put_UnicodeEncoding(value));
}
template <typename D>
::winrt::Windows::Storage::Streams::ByteOrder consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::ByteOrder() const {
  answer<::winrt::Windows::Storage::Streams::ByteOrder> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->get_ByteOrder(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->put_ByteOrder(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteByte(uint8_t value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteByte(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteBytes(::winrt::array_view<uint8_t const> value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteBytes(value.size(), reinterpret_cast<uint8_t*>(const_cast<uint8_t*>(value.data()))));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteBuffer(::winrt::Windows::Storage::Streams::IBuffer const& buffer) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteBuffer(get_abi(buffer)));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteBuffer(::winrt::Windows::Storage::Streams::IBuffer const& buffer, uint32_t start, uint32_t count) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteBufferRange(get_abi(buffer), start, count));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteBoolean(bool value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteBoolean(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteGuid(::winrt::guid const& value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteGuid(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteInt16(int16_t value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteInt16(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteInt32(int32_t value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteInt32(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteInt64(int64_t value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteInt64(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteUInt16(uint16_t value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteUInt16(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteUInt32(uint32_t value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteUInt32(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteUInt64(uint64_t value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteUInt64(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteSingle(float value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteSingle(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteDouble(double value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteDouble(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteDateTime(::winrt::Windows::Foundation::DateTime const& value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteDateTime(value));
}
template <typename D>
void consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteTimeSpan(::winrt::Windows::Foundation::TimeSpan const& value) const {
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteTimeSpan(value));
}
template <typename D>
uint32_t consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::WriteString(::winrt::param::hstring const& value) const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->WriteString(get_abi(value), result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::MeasureString(::winrt::param::hstring const& value) const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->MeasureString(get_abi(value), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::DataWriterStoreOperation consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::StoreAsync() const {
  answer<::winrt::Windows::Storage::Streams::DataWriterStoreOperation> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->StoreAsync(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IAsyncOperation<bool> consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::FlushAsync() const {
  answer<::winrt::Windows::Foundation::IAsyncOperation<bool>> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->FlushAsync(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IBuffer consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::DetachBuffer() const {
  answer<::winrt::Windows::Storage::Streams::IBuffer> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->DetachBuffer(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IOutputStream consume<::winrt::Windows::Storage::Streams::IDataWriter>::type<D>::DetachStream() const {
  answer<::winrt::Windows::Storage::Streams::IOutputStream> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriter>(static_cast<D const*>(this))->DetachStream(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IDataWriter> : produce_base<D, ::winrt::Windows::Storage::Streams::IDataWriter> {
  int32_t get_UnstoredBufferLength(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().UnstoredBufferLength());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::UnicodeEncoding>(result);
    give<::winrt::Windows::Storage::Streams::UnicodeEncoding>(result, this->shim().UnicodeEncoding());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding p_value) noexcept final try {
    this->shim().UnicodeEncoding(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::ByteOrder>(result);
    give<::winrt::Windows::Storage::Streams::ByteOrder>(result, this->shim().ByteOrder());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder p_value) noexcept final try {
    this->shim().ByteOrder(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteByte(uint8_t p_value) noexcept final try {
    this->shim().WriteByte(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteBytes(uint32_t p_value_size, uint8_t* p_value) noexcept final try {
    this->shim().WriteBytes(array_view<uint8_t const>(reinterpret_cast<uint8_t const*>(p_value), p_value_size));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteBuffer(void* p_buffer) noexcept final try {
    this->shim().WriteBuffer(borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_buffer));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteBufferRange(void* p_buffer, uint32_t p_start, uint32_t p_count) noexcept final try {
    this->shim().WriteBuffer(borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_buffer), p_start, p_count);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteBoolean(bool p_value) noexcept final try {
    this->shim().WriteBoolean(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteGuid(::winrt::guid p_value) noexcept final try {
    this->shim().WriteGuid(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteInt16(int16_t p_value) noexcept final try {
    this->shim().WriteInt16(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteInt32(int32_t p_value) noexcept final try {
    this->shim().WriteInt32(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteInt64(int64_t p_value) noexcept final try {
    this->shim().WriteInt64(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteUInt16(uint16_t p_value) noexcept final try {
    this->shim().WriteUInt16(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteUInt32(uint32_t p_value) noexcept final try {
    this->shim().WriteUInt32(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteUInt64(uint64_t p_value) noexcept final try {
    this->shim().WriteUInt64(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteSingle(float p_value) noexcept final try {
    this->shim().WriteSingle(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteDouble(double p_value) noexcept final try {
    this->shim().WriteDouble(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteDateTime(::winrt::Windows::Foundation::DateTime p_value) noexcept final try {
    this->shim().WriteDateTime(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteTimeSpan(::winrt::Windows::Foundation::TimeSpan p_value) noexcept final try {
    this->shim().WriteTimeSpan(p_value);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t WriteString(void* p_value, uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().WriteString(borrow<::winrt::hstring>(p_value)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t MeasureString(void* p_value, uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().MeasureString(borrow<::winrt::hstring>(p_value)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t StoreAsync(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::DataWriterStoreOperation>(result);
    give<::winrt::Windows::Storage::Streams::DataWriterStoreOperation>(result, this->shim().StoreAsync());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t FlushAsync(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IAsyncOperation<bool>>(result);
    give<::winrt::Windows::Foundation::IAsyncOperation<bool>>(result, this->shim().FlushAsync());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t DetachBuffer(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IBuffer>(result);
    give<::winrt::Windows::Storage::Streams::IBuffer>(result, this->shim().DetachBuffer());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t DetachStream(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IOutputStream>(result);
    give<::winrt::Windows::Storage::Streams::IOutputStream>(result, this->shim().DetachStream());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Storage::Streams::DataWriter consume<::winrt::Windows::Storage::Streams::IDataWriterFactory>::type<D>::CreateDataWriter(::winrt::Windows::Storage::Streams::IOutputStream const& outputStream) const {
  answer<::winrt::Windows::Storage::Streams::DataWriter> result;
  check_hresult(call<::winrt::Windows::Storage::Streams::IDataWriterFactory>(static_cast<D const*>(this))->CreateDataWriter(get_abi(outputStream), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Storage::Streams::IDataWriterFactory> : produce_base<D, ::winrt::Windows::Storage::Streams::IDataWriterFactory> {
  int32_t CreateDataWriter(void* p_outputStream, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::DataWriter>(result);
    give<::winrt::Windows::Storage::Streams::DataWriter>(result, this->shim().CreateDataWriter(borrow<::winrt::Windows::Storage::Streams::IOutputStream>(p_outputStream)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Storage::Streams {

inline Buffer::Buffer(uint32_t capacity)
    : Buffer(::winrt::impl::cached_factory<Buffer, ::winrt::Windows::Storage::Streams::IBufferFactory>().Create(capacity)) {}
inline InMemoryRandomAccessStream::InMemoryRandomAccessStream() : InMemoryRandomAccessStream(::winrt::impl::activate<InMemoryRandomAccessStream>()) {}
inline DataReader::DataReader(::winrt::Windows::Storage::Streams::IInputStream const& inputStream)
    : DataReader(::winrt::impl::cached_factory<DataReader, ::winrt::Windows::Storage::Streams::IDataReaderFactory>().CreateDataReader(inputStream)) {}
inline ::winrt::Windows::Storage::Streams::DataReader DataReader::FromBuffer(::winrt::Windows::Storage::Streams::IBuffer const& buffer) {
  return ::winrt::impl::cached_factory<DataReader, ::winrt::Windows::Storage::Streams::IDataReaderStatics>().FromBuffer(buffer);
}
inline DataWriter::DataWriter() : DataWriter(::winrt::impl::activate<DataWriter>()) {}
inline DataWriter::DataWriter(::winrt::Windows::Storage::Streams::IOutputStream const& outputStream)
    : DataWriter(::winrt::impl::cached_factory<DataWriter, ::winrt::Windows::Storage::Streams::IDataWriterFactory>().CreateDataWriter(outputStream)) {}
}  // namespace winrt::Windows::Storage::Streams
