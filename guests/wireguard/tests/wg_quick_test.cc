// SPDX-License-Identifier: Apache-2.0
#include "wg_quick.h"

#include <gtest/gtest.h>

namespace wireguard {
namespace {

constexpr std::string_view kKey = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";
constexpr std::string_view kPublic = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";

std::string interface_with(std::string_view lines) {
  return "[Interface]\nPrivateKey = " + std::string(kKey) + "\n" + std::string(lines);
}
std::string peer_with(std::string_view lines) {
  return interface_with("[Peer]\nPublicKey = " + std::string(kPublic) + "\n" + std::string(lines));
}
std::string error_of(const std::string& text) {
  WgQuickError error;
  EXPECT_FALSE(read_wg_quick(text, error).has_value()) << text;
  return error.text();
}
WgQuickFile read(const std::string& text) {
  WgQuickError error;
  auto file = read_wg_quick(text, error);
  EXPECT_TRUE(file.has_value()) << error.text();
  return file.value_or(WgQuickFile());
}

TEST(WgQuick, WholeFileIsReadAsItIs) {
  const WgQuickFile file = read(
      "# a laptop\r\n[Interface]\r\nPrivateKey=yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk= # secret\r\n"
      "Address = 10.192.122.3/24, fd00::3/64\nAddress = 10.9.9.9\nListenPort = 51820\nDNS = 1.1.1.1, "
      "fd00::53, corp.example\n"
      "MTU = 1380\nTable = 42\nFwMark = 0xca6c\nSaveConfig = true\nPostUp = iptables -A FORWARD -i %i -j "
      "ACCEPT\n\n"
      "[peer]\npublickey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=\n"
      "PresharedKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=\nAllowedIPs = 0.0.0.0/0, ::/0\n"
      "Endpoint = [2001:db8::1]:51821\nPersistentKeepalive = 25\n"
      "[Peer]\nPublicKey = gN65BkIKy1eCE9pP1wdc8ROUtkHLF2PfAqYdyYBz6EA=\nAllowedIPs =\nEndpoint = "
      "vpn.example:443");
  EXPECT_EQ(file.listen_port, 51820);
  ASSERT_EQ(file.addresses.size(), 3u);
  EXPECT_EQ(file.addresses[1].bits, 64u);
  EXPECT_EQ(file.addresses[2].bits, 32u);
  EXPECT_EQ(file.dns_servers.size(), 2u);
  EXPECT_EQ(file.search_domains, std::vector<std::string>{"corp.example"});
  EXPECT_EQ(file.mtu, 1380u);
  EXPECT_EQ(file.table, WgQuickTable::numbered);
  EXPECT_EQ(file.table_number, 42u);
  EXPECT_EQ(file.fwmark, 0xca6cu);
  EXPECT_TRUE(file.save_config);
  EXPECT_EQ(file.commands_not_run, std::vector<std::string>{"PostUp = iptables -A FORWARD -i %i -j ACCEPT"});
  ASSERT_EQ(file.peers.size(), 2u);
  EXPECT_EQ(file.peers[0].allowed_ips.size(), 2u);
  EXPECT_EQ(file.peers[0].endpoint_host, "2001:db8::1");
  EXPECT_EQ(file.peers[0].endpoint_port, 51821);
  EXPECT_EQ(file.peers[0].persistent_keepalive_s, 25);
  EXPECT_FALSE(file.peers[0].preshared_key.is_zero());
  EXPECT_TRUE(file.peers[1].allowed_ips.empty());
  EXPECT_EQ(file.peers[1].endpoint_host, "vpn.example");
  EXPECT_TRUE(file.peers[1].preshared_key.is_zero());
}

TEST(WgQuick, ErrorNamesLineKeyValueAndLimit) {
  EXPECT_EQ(error_of(interface_with("MTU = 70000\n")),
            "line 3: MTU: needs a number from 576 to 65500, got '70000'");
  EXPECT_EQ(error_of(interface_with("ListenPort = many\n")),
            "line 3: ListenPort: needs a number from 0 to 65535, got 'many'");
  EXPECT_EQ(error_of(interface_with("Address = 10.0.0.1/33\n")),
            "line 3: Address: needs a prefix from 0 to 32 bits, got '10.0.0.1/33'");
  EXPECT_EQ(error_of(peer_with("\nAllowedIPs = 10.0.0.0/8, ,\n")),
            "line 6: AllowedIPs: needs an IPv4 or IPv6 address, optionally with a prefix, got ''");
  EXPECT_EQ(error_of(peer_with("Endpoint = 2001:db8::1:51820\n")),
            "line 5: Endpoint: an IPv6 address stands in brackets, as [2001:db8::1]:51820, got "
            "'2001:db8::1:51820'");
  EXPECT_EQ(error_of(peer_with("Endpoint = host:0\n")),
            "line 5: Endpoint: port needs a number from 1 to 65535, got '0'");
  EXPECT_EQ(error_of(peer_with("PersistentKeepalive = 65536\n")),
            "line 5: PersistentKeepalive: needs a number from 0 to 65535, got '65536'");
  EXPECT_EQ(error_of(interface_with("Table = -1\n")),
            "line 3: Table: needs 'auto', 'off' or the number of a table");
  EXPECT_EQ(error_of(interface_with("SaveConfig = maybe\n")), "line 3: SaveConfig: needs 'true' or 'false'");
}

TEST(WgQuick, UnknownKeyIsRefusedByName) {
  EXPECT_EQ(error_of(interface_with("AllowedIP = 0.0.0.0/0\n")),
            "line 3: 'AllowedIP' is no key of [Interface]");
  EXPECT_EQ(error_of(peer_with("Address = 10.0.0.1\n")), "line 5: 'Address' is no key of [Peer]");
  EXPECT_EQ(error_of("[Interfaces]\n"), "line 1: section '[Interfaces]' is neither [Interface] nor [Peer]");
  EXPECT_EQ(error_of("MTU = 1400\n"), "line 1: a key before [Interface]: 'MTU '");
}

TEST(WgQuick, WhatMustBeThereIsAskedFor) {
  EXPECT_EQ(error_of(""), "no [Interface]");
  EXPECT_EQ(error_of("[Interface]\nMTU = 1400\n"), "[Interface] has no PrivateKey");
  EXPECT_EQ(error_of(interface_with("[Peer]\nAllowedIPs = ::/0\n")), "the [Peer] of line 3 has no PublicKey");
  EXPECT_EQ(error_of(peer_with("[Peer]\nPublicKey = " + std::string(kPublic) + "\n")),
            "the [Peer] of line 5 has the PublicKey of line 3");
  EXPECT_EQ(error_of(interface_with("[Interface]\n")), "line 3: a second [Interface]; a file describes one");
  EXPECT_EQ(error_of(interface_with("MTU\n")), "line 3: MTU needs '=' and a value");
}

TEST(WgQuick, ErrorNeverShowsASecretKey) {
  const std::string secret = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBm";
  for (const std::string& broken : {secret, secret + "k!", secret + "k==", std::string("x")}) {
    const std::string error = error_of("[Interface]\nPrivateKey = " + broken + "\n");
    EXPECT_EQ(error.find(broken.substr(0, 8)), broken == "x" ? error.find('x') : std::string::npos) << error;
    EXPECT_NE(error.find("line 2: PrivateKey: a key has 44 characters of base64"), std::string::npos)
        << error;
  }
}

TEST(WgQuick, SwitchedOffValuesAreZero) {
  const WgQuickFile file = read(peer_with("PersistentKeepalive = off\n"));
  EXPECT_EQ(file.peers[0].persistent_keepalive_s, 0);
  EXPECT_EQ(read(interface_with("FwMark = off\nTable = off\n")).table, WgQuickTable::off);
}

TEST(WgQuick, CommandsAreListedAndNothingElse) {
  const WgQuickFile file = read(interface_with("PreUp = touch made_by_preup\nPostDown = rm -rf x\n"));
  EXPECT_EQ(file.commands_not_run.size(), 2u);
}

TEST(WgQuick, ValueInAMessageIsShortAndPrintable) {
  const std::string error = error_of(interface_with("MTU = " + std::string(500, '\x01') + "\n"));
  EXPECT_LT(error.size(), 200u);
  EXPECT_EQ(error.find('\x01'), std::string::npos);
}

TEST(WgQuick, FileOfMoreThanAMegabyteIsNotRead) {
  EXPECT_EQ(error_of(std::string(kWgQuickBytesMax + 1, '\n')),
            "the file has 1048577 bytes, the limit is 1048576");
}

}  // namespace
}  // namespace wireguard
