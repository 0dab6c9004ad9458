// SPDX-License-Identifier: Apache-2.0
#include "link/tls_stream.h"

#include <gtest/gtest.h>

#include "link/socket_fixture.h"
#include "link/tls_fixture.h"
#include "testing/rule.h"

namespace penstock::link {
namespace {

class Tls : public ::testing::Test {
 protected:
  // Both ends over memory; every piece is as small as said, and so is what each direction holds.
  void connect(const TlsClientOptions& options, std::size_t piece_bytes = 1 << 20,
               std::size_t room_bytes = 1 << 20) {
    for (auto* pipe : {&to_server_, &to_client_}) {
      *pipe = std::make_shared<MemoryPipe>();
      (*pipe)->piece_bytes = piece_bytes;
      (*pipe)->room_bytes = room_bytes;
    }
    auto client = TlsStream::client(std::make_unique<MemoryStream>(to_client_, to_server_), options);
    auto server = TlsStream::server(std::make_unique<MemoryStream>(to_server_, to_client_),
                                    {certificate_.certificate_file(), certificate_.key_file()});
    ASSERT_TRUE(client.ok()) << to_string(client.fault());
    ASSERT_TRUE(server.ok()) << to_string(server.fault());
    client_ = std::move(client).value();
    server_ = std::move(server).value();
  }
  bool shake_hands() {
    Bytes nothing_yet(1);
    for (int turns = 0; turns < 100'000; ++turns) {
      const TlsProgress client = client_->advance();
      const TlsProgress server = server_->advance();
      if (client == TlsProgress::failed || server == TlsProgress::failed) return false;
      if (client == TlsProgress::ready && server == TlsProgress::ready) return true;
      // Who is ready may have last words to say, and to hear: the server's tickets.
      client_->flush();
      EXPECT_EQ(client_->receive(nothing_yet), 0u);
    }
    return false;
  }
  static Bytes transfer(TlsStream& from, TlsStream& to, std::span<const Frame> frames, std::size_t count) {
    Bytes received;
    Bytes into(1000);
    while (received.size() < count && to.state() == StreamState::open && from.state() == StreamState::open) {
      if (!frames.empty()) frames = frames.subspan(from.send(frames));
      from.flush();
      const std::uint32_t now = to.receive(into);
      received.insert(received.end(), into.begin(), into.begin() + now);
    }
    return received;
  }
  TlsClientOptions trusting(const std::string& name = "vpn.example") const {
    return {name, TlsVerification::file, certificate_.certificate_file()};
  }

