// SPDX-License-Identifier: Apache-2.0
// Plug-ins as others write them, unmodified: each is dialled, carries packets both ways through its own server, and hangs up.
#include <filesystem>

#include "plug_in_bench.h"
#include "winrt/application_folder.h"

namespace penstock::conformance {
namespace {

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
Bytes packet_of(std::size_t size, std::uint8_t fill) { return tunnel::ip_packet_of(size, fill); }

void expect_up_and_hang_up(projection::Connection& connection, const tunnel::RecordingHost& host) {
  EXPECT_EQ(connection.channel()->phase(), tunnel::Phase::started);
  EXPECT_TRUE(connection.hang_up());
  EXPECT_FALSE(host.up);
}

}  // namespace

TEST_F(PlugIns, FramesOfAStreamAreCutAnywhere) {
  profile.custom_field =
      "<framed user='mara'><cookie>k1</cookie><route prefix='16'>10.9.0.0</route>"
      "<!-- a comment --><route>10.8.0.1</route><override><mtu>1300</mtu></override></framed>";
  dial("framed", [this] {
    server.accept();
    EXPECT_EQ(server.read(2 + 13), (Bytes{0, 13} + bytes_of("HELLO mara k1")));
    server.write(Bytes{0, 11} + bytes_of("OK 10.9.0.2"));
  });
  ASSERT_TRUE(result.connected) << result.message << log();
  EXPECT_EQ(host.up->inclusions.size(), 2u);
  EXPECT_EQ(host.up->mtu_bytes, 1300u);
  EXPECT_TRUE(host.up->exclude_local_subnets);
  auto const packet = packet_of(80, 1);
  offer({packet, packet_of(60, 2)});
  EXPECT_EQ(server.read(3 + 80 + 3 + 60), (Bytes{0, 80, 6} + packet + Bytes{0, 60, 6} + packet_of(60, 2)));
  for (auto const byte : Bytes{0, 80, 6} + packet) server.write({byte});
  EXPECT_EQ(injected(), packet);
  server.write(Bytes{0, 0, 7, 0, 60, 6} + packet_of(60, 3));
  EXPECT_EQ(injected(), packet_of(60, 3));
  EXPECT_EQ(server.read(3), (Bytes{0, 0, 8}));
  expect_up_and_hang_up(*connection, host);
  EXPECT_TRUE(server.at_end());
}

TEST_F(PlugIns, AServerThatRefusesEndsTheDialWithItsWords) {
  dial("framed", [this] {
    server.accept();
    (void)server.read(2 + 7);
    server.write(Bytes{0, 4} + bytes_of("full"));
  });
  EXPECT_FALSE(result.connected);
  EXPECT_NE(result.message.find("refused: full"), std::string::npos) << result.message;
}

TEST_F(PlugIns, NumberedDatagramsAreAcceptedOnce) {
  dial("sequence", [this] {
    EXPECT_EQ(server.receive(), (Bytes{22} + bytes_of("hiello")));
    server.send(Bytes{22} + bytes_of("10.2.0.2 fd00::2"));
  });
  ASSERT_TRUE(result.connected) << result.message << log();
  EXPECT_EQ(host.up->addresses.size(), 2u);
  EXPECT_EQ(host.up->inclusions.size(), 3u);
  offer({packet_of(100, 1)});
  auto const record = server.receive();
  EXPECT_EQ(record, (Bytes{23, 0, 0, 0, 0, 0, 0, 0, 1, 0, 100} + packet_of(100, 1)));
  server.send(record);
  EXPECT_EQ(injected(), packet_of(100, 1));
  server.send(record);  // again: dropped
  server.send({23});
  server.send(Bytes{23, 0, 0, 0, 0, 0, 0, 0, 9, 0, 60} + packet_of(60, 2));
  EXPECT_EQ(injected(), packet_of(60, 2));
  expect_up_and_hang_up(*connection, host);
}

TEST_F(PlugIns, SealedPacketsAreOpenedInTheirWireBuffer) {
  auto const folder = testing::TempDir() + "penstock_plug_ins_" + std::to_string(::getpid());
  projection::set_application_folder(folder);
  profile.servers = {"esp://127.0.0.1:" + std::to_string(server.port()) + "/"};
  profile.custom_field = "c0ffee";
  dial("sealed");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(90, 4), packet_of(91, 5)});
  auto first = server.receive();
  auto const second = server.receive();
  EXPECT_EQ(first.size(), 8u + 92 + 12);  // 90, no padding needed for 92
  EXPECT_NE(second, first);
  server.send(second);
  EXPECT_EQ(injected(), packet_of(91, 5));
  first[20] ^= 1;
  server.send(first);
  first[20] ^= 1;
  server.send(first);
  EXPECT_EQ(injected(), packet_of(90, 4));
  expect_up_and_hang_up(*connection, host);
  std::filesystem::remove_all(folder);
}

