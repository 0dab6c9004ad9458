// SPDX-License-Identifier: Apache-2.0
#include "link/stream_socket.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "link/socket_fixture.h"
#include "testing/rule.h"

namespace penstock::link {
namespace {

Bytes receive_all(StreamSocket& stream, std::size_t count, std::size_t at_once = 4096) {
  Bytes received;
  Bytes into(at_once);
  while (received.size() < count && stream.state() == StreamState::open &&
         await_readable(stream.descriptor())) {
    const std::uint32_t now = stream.receive(into);
    received.insert(received.end(), into.begin(), into.begin() + now);
  }
  return received;
}

TEST(Stream, ConcatenatesItsFrames) {
  RULE("N-TRN-1");
  for (const int version : {4, 6}) {
    StreamPair pair = connected_streams({.ip_version = version});
    const Bytes one = numbered(300, 1);
    const Bytes two = numbered(1, 2);
    const std::vector<Frame> frames = {Frame(one), Frame(), Frame(two), Frame(one)};
    EXPECT_EQ(pair.client->send(frames), 4u);
    Bytes expected = one;
    expected.insert(expected.end(), two.begin(), two.end());
    expected.insert(expected.end(), one.begin(), one.end());
    EXPECT_EQ(receive_all(*pair.server, expected.size()), expected);
    EXPECT_EQ(pair.client->peer(), pair.server->local());
  }
}

TEST(Stream, IsReadInPiecesOfAnySize) {
  StreamPair pair = connected_streams();
  const Bytes bytes = numbered(50, 1);
  const Frame frame(bytes);
  for (std::size_t at_once = 1; at_once <= bytes.size(); ++at_once) {
    ASSERT_EQ(pair.client->send({&frame, 1}), 1u);
    EXPECT_EQ(receive_all(*pair.server, bytes.size(), at_once), bytes);
  }
}

TEST(Stream, OfAPeerThatDoesNotReadTakesNoMoreAndLosesNothing) {
  RULE("N-TRN-3");
  RULE("N-TRN-2");
  StreamPair pair = connected_streams({.buffer_bytes = 8192});
  std::size_t offered = 0;
  Bytes expected;
  while (true) {  // until nothing is taken: the socket is full, within a frame or between two
    const Bytes bytes = numbered(10'007, static_cast<std::uint8_t>(offered));
    const Frame frame(bytes);
    if (pair.client->send({&frame, 1}) == 0) break;
    expected.insert(expected.end(), bytes.begin(), bytes.end());
    ++offered;
  }
  EXPECT_TRUE(pair.client->wants_write());
  EXPECT_EQ(pair.client->counts().partial_writes, 1u);

  Bytes received;
  Bytes into(3001);
  while (received.size() < expected.size()) {
    const std::uint32_t now = pair.server->receive(into);
    received.insert(received.end(), into.begin(), into.begin() + now);
    if (now == 0) pair.client->flush();
  }
  EXPECT_EQ(received, expected);
  EXPECT_FALSE(pair.client->wants_write());
  EXPECT_EQ(pair.client->counts().sent_bytes, expected.size());
}

TEST(Stream, ThatIsFinishedShowsItsEndAndStillReceives) {
  StreamPair pair = connected_streams();
  const Bytes bytes = numbered(10, 1);
  const Frame frame(bytes);
  pair.client->send({&frame, 1});
  pair.client->finish();
  EXPECT_EQ(pair.client->send({&frame, 1}), 0u);
  EXPECT_EQ(receive_all(*pair.server, 1000), bytes);
  EXPECT_EQ(pair.server->state(), StreamState::ended);
  EXPECT_EQ(pair.server->send({&frame, 1}), 1u);
  EXPECT_EQ(receive_all(*pair.client, bytes.size()), bytes);
}

TEST(Stream, ThatIsFinishedWhileFullShowsItsEndBehindTheLastByte) {
  StreamPair pair = connected_streams({.buffer_bytes = 8192});
  const Bytes bytes = numbered(1'000'000, 1);
  const Frame frame(bytes);
  ASSERT_EQ(pair.client->send({&frame, 1}), 1u);
  ASSERT_TRUE(pair.client->wants_write());
  pair.client->finish();
  Bytes received;
  Bytes into(30'000);
  while (pair.server->state() == StreamState::open) {
    const std::uint32_t now = pair.server->receive(into);
    received.insert(received.end(), into.begin(), into.begin() + now);
    if (now == 0) pair.client->flush();
  }
  EXPECT_EQ(pair.server->state(), StreamState::ended);
  EXPECT_EQ(received, bytes);
}

TEST(Stream, ToNobodyFailsWithTheReason) {
  Endpoint nobody;
  {
    auto listener = StreamListener::open(loopback(4), {});
    ASSERT_TRUE(listener.ok());
    nobody = listener->local();
  }
  auto stream = StreamSocket::open({});
  ASSERT_TRUE(stream.ok());
  if ((*stream)->connect(nobody).ok()) {
    await_writable((*stream)->descriptor());
    (*stream)->advance();
  }
  EXPECT_EQ((*stream)->progress(), ConnectProgress::failed);
  EXPECT_EQ((*stream)->failure_code(), ECONNREFUSED);
  EXPECT_NE((*stream)->failure().find("refused"), std::string::npos);
}

TEST(Stream, WhosePeerResetsItHasFailed) {
  StreamPair pair = connected_streams();
  const Bytes bytes = numbered(10, 1);
  const Frame frame(bytes);
  pair.client->send({&frame, 1});
  ASSERT_TRUE(await_readable(pair.server->descriptor()));
  pair.server.reset();  // with bytes that nobody read: a reset
  ASSERT_TRUE(await_readable(pair.client->descriptor()));
  Bytes into(10);
  EXPECT_EQ(pair.client->receive(into), 0u);
  EXPECT_EQ(pair.client->state(), StreamState::failed);
  EXPECT_EQ(pair.client->send({&frame, 1}), 0u);
}

TEST(Stream, BeforeItIsConnectedNeitherTakesNorGives) {
  auto stream = StreamSocket::open({});
  ASSERT_TRUE(stream.ok());
  const Bytes bytes = numbered(10, 1);
  const Frame frame(bytes);
  Bytes into(10);
  EXPECT_EQ((*stream)->send({&frame, 1}), 0u);
  EXPECT_EQ((*stream)->receive(into), 0u);
  EXPECT_EQ((*stream)->state(), StreamState::open);
}

}  // namespace
}  // namespace penstock::link
