// SPDX-License-Identifier: Apache-2.0
// Sockets over loopback, readers and writers, XML: as a plug-in uses them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <winrt/Windows.Data.Xml.Dom.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Security.Cryptography.h>
#include <winrt/Windows.Storage.Streams.h>
#include <winrt/Windows.Storage.h>

#include "testing/rule.h"
#include "winrt/application_folder.h"
#include "winrt/task_pool.h"
#include "winrt/vpn_transport.h"

using namespace winrt;
using namespace winrt::Windows::Foundation;
using namespace winrt::Windows::Networking;
using namespace winrt::Windows::Networking::Sockets;
using namespace winrt::Windows::Storage::Streams;
using namespace winrt::Windows::Data::Xml::Dom;
using namespace std::chrono_literals;

namespace {

HostName loopback() { return HostName(L"127.0.0.1"); }

// Held by the socket and by the thread that reads for it: gone when both are.
std::weak_ptr<penstock::tunnel::Transport> transport_behind(IInspectable const& socket) {
  return penstock::projection::transport_of(socket);
}
void wait_until_gone(std::weak_ptr<penstock::tunnel::Transport> const& transport) {
  while (!transport.expired()) std::this_thread::yield();
}

void send_byte(DatagramSocket const& from, hstring const& port) {
  DataWriter writer(from.GetOutputStreamAsync(loopback(), port).get());
  writer.WriteByte(1);
  writer.StoreAsync().get();
}

// Two sockets that are connected, and the listener that is left open.
struct Connection {
  Connection() {
    listener.ConnectionReceived([this](auto&&, StreamSocketListenerConnectionReceivedEventArgs const& args) {
      far = args.Socket();
      accepted = true;
    });
    listener.BindEndpointAsync(loopback(), L"").get();
    near.ConnectAsync(loopback(), listener.Information().LocalPort()).get();
    while (!accepted) std::this_thread::yield();
  }

  StreamSocket near, far{nullptr};
  std::atomic<bool> accepted{false};
  StreamSocketListener listener;
};

}  // namespace

TEST(Sockets, ADatagramGoesAndItsAnswerIsShown) {
  DatagramSocket server, client;
  std::atomic<int> heard{0};
  server.MessageReceived(
      [&heard](DatagramSocket const& socket, DatagramSocketMessageReceivedEventArgs const& args) {
        auto const reader = args.GetDataReader();
        heard += reader.ReadByte();
        auto const out = socket.GetOutputStreamAsync(args.RemoteAddress(), args.RemotePort()).get();
        Buffer answer(1);
        answer.data()[0] = 9;
        answer.Length(1);
        out.WriteAsync(answer).get();
      });
  server.BindEndpointAsync(loopback(), L"").get();
  std::atomic<int> answered{0};
  client.MessageReceived(
      [&answered](auto&&, auto const& args) { answered = args.GetDataReader().ReadByte(); });
  client.ConnectAsync(loopback(), server.Information().LocalPort()).get();
  EXPECT_TRUE(client.Information().RemotePort() == server.Information().LocalPort());
  DataWriter writer(client.OutputStream());
  writer.WriteByte(5);
  EXPECT_EQ(writer.StoreAsync().get(), 1u);
  while (answered == 0) std::this_thread::yield();
  EXPECT_EQ(heard, 5);
  EXPECT_EQ(answered, 9);
}

TEST(Sockets, TheLastHandleOfADatagramSocketEndsItsReading) {
  DatagramSocket socket;
  auto const transport = transport_behind(socket);
  socket.MessageReceived([](auto&&, auto&&) {});
  socket.BindEndpointAsync(loopback(), L"").get();
  socket = nullptr;
  wait_until_gone(transport);
}

TEST(Sockets, TheLastHandleMayBeDroppedByTheHandler) {
  DatagramSocket client, server;
  auto const transport = transport_behind(server);
  std::atomic<bool> dropped{false};
  server.MessageReceived([&](auto&&, auto&&) {
    server = nullptr;
    dropped = true;
  });
  server.BindEndpointAsync(loopback(), L"").get();
  send_byte(client, server.Information().LocalPort());
  while (!dropped) std::this_thread::yield();
  wait_until_gone(transport);
}

TEST(Sockets, AHandlerMayStartTheChannelThatTakesItsSocketOver) {
  RULE("N-LIFE-6");
  DatagramSocket client, server;
  auto const transport = transport_behind(client).lock();
  std::atomic<int> heard{0};
  std::atomic<bool> taken{false};
  client.MessageReceived([&](auto&&, auto&&) {
    ++heard;
    transport->take_over();
    taken = true;
  });
  server.BindEndpointAsync(loopback(), L"").get();
  client.ConnectAsync(loopback(), server.Information().LocalPort()).get();
  auto const port = client.Information().LocalPort();
  send_byte(server, port);
  while (!taken) std::this_thread::yield();
  send_byte(server, port);
  std::vector<penstock::tunnel::Unit> units;
  while (transport->receive(units, 1) == 0) std::this_thread::yield();
  EXPECT_EQ(units.front().size(), 1u);
  EXPECT_EQ(heard, 1);
}

