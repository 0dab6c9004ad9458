// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Storage.Streams.0.h"
#include "Windows.Foundation.0.h"
#include "Windows.Foundation.1.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Storage::Streams::IBuffer> {
  struct type : inspectable_abi {
    virtual int32_t get_Capacity(uint32_t* result) noexcept = 0;
    virtual int32_t get_Length(uint32_t* result) noexcept = 0;
    virtual int32_t put_Length(uint32_t p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::Streams::IBufferFactory> {
  struct type : inspectable_abi {
    virtual int32_t Create(uint32_t p_capacity, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::Streams::IBufferStatics> {
  struct type : inspectable_abi {
    virtual int32_t CreateCopyFromMemoryBuffer(void* p_input, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::Streams::IInputStream> {
  struct type : inspectable_abi {
    virtual int32_t ReadAsync(void* p_buffer, uint32_t p_count, ::winrt::Windows::Storage::Streams::InputStreamOptions p_options, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::Streams::IOutputStream> {
  struct type : inspectable_abi {
    virtual int32_t WriteAsync(void* p_buffer, void** result) noexcept = 0;
    virtual int32_t FlushAsync(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::Streams::IRandomAccessStream> {
  struct type : inspectable_abi {
    virtual int32_t get_Size(uint64_t* result) noexcept = 0;
    virtual int32_t put_Size(uint64_t p_value) noexcept = 0;
    virtual int32_t GetInputStreamAt(uint64_t p_position, void** result) noexcept = 0;
    virtual int32_t GetOutputStreamAt(uint64_t p_position, void** result) noexcept = 0;
    virtual int32_t get_Position(uint64_t* result) noexcept = 0;
    virtual int32_t Seek(uint64_t p_position) noexcept = 0;
    virtual int32_t CloneStream(void** result) noexcept = 0;
    virtual int32_t get_CanRead(bool* result) noexcept = 0;
    virtual int32_t get_CanWrite(bool* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::Streams::IDataReader> {
  struct type : inspectable_abi {
    virtual int32_t get_UnconsumedBufferLength(uint32_t* result) noexcept = 0;
    virtual int32_t get_UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding* result) noexcept = 0;
    virtual int32_t put_UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding p_value) noexcept = 0;
    virtual int32_t get_ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder* result) noexcept = 0;
    virtual int32_t put_ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder p_value) noexcept = 0;
    virtual int32_t get_InputStreamOptions(::winrt::Windows::Storage::Streams::InputStreamOptions* result) noexcept = 0;
    virtual int32_t put_InputStreamOptions(::winrt::Windows::Storage::Streams::InputStreamOptions p_value) noexcept = 0;
    virtual int32_t ReadByte(uint8_t* result) noexcept = 0;
    virtual int32_t ReadBytes(uint32_t p_value_size, uint8_t* p_value) noexcept = 0;
    virtual int32_t ReadBuffer(uint32_t p_length, void** result) noexcept = 0;
    virtual int32_t ReadBoolean(bool* result) noexcept = 0;
    virtual int32_t ReadGuid(::winrt::guid* result) noexcept = 0;
    virtual int32_t ReadInt16(int16_t* result) noexcept = 0;
    virtual int32_t ReadInt32(int32_t* result) noexcept = 0;
    virtual int32_t ReadInt64(int64_t* result) noexcept = 0;
    virtual int32_t ReadUInt16(uint16_t* result) noexcept = 0;
    virtual int32_t ReadUInt32(uint32_t* result) noexcept = 0;
    virtual int32_t ReadUInt64(uint64_t* result) noexcept = 0;
    virtual int32_t ReadSingle(float* result) noexcept = 0;
    virtual int32_t ReadDouble(double* result) noexcept = 0;
    virtual int32_t ReadString(uint32_t p_codeUnitCount, void** result) noexcept = 0;
    virtual int32_t ReadDateTime(::winrt::Windows::Foundation::DateTime* result) noexcept = 0;
    virtual int32_t ReadTimeSpan(::winrt::Windows::Foundation::TimeSpan* result) noexcept = 0;
    virtual int32_t LoadAsync(uint32_t p_count, void** result) noexcept = 0;
    virtual int32_t DetachBuffer(void** result) noexcept = 0;
    virtual int32_t DetachStream(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::Streams::IDataReaderFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateDataReader(void* p_inputStream, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::Streams::IDataReaderStatics> {
  struct type : inspectable_abi {
    virtual int32_t FromBuffer(void* p_buffer, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::Streams::IDataWriter> {
  struct type : inspectable_abi {
    virtual int32_t get_UnstoredBufferLength(uint32_t* result) noexcept = 0;
    virtual int32_t get_UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding* result) noexcept = 0;
    virtual int32_t put_UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding p_value) noexcept = 0;
    virtual int32_t get_ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder* result) noexcept = 0;
    virtual int32_t put_ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder p_value) noexcept = 0;
    virtual int32_t WriteByte(uint8_t p_value) noexcept = 0;
    virtual int32_t WriteBytes(uint32_t p_value_size, uint8_t* p_value) noexcept = 0;
    virtual int32_t WriteBuffer(void* p_buffer) noexcept = 0;
    virtual int32_t WriteBufferRange(void* p_buffer, uint32_t p_start, uint32_t p_count) noexcept = 0;
    virtual int32_t WriteBoolean(bool p_value) noexcept = 0;
    virtual int32_t WriteGuid(::winrt::guid p_value) noexcept = 0;
    virtual int32_t WriteInt16(int16_t p_value) noexcept = 0;
    virtual int32_t WriteInt32(int32_t p_value) noexcept = 0;
    virtual int32_t WriteInt64(int64_t p_value) noexcept = 0;
    virtual int32_t WriteUInt16(uint16_t p_value) noexcept = 0;
    virtual int32_t WriteUInt32(uint32_t p_value) noexcept = 0;
    virtual int32_t WriteUInt64(uint64_t p_value) noexcept = 0;
    virtual int32_t WriteSingle(float p_value) noexcept = 0;
    virtual int32_t WriteDouble(double p_value) noexcept = 0;
    virtual int32_t WriteDateTime(::winrt::Windows::Foundation::DateTime p_value) noexcept = 0;
    virtual int32_t WriteTimeSpan(::winrt::Windows::Foundation::TimeSpan p_value) noexcept = 0;
    virtual int32_t WriteString(void* p_value, uint32_t* result) noexcept = 0;
    virtual int32_t MeasureString(void* p_value, uint32_t* result) noexcept = 0;
    virtual int32_t StoreAsync(void** result) noexcept = 0;
    virtual int32_t FlushAsync(void** result) noexcept = 0;
    virtual int32_t DetachBuffer(void** result) noexcept = 0;
    virtual int32_t DetachStream(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Storage::Streams::IDataWriterFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateDataWriter(void* p_outputStream, void** result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IBuffer> {
  template <typename D>
  struct type : buffer_members<D> {
    uint32_t Capacity() const;
    uint32_t Length() const;
    void Length(uint32_t value) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IBufferFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::Streams::Buffer Create(uint32_t capacity) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IBufferStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::Streams::Buffer CreateCopyFromMemoryBuffer(::winrt::Windows::Foundation::IClosable const& input) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IInputStream> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncOperationWithProgress<::winrt::Windows::Storage::Streams::IBuffer, uint32_t> ReadAsync(::winrt::Windows::Storage::Streams::IBuffer const& buffer, uint32_t count, ::winrt::Windows::Storage::Streams::InputStreamOptions options) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IOutputStream> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IAsyncOperationWithProgress<uint32_t, uint32_t> WriteAsync(::winrt::Windows::Storage::Streams::IBuffer const& buffer) const;
    ::winrt::Windows::Foundation::IAsyncOperation<bool> FlushAsync() const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IRandomAccessStream> {
  template <typename D>
  struct type {
    uint64_t Size() const;
    void Size(uint64_t value) const;
    ::winrt::Windows::Storage::Streams::IInputStream GetInputStreamAt(uint64_t position) const;
    ::winrt::Windows::Storage::Streams::IOutputStream GetOutputStreamAt(uint64_t position) const;
    uint64_t Position() const;
    void Seek(uint64_t position) const;
    ::winrt::Windows::Storage::Streams::IRandomAccessStream CloneStream() const;
    bool CanRead() const;
    bool CanWrite() const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IDataReader> {
  template <typename D>
  struct type {
    uint32_t UnconsumedBufferLength() const;
    ::winrt::Windows::Storage::Streams::UnicodeEncoding UnicodeEncoding() const;
    void UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding value) const;
    ::winrt::Windows::Storage::Streams::ByteOrder ByteOrder() const;
    void ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder value) const;
    ::winrt::Windows::Storage::Streams::InputStreamOptions InputStreamOptions() const;
    void InputStreamOptions(::winrt::Windows::Storage::Streams::InputStreamOptions value) const;
    uint8_t ReadByte() const;
    void ReadBytes(::winrt::array_view<uint8_t> value) const;
    ::winrt::Windows::Storage::Streams::IBuffer ReadBuffer(uint32_t length) const;
    bool ReadBoolean() const;
    ::winrt::guid ReadGuid() const;
    int16_t ReadInt16() const;
    int32_t ReadInt32() const;
    int64_t ReadInt64() const;
    uint16_t ReadUInt16() const;
    uint32_t ReadUInt32() const;
    uint64_t ReadUInt64() const;
    float ReadSingle() const;
    double ReadDouble() const;
    ::winrt::hstring ReadString(uint32_t codeUnitCount) const;
    ::winrt::Windows::Foundation::DateTime ReadDateTime() const;
    ::winrt::Windows::Foundation::TimeSpan ReadTimeSpan() const;
    ::winrt::Windows::Storage::Streams::DataReaderLoadOperation LoadAsync(uint32_t count) const;
    ::winrt::Windows::Storage::Streams::IBuffer DetachBuffer() const;
    ::winrt::Windows::Storage::Streams::IInputStream DetachStream() const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IDataReaderFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::Streams::DataReader CreateDataReader(::winrt::Windows::Storage::Streams::IInputStream const& inputStream) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IDataReaderStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::Streams::DataReader FromBuffer(::winrt::Windows::Storage::Streams::IBuffer const& buffer) const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IDataWriter> {
  template <typename D>
  struct type {
    uint32_t UnstoredBufferLength() const;
    ::winrt::Windows::Storage::Streams::UnicodeEncoding UnicodeEncoding() const;
    void UnicodeEncoding(::winrt::Windows::Storage::Streams::UnicodeEncoding value) const;
    ::winrt::Windows::Storage::Streams::ByteOrder ByteOrder() const;
    void ByteOrder(::winrt::Windows::Storage::Streams::ByteOrder value) const;
    void WriteByte(uint8_t value) const;
    void WriteBytes(::winrt::array_view<uint8_t const> value) const;
    void WriteBuffer(::winrt::Windows::Storage::Streams::IBuffer const& buffer) const;
    void WriteBuffer(::winrt::Windows::Storage::Streams::IBuffer const& buffer, uint32_t start, uint32_t count) const;
    void WriteBoolean(bool value) const;
    void WriteGuid(::winrt::guid const& value) const;
    void WriteInt16(int16_t value) const;
    void WriteInt32(int32_t value) const;
    void WriteInt64(int64_t value) const;
    void WriteUInt16(uint16_t value) const;
    void WriteUInt32(uint32_t value) const;
    void WriteUInt64(uint64_t value) const;
    void WriteSingle(float value) const;
    void WriteDouble(double value) const;
    void WriteDateTime(::winrt::Windows::Foundation::DateTime const& value) const;
    void WriteTimeSpan(::winrt::Windows::Foundation::TimeSpan const& value) const;
    uint32_t WriteString(::winrt::param::hstring const& value) const;
    uint32_t MeasureString(::winrt::param::hstring const& value) const;
    ::winrt::Windows::Storage::Streams::DataWriterStoreOperation StoreAsync() const;
    ::winrt::Windows::Foundation::IAsyncOperation<bool> FlushAsync() const;
    ::winrt::Windows::Storage::Streams::IBuffer DetachBuffer() const;
    ::winrt::Windows::Storage::Streams::IOutputStream DetachStream() const;
  };
};
template <>
struct consume<::winrt::Windows::Storage::Streams::IDataWriterFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::Streams::DataWriter CreateDataWriter(::winrt::Windows::Storage::Streams::IOutputStream const& outputStream) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Storage::Streams {

struct IBuffer : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IBuffer> {
  IBuffer(std::nullptr_t = nullptr) noexcept {}
  IBuffer(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IBufferFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IBufferFactory> {
  IBufferFactory(std::nullptr_t = nullptr) noexcept {}
  IBufferFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IBufferStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IBufferStatics> {
  IBufferStatics(std::nullptr_t = nullptr) noexcept {}
  IBufferStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IInputStream : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IInputStream>, ::winrt::impl::require<IInputStream, ::winrt::Windows::Foundation::IClosable> {
  IInputStream(std::nullptr_t = nullptr) noexcept {}
  IInputStream(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IOutputStream : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IOutputStream>, ::winrt::impl::require<IOutputStream, ::winrt::Windows::Foundation::IClosable> {
  IOutputStream(std::nullptr_t = nullptr) noexcept {}
  IOutputStream(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IRandomAccessStream : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IRandomAccessStream>, ::winrt::impl::require<IRandomAccessStream, ::winrt::Windows::Foundation::IClosable, ::winrt::Windows::Storage::Streams::IInputStream, ::winrt::Windows::Storage::Streams::IOutputStream> {
  IRandomAccessStream(std::nullptr_t = nullptr) noexcept {}
  IRandomAccessStream(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDataReader : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDataReader> {
  IDataReader(std::nullptr_t = nullptr) noexcept {}
  IDataReader(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDataReaderFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDataReaderFactory> {
  IDataReaderFactory(std::nullptr_t = nullptr) noexcept {}
  IDataReaderFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDataReaderStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDataReaderStatics> {
  IDataReaderStatics(std::nullptr_t = nullptr) noexcept {}
  IDataReaderStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDataWriter : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDataWriter> {
  IDataWriter(std::nullptr_t = nullptr) noexcept {}
  IDataWriter(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDataWriterFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDataWriterFactory> {
  IDataWriterFactory(std::nullptr_t = nullptr) noexcept {}
  IDataWriterFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::Storage::Streams
