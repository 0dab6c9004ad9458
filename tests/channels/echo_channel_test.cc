// SPDX-License-Identifier: Apache-2.0
// A channel of `penstock run`: its client, its commands, saves, kills and restores.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "echo_channel_fixture.h"
#include "testing/rule.h"

namespace penstock::channels {
namespace {

TEST_F(EchoChannel, AnswersAClientInAnotherProcess) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  client.open();
  for (int i = 0; i < 200; ++i)
    ASSERT_EQ(client.ask("message " + std::to_string(i)), "message " + std::to_string(i));
  const auto row = program.ask({"channel", "show", "echo"});
  EXPECT_EQ(row["state"], "active");
  EXPECT_EQ(row["is"], "open");
  EXPECT_EQ(row["client"], "here");
  EXPECT_EQ(row["received"], 200);
  EXPECT_EQ(row["completed"], 200);
  EXPECT_EQ(row["bus version"], "5.3");
  EXPECT_NE(program.command({"channel", "list"}).text.find("echo_service"), std::string::npos);
  client.endpoint.reset();
  client.port.reset();
  EXPECT_EQ(program.end(), 0) << program.said();
  EXPECT_FALSE(std::filesystem::exists(folder / "bus"));
}

TEST_F(EchoChannel, IsPausedAndStartedByCommand) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  client.open();
  EXPECT_EQ(program.ask({"channel", "pause", "echo"})["answer"], "paused");
  EXPECT_EQ(program.ask({"channel", "list"})["state"], "paused");
  SentPacket* packet = client.endpoint->allocate_packet();
  Collected<int> answered;
  packet->set_routine(
      [](SentPacket& done, Outcome, MutableBytes, void* context) {
        static_cast<Collected<int>*>(context)->add(1);
        [[maybe_unused]] const auto freed = done.endpoint().free_packet(done);
      },
      &answered);
  const Header header{.operation = 1};
  ASSERT_TRUE(
      client.endpoint->send(*packet, std::as_bytes(std::span(&header, 1)), {.answer_wanted = true}).ok());
  EXPECT_EQ(program.command({"channel", "pause", "echo"}).code, 6) << "it is paused";
  EXPECT_EQ(program.ask({"channel", "show", "echo"})["received"], 0);
  EXPECT_EQ(program.ask({"channel", "start", "echo"})["answer"], "started");
  answered.wait_for(1);
  EXPECT_EQ(program.command({"channel", "start", "echo"}).code, 6) << "it is active";
  EXPECT_NE(program.command({"channel", "start", "ecco"}).text.find("no channel is named 'ecco'"),
            std::string::npos);
}

TEST_F(EchoChannel, GoesOnInANewProcessAfterASaveAndAKill) {
  RULE("V-REST-15");
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  const auto row = program->ask({"channel", "list"});
  EXPECT_EQ(row["state"], "saved");
  EXPECT_EQ(row["image"], image);
  EXPECT_EQ(penstock({"image", "verify", image}).code, 0);
  program->kill();
  client.answer(0, 10);  // to nobody: they stay in the ring
  restart(program);
  client.answer(10, kCalls);
  EXPECT_EQ(client.ask("and after"), "and after");
  client.expect_each_call_once();
  EXPECT_EQ(client.events.story(), "opened started post-started") << "the channel never closed";
  wait_for_reconnect(client);
  EXPECT_EQ(client.port->reconnects(), 1u);
  const auto after = program->ask({"channel", "show", "echo"});
  EXPECT_EQ(after["state"], "active");
  EXPECT_EQ(after["answers"], int{kCalls});
  EXPECT_EQ(after["in flight"], 0);
  EXPECT_EQ(after["violations"], 0);
}

TEST_F(EchoChannel, GoesOnAfterASaveAndAPoliteEnd) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  EXPECT_EQ(program->end(), 0) << program->said();
  restart(program);
  client.answer(0, kCalls);
  client.expect_each_call_once();
  EXPECT_EQ(client.events.story(), "opened started post-started");
}

TEST_F(EchoChannel, GoesOnManyTimes) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  for (std::size_t round = 0; round < 4; ++round) {
    program->kill();
    restart(program);
    client.answer(round * 50, round * 50 + 50);
    EXPECT_EQ(program->ask({"channel", "save", "echo", image})["epoch"], round + 3);
  }
  program->ask({"channel", "start", "echo"});
  client.answer(200, kCalls);
  client.expect_each_call_once();
}

