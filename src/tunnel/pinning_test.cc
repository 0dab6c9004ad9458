// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "testing/rule.h"
#include "tunnel/datagram_transport.h"
#include "tunnel/stream_transport.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

int mark_of(int descriptor) {
  int mark = 0;
  socklen_t size = sizeof mark;
  EXPECT_EQ(::getsockopt(descriptor, SOL_SOCKET, SO_MARK, &mark, &size), 0);
  return mark;
}

TEST(Pinning, IsToldToATransportBeforeItIsConnected) {
  RULE("N-TRN-4");
  auto opened = link::DatagramSocket::open({});
  ASSERT_TRUE(opened.ok());
  if (!opened->set_mark(1).ok()) GTEST_SKIP() << "needs CAP_NET_ADMIN";
  const auto datagrams = std::make_shared<DatagramTransport>(std::move(opened).value());
  const auto stream = std::make_shared<StreamTransport>("tcp");
  const auto plug_in = std::make_shared<ScriptedPlugIn>();
  const auto channel = Channel::make({.outer_mark = 0x5151});
  plug_in->on_connect = [&](Channel&) {
    EXPECT_TRUE(channel->associate(datagrams, stream).ok());
    EXPECT_EQ(datagrams->state(), TransportState::unconnected);
    EXPECT_EQ(mark_of(datagrams->descriptor()), 0x5151);
    EXPECT_EQ(stream->mark(), 0x5151u);
    return kBad;
  };
  EXPECT_FALSE(channel->connect(plug_in).connected);
}

}  // namespace
}  // namespace penstock::tunnel
