// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>

#include "control/configuration.h"

namespace penstock::control {
namespace {

constexpr const char* kPath = "[[path]]\nlocal = { tun = \"vpn0\" }\nremote = { nowhere = true }\n";

ConfigurationResult parse(const std::string& vpn, const std::string& path = kPath) {
  return parse_configuration(path + "[[vpn]]\n" + vpn, "g.toml");
}

std::string complaint(const std::string& vpn, const std::string& path = kPath) {
  const auto result = parse(vpn, path);
  const auto* error = std::get_if<ConfigurationError>(&result);
  return error == nullptr ? "" : to_string(*error);
}

TEST(VpnSettings, AreReadWhole) {
  const auto result = parse(R"(
name = "work"
plug_in = "wireguard.so"
server = "203.0.113.9:51820"
servers = ["vpn.example"]
service = "443"
custom = "<a/>"
credentials_file = "/etc/penstock/work.credentials"
up = false
fidelity = "strict"
send_slots = 8
receive_slots = 65536
pinning = "host-routes"
mark = 7
table = 100
journal = "/var/lib/penstock/work"
resolver = "file"
resolver_file = "/etc/resolv.conf"
)");
  ASSERT_TRUE(std::holds_alternative<Configuration>(result))
      << to_string(std::get<ConfigurationError>(result));
  const auto& read = std::get<Configuration>(result);
  EXPECT_TRUE(std::holds_alternative<NowhereSetting>(read.paths[0].remote));
  ASSERT_EQ(read.vpns.size(), 1u);
  const VpnSetting& vpn = read.vpns[0];
  EXPECT_EQ(vpn.name, "work");
  EXPECT_EQ(vpn.servers, (std::vector<std::string>{"203.0.113.9:51820", "vpn.example"}));
  EXPECT_EQ(vpn.service, "443");
  EXPECT_EQ(vpn.custom, "<a/>");
  EXPECT_EQ(vpn.credentials_file, "/etc/penstock/work.credentials");
  EXPECT_FALSE(vpn.up);
  EXPECT_TRUE(vpn.strict);
  EXPECT_EQ(vpn.send_slots, 8u);
  EXPECT_EQ(vpn.receive_slots, 65536u);
  EXPECT_TRUE(vpn.host_routes);
  EXPECT_EQ(vpn.mark, 7u);
  EXPECT_EQ(vpn.table, 100u);
  EXPECT_EQ(vpn.journal, "/var/lib/penstock/work");
  EXPECT_EQ(vpn.resolver, VpnSetting::Resolver::file);
  EXPECT_EQ(vpn.resolver_file, "/etc/resolv.conf");
}

TEST(VpnSettings, HaveDefaultsForAllButThePlugIn) {
  const auto result = parse("plug_in = \"a/onebyte.so\"\n");
  ASSERT_TRUE(std::holds_alternative<Configuration>(result));
  const VpnSetting& vpn = std::get<Configuration>(result).vpns[0];
  EXPECT_EQ(vpn.name, "onebyte");
  EXPECT_TRUE(vpn.up);
  EXPECT_FALSE(vpn.strict);
  EXPECT_EQ(vpn.service, "0");
  EXPECT_EQ(vpn.send_slots, 2048u);
  EXPECT_NE(complaint("name = \"x\"\n").find("[[vpn]] needs plug_in; add it"), std::string::npos);
}

TEST(VpnSettings, ThatAreWrongAreRefusedByLineValueAndLimit) {
  const std::string plug_in = "plug_in = \"a.so\"\n";
  const std::pair<const char*, const char*> wrong[] = {
      {"send_slots = 0", "g.toml:6: send_slots in [[vpn]] is 0; at least 1"},
      {"receive_slots = 65537", "65536"},
      {"fidelity = \"odd\"", "is 'odd'; write lenient or strict"},
      {"pinning = \"odd\"", "is 'odd'; write mark or host-routes"},
      {"table = 254", "is 254; 253 to 255 are the system's own"},
      {"mark = 0", "mark in [[vpn]] is 0; at least 1"},
      {"resolver = \"odd\"", "is 'odd'; write none, file, resolvconf or systemd-resolved"},
      {"resolver = \"file\"", "name it: resolver_file"},
      {"resolver_file = \"/x\"", "is only for resolver"},
      {"servers = [1]", "must hold texts only"},
      {"custom_file = \"/nowhere/at/all\"", "custom_file"},
      {"unknown = 1", "unknown"},
  };
  for (const auto& [line, expected] : wrong) {
    const std::string said = complaint(plug_in + line + "\n");
    EXPECT_NE(said.find(expected), std::string::npos) << line << ": " << said;
    EXPECT_EQ(said.find("g.toml:"), 0u) << said;
  }
}

TEST(VpnSettings, WantOneThreadATunAndNoSecondVpn) {
  const std::string plug_in = "plug_in = \"a.so\"\n";
  EXPECT_NE(complaint(plug_in + "[[vpn]]\nplug_in = \"b.so\"\n").find("has 2 [[vpn]]; at most 1"),
            std::string::npos);
  EXPECT_NE(
      complaint(plug_in, "[[path]]\nthreads = 2\nlocal = { tun = \"a\" }\nremote = { nowhere = true }\n")
          .find("with a [[vpn]] at most 1"),
      std::string::npos);
  EXPECT_NE(complaint(plug_in, "[[path]]\nlocal = { capture = \"a\" }\nremote = { nowhere = true }\n")
                .find("must be a tun"),
            std::string::npos);
}

TEST(VpnSettings, OfAPathThatLeadsNowhereAreForItsRemoteSide) {
  EXPECT_NE(
      complaint("plug_in = \"a.so\"\n", "[[path]]\nlocal = { nowhere = true }\nremote = { tun = \"b\" }\n")
          .find("for the remote side only"),
      std::string::npos);
}

TEST(VpnSettings, MayKeepThePlugInsOwnTextInAFile) {
  const std::string file = ::testing::TempDir() + "penstock_custom";
  std::ofstream(file) << "[Interface]\n";
  const auto result = parse("plug_in = \"a.so\"\ncustom_file = \"" + file + "\"\n");
  ASSERT_TRUE(std::holds_alternative<Configuration>(result));
  EXPECT_EQ(std::get<Configuration>(result).vpns[0].custom, "[Interface]\n");
}

}  // namespace
}  // namespace penstock::control
