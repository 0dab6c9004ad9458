// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "control/configuration.h"

namespace penstock::control {
namespace {

constexpr const char* kDriver = "[[driver]]\nfile = \"echo_service.so\"\n";
constexpr const char* kHead =
    "[[channel]]\nname = \"echo\"\ndriver = \"echo_service\"\nsocket = \"/run/echo.bus\"\n";
constexpr const char* kAttach =
    "attach = { device = '\\\\.\\PenstockEcho', control = 0x122040, input = [\"bus\", "
    "\"guid:11111111-0002-0003-0405-060708090a0b\"] }\n";

ConfigurationResult parse(const std::string& text) { return parse_configuration(text, "g.toml"); }

std::string complaint(const std::string& text) {
  const auto result = parse(text);
  const auto* error = std::get_if<ConfigurationError>(&result);
  return error == nullptr ? "" : to_string(*error);
}

TEST(ChannelSettings, AreReadWhole) {
  const auto result = parse(
      std::string(kDriver) + "[[path]]\nlocal = { port = \"net0\" }\nremote = { nowhere = true }\n" + kHead +
      "port = \"net0\"\ncapture = \"/var/tmp/echo.pcapng\"\nsocket_mode = 0o660\nmemory_mib_max = 64\nstart "
      "= false\n" +
      "attach = { device = '\\\\.\\X', control = 0x122040, input_bytes = 40, input = [\"0102\", "
      "\"bus\", \"guid:11223344-5566-7788-99aa-bbccddeeff00\", \"utf16:a1\"] }\n"
      "state = { save = 7, restore = 8 }\n");
  ASSERT_TRUE(std::holds_alternative<Configuration>(result))
      << to_string(std::get<ConfigurationError>(result));
  const auto& read = std::get<Configuration>(result);
  EXPECT_EQ(std::get<PortSetting>(read.paths[0].local).name, "net0");
  ASSERT_EQ(read.channels.size(), 1u);
  const ChannelSetting& channel = read.channels[0];
  EXPECT_EQ(channel.name, "echo");
  EXPECT_EQ(channel.driver, "echo_service");
  EXPECT_EQ(channel.socket, "/run/echo.bus");
  EXPECT_EQ(channel.socket_mode, 0660u);
  EXPECT_EQ(channel.memory_mib_max, 64u);
  EXPECT_FALSE(channel.start);
  EXPECT_EQ(channel.port, "net0");
  EXPECT_EQ(channel.capture, "/var/tmp/echo.pcapng");
  EXPECT_EQ(channel.device, "\\\\.\\X");
  EXPECT_EQ(channel.attach_control, 0x122040u);
  EXPECT_EQ(channel.attach_bus_at, 2u);
  EXPECT_EQ(channel.state_save_control, 7u);
  EXPECT_EQ(channel.state_restore_control, 8u);
  const std::vector<std::uint8_t> input = {1,    2,    0,    0,    0,    0,    0,    0,    0,    0,
                                           0x44, 0x33, 0x22, 0x11, 0x66, 0x55, 0x88, 0x77, 0x99, 0xaa,
                                           0xbb, 0xcc, 0xdd, 0xee, 0xff, 0x00, 'a',  0,    '1',  0,
                                           0,    0,    0,    0,    0,    0,    0,    0,    0,    0};
  EXPECT_EQ(channel.attach_input, input);
}

TEST(ChannelSettings, NeedNoPath) { EXPECT_EQ(complaint(std::string(kDriver) + kHead + kAttach), ""); }

TEST(ChannelSettings, TwoAreNotCapturedIntoOneFile) {
  const auto with_captures = [](const std::string& first, const std::string& second) {
    return complaint(std::string(kDriver) + "[[driver]]\nfile = \"b.so\"\nname = \"b\"\n" + kHead +
                     "capture = \"" + first + "\"\n" + kAttach +
                     "[[channel]]\nname = \"b\"\ndriver = \"b\"\nsocket = \"/run/b.bus\"\ncapture = \"" +
                     second + "\"\n" + kAttach);
  };
  EXPECT_EQ(with_captures("a.pcapng", "b.pcapng"), "");
  EXPECT_NE(with_captures("a.pcapng", "a.pcapng").find("capture: 'a.pcapng' is another [[channel]]'s too"),
            std::string::npos);
}

TEST(ChannelSettings, SayWhatIsMissingOrWrong) {
  const std::string driver = kDriver, head = kHead, attach = kAttach;
  EXPECT_NE(complaint(head + attach).find("no [[driver]] is named 'echo_service'"), std::string::npos);
  EXPECT_NE(complaint(driver + head).find("attach in [[channel]] is missing"), std::string::npos);
  EXPECT_NE(complaint(driver + head + attach + "port = \"net0\"\n").find("no [[path]] ends at port 'net0'"),
            std::string::npos);
  EXPECT_NE(complaint(driver + head + attach + head + attach).find("another [[channel]]'s too"),
            std::string::npos);
  EXPECT_NE(complaint(driver + head + attach + "socket_mode = 0o1000\n").find("socket_mode"),
            std::string::npos);
  EXPECT_NE(complaint(driver + head + attach + "pause = true\n").find("pause"), std::string::npos);
  EXPECT_NE(complaint(driver + head + attach + "state = { save = 7 }\n").find("restore in state is missing"),
            std::string::npos);
  const auto with_input = [&](const std::string& input) {
    return complaint(driver + head + "attach = { device = 'D', control = 1, input = " + input + " }\n");
  };
  EXPECT_NE(with_input("[\"00\"]").find("has no \"bus\""), std::string::npos);
  EXPECT_NE(with_input("[\"bus\", \"guid:11\"]").find("part 'guid:11'"), std::string::npos);
  EXPECT_NE(with_input("[\"bus\", \"bus\"]").find("part 'bus'"), std::string::npos);
  EXPECT_NE(with_input("[\"bus\"], input_bytes = 4").find("is 4, but input has 8"), std::string::npos);
  EXPECT_NE(
      complaint(driver + "[[channel]]\nname = \"a/b\"\ndriver = \"echo_service\"\nsocket = \"s\"\n" + attach)
          .find("'a/b'"),
      std::string::npos);
}

TEST(ChannelSettings, APathHasOneThreadWhereItEndsAtAPort) {
  const std::string path = "[[path]]\nlocal = { port = \"a\" }\nremote = { port = \"b\" }\n";
  EXPECT_EQ(complaint(path), "");
  EXPECT_NE(complaint(path + "threads = 2\n").find("with a port at most 1"), std::string::npos);
  EXPECT_NE(complaint("[[path]]\nlocal = { port = \"a\" }\nremote = { port = \"a\" }\n").find("so is local"),
            std::string::npos);
}

}  // namespace
}  // namespace penstock::control