TEST_F(PlugIns, LinesThenFramesOfTwoBuffersEach) {
  profile.servers = {"line://127.0.0.1:" + std::to_string(server.port())};
  dial("line", [this] {
    server.accept();
    EXPECT_EQ(server.read_line(), "CONNECT line/1");
    server.write(bytes_of("PLAIN\r\n"));
    EXPECT_EQ(server.read_line(), "ADDRESS?");
    server.write(bytes_of("10.6.0.2,24\n"));
  });
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(70, 1), packet_of(200, 2)});
  EXPECT_EQ(server.read(3 + 70 + 4 + 200),
            bytes_of("70:") + packet_of(70, 1) + bytes_of("200:") + packet_of(200, 2));
  server.write(bytes_of("50:") + packet_of(50, 3) + bytes_of("6"));
  EXPECT_EQ(injected(), packet_of(50, 3));
  server.write(bytes_of("0:") + packet_of(60, 4));
  EXPECT_EQ(injected(), packet_of(60, 4));
  expect_up_and_hang_up(*connection, host);
  EXPECT_TRUE(server.at_end());
}

TEST_F(PlugIns, AnAnswerThatIsNoNumberFailsTheDial) {
  profile.servers = {"line://127.0.0.1:" + std::to_string(server.port())};
  dial("line", [this] {
    server.accept();
    (void)server.read_line();
    server.write(bytes_of("PLAIN\n"));
    (void)server.read_line();
    server.write(bytes_of("nonsense\n"));
  });
  EXPECT_FALSE(result.connected);
  EXPECT_EQ(static_cast<std::uint32_t>(result.code), 0x80070057u) << result.message;
}

TEST_F(PlugIns, RoutesNamesAndFiltersOfASplitTunnel) {
  profile.custom_field = R"(<split local="out">
  <address>10.7.0.2</address><address>fd00:7::2</address>
  <routes>
    <route>10.7.0.0/16</route><route kind="exclude">10.7.9.0/24</route>
    <route>fd00:7::/64</route><route kind="exclude">fd00:7::9</route><route>192.0.2.1</route>
  </routes>
  <name dns="10.7.0.53 10.7.0.54">corp.example</name><name exact="yes">bank.example</name>
  <filters>
    <filter protocol="udp" ports="53, 8000-8100"/>
    <filter protocol="tcp" to="10.7.1.0/24 10.7.2.1-10.7.2.9"/>
    <filter app="/usr/bin/curl"/>
  </filters>
</split>)";
  dial("split");
  ASSERT_TRUE(result.connected) << result.message << log();
  EXPECT_EQ(host.up->addresses.size(), 2u);
  EXPECT_EQ(host.up->inclusions.size(), 3u);
  EXPECT_EQ(host.up->exclusions.size(), 2u);
  EXPECT_EQ(host.up->names.size(), 2u);
  EXPECT_TRUE(host.up->exclude_local_subnets);
  auto const udp = [](std::uint16_t port) {
    Bytes header{
        0x30, 0x39, static_cast<std::uint8_t>(port >> 8), static_cast<std::uint8_t>(port), 0, 12, 0, 0, 1, 2,
        3,    4};
    auto const packet = wire::sample::ip_packet(4, 17, {header.begin(), header.end()});
    return Bytes(packet.begin(), packet.end());
  };
  offer({udp(54), udp(53), udp(8101), udp(8100)});
  EXPECT_EQ(server.receive(), udp(53));
  EXPECT_EQ(server.receive(), udp(8100));
  expect_up_and_hang_up(*connection, host);
}

