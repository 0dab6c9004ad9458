// SPDX-License-Identifier: Apache-2.0
#include "control/configuration.h"

#include <gtest/gtest.h>

namespace penstock::control {
namespace {

constexpr const char* kWhole = R"([control]
socket = "/tmp/penstock.sock"

[[path]]
name = "lan"
local = { tun = "pen0", namespace = "/var/run/netns/a", addresses = ["10.0.0.1/24", "fd00::1/64"], mtu = 9000 }
remote = { tun = "pen1", pid = 42, offload = false, routes = ["10.9.0.0/16"] }
threads = 4

[[driver]]
file = "drivers/hold.so"
parameters = { DefaultVerdict = 1, Name = "x", Large = 4294967296 }

[[policy.filter]]
name = "no telnet"
layer = "ALE_AUTH_CONNECT_V4"
action = "block"
weight = 7
condition = [ { field = "IP_REMOTE_PORT", value = 23 }, { field = "IP_REMOTE_ADDRESS", match = "not_equal", value = "10.0.0.0/8" } ]

[[verdict]]
verdict = "permit"
protocol = "tcp"
remote = "10.0.0.0/8"
remote_port = 80
after_ms = 5
)";

// The message of a configuration that is wrong; empty for one that is right.
std::string complaint(const std::string& text) {
  const auto result = parse_configuration(text, "g.toml");
  const auto* error = std::get_if<ConfigurationError>(&result);
  return error == nullptr ? "" : to_string(*error);
}

constexpr const char* kPath = "[[path]]\nlocal = { tun = \"a\" }\nremote = { tun = \"b\" }\n";

TEST(Configuration, IsReadWhole) {
  const auto result = parse_configuration(kWhole, "g.toml");
  ASSERT_TRUE(std::holds_alternative<Configuration>(result))
      << to_string(std::get<ConfigurationError>(result));
  const auto& read = std::get<Configuration>(result);
  EXPECT_EQ(read.control_socket, "/tmp/penstock.sock");
  ASSERT_EQ(read.paths.size(), 1u);
  EXPECT_EQ(read.paths[0].name, "lan");
  EXPECT_EQ(read.paths[0].threads, 4u);
  const auto& local = std::get<TunSetting>(read.paths[0].local);
  EXPECT_EQ(local.name, "pen0");
  EXPECT_EQ(local.mtu_bytes, 9000u);
  EXPECT_TRUE(local.offload);
  ASSERT_EQ(local.addresses.size(), 2u);
  EXPECT_EQ(local.addresses[1].address, "fd00::1");
  EXPECT_EQ(local.addresses[1].prefix_length, 64);
  const auto& remote = std::get<TunSetting>(read.paths[0].remote);
  EXPECT_EQ(remote.network_namespace, "/proc/42/ns/net");
  EXPECT_FALSE(remote.offload);
  ASSERT_EQ(read.drivers.size(), 1u);
  EXPECT_EQ(read.drivers[0].name, "hold");
  EXPECT_EQ(std::get<std::uint32_t>(read.drivers[0].parameters.at("DefaultVerdict")), 1u);
  EXPECT_EQ(std::get<std::uint64_t>(read.drivers[0].parameters.at("Large")), 4294967296u);
  ASSERT_EQ(read.filters.size(), 1u);
  EXPECT_TRUE(read.filters[0].block);
  EXPECT_EQ(read.filters[0].conditions.at(1).match, "not_equal");
  ASSERT_EQ(read.verdicts.size(), 1u);
  EXPECT_EQ(read.verdicts[0].after_ms, 5u);
  EXPECT_EQ(read.verdicts[0].remote_port, 80);
}

TEST(Configuration, OfAPathBeginsWithOneThreadAndANumber) {
  const auto result = parse_configuration(
      "[[path]]\nlocal = { capture = \"in.pcap\" }\nremote = { tun = \"b\" }\n", "g.toml");
  ASSERT_TRUE(std::holds_alternative<Configuration>(result));
  const auto& path = std::get<Configuration>(result).paths.at(0);
  EXPECT_EQ(path.name, "path0");
  EXPECT_EQ(path.threads, 1u);
  EXPECT_EQ(std::get<CaptureSetting>(path.local).file, "in.pcap");
}

// Independent links would share one table of flows.
TEST(Configuration, RefusesASecondPathAndSaysWhatToDo) {
  EXPECT_EQ(complaint(std::string(kPath) + kPath),
            "g.toml:4: has 2 [[path]]; at most 1; give each one a penstock run of its own, or one path more "
            "threads = N");
  EXPECT_EQ(complaint(std::string(kPath) + "[control]\n" + kPath + kPath),
            "g.toml:5: has 3 [[path]]; at most 1; give each one a penstock run of its own, or one path more "
            "threads = N");
}

TEST(Configuration, BoundsTheThreadsOfAPath) {
  EXPECT_EQ(complaint(std::string(kPath) + "threads = 16\n"), "");
  EXPECT_EQ(complaint(std::string(kPath) + "threads = 17\n"),
            "g.toml:4: threads in [[path]] is 17; at most 16; lower it");
  EXPECT_EQ(complaint(std::string(kPath) + "threads = 0\n"),
            "g.toml:4: threads in [[path]] is 0; at least 1; raise it");
  EXPECT_EQ(complaint("[[path]]\nlocal = { capture = \"in.pcap\" }\nremote = { tun = \"b\" }\nthreads = 2\n"),
            "g.toml:4: threads in [[path]] is 2; with a capture at most 1; remove it");
}

TEST(Configuration, NamesFileLineValueLimitAndWhatToDo) {
  EXPECT_EQ(complaint("[[path]]\nlocal = { tun = \"a\" }\nremote = { tun = \"b\", mtu = 70000 }\n"),
            "g.toml:3: mtu in remote is 70000; at most 65535; lower it");
  EXPECT_EQ(complaint("[[path]]\nlocal = { tun = \"a\", mtu = 5 }\nremote = { tun = \"b\" }\n"),
            "g.toml:2: mtu in local is 5; at least 68; raise it");
  EXPECT_EQ(complaint("[[path]]\nlocal = { tun = \"a\", mtu = -1 }\nremote = { tun = \"b\" }\n"),
            "g.toml:2: mtu in local is -1; at least 68; raise it");
}

TEST(Configuration, RefusesKeysThatNobodyKnows) {
  EXPECT_EQ(complaint(std::string(kPath) + "colour = \"red\"\n"),
            "g.toml:4: [[path]] has no key 'colour'; it knows local, name, remote, threads");
  EXPECT_EQ(complaint("[[paths]]\n"),
            "g.toml:1: the file has no key 'paths'; it knows channel, control, driver, path, policy, "
            "verdict, vpn");
  EXPECT_EQ(complaint(std::string(kPath) + "[control]\nsockets = \"x\"\n"),
            "g.toml:5: [control] has no key 'sockets'; it knows socket");
}

TEST(Configuration, RefusesValuesOfAnotherKind) {
  EXPECT_EQ(complaint("[[path]]\nlocal = 7\nremote = { tun = \"b\" }\n"),
            "g.toml:2: local in [[path]] must be a table, not a number");
  EXPECT_EQ(complaint(std::string(kPath) + "[[driver]]\nfile = 3\n"),
            "g.toml:5: file in [[driver]] must be a text in quotes, not a number");
  EXPECT_EQ(complaint("path = 1\n"), "g.toml:1: path in the file must be an array, not a number");
  EXPECT_EQ(complaint("path = [1]\n"), "g.toml:1: path in the file must hold tables only");
  EXPECT_EQ(complaint("[[path]]\nlocal = { tun = \"a\", offload = 1 }\nremote = { tun = \"b\" }\n"),
            "g.toml:2: offload in local must be true or false, not a number");
}

TEST(Configuration, RefusesWhatCannotBe) {
  EXPECT_EQ(complaint(""), "g.toml: has no [[path]] and no [[channel]]; there would be nothing to run");
  EXPECT_NE(complaint("[[path]]\n").find("local in [[path]] is missing"), std::string::npos);
  EXPECT_NE(
      complaint(
          "[[path]]\nlocal = { tun = \"a\", addresses = [\"10.0.0.1/33\"] }\nremote = { tun = \"b\" }\n")
          .find("holds '10.0.0.1/33'"),
      std::string::npos);
  EXPECT_NE(complaint("[[path]]\nlocal = { tun = \"abcdefghijklmnop\" }\nremote = { tun = \"b\" }\n")
                .find("at most 15"),
            std::string::npos);
  EXPECT_NE(complaint(std::string(kPath) + "[[driver]]\nfile = \"x.so\"\n[[driver]]\nfile = \"y/x.so\"\n")
                .find("two drivers are named 'x'"),
            std::string::npos);
  EXPECT_NE(complaint(std::string(kPath) + "[[verdict]]\nverdict = \"maybe\"\n")
                .find("write permit, block or wait"),
            std::string::npos);
  EXPECT_NE(complaint(std::string(kPath) + "[control]\nsocket = \"" + std::string(120, 's') + "\"\n")
                .find("at most 107"),
            std::string::npos);
  EXPECT_NE(complaint("[[path]\n").find("g.toml:1:"), std::string::npos);
}

TEST(Configuration, OfAMissingFileSaysSo) {
  const auto result = read_configuration("/nonexistent/g.toml");
  ASSERT_TRUE(std::holds_alternative<ConfigurationError>(result));
  EXPECT_EQ(to_string(std::get<ConfigurationError>(result)),
            "/nonexistent/g.toml: No such file or directory");
}

TEST(Script, IsReadWhole) {
  const auto result = parse_script(
      "[[verdict]]\nverdict = \"block\"\n[[request]]\ndevice = '\\\\.\\X'\nat_ms = 10\ncontrol = "
      "0x12e000\ninput = \"00 fF\"\n",
      "s.toml");
  ASSERT_TRUE(std::holds_alternative<Script>(result)) << to_string(std::get<ConfigurationError>(result));
  const auto& script = std::get<Script>(result);
  ASSERT_EQ(script.requests.size(), 1u);
  EXPECT_EQ(script.requests[0].device, "\\\\.\\X");
  EXPECT_EQ(script.requests[0].control_code, 0x12e000u);
  EXPECT_EQ(script.requests[0].input, (std::vector<std::uint8_t>{0, 255}));
  EXPECT_EQ(script.verdicts.at(0).what, VerdictSetting::What::block);
}

TEST(Script, RefusesInputThatIsNotHexadecimal) {
  const auto result = parse_script("[[request]]\ndevice = \"X\"\ncontrol = 1\ninput = \"0g\"\n", "s.toml");
  ASSERT_TRUE(std::holds_alternative<ConfigurationError>(result));
  EXPECT_EQ(std::get<ConfigurationError>(result).place.line, 4u);
}

}  // namespace
}  // namespace penstock::control