  OwnCertificate certificate_;
  std::shared_ptr<MemoryPipe> to_server_;
  std::shared_ptr<MemoryPipe> to_client_;
  std::unique_ptr<TlsStream> client_;
  std::unique_ptr<TlsStream> server_;
};

TEST_F(Tls, CarriesFramesWholeAndInOrderWhateverTheSizeOfThePieces) {
  RULE("N-TRN-1");
  const Bytes one = numbered(20, 1);
  const Bytes two = numbered(40'000, 2);
  const std::vector<Frame> frames = {Frame(one), Frame(), Frame(two), Frame(one)};
  Bytes expected = one;
  expected.insert(expected.end(), two.begin(), two.end());
  expected.insert(expected.end(), one.begin(), one.end());
  for (const std::size_t piece_bytes : {1, 2, 3, 5, 7, 64, 1447, 16'384, 100'000}) {
    connect(trusting(), piece_bytes, 2 * piece_bytes + 1);
    ASSERT_TRUE(shake_hands()) << client_->failure() << server_->failure();
    EXPECT_EQ(transfer(*client_, *server_, frames, expected.size()), expected);
    EXPECT_EQ(transfer(*server_, *client_, frames, expected.size()), expected);
  }
}

// Every boundary of the handshake and of two frames: the bytes before it come first, the others later.
TEST_F(Tls, WorksCutAtEveryByte) {
  const Bytes one = numbered(30, 1);
  const Bytes two = numbered(31, 2);
  const std::vector<Frame> frames = {Frame(one), Frame(two)};
  Bytes expected = one;
  expected.insert(expected.end(), two.begin(), two.end());
  connect(trusting());
  ASSERT_TRUE(shake_hands());
  ASSERT_EQ(client_->send(frames), 2u);
  const std::size_t wire_bytes = to_server_->bytes.size();
  EXPECT_EQ(transfer(*client_, *server_, {}, expected.size()), expected);
  for (std::size_t boundary = 1; boundary < wire_bytes; ++boundary) {
    ASSERT_EQ(client_->send(frames), 2u);
    std::deque<std::uint8_t> later(to_server_->bytes.begin() + static_cast<std::ptrdiff_t>(boundary),
                                   to_server_->bytes.end());
    to_server_->bytes.resize(boundary);
    Bytes received(expected.size());
    std::size_t count = 0;
    while (const std::uint32_t now = server_->receive(std::span(received).subspan(count))) count += now;
    ASSERT_EQ(server_->state(), StreamState::open);
    to_server_->bytes = later;
    while (count < received.size()) {
      const std::uint32_t now = server_->receive(std::span(received).subspan(count));
      ASSERT_NE(now, 0u) << "cut at " << boundary;
      count += now;
    }
    ASSERT_EQ(received, expected) << "cut at " << boundary;
  }
}

TEST_F(Tls, AsksForTheNameAndNeverForAnAddress) {
  connect(trusting());
  ASSERT_TRUE(shake_hands());
  EXPECT_EQ(server_->requested_name(), "vpn.example");
  EXPECT_EQ(client_->verification_fault(), 0);
  connect(trusting("127.0.0.1"));
  ASSERT_TRUE(shake_hands()) << client_->failure();
  EXPECT_EQ(server_->requested_name(), "");
}

TEST_F(Tls, RefusesACertificateForAnotherNameOrOfAStranger) {
  connect(trusting("other.example"));
  EXPECT_FALSE(shake_hands());
  EXPECT_EQ(client_->progress(), TlsProgress::failed);
  EXPECT_NE(client_->verification_fault(), 0);
  EXPECT_NE(client_->failure().find("ertificate"), std::string::npos) << client_->failure();

  const OwnCertificate stranger;
  connect({"vpn.example", TlsVerification::file, stranger.certificate_file()});
  EXPECT_FALSE(shake_hands());
  connect({"vpn.example", TlsVerification::system, ""});
  EXPECT_FALSE(shake_hands());
}

TEST_F(Tls, AcceptsAnyCertificateWhereItWasToldTo) {
  connect({"other.example", TlsVerification::accepted, ""});
  ASSERT_TRUE(shake_hands()) << client_->failure();
  EXPECT_NE(client_->verification_fault(), 0) << "but still says what was wrong";
}

TEST_F(Tls, TellsAnEndFromACut) {
  connect(trusting());
  ASSERT_TRUE(shake_hands());
  const Bytes bytes = numbered(10, 1);
  const Frame frame(bytes);
  client_->send({&frame, 1});
  client_->finish();
  EXPECT_EQ(client_->send({&frame, 1}), 0u);
  EXPECT_EQ(transfer(*client_, *server_, {}, 1000), bytes);
  EXPECT_EQ(server_->state(), StreamState::ended);

  connect(trusting());
  ASSERT_TRUE(shake_hands());
  to_server_->ended = true;  // the end of the stream below, without a word
  Bytes into(10);
  EXPECT_EQ(server_->receive(into), 0u);
  EXPECT_EQ(server_->state(), StreamState::failed);
  EXPECT_NE(server_->failure(), "");
}

TEST_F(Tls, FailsOnBytesThatAreNoTls) {
  connect(trusting());
  for (const char letter : std::string("HTTP/1.1 400 Bad Request\r\n\r\n")) {
    to_client_->bytes.push_back(static_cast<std::uint8_t>(letter));
  }
  EXPECT_EQ(client_->advance(), TlsProgress::failed);
  EXPECT_NE(client_->failure(), "");
  EXPECT_EQ(client_->verification_fault(), 0);
}

TEST_F(Tls, SaysWhichFileIsNoCertificate) {
  auto client = TlsStream::client(std::make_unique<MemoryStream>(to_client_, to_server_),
                                  {"a.example", TlsVerification::file, "/nowhere.pem"});
  ASSERT_FALSE(client.ok());
  EXPECT_NE(to_string(client.fault()).find("/nowhere.pem"), std::string::npos);
}

TEST_F(Tls, UpgradesAConnectedSocket) {
  StreamPair pair = connected_streams();
  auto client = TlsStream::client(std::move(pair.client), trusting());
  auto server =
      TlsStream::server(std::move(pair.server), {certificate_.certificate_file(), certificate_.key_file()});
  ASSERT_TRUE(client.ok() && server.ok());
  client_ = std::move(client).value();
  server_ = std::move(server).value();
  ASSERT_TRUE(shake_hands()) << client_->failure();
  const Bytes bytes = numbered(3'000'000, 1);  // more than the sockets hold
  const Frame frame(bytes);
  EXPECT_EQ(transfer(*client_, *server_, {&frame, 1}, bytes.size()), bytes);
}

}  // namespace
}  // namespace penstock::link