TEST_F(PlugIns, CoroutinesDialDeliverAndAreCanceled) {
  profile.custom_field = "address, please";
  dial("coroutines", [this] {
    EXPECT_EQ(server.receive(), bytes_of("address, please"));
    server.send(bytes_of("10.20.0.2"));
  });
  ASSERT_TRUE(result.connected) << result.message << log();
  EXPECT_EQ(server.receive(), bytes_of("c"));
  offer({packet_of(60, 1)});
  EXPECT_EQ(server.receive(), Bytes{0x44} + packet_of(60, 1));
  server.send(Bytes{0x44} + packet_of(60, 2));  // of odd size: in the callback's list
  EXPECT_EQ(injected(), packet_of(60, 2));
  server.send(Bytes{0x44} + packet_of(61, 3));  // of even size: by a coroutine
  EXPECT_EQ(injected(), packet_of(61, 3));
  expect_up_and_hang_up(*connection, host);
  EXPECT_TRUE(logged("ticks end"));
}

TEST_F(PlugIns, WorkersCarryEverythingOverTheLanes) {
  dial("lanes", [this] { server.accept(); });
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1), packet_of(61, 2)});
  EXPECT_EQ(server.read(2 + 60 + 2 + 61),
            (Bytes{0, 60} + packet_of(60, 1) + Bytes{0, 61} + packet_of(61, 2)));
  Bytes stream;
  for (std::uint8_t one = 0; one != 40; ++one) stream = stream + Bytes{0, 60} + packet_of(60, one);
  server.write(stream);
  for (std::uint8_t one = 0; one != 40; ++one) EXPECT_EQ(injected(), packet_of(60, one));
  expect_up_and_hang_up(*connection, host);
  EXPECT_TRUE(server.at_end());
}

TEST_F(PlugIns, TwoTransportsAreToldApartByContext) {
  options.keep_alive_idle_ns = 0;
  dial("twin", [this] { server.accept(); });
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  EXPECT_EQ(server.receive(), packet_of(60, 1));
  auto const before = server.peer_port();
  server.send(packet_of(70, 2));
  EXPECT_EQ(injected(), packet_of(70, 2));
  server.write(bytes_of("p"));
  auto pong = std::async(std::launch::async, [this] { return server.read(5); });
  while (pong.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    channel().run_inbound();
    exec::runtime().point(exec::Point::yield);
  }
  EXPECT_EQ(pong.get(), bytes_of("pong\n"));
  server.write(bytes_of("r"));
  // The new socket takes over once it is connected; until then packets go the old way.
  while (server.peer_port() == before) {
    channel().run_inbound();
    offer({packet_of(60, 3)});
    EXPECT_EQ(server.receive(), packet_of(60, 3));
  }
  server.send(packet_of(80, 4));
  EXPECT_EQ(injected(), packet_of(80, 4));
  expect_up_and_hang_up(*connection, host);
}

TEST_F(PlugIns, TheUserIsAskedAndProfilesAreKept) {
  auto const folder = testing::TempDir() + "penstock_plug_ins_" + std::to_string(::getpid());
  projection::set_application_folder(folder);
  int asked = 0;
  profile.credentials = [&asked](int, bool) {
    ++asked;
    return projection::Credential{.user = "mara", .password = "quay", .pin = "7"};
  };
  dial("prompts");
  ASSERT_TRUE(result.connected) << result.message << log();
  EXPECT_EQ(asked, 2);
  for (auto const* line : {"mara/4/7", "prompt canceled", "https://vpn.example:8443/path"})
    EXPECT_TRUE(logged(line)) << line << log();
  ASSERT_EQ(host.up->names.size(), 1u);
  expect_up_and_hang_up(*connection, host);
  std::filesystem::remove_all(folder);
}

TEST_F(PlugIns, WhatIsBroughtAlongBesideTheVpnWorksInBothDialects) {
  for (auto const* name : {"handy_17", "handy_20"}) {
    dial(name);
    ASSERT_TRUE(result.connected) << name << result.message << log();
    for (auto const* line : {"guids good", "unknown good", "boxes good", "shared vector good",
                             "shared map good", "memory stream good", "text good"})
      EXPECT_TRUE(logged(line)) << name << ": " << line << "\n" << log();
    EXPECT_FALSE(logged(" bad")) << log();
    offer({packet_of(60, 1)});
    EXPECT_EQ(server.receive(), packet_of(60, 1));
    expect_up_and_hang_up(*connection, host);
    forget_log();
  }
}

