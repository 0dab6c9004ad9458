// SPDX-License-Identifier: Apache-2.0
// Six more plug-ins in other manners of writing: coroutines and XML, transports by context, all of a Start's settings, classes
// from IDL, a worker behind the lanes, and a doorbell. What is expected is what the contract says.
#include "plug_in_bench.h"

namespace penstock::conformance {
namespace {

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
Bytes packet_of(std::size_t size, std::uint8_t fill) { return tunnel::ip_packet_of(size, fill); }

Bytes inverted(Bytes bytes) {
  for (auto& one : bytes) one ^= 0xFF;
  return bytes;
}

Bytes udp_to(std::uint16_t port) {
  Bytes header{
      0x30, 0x39, static_cast<std::uint8_t>(port >> 8), static_cast<std::uint8_t>(port), 0, 12, 0, 0, 1, 2,
      3,    4};
  auto const packet = wire::sample::ip_packet(4, 17, {header.begin(), header.end()});
  return {packet.begin(), packet.end()};
}

}  // namespace

class FieldPlugIns : public PlugIns {
 protected:
  // What the server is told while the channel takes what comes in.
  Bytes received_while_inbound_runs() {
    auto got = std::async(std::launch::async, [this] { return server.receive(); });
    while (got.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      channel().run_inbound();
      exec::runtime().point(exec::Point::yield);
    }
    return got.get();
  }
  void expect_hung_up() {
    EXPECT_TRUE(connection->hang_up());
    EXPECT_FALSE(host.up);
  }
};

TEST_F(FieldPlugIns, AHarborAwaitsItsGreetingAndNumbersItsPackets) {
  RULE("N-LIFE-6");
  RULE("N-DEC-4");
  RULE("N-BUF-10");
  profile.custom_field =
      "<harbor key='abc'><address>10.40.0.2</address><address>fd40::2</address><mtu>1380</mtu>"
      "<extra name='b'>2</extra><extra name='a'>1</extra></harbor>";
  dial("harbor", [this] {
    EXPECT_EQ(server.receive(), Bytes({3, 0}) + bytes_of("abcYWJj"));
    server.send(bytes_of("aye"));
  });
  ASSERT_TRUE(result.connected) << result.message << log();
  for (auto const* line : {"extra a=1", "extra b=2"}) EXPECT_TRUE(logged(line)) << line;
  EXPECT_EQ(host.up->addresses.size(), 2u);
  EXPECT_EQ(host.up->mtu_bytes, 1380u);
  EXPECT_EQ(host.up->inclusions.size(), 2u);
  offer({packet_of(60, 1), packet_of(61, 2)});
  EXPECT_EQ(server.receive(), Bytes({0, 0, 0, 0, 0, 0, 0, 1}) + packet_of(60, 1));
  EXPECT_EQ(server.receive(), Bytes({0, 0, 0, 0, 0, 0, 0, 2}) + packet_of(61, 2));
  EXPECT_EQ(channel().counts(tunnel::Lane::send).free, 8u);
  server.send(Bytes(8, 0));
  EXPECT_EQ(received_while_inbound_runs(), Bytes(8, 0xFF));
  server.send(Bytes(8, 0) + packet_of(70, 3));
  EXPECT_EQ(injected(), packet_of(70, 3));
  expect_hung_up();
  EXPECT_TRUE(logged("sent 2 received 1")) << log();
}

TEST_F(FieldPlugIns, AHarborThatIsRefusedTerminatesItsDial) {
  RULE("N-LIFE-15");
  profile.custom_field = "<harbor><address>10.40.0.2</address></harbor>";
  dial("harbor", [this] {
    (void)server.receive();
    server.send(bytes_of("nay"));
  });
  EXPECT_FALSE(result.connected);
  EXPECT_NE(result.message.find("nay"), std::string::npos) << result.message;
  EXPECT_FALSE(host.up);
}

TEST_F(FieldPlugIns, ATetherTellsItsTransportsApart) {
  RULE("N-DEC-2");
  RULE("N-DEC-8");
  RULE("N-ENC-2");
  RULE("N-TF-1");
  dial("tether");
  ASSERT_TRUE(result.connected) << result.message << log();
  for (auto const* line :
       {"known=00000000", "unknown=80070057", "no reconnecting=80004001", "bad range=80070057"})
    EXPECT_TRUE(logged(line)) << line << "\n" << log();
  EXPECT_FALSE(logged("a context outside"));
  ASSERT_EQ(host.up->names.size(), 1u);
  // Taken from the end and put at the beginning, so the order is what it was; 99 and 201 match no filter.
  offer({udp_to(53), udp_to(99), udp_to(150), udp_to(201)});
  EXPECT_EQ(server.receive(), udp_to(53));
  server.send(packet_of(60, 1));
  EXPECT_EQ(injected(), packet_of(60, 1));
  EXPECT_TRUE(logged("lane 2/2/1")) << log();
  EXPECT_EQ(server.receive(), udp_to(150));
  server.send({});
  server.send(packet_of(61, 2));
  EXPECT_EQ(injected(), packet_of(61, 2));
  EXPECT_TRUE(logged("lane 1/1/0")) << log();
  EXPECT_TRUE(logged("an empty one"));
  EXPECT_EQ(channel().counts().outbound.frames_sent, 2u);
  expect_hung_up();
}

TEST_F(FieldPlugIns, ALedgerReadsBackWhatItSetAndStartsAgain) {
  RULE("N-LIFE-11");
  RULE("N-LIFE-24");
  RULE("N-CRED-1");
  RULE("N-BUF-2");
  RULE("N-KA-4");
  profile.servers = {"ledger://127.0.0.1:" + std::to_string(server.port()) +
                     "/book?page=7&page=8&in+k=a%26b"};
  profile.credentials = [](int, bool) {
    return projection::Credential{.user = "ada", .password = "ink", .pin = "42"};
  };
  dial("ledger", [this] { server.accept(); });
  ASSERT_TRUE(result.connected) << result.message << log();
  EXPECT_EQ(host.up->addresses.size(), 2u);
  EXPECT_EQ(host.up->inclusions.size(), 3u);  // the second Start added one
  EXPECT_EQ(host.up->exclusions.size(), 2u);
  offer({packet_of(60, 1), packet_of(300, 2)});
  EXPECT_EQ(server.read(2 + 60 + 2 + 300),
            Bytes({0, 60}) + packet_of(60, 1) + Bytes({1, 44}) + packet_of(300, 2));
  server.write(Bytes{0, 80} + packet_of(80, 3) + Bytes{0});
  EXPECT_EQ(injected(), packet_of(80, 3));
  server.write(Bytes{60} + packet_of(60, 4));
  EXPECT_EQ(injected(), packet_of(60, 4));
  while (!logged("active")) exec::runtime().point(exec::Point::yield);  // told on a thread of the platform
  expect_hung_up();
  EXPECT_TRUE(server.at_end());
  EXPECT_FALSE(logged("CHECK")) << log();
}

TEST_F(FieldPlugIns, ALedgerWithoutAUserIsTold) {
  RULE("N-CRED-1");
  profile.servers = {"ledger://127.0.0.1:" + std::to_string(server.port()) +
                     "/book?page=7&page=8&in+k=a%26b"};
  dial("ledger", [this] { server.accept(); });
  ASSERT_TRUE(result.connected) << result.message << log();
  EXPECT_TRUE(logged("nobody answers")) << log();
}

TEST_F(FieldPlugIns, AKioskOfClassesFromIdlCountsItsPackets) {
  RULE("N-ENC-1");
  RULE("N-LIST-1");
  dial("kiosk", [this] {
    server.accept();
    auto const greeting = server.read(1 + 16 + 8 + 4 + 1);
    EXPECT_EQ(greeting[0], 1);
    EXPECT_EQ(Bytes(greeting.begin() + 1, greeting.begin() + 5), (Bytes{0xCE, 0xB7, 0x8D, 0x07}));
    EXPECT_EQ(Bytes(greeting.begin() + 17, greeting.begin() + 25), Bytes(7, 0xFF) + Bytes{0xFE});
    EXPECT_EQ(Bytes(greeting.begin() + 25, greeting.end()), (Bytes{0x3F, 0xC0, 0, 0, 1}));
    server.write({0, 0});
    server.write({0, 30});
  });
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  EXPECT_EQ(server.read(61), packet_of(60, 1) + Bytes{0xEE});
  server.write(packet_of(62, 2) + Bytes{0xEE});
  EXPECT_EQ(injected(), packet_of(62, 2));
  EXPECT_TRUE(logged("crossed 2 of Kiosk.Meter")) << log();
  expect_hung_up();
  EXPECT_TRUE(logged("padded, crossed at 2")) << log();
  EXPECT_TRUE(logged("1 out, 1 in")) << log();
}

TEST_F(FieldPlugIns, AWorkshopKeepsItsPacketsForItsWorker) {
  RULE("N-BUF-11");
  RULE("N-APP-1");
  RULE("N-APP-2");
  RULE("N-BUF-22");
  dial("workshop", [this] {
    EXPECT_EQ(server.receive(), (Bytes{0xCA, 0xFE, 0xD0, 0x0D}));
    server.send(bytes_of("y"));
  });
  ASSERT_TRUE(result.connected) << result.message << log();
  for (std::uint8_t one = 1; one != 20; ++one) {
    offer({packet_of(60, one)});
    EXPECT_EQ(server.receive(), inverted(packet_of(60, one)));
  }
  for (std::uint8_t one = 1; one != 20; ++one) {
    server.send(inverted(packet_of(64, one)));
    EXPECT_EQ(injected(), packet_of(64, one));
  }
  expect_hung_up();
  EXPECT_TRUE(logged("denied")) << log();
}

TEST_F(FieldPlugIns, ALanternIsWokenByItsOwnBell) {
  RULE("N-DEC-5");
  RULE("N-LIST-7");
  dial("lantern");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1), packet_of(61, 2)});
  EXPECT_EQ(server.receive(), packet_of(60, 1));
  EXPECT_EQ(server.receive(), packet_of(61, 2));
  EXPECT_EQ(channel().counts().outbound.frames_sent, 0u);
  EXPECT_EQ(channel().counts(tunnel::Lane::send).free, 8u);
  for (std::uint8_t one = 1; one != 30; ++one) {
    server.send(packet_of(70, one));
    EXPECT_EQ(injected(), packet_of(70, one));
  }
  expect_hung_up();
}

}  // namespace penstock::conformance