TEST_F(EchoChannel, AnImageIsUsedOnce) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  std::filesystem::copy_file(image, folder / "copy");
  program->kill();
  restart(program);
  wait_for_reconnect(client);
  program->kill();
  RunningPenstock second(folder, {"--restore", image});
  EXPECT_EQ(second.wait(), 5);
  EXPECT_NE(second.said().find(image + ": was used already"), std::string::npos) << second.said();
  // A copy is an image of an epoch that its client has left behind.
  RunningPenstock third(folder, {"--restore", folder / "copy"});
  EXPECT_EQ(third.wait(), 5);
  EXPECT_NE(third.said().find("its client has gone on from a later one"), std::string::npos) << third.said();
  end_client(client);
}

TEST_F(EchoChannel, AStartSetsTheImageAside) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  call_and_save(client, program);
  EXPECT_EQ(program.ask({"channel", "start", "echo"})["answer"], "started");
  EXPECT_FALSE(std::filesystem::exists(image));
  EXPECT_TRUE(std::filesystem::exists(image + ".used"));
  client.answer(0, kCalls);
  client.expect_each_call_once();
}

// From the second save on a program writes over what it has used up, and no file is found for it.
TEST_F(EchoChannel, ASaveTakesTheFileThatAStartSetAside) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  call_and_save(client, program);
  struct stat first {
  }, second{};
  ASSERT_EQ(::stat(image.c_str(), &first), 0);
  program.ask({"channel", "start", "echo"});
  client.answer(0, kCalls);
  client.expect_each_call_once();
  program.ask({"channel", "save", "echo", image});
  ASSERT_EQ(::stat(image.c_str(), &second), 0);
  EXPECT_EQ(first.st_ino, second.st_ino);
  EXPECT_LT(second.st_size, first.st_size) << "with nothing of the calls that were in it";
  EXPECT_FALSE(std::filesystem::exists(image + ".used"));
  program.ask({"channel", "start", "echo"});
}

TEST_F(EchoChannel, IsNotRestoredByAnotherDriverOrUnderAnotherName) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  program->kill();
  const auto refused = [&](const std::string& what, const std::string& by, const std::string& why) {
    std::string text = configuration(folder);
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
      text.replace(at, what.size(), by);
    folder.write("run.toml", text);
    RunningPenstock other(folder, {"--restore", image});
    EXPECT_EQ(other.wait(), 5) << other.said();
    EXPECT_NE(other.said().find(why), std::string::npos) << other.said();
  };
  refused("name = \"echo\"", "name = \"ecco\"", "is of channel 'echo', and no [[channel]] is named so");
  refused("\"echo_service\"", "\"parrot\"",
          "was saved with driver 'echo_service', and channel echo has 'parrot'");
  refused("11111111-", "22222222-", "section channel/echo: other channel");
  EXPECT_TRUE(std::filesystem::exists(image)) << "it is still good";
  folder.write("run.toml", configuration(folder));
  restart(program);
  client.answer(0, kCalls);
  client.expect_each_call_once();
}

TEST_F(EchoChannel, ADamagedImageIsRefusedByItsSection) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  program->kill();
  {
    const int file = ::open(image.c_str(), O_RDWR);
    const auto middle = static_cast<off_t>(std::filesystem::file_size(image) / 2);
    char byte = 0;
    ASSERT_EQ(::pread(file, &byte, 1, middle), 1);
    byte = static_cast<char>(byte ^ 1);
    ASSERT_EQ(::pwrite(file, &byte, 1, middle), 1);
    ::close(file);
  }
  RunningPenstock other(folder, {"--restore", image});
  EXPECT_EQ(other.wait(), 5);
  EXPECT_NE(other.said().find("section channel/echo"), std::string::npos) << other.said();
  end_client(client);
}

// Somebody has taken a packet out of the ring since the save: whoever restored from the image would take it again.
TEST_F(EchoChannel, IsNotRestoredWhereTheRingsStandElsewhere) {
  RULE("V-SAVE-3");
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  program->kill();
  // The client's memory begins with its rings, each with a page in front that ends in the reader's index.
  auto* taken = reinterpret_cast<std::uint32_t*>(client.port->memory().view(kPageBytes + 4, 4, Right::write));
  *taken ^= 8;
  program.emplace(folder, std::vector<std::string>{"--restore", image});
  EXPECT_EQ(program->wait(), 5);
  EXPECT_NE(program->said().find("rings disagree: the channel has gone on since it was saved"),
            std::string::npos)
      << program->said();
  *taken ^= 8;
  restart(program);
  client.answer(0, kCalls);
  client.expect_each_call_once();
}

