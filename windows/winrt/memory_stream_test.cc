// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include <winrt/Windows.Storage.Streams.h>

using namespace winrt;
using namespace winrt::Windows::Storage::Streams;

namespace {

IBuffer buffer_with(std::string const& text) {
  Buffer made(static_cast<std::uint32_t>(text.size() + 1));
  std::memcpy(made.data(), text.data(), text.size());
  made.Length(static_cast<std::uint32_t>(text.size()));
  return made;
}

std::string read(IInputStream const& stream, std::uint32_t count) {
  IBuffer const got = stream.ReadAsync(Buffer(count), count, InputStreamOptions::None).get();
  return {reinterpret_cast<char const*>(got.data()), got.Length()};
}

}  // namespace

TEST(MemoryStream, ReadsAndWritesAtItsOnePosition) {
  InMemoryRandomAccessStream stream;
  EXPECT_EQ(stream.WriteAsync(buffer_with("harbour")).get(), 7u);
  EXPECT_EQ(stream.Position(), 7u);
  EXPECT_EQ(read(stream, 4), "");
  stream.Seek(3);
  EXPECT_EQ(read(stream, 2), "bo");
  EXPECT_EQ(stream.WriteAsync(buffer_with("XY")).get(), 2u);
  stream.Seek(0);
  EXPECT_EQ(read(stream, 99), "harboXY");
}

TEST(MemoryStream, InputsOutputsAndClonesShareTheBytesAndNotThePosition) {
  InMemoryRandomAccessStream stream;
  auto const out = stream.GetOutputStreamAt(2);
  out.WriteAsync(buffer_with("ab")).get();
  out.WriteAsync(buffer_with("cd")).get();
  EXPECT_EQ(stream.Position(), 0u);
  EXPECT_EQ(stream.Size(), 6u);
  auto const in = stream.GetInputStreamAt(1);
  EXPECT_EQ(read(in, 2), std::string("\0a", 2)) << "a gap is filled with zeros";
  EXPECT_EQ(read(in, 9), "bcd");
  auto const clone = stream.CloneStream();
  stream.Size(3);
  EXPECT_EQ(clone.Size(), 3u);
}

TEST(MemoryStream, EndsWhenItIsClosedAndItsClonesDoNot) {
  InMemoryRandomAccessStream stream;
  stream.WriteAsync(buffer_with("tern")).get();
  auto const clone = stream.CloneStream();
  stream.Close();
  EXPECT_THROW(stream.Size(), hresult_error);
  EXPECT_THROW(stream.WriteAsync(buffer_with("x")), hresult_error);
  EXPECT_THROW(stream.CloneStream(), hresult_error);
  EXPECT_EQ(read(clone, 4), "tern");
}

TEST(MemoryStream, RefusesWhatNoMemoryHas) {
  InMemoryRandomAccessStream stream;
  EXPECT_THROW(stream.Seek(~std::uint64_t{0}), hresult_invalid_argument);
  EXPECT_THROW(stream.Size(~std::uint64_t{0}), std::bad_alloc);
  EXPECT_THROW(stream.ReadAsync(Buffer(4), 5, InputStreamOptions::None), hresult_invalid_argument);
  EXPECT_THROW(stream.ReadAsync(nullptr, 0, InputStreamOptions::None), hresult_error);
  EXPECT_EQ(stream.Size(), 0u);
}

// Backwards, so that nobody relies on what a machine's own order happens to be.
TEST(MemoryStream, ReadersAndWritersWorkOnIt) {
  InMemoryRandomAccessStream stream;
  DataWriter writer(stream);
  writer.ByteOrder(ByteOrder::BigEndian);
  writer.WriteUInt16(0x0102);
  writer.WriteString(L"ä");
  EXPECT_EQ(writer.StoreAsync().get(), 4u);
  DataReader reader(stream.GetInputStreamAt(0));
  reader.ByteOrder(ByteOrder::LittleEndian);
  EXPECT_EQ(reader.LoadAsync(4).get(), 4u);
  EXPECT_EQ(reader.ReadUInt16(), 0x0201);
  EXPECT_TRUE(reader.ReadString(2) == L"ä");
}