TEST(Sockets, AReadEndsWithTheLastHandleOfItsStreamSocket) {
  Connection connection;
  auto stream = connection.near.InputStream();
  connection.near = nullptr;
  auto const read = stream.ReadAsync(Buffer(1), 1, InputStreamOptions::None);
  EXPECT_EQ(read.Status(), AsyncStatus::Started) << "a stream keeps its socket";
  stream = nullptr;
  EXPECT_THROW(read.get(), hresult_canceled);
}

TEST(Sockets, AReadThatIsCanceledLeavesTheStreamToTheNextOne) {
  Connection pair;
  DataReader reader(pair.near.InputStream());
  for (std::uint8_t round = 0; round != 3; ++round) {
    auto const canceled = reader.LoadAsync(1);
    pair.near.CancelIOAsync().get();
    EXPECT_THROW(canceled.get(), hresult_canceled);
    auto const next = reader.LoadAsync(1);
    DataWriter writer(pair.far.OutputStream());
    writer.WriteByte(round);
    writer.StoreAsync().get();
    EXPECT_EQ(next.get(), 1u);
    EXPECT_EQ(reader.ReadByte(), round);
  }
}

TEST(Sockets, WhatAPlugInLeavesOpenIsGivenUpWhenTheTasksAreDrained) {
  DatagramSocket datagrams;
  auto const transport = transport_behind(datagrams);
  // Keeps itself, as a plug-in's mistake would.
  auto const token = datagrams.MessageReceived([datagrams](auto&&, auto&&) {});
  datagrams.BindEndpointAsync(loopback(), L"").get();
  Connection const connection;
  auto const read = connection.near.InputStream().ReadAsync(Buffer(1), 1, InputStreamOptions::None);
  penstock::projection::drain_tasks();
  EXPECT_THROW(read.get(), hresult_canceled);
  datagrams.MessageReceived(token);
  datagrams = nullptr;
  EXPECT_TRUE(transport.expired());
}

TEST(Sockets, AStreamReadsWhatItIsAskedForAndSeesTheEnd) {
  StreamSocketListener listener;
  std::atomic<bool> accepted{false};
  StreamSocket far{nullptr};
  listener.ConnectionReceived([&](auto&&, StreamSocketListenerConnectionReceivedEventArgs const& args) {
    far = args.Socket();
    accepted = true;
  });
  listener.BindEndpointAsync(loopback(), L"").get();
  StreamSocket near;
  near.Control().NoDelay(true);
  near.ConnectAsync(loopback(), listener.Information().LocalPort(), SocketProtectionLevel::PlainSocket).get();
  while (!accepted) std::this_thread::yield();
  DataWriter writer(near.OutputStream());
  writer.WriteUInt16(0x0102);
  writer.WriteString(L"quay");
  EXPECT_EQ(writer.StoreAsync().get(), 6u);
  DataReader reader(far.InputStream());
  EXPECT_EQ(reader.LoadAsync(6).get(), 6u);
  EXPECT_EQ(reader.ReadUInt16(), 0x0102);
  EXPECT_TRUE(reader.ReadString(4) == L"quay");
  EXPECT_THROW(reader.ReadByte(), hresult_out_of_bounds);
  near.Close();
  EXPECT_EQ(reader.LoadAsync(1).get(), 0u);
  listener.Close();
}

TEST(Sockets, AConnectionThatNobodyTakesIsRefused) {
  StreamSocketListener gone;
  gone.BindEndpointAsync(loopback(), L"").get();
  auto const port = gone.Information().LocalPort();
  gone.Close();
  gone = nullptr;
  StreamSocket socket;
  for (int tries = 0; tries != 100; ++tries) {
    try {
      StreamSocket one;
      one.ConnectAsync(loopback(), port).get();
    } catch (hresult_error const& e) {
      // Reset: it stood in the queue of the listener that was going.
      if (static_cast<std::uint32_t>(e.code()) == 0x80072746u) continue;
      EXPECT_EQ(static_cast<std::uint32_t>(e.code()), 0x8007274Du);
      return;
    }
    std::this_thread::yield();
  }
  FAIL() << "somebody listens there";
}