TEST_F(EchoChannel, IsSavedWhereAnImageMayLie) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  EXPECT_EQ(program.command({"channel", "save", "echo", folder / "missing/image"}).code, 6);
  folder.write("letter", "dear reader");
  const Said letter = program.command({"channel", "save", "echo", folder / "letter"});
  EXPECT_EQ(letter.code, 6);
  EXPECT_NE(letter.text.find("is there and is no image"), std::string::npos) << letter.text;
  EXPECT_EQ(program.ask({"channel", "list"})["state"], "paused") << "paused, and not saved";
  EXPECT_EQ(program.ask({"channel", "save", "echo", image})["answer"], "saved; it was paused");
  EXPECT_EQ(program.ask({"channel", "save", "echo", image})["epoch"], 5) << "a newer one may take its place";
}

TEST_F(EchoChannel, WithoutAClientThereIsNothingToSave) {
  RunningPenstock program(folder);
  const Said said = program.command({"channel", "save", "echo", image});
  EXPECT_EQ(said.code, 6);
  EXPECT_NE(said.text.find("has no client"), std::string::npos) << said.text;
  EXPECT_EQ(program.ask({"channel", "list"})["state"], "active");
}

TEST_F(EchoChannel, AClientOfAProgramThatWasStartedAnewIsOver) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  client.open();
  program->kill();
  program.emplace(folder);
  client.events.log.wait_for(5);
  EXPECT_EQ(client.events.story(), "opened started post-started suspended closed");
  Client next(folder / "bus");
  next.open();
  EXPECT_EQ(next.ask("hello"), "hello");
}

TEST_F(EchoChannel, ASecondClientWaitsUntilTheFirstHasGone) {
  RunningPenstock program(folder);
  std::optional<Client> first(std::in_place, folder / "bus");
  first->open();
  Collected<int> in;
  const auto thread = exec::runtime().spawn("second", [&] {
    Client second(folder / "bus");
    in.add(1);
    second.open();
    EXPECT_EQ(second.ask("second"), "second");
  });
  while (program.ask({"channel", "show", "echo"})["turned away"] == 0) {
  }
  EXPECT_EQ(first->ask("first"), "first");
  EXPECT_EQ(in.size(), 0u);
  first.reset();
  exec::runtime().join(thread);
}

TEST_F(EchoChannel, IsRestoredByCommandIntoAProgramThatWaitsForIt) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  program->kill();
  folder.write("run.toml", configuration(folder, "start = false\n"));
  program.emplace(folder);
  EXPECT_EQ(program->ask({"channel", "list"})["state"], "not started");
  EXPECT_EQ(program->ask({"channel", "restore", "echo", image})["image"], image);
  ASSERT_TRUE(program->hear("restored")) << program->said();
  client.answer(0, kCalls);
  client.expect_each_call_once();
  const Said again = program->command({"channel", "restore", "echo", image + ".used"});
  EXPECT_EQ(again.code, 6);
  EXPECT_NE(again.text.find("has a client"), std::string::npos) << again.text;
}

TEST_F(EchoChannel, TheSocketHasTheModeOfTheConfiguration) {
  folder.write("run.toml", configuration(folder, "socket_mode = 0o620\n"));
  RunningPenstock program(folder);
  struct stat about {};
  ASSERT_EQ(::stat((folder / "bus").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0620u);
  RunningPenstock second(folder);
  EXPECT_EQ(second.wait(), 3);
  EXPECT_NE(second.said().find("somebody answers there already"), std::string::npos) << second.said();
}

TEST_F(EchoChannel, ADriverThatRefusesItsBusIsNamed) {
  std::string text = configuration(folder);
  text.replace(text.find("0x122040"), 8, "0x122048");  // start: it has no channel yet
  folder.write("run.toml", text);
  RunningPenstock program(folder);
  EXPECT_EQ(program.wait(), 3);
  EXPECT_NE(program.said().find("driver echo_service refused control 0x122048"), std::string::npos)
      << program.said();
}

}  // namespace
}  // namespace penstock::channels
