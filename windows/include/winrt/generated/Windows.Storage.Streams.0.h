// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Foundation.0.h"

namespace winrt::Windows::Storage::Streams {

enum class ByteOrder : int32_t {
  LittleEndian = 0,
  BigEndian = 1,
};

enum class UnicodeEncoding : int32_t {
  Utf8 = 0,
  Utf16LE = 1,
  Utf16BE = 2,
};

enum class InputStreamOptions : uint32_t {
  None = 0x0,
  Partial = 0x1,
  ReadAhead = 0x2,
};
constexpr InputStreamOptions operator|(InputStreamOptions a, InputStreamOptions b) noexcept {
  return static_cast<InputStreamOptions>(static_cast<uint32_t>(a) | static_cast<uint32_t>(b));
}
constexpr InputStreamOptions& operator|=(InputStreamOptions& a, InputStreamOptions b) noexcept { return a = a | b; }
constexpr InputStreamOptions operator&(InputStreamOptions a, InputStreamOptions b) noexcept {
  return static_cast<InputStreamOptions>(static_cast<uint32_t>(a) & static_cast<uint32_t>(b));
}
constexpr InputStreamOptions& operator&=(InputStreamOptions& a, InputStreamOptions b) noexcept { return a = a & b; }
constexpr InputStreamOptions operator^(InputStreamOptions a, InputStreamOptions b) noexcept {
  return static_cast<InputStreamOptions>(static_cast<uint32_t>(a) ^ static_cast<uint32_t>(b));
}
constexpr InputStreamOptions& operator^=(InputStreamOptions& a, InputStreamOptions b) noexcept { return a = a ^ b; }
constexpr InputStreamOptions operator~(InputStreamOptions a) noexcept {
  return static_cast<InputStreamOptions>(~static_cast<uint32_t>(a));
}

struct IBuffer;
struct IBufferFactory;
struct IBufferStatics;
struct Buffer;
struct IInputStream;
struct IOutputStream;
struct IRandomAccessStream;
struct InMemoryRandomAccessStream;
struct IDataReader;
struct IDataReaderFactory;
struct IDataReaderStatics;
struct DataReaderLoadOperation;
struct DataReader;
struct IDataWriter;
struct IDataWriterFactory;
struct DataWriterStoreOperation;
struct DataWriter;

}  // namespace winrt::Windows::Storage::Streams

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Storage::Streams::ByteOrder> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::ByteOrder> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.ByteOrder"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::UnicodeEncoding> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::UnicodeEncoding> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.UnicodeEncoding"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::InputStreamOptions> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::InputStreamOptions> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.InputStreamOptions"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IBuffer> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IBuffer> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IBuffer"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IBuffer> {
  static constexpr guid value{"905a0fe0-bc53-11df-8c49-001e4fc686da"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IBufferFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IBufferFactory> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IBufferFactory"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IBufferFactory> {
  static constexpr guid value{"71af914d-c10f-484b-bc50-14bc623b3a27"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IBufferStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IBufferStatics> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IBufferStatics"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IBufferStatics> {
  static constexpr guid value{"c198ad1b-4f23-51ca-8cce-7c9a0185771a"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::Buffer> {
  using type = class_category<::winrt::Windows::Storage::Streams::IBuffer>;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::Buffer> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.Buffer"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IInputStream> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IInputStream> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IInputStream"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IInputStream> {
  static constexpr guid value{"905a0fe2-bc53-11df-8c49-001e4fc686da"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IOutputStream> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IOutputStream> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IOutputStream"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IOutputStream> {
  static constexpr guid value{"905a0fe6-bc53-11df-8c49-001e4fc686da"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IRandomAccessStream> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IRandomAccessStream> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IRandomAccessStream"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IRandomAccessStream> {
  static constexpr guid value{"905a0fe1-bc53-11df-8c49-001e4fc686da"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::InMemoryRandomAccessStream> {
  using type = class_category<::winrt::Windows::Storage::Streams::IRandomAccessStream>;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::InMemoryRandomAccessStream> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.InMemoryRandomAccessStream"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IDataReader> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IDataReader> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IDataReader"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IDataReader> {
  static constexpr guid value{"e2b50029-b4c1-4314-a4b8-fb813a2f275e"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IDataReaderFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IDataReaderFactory> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IDataReaderFactory"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IDataReaderFactory> {
  static constexpr guid value{"d7527847-57da-4e15-914c-06806699a098"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IDataReaderStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IDataReaderStatics> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IDataReaderStatics"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IDataReaderStatics> {
  static constexpr guid value{"11fcbfc8-f93a-471b-b121-f379e349313c"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::DataReaderLoadOperation> {
  using type = class_category<::winrt::Windows::Foundation::IAsyncOperation<uint32_t>>;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::DataReaderLoadOperation> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.DataReaderLoadOperation"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::DataReader> {
  using type = class_category<::winrt::Windows::Storage::Streams::IDataReader>;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::DataReader> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.DataReader"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IDataWriter> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IDataWriter> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IDataWriter"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IDataWriter> {
  static constexpr guid value{"64b89265-d341-4922-b38a-dd4af8808c4e"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::IDataWriterFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::IDataWriterFactory> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.IDataWriterFactory"};
};
template <>
struct type_guid<::winrt::Windows::Storage::Streams::IDataWriterFactory> {
  static constexpr guid value{"338c67c2-8b84-4c2b-9c50-7b8767847a1f"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::DataWriterStoreOperation> {
  using type = class_category<::winrt::Windows::Foundation::IAsyncOperation<uint32_t>>;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::DataWriterStoreOperation> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.DataWriterStoreOperation"};
};
template <>
struct category<::winrt::Windows::Storage::Streams::DataWriter> {
  using type = class_category<::winrt::Windows::Storage::Streams::IDataWriter>;
};
template <>
struct type_name<::winrt::Windows::Storage::Streams::DataWriter> {
  static constexpr auto value = fixed_text{"Windows.Storage.Streams.DataWriter"};
};
}  // namespace winrt::impl