class Rude : public PlugIns {
 protected:
  void dial_with(const std::string& wish) {
    profile.custom_field = wish;
    dial("rude");
  }
  void expect_logged(std::initializer_list<const char*> lines) {
    for (auto const* line : lines) EXPECT_TRUE(logged(line)) << line << "\n" << log();
  }
  // Everything is back where it belongs.
  void expect_whole(tunnel::Lane lane, std::uint32_t free) { EXPECT_EQ(channel().counts(lane).free, free); }
};

TEST_F(Rude, EveryCallOutOfPlaceHasItsStatus) {
  RULE("N-BUF-5");
  RULE("N-LIFE-4");
  RULE("N-LIFE-7");
  RULE("N-LIFE-8");
  RULE("N-LIFE-9");
  dial_with("");
  ASSERT_TRUE(result.connected) << result.message << log();
  expect_logged({"early=80070005",          "flush=80070005",
                 "associate null=80004003", "associate string=80070057",
                 "start without=80070057",  "reconnecting=80004001",
                 "parent=80004001",         "ssl=00000000",
                 "health=00000000",         "slot=80070057",
                 "foreground=80004001",     "associate connected=80070057",
                 "start stranger=80070057", "start mtu=80070057",
                 "start name=80070057",     "start none=80070057",
                 "interface id=80070057",   "dotted=80070057",
                 "port=80070057",           "credentials=800704c7",
                 "path type=80070057",      "null append=80004003"});
  offer({packet_of(60, 1), packet_of(61, 2)});
  EXPECT_EQ(server.receive(), packet_of(60, 1));
  EXPECT_EQ(server.receive(), packet_of(61, 2));
  expect_whole(tunnel::Lane::send, 8);
  EXPECT_TRUE(connection->hang_up());
  expect_logged(
      {"late credentials=80070005", "late request=80070005", "late append=80070005", "late list=8000000e"});
}

TEST_F(Rude, WhatLeavesConnectIsTheDialsEnd) {
  RULE("N-LIFE-14");
  for (auto const& [wish, code] : {std::pair{"connect throws", 0x80004005u},
                                   {"connect bad_alloc", 0x8007000Eu},
                                   {"connect int", 0x80004005u},
                                   {"throw after start", 0x80004005u}}) {
    dial_with(wish);
    EXPECT_FALSE(result.connected) << wish;
    EXPECT_EQ(static_cast<std::uint32_t>(result.code), code) << wish;
    EXPECT_FALSE(host.up) << wish;
  }
}

TEST_F(Rude, WhatLeavesACallbackCostsItsPacketsAndNothingElse) {
  RULE("N-ENC-7");
  dial_with("encapsulate throws");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  expect_whole(tunnel::Lane::send, 8);
  offer({packet_of(60, 2)});
  EXPECT_EQ(server.receive(), packet_of(60, 2));
}

TEST_F(Rude, DecapsulateMayThrowNull) {
  RULE("N-DEC-7");
  dial_with("decapsulate throws");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  EXPECT_EQ(server.receive(), packet_of(60, 1));
  server.send(packet_of(60, 9));
  while (channel().counts().inbound.decapsulate_errors == 0) {
    channel().run_inbound();
    exec::runtime().point(exec::Point::yield);
  }
  offer({packet_of(60, 2)});
  EXPECT_EQ(server.receive(), packet_of(60, 2));
}

TEST_F(Rude, ADroppedHandleIsReclaimedOnlyWhereLenient) {
  RULE("N-BUF-12");
  dial_with("leak");
  ASSERT_TRUE(result.connected) << result.message << log();
  for (std::uint8_t one = 0; one != 20; ++one) offer({packet_of(60, one)});
  EXPECT_EQ(channel().counts(tunnel::Lane::send).free, 8u);
  EXPECT_EQ(channel().counts(tunnel::Lane::send).leaked_reclaimed, 20u);
  EXPECT_TRUE(connection->hang_up());
}

TEST_F(Rude, AfterAFailedStartAStrictChannelTakesNoOther) {
  RULE("N-LIFE-10");
  options.fidelity = tunnel::Fidelity::strict;
  dial_with("");
  EXPECT_FALSE(result.connected);
  EXPECT_EQ(static_cast<std::uint32_t>(result.code), 0x8000000Eu);
  expect_logged({"start without=80070057", "start stranger=8000000e", "health=80070005"});
}

