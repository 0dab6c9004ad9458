// SPDX-License-Identifier: Apache-2.0
// What goes through a channel's ring, by command and by configuration.
#include <filesystem>

#include "echo_channel_fixture.h"
#include "link/program_output.h"

namespace penstock::channels {
namespace {

// Lengths of the packets in a capture, a line each.
std::string lengths_in(const std::string& file) {
  return link::output_of("tshark -r " + file + " -T fields -e frame.len 2>/dev/null");
}

TEST_F(EchoChannel, IsCapturedByCommandBetweenTheCommands) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  client.open();
  const std::string file = folder / "ring.pcapng";
  EXPECT_EQ(client.ask("before"), "before");
  EXPECT_EQ(program.ask({"channel", "capture", "echo", file})["answer"], "captured into " + file);
  EXPECT_EQ(client.ask("captured"), "captured");
  EXPECT_EQ(program.ask({"channel", "show", "echo"})["capture"], file);
  EXPECT_EQ(program.ask({"channel", "show", "echo"})["captured"], 2) << "a question and its answer";
  EXPECT_NE(program.command({"channel", "capture", "echo", folder / "other"}).text.find("already"),
            std::string::npos);
  const auto ended = program.ask({"channel", "capture", "echo", "--stop"});
  EXPECT_EQ(ended["file"], file);
  EXPECT_EQ(ended["packets"], 2);
  EXPECT_EQ(client.ask("behind"), "behind");
  EXPECT_EQ(program.ask({"channel", "show", "echo"})["capture"], "");
  EXPECT_EQ(program.command({"channel", "capture", "echo", "--stop"}).code, 6) << "nothing is captured";
  if (link::installed("tshark")) {
    EXPECT_EQ(lengths_in(file), "24\n24\n");
  }
}

TEST_F(EchoChannel, IsNotCapturedIntoWhatIsNoCapture) {
  RunningPenstock program(folder);
  folder.write("letter", "to a friend");
  const auto said = program.command({"channel", "capture", "echo", folder / "letter"});
  EXPECT_EQ(said.code, 6);
  EXPECT_NE(said.text.find("is there and is no capture"), std::string::npos) << said.text;
  EXPECT_EQ(std::filesystem::file_size(folder / "letter"), 11u);
  program.ask({"channel", "capture", "echo", folder / "ring.pcapng"});
  program.ask({"channel", "capture", "echo", "--stop"});
  EXPECT_EQ(program.command({"channel", "capture", "echo", folder / "ring.pcapng"}).code, 0) << "it is one";
}

TEST_F(EchoChannel, IsCapturedFromTheStartWhereItsConfigurationSaysSo) {
  const std::string file = folder / "ring.pcapng";
  folder.write("run.toml", configuration(folder, "capture = \"" + file + "\"\n"));
  RunningPenstock program(folder);
  Client client(folder / "bus");
  client.open();
  EXPECT_EQ(client.ask("captured"), "captured");
  client.endpoint.reset();
  client.port.reset();
  EXPECT_EQ(program.end(), 0) << program.said();
  if (link::installed("tshark")) {
    EXPECT_EQ(lengths_in(file), "24\n24\n");
  }
}

TEST_F(EchoChannel, WhatWasCapturedBeforeASaveIsThereAfterAKill) {
  const std::string file = folder / "ring.pcapng";
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  client.open();
  program->ask({"channel", "capture", "echo", file});
  EXPECT_EQ(client.ask("captured"), "captured");
  program->ask({"channel", "save", "echo", image});
  program->kill();
  if (link::installed("tshark")) {
    EXPECT_EQ(lengths_in(file), "24\n24\n");
  }
  restart(program);
  EXPECT_EQ(client.ask("and after"), "and after");
}

}  // namespace
}  // namespace penstock::channels