TEST(DataReaders, TakeBytesInTheOrderThatWasSet) {
  DataWriter writer;
  writer.ByteOrder(ByteOrder::LittleEndian);
  writer.WriteUInt32(0x01020304);
  writer.UnicodeEncoding(UnicodeEncoding::Utf16LE);
  EXPECT_EQ(writer.WriteString(L"ab"), 2u);
  auto const buffer = writer.DetachBuffer();
  EXPECT_EQ(buffer.Length(), 8u);
  EXPECT_EQ(buffer.data()[0], 4);
  auto const reader = DataReader::FromBuffer(buffer);
  reader.ByteOrder(ByteOrder::LittleEndian);
  EXPECT_EQ(reader.ReadUInt32(), 0x01020304u);
  reader.UnicodeEncoding(UnicodeEncoding::Utf16LE);
  EXPECT_TRUE(reader.ReadString(2) == L"ab");
}

TEST(Xml, SettingsAreRead) {
  XmlDocument document;
  document.LoadXml(
      LR"(<?xml version="1.0"?><!-- c --><vpn><server port="4500">a &lt; b &#x41;</server><server port='1'/></vpn>)");
  auto const root = document.DocumentElement();
  EXPECT_TRUE(root.NodeName() == L"vpn");
  EXPECT_EQ(root.ChildNodes().Length(), 2u);
  EXPECT_TRUE(root.FirstChild().InnerText() == L"a < b A");
  EXPECT_TRUE(
      root.FirstChild().Attributes().GetNamedItem(L"port").NodeValue().as<IReference<hstring>>().Value() ==
      L"4500");
  EXPECT_TRUE(document.SelectSingleNode(L"/vpn/server[2]/@port").InnerText() == L"1");
  EXPECT_TRUE(document.SelectSingleNode(L"//server[@port='4500']").InnerText() == L"a < b A");
  EXPECT_FALSE(document.SelectSingleNode(L"/vpn/none"));
  int count = 0;
  for (auto const& node : document.SelectNodes(L"//server"))
    count += node.NodeType() == NodeType::ElementNode;
  EXPECT_EQ(count, 2);
  EXPECT_EQ(document.GetElementsByTagName(L"server").Size(), 2u);
}

TEST(Xml, WhatIsNotWellFormedIsRefused) {
  for (auto const* text : {L"", L"<a>", L"<a></b>", L"<a b=1/>", L"<a/><b/>", L"<!DOCTYPE a><a/>",
                           L"<a>&nobody;</a>", L"<a b='1' b='2'/>", L"text", L"<a>&#xFFFFFFFF;</a>"}) {
    XmlDocument document;
    EXPECT_THROW(document.LoadXml(text), hresult_error) << winrt::to_string(text);
  }
  std::wstring deep;
  for (int i = 0; i != 5000; ++i) deep += L"<a>";
  EXPECT_THROW(XmlDocument().LoadXml(deep), hresult_error);
}

TEST(CryptographicBuffer, HexAndBase64) {
  using winrt::Windows::Security::Cryptography::CryptographicBuffer;
  auto const bytes = CryptographicBuffer::DecodeFromHexString(L"00ff7f41");
  EXPECT_TRUE(CryptographicBuffer::EncodeToBase64String(bytes) == L"AP9/QQ==");
  EXPECT_TRUE(CryptographicBuffer::Compare(bytes, CryptographicBuffer::DecodeFromBase64String(L"AP9/QQ==")));
  EXPECT_THROW(CryptographicBuffer::DecodeFromHexString(L"0g"), hresult_invalid_argument);
}

TEST(Storage, FilesAreWrittenAndReadInTheApplicationsFolderAndNowhereElse) {
  using namespace winrt::Windows::Storage;
  penstock::projection::set_application_folder(testing::TempDir() + "penstock_storage_test_" +
                                               std::to_string(getpid()));
  auto const folder = ApplicationData::Current().LocalFolder();
  auto const file = folder.CreateFileAsync(L"a.txt", CreationCollisionOption::ReplaceExisting).get();
  FileIO::WriteTextAsync(file, L"one\r\ntwo").get();
  EXPECT_TRUE(FileIO::ReadTextAsync(folder.GetFileAsync(L"a.txt").get()).get() == L"one\r\ntwo");
  EXPECT_EQ(FileIO::ReadLinesAsync(file).get().Size(), 2u);
  EXPECT_THROW(folder.CreateFileAsync(L"a.txt").get(), hresult_error);
  EXPECT_THROW(folder.GetFileAsync(L"..\\a.txt").get(), hresult_invalid_argument);
  ApplicationData::Current().LocalSettings().Values().Insert(L"k", box_value(3));
  EXPECT_EQ(unbox_value<int>(ApplicationData::Current().LocalSettings().Values().Lookup(L"k")), 3);
  file.DeleteAsync().get();
  EXPECT_FALSE(folder.as<IStorageFolder2>().TryGetItemAsync(L"a.txt").get());
}