TEST_F(Rude, AStrictLeakStarvesAndNamesItsHolder) {
  RULE("N-BUF-13");
  options.fidelity = tunnel::Fidelity::strict;
  dial_with("leak");
  ASSERT_TRUE(result.connected) << result.message << log();
  for (std::uint8_t one = 0; one != 20; ++one) offer({packet_of(60, one)});
  EXPECT_EQ(channel().counts(tunnel::Lane::send).free, 0u);
  EXPECT_GE(channel().counts().outbound.starved, 1u);
  EXPECT_EQ(channel().held(tunnel::Lane::send).size(), 8u);
  EXPECT_TRUE(connection->hang_up());
  EXPECT_EQ(channel().counts().outbound.shown_packets, 8u);
  EXPECT_EQ(channel().counts().outbound.dropped_disconnected, 12u);
}

TEST_F(Rude, AKeptHandleKeepsItsSlotInBothModes) {
  RULE("N-BUF-22");
  dial_with("keep");
  ASSERT_TRUE(result.connected) << result.message << log();
  for (std::uint8_t one = 0; one != 20; ++one) offer({packet_of(60, one)});
  EXPECT_EQ(channel().counts(tunnel::Lane::send).free, 0u);
  EXPECT_TRUE(connection->hang_up());
  expect_logged({"late append=80070005"});
}

TEST_F(Rude, TheSameBufferTwiceIsRefusedEverywhere) {
  RULE("N-BUF-14");
  dial_with("twice");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  expect_logged({"again=80070057", "again other=80070057", "again lane=80070057", "closed=80000013"});
  EXPECT_EQ(server.receive(), packet_of(60, 1));
  expect_whole(tunnel::Lane::send, 8);
}

TEST_F(Rude, BoundsAreKept) {
  RULE("N-BUF-16");
  RULE("N-LIST-2");
  dial_with("bounds");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  expect_logged({"length=80070057", "empty=8000000b", "empty end=8000000b", "null=80004003"});
  EXPECT_EQ(server.receive(), packet_of(60, 1));
}

TEST_F(Rude, AListWithAStatusIsDiscarded) {
  RULE("N-LIST-4");
  dial_with("status");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  expect_whole(tunnel::Lane::send, 8);
  EXPECT_EQ(channel().counts().outbound.frames_sent, 0u);
}

TEST_F(Rude, ATransportThatIsNotThereDropsTheFrame) {
  RULE("N-ENC-6");
  dial_with("affinity");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  expect_whole(tunnel::Lane::send, 8);
  EXPECT_EQ(channel().counts().outbound.frames_sent, 0u);
}

TEST_F(Rude, StopInACallbackTakesEffectWhenItReturns) {
  RULE("N-LIFE-19");
  dial_with("stop");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  EXPECT_FALSE(host.up);
  EXPECT_FALSE(logged("late request"));
}

TEST_F(Rude, ListsAreIteratedOnlyWhereLenient) {
  RULE("N-LIST-6");
  dial_with("iterate");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  expect_logged({"iterate=00000000"});
}

TEST_F(Rude, StrictListsAreNotIterated) {
  RULE("N-LIST-6");
  options.fidelity = tunnel::Fidelity::strict;
  dial_with("iterate");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  expect_logged({"iterate=80004002"});
}

TEST_F(Rude, AWireBufferMayGoBackAsItIs) {
  RULE("N-BUF-20");
  dial_with("echo");
  ASSERT_TRUE(result.connected) << result.message << log();
  offer({packet_of(60, 1)});
  EXPECT_EQ(server.receive(), packet_of(60, 1));
  server.send({1});
  auto echoed = std::async(std::launch::async, [this] { return server.receive(); });
  while (echoed.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    channel().run_inbound();
    exec::runtime().point(exec::Point::yield);
  }
  EXPECT_EQ(echoed.get(), Bytes{1});
}

TEST_F(Rude, DisconnectWithoutStopIsStoppedForIt) {
  RULE("N-LIFE-18");
  dial_with("no stop");
  ASSERT_TRUE(result.connected) << result.message << log();
  EXPECT_TRUE(connection->hang_up());
  EXPECT_FALSE(host.up);
}

TEST_F(Rude, WhatLeavesDisconnectIsIgnored) {
  RULE("N-LIFE-16");
  dial_with("disconnect throws");
  ASSERT_TRUE(result.connected) << result.message << log();
  EXPECT_TRUE(connection->hang_up());
  EXPECT_FALSE(host.up);
}

}  // namespace penstock::conformance
